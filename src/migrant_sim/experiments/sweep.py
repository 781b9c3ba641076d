"""A sweep as a value: many scenarios beside the baselines that they share, and the order in which their runs come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from ..result import SCHEMA
from .chunks import Chunk, Run, code_key
from .partitions import DRAWS, RUNS, run_id
from .points import Point
from .study import Study

GROUP_RUNS = 1024  # runs whose rows are gathered in memory before they go to their blocks


class Group(NamedTuple):
    """Neighbouring arms in one block of draws and replications; the first is their baseline or one beside it."""

    arms: tuple[str, ...]
    draws: range
    replications: range

    def runs(self) -> Iterator[Run]:
        """The runs, all arms of one draw and replication together: they share the run of the hosts' income."""
        return (Run(arm, draw, run) for draw in self.draws for run in self.replications for arm in self.arms)


@dataclass(frozen=True, kw_only=True)
class Sweep(Study):
    """Points × draws × replications; `scenario` and `baseline` are those of the first point.

    `identity` says what is swept and what is fixed, but not how many values there are: a sweep grows by more of them.
    `retries` are attempts after the first; `limit` are seconds allowed to a run, None for no limit.
    """

    points: tuple[Point, ...]
    identity: tuple[str, ...] = ()
    retries: int = 1
    limit: float | None = None

    @property
    def key(self) -> str:
        """Content key of what a folder may hold: identity, package source and data."""
        return sweep_key(self.identity)

    @property
    def lineup(self) -> dict[str, Any]:
        """Scenario by label of its arm: each baseline once, before the points that are compared with it."""
        order: dict[str, dict[str, Any]] = {}
        for point in self.points:
            arms = order.setdefault(point.baseline_label, {point.baseline_label: point.baseline})
            arms[point.label] = point.scenario
        return {label: scenario for arms in order.values() for label, scenario in arms.items()}

    @property
    def size(self) -> int:
        """How many runs there are in all."""
        return len(self.lineup) * self.draws * self.replications

    def groups_of_runs(self) -> Iterator[Group]:
        """Groups of runs in the order of work: what is begun is finished before the next begins."""
        for draws in _blocks(self.draws, DRAWS):
            for replications in _blocks(self.replications, RUNS):
                step = max(1, GROUP_RUNS // (len(draws) * len(replications)))
                labels = iter(self.lineup)
                while arms := tuple(islice(labels, step)):
                    yield Group(arms, draws, replications)


def sweep_key(identity: Sequence[str]) -> str:
    """Content key of a sweep, before any of its points is composed."""
    return sha256("\0".join(("sweep", SCHEMA, code_key(), *identity)).encode()).hexdigest()


def missing(group: Group, done: Mapping[str, np.ndarray]) -> list[Run]:
    """The runs of a group that no block holds yet."""
    held = {arm: set(done[arm].tolist()) for arm in group.arms if arm in done}
    return [run for run in group.runs() if run_id(run.draw, run.replication) not in held.get(run.arm, ())]


def chunks_of(runs: Sequence[Run], size: int, model: Chunk, lineup: Mapping[str, Any]) -> Iterator[Chunk]:
    """The runs in chunks like `model`, with the scenarios that each needs."""
    from dataclasses import replace

    for start in range(0, len(runs), size):
        part = tuple(runs[start : start + size])
        yield replace(model, runs=part, scenarios={run.arm: lineup[run.arm] for run in part})


def _blocks(count: int, size: int) -> list[range]:
    return [range(start, min(start + size, count)) for start in range(0, count, size)]
