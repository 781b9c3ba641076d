"""Columnar storage: row i of a table is entity i for the whole run."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Self

import numpy as np

from ..kernels.levers import Emptied

NONE = -1  # a foreign key that points nowhere


@dataclass(eq=False)
class Table:
    """Equal-length columns, changed in place. Rows never move, so a row number is a valid key."""

    @classmethod
    def create(cls, rows: int, **values: Any) -> Self:
        """A table of `rows` rows; columns not given hold their declared `fill`."""
        names = {f.name for f in fields(cls)}
        if unknown := set(values) - names:
            raise TypeError(f"{cls.__name__} has no column {sorted(unknown)}")
        return cls(
            **{f.name: _filled(values.get(f.name, f.metadata["fill"]), rows, f.metadata["dtype"]) for f in fields(cls)}
        )

    def monthly(self) -> Iterator[tuple[np.ndarray, float]]:
        """Every column that goes back to its fill when a month opens, and its fill."""
        monthly = (f for f in fields(self) if f.metadata["monthly"])
        return ((getattr(self, f.name), f.metadata["fill"]) for f in monthly)

    def changing(self) -> Iterator[np.ndarray]:
        """Columns that go from month to month: neither fixed nor monthly."""
        kept = (f for f in fields(self) if not f.metadata["monthly"] and not f.metadata["fixed"])
        return (getattr(self, f.name) for f in kept)

    def branched(self) -> Self:
        """An independent copy, column by column; columns that never change are shared."""
        twin = copy(self)
        for name in _changing(type(self)):  # type: ignore[arg-type]  # mypy takes tables for unhashable
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def __len__(self) -> int:
        return len(self.__dict__[next(iter(self.__dataclass_fields__))])


@cache
def _changing(table: type[Table]) -> tuple[str, ...]:
    """Columns that a run may change."""
    return tuple(f.name for f in fields(table) if not f.metadata["fixed"])


def gathered(tables: Iterable[Table]) -> tuple[np.ndarray, np.ndarray]:
    """Monthly columns of real numbers of these tables, one behind the other, and their fill, both (numbers,).

    The tables' columns are parts of the first from now on: the many short ones of places open with one copy.
    """
    monthly = [(table, f) for table in tables for f in fields(table) if _is_real(f) and f.metadata["monthly"]]
    columns = [getattr(table, f.name) for table, f in monthly]
    block, ends = np.concatenate([np.zeros(0), *columns]), np.cumsum([len(column) for column in columns], dtype=int)
    for (table, f), column, end in zip(monthly, columns, ends, strict=True):
        setattr(table, f.name, block[end - len(column) : end])
    fills = [np.full(len(column), float(f.metadata["fill"])) for (_, f), column in zip(monthly, columns, strict=True)]
    return block, np.concatenate([np.zeros(0), *fills])


def _is_real(f: Any) -> bool:
    return bool(np.dtype(f.metadata["dtype"]) == float)


# Where other monthly columns stand in `Emptied`, by type; all go back to zero.
_TYPES = tuple(map(np.dtype, ("f8", "f4", "i4", "i2", "i1")))


def by_type(columns: Iterable[tuple[np.ndarray, float]]) -> Emptied:
    """Monthly columns, as the kernel that empties them takes them.

    Raises ValueError for a column of a type, or with a fill, that it does not know.
    """
    found: tuple[list[np.ndarray], ...] = tuple([] for _ in _TYPES)
    for column, fill in columns:
        if fill != 0:
            raise ValueError(f"fill of a monthly column: {fill}; allowed: 0")
        found[_TYPES.index(column.dtype)].append(column)
    return Emptied(*map(tuple, found))


def _filled(value: Any, rows: int, dtype: str) -> np.ndarray:
    return np.array(np.broadcast_to(value, rows), dtype=dtype)
