"""Public-welfare posts: a queue by need, a spell cap, an orderly exit back to the search for work."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.matching import fill_places
from ..state import Activity, State, Streams
from .base import Process
from .moves import doing, move

BARRED_MONTHS = (
    12  # after the cap, so that an exit is one (assumption; the texts ask for an orderly exit and give no term)
)
LAST_CLASS = 2  # need classes: 0 zero-employment household or disabled, 1 hard to place; others are not eligible


@dataclass(frozen=True, kw_only=True)
class Posts(Process):
    """Allocation, spells and exit of welfare posts; pay is set in the earnings."""

    exit_rate: float = param(
        unit="1/month", doc="chance to leave a post for good reasons", low=0, high=1, source="post_exit_monthly"
    )
    spell_cap: float = param(unit="months", doc="longest stay in a post", low=1, source="post_spell_cap")

    def step(self, state: State, streams: Streams) -> None:
        """Open this month's posts, let people leave, fill the rest by need."""
        posts = state.posts
        posts.capacity[:] = posts.stock * posts.kept + posts.added
        posts.places[:] = streams.rounded("post places", 0, state.settlements.key, posts.capacity)
        np.maximum(state.persons.barred - 1, 0, out=state.persons.barred)
        self._leave(state, streams)
        self._fill(state, streams)
        posts.filled[:] = self._filled(state)

    def _filled(self, state: State) -> np.ndarray:
        rows = doing(state, Activity.POST)
        return np.bincount(state.persons.settlement[rows], minlength=len(state.posts))

    def _leave(self, state: State, streams: Streams) -> None:
        """Exits by chance, by the cap, and of the newest holders where posts were cut."""
        persons = state.persons
        rows = doing(state, Activity.POST)
        u = streams.uniform("post exit", state.month, persons.key[rows])
        capped = persons.tenure[rows] >= self.spell_cap
        persons.barred[rows[capped]] = BARRED_MONTHS
        leaves = (u < self.exit_rate) | capped
        rows, out = rows[~leaves], rows[leaves]
        stay = np.zeros(len(rows), np.bool_)
        longest_first = np.lexsort((persons.key[rows], -persons.tenure[rows]))
        fill_places(longest_first, persons.settlement[rows], state.posts.places.astype(np.int64), stay)
        move(state, np.concatenate([out, rows[~stay]]), Activity.SEARCHING)

    def _fill(self, state: State, streams: Streams) -> None:
        """Serve eligible seekers by need class, keyed draw within; who began to search this month has to wait."""
        persons, posts = state.persons, state.posts
        rows = doing(state, Activity.SEARCHING)
        rows = rows[(persons.tenure[rows] > 0) & (persons.barred[rows] == 0)]
        need = self._need(state, rows)
        rows, need = rows[need < LAST_CLASS], need[need < LAST_CLASS]
        u = streams.uniform("post queue", state.month, persons.key[rows])
        given = np.zeros(len(rows), np.bool_)
        home = persons.settlement[rows]
        fill_places(np.lexsort((u, need)), home, (posts.places - self._filled(state)).astype(np.int64), given)
        move(state, rows[given], Activity.POST)
        posts.waiting[:] = np.bincount(home[~given], minlength=len(posts))
        self._audit(state, need, given, home)

    @staticmethod
    def _need(state: State, rows: np.ndarray) -> np.ndarray:
        """(n,) need class: 0 zero-employment household or disabled, 1 hard to place, 2 the rest."""
        persons, households = state.persons, state.households
        working = persons.household[persons.activity <= Activity.POST]
        employed = np.bincount(working, minlength=len(households))
        first = (employed[persons.household[rows]] == 0) | (persons.health[rows] == 3)
        return np.where(first, 0, np.where(persons.hard[rows] == 1, 1, LAST_CLASS))

    @staticmethod
    def _audit(state: State, need: np.ndarray, given: np.ndarray, home: np.ndarray) -> None:
        """Count allocations, and those made while an applicant with a prior claim in the settlement went without."""
        passed_over = np.bincount(home[~given & (need == 0)], minlength=len(state.posts)) > 0
        broken = given & (need > 0) & passed_over[home]
        state.notes["post_allocations"] = float(given.sum())
        state.notes["post_priority_broken"] = float(broken.sum())
