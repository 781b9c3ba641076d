"""Grid staff (网格员): a few paid posts of the settlement's service grid, given to relocated people.

They are posts like all others here: the same queue by need, pay and longest stay. What the grid does for
administration has no channel.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import AddedPosts


@dataclass(frozen=True, kw_only=True)
class GridStaff(AddedPosts):
    """Posts of the grid, a tiny pool of jobs."""

    INCREMENT: ClassVar[str] = "increment_grid_posts"

    posts: float | None = like(AddedPosts, "posts", "increment_grid_posts")
