"""Farm accounts: land by specialty, water and hands at home, herds with their loans, the year's prices and drought."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from ..fields import param
from ..kernels.farming import DEFAULTS, SALES, STEPS, WRITTEN_OFF, Farms, Land, power_table
from ..kernels.harvest import Month, Now, Rules, month_of_farms
from ..months import month_of_year, year_of
from ..published import margin
from ..state import Specialty, State, Streams, flow
from .base import Process

FLOWS = (  # in the order of the totals of `farm`
    flow("outside", "households", "farm sales less costs"),
    flow("households", "banks", "herd loan interest"),
)
BARREN_YEARS = 3  # until the fourth year, in which goji is mature (note of farm_goji_establishment); grapes likewise
MOST_DEFAULT = 0.9  # assumption: not every indebted herder fails in a year, whatever the loss


@dataclass(frozen=True, kw_only=True)
class Farming(Process):
    """Net operating income of own farms. It reads `hands`, which the earnings of the same month have written."""

    grain_net: float = param(unit="yuan/mu/yr", doc="net income of a mu of grain, 2020", source="grain_net_per_mu")
    vegetable_net: float = param(
        unit="yuan/mu/yr", doc="net income of a mu of vegetables, 2020", source="farm_vegetable_net_per_mu"
    )
    goji_net: float = param(
        unit="yuan/mu/yr", doc="net income of a mu of mature goji, 2020", source="farm_goji_net_per_mu_2024"
    )
    grape_net: float = param(
        unit="yuan/mu/yr", doc="net income of a mu of mature grapes, 2020", source="farm_grape_net_per_mu_2024"
    )
    perennial_life: float = param(
        unit="years", doc="years until goji and grapes are planted anew", low=4, high=60, source="perennial_life"
    )
    water: float = param(
        unit="share", doc="mean share of the land that water allows to farm", low=0.5, high=1, source="land_water_share"
    )
    thirst: float = param(
        unit="ratio",
        doc="water of a mu turned to a new line over that of a mu before",
        low=0.5,
        high=3,
        source="specialty_water_ratio",
    )
    elasticity: float = param(
        unit="elasticity",
        doc="of crop income in the hands at home below those needed; half of it for herds",
        low=0,
        high=1,
        source="farm_labour_elasticity",
    )
    heads_per_hand: float = param(
        unit="head/person/yr", doc="heads sold a year that a hand can keep", low=0.1, source="herd_heads_per_hand"
    )
    loan_share: float = param(
        unit="share", doc="share of herds with a loan at the start", low=0, high=1, source="herd_loan_share"
    )
    loan_per_head: float = param(
        unit="yuan/head", doc="loan on a herd per head sold a year", low=0, source="herd_loan_per_head"
    )
    loan_rate: float = param(
        unit="share/yr", doc="interest on a loan on the herd", low=0, high=0.5, source="herd_loan_rate"
    )
    loan_years: float = param(
        unit="years", doc="years in which loans on herds are paid back in a slump", low=0.5, source="herd_loan_years"
    )
    default_loss: float = param(
        unit="yuan/head",
        doc="loss a head sold over which the yearly chance of default is loss / this",
        low=1,
        source="herd_default_loss",
    )
    default_sold: float = param(
        unit="share", doc="share of the herd that a defaulter sells off", low=0, high=1, source="herd_default_sold"
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Draw each settlement's specialty, years of planting and water, and which herds carry a loan."""
        settlements, households, now = state.settlements, state.households, state.month
        draw = streams.uniform("specialty", now, settlements.key)
        last = len(Specialty) - 1
        settlements.specialty[:] = np.minimum(np.searchsorted(_shares(), draw, side="right"), last)
        age = np.floor(streams.uniform("planted", now, settlements.key) * round(self.perennial_life))
        settlements.planted[:] = np.where(settlements.specialty >= Specialty.GOJI, year_of(now) - 1 - age, 0)
        spread = 2.0 * (1.0 - self.water)
        settlements.water[:] = 1.0 - spread * streams.uniform("water", now, settlements.key)
        owes = streams.uniform("herd loan", now, households.key) < self.loan_share
        households.herd_loan[:] = np.where(owes, households.herd * self.loan_per_head, 0.0)

    def step(self, state: State, streams: Streams) -> None:
        """Book this month's farm income and interest; in January plant anew what is past its life."""
        month = state.once("month of farms", lambda: _month(state))
        month_of_farms.run(month, self._rules, _now(state), streams.luck("herd default", state.month))
        yuan = month.totals.tolist()
        state.books.add_all(FLOWS, yuan[:WRITTEN_OFF])
        # Principal is no income: what is lent, repaid or written off moves no line of the household.
        state.notes["farm_income"] = yuan[SALES]
        state.notes["herd_loans_written_off"] = yuan[WRITTEN_OFF]
        state.notes["herd_defaults"] = yuan[DEFAULTS]

    @cached_property
    def _rules(self) -> Rules:
        """What parameters and margins say for all months; loans are renewed while herds pay, else paid back."""
        return Rules(
            net=np.array((self.grain_net, self.vegetable_net, self.goji_net, self.grape_net)),
            mu_per_hand=_mu_per_hand(),
            life=round(self.perennial_life),
            thirst=self.thirst,
            head_hands=1.0 / self.heads_per_hand,
            yields=_yields(self.elasticity),
            interest=self.loan_rate / 12.0,
            repaid=1.0 / (12.0 * self.loan_years),
            default_loss=self.default_loss,
            most_default=MOST_DEFAULT,
            sold_off=self.default_sold,
        )


def _now(state: State) -> Now:
    """What differs this month."""
    economy, year = state.economy, year_of(state.month)
    return Now(
        crop_price=economy.crop_price,
        drought=economy.drought,
        year=year,
        january=month_of_year(state.month) == 1,
        bearing=year - BARREN_YEARS,
        share=economy.crop_season * economy.operating_level,
        # Outlay follows the matched level as income does, so that a planting pays as its rows say.
        outlay=economy.index * economy.operating_level / 12.0,
        herd_price=economy.herd_price,
    )


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, with room for the terms of settlements and the sums."""
    settlements = state.settlements
    mu_income, mu_hands, mu_outlay, head_income, repaid, default_chance = np.empty((6, len(settlements)))
    return Month(
        land=state.view(Land, settlements),
        herd_lost=settlements.herd_lost,
        net=np.empty(len(Specialty)),
        mu_income=mu_income,
        mu_hands=mu_hands,
        mu_outlay=mu_outlay,
        head_income=head_income,
        repaid=repaid,
        default_chance=default_chance,
        farms=state.view(Farms, state.households),
        totals=np.empty(4),
    )


@lru_cache(maxsize=4)
def _yields(elasticity: float) -> np.ndarray:
    """(STEPS + 1,) what a share of the hands needed leaves of crop income."""
    out = np.zeros(STEPS + 1)
    power_table(elasticity, out)
    return out


@cache
def _shares() -> np.ndarray:
    """(specialties,) running total of the shares of settlements, by Specialty."""
    share = {row.level1: row.value for row in margin("specialty_share")}
    return np.cumsum([share[line.name] for line in Specialty])


@cache
def _mu_per_hand() -> np.ndarray:
    """(specialties,) mu that one hand can work, by Specialty."""
    land = {row.level1: row.value for row in margin("specialty_mu_per_hand")}
    return np.array([land[line.name] for line in Specialty])
