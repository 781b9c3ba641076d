"""Numbers of rows that could say who somebody is, replaced by running ones once everything has been compared."""

from collections.abc import Mapping

from .columns import matching
from .findings import Ledger

# Up to four letters and ten digits, perhaps in parts: H000171, S-12, 640303-07. All else could be a name or a number.
PLAIN = r"^[A-Za-z]{0,4}[-_]?[0-9]{1,10}([-_][0-9]{1,4}){0,2}$"
TELEPHONE = r"1[3-9][0-9][-_]?[0-9]{4}[-_]?[0-9]{4}"
KEPT = frozenset({"series"})  # ids of published figures are words of the schema


def replace_ids(ledgers: Mapping[str, Ledger]) -> None:
    """Put `*1`, `*2` … for ids in the clean tables that are not plain, the same for the same id in every table."""
    known: dict[str, dict[str, str]] = {}
    for name, ledger in ledgers.items():
        for entry in ledger.table.kept:
            if entry.kind == "id" and name not in KEPT:
                column = ledger.clean[entry.id]
                odd = column.notna().to_numpy(bool) & (~matching(column, PLAIN) | matching(column, TELEPHONE))
                if odd.any():
                    numbers = known.setdefault(entry.id, {})
                    for word in column[odd].unique():
                        numbers.setdefault(str(word), f"*{len(numbers) + 1}")
                    ledger.clean[entry.id] = column.mask(odd, column[odd].map(numbers).astype(column.dtype))
