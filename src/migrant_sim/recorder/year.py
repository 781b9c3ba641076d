"""The year: sums over everybody and over the levels of each grouping, and the indicators that come of them."""

from collections.abc import Callable
from functools import cache

import numpy as np

from ..kernels.inequality import stable_order
from ..kernels.reading import SUMS, Measure, Sum, YearOfHomes, YearOfPersons, read_year
from ..months import year_of
from ..processes.incentives import participation_tax
from ..processes.reference import BASE_YEAR
from ..published import parameter
from ..state import SETTLEMENT_LISTS, Group, State

FIFTHS = 5
Incentive = Callable[[State, np.ndarray], None]  # writes the part of pay left after what work costs, by person
YEARLY = (  # indicator of the year: one sum over another
    ("wage_income", Sum.WAGE, Sum.RESIDENTS),
    ("operating_income", Sum.OPERATING, Sum.RESIDENTS),
    ("property_income", Sum.PROPERTY, Sum.RESIDENTS),
    ("transfer_income", Sum.TRANSFER, Sum.RESIDENTS),
    ("disposable_income", Sum.INCOME, Sum.RESIDENTS),
    ("disposable_income_real", Sum.INCOME, Sum.RESIDENTS),  # over prices
    ("employment_rate", Sum.EMPLOYED, Sum.MONTHS),
    ("months_worked", Sum.WORKED, Sum.MONTHS),  # times twelve, as the next
    ("subsidised_months", Sum.SUBSIDISED, Sum.MONTHS),
    ("stable_employment_rate", Sum.STABLE, Sum.LABOUR),
    ("certificate_rate", Sum.CERTIFICATES, Sum.LABOUR),
    ("effective_marginal_tax_rate", Sum.TAX, Sum.LABOUR),
    ("household_job_rate", Sum.STABLE_HOMES, Sum.WITH_LABOUR),
    ("dibao_share", Sum.ALLOWANCE, Sum.HOMES),
    ("poverty_rate", Sum.POOR, Sum.RESIDENTS),
    ("own_income_share", Sum.TRANSFER, Sum.INCOME),  # one less this
    ("work_incentive", Sum.INCENTIVE, Sum.LABOUR),
    ("young_in_courses", Sum.YOUNG_IN_COURSES, Sum.YOUNG),
    ("monitoring_inclusion", Sum.MONITORED_POOR, Sum.POOR),
    ("monitoring_false_share", Sum.MONITORED_ABOVE, Sum.MONITORED),
    ("dibao_cliff", Sum.CLIFF, Sum.ALLOWANCE_BEFORE),
)
YEARLY_NAMES = tuple(name for name, _, _ in YEARLY)
YEARLY_ABOVE, YEARLY_BELOW = (np.array([row[i] for row in YEARLY]) for i in (1, 2))
# Shares of the few, 0 where there are none, so that all arms have the same rows.
RARE = [YEARLY_NAMES.index(name) for name, _, below in YEARLY if below in (Sum.YOUNG, Sum.POOR, Sum.MONITORED)]
RARE.append(YEARLY_NAMES.index("dibao_cliff"))
SUBSIDISED = YEARLY_NAMES.index("subsidised_months")
AT_PRICES, OWN, *IN_MONTHS = map(
    YEARLY_NAMES.index, ("disposable_income_real", "own_income_share", "months_worked", "subsidised_months")
)


def yearly_values(sums: np.ndarray, prices: float) -> np.ndarray:
    """(levels, indicators) values of the year from the sums (levels, SUMS) of each level; NaN where one is empty.

    Shares of the young, the poor, the monitored and those on the allowance are 0 in levels that have none of them.
    """
    values = _ratio(sums[:, YEARLY_ABOVE], sums[:, YEARLY_BELOW])
    values[:, IN_MONTHS] *= 12.0
    values[:, AT_PRICES] /= prices
    values[:, OWN] = 1.0 - values[:, OWN]
    nobody = np.isnan(values[:, RARE]) & (sums[:, [Sum.RESIDENTS]] > 0)
    values[:, RARE] = np.where(nobody, 0.0, values[:, RARE])
    return values


def sums_by_level(
    state: State, codes: np.ndarray, levels: int, stable_months: float, incentive: Incentive
) -> np.ndarray:
    """(levels, SUMS) the year's sums of everybody, then of each level of each grouping, as `level_labels` has them;
    `codes` are those of `level_codes`.
    """
    households, year = state.households, year_of(state.month)
    sums, shares = np.zeros((levels + 1, SUMS)), np.empty((2, len(state.persons)))
    participation_tax(state, shares[0])
    incentive(state, shares[1])
    read_year.run(
        state.view(YearOfPersons, state.persons),
        state.view(YearOfHomes, households),
        Measure(float(stable_months), monitoring_line(year) * state.economy.base_level, state.month, year > BASE_YEAR),
        shares,
        codes,
        sums,
    )
    return sums[:-1]


def level_codes(state: State, groups: tuple[str, ...]) -> np.ndarray:
    """(1 + groupings, households) the level of a household in everybody and in each grouping, as in `level_labels`."""
    households, first = state.households, 1
    columns = {
        "quintile": (households.quintile, FIFTHS),
        "group": (households.group, len(Group)),
        "county": (households.county, len(state.counties)),
        "list": (households.list, len(SETTLEMENT_LISTS)),
    }
    codes = np.zeros((1 + len(groups), len(households)), np.int32)
    for row, group in enumerate(groups):
        code, levels = columns[group]
        np.add(code, first, out=codes[row + 1], casting="unsafe")
        first += levels
    return codes


@cache
def level_labels(groups: tuple[str, ...], county_names: tuple[str, ...]) -> tuple[str, ...]:
    """(levels,) of everybody and of each level of each grouping, as they stand in the results."""
    levels = {
        "quintile": [str(fifth + 1) for fifth in range(FIFTHS)],
        "group": [group.name.lower() for group in Group],
        "county": county_names,
        "list": SETTLEMENT_LISTS,
    }
    return ("all", *(f"{group}:{level}" for group in groups for level in levels[group]))


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
