"""What a calibration is: the scenario that is run, how many runs of what kind, and where the results go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any

from ...errors import bad_value
from ...reading import check_keys, section, whole_number
from ..study import Study

LEAST_RUNS = 80  # an emulator of a moment needs so many points, five folds of sixteen
LEAST_TRIALS = 40  # twin trials are noisy and few; below this nothing is learnt from them
MOST = 1_000_000
BLOCK, BLOCKS = 64, 16


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The section `calibrate` of the configuration, checked.

    `simulations` points of the design in all; one in `replicated` runs twice, one in `trials` runs the twin trials
    too (0: none does). `waves`: 1, or 2 for a second wave (a quarter of the points) where the first left something
    plausible. `samples` rows are drawn from `candidates` points of the prior; `ranks` points are checked by ranks.
    """

    simulations: int
    replicated: int
    trials: int
    waves: int
    samples: int
    candidates: int
    ranks: int

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Settings:
        """The settings of a section.

        Raises ConfigurationError for an unknown key, a value that is not allowed, and fewer points than emulators need.
        """
        names = tuple(field.name for field in fields(cls))
        check_keys(section(given, "calibrate"), names, "calibrate")
        lows = {"trials": 0, "waves": 1, "samples": BLOCK * BLOCKS, "candidates": 4096, "ranks": 64}
        highs = {"waves": 2, "samples": BLOCK * BLOCKS}
        values = {
            name: whole_number(given[name], f"calibrate.{name}", lows.get(name, 1), highs.get(name, MOST))
            for name in names
        }
        made = cls(**values)
        if made.simulations < made.least:
            why = f"{made.least} or more: emulators need {LEAST_RUNS} points in the first wave"
            why += f", and {LEAST_TRIALS} with twin trials (one in {made.trials})" if made.trials else ""
            raise bad_value(
                "calibrate.simulations", made.simulations, why, f"不小于 {made.least}（仿真器所需最少点数）"
            )
        return made

    @property
    def least(self) -> int:
        """The fewest simulations with which every emulator has its points."""
        needed = max(LEAST_RUNS, LEAST_TRIALS * self.trials)
        return -(-needed * (4 if self.waves == 2 else 1) // (3 if self.waves == 2 else 1))

    @property
    def first_wave(self) -> int:
        """Points of the first wave, spread over the whole prior."""
        return self.simulations if self.waves == 1 else self.simulations - self.simulations // 4


@dataclass(frozen=True, kw_only=True)
class Calibration(Study):
    """A study of one arm: `scenario` carries the factual measures, and the parameters of a point replace its own."""

    settings: Settings

    @property
    def key(self) -> str:
        """Content key: everything that decides a number in the folder."""
        return sha256("\0".join((self.scenario.key, "calibrate", repr(self.settings))).encode()).hexdigest()


def default_name(calibration_key: str, region: str) -> str:
    """`<region>-<first 8 of the content key>`."""
    return f"{region}-{calibration_key[:8]}"
