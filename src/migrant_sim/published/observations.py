"""Published figures that the model is compared with, each as an observation with an error of its own.

Every row rests on a row of `series.csv` or on a moment of `parameters.csv`; targets, plans and goals are never among
them. What a spread contains, and why, stands in the note: these are assumptions.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..paths import folder
from .reading import read_rows
from .rows import GRADES, ORIGINAL_SEEN, Row

FORMS = ("level", "ratio", "growth", "share")
CONTEXT = "context"
USES = ("fit", "backtest", "check", CONTEXT)
LAST_YEAR = 2040  # the last that a back-test or check simulates (setting)
MONTHS = (9, 12)  # what the model puts out: a year, and January to September
_PARTS = re.compile(r"([*/]?)([a-z_0-9]+)")


@dataclass(frozen=True, kw_only=True)
class Observation(Row):
    """One figure beside what the model puts out.

    `region` is a region of the configuration. `output` is an indicator, or indicators multiplied and divided, as in
    `wage_income/disposable_income`. `months` of the year are covered: 12, 9, or what the model has no output for.
    `spread` is the standard deviation of figure around model: in log points for level and ratio, in the unit of the
    row for share and growth. `doubt` is the probability that the figure is not about relocated people at all; then it
    says nothing. `use`: fit (calibration may use it), backtest, check, or context (never compared).
    """

    KEY = "observation_id"
    REQUIRED = ("id", "region", "group", "output", "unit", "source", "note")
    WORDS = {"form": FORMS, "use": USES, "original_seen": ORIGINAL_SEEN, "grade": GRADES}

    id: str
    region: str
    group: str
    output: str
    year: int
    months: int
    form: str
    value: float
    unit: str
    spread: float
    doubt: float
    use: str
    source: str
    original_seen: str
    grade: str
    note: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The indicators that the output is made of."""
        return tuple(name for _, name in _PARTS.findall(self.output))

    @property
    def logarithmic(self) -> bool:
        """Whether the spread is in log points."""
        return self.form in ("level", "ratio")

    @property
    def covered(self) -> bool:
        """Whether the model puts out the months that the figure covers."""
        return self.months in MONTHS

    def modelled(self, of: Callable[[str, int], float]) -> float:
        """What the model gives for this figure; `of(indicator, year)` is its value of a year.

        A growth is that of the output over the year before, in percent.
        """
        now = _product(self.output, self.year, of)
        if self.form != "growth":
            return now
        return now if self.output == "income_growth" else 100.0 * (now / _product(self.output, self.year - 1, of) - 1.0)


def observations(region: str | None = None, *uses: str) -> tuple[Observation, ...]:
    """Observations of a region and of some uses, or all of them, by year."""
    rows = _observations(folder("data"))
    return tuple(row for row in rows if region in (None, row.region) and (not uses or row.use in uses))


@cache
def _observations(data: Path) -> tuple[Observation, ...]:
    return load_observations(data / "published" / "observations.csv")


def load_observations(path: Path) -> tuple[Observation, ...]:
    """The rows of one file by year; DataError, naming file and row, for one that contradicts itself."""
    rows = read_rows(path, Observation)
    for row in rows:
        _check(path.name, row)
    return tuple(sorted(rows, key=lambda row: (row.year, row.id)))


def _check(name: str, row: Observation) -> None:
    if "".join("".join(found) for found in _PARTS.findall(row.output)) != row.output:
        raise _refusal(name, row, "output", row.output, "indicators joined by * and /", "以 * 和 / 连接的指标")
    if not row.spread > 0.0:
        raise _refusal(name, row, "spread", row.spread, "a number above 0", "大于 0 的数")
    if not 0.0 <= row.doubt < 1.0:
        raise _refusal(name, row, "doubt", row.doubt, "a probability from 0, below 1", "不小于 0、小于 1 的概率")
    if row.use != CONTEXT and row.year > LAST_YEAR:
        raise _refusal(
            name,
            row,
            "year",
            row.year,
            f"a year to {LAST_YEAR}, or use context",
            f"不晚于 {LAST_YEAR} 的年份，或用途 context",
        )
    if row.logarithmic and not row.value > 0.0:
        raise _refusal(name, row, "value", row.value, "a number above 0", "大于 0 的数")


def _refusal(name: str, row: Observation, column: str, found: object, allowed: str, allowed_zh: str) -> DataError:
    return DataError(
        f"{name}, {row.id}, column {column}: {found!r} is not allowed; expected: {allowed}.",
        f"{name}，{row.id}，{column} 列：{found!r} 不允许；应为：{allowed_zh}。",
    )


def _product(output: str, year: int, of: Callable[[str, int], float]) -> float:
    value = 1.0
    for sign, name in _PARTS.findall(output):
        value = value / of(name, year) if sign == "/" else value * of(name, year)
    return value
