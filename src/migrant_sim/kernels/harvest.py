"""A month of farms: the terms of settlements follow from the month, then every farm has its income."""

from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck
from .farming import Farms, FarmTerms, HerdTerms, Land, LandTerms, farm, herd_terms, yield_of_land


class Rules(NamedTuple):
    """What holds in all months, named as in `LandTerms`, `HerdTerms` and `FarmTerms`; but `net` in yuan of 2020 a mu
    and year, and years until perennials are planted anew.
    """

    net: np.ndarray
    mu_per_hand: np.ndarray
    life: int
    thirst: float
    head_hands: float
    yields: np.ndarray
    interest: float
    repaid: float
    default_loss: float
    most_default: float
    sold_off: float


class Now(NamedTuple):
    """What differs by month, named as in `LandTerms`; crop prices by specialty; the year and whether it begins; the
    month's share of a year's income; yuan a head sold a year.
    """

    crop_price: np.ndarray
    drought: np.ndarray
    year: int
    january: bool
    bearing: int
    share: float
    outlay: float
    herd_price: float


@kernel
def plant_anew(planted: np.ndarray, life: int, year: int) -> None:
    """Set the year of planting of settlements (s,) to this year where perennials are so many years old; 0 is none."""
    for s in range(len(planted)):
        if planted[s] > 0 and year - planted[s] >= life:
            planted[s] = year


class Month(NamedTuple):
    """All that a month of farms reads and writes: by settlement (s,) its land, what a head loses to shocks, and room
    for the terms that follow, as in `FarmTerms`; room for yuan a mu by specialty; farms; `totals` (4,) as in `farm`.
    """

    land: Land
    herd_lost: np.ndarray
    net: np.ndarray
    mu_income: np.ndarray
    mu_hands: np.ndarray
    mu_outlay: np.ndarray
    head_income: np.ndarray
    repaid: np.ndarray
    default_chance: np.ndarray
    farms: Farms
    totals: np.ndarray


@kernel
def month_of_farms(m: Month, r: Rules, t: Now, luck: Luck) -> None:
    """In January plant anew what is past its life; find the terms of settlements, then every farm's income."""
    if t.january:
        plant_anew(m.land.planted, r.life, t.year)
    for line in range(len(m.net)):
        m.net[line] = r.net[line] * t.crop_price[line] * t.share
    land = LandTerms(m.net, r.mu_per_hand, t.drought, t.bearing, r.thirst, t.outlay)
    yield_of_land(m.land, land, m.mu_income, m.mu_hands, m.mu_outlay)
    herds = HerdTerms(t.herd_price, t.share, r.repaid, r.default_loss, r.most_default)
    herd_terms(m.herd_lost, herds, m.head_income, m.repaid, m.default_chance)
    terms = FarmTerms(
        m.mu_income,
        m.mu_hands,
        m.mu_outlay,
        m.head_income,
        r.head_hands,
        r.yields,
        r.interest,
        m.repaid,
        m.default_chance,
        r.sold_off,
    )
    farm(m.farms, terms, luck, m.totals)
