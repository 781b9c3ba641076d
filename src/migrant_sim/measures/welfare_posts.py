"""Public-welfare posts (公益性岗位): posts added to those of 2020, under the rules of all posts."""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import AddedPosts


@dataclass(frozen=True, kw_only=True)
class WelfarePosts(AddedPosts):
    """Posts paid by the employment funds at the rule for rural posts."""

    INCREMENT: ClassVar[str] = "increment_post_places"

    posts: float | None = like(AddedPosts, "posts", "increment_post_places")
