"""Whether a peer did the month: what must have happened, from the people it began with."""

import numpy as np

from migrant_sim.state import LAST_WORK, Activity

from .world import Tally, World


def faults(world: World, tally: Tally, months: int) -> list[str]:
    """What lies outside plausible bounds, in words; empty for a peer that did its work."""
    rates, counts = world.rates, np.bincount(world.activity, minlength=12)
    work = counts[: LAST_WORK + 1].sum()
    leaving = float((counts * np.array(rates.separation)).sum()) * months
    pay = np.array(rates.wage) * np.array(rates.at_work)
    skill = np.bincount(world.activity, weights=world.skill, minlength=12)
    yuan = months * float((skill * pay)[: Activity.POST].sum() + counts[Activity.POST] * pay[Activity.POST])
    expected = {
        "separated": (leaving, 0.2),
        "hired": (counts[Activity.LOCAL] * rates.separation[Activity.LOCAL] * months, 0.5),
        "found": (leaving, 0.5),
        "posted": (counts[Activity.POST] * rates.post_exit * months, 0.8),
        "enrolled": (float(world.course_places.sum()) * months, 0.3),
        "employed": (float(work), 0.12),
        "yuan": (yuan, 0.3),
    }
    return [
        f"{name} {getattr(tally, name):,.0f}, expected about {value:,.0f}"
        for name, (value, tolerance) in expected.items()
        if abs(getattr(tally, name) - value) > tolerance * value + 5.0 * value**0.5
    ]
