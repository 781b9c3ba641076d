"""The runs of a calibration: which are missing, and their computing in workers; only the parent writes."""

import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np

from ...errors import UserError
from ...scenario import Scenario
from ..executors import each
from .design import at_point
from .moments import simulated
from .parts import Parts, Task
from .plan import Calibration

Progress = Callable[[int, int], None]
Found = tuple[tuple[str, float], ...]
Simulate = Callable[[Scenario, int, bool], Found]
PART_RUNS, PART_SECONDS = 64, 10.0


@dataclass(frozen=True)
class Job:
    """One run: a point of the design, which of its replications, and whether the twin trials run too."""

    task: Task
    place: tuple[float, ...]
    luck: int
    trials: bool


@dataclass(frozen=True)
class Ended:
    """What a run gave, or how it failed."""

    task: Task
    found: Found = ()
    error: Exception | None = None
    kind: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Run:
    """What a worker needs for any point."""

    scenario: Scenario
    ids: tuple[str, ...]

    def __call__(self, job: Job) -> Ended:
        """One run; whatever goes wrong comes back as a value."""
        try:
            drawn = at_point(self.scenario, self.ids, np.array(job.place))
            return Ended(job.task, tuple(simulated(drawn, job.luck, job.trials)))
        except Exception as error:
            kept = error if isinstance(error, UserError) else RuntimeError(str(error))
            return Ended(job.task, error=kept, kind=type(error).__name__, trace=traceback.format_exc())


@dataclass
class Sitting:
    """What is waiting to be stored, and what failed."""

    parts: Parts
    stored: int
    failures: list[Ended] = field(default_factory=list)
    waiting: list[tuple[Task, Found]] = field(default_factory=list)
    saved_at: float = field(default_factory=time.monotonic)

    def take(self, ended: Ended) -> None:
        """Put one by; while nothing has succeeded a user's error ends the calibration, for it would hit every run."""
        if ended.error is not None:
            if isinstance(ended.error, UserError) and not self.stored:
                raise ended.error
            self.failures.append(ended)
            return
        self.waiting.append((ended.task, ended.found))
        self.stored += 1
        if len(self.waiting) >= PART_RUNS or time.monotonic() - self.saved_at >= PART_SECONDS:
            self.save()

    def save(self) -> None:
        """Store what waits."""
        runs, self.waiting = self.waiting, []
        self.parts.keep(runs)
        self.saved_at = time.monotonic()


def jobs(study: Calibration, places: np.ndarray, first: int) -> list[Job]:
    """The runs of points `first`, `first` + 1, … at (points, ids) quantiles; each has luck of its own.

    Twin trials and second replications are made at the first points of a wave: the beginning of a Sobol' sequence is
    spread over everything, while every fourth of its points lies in one quarter.
    """
    settings, wanted = study.settings, []
    tried = len(places) // settings.trials if settings.trials else 0
    twice = len(places) // settings.replicated
    for point, place in enumerate(places, start=first):
        trials = point - first < tried
        values = tuple(place.tolist())
        wanted.append(Job((point, 0), values, point, trials))
        if point - first < twice:
            wanted.append(Job((point, 1), values, settings.simulations + point, trials))
    return wanted


def run_missing(
    run: Callable[[Job], Ended], wanted: Sequence[Job], workers: int, parts: Parts, tell: Progress
) -> list[Ended]:
    """Compute the runs that are not stored yet and store them; returns those that failed."""
    done = parts.finished()
    missing = [job for job in wanted if job.task not in done]
    sitting = Sitting(parts, len(done))
    tell(len(wanted) - len(missing), len(wanted))
    try:
        with closing(each(run, missing, workers)) as ended:
            for number, one in enumerate(ended, start=len(wanted) - len(missing) + 1):
                sitting.take(one)
                tell(number, len(wanted))
    finally:
        sitting.save()
    return sorted(sitting.failures, key=lambda one: one.task)
