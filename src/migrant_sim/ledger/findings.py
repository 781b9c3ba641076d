"""Collecting problems: so many of a kind singly, the rest counted, each with its place in the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .messages import Place, is_rest, problem, rest
from .privacy import shown
from .problems import ERROR, MASK, MOST_LISTED, Problem
from .schema import Table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


Details = Callable[[int], Mapping[str, Any]]


def always(details: Mapping[str, Any]) -> Details:
    """The same details at every position."""
    return lambda _: details


@dataclass(frozen=True)
class Source:
    """One sheet or CSV file; by column id, `headers` as they stand there and `factors` that bring figures to ours."""

    file: str
    sheet: str
    headers: Mapping[str, str]
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(eq=False)
class Ledger:
    """One table as read: `raw` holds the text of every known cell, `clean` the typed columns (empty before cleaning).

    `source` (index into `sources`) and `row` (as Excel counts) tell where each row of the frames stands; `named` are
    texts of kept columns that hold somebody's name, which no message shows.
    """

    table: Table
    sources: tuple[Source, ...]
    raw: "pd.DataFrame"
    source: "np.ndarray"
    row: "np.ndarray"
    clean: "pd.DataFrame"
    named: set[str] = field(default_factory=set)

    def place(self, at: int, column: str, value: str | None = None) -> Place:
        """Where row `at` of a column stands, its value as it may be shown; a given `value` is shown instead."""
        where = self.sources[self.source[at]]
        header = where.headers.get(column, "") or (self.table.by_id[column].zh if column else "")
        text = self.shown_at(at, column) if value is None else value
        return Place(where.file, where.sheet, int(self.row[at]), shown(header), text)

    def shown_at(self, at: int, column: str) -> str:
        """The cell as a message may show it."""
        if not column or column not in self.raw:
            return ""
        value = self.raw[column].iloc[at]
        if not isinstance(value, str):
            return ""
        if not self.table.by_id[column].kept:
            return MASK
        if self.holds(value):
            return MASK
        names = self._personal
        return shown(value, [cell for cell in (self.raw[name].iloc[at] for name in names) if isinstance(cell, str)])

    def first_at(self, first: int, at: int) -> Mapping[str, str]:
        """Details of row `at`, which repeats row `first`: where that stands, with file and sheet if they differ."""
        row, there = int(self.row[first]), self.sources[self.source[first]]
        if self.source[first] == self.source[at]:
            return {"first": f"第 {row} 行", "first_en": f"row {row}"}
        place = " · ".join(filter(None, (there.file, there.sheet)))
        return {"first": f"“{place}”第 {row} 行", "first_en": f"row {row} of {place!r}"}

    def holds(self, text: str) -> bool:
        """Whether a personal cell of any row is exactly this text, such as a name that stands in a wrong column."""
        return text in self.named or text in self._all_held

    @cached_property
    def _all_held(self) -> frozenset[str]:
        # A set even of millions: a check that finds much asks thousands of times, each a pass over whole columns else.
        return frozenset(cell for name in self._personal for cell in self.raw[name].dropna().to_list())

    @cached_property
    def _personal(self) -> list[str]:
        return [entry.id for entry in self.table.fields if not entry.kept and entry.id in self.raw]


@dataclass(eq=False)
class Findings:
    """The problems found so far, of which at most `most` of one kind in one column of one sheet are listed."""

    most: int = MOST_LISTED
    _listed: dict[tuple[str, str, str, str], list[Problem]] = field(default_factory=dict)
    _counts: dict[tuple[str, str, str, str], int] = field(default_factory=dict)

    def add(self, code: str, place: Place, **details: Any) -> None:
        """One problem."""
        key = (code, place.file, place.sheet, place.column)
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] <= self.most:
            self._listed.setdefault(key, []).append(problem(code, place, **details))

    def rows(
        self,
        code: str,
        ledger: Ledger,
        column: str,
        at: "np.ndarray",
        details: Callable[[int], Mapping[str, Any]] | None = None,
    ) -> None:
        """A problem for each row position in `at`; `details` of a position fill the message."""
        import numpy as np

        for number in np.unique(ledger.source[at]):
            here = at[ledger.source[at] == number]
            for position in here[: self.most]:
                self.add(code, ledger.place(int(position), column), **(details(int(position)) if details else {}))
            if len(here) > self.most:
                place = ledger.place(int(here[0]), column)
                self._counts[(code, place.file, place.sheet, place.column)] += len(here) - self.most

    def problems(self) -> tuple[Problem, ...]:
        """All of them, errors first, then by place; what is not listed singly follows its kind as a count."""
        found = []
        for key, listed in self._listed.items():
            found += listed
            if self._counts[key] > len(listed):
                code, file, sheet, column = key
                found.append(rest(code, Place(file, sheet, 0, column), self._counts[key] - len(listed)))
        return tuple(sorted(found, key=_order))


def _order(problem: Problem) -> tuple[bool, str, str, str, str, bool, int]:
    place = (problem.file, problem.sheet, problem.code, problem.column)
    return (problem.severity != ERROR, *place, is_rest(problem), problem.row)
