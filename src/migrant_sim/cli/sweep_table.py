"""What `sweep` prints: a line a point, with units, intervals and what they cover."""

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from .language import choose

MOST_LINES = 40
HEAD = (
    ("情景", "scenario"),
    ("年份", "year"),
    ("收入比", "income ratio"),
    ("达标概率", "P(target)"),
    ("较基准的收入比变化", "ratio beside baseline"),
    ("较基准的费用（百万元）", "cost beside baseline, m yuan"),
)


def show(folder: Path, language: str, as_json: bool) -> None:
    """Print the summary table of a sweep's folder."""
    import pandas as pd

    rows: list[Any] = pd.read_parquet(folder / "summary.parquet").to_dict(orient="records")
    if as_json:
        plain = [{key: _plain(value) for key, value in row.items()} for row in rows]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    print("\n".join([*_lines(rows, language), _where(folder, language)]))


def _lines(rows: list[dict[str, Any]], language: str) -> list[str]:
    head = [choose(language, chinese, english) for chinese, english in HEAD]
    cells = [head, *(_cells(row) for row in rows[:MOST_LINES])]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    if len(rows) > MOST_LINES:
        lines.append(choose(language, f"……共 {len(rows)} 个点", f"… {len(rows)} points in all"))
    note = choose(
        language,
        "中位数（5%—95%：参数抽样与随机重复）；概率的区间为按参数抽样自助法的 90% 区间。"
        "2020年以后没有移民结果可用于识别政策效果。",
        "Medians (5-95 % over draws and replications); the interval of a probability is its 90 % bootstrap interval "
        "over draws. No migrant outcome after 2020 identifies the effect.",
    )
    return [*lines, note]


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    def band(name: str, scale: float, form: str) -> str:
        low, middle, high = (row[f"{name}{end}"] / scale for end in ("_p05", "", "_p95"))
        return f"{middle:{form}} ({low:{form}} … {high:{form}})" if isfinite(middle) else "–"

    chance = f"{row['probability']:.2f}" if isfinite(row["probability"]) else "–"
    if isfinite(row["low"]):  # one draw has no interval
        chance += f" [{row['low']:.2f} … {row['high']:.2f}]"
    year = "–" if row["year"] is None or row["year"] != row["year"] else str(int(row["year"]))
    return (
        str(row["scenario"]),
        year,
        band("ratio", 1.0, ".3f"),
        chance,
        band("effect", 1.0, "+.3f"),
        band("cost_yuan", 1e6, ",.1f"),
    )


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not isfinite(value) else value


def _where(folder: Path, language: str) -> str:
    return choose(
        language,
        f"结果：{folder}（summary.parquet、points.parquet、jobs.parquet、indicators/；可用 DuckDB 查询）",
        f"Results: {folder} (summary.parquet, points.parquet, jobs.parquet, indicators/; query them with DuckDB)",
    )
