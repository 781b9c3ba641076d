"""Reading the state: monthly values for everybody, yearly values for everybody and by group."""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..kernels.inequality import lorenz
from ..kernels.reading import Sum
from ..months import month_label, month_of_year, year_of
from ..processes.reference import BASE_YEAR
from ..state import State
from .closing import CLOSING, Closing
from .costs import Line, Totals
from .decisions import decisions, decisions_read
from .month import (
    ALLOCATIONS,
    BROKEN,
    ENDED,
    EXITS,
    HOST_PAY,
    MONTH,
    MONTHLY,
    PASSED,
    POSTS,
    SHARES,
    TO_WORK,
    WITHOUT,
    month_read,
    monthly_values,
)
from .promises import Promised, promises, promises_read
from .year import (
    FIFTHS,
    SUBSIDISED,
    YEARLY_NAMES,
    Incentive,
    fifths,
    income_per_head,
    income_year,
    level_codes,
    level_labels,
    residents,
    sums_by_level,
    yearly_values,
)

MEAN_OF_MONTHS = (
    *("zero_employment_households", "employed_local", "employed_region", "employed_outside", "employed_workshops"),
    *("employed_parks", "casual_labour", "welfare_posts", "work_relief", "ill_share"),
    *(f"share_{name}" for name in SHARES),
)
SUM_OF_MONTHS = ("trained", "births", "deaths", "fallen_below_line", "days_worked", "one_off_awards")
SHARES_OF_FIFTHS = tuple(("quintile_share", f"quintile:{fifth + 1}") for fifth in range(FIFTHS))
Rows = dict[tuple[str, str, str], float]  # (period, indicator, group) -> value
Cells = tuple[tuple[str, str], ...]  # (indicator, group) of values that stand in one order


class Page(NamedTuple):
    """Values of one period, and what each of them is: cells are shared by pages that are alike."""

    period: str
    cells: Cells
    values: list[float]


class Year(NamedTuple):
    """What was read of a year: months as `month_read` returns them, sums by level, and incomes of everybody."""

    number: int
    months: list[list[float]]
    labels: tuple[str, ...]
    sums: np.ndarray
    prices: float
    gini: float
    shares: np.ndarray
    promises: Promised
    decisions: np.ndarray
    real: float  # real persons behind one that is simulated
    unmet: dict[str, float]  # yuan by capped fund


class Recorder:
    """Collects the values of a run; also the plain yearly sums that the reference needs.

    What is read waits until somebody asks for values: those of many months are made faster at once than one by one.
    """

    def __init__(self, groups: tuple[str, ...], stable_months: float, incentive: Incentive) -> None:
        """`incentive` writes the part of pay left after what work costs, by person."""
        self.groups = tuple(group for group in groups if group not in CLOSING)
        self.stable_months, self.incentive = stable_months, incentive
        self.closing = Closing(groups)
        self._base: np.ndarray | None = None  # months in subsidised states of the first year, by level
        self.income: dict[int, float] = {}
        self.registered: dict[int, float] = {}
        self.host_pay: dict[int, float] = {}
        self._costs = Totals()
        self._pages: list[Page] = []
        self._years: list[Year] = []  # read and without pages
        self._months: list[list[float]] = []  # of this year
        self._turned = 0  # months of the first year without pages that have one
        self._rows: Rows = {}
        self._shown = 0  # pages that are in the rows

    @property
    def pages(self) -> list[Page]:
        """Every value so far."""
        self._turn_years()
        if self._turned < len(self._months):
            self._turn_months(self._months)
        return self._pages

    @property
    def rows(self) -> Rows:
        """Every value so far, for those who look up single ones."""
        for period, cells, values in self.pages[self._shown :]:
            self._rows.update({(period, *cell): value for cell, value in zip(cells, values, strict=True)})
        self._shown = len(self._pages)
        return self._rows

    @property
    def costs(self) -> dict[Line, list[float]]:
        """Yuan, people and job-months so far by year, measure, clause and fund."""
        return self._costs.by_line()

    def branched(self) -> "Recorder":
        """A copy that goes on by itself, at the turn of a month."""
        twin = Recorder(self.groups, self.stable_months, self.incentive)
        self._turn_years()
        twin._pages, twin.income = self._pages.copy(), self.income.copy()
        twin._months, twin._turned = self._months.copy(), self._turned
        twin._base = self._base
        twin.registered, twin.host_pay = self.registered.copy(), self.host_pay.copy()
        twin._costs, twin.closing = self._costs.branched(), self.closing.branched()
        return twin

    @property
    def last_page(self) -> Page:
        """What only the last December is read for; no part of `pages`, for a later December replaces it."""
        return Page(str(self.closing.year), self.closing.cells, self.closing.values)

    def ends(self, month: int) -> None:
        """Tell that nothing after a month will be read: what only the last December is read for is then read once."""
        self.closing.last = year_of(month + 1) - 1

    def add(self, period: str, values: dict[str, float]) -> None:
        """Add values for everybody."""
        self._pages.append(Page(period, _everybody(tuple(values)), list(values.values())))

    def read(self, state: State) -> None:
        """Read the open month; in September the nine months; in December the year."""
        year, month = year_of(state.month), month_of_year(state.month)
        self._months.append(month_read(state))
        self._costs.add(year, state.costs)
        if month == 9:
            self.add(str(year), {"disposable_income_9m": float(income_year(state).sum() / residents(state))})
        if month == 12:
            self._read_year(state, year)

    def _read_year(self, state: State, year: int) -> None:
        if year == BASE_YEAR:
            state.households.quintile[:] = fifths(state)
        labels, codes = level_labels(self.groups, state.county_names), level_codes(state, self.groups)
        sums = sums_by_level(state, codes, len(labels), self.stable_months, self.incentive)
        spread = lorenz(*income_per_head(state), FIFTHS)
        self.closing.read(state)
        levels = (labels, sums, state.economy.prices)
        kept = promises_read(state), decisions_read(state, codes, len(labels))
        self._years.append(Year(year, self._months, *levels, *spread, *kept, 1.0 / state.scale, dict(state.unmet)))
        everybody = sums[0].tolist()
        if everybody[Sum.RESIDENTS]:
            self.income[year] = everybody[Sum.INCOME] / everybody[Sum.RESIDENTS]
        self.registered[year] = (everybody[Sum.INCOME] + everybody[Sum.AWAY]) / everybody[Sum.REGISTERED]
        self.host_pay[year] = sum(month[HOST_PAY] for month in self._months)
        self._months = []

    def _turn_years(self) -> None:
        """Write the pages of whole years that still wait."""
        for year in self._years:
            self._turn_year(year)
        self._years.clear()

    def _turn_year(self, year: Year) -> None:
        period, values = str(year.number), yearly_values(year.sums, year.prices)
        known = np.isfinite(values)
        self._pages.append(Page(period, _cells(year.labels, known.tobytes()), values[known].tolist()))
        self._pages.append(Page(period, SHARES_OF_FIFTHS, year.shares.tolist()))
        kept = promises(year.promises, "group" in self.groups) | decisions(year.decisions, year.labels)
        self._pages.append(Page(period, tuple(kept), list(kept.values())))
        persons = float(year.sums[0, Sum.RESIDENTS]) * year.real
        self.add(period, self._values_of_months(year) | {"gini": year.gini, "residents": persons})
        self._turn_trend(year, values[:, SUBSIDISED])
        cells = tuple(("unmet_demand", label) for label in ("all", *(f"fund:{key}" for key in year.unmet)))
        self._pages.append(Page(period, cells, [sum(year.unmet.values()), *year.unmet.values()]))
        self._turned = 0

    def _turn_trend(self, year: Year, subsidised: np.ndarray) -> None:
        """Write how many more months (levels,) in subsidised states there are than in the first year."""
        if self._base is None:
            self._base = subsidised
        change = subsidised - self._base
        there = np.isfinite(change)
        cells = tuple(
            ("subsidised_months_change", label) for label, known in zip(year.labels, there, strict=True) if known
        )
        self._pages.append(Page(str(year.number), cells, change[there].tolist()))

    def _values_of_months(self, year: Year) -> dict[str, float]:
        """Means and sums of the months, and rules kept in them."""
        months = self._turn_months(year.months)
        means, sums = (
            dict(zip((*MONTHLY, "days_worked"), by_name.tolist(), strict=True))
            for by_name in (months.mean(axis=1), months.sum(axis=1))
        )
        values = {name: means[name] for name in MEAN_OF_MONTHS} | {name: sums[name] for name in SUM_OF_MONTHS}
        values["monitored_share"] = float(months[MONTHLY.index("monitored_share"), -1])
        values["household_employment_rate"] = 1.0 - means["zero_employment_households"]
        values["employed_away"] = means["employed_region"] + means["employed_outside"]
        allocations, broken, ended, passed = (
            sum(month[number] for month in year.months) for number in (ALLOCATIONS, BROKEN, ENDED, PASSED)
        )
        if allocations:
            values["post_priority_rate"] = 1.0 - broken / allocations
        if ended:
            values["pass_rate"] = passed / ended
        held, exits, found, without = (
            sum(month[number] for month in year.months) for number in (POSTS, EXITS, TO_WORK, WITHOUT)
        )
        values["post_exit_rate"] = exits / (held / len(year.months)) if held else 0.0
        values["post_exit_to_work"] = found / (found + without) if found + without else 0.0
        return values

    def _turn_months(self, months: list[list[float]]) -> np.ndarray:
        """Write the pages that the months of a year still lack; what `monthly_values` makes of all of them."""
        values, cells = monthly_values(np.array(months)), _everybody(MONTHLY)
        for read, found in list(zip(months, values[:-1].T.tolist(), strict=True))[self._turned :]:
            self._pages.append(Page(month_label(int(read[MONTH])), cells, found))
        self._turned = len(months)
        return values


@cache
def _everybody(names: tuple[str, ...]) -> Cells:
    return tuple((name, "all") for name in names)


@cache
def _cells(labels: tuple[str, ...], known: bytes) -> Cells:
    """Of the yearly indicators (labels, indicators) those with a value; `known` holds a flag for each."""
    every = ((name, label) for label in labels for name in YEARLY_NAMES)
    return tuple(cell for cell, there in zip(every, known, strict=True) if there)
