"""Support taken together: the same yuan, bills and flows as one instance after the other."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from migrant_sim.engine import due, together
from migrant_sim.measures import MEASURES
from migrant_sim.measures.forms import Support, Supports
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Streams

START = 2021 * 12
TERMS = {"clause": "NX-01", "start": START, "places": 0.4, "ramp": 10.0, "net": 1200.0, "cost_per_place": 240.0}


@dataclass(frozen=True, kw_only=True)
class Aid(Support):
    """From the government, to households with land, the poor first."""

    FOR: ClassVar[str] = "land"
    FIRST: ClassVar[str] = "poor"
    LINE: ClassVar[str] = "transfer"
    PAYER: ClassVar[str] = "government"


@dataclass(frozen=True, kw_only=True)
class Harvest(Support):
    """By the mu, from September to October, with failures; whoever has a place is counted."""

    FOR: ClassVar[str] = "land"
    BASIS: ClassVar[str] = "origin_land"
    SEASON: ClassVar[tuple[int, int]] = (9, 10)
    WATCHES: ClassVar[bool] = True

    def reached(self, state, rows):
        state.notes[f"reached {self.clause}"] = float(len(rows))


INSTANCES = (
    Aid(**TERMS),
    Harvest(**TERMS | {"clause": "NX-05", "failure": 0.3, "if_failed": -0.5}),
    Aid(**TERMS | {"clause": "NX-02", "start": START + 3, "delay": 1.5, "capital": 500.0}),
    Aid(**TERMS | {"clause": "NX-03", "places": 0.0}),
    Harvest(**TERMS | {"clause": "NX-04", "stop": START + 8}),
)


@pytest.fixture(scope="module")
def begun():
    return opening(load_scenario("continuation", region="hongsibu", **{"population.scale": 0.004}), 0).state


def months(begun, steps, count=14):
    """The state of each month in which the steps alone have acted, as values."""
    state, streams = begun.branched(), Streams(1)
    for month in range(START, START + count):
        state.month = month
        state.open_month()
        in_force = due(steps, month).instruments
        for step in in_force:
            step.act(state, streams)
        for step in in_force:
            step.bill(state)
        lines = [getattr(state.households, line).tobytes() for line in ("operating", "transfer")]
        flows = {flow: yuan for flow, yuan in state.books.month.items() if yuan}
        watched = {note: count for note, count in state.notes.items() if note.startswith("reached")}
        yield lines, flows, list(state.costs), watched
        state.books.close_month(month // 12)


def test_together_they_do_what_they_do_one_by_one(begun):
    alone, all_in_one = (list(months(begun, steps)) for steps in (INSTANCES, [Supports(INSTANCES)]))
    assert alone == all_in_one
    assert all(yuan > 0 for _, flows, _, _ in all_in_one for yuan in flows.values())
    assert [len(costs) for _, _, costs, _ in all_in_one][:4] == [5, 5, 5, 6]


def test_who_watches_is_told_of_every_place(begun):
    told = [watched for _, _, _, watched in months(begun, [Supports(INSTANCES)])]
    assert [set(each) for each in told] == [{"reached NX-05", "reached NX-04"}] * 9 + [{"reached NX-05"}] * 5
    assert told[0]["reached NX-05"] < told[8]["reached NX-05"]


def test_the_second_instance_reaches_others_than_the_first(begun):
    one, other = (replace(INSTANCES[0], places=0.5, ramp=1.0, clause=clause) for clause in ("NX-01", "NX-02"))
    state = begun.branched()
    state.month = START
    state.open_month()
    Supports([one, other]).act(state, Streams(1))
    land = (state.households.land > 0) & (state.households.size > 0)
    assert np.array_equal(state.households.transfer > 0, land)
    assert len(set(state.households.transfer[land].tolist())) == 1


def test_a_step_of_all_support_stands_where_the_first_of_it_stood():
    crops, posts = MEASURES["specialty_crops"](), MEASURES["welfare_posts"]()
    steps = together([crops, INSTANCES[0], posts, INSTANCES[1]])
    assert steps[0] is crops and steps[2] is posts and steps[1].instances == INSTANCES[:2] and len(steps) == 3
    assert together([crops, posts]) == (crops, posts)
