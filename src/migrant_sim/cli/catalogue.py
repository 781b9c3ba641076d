"""`catalogue`: every clause of the policy texts and how it is treated."""

import json
from collections.abc import Mapping
from typing import Any

from ..errors import unknown_name
from .folders import named
from .request import Request

FILTERS = ("programme", "mechanism", "treatment")


def catalogue_verb(request: Request) -> int:
    """Print the clauses that the filters leave, as a table or as JSON; `page` prints docs/catalogue.md instead."""
    page = "page" in request.words
    words = tuple(word for word in request.words if word != "page")
    given = named(Request(verb="catalogue", words=words, language=request.language), (*FILTERS, "language"))
    _check(given)
    from ..catalogue import entries, table

    if page:
        from ..catalogue.page import markdown

        print(markdown("zh" if given.get("language") == "zh" else "en"), end="")
        return 0
    rows = [row for row in entries(request.language, request.config_dir) if _wanted(row, given)]
    print(json.dumps(rows, ensure_ascii=False, indent=2) if request.json else table(rows, request.language))
    return 0


def _check(given: Mapping[str, Any]) -> None:
    """Raise ConfigurationError for a filter that names nothing there is."""
    from ..published import PROGRAMMES, TREATMENTS, mechanisms

    known = {"programme": PROGRAMMES, "mechanism": [row.id for row in mechanisms()], "treatment": TREATMENTS}
    for key in FILTERS:
        for name in _names(given, key):
            if name not in known[key]:
                raise unknown_name(key, name, known[key])


def _wanted(row: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    held = {"programme": [row["programme"]], "mechanism": row["mechanisms"], "treatment": [row["treatment"]]}
    return all(set(names) & set(held[key]) for key in FILTERS if (names := _names(given, key)))


def _names(given: Mapping[str, Any], key: str) -> list[str]:
    value = given.get(key)
    if value is None:
        return []
    return [str(name) for name in (value if isinstance(value, list) else [value])]
