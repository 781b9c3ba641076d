"""Livestock (养殖): heads for families that farm, on debt in part; and herds that have to leave the yards."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from ..fields import param
from ..kernels.support import Herding, give_up, take_up
from ..state import State, Streams
from .billing import Bill
from .forms import Enrolment, admitted, roster

YARDS = "livestock yards"  # roster of the herds that have to move


@dataclass(frozen=True, kw_only=True)
class Livestock(Enrolment):
    """A family that takes part sells some heads a year more: prices, the slump of 2024, hands, interest meet them.

    Herds in yards have to move to parks (NX-09); a part of each is given up, which costs those who kept it.
    """

    LASTING: ClassVar[bool] = True
    INCREMENT: ClassVar[str] = "increment_livestock_households"
    FOR: ClassVar[str] = "farming"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"

    places: float | None = param(
        None,
        unit="share of farming households",
        doc="households that take up heads in the end",
        low=0,
        high=1,
        source="increment_livestock_households",
    )
    moved: float | None = param(
        None,
        unit="share of herding households",
        doc="herds moved out of yards in the end",
        low=0,
        high=1,
        source="increment_herds_moved",
    )
    given_up: float = param(
        unit="share", doc="part of a herd given up when it leaves the yard", low=0, high=1, source="yard_herd_given_up"
    )
    heads: float = param(
        unit="head/yr", doc="heads sold a year by a family that takes part", low=0, source="livestock_heads"
    )
    borrowed: float = param(
        unit="share", doc="heads taken up on debt", low=0, high=1, source="livestock_borrowed_share"
    )
    loan_per_head: float = param(unit="yuan/head", doc="loan per head sold a year", low=0, source="herd_loan_per_head")
    calf_grant: float = param(
        unit="yuan/head", doc="grant per head and year, paid to the family", low=0, source="farm_beef_calf_subsidy"
    )
    stall_cost: float = param(
        unit="yuan/head", doc="public cost of a place in a park", low=0, source="livestock_stall_cost"
    )

    def in_force(self, month: int) -> bool:
        """From the start on: herds stay when the window has closed; the grant ends with it."""
        return month >= self.start

    def act(self, state: State, streams: Streams) -> None:
        """Add the heads of those who take part; take those of herds that had to leave the yards."""
        super().act(state, streams)
        if (share := self._moved(state.month)) > 0.0:
            order = roster(state, streams, YARDS, "herding")
            count = len(order)
            first, last = admitted(state, YARDS, count, share * count)
            moved = give_up.run(order, first, last, state.view(Herding, state.households), self.given_up)
            newly = min(int((share - self._moved(state.month - 1)) * count + 0.5), last - first)
            stalled = float(state.households.herd[order[last - newly : last]].sum()) if newly else 0.0
            self.note(state, stalled=stalled * (1.0 - self.given_up), moved=moved)

    def serve(self, state: State, streams: Streams, rows: np.ndarray) -> float:
        """Add heads and the loan on them, and pay the grant."""
        homes, granted = state.view(Herding, state.households), state.month <= self.stop
        grant = self.paid(state, self.heads * self.calf_grant * state.economy.index / 12.0) if granted else 0.0
        paid, people = take_up.run(rows, homes, self.heads, self._debt, grant)
        if granted:
            self.book(state, paid)
            self.note(state, paid=paid)
        return people

    def costs(self, bill: Bill) -> None:
        """The grant, which is booked already, and stalls for the heads that came in or out of a yard this month."""
        heads = bill.noted("newly") * self.heads + bill.noted("stalled")
        stalls = heads * self.stall_cost * bill.index
        bill.charge(bill.noted("paid"), bill.noted("people") / 12.0)
        bill.charge(stalls, bill.noted("moved") / 12.0, payee="enterprises", invested=stalls)

    @cached_property
    def _debt(self) -> float:
        """Yuan borrowed by a family that takes part."""
        return self.heads * self.borrowed * self.loan_per_head

    def _moved(self, month: int) -> float:
        """Share of the herds in yards that have had to move."""
        return min(self._herds * self.opened(month), 1.0)

    @cached_property
    def _herds(self) -> float:
        """Share of the herds in yards that have to move in the end."""
        return self.amount(self.moved, "increment_herds_moved")
