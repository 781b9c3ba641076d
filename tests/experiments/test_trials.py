"""Twin trials: the same draws with and without; published effects are compared with, never put in."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.experiments import trials
from migrant_sim.experiments.calibration.moments import TRIALS
from migrant_sim.experiments.trials import NOBODY, NOT_EVALUATED, PLACED, SAMPLE, Finding, findings, table
from migrant_sim.experiments.twins import BEGIN, REGULAR, ever_sending, picture, sampled, sending, twins
from migrant_sim.published import parameter
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Activity


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
    treated.intervene = lambda state: months.append(state.month)
    for twin in (treated, control):
        twin.run_until(BEGIN, NOBODY)
    assert months == list(range(BEGIN - 5, BEGIN + 1))


def test_the_sample_is_a_keyed_tenth_of_the_eligible(scenario):
    treated, _ = twins(bare(scenario), 0)
    state, streams = treated.engine.state, treated.engine.streams
    eligible = state.persons.labour == 1
    rows = sampled(state, streams, "a trial", eligible, SAMPLE)
    assert eligible[rows].all() and (rows == sampled(state, streams, "a trial", eligible, SAMPLE)).all()
    assert abs(len(rows) - eligible.sum() / 10) < 4 * np.sqrt(0.09 * eligible.sum())


def test_every_trial_speaks_to_moments_of_the_literature(found):
    named = {"training", "placement", "transport grant", "hiring aid", "welfare post"}
    assert {finding.trial for finding in found} == named
    assert {parameter(finding.moment).role for finding in found} == {"moment"}
    assert all(finding.treated > 0 for finding in found) and any(finding.value != 0.0 for finding in found)
    # A share of what the treated gained is there only where they gained something.
    assert all(np.isfinite(found_.value) for found_ in found if found_.moment != "subsidy_displacement_placement")


def test_the_calibration_compares_every_trial(found):
    assert {finding.moment for finding in found} == set(TRIALS)


def test_displacement_is_found_where_seekers_are_placed(found):
    (trial,) = {finding.trial for finding in found if finding.moment == "subsidy_displacement_placement"}
    assert trial == "placement"


def test_no_field_of_the_model_reads_a_moment(scenario):
    moments = {finding.moment for finding in findings(scenario, -1, 0)}
    assert not moments & {source for _, source in scenario.uncertain()}


def test_draws_give_other_effects_and_the_same_draw_the_same(scenario, found):
    assert list(findings(scenario, 0, 0)) == found != list(findings(scenario, 1, 0))


@pytest.mark.parametrize(
    ("value", "reach", "verdict"),
    [
        *((-0.5, 0.01, "below"), (0.02, 0.01, "within"), (0.5, 0.01, "above")),
        *((0.02, 0.2, "partly within"), (-0.01, 0.2, "below"), (0.02, 0.03, "partly within")),
    ],
)
def test_the_table_sets_median_and_interval_beside_the_range(value, reach, verdict):
    moment = "train_employment_effect_rct"
    (row,) = table([Finding("training", moment, value + step, 10) for step in (-reach, 0.0, reach)])
    assert (row.middle, row.verdict) == (value, verdict) and row.low < value < row.high
    assert (row.published_low, row.published_high) == (parameter(moment).low, parameter(moment).high)


def test_a_post_ends_after_its_months(scenario, monkeypatch):
    seen = []
    monkeypatch.setattr(trials, "gap", lambda treated, control, name, months: seen.append(treated) or (0.0, 0.0))
    list(trials.posts(bare(scenario), 0))
    state = seen[0].engine.state
    assert state.month == BEGIN + 25 and seen[0].history[0].working != seen[0].history[-1].working


def test_help_for_seekers_is_counted_as_jobs_of_the_treated_and_of_all_others(scenario):
    (found,) = trials.placement(bare(scenario), 0)
    treated, control = twins(bare(scenario), 0)
    for twin in (treated, control):
        twin.run_until(BEGIN - 1, NOBODY)
    seeking = treated.engine.state.persons.activity == Activity.SEARCHING
    rows = sampled(treated.engine.state, treated.engine.streams, "trial placement", seeking, PLACED)
    assert 0 < found.treated == len(rows) < seeking.sum()
    months = {twin: [] for twin in ("treated", "control")}
    for name, twin in (("treated", treated), ("control", control)):
        for number in range(8):
            if name == "treated" and number == 0:
                twin.engine.state.persons.placement_left[rows] = 6
            twin.engine.step()
            persons = twin.engine.state.persons
            regular = np.isin(persons.activity, REGULAR) & (persons.labour == 1)
            ours = int(regular[rows].sum())
            others = regular.sum() - ours + twin.engine.state.enterprises.hosts.sum()
            months[name].append((ours, others))
            twin.engine.advance()
    gained, others = np.subtract(months["treated"], months["control"]).sum(axis=0)
    assert found.value == pytest.approx(-others / gained) if gained > 0 else np.isnan(found.value)


def test_a_regular_job_of_the_watched_is_not_one_of_the_others(scenario):
    state = twins(bare(scenario), 0)[0].engine.state
    regular = np.flatnonzero(np.isin(state.persons.activity, REGULAR) & (state.persons.labour == 1))
    none, some = picture(state, NOBODY), picture(state, regular[:7])
    assert (none.regular, some.regular) == (0.0, 7.0) and some.regular_others == none.regular_others - 7.0


def test_where_nobody_was_treated_there_is_no_value(scenario, monkeypatch):
    monkeypatch.setattr(trials, "SAMPLE", 0.0)
    (found,) = trials.posts(bare(scenario), 0)
    assert found.treated == 0 and np.isnan(found.value)
    (row,) = table([found])
    assert (row.middle, row.treated, row.runs, row.verdict) == (None, 0.0, 0, NOT_EVALUATED)


def test_the_table_counts_the_runs_that_gave_a_value_and_the_treated():
    moment = "subsidy_displacement_placement"
    values = ((0.2, 10), (0.4, 20), (float("nan"), 60))
    (row,) = table([Finding("placement", moment, value, treated) for value, treated in values])
    assert (row.runs, row.treated) == (2, 20.0) and row.middle == pytest.approx(0.3)


def test_a_household_sends_if_a_member_of_its_labour_force_is_outside(scenario):
    state = twins(bare(scenario), 0)[0].engine.state
    outside = np.flatnonzero((state.persons.labour == 1) & (state.persons.activity == Activity.OUTSIDE))
    assert set(np.flatnonzero(sending(state))) == set(state.persons.household[outside])


def test_who_sent_in_a_month_has_sent_in_the_half_year(scenario):
    twin, other = twins(bare(scenario), 0)
    months = []
    for _ in range(6):
        other.run_until(BEGIN - 1, NOBODY)
        other.engine.step()
        months.append(sending(other.engine.state))
        other.engine.advance()
    ever = ever_sending(twin, BEGIN, BEGIN + 5)
    assert (ever == np.any(months, axis=0)).all() and ever.sum() > months[0].sum()
    assert twin.engine.state.month == BEGIN + 6


def test_the_grant_is_read_in_poor_households_with_nobody_outside(scenario, monkeypatch):
    seen = []
    whole = trials.ever_sending
    monkeypatch.setattr(trials, "ever_sending", lambda *words: seen.append(whole(*words)) or seen[-1])
    found = list(trials.transport_grant(bare(scenario), 0))
    begun = twins(bare(scenario), 0)[0]
    begun.run_until(BEGIN - 1, NOBODY)
    homes, state = begun.engine.state.households, begun.engine.state
    poor = (homes.quintile <= 1) & (homes.labour > 0) & (homes.size > 0) & (homes.present == 1) & ~sending(state)
    assert [finding.treated for finding in found] == [homes.labour[poor].sum()] * 2
    assert found[0].value == pytest.approx(seen[0][poor].mean() - seen[1][poor].mean())
    assert found[1].value == pytest.approx(seen[2][poor].mean() - seen[3][poor].mean())
