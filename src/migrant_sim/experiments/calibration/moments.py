"""What is fitted: published figures with their spread, and effects of the literature that twin trials reproduce."""

from collections.abc import Callable, Iterator
from math import exp, log, sqrt
from typing import NamedTuple

from ...errors import DataError
from ...processes.reference import BASE_YEAR
from ...published import parameter
from ...published.laws import SPREAD
from ...published.observations import Observation, observations
from ...published.volunteers import factor_of
from ...scenario import Scenario
from ...simulate import add_reference, run_months
from ..trials import findings

AT_HOME = ("train_income_effect_relocated_psm", "train_wage_effect_share")  # volunteers in China
# Trials of other countries, pay levels or sizes of aid: the model need meet them only loosely.
ELSEWHERE = (
    *("train_employment_effect_rct", "export_subsidy_effect_migration", "export_subsidy_persistence"),
    *("subsidy_deadweight", "subsidy_displacement_placement", "subsidy_hiring_effect_after"),
    "post_effect_open_employment",
)
TRIALS = (*AT_HOME, *ELSEWHERE)
# Kept for every run beside what is fitted; `income_ratio:2025` spreads the blocks of the posterior sample.
OUTPUTS = ("income_ratio", "disposable_income", "disposable_income_9m", "employment_rate", "months_worked")
YEARS = range(BASE_YEAR, 2026)
SPREADING = "income_ratio:2025"
FITTED, CHECKED, SHOWN = "fit", "check", "shown"


class Moment(NamedTuple):
    """One number that the model gives and, unless `use` is "shown", what it is compared with.

    `value` is on the scale of the figure; `spread` is in log points where `log`, else in the figure's unit, and holds
    the error of the figure, the model's own discrepancy and, for a figure from before the base year, the drift since.
    """

    id: str
    use: str
    unit: str = ""
    value: float = 0.0
    spread: float = 0.0
    doubt: float = 0.0
    log: bool = False

    def scaled(self, value: float) -> float:
        """A value on the scale on which it is fitted: its logarithm for levels and ratios."""
        return log(value) if self.log else value

    def shown(self, value: float) -> float:
        """The figure's own scale again."""
        return exp(value) if self.log else value

    @property
    def goal(self) -> float:
        """The figure on the scale on which it is fitted."""
        return self.scaled(self.value)


def moments(region: str, trials: bool) -> tuple[Moment, ...]:
    """Every moment of a region: fitted, checked and shown.

    Raises DataError for a region without a figure that may be fitted, where the prior is all there is, and for a figure
    that is to be fitted while no run of a calibration gives it.
    """
    for row in observations(region, "fit"):
        if not comparable(row):
            raise _outside(row)
    figures = [_of_figure(row) for row in observations(region, "fit", "check") if comparable(row)]
    if not any(moment.use == FITTED for moment in figures):
        raise DataError(
            f"No published figure of {region!r} may be fitted (data/published/observations.csv): prior only. Its runs "
            "take the prior, or the posterior of Ningxia where its file in conf/region names it.",
            f"{region!r} 没有可用于拟合的公布数据（data/published/observations.csv）：仅有先验。"
            "该地区的模拟采用先验，或采用 conf/region 中所指定的宁夏后验。",
        )
    effects = [_of_trial(name) for name in TRIALS] if trials else []
    return (*figures, *effects, *(Moment(f"{name}:{year}", SHOWN) for name in OUTPUTS for year in YEARS))


def comparable(row: Observation) -> bool:
    """Whether a calibration run, matched to the base year, gives this figure."""
    return row.covered and row.year <= YEARS[-1] and (row.year >= BASE_YEAR or row.form == "level")


def _outside(row: Observation) -> DataError:
    first, last = YEARS[0], YEARS[-1]
    return DataError(
        f"observations.csv, {row.id}: {row.form} of {row.months} months of {row.year} cannot be fitted; expected: a "
        f"year from {first} to {last} (a level may be earlier) and 9 or 12 months, or another use than fit.",
        f"observations.csv，{row.id}：{row.year} 年 {row.months} 个月的 {row.form} 无法拟合；应为：{first} 至 {last} 年"
        "（level 可更早）、9 或 12 个月，或 fit 以外的用途。",
    )


def _of_figure(row: Observation) -> Moment:
    wider = parameter("calibration_discrepancy_level").central if row.logarithmic else 0.0
    drift = parameter("calibration_ratio_drift").central * max(BASE_YEAR - row.year, 0) if row.logarithmic else 0.0
    spread = sqrt(row.spread**2 + wider**2 + drift**2)
    return Moment(row.id, row.use, row.unit, row.value, spread, row.doubt, row.logarithmic)


def _of_trial(name: str) -> Moment:
    row, scale, factor, more = parameter(name), factor_of(name), 1.0, 0.0
    if scale is not None:
        factor, more = scale.central, (scale.high - scale.low) / SPREAD * row.central
    size = max(abs(row.central), (row.high - row.low) / 2)
    share = parameter("calibration_discrepancy_elsewhere" if name in ELSEWHERE else "calibration_discrepancy_effect")
    spread = sqrt((factor * (row.high - row.low) / SPREAD) ** 2 + more**2 + (share.central * size) ** 2)
    return Moment(name, FITTED, row.unit, factor * row.central, spread)


def simulated(scenario: Scenario, replication: int, trials: bool) -> Iterator[tuple[str, float]]:
    """(moment, value) of one run of a scenario that carries its parameters already, and of its twin trials if asked."""
    record = run_months(scenario, replication)
    add_reference(record, scenario, replication)
    reference = scenario.process("reference")

    def of(indicator: str, year: int) -> float:
        """The value of a year; before the base year that of the base year, at the same ratio to the rural mean."""
        carried = 1.0 if year >= BASE_YEAR else reference.published_mean(year) / reference.published_mean(BASE_YEAR)
        return record.rows[str(max(year, BASE_YEAR)), indicator, "all"] * carried

    yield from _figures(scenario.region.name, of)
    for name in OUTPUTS:
        for year in YEARS:
            yield f"{name}:{year}", of(name, year)
    if trials:
        yield from ((found.moment, found.value) for found in findings(scenario, -1, replication))


def _figures(region: str, of: Callable[[str, int], float]) -> Iterator[tuple[str, float]]:
    for row in observations(region, "fit", "check"):
        if comparable(row):
            yield row.id, row.modelled(of)
