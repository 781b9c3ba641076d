"""Public-welfare posts (公益性岗位): posts added to those of 2020, under the rules of all posts."""

from dataclasses import dataclass

import numpy as np

from ..fields import param
from ..state import State
from .base import Measure, part_of


@dataclass(frozen=True, kw_only=True)
class WelfarePosts(Measure):
    """Posts paid by the employment funds at the rule for rural posts."""

    posts: float | None = param(
        None, unit="share of labour", doc="posts added", low=0, high=1, source="increment_post_places"
    )

    def act(self, state: State) -> None:
        """Add posts, keep those of 2020 as far as `kept` says."""
        state.posts.added += self._posts(state)
        state.posts.kept *= self.kept

    def bill(self, state: State) -> None:
        """Count this measure's part of the posts and of their pay, which the accounts have booked."""
        posts = state.posts
        filled = float(posts.filled.sum())
        holders = part_of(posts.filled, self._posts(state), posts.capacity)
        pay = state.notes["post_pay"] * holders / filled if filled else 0.0
        self.charge(state, pay, holders / 12.0, holders, payee="")

    def _posts(self, state: State) -> np.ndarray:
        """(settlements,) posts added, at simulated scale."""
        return state.settlements.labour_2020 * self.amount(self.posts, "increment_post_places")
