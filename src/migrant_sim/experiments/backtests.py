"""Back-tests: figures up to a year are taken in, those of later years predicted and scored beside naive rivals.

What is predicted is the printed figure, definition error included, and the survey's income behind it. Ex ante the rural
mean after the cut is a forecast, and neither the epidemic nor the slump is known; the measures are those in force in
fact. Trend and mechanisms keep their priors: nothing calibrated on these figures is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from ..errors import DataError, bad_value
from ..published import series
from ..published.observations import LAST_YEAR, Observation, observations
from ..scenario import Scenario
from .ensembles import Progress, Runs, back_then, persistent_share, run_all
from .forecast import Joint, Mixture, coverage, crps, ensemble, errors

INCOME, NINE_MONTHS = "disposable_income", "disposable_income_9m"
FIRST_KNOWN = 2014
LEAST_FITTED = 2  # figures before an origin of a rolling back-test: one gives no growth (setting)
METHODS = ("model", "last growth", "rural growth")


@dataclass(frozen=True)
class Plan:
    """One back-test: the figures of a region, the last year taken in, the last year predicted, what is known."""

    region: str
    rows: tuple[Observation, ...]
    fit_until: int
    horizon: int
    information: str = "ex_ante"

    @property
    def fitted(self) -> tuple[Observation, ...]:
        """Figures taken in."""
        return tuple(row for row in self.rows if row.year <= self.fit_until)

    @property
    def scored(self) -> tuple[Observation, ...]:
        """Figures held back, those inside the horizon."""
        return tuple(row for row in self.rows if self.fit_until < row.year <= self.horizon)

    @property
    def years(self) -> range:
        """Calendar years that the runs cover, from the first figure on; no base year is later than 2020."""
        return range(min(self.rows[0].year, 2020), self.horizon + 1)


class Prediction(NamedTuple):
    """One predicted year of one output: as printed, or as the survey would have it; scores where a figure exists."""

    region: str
    fit_until: int
    year: int
    output: str
    account: str
    unit: str
    low90: float
    low50: float
    median: float
    high50: float
    high90: float
    last_growth: float | None
    rural_growth: float | None
    printed: float | None = None
    crps: float | None = None
    information: str = "ex_ante"
    figure: str = ""


class Score(NamedTuple):
    """How one method did over all figures held back in a region; a rival has no interval, its CRPS is its error."""

    region: str
    method: str
    figures: int
    covered50: float | None
    covered90: float | None
    crps: float
    absolute_error: float
    unit: str


def figures_of(region: str) -> tuple[Observation, ...]:
    """Figures of a region's own income that a back-test can use, by year; DataError where there are none."""
    rows = tuple(row for row in observations(region, "fit", "backtest") if row.covered and row.form == "level")
    if not rows:
        raise DataError(
            f"No income figure of relocated people is published for the region {region!r} alone, so nothing can be "
            "fitted or predicted from one; regions with figures: " + ", ".join(sorted(_with_figures())) + ".",
            f"地区 {region!r} 没有单独公布的移民收入数据，无法据此拟合或预测；有数据的地区："
            + "、".join(sorted(_with_figures()))
            + "。",
        )
    return rows


def plan_of(region: str, fit_until: int | None, horizon: int | None, information: str = "ex_ante") -> Plan:
    """The back-test asked for; without a cut all figures are taken in, without a horizon 2023.

    Raises ConfigurationError for a cut before the first figure or a horizon that is not after it, DataError where the
    region has no figures.
    """
    rows = figures_of(region)
    first, last = rows[0].year, rows[-1].year
    cut = last if fit_until is None else fit_until
    if not first <= cut <= LAST_YEAR:
        allowed = (
            f"{first}, the year of the first figure of {region}, or later",
            f"{first}（{region} 首个数据的年份）或以后",
        )
        raise bad_value("fit_until", cut, *allowed)
    end = max(2023, cut + 1) if horizon is None else horizon
    if not cut < end <= LAST_YEAR:
        allowed = (
            f"{cut + 1} (the year after fit_until) to {LAST_YEAR}",
            f"{cut + 1}（fit_until 的次年）至 {LAST_YEAR}",
        )
        raise bad_value("horizon", end, *allowed)
    return Plan(region, rows, cut, end, information)


def rolling(region: str, information: str = "ex_ante") -> tuple[Plan, ...]:
    """One plan a year that has two figures up to it and one after, each to the last figure."""
    rows = figures_of(region)
    years = sorted({row.year for row in rows})
    cuts = [year for year in years[:-1] if sum(row.year <= year for row in rows) >= LEAST_FITTED]
    return tuple(plan_of(region, cut, years[-1], information) for cut in cuts)


def rolled_regions() -> tuple[str, ...]:
    """Regions with figures enough for a rolling back-test."""
    return tuple(region for region in sorted(_with_figures()) if rolling(region))


def predict(scenario: Scenario, plan: Plan, draws: int, workers: int, tell: Progress) -> list[Prediction]:
    """Run the ensemble and predict every year after the cut."""
    bare = back_then(scenario, plan.years, plan.information, plan.fit_until, diffuse=True)
    return predictions(plan, run_all(bare, (INCOME, NINE_MONTHS), draws, workers, tell))


def predictions(plan: Plan, runs: Runs, persistent: float | None = None) -> list[Prediction]:
    """Every year after the cut, as printed and as the survey would have it, from an ensemble that has been run.

    A figure that may not be about relocated people is taken in with the probability that it is.
    """
    targets = _targets(plan)
    share = persistent_share() if persistent is None else persistent
    fitted = plan.fitted
    logs = [np.log(runs.figure(row)) for row in fitted]
    logs += [np.log(runs.of(output, year)) for year, output, _ in targets]
    spreads = [row.spread for row in fitted]
    spreads += [row.spread if row else float(np.median(spreads)) for _, _, row in targets]
    kinds = [row.group for row in fitted] + [row.group if row else fitted[-1].group for _, _, row in targets]
    joint = _with_printed(ensemble(np.stack(logs, axis=1)), errors(spreads, share, kinds), len(fitted))
    seen = np.log([row.value for row in fitted])
    found = []
    for place, (year, output, row) in enumerate(targets):
        for account, offset in (("printed", 0), ("survey", len(targets))):
            where = len(fitted) + offset + place
            scored = row if account == "printed" else None
            found.append(_prediction(plan, (year, output, account), _mixture(joint, fitted, seen, where), scored))
    return found


def scores(found: Sequence[Prediction]) -> list[Score]:
    """A row a region and method over the figures held back; the rivals are scored on those that all methods predict."""
    rows = []
    for region in dict.fromkeys(one.region for one in found):
        held = [one for one in found if one.region == region and one.printed is not None]
        held = [one for one in held if one.last_growth is not None and one.rural_growth is not None]
        if not held:
            continue
        printed = [float(one.printed or 0.0) for one in held]
        inside = [
            coverage([(getattr(one, f"low{p}"), getattr(one, f"high{p}")) for one in held], printed) for p in (50, 90)
        ]
        for method, name in zip(METHODS, ("median", "last_growth", "rural_growth"), strict=True):
            missed = [abs(getattr(one, name) - value) for one, value in zip(held, printed, strict=True)]
            error, own = float(np.mean(missed)), method == "model"
            score = float(np.mean([one.crps for one in held])) if own else error
            covered = (inside[0], inside[1]) if own else (None, None)
            rows.append(Score(region, method, len(held), covered[0], covered[1], score, error, held[0].unit))
    return rows


def rivals(plan: Plan, year: int, output: str) -> tuple[float | None, float | None]:
    """What two naive forecasts give, in yuan: the last printed growth goes on, and growth is that of the rural mean.

    Ex ante the rural mean goes on growing as in the last year known. None where no figure of that output is there.
    """
    own = [row for row in plan.fitted if row.output == output]
    if not own:
        return None, None
    last = own[-1]
    earlier = [row for row in own if row.year < last.year]
    means, growth = series("rural_income_pc"), None
    if earlier:
        growth = (last.value / earlier[-1].value) ** (1.0 / (last.year - earlier[-1].year))
    level = last.value
    known = max(means) if plan.information == "ex_post" else min(plan.fit_until, max(means))
    for y in range(last.year + 1, year + 1):
        step = y if y <= known else known
        before = means.get(step - 1, means[min(means)])
        level *= means[step] / before
    return (None if growth is None else last.value * growth ** (year - last.year)), level


def _targets(plan: Plan) -> list[tuple[int, str, Observation | None]]:
    """(year, output, figure held back) for each year after the cut: the year's income, and what the figures give."""
    outputs = dict.fromkeys((INCOME, *(row.output for row in plan.fitted)))
    held = {(row.year, row.output): row for row in plan.scored}
    years = range(plan.fit_until + 1, plan.horizon + 1)
    return [(year, output, held.get((year, output))) for year, output in product(years, outputs)]


def _with_printed(model: Joint, error: np.ndarray, fitted: int) -> Joint:
    """Fitted and predicted figures as printed, then the predicted ones without error."""
    n = len(model.mean)
    order = [*range(n), *range(fitted, n)]
    covariance = model.covariance[np.ix_(order, order)].copy()
    covariance[:n, :n] += error
    return Joint(model.mean[order], covariance)


def _mixture(joint: Joint, fitted: Sequence[Observation], seen: np.ndarray, where: int) -> Mixture:
    """The prediction at one place, over which of the doubtful figures are about relocated people."""
    parts = []
    for kept in product(*((True, False) if row.doubt > 0.0 else (True,) for row in fitted)):
        weight = float(
            np.prod([1.0 - row.doubt if keep else row.doubt for row, keep in zip(fitted, kept, strict=True)])
        )
        known = [place for place, keep in enumerate(kept) if keep]
        parts.append((*joint.given(known, seen[known]).part(where), weight))
    means, deviations, weights = (np.array(column) for column in zip(*parts, strict=True))
    return Mixture(means, deviations, weights)


def _prediction(plan: Plan, what: tuple[int, str, str], mixture: Mixture, row: Observation | None) -> Prediction:
    year, output, account = what
    low90, low50, median, high50, high90 = mixture.quantile(np.array([0.05, 0.25, 0.5, 0.75, 0.95])).tolist()
    unit = "yuan/person (9 months)" if output == NINE_MONTHS else "yuan/person/yr"
    printed, score = (row.value, crps(mixture.points(), row.value)) if row else (None, None)
    naive = rivals(plan, year, output) if account == "printed" else (None, None)
    place = plan.region, plan.fit_until, year, output, account, unit
    found = Prediction(*place, low90, low50, median, high50, high90, *naive)
    return found._replace(printed=printed, crps=score, information=plan.information, figure=row.id if row else "")


def _with_figures() -> set[str]:
    return {row.region for row in observations(None, "fit", "backtest") if row.covered and row.form == "level"}
