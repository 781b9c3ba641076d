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
    cover_aid_added: Column = column(
        "f8", unit="share", doc="lever: the same for the poor and those with the allowance, on top", monthly=True
    )
    cover_reach: Column = column(
        "f8", unit="share", doc="lever: persons whom additional cover reaches, summed over measures", monthly=True
    )
    exclusion_cut: Column = column(
        "f8", unit="share", doc="lever: taken off the share that reviews of the allowance never let in", monthly=True
    )
    allowance_added: Column = column(
        "f8", unit="share of the line", doc="lever: added to the mean benefit over the line", monthly=True
    )
    hardship_reach: Column = column(
        "f8",
        unit="share",
        doc="lever: households below the line, never found by monitoring, that get the hardship allowance",
        monthly=True,
    )
    assistance_added: Column = column(
        "f8", unit="share", doc="lever: newly monitored households given temporary assistance in addition", monthly=True
    )
    missed_cut: Column = column(
        "f8", unit="share", doc="lever: part of the falls missed by monitoring that is found", monthly=True
    )
    lag_cut: Column = column("f8", unit="share", doc="lever: part of the time to a detection saved", monthly=True)
    credit_added: Column = column(
        "f8", unit="1/yr", doc="lever: chance of a first small loan added for households without one", monthly=True
    )
    interest_share: Column = column(
        "f8",
        unit="share",
        doc="lever: borrowers not registered as poor whose interest the government pays",
        monthly=True,
    )
    houses: Column = column(
        "f8",
        unit="houses/month",
        doc="lever: old houses at the origin whose demolition is due this month",
        monthly=True,
    )
