"""Public-welfare posts: a queue by need, a spell cap, an orderly exit back to the search for work.

Rangers of forest and grassland are posts like the others here: same queue, pay rule and cap.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.exits import Traces, follow
from ..kernels.posts import Count, Homes, People, Terms, allocate
from ..state import State, Streams
from .base import Process, line_of

BARRED_MONTHS = (
    12  # after the cap, so that an exit is one (assumption; the texts ask for an orderly exit and give no term)
)
EXITS = ("post_exits", "post_exits_to_work", "post_exits_without")


@dataclass(frozen=True, kw_only=True)
class Posts(Process):
    """Allocation, spells and exit of welfare posts; pay is set in the earnings."""

    exit_rate: float = param(
        unit="1/month", doc="chance to leave a post for good reasons", low=0, high=1, source="post_exit_monthly"
    )
    spell_cap: float = param(unit="months", doc="longest stay in a post", low=1, source="post_spell_cap")

    def step(self, state: State, streams: Streams) -> None:
        """Open this month's posts, let people leave, fill the rest by need.

        Need knows last month's monitoring (`households.watch`) and this month's work of the household.
        """
        posts = state.posts
        posts.capacity[:] = posts.stock * posts.kept + posts.added
        posts.places[:] = streams.rounded("post places", 0, state.settlements.key, posts.capacity)
        count = Count(posts.places, posts.filled, posts.waiting, total=np.zeros(2))
        allocate.run(
            state.view(People, state.persons),
            state.view(Homes, state.households),
            self._terms(state, streams),
            count,
            line_of(state),
        )
        state.notes["post_allocations"], state.notes["post_priority_broken"] = count.total.tolist()
        left = np.empty(len(EXITS))
        follow.run(state.view(Traces, state.persons), left)
        state.notes.update(zip(EXITS, left.tolist(), strict=True))

    def _terms(self, state: State, streams: Streams) -> Terms:
        return Terms(
            exit_rate=self.exit_rate,
            spell_cap=self.spell_cap,
            barred_months=BARRED_MONTHS,
            exit=streams.luck("post exit", state.month),
            order=streams.luck("post queue", state.month),
        )
