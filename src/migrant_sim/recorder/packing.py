"""What a recorder has read, as a value that json can write exactly, and back."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..state import State
from . import Page, Recorder
from .costs import Totals


def packed(record: Recorder) -> dict[str, Any]:
    """Everything but `incentive`, at the turn of a month."""
    twin = record.branched()
    base = None if twin._base is None else twin._base.tolist()
    return {
        "groups": list(twin.groups),
        "stable_months": twin.stable_months,
        "base": base,
        "income": list(twin.income.items()),
        "registered": list(twin.registered.items()),
        "host_pay": list(twin.host_pay.items()),
        "costs": [[*key, cost] for key, cost in twin.costs.items()],
        "pages": [[page.period, page.cells, page.values] for page in twin._pages],
        "months": twin._months,
        "turned": twin._turned,
    }


def unpacked(kept: Mapping[str, Any], incentive: Callable[[State], np.ndarray]) -> Recorder:
    """The recorder that `packed` was given; `incentive` as in `Recorder`. KeyError where something is missing."""
    record = Recorder(tuple(kept["groups"]), kept["stable_months"], incentive)
    record._base = None if kept["base"] is None else np.array(kept["base"])
    for name in ("income", "registered", "host_pay"):
        getattr(record, name).update({year: value for year, value in kept[name]})
    record._costs = Totals.of({(year, *owner): cost for year, *owner, cost in kept["costs"]})
    record._pages = [Page(period, tuple(map(tuple, cells)), values) for period, cells, values in kept["pages"]]
    record._months, record._turned = [list(month) for month in kept["months"]], kept["turned"]
    return record
