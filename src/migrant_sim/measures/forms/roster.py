"""Who is reached first: households in the order in which a measure admits them, the same in every month of a run.

A place more reaches one household more and nobody less. Instances of one instrument follow each other in one roster, so
nobody is counted twice.
"""

from collections.abc import Callable, Mapping

import numpy as np

from ...kernels.inequality import stable_order
from ...state import Activity, Group, Households, Specialty, State, Streams

Mask = Callable[[Households, State], np.ndarray]
# (households,) who may take part, as the run begins; nobody joins later, and who has no members is passed over.
ELIGIBLE: Mapping[str, Mask] = {
    "all": lambda homes, _: homes.present == 1,
    "labour": lambda homes, _: homes.labour > 0,
    "farming": lambda homes, _: (homes.land > 0) & (homes.leased == 0),
    "grain": lambda homes, state: (
        (homes.land > 0) & (homes.leased == 0) & (state.settlements.specialty == Specialty.GRAIN)[homes.settlement]
    ),
    "land": lambda homes, _: homes.land > 0,
    "farming_labour": lambda homes, _: (homes.land > 0) & (homes.leased == 0) & (homes.labour > 0),
    "herding": lambda homes, _: homes.herd > 0,
    "origin_land": lambda homes, _: homes.origin_land > 0,
    "pensioners": lambda homes, _: homes.pensioners > 0,
    "poor": lambda homes, _: homes.registered_poor == 1,
    "hukou_elsewhere_pensioners": lambda homes, _: (homes.pensioners > 0) & (homes.group != Group.POLICY),
    "key_villages": lambda homes, _: homes.list > 0,
    "flexible": lambda homes, state: _flexible(homes, state),
}


def _flexible(homes: Households, state: State) -> np.ndarray:
    """(households,) whether a member hard to place has casual work or a business of his own."""
    persons = state.persons
    works = (persons.activity == Activity.CASUAL) | (persons.activity == Activity.SELF_EMPLOYED)
    return np.bincount(persons.household[works & (persons.hard == 1)], minlength=len(homes)) > 0


def roster(state: State, streams: Streams, name: str, eligible: str, first: str = "") -> np.ndarray:
    """(k,) rows of the eligible households in the order of admission: those of the mask `first` before the others."""
    return state.decide(("roster", name), lambda: _ordered(state, streams, name, eligible, first))


def drawn_roster(state: State, name: str) -> np.ndarray:
    """The same, drawn before.

    Raises KeyError if it was not.
    """
    return state.decided["roster", name]


def _ordered(state: State, streams: Streams, name: str, eligible: str, first: str) -> np.ndarray:
    rows, keys = _eligible(state, eligible)
    order = rows[stable_order(streams.uniform(f"roster {name}", 0, keys))]
    if not first:
        return order
    ahead = ELIGIBLE[first](state.households, state)[order]
    return np.concatenate([order[ahead], order[~ahead]])


def _eligible(state: State, eligible: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows and keys of the households with members that may take part; found once for all rosters of a month."""
    homes, found = state.households, state.once("eligible", dict[tuple[str, int], tuple[np.ndarray, np.ndarray]])
    if (eligible, state.month) not in found:
        for past in [key for key in found if key[1] != state.month]:
            del found[past]
        rows = np.flatnonzero(ELIGIBLE[eligible](homes, state) & (homes.size > 0))
        found[eligible, state.month] = rows, homes.key[rows]
    return found[eligible, state.month]


def admitted(state: State, name: str, count: int, places: float) -> tuple[int, int]:
    """Where the next of an order of `count` begin and end: as many as there are places (rounded), after what other
    instances took.
    """
    taken = state.taken.get(name, 0.0)
    state.taken[name] = taken + places
    return min(int(taken + 0.5), count), min(int(taken + places + 0.5), count)
