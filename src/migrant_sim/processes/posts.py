"""Public-welfare posts: a queue by need, a spell cap, an orderly exit back to the search for work.

Rangers of forest and grassland are posts like the others here: same queue, pay rule and cap.
"""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..kernels.exits import Traces
from ..kernels.opening import Opened
from ..kernels.posts import Count, Homes, Month, People, Terms, month_of_posts
from ..state import State, Streams
from .base import Process, line_of

BARRED_MONTHS = (
    12  # after the cap, so that an exit is one (assumption; the texts ask for an orderly exit and give no term)
)
NOTES = (
    *("post_allocations", "post_priority_broken"),
    *("post_exits", "post_exits_to_work", "post_exits_without"),
)


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
        month = state.once("month of posts", lambda: _month(state))
        month_of_posts.run(month, self._terms(state, streams), streams.luck("post places", 0))
        state.notes.update(zip(NOTES, (*month.counts.total.tolist(), *month.exits.tolist()), strict=True))

    def _terms(self, state: State, streams: Streams) -> Terms:
        return Terms(
            exit_rate=self.exit_rate,
            spell_cap=self.spell_cap,
            barred_months=BARRED_MONTHS,
            exit=streams.luck("post exit", state.month),
            order=streams.luck("post queue", state.month),
        )


def _month(state: State) -> Month:
    """The columns of a month, which stay the same arrays, and room for its counts."""
    posts = state.posts
    return Month(
        people=state.view(People, state.persons),
        homes=state.view(Homes, state.households),
        opened=Opened(state.settlements.key, posts.stock, posts.kept, posts.added, posts.capacity, posts.places),
        counts=Count(posts.places, posts.filled, posts.waiting, total=np.zeros(2)),
        queue=line_of(state),
        traces=state.view(Traces, state.persons),
        exits=np.zeros(3),
    )
