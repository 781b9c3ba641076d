"""Rows made for tests: laws by their three numbers, and a file of parameters."""

import csv
from pathlib import Path

from migrant_sim.published.rows import Parameter

LAWS = ("triangular", "normal", "lognormal", "beta", "uniform")


def law(distribution: str, low: float, central: float, high: float) -> Parameter:
    texts = dict.fromkeys(("description", "description_zh", "unit", "region", "year", "source", "note"), "of no matter")
    words = {"id": "day_wage", "seen": "assumption", "original_seen": "n/a", "grade": "C", "role": "prior"}
    return Parameter(low=low, central=central, high=high, distribution=distribution, **texts, **words)


GOOD = {
    "parameter_id": "day_wage",
    "description": "Day wage",
    "description_zh": "日工资",
    "unit": "yuan/day",
    "low": "100",
    "central": "120",
    "high": "150",
    "distribution": "triangular",
    "region": "Ningxia",
    "year": "2021",
    "source": "A newspaper",
    "seen": "yes",
    "original_seen": "no",
    "grade": "C",
    "role": "prior",
    "note": "",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path
