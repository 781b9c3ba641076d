"""The verdict at the other intensities of the increments: real runs, for an intensity is a word and has no slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...result import class_of, words_of
from ...targets import Target, share_met
from .designs import Bench, Design
from .flips import INSIDE, NEVER, SPREADS
from .outcomes import outcome_table

if TYPE_CHECKING:
    from ...scenario import Scenario

STEPS = {"low": -1.0, "observed": 0.0, "high": 1.0}
WORDS_ZH = {"low": "低", "observed": "观察", "high": "高"}


def intensity_row(
    bench: Bench, scenario: Scenario, points: pd.DataFrame, stored: pd.DataFrame, target: Target
) -> dict[str, Any] | None:
    """The row of the flip table; None where the scenario has no measures or several intensities.

    `stored` are the outcomes of the stored sample; those of the draws of `points` and replication 0 are compared.
    """
    levels = {measure.intensity for _, measure in scenario.measures}
    if len(levels) != 1:
        return None
    (mine,) = levels
    own = stored[stored.index.get_level_values("replication") == 0]
    own = own[own.index.get_level_values("draw").isin(points.index)]
    chance = float(own["met"].mean())
    found = {level: _share(bench, at(scenario, level), points, target) for level in STEPS if level != mine}
    flips = [level for level, share in found.items() if class_of(share[0]) != class_of(chance)]
    return _row(mine, chance, found, min(flips, key=lambda level: abs(STEPS[level] - STEPS[mine]), default=""))


def at(scenario: Scenario, level: str) -> Scenario:
    """The scenario with every increment at one intensity."""
    return scenario.with_(**{f"measures.{key}.intensity": level for key, _ in scenario.measures})


def _share(bench: Bench, scenario: Scenario, points: pd.DataFrame, target: Target) -> tuple[float, float, float]:
    level = next(measure.intensity for _, measure in scenario.measures)
    design = Design(f"intensity-{level}", ((scenario.label, scenario),), points.reset_index(drop=True))
    found = outcome_table(bench.run(design), (scenario.label,), target)
    return share_met(found["met"].to_numpy() > 0, found.index.get_level_values("draw").to_numpy(), scenario.seed)


def _row(mine: str, chance: float, found: dict[str, tuple[float, float, float]], flip: str) -> dict[str, Any]:
    word, word_zh = words_of(chance)
    row: dict[str, Any] = {
        "input": "intensity",
        "label_en": "Intensity of the increments",
        "label_zh": "增量措施的力度",
    }
    row |= {"unit": "step", "low": -1.0, "start": STEPS[mine], "high": 1.0, "spread": 2.0 / SPREADS}
    row |= {"probability": chance, "word": word, "word_zh": word_zh, "method": "run"}
    if not flip:
        listed = ", ".join(f"{level}: {100 * share[0]:.0f} %" for level, share in found.items())
        listed_zh = "，".join(f"{WORDS_ZH[level]}：{100 * share[0]:.0f}%" for level, share in found.items())
        said = f"does not flip at the other intensities ({listed})", f"其他力度下结论不变（{listed_zh}）"
        return row | {"status": NEVER, "said_en": said[0], "said_zh": said[1]}
    new, new_zh = words_of(found[flip][0])
    said = f"{word} becomes {new} at intensity {flip}", f"力度为{WORDS_ZH[flip]}时变为{new_zh}"
    checked = dict(zip(("checked", "checked_low", "checked_high"), found[flip], strict=True))
    step = STEPS[flip]
    row |= {"flip": step, "distance": abs(step - STEPS[mine]) / row["spread"], "new_word": new, "new_word_zh": new_zh}
    return (
        row | {"status": INSIDE, "said_en": said[0], "said_zh": said[1], "agrees": True, "flip_low": np.nan} | checked
    )
