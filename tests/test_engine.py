"""The month's loop: who is in force when, and that levers raised once are those raised every month."""

from dataclasses import fields

import pytest

from migrant_sim import load_scenario
from migrant_sim.engine import Engine, due
from migrant_sim.measures import MEASURES
from migrant_sim.measures.base import FOR_GOOD
from migrant_sim.opening import opening
from migrant_sim.state import Streams

MONTHS = 16


@pytest.fixture(scope="module")
def written():
    return load_scenario("as_written", region="hongsibu", months=MONTHS, **{"population.scale": 0.01})


def windows(*spans):
    return [MEASURES["job_ledger"](start=start, stop=stop) for start, stop in spans]


def test_who_is_in_force_and_until_when():
    first, second, third = given = windows((24250, 24260), (24255, 24270), (24300, 24310))
    at = [due(given, month) for month in (24249, 24250, 24254, 24255, 24261, 24290)]
    assert [one.instruments for one in at] == [(), (first,), (first,), (first, second), (second,), ()]
    assert [(one.first, one.last) for one in at] == [
        *((0, 24249), (24250, 24254), (24250, 24254), (24255, 24260), (24261, 24270), (24271, 24299))
    ]
    assert due(given, 24311)[1:] == (24311, FOR_GOOD - 1, ()) and due((), 24300).last == FOR_GOOD - 1
    assert due(given, 24305).instruments == (third,)


def test_what_stays_when_its_window_has_closed_is_in_force_for_good():
    (posts,), crops = windows((24250, 24260)), MEASURES["specialty_crops"](start=24250, stop=24260)
    assert due((posts, crops), 24400).instruments == (crops,)


def columns(state):
    return {(type(table).__name__, f.name): getattr(table, f.name) for table in state.tables() for f in fields(table)}


def months(scenario, raised_once):
    """Columns and costs of every month, as bytes and values; with levers raised once or in every month."""
    engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
    for _ in range(MONTHS):
        if raised_once:
            engine.step()
        else:
            engine._run(engine.measures)
        yield {key: values.tobytes() for key, values in columns(engine.state).items()}, list(engine.state.costs)
        engine.advance()


def test_levers_raised_once_are_those_raised_every_month(written):
    once, every = list(months(written, True)), list(months(written, False))
    assert once == every
    assert any(costs for _, costs in once)


def test_another_set_of_measures_is_taken_at_once(written):
    engine = Engine(opening(written, 0).state, written, Streams(written.seed, 0))
    engine.run_until(written.start + 6)
    assert engine.state.settlements.training_places.any()
    engine.measures = ()
    engine.step()
    assert not engine.state.settlements.training_places.any() and not engine.state.costs
