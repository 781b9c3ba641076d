"""The chart of kept mixes: bands that do not blend, and what the lines are."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migrant_sim.dashboard.controls import unbroken
from migrant_sim.dashboard.estimates import Look
from migrant_sim.dashboard.overlay import overlay, overlay_words

RATIO = [{"year": year, "p05": 0.7, "median": 0.75, "p95": 0.8} for year in (2021, 2025)]


def session(kept: int) -> Any:
    """A session with as many kept mixes."""
    shown = SimpleNamespace(look=Look(folder=Path(), summary={}, gains=(), ratio=RATIO))
    mixes = [SimpleNamespace(shown=shown, name=f"m{number}") for number in range(kept)]
    return SimpleNamespace(kept=mixes, named=lambda one: one.name, say=lambda zh, en: zh, language="zh")


@pytest.mark.parametrize("kept", [1, 2, 4])
def test_a_band_is_shaded_only_where_no_other_lies_upon_it(kept: int) -> None:
    lines = overlay(session(kept))["series"]
    shades = [line["areaStyle"]["opacity"] for line in lines if "areaStyle" in line]
    assert len(shades) == kept and all((shade > 0) == (kept == 1) for shade in shades)
    edges = [line["lineStyle"]["color"] for line in lines if line["lineStyle"].get("type") == "dotted"]
    assert len(edges) == 2 * kept and len(set(edges)) == kept


def test_the_words_name_lines_and_interval() -> None:
    said = overlay_words(session(2))
    assert "点线为 90% 区间" in said and "色带" not in said and "m1：2025 年 0.75（0.70 至 0.80）" in said


def test_the_id_of_a_clause_stays_in_one_line() -> None:
    assert unbroken("NX-02 a-b") == "NX-\u206002 a-b"
