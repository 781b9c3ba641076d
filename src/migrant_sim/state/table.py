"""Columnar storage: row i of a table is entity i for the whole run."""

from copy import copy
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Self

import numpy as np

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

    def open_month(self) -> None:
        """Put every monthly column back to its fill."""
        for name, fill in _monthly(type(self)):  # type: ignore[arg-type]  # mypy takes tables for unhashable
            getattr(self, name).fill(fill)

    def branched(self) -> Self:
        """An independent copy, column by column; columns that never change are shared."""
        twin = copy(self)
        for name in _changing(type(self)):  # type: ignore[arg-type]  # mypy takes tables for unhashable
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def __len__(self) -> int:
        return len(self.__dict__[next(iter(self.__dataclass_fields__))])


@cache
def _monthly(table: type[Table]) -> tuple[tuple[str, float], ...]:
    """(column, fill) of every monthly column."""
    return tuple((f.name, f.metadata["fill"]) for f in fields(table) if f.metadata["monthly"])


@cache
def _changing(table: type[Table]) -> tuple[str, ...]:
    """Columns that a run may change."""
    return tuple(f.name for f in fields(table) if not f.metadata["fixed"])


def _filled(value: Any, rows: int, dtype: str) -> np.ndarray:
    return np.array(np.broadcast_to(value, rows), dtype=dtype)
