"""Bills written at once and bills recorded: one text of costs, the same lines to the bit."""

from dataclasses import dataclass

import pytest

from migrant_sim.engine import Engine
from migrant_sim.measures import MEASURES, Repeating
from migrant_sim.measures.billing import AtOnce, Bills
from migrant_sim.months import month_number
from migrant_sim.opening import opening
from migrant_sim.state import Streams

START = month_number("2021-03")
MONTHS = 24


def repeats(measure):
    """Whether a class of instruments repeats its bill."""
    return issubclass(measure, Repeating) and measure.repeats()


repeating = pytest.mark.parametrize("name", sorted(name for name, measure in MEASURES.items() if repeats(measure)))


def billed(scenario, recorded):
    """Costs and books of every month, recorded or written at once."""
    engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
    while engine.state.month < month_number("2021-01"):
        engine.step()
        engine.advance()
    for _ in range(MONTHS):
        if recorded:
            engine.step()
        else:
            engine._run(engine.measures)
        yield list(engine.state.costs), engine.state.books.month
        engine.advance()


@repeating
def test_every_instrument_costs_the_same_recorded_and_at_once(name, with_measure):
    scenario = with_measure(name, start="2021-03", stop="2022-10", multiplier=3.0)
    recorded, at_once = list(billed(scenario, True)), list(billed(scenario, False))
    assert recorded == at_once
    assert not recorded[0][0] and any(cost.yuan for costs, *_ in recorded for cost in costs)


@dataclass(frozen=True, kw_only=True)
class Arithmetic(Repeating):
    """An instrument whose costs need every kind of step."""

    def act(self, state, streams):
        """Nothing."""

    def costs(self, bill):
        """One line for each kind of step, and one for many."""
        pools = bill.state.enterprises
        hired, people = bill.work_at(pools.stock, 0.5)
        month, path = bill.by_month(lambda month: month - START), bill.path(START, (7.0, 8.0, 9.0))
        held = bill.counted(bill.state.posts.filled)
        for number in (
            *(hired + 1.0, 1.0 + people, people - 2.0, 2.0 - people, people * 3.0, people / 4.0, 5.0 / bill.index),
            *(bill.ratio(held, people), bill.ratio(people, 0.0), bill.least(people, 11.0), bill.note("noted")),
            *(month, path, bill.between(START + 1, START + 1, 6.0), bill.lever("cover_added"), bill.noted("own")),
            bill.share("cover_added", 0.5),
        ):
            bill.charge(number, number * month, path, payee="banks", invested=number)
        bill.charge(bill.known(lambda state: float(state.month)))


@pytest.fixture
def state(continuation):
    """A state with work and posts in March 2021."""
    state = opening(continuation, 0).state
    state.month, state.enterprises.stock[:] = START, 2.0
    return state


def lines(state, bill):
    """What a bill of the open month books and lists."""
    state.costs.clear()
    state.books.clear_month()
    bill()
    return list(state.costs), state.books.month


def test_every_kind_of_step_gives_what_it_gives_at_once(state):
    measure, bills = Arithmetic(clause="NX-01"), Bills()
    bills.turn([measure])
    found = []
    for number, month in enumerate(range(START - 1, START + 13)):  # beyond the paths, and into another year
        state.month = month
        state.enterprises.migrants[:] = number + 1
        state.enterprises.capacity[:] = 4.0 + number
        state.posts.filled[:] = number
        state.rules.cover_added[:] = 0.25 * number
        state.notes |= {"noted": 3.5 * number, measure.own("own"): 1.5}
        recorded = lines(state, lambda: bills.bill(state))
        assert recorded == lines(state, lambda: measure.costs(AtOnce(measure, state)))
        found.append([cost.yuan for cost in recorded[0]])
    assert all(len(set(numbers)) > 1 for numbers in list(zip(*found, strict=True))[:5])


def test_those_who_come_are_added_and_those_who_leave_are_left_out(state):
    first, second = (Arithmetic(clause=clause) for clause in ("NX-01", "NX-02"))
    bills = Bills()
    for measures in ([first], [first, second], [second], [second, first], []):
        bills.turn(measures)
        recorded = lines(state, lambda: bills.bill(state))
        assert recorded == lines(state, lambda measures=measures: [one.bill(state) for one in measures])


def test_an_amount_that_is_not_known_yet_answers_no_question(state):
    @dataclass(frozen=True, kw_only=True)
    class Asking(Arithmetic):
        def costs(self, bill):
            bill.charge(1.0 if bill.index else 2.0)

    bills = Bills()
    bills.turn([Asking()])
    with pytest.raises(TypeError, match="known only when its month is billed"):
        bills.bill(state)


@dataclass(frozen=True, kw_only=True)
class Forgotten(Repeating):
    """An instrument that says nothing of its costs."""

    def act(self, state, streams):
        """Nothing."""


def test_an_instrument_must_say_what_it_costs():
    assert not [name for name, measure in MEASURES.items() if measure.__abstractmethods__]
    with pytest.raises(TypeError, match="costs"):
        Forgotten()
