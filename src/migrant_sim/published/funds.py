"""Names of the funds that pay for measures, as the texts use them, each with the key of the fund behind it."""

import csv
from collections.abc import Mapping
from typing import NamedTuple

from ..errors import unknown_name
from ..paths import folder


class Name(NamedTuple):
    """A name under which measures draw on the fund `key`; the key itself is one of them."""

    name: str
    key: str
    label_en: str
    label_zh: str


def _read() -> dict[str, Name]:
    with (folder("data") / "policy" / "funds.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: Name(*row) for row in list(csv.reader(file))[1:]}


NAMES: Mapping[str, Name] = _read()
GENERAL = "general budget"  # of the government of the place; it pays what is owed by right, and has no cap
KEYS = tuple(sorted({row.key for row in NAMES.values()} - {NAMES[GENERAL].key}))


def key_of(name: str) -> str:
    """The key of the fund behind a name.

    Raises ConfigurationError for a name that the table of funds does not list.
    """
    if name not in NAMES:
        raise unknown_name("fund", name, NAMES)
    return NAMES[name].key
