"""The points that the words of `sweep` describe: lists, ranges, a design and a file, all crossed, and their number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import prod
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, bad_value
from ..experiments.points import DESIGNS, MOST_POINTS, Range, designed, empty, label_of, ranges, read_points
from ..overrides import RUN_KEYS, SCENARIO_ONLY, swept, word
from ..reading import one_of, section, whole_number
from .request import Request

APART = (*RUN_KEYS, "executor")  # keys of the sweep as a whole, which no point may set
MOST_RUNS, MOST_RETRIES, LONGEST = 100_000_000, 100, 1e7


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The section `sweep` of a configuration, checked."""

    design: str | None
    over: tuple[Range, ...]
    points: int
    file: Path | None
    most: int
    retries: int
    limit: float | None

    @classmethod
    def read(cls, values: Any) -> "Terms":
        """The terms of a composition.

        Raises ConfigurationError, naming the key, for a value that is not allowed.
        """
        given = section(values, "sweep")
        design = None if given["design"] is None else one_of(given["design"], "sweep.design", DESIGNS)
        if given["over"] and design is None:
            raise bad_value("sweep.design", None, f"beside sweep.over=, one of {', '.join(DESIGNS)}", "lhs 或 sobol")
        limit = given["limit_s"]
        number = type(limit) in (int, float) and 0 < limit <= LONGEST
        if limit is not None and not number:
            raise bad_value("sweep.limit_s", limit, "a number of seconds above 0, or null", "大于0的秒数，或 null")
        return cls(
            design=design,
            over=ranges(given["over"]) if design else (),
            points=whole_number(given["points"], "sweep.points", 1, MOST_POINTS),
            file=None if given["file"] is None else Path(str(given["file"])),
            most=whole_number(given["most"], "sweep.most", 1, MOST_RUNS),
            retries=whole_number(given["retries"], "sweep.retries", 0, MOST_RETRIES),
            limit=limit,
        )


@dataclass(frozen=True)
class Grid:
    """Words that hold for every point, and lists of which a point takes one each."""

    fixed: tuple[str, ...]
    lists: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, request: Request) -> "Grid":
        """The words of a request.

        Raises ConfigurationError for a word that is not understood or sweeps what no point may set.
        """
        from ..configuration import names_of

        fixed, lists = swept(request.words, lambda group: names_of(group, request.config_dir), MOST_POINTS)
        for values in lists:
            if (key := key_of(values[0])).split(".")[0] in APART:
                raise bad_value(
                    key, ", ".join(map(value_of, values[:3])), "one value for the sweep as a whole", "单一取值"
                )
        if not any(key_of(said) == "output.groups" for said in fixed):
            fixed.append("output.groups=[]")  # a sweep keeps the rows of everybody, unless asked for more
        return cls(tuple(fixed), tuple(map(tuple, lists)))

    @property
    def first(self) -> tuple[str, ...]:
        """The words of a run with the first value of each list: settings are read from it."""
        return (*self.fixed, *(values[0] for values in self.lists))


@dataclass(frozen=True)
class Axes:
    """Lists of a grid, points of a design and rows of a file, still apart."""

    lists: tuple[tuple[str, ...], ...]
    design: tuple[str, tuple[Range, ...], int, int] | None
    rows: tuple[tuple[str, ...], ...] | None

    @classmethod
    def of(cls, grid: Grid, terms: Terms, seed: int) -> "Axes":
        """What is crossed; ConfigurationError when that is nothing, or a key stands in two places."""
        design = (terms.design, terms.over, terms.points, seed) if terms.design else None
        rows = None
        if terms.file is not None:
            rows = tuple(tuple(f"{key}={cell}" for key, cell in row.items()) for row in read_points(terms.file))
        if not grid.lists and design is None and rows is None:
            raise empty("sweep")
        made = cls(grid.lists, design, rows)
        for key in (keys := made.keys):
            if key.split(".")[0] in APART:
                raise bad_value(key, "…", "one value for the sweep as a whole", "单一取值")
            if keys.count(key) > 1:
                raise bad_value(key, "…", "in one list, design or file alone", "只出现在一个列表、设计或文件中")
        return made

    @property
    def keys(self) -> list[str]:
        """Keys that differ between points."""
        found = [key_of(values[0]) for values in self.lists]
        found += [moved.key for moved in self.design[1]] if self.design else []
        return found + list(dict.fromkeys(key_of(said) for said in chain.from_iterable(self.rows or ())))

    @property
    def count(self) -> int:
        """How many points there are, none of them made."""
        parts = [len(values) for values in self.lists]
        parts += [self.design[2]] if self.design else []
        parts += [len(self.rows)] if self.rows is not None else []
        return prod(parts)

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it this sweep, however many values it has; a Latin hypercube is another for each count."""
        said = [] if self.design is None else [repr(self.design[:2]), str(self.design[3])]
        if self.design and self.design[0] == "lhs":
            said.append(str(self.design[2]))
        return (*sorted(self.keys), *said)

    def points(self) -> Iterator[tuple[str, ...]]:
        """The words of every point."""
        made: list[Sequence[tuple[str, ...]]] = [[(said,) for said in values] for values in self.lists]
        if self.design:
            name, over, count, seed = self.design
            rows: Iterator[Mapping[str, Any]] = designed(name, over, count, seed)
            made.append([tuple(word(key, value) for key, value in row.items()) for row in rows])
        if self.rows is not None:
            made.append(self.rows)
        return (tuple(chain.from_iterable(parts)) for parts in product(*made))


def key_of(said: str) -> str:
    """The key of a word."""
    return said.partition("=")[0].lstrip("+~")


def value_of(said: str) -> str:
    """The value of a word, as it is written."""
    return said.partition("=")[2]


def labels(words: Sequence[str], scenario: str, baseline: str) -> tuple[str, str]:
    """Labels of both arms of a point: each with the words that it feels, but for its own name."""
    own = [said for said in words if key_of(said) != "scenario"]
    shared = [said for said in own if key_of(said).split(".")[0] not in (*SCENARIO_ONLY, "baseline")]
    name = baseline if baseline.endswith("@baseline") else f"{baseline}@baseline"
    return label_of(scenario, own), label_of(name, shared)


def check_count(count: int, runs: int, most: int) -> None:
    """Raise ConfigurationError, with the numbers, for more runs than allowed."""
    if runs > most:
        raise ConfigurationError(
            f"The sweep has {count:,} points and at least {runs:,} runs, but sweep.most = {most:,}; take fewer points, "
            f"draws or replications, or allow more by sweep.most={runs}.",
            f"该扫描有 {count:,} 个点、至少 {runs:,} 次模拟，超过 sweep.most = {most:,}；"
            f"请减少点数、draws 或 replications，或设 sweep.most={runs}。",
        )
