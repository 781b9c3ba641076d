"""Reading the state: monthly values for everybody, yearly values for everybody and by group."""

from collections import defaultdict

import numpy as np

from .kernels.inequality import lorenz
from .months import month_label, month_of_year, year_of
from .published import parameter
from .state import SETTLEMENT_LISTS, Activity, Group, State

SOURCES = ("wage", "operating", "property", "transfer")
SHARES = ("farm", "casual", "local", "region", "outside", "self_employed", "post", "training", "searching")
FIFTHS = 5
Rows = dict[tuple[str, str, str], float]  # (period, indicator, group) -> value


class Recorder:
    """Collects the values of a run; also the plain yearly sums that the reference needs."""

    def __init__(self, groups: tuple[str, ...], stable_months: float) -> None:
        self.groups, self.stable_months = groups, stable_months
        self.rows: Rows = {}
        self.months: dict[str, list[float]] = defaultdict(list)
        self.registered: dict[int, float] = {}
        self.host_pay: dict[int, float] = {}
        self.costs: dict[tuple[int, str, str, str], np.ndarray] = defaultdict(lambda: np.zeros(3))

    def branched(self) -> "Recorder":
        """A copy that goes on by itself, at the turn of a year."""
        twin = Recorder(self.groups, self.stable_months)
        twin.rows, twin.registered, twin.host_pay = self.rows.copy(), self.registered.copy(), self.host_pay.copy()
        twin.costs.update({key: cost.copy() for key, cost in self.costs.items()})
        return twin

    def read(self, state: State) -> None:
        """Read the open month; in September the nine months; in December the year."""
        for name, value in monthly_values(state).items():
            self.rows[month_label(state.month), name, "all"] = value
            self.months[name].append(value)
        for key in ("host_pay", "post_allocations", "post_priority_broken"):
            self.months[key].append(state.notes.get(key, 0.0))
        year = year_of(state.month)
        for cost in state.costs:
            self.costs[year, cost.measure, cost.clause, cost.fund] += (cost.yuan, cost.people, cost.job_months)
        if month_of_year(state.month) == 9:
            self.rows[str(year), "disposable_income_9m", "all"] = float(income_year(state).sum() / residents(state))
        if month_of_year(state.month) == 12:
            self._read_year(state, year)

    def _read_year(self, state: State, year: int) -> None:
        households = state.households
        if year == 2020:
            households.quintile[:] = fifths(state)
        for group, code in group_codes(state, self.groups):
            self._read_group(state, str(year), group, code)
        self._read_whole(state, str(year))
        total = income_year(state).sum() + households.away_year.sum()
        self.registered[year] = float(total / households.size.sum())
        self.host_pay[year] = sum(self.months["host_pay"])
        self.months.clear()

    def _read_group(self, state: State, period: str, group: str, code: np.ndarray) -> None:
        """Values by level of a grouping; `code` (households,) is the level, the labels come from the group's name."""
        for name, values in yearly_values(state, code, self.stable_months).items():
            for level, value in enumerate(values):
                label = "all" if group == "all" else f"{group}:{level_name(state, group, level)}"
                if np.isfinite(value):
                    self.rows[period, name, label] = float(value)

    def _read_whole(self, state: State, period: str) -> None:
        """Values for everybody: means and sums of the months, inequality, poverty, rules kept."""
        for name in MEAN_OF_MONTHS:
            self.rows[period, name, "all"] = float(np.mean(self.months[name]))
        self.rows[period, "trained", "all"] = float(np.sum(self.months["trained"]))
        allocations = sum(self.months["post_allocations"])
        if allocations:
            self.rows[period, "post_priority_rate", "all"] = (
                1.0 - sum(self.months["post_priority_broken"]) / allocations
            )
        gini, shares = lorenz(*income_per_head(state), FIFTHS)
        self.rows[period, "gini", "all"] = gini
        for fifth, share in enumerate(shares):
            self.rows[period, "quintile_share", f"quintile:{fifth + 1}"] = float(share)


MEAN_OF_MONTHS = (
    *(
        "zero_employment_households",
        "employed_local",
        "employed_region",
        "employed_outside",
        "casual_labour",
        "welfare_posts",
    ),
    *(f"share_{name}" for name in SHARES),
)


def monthly_values(state: State) -> dict[str, float]:
    """Every indicator of the open month, for everybody."""
    persons, households = state.persons, state.households
    counts = np.bincount(persons.activity[persons.labour == 1], minlength=10).astype(float)
    labour, people = max(counts.sum(), 1.0), residents(state)
    values = {f"{name}_income": float(getattr(households, name).sum() / people) for name in SOURCES}
    values["disposable_income"] = sum(values.values())
    values["employment_rate"] = float(counts[: Activity.POST + 1].sum() / labour)
    with_labour = households.labour > 0
    values["zero_employment_households"] = (
        float((households.employed[with_labour] == 0).mean()) if with_labour.any() else 0.0
    )
    real = 1.0 / state.scale
    values["employed_local"] = (counts[Activity.CASUAL] + counts[Activity.LOCAL]) * real
    values["employed_region"] = counts[Activity.REGION] * real
    values["employed_outside"] = counts[Activity.OUTSIDE] * real
    values["casual_labour"] = counts[Activity.CASUAL] * real
    values["welfare_posts"] = counts[Activity.POST] * real
    values["trained"] = float(state.settlements.trained.sum()) * real
    for code, name in enumerate(SHARES):
        values[f"share_{name}"] = float(counts[code] / labour)
    return values


def yearly_values(state: State, code: np.ndarray, stable_months: float) -> dict[str, np.ndarray]:
    """(levels,) values of the year by level `code` (households,); NaN where a level is empty."""
    persons, households = state.persons, state.households
    levels = int(code.max()) + 1

    def by_household(values: np.ndarray) -> np.ndarray:
        return np.bincount(code, weights=values, minlength=levels)

    rows = np.flatnonzero(persons.labour)
    worker_code = code[persons.household[rows]]

    def by_person(values: np.ndarray) -> np.ndarray:
        return np.bincount(worker_code, weights=values[rows], minlength=levels)

    people, labour = by_household(households.residents), by_person(persons.labour)
    values = {f"{name}_income": _ratio(by_household(getattr(households, f"{name}_year")), people) for name in SOURCES}
    values["disposable_income"] = _ratio(by_household(income_year(state)), people)
    stable = persons.months_stable >= stable_months
    values["employment_rate"] = _ratio(by_person(persons.months_employed), 12.0 * labour)
    values["stable_employment_rate"] = _ratio(by_person(stable), labour)
    values["months_worked"] = _ratio(by_person(persons.months_worked), labour)
    values["subsidised_months"] = _ratio(by_person(persons.months_subsidised), labour)
    values["certificate_rate"] = _ratio(by_person(persons.certificate), labour)
    with_job = np.bincount(persons.household[stable & (persons.labour == 1)], minlength=len(households)) > 0
    has_labour = households.labour > 0
    values["household_job_rate"] = _ratio(by_household(with_job & has_labour), by_household(has_labour))
    income, weight = income_per_head(state)
    poor = income < monitoring_line(year_of(state.month))
    values["poverty_rate"] = _ratio(by_household(poor * weight), by_household(weight))
    return values


def group_codes(state: State, groups: tuple[str, ...]) -> list[tuple[str, np.ndarray]]:
    """(grouping, (households,) level) for everybody and for each grouping asked for."""
    households = state.households
    codes = {
        "quintile": households.quintile,
        "group": households.group,
        "county": households.county,
        "list": state.settlements.list[households.settlement],
    }
    return [("all", np.zeros(len(households), np.int64)), *((name, codes[name].astype(np.int64)) for name in groups)]


def level_name(state: State, group: str, level: int) -> str:
    """The label of a level, as it stands behind the colon in the results."""
    if group == "quintile":
        return str(level + 1)
    if group == "group":
        return Group(level).name.lower()
    if group == "list":
        return SETTLEMENT_LISTS[level]
    return state.county_names[level]


def monitoring_line(year: int) -> float:
    """The line below which households are monitored, in yuan per person and year: a straight path from 2021 to 2025."""
    row = parameter("monitor_line")
    return row.low + (row.high - row.low) * min(max((year - 2021) / 4.0, 0.0), 1.0)


def residents(state: State) -> float:
    """Residents simulated, at least one."""
    return float(max(state.households.residents.sum(), 1))


def income_year(state: State) -> np.ndarray:
    """(households,) disposable income since January in yuan."""
    households = state.households
    return np.asarray(
        households.wage_year + households.operating_year + households.property_year + households.transfer_year
    )


def income_per_head(state: State) -> tuple[np.ndarray, np.ndarray]:
    """(households,) income of the year per resident in yuan, and residents, who are the weight."""
    people = state.households.residents.astype(float)
    return _ratio(income_year(state), np.maximum(people, 1.0)), people


def fifths(state: State) -> np.ndarray:
    """(households,) fifth of residents, 0 lowest, by income per head of the year."""
    income, people = income_per_head(state)
    order = np.argsort(income, kind="stable")
    middle = np.cumsum(people[order]) - people[order] / 2
    code = np.empty(len(order), np.int8)
    code[order] = np.minimum(middle / max(people.sum(), 1.0) * FIFTHS, FIFTHS - 1).astype(np.int8)
    return code


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
