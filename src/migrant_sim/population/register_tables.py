"""The clean tables of an imported region (`ledger import`), read back as arrays: codes of the model, -1 or NaN missing.

The folder is checked against the key in the region's configuration, so nobody runs on tables that were swapped.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import DataError
from ..published import region_folder
from ..state import Activity, Group

FILES = ("settlements", "households", "persons", "enterprises", "posts")
CODES: Mapping[str, Mapping[str, int]] = {
    "track": {"village": 0, "town": 1},
    "list": {"none": 0, "region": 1, "county": 2},
    "group": {"policy": Group.POLICY, "labour": Group.LABOUR, "self": Group.SELF_MOVED},
    "relation": {"head": 0, "spouse": 1, "other": 2},
    "sex": {"male": 0, "female": 1},
    "education": {"none": 0, "primary": 1, "junior": 2, "senior": 3, "tertiary": 4},
    "health": {"well": 0, "chronic": 1, "ill": 2, "disabled": 3},
    "activity": {
        "farm": Activity.FARM,
        "casual": Activity.CASUAL,
        "local": Activity.LOCAL,
        "county": Activity.LOCAL,
        "region": Activity.REGION,
        "outside": Activity.OUTSIDE,
        "self_employed": Activity.SELF_EMPLOYED,
        "post": Activity.POST,
        "training": Activity.SEARCHING,  # a course of before the start is over; who took it looks for work
        "student": Activity.SCHOOLING,
        "searching": Activity.SEARCHING,
        "none": Activity.INACTIVE,
    },
}
FLAGS = ("leased", "dibao", "registered_poor", "labour", "certificate")
WHOLE = ("household_id", "settlement_id", "birth", "county_number")
Columns = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Ledger:
    """The tables of one region by column; whole codes have -1 for missing, numbers NaN. Arrays are read-only.

    Households stand settlement by settlement and persons household by household; ids are row numbers.
    """

    settlements: Columns
    households: Columns
    persons: Columns
    enterprises: Columns
    posts: Columns
    about: Mapping[str, Any]

    @property
    def first(self) -> np.ndarray:
        """(households,) row of the first member."""
        return np.cumsum(self.size) - self.size

    @property
    def size(self) -> np.ndarray:
        """(households,) members listed."""
        return np.bincount(self.persons["household_id"], minlength=len(self.households["settlement_id"]))


def read_ledger(name: str, key: str) -> Ledger:
    """The tables of the region `name`, whose content must have the `key` of its configuration.

    Raises DataError when the folder is missing, damaged or another one.
    """
    return _ledger(region_folder(name), key)


def about(name: str) -> dict[str, Any]:
    """What `import.json` says of a region; DataError when it is not there."""
    return _about(region_folder(name))


def content_key(records: Mapping[str, str]) -> str:
    """The key of a folder from the sha256 of its files by name."""
    return sha256("\0".join(f"{name} {records[name]}" for name in sorted(records)).encode()).hexdigest()


def _about(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / "import.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise _broken(folder, str(error)) from error


@lru_cache(maxsize=2)
def _ledger(folder: Path, key: str) -> Ledger:
    import pyarrow.parquet as parquet

    told = _about(folder)
    records = told.get("files", {})
    if content_key(records) != key:
        raise _broken(folder, "its key is not that of the configuration")
    try:
        changed = [name for name in records if sha256((folder / name).read_bytes()).hexdigest() != records[name]]
    except OSError as error:
        raise _broken(folder, str(error)) from error
    if changed or not {f"{name}.parquet" for name in FILES} <= set(records):
        raise _broken(folder, f"{', '.join(changed) or 'a table'} has been changed or is missing")
    tables: dict[str, Columns] = {}
    for name in FILES:
        table = parquet.read_table(folder / f"{name}.parquet")
        tables[name] = {column: _array(column, table[column]) for column in table.column_names}
    return Ledger(**tables, about=told)


def _array(name: str, column: Any) -> np.ndarray:
    """One column as an array of the model's codes, whole numbers or numbers."""
    column = column.combine_chunks()
    if name in CODES and str(column.type).startswith("dictionary"):
        words = column.dictionary.to_pylist()
        codes = np.array([*(int(CODES[name].get(word, -1)) for word in words), -1], np.int8)
        found = codes[column.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)]
    elif str(column.type) == "bool":
        found = column.cast("int8").fill_null(-1).to_numpy(zero_copy_only=False)
    elif name in WHOLE:
        found = column.fill_null(-1).to_numpy(zero_copy_only=False)
    elif str(column.type).startswith(("dictionary", "string", "large_string")):
        found = np.array(column.to_pylist(), object)
    else:
        found = column.cast("float64").to_numpy(zero_copy_only=False)  # null becomes NaN
    found = np.ascontiguousarray(found)
    found.flags.writeable = False
    return found


def _broken(folder: Path, why: str) -> DataError:
    return DataError(
        f"The imported region in {folder} cannot be used: {why}. Import it again (ledger import … replace=true).",
        f"无法使用 {folder} 中导入的地区：{why}。请重新导入（ledger import … replace=true）。",
    )
