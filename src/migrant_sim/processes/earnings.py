"""Days and pay of the month, and how pay reaches the household. Only days times pay is observed, so the level of pay
is matched to 2020.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from ..fields import param
from ..kernels.earnings import Homes, Scratch, Workers
from ..kernels.payday import CasualPools, CasualTerms, Month, Now, Rules, month_of_earnings
from ..kernels.vmath import exp, log
from ..published import margin, parameter
from ..state import ACTIVITIES, Activity, PoolKind, State, Streams, flow
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
YEAR = 12
POOLS = int(PoolKind.REGION)  # of a county
WINDOW = 1024  # rows for which draws are made at a time, so that they stay in the fast memory
PEAK_UNTIL = 4 * YEAR  # months since a certificate at which decay begins: the profile's last step is years 2 and 3
FIRST_YEAR = 1.0 / 3.0  # first year's share of the gain over the second's (note of train_effect_profile: 0.2 to 0.6)
# Part of a member's time that the family's farm can count on, for those out of work if they are able (assumption:
# a day labourer helps between engagements, a local worker on days off, who seeks or keeps house half the time).
HANDS = {
    Activity.FARM: 1.0,
    Activity.CASUAL: 0.3,
    Activity.LOCAL: 0.1,
    Activity.SEARCHING: 0.5,
    Activity.INACTIVE: 0.5,
}
FLOWS = (  # that pay is booked as
    flow("enterprises", "households", "wages in the region"),
    flow("outside", "households", "wages outside the region"),
    flow("outside", "households", "own business"),
    flow("government", "households", "welfare posts"),
    flow("government", "households", "remittances from posts"),
    flow("government", "outside", "posts of non-residents"),
    flow("government", "households", "work relief"),
    flow("government", "households", "remittances from work relief"),
    flow("government", "outside", "work relief of non-residents"),
    flow("outside", "households", "remittances"),
)
GAIN_MONTHS = 30 * YEAR  # months since a certificate from which its gain stays as it is (assumption; next to nothing)


@dataclass(frozen=True, kw_only=True)
class Earnings(Process):
    """Days by activity and season, pay by place, certificate and post rule; the residence rule brings pay home."""

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
    festival_return: float = param(
        unit="share",
        doc="workers outside the region who are at home without pay in the month of Spring Festival",
        low=0,
        high=1,
        source="seasonal_return_spring_festival",
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
    certificate_build_up: float = param(
        unit="share",
        doc="part of a certificate's gain reached in the second year after the course",
        low=0,
        high=1,
        source="train_effect_profile",
    )
    certificate_decay: float = param(
        unit="share/yr",
        doc="part of a certificate's gain lost each year from the fifth on",
        low=0,
        high=1,
        source="train_effect_decay_annual",
    )
    post_pay_rule: float = param(
        unit="share",
        doc="monthly pay of a post over last year's rural mean",
        low=0,
        high=1,
        source="post_wage_rule_ningxia",
    )
    remittance_share: float = param(
        unit="share",
        doc="share of the pay of non-residents that reaches the household",
        low=0,
        high=1,
        source="remittance_share",
    )

    def step(self, state: State, streams: Streams) -> None:
        """Write days and pay of every worker, add pay to the household's lines, and book it."""
        month, economy = state.once("month of earnings", lambda: _month(state)), state.economy
        luck = streams.luck("at work", state.month)
        economy.host_month = month_of_earnings.run(month, self._rules, self._now(state), luck)
        self._book(state, month.tally.pay)

    @cached_property
    def _rules(self) -> Rules:
        """What parameters and margins say for all months."""
        gain, old_gain = _gain_by_month(
            self.schooling_return * self.certificate_years, self.certificate_build_up, self.certificate_decay
        )
        return Rules(
            full_days=self.full_days * _day_share(),
            day_share=_day_share(),
            hands=_hands(),
            gain=gain,
            old_gain=old_gain,
            post_pay=self.post_pay_rule,
            least_days=LEAST_DAYS,
            remitted=self.remittance_share,
            casual=CasualTerms(self.casual_days, self.casual_work_kept, _usual_days(), MOST_DAYS, POOLS),
        )

    def _now(self, state: State) -> Now:
        """What differs this month."""
        economy = state.economy
        return Now(
            wage=economy.wage,
            at_work=self._at_work(economy.festival),
            demand=economy.county_demand,
            month=state.month,
            open_share=economy.open_share,
            season=economy.season,
            farm_active=economy.farm_active,
            rural_mean=economy.rural_mean_last_year,
        )

    def _at_work(self, festival: bool) -> np.ndarray:
        """(activities,) chance of being at work this month; the year's sum is that of the margins."""
        return _at_work(self.months_ridge, self.festival_return, festival)

    def _book(self, state: State, pay: np.ndarray) -> None:
        """Book pay (activities, 2) of non-residents and residents by who pays it, and what is sent home."""
        sent, (away, own) = self.remittance_share, pay.T.tolist()
        yuan = (
            own[Activity.CASUAL] + own[Activity.LOCAL] + own[Activity.REGION],
            own[Activity.OUTSIDE],
            own[Activity.SELF_EMPLOYED] + away[Activity.SELF_EMPLOYED],
            *(own[Activity.POST], away[Activity.POST] * sent, away[Activity.POST] * (1.0 - sent)),
            *(own[Activity.RELIEF], away[Activity.RELIEF] * sent, away[Activity.RELIEF] * (1.0 - sent)),
            sum(away[Activity.CASUAL : Activity.SELF_EMPLOYED]) * sent,
        )
        state.books.add_all(FLOWS, yuan)
        state.notes["post_pay"] = own[Activity.POST] + away[Activity.POST]
        state.notes["relief_pay"] = own[Activity.RELIEF] + away[Activity.RELIEF]


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, with room for a window of rows and the sums."""
    return Month(
        workers=state.view(Workers, state.persons),
        homes=state.view(Homes, state.households),
        pools=state.view(CasualPools, state.enterprises),
        pay_ratio=state.enterprises.pay_ratio,
        relief_pay=state.settlements.relief_pay,
        closed=state.counties.closed,
        days=np.empty(ACTIVITIES),
        pay=np.empty(ACTIVITIES),
        scratch=_scratch(),
        tally=state.tally,
    )


def _scratch() -> Scratch:
    return Scratch(np.empty(WINDOW, int), np.empty(WINDOW, np.uint64), np.empty(WINDOW), np.empty(WINDOW, np.int8))


@cache
def _months_at_work() -> np.ndarray:
    """(activities,) share of a normal year's months at work by Activity.

    The margins are of 2020; a normal year has the month more that the epidemic took (their note).
    """
    months = {row.level1: row.value for row in margin("months_worked_2020")}
    at_work = np.ones(ACTIVITIES)
    for activity, name in MARGIN_NAMES.items():
        at_work[activity] = (months[name] + EPIDEMIC_MONTHS) / YEAR
    return at_work


@lru_cache(maxsize=64)
def _at_work(ridge: float, festival_return: float, festival: bool) -> np.ndarray:
    """(activities,) chance of being at work in a month with the festival or without; jobs and own business only."""
    at_work = np.minimum(_months_at_work() * ridge, 1.0)
    usual = at_work[Activity.OUTSIDE]
    # As few as the return says, unless the other eleven months could not make up for it.
    in_festival = min(usual, max(1.0 - festival_return, YEAR * usual - (YEAR - 1)))
    at_work[Activity.OUTSIDE] = in_festival if festival else (YEAR * usual - in_festival) / (YEAR - 1)
    return at_work


@cache
def _day_share() -> np.ndarray:
    """(activities,) days of a month at work over full days, by Activity."""
    days = {row.level1: row.value for row in margin("days_per_month")}
    share = np.ones(ACTIVITIES)
    share[Activity.LOCAL] = days["wage, inside county"] / days["wage, other"]
    return share


@cache
def _usual_days() -> float:
    """Days of casual work behind the person-days of the pools (population.hosts)."""
    return parameter("casual_days_per_month").central


@cache
def _hands() -> np.ndarray:
    """(activities,) HANDS as an array."""
    return np.array([HANDS.get(activity, 0.0) for activity in Activity])


@lru_cache(maxsize=64)
def _gain_by_month(full: float, build_up: float, decay: float) -> tuple[np.ndarray, float]:
    """(months,) what a certificate multiplies pay by, by months since it was gained; and one of before the run.

    A third of `build_up` in the first year, `build_up` in the second, the full log points in the third and fourth, and
    then less by `decay` a year.
    """
    kept = log(max(1.0 - decay, 1e-9)) / YEAR
    gain = np.empty(GAIN_MONTHS)
    for m in range(GAIN_MONTHS):
        step = (
            (build_up * FIRST_YEAR, build_up, 1.0, 1.0)[m // YEAR]
            if m < PEAK_UNTIL
            else exp(kept * (m - PEAK_UNTIL + 1))
        )
        gain[m] = exp(full * step)
    return gain, exp(full)
