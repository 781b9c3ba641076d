"""A fabricated result folder: no number in it comes from the model; seeded, so that every test sees the same."""

import json
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import closing_rows  # noqa: E402 - fabricated rows beside this file

from migrant_sim.reports import write_report
from migrant_sim.result import Result, words_of


class Reader(HTMLParser):
    """What a browser would find in the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


STATEMENTS = {
    "NX-T01": ("2021年移民人均收入增长超8%", "2021 growth of relocated residents' income is above 8 percent"),
    "NX-T03": (
        "2025年末基本持平全区农村均值",
        "At the end of the 14th FYP relocated residents' income basically reaches the region's rural mean",
    ),
    "NX-T57": ("2025年红寺堡收入赶上全区", "Hongsibu catches up with the region average by 2025"),
}
YEARS = [str(year) for year in range(2020, 2026)]
MONTHS = [f"{year}-{month:02d}" for year in range(2021, 2026) for month in range(1, 13)]
DRAWS, REPLICATIONS = 24, 2
ARMS = ("as_written", "continuation")
PLACES = ("farm", "casual", "local", "region", "outside", "self_employed", "post", "training", "searching")
MEASURES = {
    "vocational_training": ("NX-03", "employment subsidy"),
    "labour_export": ("NX-05", "employment subsidy"),
    "industrial_parks": ("NX-02", "bridging fund"),
    "welfare_posts": ("NX-06", "welfare post fund"),
    "existing": ("existing", "several"),
}


def paths(rng: np.random.Generator, lift: float) -> dict[str, np.ndarray]:
    """Yearly values of one arm, arrays (runs, years); the same generator gives both arms the same luck."""
    runs, steps = DRAWS * REPLICATIONS, np.arange(6)
    start = np.repeat(rng.uniform(0.68, 0.90, DRAWS), REPLICATIONS)[:, None]
    trend = np.repeat(rng.normal(0.01, 0.008, DRAWS), REPLICATIONS)[:, None]
    rural = 13889 * (1 + np.repeat(rng.normal(0.08, 0.01, DRAWS), REPLICATIONS)[:, None]) ** steps
    ratio = start * (1 + trend) ** steps + lift * steps / 5 + rng.normal(0, 0.004, (runs, 6))
    total = ratio * rural
    shares = {"wage_income": 0.62, "operating_income": 0.17, "property_income": 0.03, "transfer_income": 0.18}
    growth = np.full((runs, 6), np.nan)
    growth[:, 1:] = 100 * (total[:, 1:] / total[:, :-1] - 1)
    return {
        "start": start[::REPLICATIONS, 0],
        "trend": trend[::REPLICATIONS, 0],
        "income_ratio": ratio,
        "rural_mean_income": rural,
        "host_income": rural * 1.05,
        "disposable_income": total,
        "income_growth": growth,
        **{name: share * total for name, share in shares.items()},
        "employment_rate": 0.9 + 0.2 * lift + rng.normal(0, 0.01, (runs, 6)),
        "stable_employment_rate": 0.5 + lift + rng.normal(0, 0.01, (runs, 6)),
        "poverty_rate": 0.04 - 0.2 * lift + rng.normal(0, 0.002, (runs, 6)),
        "months_worked": 6.5 + 3 * lift + rng.normal(0, 0.05, (runs, 6)),
        "employed_outside": 30000 + 60000 * lift + rng.normal(0, 300, (runs, 6)),
        "welfare_posts": 9000 + 20000 * lift + rng.normal(0, 30, (runs, 6)),
    }


UNITS = {
    "income_ratio": "ratio",
    "income_growth": "percent",
    "months_worked": "months/year",
    "employed_outside": "persons",
    "welfare_posts": "persons",
}


def unit(name: str) -> str:
    return UNITS.get(name, "yuan/person/year" if name.endswith("income") else "share")


def long(name: str, values: np.ndarray, arm: str, periods: list[str]) -> pd.DataFrame:
    """Tidy rows of one indicator."""
    draw, replication = np.divmod(np.arange(len(values)), REPLICATIONS)
    table = pd.DataFrame(values, columns=periods).assign(draw=draw, replication=replication, scenario=arm)
    table = table.melt(["scenario", "draw", "replication"], var_name="period", value_name="value")
    return table.assign(indicator=name, group="all", unit=unit(name))


def places(rng: np.random.Generator, arm: str) -> list[pd.DataFrame]:
    """Monthly shares of the labour force that add up to one, with a season."""
    weights = np.array([0.17, 0.24, 0.17, 0.08, 0.18, 0.06, 0.03, 0.015, 0.055])
    season = 1 + 0.35 * np.cos(2 * np.pi * np.arange(len(MONTHS)) / 12)[:, None] * (np.arange(9) == 8)
    drift = 1 + 0.2 * np.linspace(0, 1, len(MONTHS))[:, None] * (np.arange(9) == 4)
    parts = weights * season * drift * np.exp(rng.normal(0, 0.02, (DRAWS * REPLICATIONS, len(MONTHS), 9)))
    parts /= parts.sum(axis=2, keepdims=True)
    return [long(f"share_{name}", parts[:, :, i], arm, MONTHS) for i, name in enumerate(PLACES)]


def band(values: np.ndarray) -> dict[str, float]:
    low, middle, high = np.quantile(values[~np.isnan(values)], [0.05, 0.5, 0.95])
    return {"median": float(middle), "p05": float(low), "p95": float(high)}


def chance(met: np.ndarray, **at: float) -> dict[str, Any]:
    """A probability with a rough interval and its words."""
    share = float(np.mean(met))
    half = 1.64 * np.sqrt(share * (1 - share) / DRAWS)
    word, word_zh = words_of(share)
    bounds = {"low": max(0.0, share - half), "high": min(1.0, share + half)}
    return {**at, "probability": share, **bounds, "word": word, "word_zh": word_zh}


def verdict(arm: dict[str, np.ndarray]) -> dict[str, Any]:
    """The verdict entry with the keys that the interface fixes."""
    last = arm["income_ratio"][:, -1]
    starts, trends = [0.60, 0.66, 0.72, 0.78, 0.84], [-0.02, -0.01, 0.0, 0.01, 0.02]
    middle = float(np.mean(arm["start"]))

    def moved(start: float, trend: float) -> np.ndarray:
        return last * start / middle * (1 + trend) ** 5 >= 0.95

    reason = {"en": "Within the stated ranges the class moves by one at most.", "zh": "在所述范围内结论至多变动一级。"}
    tolerances = {f"{t:.2f}": {**chance(last >= 1 - t), "reason": reason} for t in (0.0, 0.02, 0.05, 0.10)}
    return {
        "target_id": "NX-T03",
        "statement_zh": STATEMENTS["NX-T03"][0],
        "statement_en": STATEMENTS["NX-T03"][1],
        "tolerance": 0.05,
        **tolerances["0.05"],
        "by_tolerance": tolerances,
        "by_accounting": {"resident": chance(last >= 0.95), "registered": chance(last + 0.1 >= 0.95)},
        "by_start_ratio": [chance(moved(start, 0.005), start_ratio=start) for start in starts],
        "by_trend": [chance(moved(middle, trend), trend=trend) for trend in trends],
        "grid": [chance(moved(s, t), start_ratio=s, trend=t) for s in starts for t in trends],
        "method": {"en": "Made up for the tests.", "zh": "为测试编造。"},
    }


def target_rows(arm: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """Evaluated targets and one that is not."""
    ratio, growth = arm["income_ratio"][:, -1], arm["income_growth"][:, 1]
    first = ("NX-T01", ">", 8.0, 0.0, "2021", "percent", chance(growth > 8))
    parity = [("NX-T03", "≈", 1.0, t, "2025", "ratio", chance(ratio >= 1 - t)) for t in (0.05, 0.0, 0.02, 0.10)]
    missing = dict.fromkeys(("probability", "low", "high"))
    last = ("NX-T57", ">=", 1.0, 0.0, "2025", "ratio", missing)
    keys = ("target_id", "comparator", "threshold", "tolerance", "period", "unit")
    rows = []
    for *values, met in (first, *parity, last):
        tested = met["probability"] is not None
        words = {"reading_zh": "按测试理解。", "reading_en": "As the test reads it.", "reason_zh": "", "reason_en": ""}
        if not tested:
            words |= {"reason_zh": "模拟结果没有该组。", "reason_en": "The runs hold no such group."}
        chinese, english = STATEMENTS[str(values[0])]
        row = {"scenario": ARMS[0], **dict(zip(keys, values, strict=True)), **met, **words}
        row |= {"status": "evaluated" if tested else "not evaluated", "statement_zh": chinese, "statement_en": english}
        rows.append(row | dict.fromkeys(("gap_median", "gap_low", "gap_high"), 0.0))
    return rows


def costs(rng: np.random.Generator) -> pd.DataFrame:
    """Costs of both arms; the stock of 2020 is the same in each."""
    rows = []
    for draw in range(DRAWS):
        unit_cost = rng.uniform(0.6, 1.6, len(MEASURES))
        for arm in ARMS:
            kept = list(MEASURES) if arm == ARMS[0] else ["existing"]
            for replication in range(REPLICATIONS):
                for year in range(2021, 2026):
                    for i, (measure, (clause, fund)) in enumerate(MEASURES.items()):
                        if measure in kept:
                            yuan = float(2e7 * (i + 1) * unit_cost[i])
                            rows.append(
                                (arm, draw, replication, year, measure, clause, fund, yuan, yuan / 4000, yuan / 9000)
                            )
    names = ["scenario", "draw", "replication", "year", "measure", "clause", "fund", "yuan", "people", "job_months"]
    return pd.DataFrame(rows, columns=names)


def summary_of(first: dict[str, np.ndarray], second: dict[str, np.ndarray], spent: pd.DataFrame) -> dict[str, Any]:
    """The entries of summary.json."""
    names = [name for name in first if name not in ("start", "trend")]
    signed = spent["yuan"].where(spent["scenario"] == ARMS[0], -spent["yuan"])
    total = float(spent.assign(yuan=signed).groupby(["draw", "replication"])["yuan"].sum().median())
    gap = first["rural_mean_income"] - first["disposable_income"]
    return {
        "schema": "1",
        **{"region": "ningxia", "region_en": "Ningxia", "region_zh": "宁夏"},
        **{"scope": "policy_and_self", "information": "ex_post", "scenario": ARMS[0], "baseline": ARMS[1], "seed": 7},
        **{"draws": DRAWS, "replications": REPLICATIONS},
        "population": {"persons": 4321, "households": 1030, "scale": 0.01, "persons_real": 432100.0},
        "verdict": verdict(first),
        "reason": None,
        "parity_ratio": {year: band(first["income_ratio"][:, i]) for i, year in enumerate(YEARS)},
        "shortfall": {year: band(gap[:, i]) for i, year in enumerate(YEARS)},
        "difference": {name: band((first[name] - second[name])[:, -1]) for name in names},
        "targets": target_rows(first),
        "cost": {"total_yuan": total, "per_person_yuan": total / 432100.0},
        "warnings": [{"en": "No published outcome after 2020.", "zh": "2020年以后没有已发布的结果。"}],
    }


def manifest_of() -> dict[str, Any]:
    return {
        "schema": "1", "key": "0123456789abcdef" * 4, "name": "synthetic", "status": "done",
        "arms": {"scenario": ARMS[0], "baseline": ARMS[1]}, "draws": DRAWS, "replications": REPLICATIONS,
        "command": ["migrant-sim", "run", "region=ningxia", "scenario=as_written"], "code": {"version": "0.1.0"},
        "python": "3.11.9", "packages": {"numpy": "2.4.6", "pandas": "3.1.1"}, "inputs": {"sha256": "f" * 64},
        "seeds": {"root": 7}, "outputs": [], "failures": [],
    }  # fmt: skip


def fabricate(folder: Path, **changes: Any) -> Path:
    """Writes a fabricated result folder; `changes` replace entries of its summary."""
    folder.mkdir(parents=True)
    arms = paths(np.random.default_rng(1), 0.06), paths(np.random.default_rng(1), 0.0)
    tables = []
    for name, values in zip(ARMS, arms, strict=True):
        tables += [long(key, value, name, YEARS) for key, value in values.items() if value.ndim == 2]
        tables += places(np.random.default_rng(2), name)
        shape = (DRAWS, REPLICATIONS, YEARS[-1])
        tables.append(closing_rows.rows(np.random.default_rng(5), name, 0.06 if name == ARMS[0] else 0.0, shape))
    indicators = pd.concat(tables, ignore_index=True)
    spent = costs(np.random.default_rng(3))
    rng = np.random.default_rng(4)
    other = {f"labour.number_{i}": rng.uniform(0.1, 0.9, DRAWS) for i in range(12)}
    draws = pd.DataFrame(
        {"draw": range(DRAWS), "reference.start_ratio": arms[0]["start"], "reference.trend": arms[0]["trend"], **other}
    )
    levels = np.arange(12)
    fit = pd.DataFrame({"table": "age_sex", "level": [f"band {i}" for i in levels], "published": 0.05})
    fit = fit.assign(achieved=0.05 + 0.001 * levels, error=0.001 * levels, fitted=levels < 11)
    summary = summary_of(*arms, spent) | changes
    targets = pd.DataFrame(summary["targets"]).drop(
        columns=[c for c in summary["targets"][0] if "_en" in c or "_zh" in c or c == "word"]
    )
    order = ["scenario", "draw", "replication", "period", "indicator", "group", "value", "unit"]
    for name, table in {
        "indicators": indicators[order],
        "draws": draws,
        "targets": targets,
        "costs": spent,
        "population_fit": fit,
    }.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False), "utf-8")
    (folder / "manifest.json").write_text(json.dumps(manifest_of()), "utf-8")
    return folder


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes fabricated result folders below the test's own folder."""
    return lambda name="synthetic", **options: fabricate(tmp_path / name, **options)


@pytest.fixture
def make_result(make_folder: Callable[..., Path]) -> Callable[..., Result]:
    """Makes fabricated results."""
    return lambda **options: Result.load(make_folder(**options))


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One fabricated result that tests only read."""
    return Result.load(fabricate(tmp_path_factory.mktemp("results") / "synthetic"))


@pytest.fixture(scope="session")
def report(result: Result) -> Path:
    """Folder of that result with its report written."""
    write_report(result.folder)
    return result.folder


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Reader]:
    """Reads a page as a browser would."""
    return Reader
