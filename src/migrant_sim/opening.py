"""From a synthetic population to the end of the baseline month: burn-in, the epidemic of 2020, the match of that year.

The year 2020 runs twice with the same luck: once to see what the levels must be, once with them. Employment and moves
do not depend on the levels, so the second run meets the year exactly. No measure is in force.
"""

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from .engine import Engine
from .errors import DataError
from .funds import UNCAPPED
from .months import year_of
from .population import LAST_YEAR, build
from .processes.incentives import work_incentive
from .processes.reference import BASE_YEAR
from .published import margin
from .recorder import Recorder
from .scenario import Scenario
from .state import Books, Rules, State, Streams

BURN_IN = 2018 * 12  # first month simulated: two years settle the labour market before the epidemic
LAST_OF_BASE_YEAR = BASE_YEAR * 12 + 11
# Flows of 2020 by purpose and what a level does to them: those of the first kind it scales, those of the second not.
WAGES, PAID_BY_RULE = ("wages in the region", "wages outside the region"), ("welfare posts",)
OPERATING = ("own business", "farm sales less costs")
CREDIT = ("microcredit profit", "microcredit interest", "herd loan interest")
RENTS = ("land rent", "origin land", "dividends")
MOST_RENTS = 0.8  # assumption: imputed rent and the rest are a fifth of property income at least
SENT = ("remittances",)
TRANSFERS = (
    *("pensions", "minimum living allowance", "hardship allowance", "temporary assistance", "medical reimbursement"),
    *("remittances from posts", "social contributions"),
)
SOURCES = ("wage", "operating", "property", "transfer")


class Opening(NamedTuple):
    """The state ready for January 2021, and what was read in 2020."""

    state: State
    record: Recorder


def opening(scenario: Scenario, replication: int) -> Opening:
    """The opening of a replication; copies that the caller may change.

    `scenario` must carry the draw's values already.
    """
    # Shocks go in the same breath: they fit the horizon of the run, not that of the opening.
    bare = replace(scenario, name="", measures=(), factual=(), fixed=(), months=1, disturbances=(), funds=UNCAPPED)
    state, record = _opening(bare, replication, last_year(scenario))
    return Opening(state.branched(), record.branched())


@lru_cache(maxsize=2)
def _opening(scenario: Scenario, replication: int, until: int) -> Opening:
    streams = Streams(scenario.seed, replication)
    engine = Engine(initial_state(scenario, until), scenario, streams)
    engine.prepare()
    engine.run_until(LAST_OF_BASE_YEAR - 12)
    trial, lost = Engine(engine.state.branched(), scenario, streams), Loss()
    trial.run_until(LAST_OF_BASE_YEAR, lost)
    _match(engine.state, trial.state, scenario)
    engine.state.economy.rebound = lost.share("wages in the region", "wages outside the region")
    engine.state.economy.own_rebound = lost.share("own business")
    record = new_recorder(scenario)
    engine.run_until(LAST_OF_BASE_YEAR, record)
    return Opening(engine.state, record)


def new_recorder(scenario: Scenario) -> Recorder:
    """A recorder for the scenario's groups and its definition of stable work."""
    labour = scenario.process("labour")
    return Recorder(
        scenario.groups,
        scenario.process("accounts").stable_months,
        lambda state, out: work_incentive(state, labour.worth(state), out),
    )


class Loss:
    """What the epidemic took from the flows of 2020; moves do not depend on it, so each month is known without it."""

    def __init__(self) -> None:
        self.paid: dict[str, float] = defaultdict(float)
        self.usual: dict[str, float] = defaultdict(float)

    def read(self, state: State) -> None:
        """Add the open month as it was, and as it would have been."""
        for (_, payee, purpose), yuan in state.books.month.items():
            if payee == "households":
                self.paid[purpose] += yuan
                self.usual[purpose] += yuan / state.economy.open_share

    def share(self, *purposes: str) -> float:
        """What was paid over what would have been paid."""
        return sum(self.paid[p] for p in purposes) / _positive(sum(self.usual[p] for p in purposes), purposes[0])


def last_year(scenario: Scenario) -> int:
    """The last year for which births must wait: that of the horizon, rounded up to a decade so that runs share it."""
    return -(-year_of(scenario.begin + scenario.months) // 10) * 10


def initial_state(scenario: Scenario, until: int = LAST_YEAR) -> State:
    """The population as built, with the births of the years to `until`, at the first month of the burn-in."""
    made = build(scenario.region, scenario.population, scenario.seed, until=until)
    return State(
        persons=made.persons.branched(),
        households=made.households.branched(),
        settlements=made.settlements.branched(),
        posts=made.posts.branched(),
        enterprises=made.enterprises.branched(),
        counties=made.counties.branched(),
        rules=Rules.create(1),
        scale=scenario.population.scale,
        month=BURN_IN,
        county_names=made.county_names,
    )


def _match(state: State, trial: State, scenario: Scenario) -> None:
    """Set the levels in `state` so that 2020 meets the start ratio and the shares by source, given `trial`'s volumes.

    Income is level times volume for wages and operating income; property and transfers are closed by one line each.
    Where the transfers paid by rule already exceed their share, the other sources shrink in proportion.
    """
    economy = state.economy
    total, share = _wanted(state, scenario)
    flow = _flows(trial.books)
    posts, credit, rents = (sum(flow[p] for p in part) for part in (PAID_BY_RULE, CREDIT, RENTS))
    sent, ruled = (sum(flow[p] for p in part) for part in (SENT, TRANSFERS))
    economy.pay_level = max(share["wage"] * total - posts, 0.0) / _positive(sum(flow[p] for p in WAGES), "wages")
    own = _positive(sum(flow[p] for p in OPERATING), "operating income")
    economy.operating_level = (share["operating"] * total - credit) / own
    wanted = share["property"] * total
    other_transfer = share["transfer"] * total - ruled - economy.pay_level * sent
    if other_transfer < 0.0:
        earned = total - share["transfer"] * total
        free = earned - posts - credit + economy.pay_level * sent
        squeeze = (total - ruled - posts - credit) / free
        economy.pay_level *= squeeze
        economy.operating_level *= squeeze
        wanted *= squeeze
    people = float(state.households.size.sum()) * economy.base_level  # amounts are in yuan of 2020
    economy.property_level = min(1.0, MOST_RENTS * wanted / rents) if rents > 0.0 else 1.0
    economy.property_other = (wanted - economy.property_level * rents) / people
    economy.transfer_other = max(other_transfer, 0.0) / people


def _wanted(state: State, scenario: Scenario) -> tuple[float, dict[str, float]]:
    """Disposable income of all residents in 2020 in yuan, and the share of each source."""
    reference = scenario.process("reference")
    mean = reference.start_ratio * reference.base_mean()
    wage = reference.wage_share
    printed = {row.level1: row.value for row in margin("income_source_2020")}
    rest = sum(printed[source] for source in SOURCES[1:])
    share = {source: (1.0 - wage) * printed[source] / rest for source in SOURCES[1:]}
    return mean * float(state.households.residents.sum()), {"wage": wage, **share}


def _flows(books: Books) -> dict[str, float]:
    """Net flows of 2020 to households by purpose, in yuan, at unit levels; 0 for a purpose that nobody booked."""
    flow: dict[str, float] = defaultdict(float)
    for (year, payer, payee, purpose), yuan in books.years.items():
        if year == BASE_YEAR:
            flow[purpose] += yuan * ((payee == "households") - (payer == "households"))
    return flow


def _positive(value: float, what: str) -> float:
    if value <= 0.0:
        raise DataError(
            f"The population earns no {what} in {BASE_YEAR}, so its level cannot be matched; raise population.scale.",
            f"模拟人口在 {BASE_YEAR} 年没有 {what}，无法匹配；请增大 population.scale。",
        )
    return value
