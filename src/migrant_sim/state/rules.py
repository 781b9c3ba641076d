"""Levers of rules that hold for everybody: one row, so that they open and close like every other lever."""

from dataclasses import dataclass

import numpy as np

from ..fields import column
from .table import Table

Column = np.ndarray


@dataclass(eq=False)
class Rules(Table):
    """Rules of transfers, cover and credit that measures move, one row for the region."""

    cover_added: Column = column(
        "f8", unit="share", doc="lever: share of major medical bills reimbursed in addition", monthly=True
    )
    commuting_cut: Column = column(
        "f8", unit="share", doc="lever: share of the cost of travel to work that roads save", monthly=True
    )
    pension_added: Column = column(
        "f8", unit="yuan/month", doc="lever: pension added per person of 60 and older", monthly=True
    )
    houses: Column = column(
        "f8",
        unit="houses/month",
        doc="lever: old houses at the origin whose demolition is due this month",
        monthly=True,
    )
