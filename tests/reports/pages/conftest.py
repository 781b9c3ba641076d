"""Fabricated folders of analyses, as small as their readers allow: no number in them comes from the model."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

REGION = {"name": "ningxia", "title_zh": "宁夏", "title_en": "Ningxia"}
CONFIG = "scenario:\n  region:\n    name: {name}\n    title_zh: {title_zh}\n    title_en: {title_en}\n"
FITTED = ("prior_p05", "prior_p50", "prior_p95", "posterior_p05", "posterior_p50", "posterior_p95")


def finished(folder: Path, verb: str, region: dict[str, str] | None = REGION, **changes: Any) -> Path:
    """A folder with the manifest of a finished study and, for a region, a configuration."""
    folder.mkdir(parents=True)
    arms = {"scenario": "as_written", "baseline": "continuation"}
    manifest = {"schema": "1", "verb": verb, "status": "done", "key": "9" * 64, "arms": arms, "outputs": []}
    manifest |= {"draws": 8, "replications": 1, "command": ["migrant-sim", verb]} | changes
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    if region:
        (folder / "config.yaml").write_text(CONFIG.format(**region), "utf-8")
    return folder


def attribution(folder: Path, **options: Any) -> Path:
    """Two measures and their sum, for the ratio and the cost."""
    finished(folder, "attribute", **options)
    rows = [
        (outcome, "all", player, size * scale, size * scale - scale, size * scale + scale)
        for outcome, scale in (("income_ratio", 0.01), ("cost", 2e7))
        for player, size in (("labour_export", 1), ("welfare_posts", 2), ("total", 3))
    ]
    columns = ["outcome", "group", "player", "credit", "p05", "p95"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "credits.csv", index=False)
    facts = {"method": "exact", "coalitions": 4, "runs": 8, "draws": 8, "year": 2025}
    facts |= {"scenario": "as_written", "baseline": "continuation"}
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
    return folder


def validation(folder: Path, **options: Any) -> Path:
    """One figure predicted, the model's score, one trial."""
    finished(folder, "validate", **options)
    levels = {"low90": 8000.0, "low50": 9000.0, "median": 9500.0, "high50": 10000.0, "high90": 11000.0}
    prediction = {"region": "ningxia", "fit_until": 2018, "year": 2019, "output": "disposable_income"}
    prediction |= {"account": "printed", "unit": "yuan/person/yr", **levels, "printed": 9700.0, "crps": 120.0}
    score = {"region": "ningxia", "method": "model", "figures": 1, "covered50": 1.0, "covered90": 1.0}
    trial = {"trial": "training", "moment": "train_employment_effect_rct", "unit": "percentage points"}
    trial |= {"low": 0.0, "middle": 0.01, "high": 0.02, "published_low": 0.0, "published": 0.02, "published_high": 0.06}
    for name, row in (
        ("predictions", prediction),
        ("backtests", score | {"crps": 120.0, "absolute_error": 200.0, "unit": "yuan/person/yr"}),
        ("trials", trial | {"verdict": "within"}),
    ):
        pd.DataFrame([row]).to_csv(folder / f"{name}.csv", index=False)
    return folder


def calibration(folder: Path, **options: Any) -> Path:
    """One figure fitted, one parameter."""
    finished(folder, "calibrate", **options)
    levels = dict(zip(FITTED, (1.0, 2.0, 3.0, 1.5, 2.0, 2.5), strict=True))
    pd.DataFrame([{"moment": "ningxia_income_2020", "unit": "yuan", "value": 2.0, **levels}]).to_csv(
        folder / "fit.csv", index=False
    )
    told = {"parameter": "start_income_ratio_2020", "unit": "ratio", **levels, "contraction": 0.5, "identified": "yes"}
    pd.DataFrame([told]).to_csv(folder / "identified.csv", index=False)
    (folder / "posterior.yaml").write_text("region: ningxia\n", "utf-8")
    return folder


def sweep(folder: Path, **options: Any) -> Path:
    """Two points of a sweep, one of them without a target."""
    finished(folder, "sweep", **options)
    bands = {f"{name}{end}": 1.0 for name in ("ratio", "effect", "cost_yuan") for end in ("", "_p05", "_p95")}
    rows = [
        {"scenario": name, "year": 2025, "target": target, "probability": 0.5, "low": 0.3, "high": 0.7, **bands}
        for name, target in (("as_written", "NX-T03"), ("all_in", ""))
    ]
    pd.DataFrame(rows).to_parquet(folder / "summary.parquet", index=False)
    return folder


def discovery(folder: Path, **options: Any) -> Path:
    """One condition and one signpost; like those of `discover`, the folder has no configuration."""
    finished(folder, "discover", region=None, **options)
    sentences = {
        "sentence_zh": "起点不高于 0.7 时落空。",
        "sentence_en": "Where the start is at most 0.7, it fails.",
    }
    pd.DataFrame([{"box": 1, **sentences}]).to_csv(folder / "boxes.csv", index=False)
    post = {"year": 2021, "indicator": "income_ratio", "threshold": 0.7, "fails_when": "below", "accuracy": 0.8}
    post |= {"p05": 0.7, "p95": 0.9, "missed_when_signalled": 0.6, "missed_otherwise": 0.1}
    pd.DataFrame([post]).to_csv(folder / "signposts.csv", index=False)
    (folder / "discover.json").write_text(json.dumps({"class": "missed"}), "utf-8")
    return folder


@pytest.fixture
def analyses() -> SimpleNamespace:
    """The makers of these folders by name."""
    return SimpleNamespace(
        finished=finished,
        attribution=attribution,
        validation=validation,
        calibration=calibration,
        sweep=sweep,
        discovery=discovery,
    )
