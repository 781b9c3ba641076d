"""The points of a sweep: what each sets, what it is called; designs over ranges, and files of points."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..errors import ConfigurationError, DataError, bad_value
from ..reading import one_of

if TYPE_CHECKING:
    import numpy as np

DESIGNS = ("lhs", "sobol")
SCALES = ("linear", "log", "whole")
LONGEST = 120  # of a label as a folder's name
MOST_POINTS = 1_000_000
_ALLOWED = (
    "a mapping of keys to [low, high] or [low, high, log|whole], such as {population.scale:[0.01,0.05]}",
    "键到 [下限, 上限] 的映射，可加 log 或 whole，例如 {population.scale:[0.01,0.05]}",
)


@dataclass(frozen=True)
class Point:
    """One point: the words in which it differs from the others, and its two arms with their labels."""

    words: tuple[str, ...]
    label: str
    scenario: Any
    baseline_label: str
    baseline: Any


@dataclass(frozen=True)
class Range:
    """What a design moves: a key between two bounds, on a linear or logarithmic scale or in whole numbers."""

    key: str
    low: float
    high: float
    scale: str = "linear"

    def at(self, share: float) -> float | int:
        """The value at a share from 0 to 1, rounded to 12 digits."""
        if self.scale == "whole":
            return min(int(self.low + share * (self.high - self.low + 1)), int(self.high))
        if self.scale == "log":
            return float(f"{exp(log(self.low) + share * (log(self.high) - log(self.low))):.12g}")
        return float(f"{self.low + share * (self.high - self.low):.12g}")


def ranges(over: Any) -> tuple[Range, ...]:
    """The ranges that `sweep.over` describes.

    Raises ConfigurationError for anything but a mapping of keys to two bounds, low first.
    """
    if not isinstance(over, Mapping) or not over:
        raise bad_value("sweep.over", over, *_ALLOWED)
    return tuple(_range(str(key), value) for key, value in over.items())


def _range(key: str, value: Any) -> Range:
    if not isinstance(value, (list, tuple)) or len(value) not in (2, 3):
        raise bad_value(f"sweep.over.{key}", value, *_ALLOWED)
    low, high, *rest = value
    if any(isinstance(bound, bool) or not isinstance(bound, (int, float)) for bound in (low, high)) or not low < high:
        raise bad_value(f"sweep.over.{key}", value, "two numbers, the lower one first", "两个数，下限在前")
    scale = one_of(rest[0] if rest else "linear", f"sweep.over.{key}", SCALES)
    if scale == "log" and low <= 0 or scale == "whole" and not (float(low).is_integer() and float(high).is_integer()):
        allowed = "positive bounds for log, whole bounds for whole"
        raise bad_value(f"sweep.over.{key}", value, allowed, "log 须为正数，whole 须为整数")
    return Range(key, low, high, scale)


def designed(design: str, over: Sequence[Range], count: int, seed: int) -> Iterator[dict[str, float | int]]:
    """Points of a design, each as key -> value: keyed by seed, design and keys, never by a global generator.

    The first points of a longer Sobol' design are those of a shorter one; a Latin hypercube is another for each count.
    """
    for shares in _shares(one_of(design, "sweep.design", DESIGNS), [moved.key for moved in over], count, seed):
        yield {moved.key: moved.at(float(share)) for moved, share in zip(over, shares, strict=True)}


def _shares(design: str, keys: list[str], count: int, seed: int) -> "np.ndarray":
    import numpy as np
    from scipy.stats import qmc

    key = int.from_bytes(sha256("\0".join(["sweep", design, str(seed), *keys]).encode()).digest()[:16], "little")
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(key)))  # qmc spawns from the seed
    if design == "lhs":
        return np.asarray(qmc.LatinHypercube(len(keys), rng=generator).random(count))
    return np.asarray(qmc.Sobol(len(keys), rng=generator).random_base2((count - 1).bit_length())[:count])


def read_points(path: Path) -> list[dict[str, str]]:
    """Rows of a file of points: a column a key, an empty cell where a point does not set it.

    Raises ConfigurationError where there is no such file, no column, or a row without any value; DataError for bytes
    that are not UTF-8.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"Cannot read {path}: {error}.", f"无法读取 {path}：{error}。") from error
    except OSError as error:
        raise bad_value("sweep.file", str(path), "a CSV file that exists", "已存在的 CSV 文件") from error
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise empty(f"sweep.file = {str(path)!r}")
    head = rows[0]
    if not all(head) or len(set(head)) < len(head) or any(len(row) != len(head) for row in rows):
        allowed = "a header of different keys, and as many cells in every row"
        raise bad_value("sweep.file", str(path), allowed, "首行为互不相同的键，各行单元格数一致")
    return [{key: cell for key, cell in zip(head, row, strict=True) if cell} for row in rows[1:]]


def empty(what: str) -> ConfigurationError:
    """The error for a sweep without a single point."""
    return ConfigurationError(
        f"{what}: there is nothing to sweep; allowed: lists (scenario=as_written,all_in), range(0,5), "
        "sweep.design= with sweep.over=, or sweep.file=.",
        f"{what}：没有可扫描的取值；允许：列表（scenario=as_written,all_in）、range(0,5)、"
        "sweep.design= 配 sweep.over=，或 sweep.file=。",
    )


def label_of(name: str, words: Sequence[str]) -> str:
    """What a point is called: its scenario's name and the words that it sets beside; short enough for a folder."""
    label = " ".join([name, *words])
    if len(quote(label, safe="")) <= LONGEST:
        return label
    return f"{name} {sha256(label.encode()).hexdigest()[:12]}"
