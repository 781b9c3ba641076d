"""Reading the state: monthly values for everybody, yearly values for everybody and by group."""

from collections import defaultdict

import numpy as np

from .kernels.inequality import lorenz, stable_order
from .kernels.reading import SUMS, Measure, Sum, YearOfHomes, YearOfPersons, read_year
from .months import month_label, month_of_year, year_of
from .processes.incentives import participation_tax
from .processes.reference import BASE_YEAR
from .published import parameter
from .state import LAST_WORK, SETTLEMENT_LISTS, Activity, Group, PoolKind, State

SOURCES = ("wage", "operating", "property", "transfer")
SHARES = ("farm", "casual", "local", "region", "outside", "self_employed", "post", "relief", "training", "searching")
FIFTHS = 5
COUNTY_POOLS = PoolKind.REGION  # kinds of pool that every county has, in the order of their codes
# Counts that processes leave as notes, at simulated scale: indicator -> note.
NOTED = {"births": "births", "deaths": "deaths", "fallen_below_line": "monitoring_falls"}
MEAN_OF_MONTHS = (
    "zero_employment_households",
    "employed_local",
    "employed_region",
    "employed_outside",
    "employed_workshops",
    "employed_parks",
    "casual_labour",
    "welfare_posts",
    "work_relief",
    "ill_share",
    *(f"share_{name}" for name in SHARES),
)
YEARLY = (  # indicator of the year: one sum over another
    ("wage_income", Sum.WAGE, Sum.RESIDENTS),
    ("operating_income", Sum.OPERATING, Sum.RESIDENTS),
    ("property_income", Sum.PROPERTY, Sum.RESIDENTS),
    ("transfer_income", Sum.TRANSFER, Sum.RESIDENTS),
    ("disposable_income", Sum.INCOME, Sum.RESIDENTS),
    ("employment_rate", Sum.EMPLOYED, Sum.MONTHS),
    ("months_worked", Sum.WORKED, Sum.MONTHS),
    ("subsidised_months", Sum.SUBSIDISED, Sum.MONTHS),
    ("stable_employment_rate", Sum.STABLE, Sum.LABOUR),
    ("certificate_rate", Sum.CERTIFICATES, Sum.LABOUR),
    ("effective_marginal_tax_rate", Sum.TAX, Sum.LABOUR),
    ("household_job_rate", Sum.STABLE_HOMES, Sum.WITH_LABOUR),
    ("dibao_share", Sum.ALLOWANCE, Sum.HOMES),
    ("poverty_rate", Sum.POOR, Sum.RESIDENTS),
)
SUM_OF_MONTHS = ("trained", "births", "deaths", "fallen_below_line", "days_worked")
SHARE_CODES = tuple((f"share_{name}", int(Activity[name.upper()])) for name in SHARES)
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
        period, year, values = month_label(state.month), year_of(state.month), monthly_values(state)
        for name, value in values.items():
            self.rows[period, name, "all"] = value
        values["days_worked"] = float(state.tally.days.sum()) / max(float(state.tally.labour.sum()), 1.0)
        for key in ("host_pay", "post_allocations", "post_priority_broken"):
            values[key] = state.notes.get(key, 0.0)
        for name, value in values.items():
            self.months[name].append(value)
        for cost in state.costs:
            self.costs[year, cost.measure, cost.clause, cost.fund] += (cost.yuan, cost.people, cost.job_months)
        if month_of_year(state.month) == 9:
            self.rows[str(year), "disposable_income_9m", "all"] = float(income_year(state).sum() / residents(state))
        if month_of_year(state.month) == 12:
            self._read_year(state, year)

    def _read_year(self, state: State, year: int) -> None:
        if year == BASE_YEAR:
            state.households.quintile[:] = fifths(state)
        labels, sums = sums_by_level(state, self.groups, self.stable_months)
        for name, values in yearly_values(sums, state.economy.prices).items():
            for label, value in zip(labels, values.tolist(), strict=True):
                if np.isfinite(value):
                    self.rows[str(year), name, label] = value
        self._read_whole(state, str(year))
        self.registered[year] = float((sums[0, Sum.INCOME] + sums[0, Sum.AWAY]) / sums[0, Sum.REGISTERED])
        self.host_pay[year] = sum(self.months["host_pay"])
        self.months.clear()

    def _read_whole(self, state: State, period: str) -> None:
        """Values for everybody: means and sums of the months, inequality, rules kept."""
        for name in MEAN_OF_MONTHS:
            self.rows[period, name, "all"] = float(np.mean(self.months[name]))
        for name in SUM_OF_MONTHS:
            self.rows[period, name, "all"] = float(np.sum(self.months[name]))
        self.rows[period, "monitored_share", "all"] = self.months["monitored_share"][-1]
        allocations = sum(self.months["post_allocations"])
        if allocations:
            self.rows[period, "post_priority_rate", "all"] = (
                1.0 - sum(self.months["post_priority_broken"]) / allocations
            )
        gini, shares = lorenz(*income_per_head(state), FIFTHS)
        self.rows[period, "gini", "all"] = gini
        for fifth, share in enumerate(shares):
            self.rows[period, "quintile_share", f"quintile:{fifth + 1}"] = float(share)


def monthly_values(state: State) -> dict[str, float]:
    """Every indicator of the open month, for everybody, from its tally."""
    tally, real = state.tally, 1.0 / state.scale
    counts, lines = tally.labour.tolist(), tally.lines.tolist()
    homes, allowance = tally.homes.tolist()
    registered, people, ill = tally.people.tolist()
    with_labour, idle = tally.idle.tolist()
    labour, people = max(sum(counts), 1.0), max(people, 1.0)
    values = {f"{name}_income": line / people for name, line in zip(SOURCES, lines[:4], strict=True)}
    values["disposable_income"] = sum(values.values())
    values["disposable_income_real"] = values["disposable_income"] / state.economy.prices
    values["employment_rate"] = sum(counts[: LAST_WORK + 1]) / labour
    values["zero_employment_households"] = idle / max(with_labour, 1.0)
    values["employed_local"] = (counts[Activity.CASUAL] + counts[Activity.LOCAL]) * real
    values["employed_region"] = counts[Activity.REGION] * real
    values["employed_outside"] = counts[Activity.OUTSIDE] * real
    values["casual_labour"] = counts[Activity.CASUAL] * real
    values["welfare_posts"] = counts[Activity.POST] * real
    values["work_relief"] = counts[Activity.RELIEF] * real
    migrants = state.enterprises.migrants[: len(state.counties) * COUNTY_POOLS]  # pools of a county follow each other
    values["employed_workshops"] = float(migrants[PoolKind.WORKSHOP :: COUNTY_POOLS].sum()) * real
    values["employed_parks"] = float(migrants[PoolKind.PARK :: COUNTY_POOLS].sum()) * real
    values["trained"] = float(state.settlements.trained.sum()) * real
    values["ill_share"] = ill / max(registered, 1.0)
    values["dibao_share"] = allowance / max(homes, 1.0)
    values["monitored_share"] = state.notes.get("monitoring_watched", 0.0) / max(registered, 1.0)
    for name, note in NOTED.items():
        values[name] = state.notes.get(note, 0.0) * real
    for name, code in SHARE_CODES:
        values[name] = counts[code] / labour
    return values


def yearly_values(sums: np.ndarray, prices: float) -> dict[str, np.ndarray]:
    """(levels,) values of the year from the sums (levels, SUMS) of each level; NaN where a level is empty."""
    names, above, below = zip(*YEARLY, strict=True)
    ratios = _ratio(sums[:, above], sums[:, below])
    values = dict(zip(names, ratios.T, strict=True))
    for name in ("months_worked", "subsidised_months"):
        values[name] = 12.0 * values[name]
    values["disposable_income_real"] = values["disposable_income"] / prices
    return values


def sums_by_level(state: State, groups: tuple[str, ...], stable_months: float) -> tuple[list[str], np.ndarray]:
    """Labels (levels,) and the year's sums (levels, SUMS) of everybody, then of each level of each grouping."""
    households, year = state.households, year_of(state.month)
    columns = {
        "quintile": (households.quintile, FIFTHS),
        "group": (households.group, len(Group)),
        "county": (households.county, len(state.counties)),
        "list": (state.settlements.list[households.settlement], len(SETTLEMENT_LISTS)),
    }
    labels, codes = ["all"], np.zeros((1 + len(groups), len(households)), np.int32)
    for row, group in enumerate(groups):
        code, levels = columns[group]
        np.add(code, len(labels), out=codes[row + 1], casting="unsafe")
        labels += [f"{group}:{level_name(state, group, level)}" for level in range(levels)]
    sums = np.zeros((len(labels) + 1, SUMS))
    read_year(
        YearOfPersons(*[vars(state.persons)[name] for name in YearOfPersons._fields]),
        YearOfHomes(*[vars(households)[name] for name in YearOfHomes._fields]),
        Measure(stable_months, monitoring_line(year), state.month, year > BASE_YEAR),
        participation_tax(state),
        codes,
        sums,
    )
    return labels, sums[:-1]


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
    first, last = (parameter(f"monitor_line_{end}").central for end in (2021, 2025))
    return first + (last - first) * min(max((year - 2021) / 4.0, 0.0), 1.0)


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
    order = stable_order(income)
    middle = np.cumsum(people[order]) - people[order] / 2
    code = np.empty(len(order), np.int8)
    code[order] = np.minimum(middle / max(people.sum(), 1.0) * FIFTHS, FIFTHS - 1).astype(np.int8)
    return code


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
