"""A state as plain arrays and plain values, and back, bit for bit; for the turn of a month, without pickle."""

from collections.abc import Hashable, Mapping
from dataclasses import fields
from typing import Any, get_type_hints

import numpy as np

from .state import TABLES, Economy, State

Arrays = dict[str, np.ndarray]


def packed(state: State) -> tuple[Arrays, dict[str, Any]]:
    """Columns, economy and what is decided as arrays by name; the rest as a value that json can write exactly.

    The state must stand at the turn of a month: levers, notes and tallies of a month are not kept.
    """
    arrays: Arrays = {}
    for table in fields(State)[:TABLES]:
        arrays |= {f"{table.name}.{name}": column for name, column in vars(getattr(state, table.name)).items()}
    arrays |= {f"economy.{f.name}": np.asarray(getattr(state.economy, f.name)) for f in fields(Economy)}
    arrays |= {f"decided.{number}": found for number, found in enumerate(state.decided.values())}
    rest = {
        "scale": state.scale,
        "month": state.month,
        "county_names": list(state.county_names),
        "decided": list(state.decided),
        "years": [[*key, yuan] for key, yuan in state.books.years.items()],
        "unmet": state.unmet,
    }
    return arrays, rest


def unpacked(arrays: Mapping[str, np.ndarray], rest: Mapping[str, Any]) -> State:
    """The state that `packed` was given; KeyError or TypeError where something is missing."""
    kinds = get_type_hints(State)
    tables = {
        table.name: kinds[table.name](
            **{f.name: arrays[f"{table.name}.{f.name}"] for f in fields(kinds[table.name])},
        )
        for table in fields(State)[:TABLES]
    }
    state = State(
        **tables,
        scale=rest["scale"],
        month=rest["month"],
        county_names=tuple(rest["county_names"]),
        economy=Economy(**{f.name: _plain(arrays[f"economy.{f.name}"]) for f in fields(Economy)}),
        decided={_key(key): arrays[f"decided.{number}"] for number, key in enumerate(rest["decided"])},
        unmet=dict(rest["unmet"]),
    )
    state.books.years.update({tuple(key): yuan for *key, yuan in rest["years"]})
    return state


def _plain(array: np.ndarray) -> Any:
    """Numbers and flags stand in arrays without a dimension."""
    return array.item() if array.ndim == 0 else array


def _key(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
