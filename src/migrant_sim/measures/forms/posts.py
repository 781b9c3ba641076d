"""Paid public posts added to those of 2020, under the rules of all posts: queue by need, pay, longest stay."""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ...fields import param
from ...state import State, Streams
from ..base import Measure, add, counted, keep, part_of


@dataclass(frozen=True, kw_only=True)
class AddedPosts(Measure, ABC):
    """Posts by settlement; `INCREMENT` is the row that gives them where the user does not."""

    STEADY: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = ""

    posts: float | None = param(None, unit="share of labour", doc="posts added", low=0, high=1, source="setting")

    def act(self, state: State, streams: Streams) -> None:
        """Add posts, keep those of 2020 as far as `kept` says."""
        add(state.posts.added, state.settlements.labour_2020, self._share)
        keep(state.posts.kept, self.kept)

    def bill(self, state: State) -> None:
        """Count this measure's part of the posts and of their pay, which the accounts have booked."""
        posts = state.posts
        filled = counted(posts.filled)
        holders = part_of(posts.filled, state.settlements.labour_2020, self._share, posts.capacity)
        self.pay(state, state.notes["post_pay"] * holders / filled if filled else 0.0, holders)

    def pay(self, state: State, yuan: float, holders: float) -> None:
        """Book a month's pay of this measure's holders."""
        self.charge(state, yuan, holders / 12.0, holders, payee="")

    @cached_property
    def _share(self) -> float:
        """Posts added per head of the labour force."""
        return self.amount(self.posts, self.INCREMENT)
