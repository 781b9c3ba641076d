"""Farm accounts and income from land, one pass over households each; totals add up in the order of the rows."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from . import kernel
from .draws import Luck, uniform_at
from .vmath import exp, log

STEPS = 64  # of a table that is read between its points, since a power costs more than the rest of a farm
LEAST_HANDS = 0.05  # assumption: of the hands needed, relatives' help counted, when the whole family is away
SALES, INTEREST, WRITTEN_OFF, DEFAULTS = range(4)  # places in the totals of `farm`
RENT, ORIGIN, DIVIDENDS, OTHER = range(4)  # places in the totals of `collect`


class Farms(NamedTuple):
    """Columns of households (n,): those read, and from `herd` on those written."""

    key: np.ndarray
    settlement: np.ndarray
    size: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    hands: np.ndarray
    herd_added: np.ndarray
    herd_debt: np.ndarray
    let: np.ndarray
    herd: np.ndarray
    herd_loan: np.ndarray
    operating: np.ndarray


class FarmTerms(NamedTuple):
    """This month's terms: by settlement (s,) yuan, hands needed and outlay a mu allotted, yuan a head sold, the part of
    loans on herds repaid and the chance of default; hands a head, interest.

    `yields` is `power_table` of the elasticity of crops in hands.
    """

    mu_income: np.ndarray
    mu_hands: np.ndarray
    mu_outlay: np.ndarray
    head_income: np.ndarray
    head_hands: float
    yields: np.ndarray
    interest: float
    repaid: np.ndarray
    default_chance: np.ndarray
    sold_off: float


class Land(NamedTuple):
    """Columns of settlements (s,) that the land's yield depends on: its own, and the levers of measures."""

    specialty: np.ndarray
    planted: np.ndarray
    water: np.ndarray
    water_added: np.ndarray
    drought_avoided: np.ndarray
    crop_gain: np.ndarray
    turned: np.ndarray
    turned_line: np.ndarray
    turned_young: np.ndarray
    turning_cost: np.ndarray
    crop_lost: np.ndarray


class LandTerms(NamedTuple):
    """By specialty, yuan a mu this month and mu a hand can work; by settlement, crops lost to drought this year; the
    last year of planting from which perennials bear; water of a mu of a new line over that of the old one; yuan this
    month of a yuan a year spent on planting.
    """

    net: np.ndarray
    mu_per_hand: np.ndarray
    drought: np.ndarray
    bearing: int
    thirst: float
    outlay: float


class HerdTerms(NamedTuple):
    """Yuan a head sold a year, the month's share of it; part of a loan repaid in a month of loss; loss over which the
    yearly chance of default is loss / this, and the most that it can be.
    """

    price: float
    share: float
    repaid: float
    default_loss: float
    most_default: float


@kernel
def yield_of_land(land: Land, t: LandTerms, income: np.ndarray, hands: np.ndarray, outlay: np.ndarray) -> None:
    """Write yuan, hands needed and outlay on planting a mu allotted by settlement (s,).

    Land turned to a thirstier line leaves less land watered: the water is the same.
    """
    for s in range(len(income)):
        line, new, turned = land.specialty[s], land.turned_line[s], land.turned[s]
        kept = 1.0 - turned
        water = min(max(land.water[s] + land.water_added[s], 0.0), 1.0) / (1.0 + turned * (t.thirst - 1.0))
        left = (1.0 - t.drought[s] * (1.0 - land.drought_avoided[s])) * (1.0 - land.crop_lost[s])
        crops = t.net[line] * kept * water * left * (land.planted[s] <= t.bearing)
        crops += t.net[new] * (turned - land.turned_young[s]) * water * left
        income[s] = crops * (1.0 + land.crop_gain[s]) if crops > 0.0 else crops
        hands[s] = water * kept / t.mu_per_hand[line] + water * turned / t.mu_per_hand[new]
        outlay[s] = land.turning_cost[s] * water * t.outlay


@kernel
def herd_terms(lost: np.ndarray, terms: HerdTerms, income: np.ndarray, repaid: np.ndarray, default: np.ndarray) -> None:
    """Write yuan a head sold this month, the part of loans repaid and the chance of default by settlement (s,).

    `lost` (s,) is what a head loses to shocks; only where a head brings a loss are loans called in.
    """
    for s in range(len(lost)):
        price = terms.price - lost[s]
        loss = -price if price < 0.0 else 0.0
        income[s] = price * terms.share
        repaid[s] = terms.repaid if loss > 0.0 else 0.0
        default[s] = min(loss / terms.default_loss, terms.most_default) / 12.0


@kernel
def power_table(elasticity: float, out: np.ndarray) -> None:
    """Write (i / STEPS) ** elasticity to `out` (STEPS + 1,), 0 at 0."""
    out[0] = 0.0
    for i in range(1, STEPS + 1):
        out[i] = exp(elasticity * log(i / STEPS))


@kernel
def farm(f: Farms, t: FarmTerms, luck: Luck, totals: np.ndarray) -> None:
    """Write each farm's income of the month, less interest on its herd; `totals` (4,) from SALES to DEFAULTS.

    Fewer family hands than needed leave crops the power `elasticity` of their share, herds half that power, losses all.
    """
    sold, paid, lost, defaults = 0.0, 0.0, 0.0, 0
    for h in range(len(f.size)):
        if f.size[h] == 0:
            continue
        s, herd, hands = f.settlement[h], f.herd[h] + f.herd_added[h], f.hands[h]
        land = f.land[h] * (1 - f.leased[h]) * (1.0 - f.let[h])
        crop, stock = land * t.mu_income[s], herd * t.head_income[s]
        needed = land * t.mu_hands[s] + herd * t.head_hands
        # Hardly a branch, since which farms lack hands is anybody's guess.
        short = hands < needed
        x = max((hands if short else 0.0) / (needed if short else 1.0), LEAST_HANDS) * STEPS
        i = int(x)
        factor = t.yields[i] + (x - i) * (t.yields[i + 1] - t.yields[i])
        factor = factor if short else 1.0
        herds = sqrt(factor)
        sales = crop * (factor if crop > 0.0 else 1.0) + stock * (herds if stock > 0.0 else 1.0)
        sales -= land * t.mu_outlay[s]
        interest, loan = f.herd_debt[h] * t.interest, f.herd_loan[h]
        if loan > 0.0:
            interest += loan * t.interest
            f.herd_loan[h] = loan * (1.0 - t.repaid[s])
            if t.default_chance[s] > 0.0 and uniform_at(luck, f.key[h]) < t.default_chance[s]:
                lost += f.herd_loan[h]
                defaults += 1
                f.herd[h], f.herd_loan[h] = f.herd[h] * (1.0 - t.sold_off), 0.0
        f.operating[h] += sales - interest
        sold += sales
        paid += interest
    totals[SALES], totals[INTEREST], totals[WRITTEN_OFF], totals[DEFAULTS] = sold, paid, lost, defaults


class Owners(NamedTuple):
    """Columns of households (n,): those read, and `property`, which is written."""

    key: np.ndarray
    settlement: np.ndarray
    size: np.ndarray
    land: np.ndarray
    leased: np.ndarray
    let: np.ndarray
    origin_land: np.ndarray
    property: np.ndarray


class PropertyTerms(NamedTuple):
    """This month's yuan: a mu leased out, a mu at the origin, a person; by settlement (s,) a stake in common assets."""

    rent: float
    origin: float
    other: float
    pays: bool
    linked: float
    stake: np.ndarray


@kernel
def share_out(key: np.ndarray, luck: Luck, zero_chance: float, dividend: float, stake: np.ndarray) -> None:
    """Write what a stake pays by settlement (s,), drawn by its key: nothing, or the dividend."""
    for s in range(len(key)):
        stake[s] = dividend if uniform_at(luck, key[s]) >= zero_chance else 0.0


@kernel
def collect(o: Owners, t: PropertyTerms, stakes: Luck, totals: np.ndarray) -> None:
    """Write each household's property income of the month; `totals` (4,) in the order of RENT to OTHER.

    Who holds a stake is a draw that never changes; it is made only in the month that `pays`.
    """
    rents, origins, dividends, others = 0.0, 0.0, 0.0, 0.0
    for h in range(len(o.size)):
        if o.size[h] == 0:
            continue
        rent = o.land[h] * (o.leased[h] + (1 - o.leased[h]) * o.let[h]) * t.rent
        origin, other = o.origin_land[h] * t.origin, o.size[h] * t.other
        dividend = 0.0
        if t.pays and uniform_at(stakes, o.key[h]) < t.linked:
            dividend = t.stake[o.settlement[h]]
        o.property[h] += rent + origin + dividend + other
        rents += rent
        origins += origin
        dividends += dividend
        others += other
    totals[RENT], totals[ORIGIN], totals[DIVIDENDS], totals[OTHER] = rents, origins, dividends, others
