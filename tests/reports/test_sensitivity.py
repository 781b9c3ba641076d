"""Charts of a sensitivity folder from fabricated tables: every file, both languages, and the numbers beside them."""

import json

import numpy as np
import pandas as pd
import pytest

from migrant_sim.reports import write_sensitivity
from migrant_sim.reports.canvas import drawing, sheet
from migrant_sim.reports.plates import pictures

FACTS = {
    **{"region_en": "Ningxia", "region_zh": "宁夏", "arms": ["as_written", "continuation"], "year": 2025},
    **{"tolerance": 0.05, "draws": 64, "replications": 2, "scale": 0.02},
}
LABELS = {"label_en": "Income ratio at the start", "label_zh": "起点收入比", "unit": "ratio"}


def tables() -> dict[str, pd.DataFrame]:
    row = {**LABELS, "parameter": "start", "low": 0.6, "central": 0.74, "high": 0.84, "assumption": True}
    chances = {"probability_low": 0.02, "probability_high": 0.4, "share": 0.5, "ratio_low": 0.7, "ratio_high": 0.9}
    index = {**LABELS, "outcome": "ratio", "method": "pawn", "index": 0.4, "low": 0.3, "high": 0.5, "noise": 0.2}
    flip = {
        **LABELS,
        "input": "start",
        "low": 0.6,
        "high": 0.84,
        "start": 0.74,
        "spread": 0.05,
        "flip": 0.8,
        "flip_low": 0.78,
    }
    flip |= {"flip_high": 0.82, "distance": 1.2, "new_word": "open", "new_word_zh": "悬而未决", "status": "inside"}
    flip |= {"said_en": "unlikely becomes open", "said_zh": "变为悬而未决", "word": "unlikely", "word_zh": "不太可能"}
    split = [
        {"outcome": outcome, "share": share, "low": 0.1, "high": 0.6, "label_en": "chance", "label_zh": "运气"}
        for outcome, share in (("ratio", 0.4), ("met", np.nan))
    ]
    grid = [
        {"start_ratio": s, "trend": t, "tolerance": e, "probability": s * (1 + t) * (0.5 + e), "low": 0.0, "high": 1.0}
        for s in (0.6, 0.84)
        for t in (-0.02, 0.02)
        for e in (0.0, 0.05, 0.1)
    ]
    ranking = [
        {"setting": setting, "value": value, "instrument": name, "effect": effect, "low": 0.0, "high": 99.0}
        | {"rank": rank, "tau": 0.9, "draws": 16}
        for setting, value in (("central", np.nan), ("months_ridge", "0.8"), ("scope", "policy"))
        for rank, (name, effect) in enumerate((("welfare_posts", 80.0), ("labour_export", 40.0)), start=1)
    ]
    found = {"assumptions": [row | chances], "indices": [index], "flips": [flip], "variance": split}
    found |= {"grid": grid, "ranking": ranking}
    return {name: pd.DataFrame(rows) for name, rows in found.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("sensitivity")
    (place / "analysis.json").write_text(json.dumps(FACTS), encoding="utf-8")
    for name, table in tables().items():
        table.to_csv(place / f"{name}.csv", index=False)
    return place


@pytest.fixture(scope="module")
def files(folder):
    return write_sensitivity(folder)


NAMES = ("variance_split", "tornado", "indices", "flips", "verdict_tolerances", "ranking")


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_has_its_files(folder, files, name) -> None:
    wanted = [f"{name}.csv", *(f"{name}_{language}.{kind}" for language in ("zh", "en") for kind in ("svg", "png"))]
    for file in wanted:
        assert folder / "figures" / file in files and (folder / "figures" / file).stat().st_size > 100


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_says_that_nothing_identifies_the_effect(folder, files, name) -> None:
    picture = pictures()[name]
    rows = picture.rows(FACTS, tables()[picture.table.removesuffix(".csv")]).reset_index(drop=True)
    for language, phrase in (("en", "no migrant outcome after 2020 identifies"), ("zh", "没有移民收入结果可识别")):
        words = picture.words(FACTS | {"folder": "mine"}, rows, language)
        assert phrase in words.note and "mine" in words.note and words.title


def test_no_line_crosses_the_numbers_of_the_indices() -> None:
    picture = pictures()["indices"]
    rows = picture.rows(FACTS, tables()["indices"]).reset_index(drop=True)
    with drawing():
        figure = sheet(picture.words(FACTS | {"folder": "mine"}, rows, "en"), picture.height(rows))
        picture.draw(figure, FACTS, rows, "en")
        (axes,) = figure.axes
        inside = axes.get_window_extent()
        numbers = [text for text in axes.texts if "0.40" in text.get_text()]
        assert numbers and all(text.get_window_extent().x0 >= inside.x1 for text in numbers)
    assert axes.get_xlim()[1] > 0.5
    assert "1 of the 1 strongest inputs stands clear" in picture.words(FACTS | {"folder": "mine"}, rows, "en").title


@pytest.mark.parametrize("name", ["tornado", "indices"])
def test_what_stands_in_for_a_chart_of_inputs_is_in_its_language(name) -> None:
    picture = pictures()[name]
    rows = picture.rows(FACTS, tables()[picture.table.removesuffix(".csv")]).reset_index(drop=True)
    said = {language: picture.words(FACTS | {"folder": "mine"}, rows, language).alt for language in ("zh", "en")}
    assert "起点收入比：" in said["zh"] and "Income ratio at the start: " in said["en"]
    assert name == "indices" or ("达标概率" in said["zh"] and "probability" in said["en"])
