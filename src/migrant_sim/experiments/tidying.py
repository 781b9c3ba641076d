"""One run's rows as an Arrow table: checked, in key order, labelled with their run."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa

from ..result import COST_COLUMNS, INDICATOR_COLUMNS

_TYPES = {
    **dict.fromkeys(("draw", "replication", "year"), pa.int32()),
    **dict.fromkeys(("value", "yuan", "people", "job_months"), pa.float64()),
}
SCHEMAS = {
    name: pa.schema([(column, _TYPES.get(column, pa.string())) for column in columns])
    for name, columns in (("indicators", INDICATOR_COLUMNS), ("costs", COST_COLUMNS))
}
_KEYS = {"indicators": ["period", "indicator", "group"], "costs": ["year", "measure", "clause", "fund"]}


class _Rows:
    """The key columns of a table, equal when their bytes are: runs of one scenario differ in their values alone."""

    def __init__(self, columns: dict[str, pa.Array]) -> None:
        self.columns = columns
        digest = blake2b(repr([(name, len(column), column.offset) for name, column in columns.items()]).encode())
        for column in columns.values():
            for buffer in column.buffers():
                digest.update(memoryview(buffer) if buffer is not None else b"\0")
        self._digest = digest.digest()

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and self._digest == other._digest


def tidy(
    name: str, frame: pd.DataFrame, arm: str, task: tuple[int, int], groups: Sequence[str] | None = None
) -> pa.Table:
    """One run's rows of table `name`, checked, in key order, with the columns that say which run it is.

    `groups` are the dimensions of indicators kept beside "all" and funds; None keeps every row. NaN becomes null and
    no zero is negative. Raises ValueError for wrong columns, a key that comes twice, an infinity.
    """
    schema, keys = SCHEMAS[name], _KEYS[name]
    if wrong := set(schema.names[3:]) ^ set(frame.columns):
        raise ValueError(f"{name} of a run have missing or unknown columns: {sorted(wrong)}")
    rows = _Rows({key: _column(frame[key], schema.field(key).type) for key in keys})
    order = _order(name, rows, None if groups is None else tuple(groups))
    columns = {"scenario": _repeated(arm, len(order), pa.string())}
    columns |= {key: _repeated(task[i], len(order), pa.int32()) for i, key in enumerate(("draw", "replication"))}
    for column in schema.names[3:]:
        if column in rows.columns:
            columns[column] = rows.columns[column].take(order)
        elif schema.field(column).type == pa.float64():
            columns[column] = _numbers(name, frame[column].to_numpy(float)[order.to_numpy()])
        else:
            columns[column] = _column(frame[column], schema.field(column).type).take(order)
    return pa.table([columns[column] for column in schema.names], schema=schema)


def _column(column: pd.Series, kind: pa.DataType) -> pa.Array:
    made = pa.array(column, kind, from_pandas=True)
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def _repeated(value: object, count: int, kind: pa.DataType) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), count)


def _numbers(name: str, values: np.ndarray) -> pa.Array:
    if np.isinf(values).any():
        raise ValueError(f"{name} of a run hold an infinite value")
    return pa.array(values + 0.0, pa.float64(), from_pandas=True)


@lru_cache(maxsize=16)
def _order(name: str, rows: _Rows, groups: tuple[str, ...] | None) -> pa.Array:
    """Places of the kept rows in key order."""
    keys = list(zip(*(column.to_pylist() for column in rows.columns.values()), strict=True))
    places = sorted(range(len(keys)), key=keys.__getitem__)
    for one, two in zip(places, places[1:], strict=False):
        if keys[one] == keys[two]:
            said = dict(zip(rows.columns, keys[one], strict=True))
            raise ValueError(f"{name} of a run hold a key twice: {said}")
    if groups is not None and "group" in rows.columns:
        at, wanted = list(rows.columns).index("group"), {"all", "fund", *groups}
        places = [place for place in places if keys[place][at].partition(":")[0] in wanted]
    return pa.array(places, pa.int64())
