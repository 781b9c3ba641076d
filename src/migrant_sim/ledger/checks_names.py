"""Names of the people in the ledgers where no name belongs: in the texts that leave a check, such as a source."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .findings import Findings, Ledger
from .privacy import source_parts

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("name", "head")  # columns of names; an address says where, and may hold a county
SHORTEST_INSIDE, LONGEST = 3, 8  # letters of a name that is looked for inside words; shorter ones must stand apart
_HAN_RUN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]+")


def check_names(ledgers: Mapping[str, Ledger], findings: Findings) -> None:
    """Tell of every kept text that holds the name of somebody in any of the tables, and empty it."""
    import numpy as np
    import pandas as pd

    names = _names(ledgers)
    if names is None:
        return
    for ledger in ledgers.values():
        for entry in ledger.table.kept:
            if entry.kind == "text" and entry.id in ledger.raw:
                column = ledger.clean[entry.id]
                held = _holding([str(text) for text in column.dropna().unique()], names)
                if held:
                    ledger.named.update(held)
                    at = np.flatnonzero(column.isin(held).to_numpy(bool))
                    findings.rows("name_in_text", ledger, entry.id, at)
                    ledger.clean[entry.id] = column.mask(column.isin(held), pd.NA)


def _names(ledgers: Mapping[str, Ledger]) -> "pa.ChunkedArray | None":
    """All names of all tables; None where no table has any."""
    import pyarrow as pa

    columns = [
        pa.array(ledger.raw[entry.id].dropna(), pa.string())
        for ledger in ledgers.values()
        for entry in ledger.table.fields
        if entry.personal and entry.id in NAMES and entry.id in ledger.raw
    ]
    return pa.chunked_array(columns, pa.string()) if columns else None


def _holding(texts: list[str], names: "pa.ChunkedArray") -> list[str]:
    """The texts that hold one of the names."""
    import pyarrow as pa
    import pyarrow.compute as pc

    places = _places()
    pieces = [(text, piece) for text in texts if text not in places for piece in _pieces(text)]
    if not pieces:
        return []
    known = pc.is_in(pa.array([piece for _, piece in pieces], pa.string()), value_set=names).to_pylist()
    return list(dict.fromkeys(text for (text, _), held in zip(pieces, known, strict=True) if held))


def _pieces(text: str) -> Iterator[str]:
    """What of a text could be a whole name: its parts, and everything of three letters or more within Chinese words."""
    yield from source_parts(text)
    for run in _HAN_RUN.findall(text):
        for size in range(SHORTEST_INSIDE, min(LONGEST, len(run)) + 1):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _places() -> frozenset[str]:
    """Counties of the margins, with 县, 市 or 区 and without: nobody's name even if somebody is called so."""
    from ..population import published_margins

    counties = published_margins().counties
    return frozenset((*counties, *(county.rstrip("市县区") for county in counties)))
