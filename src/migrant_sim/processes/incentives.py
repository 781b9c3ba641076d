"""What work pays a person after all it costs: effort in search, reservation pay, willingness to leave the region.

A month of regular local work is worth its pay times the share of months at work, by skill. It costs the benefits that
the household would lose, work on the family's own land (only if it farms some), travel, and for main carers the care
that somebody else must give. Pay is taken before the level that is matched to 2020, since moves must not depend on it;
months and pay are only observed as a product, so the usual months of the margins stand here, whatever the ridge.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from ..fields import param
from ..kernels.incentives import Homes, People, Worth, all_efforts, all_leaving, kept_shares, lost_shares
from ..kernels.vmath import exp, log, normal_quantile
from ..published import margin
from ..state import Activity, State
from .base import Process

PLACEMENT_MONTHS = 3  # the period to which train_certificate_to_job refers
MOST_PLACED = 0.95  # no certificate places with more than this chance
EPIDEMIC_MONTHS = 1.0  # months of wage work that 2020 lost (note of the margins table months_worked_2020)


@dataclass(frozen=True, kw_only=True)
class Incentives(Process):
    """The part of the labour market that says what is worth taking up."""

    effort_elasticity: float = param(
        unit="elasticity",
        doc="search effort in the share of pay that is left after the costs of work",
        low=0,
        high=10,
        source="search_effort_elasticity",
    )
    allowance_response: float = param(
        unit="relative change",
        doc="search effort of able adults whose household has the minimum living allowance",
        low=-1,
        high=1,
        source="dibao_employment_effect_model",
    )
    home_production: float = param(
        unit="yuan/month",
        doc="work on the family's own land given up for a regular job, 2020",
        low=0,
        source="home_production",
    )
    care_cost: float = param(
        unit="yuan/month", doc="care that replaces a main carer's, 2020", low=0, source="care_cost"
    )
    commuting_cost: float = param(unit="yuan/month", doc="travel to regular work, 2020", low=0, source="commuting_cost")
    willing_share: float = param(
        unit="share",
        doc="labour force that would work outside the region at the pay of 2020",
        low=0,
        high=1,
        source="outside_willing_share",
    )
    attachment_spread: float = param(
        unit="log points",
        doc="spread of the least net pay ratio at which people leave",
        low=0.01,
        high=3,
        source="attachment_spread",
    )
    travel_cost: float = param(
        unit="yuan/yr", doc="travel and settling cost of a year outside, 2020", low=0, source="outside_travel_cost"
    )

    certificate_to_job: float = param(
        unit="share",
        doc="holders of a new certificate placed within three months",
        low=0,
        high=1,
        source="train_certificate_to_job",
    )
    demand_factor: float = param(
        unit="share",
        doc="placements by help that meet a vacancy which would otherwise stay open",
        low=0,
        high=1,
        source="labour_demand_factor",
    )

    def worth(self, state: State) -> Worth:
        """This month's terms, in yuan."""
        economy = state.economy
        level = economy.pay_level if economy.pay_level > 0.0 else 1.0
        _, _, local, region, outside, *_ = economy.wage.tolist()  # by Activity
        share_local, share_region = _shares_at_work()
        return Worth(
            local=local / level * share_local,
            region=region / level * share_region,
            outside=outside / level * 12.0 - self.travel_cost * economy.index,
            home=self.home_production * economy.index,
            care=self.care_cost * economy.index,
            travel=self.commuting_cost * economy.index * (1.0 - float(state.rules.commuting_cut[0])),
            elasticity=self.effort_elasticity,
            response=self.allowance_response,
            base=self._base,
            spread=self.attachment_spread,
            placement=self._placement,
        )

    @cached_property
    def _base(self) -> float:
        """The limit of attachment below which the share is that would work outside the region."""
        return float(normal_quantile(min(max(self.willing_share, 1e-9), 1 - 1e-9)))

    @cached_property
    def _placement(self) -> float:
        """Monthly chance of the second try of a new certificate."""
        return second_try(self.certificate_to_job * self.demand_factor)

    def efforts(self, state: State, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Search effort (n,) of persons `rows` (n,), and whether they would take a regular local job."""
        effort, accepted = np.empty(len(rows)), np.empty(len(rows), np.bool_)
        all_efforts(people(state), homes(state), self.worth(state), rows, effort, accepted)
        return effort, accepted

    def willing(self, state: State, rows: np.ndarray) -> np.ndarray:
        """(n,) whether persons would work outside the region: a score of attachment to home against a limit.

        Main carers stay. The limit of 2020 is the normal quantile of `willing_share`; a grant less the benefits lost
        moves it by the log of what it adds to pay less travel, over the spread, so a small grant moves few.
        """
        out = np.empty(len(rows), np.bool_)
        grant = state.settlements.transport_grant
        all_leaving(people(state), homes(state), self.worth(state), rows, grant, out)
        return out


def work_incentive(state: State, worth: Worth, out: np.ndarray) -> None:
    """Write to `out` (persons,) the part of a month's local pay left after lost benefits, own land, travel and care; 0
    if not in labour.

    These are the terms on which people decide: pay before the matched level.
    """
    kept_shares.run(people(state), homes(state), worth, out)


def participation_tax(state: State, out: np.ndarray) -> None:
    """Write to `out` (persons,) the benefits lost by a month of regular local work over its gross pay, at most 1; 0 if
    not in labour.

    Pay is what such a job pays this month, the matched level included; benefits are those of the household last month.
    """
    pay = float(state.economy.wage[Activity.LOCAL]) * _share_at_work()[Activity.LOCAL]
    lost_shares.run(people(state), homes(state), pay, out)


def people(state: State) -> People:
    """The columns of persons that the kernels read."""
    return state.view(People, state.persons)


def homes(state: State) -> Homes:
    """The columns of households that the kernels read."""
    return state.view(Homes, state.households)


@cache
def second_try(placed: float) -> float:
    """Monthly chance of the second try that a new certificate gives, so that `placed` are within the three months."""
    return 1.0 - float(exp(log(1.0 - min(placed, MOST_PLACED)) / PLACEMENT_MONTHS))


@cache
def _shares_at_work() -> tuple[float, float]:
    """The same for local work, and for work elsewhere in the region."""
    share = _share_at_work()
    return share[Activity.LOCAL], share[Activity.REGION]


@cache
def _share_at_work() -> dict[Activity, float]:
    """Mean part of a full month's pay that a year of regular work brings each month, by place of work."""
    months = {row.level1: row.value for row in margin("months_worked_2020")}
    days = {row.level1: row.value for row in margin("days_per_month")}
    local = days["wage, inside county"] / days["wage, other"] * (months["wage, inside county"] + EPIDEMIC_MONTHS)
    region = months["wage, other county in Ningxia"] + EPIDEMIC_MONTHS
    return {Activity.LOCAL: min(local / 12.0, 1.0), Activity.REGION: min(region / 12.0, 1.0)}
