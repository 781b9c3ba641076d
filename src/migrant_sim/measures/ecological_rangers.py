"""Ecological rangers (生态护林员): paid forest posts near the settlement.

Rangers are not told apart from other posts: the same queue by need, longest stay and pay by the rule of rural posts.
Forestry funds bear the central norm of a ranger; what the rule pays beyond it falls on another fund.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from ..fields import like, param
from ..state import State
from .billing import AtOnce, Bill, Number, number
from .forms import AddedPosts


@dataclass(frozen=True, kw_only=True)
class EcologicalRangers(AddedPosts):
    """Posts paid from forestry funds up to the norm."""

    INCREMENT: ClassVar[str] = "increment_ranger_posts"

    posts: float | None = like(AddedPosts, "posts", "increment_ranger_posts")
    norm: float = param(
        unit="yuan/person/yr", doc="pay of a ranger that the fund bears at most", low=0, source="ranger_pay_norm"
    )
    other_fund: str = param("employment funds", unit="-", doc="fund that pays what exceeds the norm", source="setting")

    def bill(self, state: State) -> None:
        """Book at once: in some months there is no second line."""
        self.costs(AtOnce(self, state))

    def pay(self, bill: Bill, yuan: Number, holders: Number) -> None:
        """Book pay up to the norm on the fund, the rest on the other one; people count once."""
        borne = bill.least(yuan, holders * self.norm / 12.0)
        super().pay(bill, borne, holders)
        if (rest := number(yuan) - number(borne)) > 0.0:
            replace(self, fund=self.other_fund).charge(bill.state, rest, 0.0, 0.0, payee="")
