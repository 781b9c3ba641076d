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


# Where a monthly column stands in `Emptied`, by type and fill.
_TYPES = tuple(
    (np.dtype(name), fill) for name, fill in (("f8", 0), ("f8", 1), ("f4", 0), ("i4", 0), ("i2", 0), ("i1", 0))
)


def by_type(tables: Iterable[Table]) -> Emptied:
    """The monthly columns of tables, as the kernel that empties them takes them.

    Raises ValueError for a column of a type and fill that it does not know.
    """
    found: tuple[list[np.ndarray], ...] = tuple([] for _ in _TYPES)
    for table in tables:
        for column, fill in table.monthly():
            found[_TYPES.index((column.dtype, fill))].append(column)
    return Emptied(*map(tuple, found))


def _filled(value: Any, rows: int, dtype: str) -> np.ndarray:
    return np.array(np.broadcast_to(value, rows), dtype=dtype)
