"""What every instrument keeps to, found by the registry: nobody here knows one by name."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import numpy as np
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.measures import MEASURES, Measure
from migrant_sim.months import month_number
from migrant_sim.opening import opening
from migrant_sim.published import measures, parameter, parameters
from migrant_sim.simulate import simulate, trajectory
from migrant_sim.state import SECTORS, Streams

PUBLISHED = {row.id for row in parameters()}
CLAUSES = {row.id for row in measures()}
FEN = 0.005  # yuan: half the smallest coin

every = pytest.mark.parametrize("name", sorted(MEASURES))
steady = pytest.mark.parametrize("name", sorted(name for name, measure in MEASURES.items() if measure.STEADY))


def columns(state):
    """(table, column) -> values and whether the column goes back when a month opens."""
    return {
        (type(table).__name__, f.name): (getattr(table, f.name).copy(), f.metadata["monthly"])
        for table in state.tables()
        for f in fields(table)
    }


@every
def test_it_is_a_frozen_value(name):
    made = MEASURES[name]()
    assert is_dataclass(made) and issubclass(MEASURES[name], Measure) and made.name() == name
    assert made == MEASURES[name]() and hash(made) == hash(MEASURES[name]())
    with pytest.raises(FrozenInstanceError):
        made.start = 0
    with pytest.raises(TypeError):
        MEASURES[name]("NX-01")


@every
def test_each_field_says_unit_meaning_and_source(name):
    for f in fields(MEASURES[name]):
        about = f.metadata
        assert about["unit"] and about["doc"], f.name
        assert about["source"] == "setting" or about["source"] in PUBLISHED, f.name


@every
def test_each_published_figure_lies_within_the_bounds_of_its_field(name):
    sourced = [f for f in fields(MEASURES[name]) if f.metadata["source"] != "setting"]
    assert sourced
    for f in sourced:
        row = parameter(f.metadata["source"])
        assert f.metadata["low"] <= row.low <= row.high <= f.metadata["high"], f.name


@every
def test_one_of_its_figures_is_an_increment_over_2020(name):
    roles = {parameter(f.metadata["source"]).role for f in fields(MEASURES[name]) if f.metadata["source"] in PUBLISHED}
    assert "scenario" in roles


@every
def test_its_file_names_a_clause_and_a_fund(name, with_measure):
    written = dict(with_measure(name).measures)[name]
    assert written.clause in CLAUSES and len(written.fund) > 5


@every
def test_a_window_that_ends_before_it_starts_is_refused(name):
    with pytest.raises(ConfigurationError) as refused:
        MEASURES[name](start=month_number("2022-01"), stop=month_number("2021-12"))
    assert f"measure.{name}.stop" in refused.value.message("en") and "2021-12" in refused.value.message("zh")


@every
def test_unknown_intensities_and_negative_increments_are_refused(name):
    for wrong in ({"intensity": "huge"}, {"multiplier": -1.0}, {"kept": 1.5}):
        with pytest.raises(ConfigurationError, match=f"measure.{name}.{next(iter(wrong))}"):
            MEASURES[name](**wrong)


@every
@pytest.mark.parametrize("window", [("2026-01", "2030-12"), ("2015-01", "2020-12")], ids=["after", "before"])
def test_outside_its_window_a_run_is_the_run_without_it_to_the_last_bit(name, window, continuation, with_measure):
    run = trajectory(with_measure(name, start=window[0], stop=window[1]), 0, 0)
    assert run.indicators.equals(simulate(continuation, 0, 0))
    assert run.costs.empty


@every
def test_before_it_starts_nothing_changes(name, continuation, with_measure):
    run, plain = trajectory(with_measure(name, start="2023-01", multiplier=3.0), 0, 0), simulate(continuation, 0, 0)
    assert run.indicators[["period", "indicator", "group"]].equals(plain[["period", "indicator", "group"]])
    before = plain.period < "2023"
    assert run.indicators[before].equals(plain[before])
    assert not run.indicators[~before].equals(plain[~before])
    assert run.costs.year.min() == 2023


@every
def test_at_zero_intensity_nothing_changes_and_nothing_is_paid(name, continuation, with_measure):
    run = trajectory(with_measure(name, multiplier=0.0), 0, 0)
    assert run.indicators.equals(simulate(continuation, 0, 0))
    assert (run.costs[["yuan", "people", "job_months"]] == 0).all(axis=None)


@every
def test_it_touches_levers_only(name, continuation, with_measure):
    state = opening(continuation, 0).state
    measure = dict(with_measure(name, kept=0.5).measures)[name]
    state.month = measure.stop
    state.open_month()
    before = columns(state)
    measure.act(state, Streams(1))
    changed = {key for key, (values, _) in columns(state).items() if not np.array_equal(values, before[key][0])}
    assert changed and all(before[key][1] for key in changed)
    state.open_month()
    assert all(np.array_equal(values, before[key][0]) for key, (values, _) in columns(state).items())


@steady
def test_what_is_steady_raises_the_same_levers_of_places_in_every_month(name, continuation, with_measure):
    state = opening(continuation, 0).state.branched()
    measure = dict(with_measure(name, intensity="high").measures)[name]
    state.open_month()
    before, raised = columns(state), []
    for month, level in ((measure.start, 1.0), (measure.start + 7, 1.9), (measure.until, 0.6)):
        state.month, state.economy.index, state.economy.pay_level = month, level, level
        state.economy.wage = state.economy.wage * level
        state.open_month()
        measure.act(state, Streams(month))
        raised.append({key: values.tobytes() for key, (values, _) in columns(state).items()})
        assert not state.notes and not state.taken and not state.costs
    assert raised[0] == raised[1] == raised[2]
    changed = [key for key, (values, _) in before.items() if raised[0][key] != values.tobytes()]
    assert changed and not {"Persons", "Households"} & {table for table, _ in changed}
    assert {before[key][0].dtype for key in changed} == {np.dtype(float)}  # which the engine puts back


def test_no_lever_is_raised_by_what_is_steady_and_by_what_is_not(continuation, with_measure):
    """What is steady comes first then, and sums in another order differ in their last bits."""
    raised = {True: set(), False: set()}
    for name, made in MEASURES.items():
        state = opening(continuation, 0).state.branched()
        measure = dict(with_measure(name, intensity="high", kept=0.5).measures)[name]
        state.month = measure.stop
        state.open_month()
        before = columns(state)
        measure.act(state, Streams(1))
        after = columns(state)
        raised[made.STEADY] |= {key for key, (values, _) in before.items() if not np.array_equal(values, after[key][0])}
    assert len(raised[True]) > 20 and len(raised[False]) > 20
    assert not raised[True] & raised[False]


@every
def test_the_books_balance_and_costs_are_never_negative(name, with_measure, months):
    seen = []
    for state in months(with_measure(name, intensity="high"), 60):
        assert abs(sum(state.books.net(sector) for sector in SECTORS)) < FEN
        seen += state.costs
    assert min(min(cost.yuan, cost.people, cost.job_months) for cost in seen) >= 0
    assert sum(cost.yuan for cost in seen) > 0 and sum(cost.people for cost in seen) > 0
    assert {cost.measure for cost in seen} == {name}


@every
def test_two_instances_share_the_use_and_count_nobody_twice(name, with_measure):
    """A programme may order an instrument under two clauses: what both reach is the reach of twice the places."""
    once = with_measure(name)
    ((_, measure),) = once.measures
    pair = (("first", replace(measure, clause="NX-A")), ("second", replace(measure, clause="NX-B")))
    both, alone, double = (
        trajectory(scenario, -1, 0).costs
        for scenario in (replace(once, measures=pair), once, with_measure(name, multiplier=2.0))
    )
    numbers = ["yuan", "people", "job_months"]
    first, second = (both.loc[both.clause == clause, numbers].to_numpy() for clause in ("NX-A", "NX-B"))
    # Places are whole households, large and small, so of few the two may reach unequal parts.
    less, more = np.sort([first.sum(axis=0), second.sum(axis=0)], axis=0)
    assert more[0] > 0 and (less >= 0.5 * more).all() and len(first) + len(second) == len(both)
    assert alone.people.sum() < both.people.sum()
    assert both.people.sum() == pytest.approx(double.people.sum(), rel=0.02)
