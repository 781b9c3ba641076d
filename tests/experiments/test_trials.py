"""Twin trials: the same draws with and without; published effects are compared with, never put in."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.experiments import trials
from migrant_sim.experiments.trials import BEGIN, Finding, findings, sampled, table, twins
from migrant_sim.published import parameter
from migrant_sim.scenario import load_scenario

NOBODY = np.zeros(0, np.int64)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("as_written", region="hongsibu", **{"population.scale": 0.01})


@pytest.fixture(scope="module")
def found(scenario):
    return list(findings(scenario, 0, 0))


def bare(scenario):
    return replace(scenario, measures=(), factual=())


def test_twins_without_an_intervention_stay_the_same_to_the_bit(scenario):
    treated, control = twins(bare(scenario), 0)
    for twin in (treated, control):
        twin.run_until(BEGIN, np.arange(50))
    assert treated.history == control.history and len(control.history) == 6


def test_an_intervention_acts_in_one_of_them_alone(scenario):
    treated, control = twins(bare(scenario), 0)
    months = []
    treated.act = lambda state: months.append(state.month)
    for twin in (treated, control):
        twin.run_until(BEGIN, NOBODY)
    assert months == list(range(BEGIN - 5, BEGIN + 1))


def test_the_sample_is_a_keyed_tenth_of_the_eligible(scenario):
    treated, _ = twins(bare(scenario), 0)
    state, streams = treated.engine.state, treated.engine.streams
    eligible = state.persons.labour == 1
    rows = sampled(state, streams, "a trial", eligible)
    assert eligible[rows].all() and (rows == sampled(state, streams, "a trial", eligible)).all()
    assert abs(len(rows) - eligible.sum() / 10) < 4 * np.sqrt(0.09 * eligible.sum())


def test_every_trial_speaks_to_moments_of_the_literature(found):
    assert {finding.trial for finding in found} == {"training", "transport grant", "hiring aid", "welfare post"}
    assert {parameter(finding.moment).role for finding in found} == {"moment"}
    assert all(np.isfinite(finding.value) for finding in found) and any(finding.value != 0.0 for finding in found)


def test_no_field_of_the_model_reads_a_moment(scenario):
    moments = {finding.moment for finding in findings(scenario, -1, 0)}
    assert not moments & {source for _, source in scenario.uncertain()}


def test_draws_give_other_effects_and_the_same_draw_the_same(scenario, found):
    assert list(findings(scenario, 0, 0)) == found != list(findings(scenario, 1, 0))


@pytest.mark.parametrize(("value", "verdict"), [(-0.5, "below"), (0.02, "within"), (0.5, "above")])
def test_the_table_sets_the_median_beside_the_range(value, verdict):
    moment = "train_employment_effect_rct"
    (row,) = table([Finding("training", moment, value + step) for step in (-0.01, 0.0, 0.01)])
    assert (row.middle, row.verdict) == (value, verdict) and row.low < value < row.high
    assert (row.published_low, row.published_high) == (parameter(moment).low, parameter(moment).high)


def test_a_post_ends_after_its_months(scenario, monkeypatch):
    seen = []
    monkeypatch.setattr(trials, "gap", lambda treated, control, name, months: seen.append(treated) or (0.0, 0.0))
    list(trials.posts(bare(scenario), 0))
    state = seen[0].engine.state
    assert state.month == BEGIN + 25 and seen[0].history[0].working != seen[0].history[-1].working
