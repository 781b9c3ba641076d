"""Days and pay of the month. Only their product is observed, so the level of pay is matched to 2020."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..fields import param
from ..kernels.earnings import Terms, Workers, earn
from ..published import margin, parameter
from ..state import Activity, PoolKind, State, Streams
from .base import Process

MOST_DAYS = 26.0  # no one works more days in a month
EPIDEMIC_MONTHS = 1.0  # months of wage work that 2020 lost (note of the margins table months_worked_2020)
MARGIN_NAMES = {
    Activity.LOCAL: "wage, inside county",
    Activity.REGION: "wage, other county in Ningxia",
    Activity.OUTSIDE: "wage, outside Ningxia",
    Activity.SELF_EMPLOYED: "self-employed, non-farm",
}
LEAST_DAYS = 5.0  # days from which a month counts as a month in work (a definition, not a finding)


@dataclass(frozen=True, kw_only=True)
class Earnings(Process):
    """Days by activity and season, pay by place, certificate and post rule."""

    full_days: float = param(
        unit="days/month", doc="days worked in regular work", low=1, high=31, source="labor_days_per_month"
    )
    months_ridge: float = param(
        unit="ratio",
        doc="months at work in a year of employment, against the margins of a normal year",
        low=0.1,
        high=2,
        source="months_ridge",
    )
    casual_days: float = param(
        unit="days/month",
        doc="days of casual work in a month in season",
        low=0,
        high=31,
        source="casual_days_per_month",
    )
    casual_work_kept: float = param(
        unit="share",
        doc="casual work given up by leavers that goes to those who stay",
        low=0,
        high=1,
        source="casual_work_kept",
    )
    schooling_return: float = param(
        unit="log points/yr", doc="pay gained by a year of schooling", low=0, high=1, source="mincer_schooling_current"
    )
    certificate_years: float = param(
        unit="years", doc="schooling that a certificate is worth", low=0, high=5, source="certificate_schooling_years"
    )
    post_pay_rule: float = param(
        unit="share",
        doc="monthly pay of a post over last year's rural mean",
        low=0,
        high=1,
        source="post_wage_rule_ningxia",
    )

    def step(self, state: State, streams: Streams) -> None:
        """Write days and pay of every worker."""
        persons, economy = state.persons, state.economy
        state.enterprises.worker_days[:] = self._casual_days(state)
        workers = Workers(*(getattr(persons, name) for name in Workers._fields))
        at_work, share = _months_at_work()
        terms = Terms(
            wage=economy.wage * share,
            at_work=np.minimum(at_work * self.months_ridge, 1.0),
            month_days=self.full_days * share,
            pay_ratio=state.enterprises.pay_ratio,
            casual_days=state.enterprises.worker_days,
            open_share=economy.open_share,
            post_pay=self.post_pay_rule * economy.rural_mean_last_year,
            certificate_gain=self.schooling_return * self.certificate_years,
            farm_active=economy.farm_active,
            least_days=LEAST_DAYS,
        )
        economy.host_month = float(terms.wage[Activity.LOCAL] * terms.at_work[Activity.LOCAL])
        earn(workers, terms, streams.uniform("at work", state.month, persons.key))

    def _casual_days(self, state: State) -> np.ndarray:
        """(pools,) days for each casual worker: the season's, more or fewer as fewer or more people share the work."""
        enterprises, economy = state.enterprises, state.economy
        rows = np.flatnonzero(enterprises.kind == PoolKind.CASUAL)
        usual = enterprises.stock[rows] / parameter("casual_days_per_month").central
        people = np.maximum(enterprises.migrants[rows] + enterprises.hosts[rows], 1e-9)
        share = 1.0 + self.casual_work_kept * (usual / people - 1.0)
        demand = economy.county_demand[enterprises.county[rows]]
        days = np.zeros(len(enterprises))
        days[rows] = np.minimum(self.casual_days * economy.season * share * demand, MOST_DAYS)
        return days


@cache
def _months_at_work() -> tuple[np.ndarray, np.ndarray]:
    """(10,) share of a normal year's months at work, and (10,) days of a month at work over full days, by Activity.

    The margins are of 2020; a normal year has the month more that the epidemic took (their note).
    """
    months = {row.level1: row.value for row in margin("months_worked_2020")}
    days = {row.level1: row.value for row in margin("days_per_month")}
    at_work, share = np.ones(10), np.ones(10)
    for activity, name in MARGIN_NAMES.items():
        at_work[activity] = (months[name] + EPIDEMIC_MONTHS) / 12.0
    share[Activity.LOCAL] = days["wage, inside county"] / days["wage, other"]
    return at_work, share
