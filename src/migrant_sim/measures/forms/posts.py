"""Paid public posts added to those of 2020, under the rules of all posts: queue by need, pay, longest stay."""

from abc import ABC
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ...fields import param
from ...state import State, Streams
from ..base import Repeating, add, keep
from ..billing import Bill, Number


@dataclass(frozen=True, kw_only=True)
class AddedPosts(Repeating, ABC):
    """Posts by settlement; `INCREMENT` is the row that gives them where the user does not."""

    STEADY: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = ""

    posts: float | None = param(None, unit="share of labour", doc="posts added", low=0, high=1, source="setting")

    def act(self, state: State, streams: Streams) -> None:
        """Add posts, keep those of 2020 as far as `kept` says."""
        add(state.posts.added, state.settlements.labour_2020, self._share)
        keep(state.posts.kept, self.kept)

    def costs(self, bill: Bill) -> None:
        """Count this measure's part of the posts and of their pay, which the accounts have booked."""
        state, posts = bill.state, bill.state.posts
        filled = bill.counted(posts.filled)
        holders = bill.part(posts.filled, state.settlements.labour_2020, self._share, posts.capacity)
        self.pay(bill, bill.ratio(bill.note("post_pay") * holders, filled), holders)

    def pay(self, bill: Bill, yuan: Number, holders: Number) -> None:
        """Book a month's pay of this measure's holders."""
        bill.charge(yuan, holders / 12.0, holders)

    @cached_property
    def _share(self) -> float:
        """Posts added per head of the labour force."""
        return self.amount(self.posts, self.INCREMENT)
