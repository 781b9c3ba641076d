"""The search: corners first, then batches that Optuna asks for (NSGA-II), then pruning of the cheapest that will do.

Every mix is run on the same draws and replications. Batches have a fixed size, values are told in the order of asking,
and all chance comes from the seed, so the answer is that of one worker for any number of them; stored runs are not
repeated, so an interrupted search takes the same way again without running anything twice.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...errors import ConfigurationError
from ..mixes.desk import Desk
from ..mixes.players import Player, factors_of
from .plan import Plan
from .scores import Factors, Score, Yardstick, objectives, runs_by_mix

if TYPE_CHECKING:
    import optuna

SHARES = (0.0, 0.5, 0.75)  # of a lever, that pruning tries


@dataclass(frozen=True)
class Trial:
    """A mix that was asked for: by which stage, and its score; None where it is beyond capacity or its runs failed."""

    number: int
    stage: str
    factors: Factors
    score: Score | None


@dataclass(eq=False)
class Search:
    """Mixes tried so far."""

    desk: Desk
    plan: Plan
    players: tuple[Player, ...]
    yardstick: Yardstick
    aim: str = "probability"
    trials: list[Trial] = field(default_factory=list)
    _known: dict[Factors, Score | None] = field(default_factory=dict)

    def run(self) -> None:
        """Corners, batches, pruning for the probability wanted and for that in the worst quartile."""
        corners = self._corners()
        self.evaluate("corner", corners)
        if self.plan.aim is not None:
            self.aim = self.plan.aim
        else:
            reached = any(trial.score and trial.score.probability > 0.0 for trial in self.trials)
            self.aim = "probability" if reached else "ratio"
        self._batches(corners)
        for enough in (self.reaches, self.reaches_worst):
            self._prune(enough)

    def evaluate(self, stage: str, wanted: Sequence[Factors]) -> list[Score | None]:
        """The scores of mixes, each run once; None for one that the settlements could not hold."""
        new = {}
        for factors in dict.fromkeys(wanted):
            mix = factors_of(self.players, factors)
            if factors not in self._known:
                try:
                    self.desk.pair.mix(mix)
                except ConfigurationError:
                    self._known[factors] = None  # beyond capacity
                else:
                    new[factors] = mix
        if new:
            found = runs_by_mix(self.desk.runs(list(new.values())))
            for factors, mix in new.items():
                rows = found.get(self.desk.key(mix))
                self._known[factors] = None if rows is None else self.yardstick.score(factors, rows)
        scores = [self._known[factors] for factors in wanted]
        first = len(self.trials)
        pairs = zip(wanted, scores, strict=True)
        self.trials += [Trial(first + number, stage, factors, score) for number, (factors, score) in enumerate(pairs)]
        return scores

    def affordable(self) -> list[Score]:
        """Scores within capacity and budget, each mix once."""
        scores = {trial.factors: trial.score for trial in self.trials if trial.score is not None}
        return [score for score in scores.values() if score is not None and self.within_budget(score)]

    def within_budget(self, score: Score) -> bool:
        """Whether a mix costs no more than allowed."""
        return self.plan.budget is None or score.cost <= self.plan.budget

    def reaches(self, score: Score) -> bool:
        """Whether the target is met often enough."""
        return score.probability >= self.plan.probability

    def reaches_worst(self, score: Score) -> bool:
        """Whether it is met often enough in the worst quartile of draws too."""
        return self.reaches(score) and score.worst_quartile >= self.plan.probability

    def cheapest(self, enough: Callable[[Score], bool]) -> Score | None:
        """The cheapest mix tried that will do; None where none does."""
        found = [score for score in self.affordable() if enough(score)]
        return min(found, key=lambda score: (score.cost, score.factors), default=None)

    def best(self) -> Score:
        """Within the bounds: the most probable mix, then the highest ratio."""
        return max(self.affordable(), key=lambda score: (score.probability, score.ratio, -score.cost))

    def _corners(self) -> list[Factors]:
        """Nothing, as written, everything, each lever alone and all but each."""
        count, high, once = len(self.players), self.plan.high, self.plan.rounded(1.0)
        whole = [(0.0,) * count, (min(once, high),) * count, (high,) * count]
        alone = [tuple(high if i == j else 0.0 for j in range(count)) for i in range(count)]
        without = [tuple(0.0 if i == j else high for j in range(count)) for i in range(count)]
        return list(dict.fromkeys([*whole, *alone, *without]))

    def _batches(self, corners: Sequence[Factors]) -> None:
        study = self._optuna(corners)
        left = self.plan.trials
        while left > 0:
            asked = [study.ask(self._space()) for _ in range(min(self.plan.batch, left))]
            left -= len(asked)
            wanted = [tuple(self.plan.rounded(one.params[player.name]) for player in self.players) for one in asked]
            for one, score in zip(asked, self.evaluate("search", wanted), strict=True):
                self._tell(study, one, score)

    def _optuna(self, corners: Sequence[Factors]) -> optuna.Study:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            sampler = optuna.samplers.NSGAIISampler(
                population_size=max(self.plan.batch, 2),
                seed=self.desk.study.scenario.seed % 2**32,
                constraints_func=lambda trial: (trial.user_attrs["over"],),
            )
        study = optuna.create_study(directions=["minimize"] * 3, sampler=sampler)
        for factors in islice(corners, self.plan.batch):
            study.enqueue_trial({p.name: f for p, f in zip(self.players, factors, strict=True)})
        known = min(len(corners), self.plan.batch)
        asked = [study.ask(self._space()) for _ in range(known)]
        for one, factors in zip(asked, corners, strict=False):
            self._tell(study, one, self._known[factors])
        return study

    def _tell(self, study: optuna.Study, one: Any, score: Score | None) -> None:
        import optuna

        over = 0.0 if score is None or self.within_budget(score) else score.cost / (self.plan.budget or 1.0) - 1.0
        one.set_user_attr("over", over)
        if score is None:
            study.tell(one, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(one, objectives(score, self.aim))

    def _space(self) -> dict[str, Any]:
        import optuna

        each = optuna.distributions.FloatDistribution(0.0, self.plan.high, step=self.plan.step)
        return {player.name: each for player in self.players}

    def _prune(self, enough: Callable[[Score], bool]) -> None:
        """Take from the cheapest mix that will do what it can miss, one lever a round, until nothing can go."""
        for _ in range(self.plan.rounds):
            now = self.cheapest(enough)
            if now is None:
                return
            wanted = [
                (*now.factors[:i], self.plan.rounded(share * factor), *now.factors[i + 1 :])
                for i, factor in enumerate(now.factors)
                for share in SHARES
            ]
            fresh = [factors for factors in dict.fromkeys(wanted) if factors not in self._known]
            if not fresh:
                return
            self.evaluate("prune", fresh)
            if self.cheapest(enough) == now:
                return
