"""A study as a value: which scenario beside which baseline, how many runs, and where the results go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import bad_value
from ..result import SCHEMA
from .place import Place

if TYPE_CHECKING:
    from ..scenario import Scenario

_NAME = re.compile(r"[^\s/\\:.][^/\\:]*")


@dataclass(frozen=True, kw_only=True)
class Study:
    """One scenario and its baseline, paired over `draws` × `replications` runs; results go to `folder`.

    `groups` are the dimensions (such as "quintile") whose rows are kept beside "all"; none given keeps every row.
    `place` says where runs are computed. `command` and `config_yaml` are stored as they are. Raises ConfigurationError
    for a number below one or a bad name.
    """

    scenario: Scenario
    baseline: Scenario
    draws: int
    replications: int
    workers: int = 1
    folder: Path
    name: str
    command: tuple[str, ...] = ()
    config_yaml: str = ""
    language: str = "en"
    groups: tuple[str, ...] = ()
    place: Place = Place()

    def __post_init__(self) -> None:
        for field in ("draws", "replications", "workers"):
            value = getattr(self, field)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise bad_value(field, value, "a whole number from 1", "不小于1的整数")
        if not _NAME.fullmatch(self.name):
            raise bad_value(
                "name", self.name, "a plain name without / \\ : or a leading dot", "不含 / \\ : 且不以点开头"
            )

    @property
    def arms(self) -> tuple[str, str]:
        """Labels of scenario and baseline in the tables; equal labels are told apart by `@baseline`."""
        return arm_labels(self.scenario, self.baseline)

    @property
    def key(self) -> str:
        """Content key: sha256 of everything that decides a run's rows; the number of runs and workers is not in it."""
        return study_key(self.scenario, self.baseline, self.groups)

    def tasks(self) -> Iterator[tuple[int, int]]:
        """Every (draw, replication), crossed."""
        return ((draw, replication) for draw in range(self.draws) for replication in range(self.replications))

    def at_least(self, draws: int, replications: int) -> Study:
        """The same study with no fewer draws and replications than these: a stored study never shrinks."""
        return replace(self, draws=max(self.draws, draws), replications=max(self.replications, replications))


def arm_labels(scenario: Scenario, baseline: Scenario) -> tuple[str, str]:
    """Labels of the two arms of a comparison."""
    same = scenario.label == baseline.label
    return scenario.label, f"{baseline.label}@baseline" if same else baseline.label


def study_key(scenario: Scenario, baseline: Scenario, groups: tuple[str, ...] = ()) -> str:
    """Content key of a comparison, before there is a folder for it."""
    content = (SCHEMA, *arm_labels(scenario, baseline), scenario.key, baseline.key, *sorted(groups))
    return sha256("\0".join(content).encode()).hexdigest()


def default_name(scenario: Scenario, baseline: Scenario, groups: tuple[str, ...] = ()) -> str:
    """`<region>-<scenario>-<first 8 of the content key>`."""
    return f"{scenario.region.name}-{scenario.name}-{study_key(scenario, baseline, groups)[:8]}"
