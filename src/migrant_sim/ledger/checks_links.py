"""One table against another: members, households, settlements, jobs, enterprises; and rows that are repeated."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .columns import among
from .findings import Details, Findings, Ledger
from .privacy import looks_personal

if TYPE_CHECKING:
    import pandas as pd

# (table, column that points, table pointed at, its key, kind of problem)
LINKS = (
    ("persons", "household_id", "households", "household_id", "unknown_household"),
    ("households", "settlement_id", "settlements", "settlement_id", "unknown_settlement"),
    ("posts", "settlement_id", "settlements", "settlement_id", "unknown_settlement"),
    ("persons", "enterprise_id", "enterprises", "enterprise_id", "unknown_enterprise"),
)
# (table, key, table that should point at it, its column, kind of problem)
EMPTY = (
    ("households", "household_id", "persons", "household_id", "empty_household"),
    ("settlements", "settlement_id", "households", "settlement_id", "empty_settlement"),
)
_NEAREST_AMONG = 20_000
MOST_NEAREST = 20  # rows of one link for which the nearest number is looked up: each takes a tenth of a second


def check_links(ledgers: Mapping[str, Ledger], findings: Findings) -> None:
    """Everything between tables; a link to a table that was not given is not checked."""
    import numpy as np

    for table, column, other, key, code in LINKS:
        if table in ledgers and other in ledgers:
            values, known = ledgers[table].clean[column], ledgers[other].clean[key]
            at = np.flatnonzero(values.notna().to_numpy(bool) & ~among(values, known))
            findings.rows(code, ledgers[table], column, at, _nearest(values, known))
    for table, key, other, column, code in EMPTY:
        if table in ledgers and other in ledgers:
            values = ledgers[table].clean[key]
            pointed = ledgers[other].clean[column]
            findings.rows(
                code, ledgers[table], key, np.flatnonzero(values.notna().to_numpy(bool) & ~among(values, pointed))
            )
    if "households" in ledgers and "persons" in ledgers:
        _check_sizes(ledgers["households"], ledgers["persons"], findings)


def _nearest(values: "pd.Series", known: "pd.Series") -> Details:
    """Details of a number that is not known: the nearest one, unless there are too many or it is somebody's."""
    there: list[str] = []
    left = [MOST_NEAREST]

    def details(i: int) -> Mapping[str, str]:
        left[0] -= 1
        if left[0] < 0:
            return {"near": "", "near_en": ""}
        value = str(values.iloc[i])
        if not there and len(known) <= _NEAREST_AMONG:
            there.extend(str(one) for one in known.dropna().unique())
        near = get_close_matches(value, there, n=1, cutoff=0.8)
        if not near or looks_personal(near[0]):
            return {"near": "", "near_en": ""}
        return {"near": f"（是否为 {near[0]}？）", "near_en": f" (did you mean {near[0]}?)"}

    return details


def _check_sizes(households: Ledger, persons: Ledger, findings: Findings) -> None:
    import numpy as np

    counted = persons.clean["household_id"].value_counts()
    listed = households.clean["household_id"].map(counted).astype("Float64").to_numpy(float, na_value=np.nan)
    declared = households.clean["size"].to_numpy(float, na_value=np.nan)
    at = np.flatnonzero(~np.isnan(listed) & ~np.isnan(declared) & (listed != declared))
    findings.rows("size_differs", households, "size", at, lambda i: {"counted": int(listed[i])})


def check_repeats(ledger: Ledger, findings: Findings) -> None:
    """Rows that are the same in every cell, of a table without a number of its own for each row."""
    import numpy as np
    import pandas as pd

    if ledger.table.key is not None or not len(ledger.raw):
        return
    if "id_number" in ledger.raw and ledger.raw["id_number"].notna().all():
        return
    keys = pd.util.hash_pandas_object(ledger.raw, index=False)
    again = keys.duplicated().to_numpy(bool)
    if "id_number" in ledger.raw:
        again = again & ledger.raw["id_number"].isna().to_numpy(bool)
    if again.any():
        first = keys.drop_duplicates()
        places = dict(zip(first, first.index, strict=True))
        column, at = ledger.table.fields[0].id, np.flatnonzero(again)
        findings.rows("duplicate_row", ledger, column, at, lambda i: ledger.first_at(places[keys[i]], i))
