"""One run's rows as an Arrow table: checked, in key order, labelled with their run."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

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
RUN = ("scenario", "draw", "replication")  # the columns that say which run a row belongs to
_KEYS = {"indicators": ["period", "indicator", "group"], "costs": ["year", "measure", "clause", "fund"]}


class _Texts:
    """The text columns of a table, equal when their bytes are: runs of one scenario differ in their numbers alone."""

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
        return isinstance(other, _Texts) and self._digest == other._digest


class _Layout(NamedTuple):
    """Places of the kept rows in key order, and the text columns in that order."""

    places: np.ndarray
    columns: dict[str, pa.Array]


def tidy(
    name: str, frame: pd.DataFrame, arm: str, task: tuple[int, int], groups: Sequence[str] | None = None
) -> pa.Table:
    """One run's rows of table `name`, checked, in key order, with the columns that say which run it is.

    `groups` are the dimensions of indicators kept beside "all" and funds; None keeps every row. NaN becomes null and
    no zero is negative. Raises ValueError for wrong columns, a key that comes twice, an infinity.
    """
    return coded(name, frame, arm, task, groups).cast(SCHEMAS[name])


def coded(
    name: str, frame: pd.DataFrame, arm: str, task: tuple[int, int], groups: Sequence[str] | None = None
) -> pa.Table:
    """What `tidy` gives, with texts as codes of a dictionary: half as many bytes between processes."""
    schema = SCHEMAS[name]
    own = schema.names[len(RUN) :]
    if wrong := set(own) ^ set(frame.columns):
        raise ValueError(f"{name} of a run have missing or unknown columns: {sorted(wrong)}")
    texts = _Texts({column: _texts(frame[column]) for column in own if schema.field(column).type == pa.string()})
    years = tuple(frame["year"].tolist()) if "year" in own else ()
    layout = _layout(name, texts, years, None if groups is None else tuple(groups))
    count = len(layout.places)
    columns = {"scenario": pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), [arm])}
    columns |= {key: pa.repeat(pa.scalar(task[i], pa.int32()), count) for i, key in enumerate(RUN[1:])}
    columns |= layout.columns
    for column in own:
        if column not in columns:
            columns[column] = _numbers(name, frame[column].to_numpy(float)[layout.places])
    return pa.table([columns[column] for column in schema.names], schema=_coded(schema))


def _coded(schema: pa.Schema) -> pa.Schema:
    code = pa.dictionary(pa.int32(), pa.string())
    return pa.schema([field.with_type(code) if field.type == pa.string() else field for field in schema])


def _texts(column: pd.Series) -> pa.Array:
    made = pa.array(column, from_pandas=True)
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def _numbers(name: str, values: np.ndarray) -> pa.Array:
    if np.isinf(values).any():
        raise ValueError(f"{name} of a run hold an infinite value")
    return pa.array(values + 0.0, pa.float64(), from_pandas=True)


@lru_cache(maxsize=16)
def _layout(name: str, texts: _Texts, years: tuple[int, ...], groups: tuple[str, ...] | None) -> _Layout:
    columns = {column: values.cast(pa.string()) for column, values in texts.columns.items()}
    columns |= {"year": pa.array(years, pa.int32())} if "year" in _KEYS[name] else {}
    keys = list(zip(*(columns[key].to_pylist() for key in _KEYS[name]), strict=True))
    places = sorted(range(len(keys)), key=keys.__getitem__)
    for one, two in zip(places, places[1:], strict=False):
        if keys[one] == keys[two]:
            said = dict(zip(_KEYS[name], keys[one], strict=True))
            raise ValueError(f"{name} of a run hold a key twice: {said}")
    if groups is not None and "group" in columns:
        at, wanted = _KEYS[name].index("group"), {"all", "fund", *groups}
        places = [place for place in places if keys[place][at].partition(":")[0] in wanted]
    order = np.array(places, np.int64)
    kept = {column: values.take(pa.array(order)) for column, values in columns.items()}
    return _Layout(
        order, {column: values if column == "year" else values.dictionary_encode() for column, values in kept.items()}
    )
