"""What a recorder has read, as a value that json can write exactly, and back."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

import numpy as np

from . import Page, Recorder
from .closing import Closing, Homes
from .costs import Totals
from .year import Incentive


def packed(record: Recorder) -> dict[str, Any]:
    """Everything but `incentive`, at the turn of a month."""
    twin = record.branched()
    base = None if twin._base is None else twin._base.tolist()
    return {
        "groups": [*twin.groups, *twin.closing.asked],
        "stable_months": twin.stable_months,
        "base": base,
        "income": list(twin.income.items()),
        "registered": list(twin.registered.items()),
        "host_pay": list(twin.host_pay.items()),
        "costs": [[*key, cost] for key, cost in twin.costs.items()],
        "pages": [[page.period, page.cells, page.values] for page in twin._pages],
        "months": twin._months,
        "turned": twin._turned,
        "closing": _packed(twin.closing),
    }


def unpacked(kept: Mapping[str, Any], incentive: Incentive) -> Recorder:
    """The recorder that `packed` was given; `incentive` as in `Recorder`. KeyError where something is missing."""
    record = Recorder(tuple(kept["groups"]), kept["stable_months"], incentive)
    record._base = None if kept["base"] is None else np.array(kept["base"])
    for name in ("income", "registered", "host_pay"):
        getattr(record, name).update({year: value for year, value in kept[name]})
    record._costs = Totals.of({(year, *owner): cost for year, *owner, cost in kept["costs"]})
    record._pages = [Page(period, tuple(map(tuple, cells)), values) for period, cells, values in kept["pages"]]
    record._months, record._turned = [list(month) for month in kept["months"]], kept["turned"]
    _unpack(record.closing, kept["closing"])
    return record


def _packed(closing: Closing) -> dict[str, Any]:
    """What was read in the last December; long arrays as text of their bytes."""
    return {
        "begun": None if closing.begun is None else _text(closing.begun),
        "year": closing.year,
        "cells": closing.cells,
        "values": closing.values,
        "homes": closing.homes and [_text(column) for column in closing.homes],
    }


def _unpack(closing: Closing, kept: Mapping[str, Any]) -> None:
    closing.begun = None if kept["begun"] is None else np.frombuffer(b64decode(kept["begun"]), np.int8)
    closing.year, closing.values = kept["year"], kept["values"]
    closing.cells = tuple((name, group) for name, group in kept["cells"])
    closing.homes = kept["homes"] and Homes(*(np.frombuffer(b64decode(column)) for column in kept["homes"]))


def _text(array: np.ndarray) -> str:
    return b64encode(array.tobytes()).decode()
