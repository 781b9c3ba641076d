"""Poverty monitoring: more are found, sooner; it pays for files and nothing to households."""

import pytest

from migrant_sim.state import Streams, Watch

NAME = "poverty_monitoring"


FOUND = 0.5  # of those missed


def on_file(state, scenario):
    """Flags of the households on file that the monitoring of 2020 would have missed, false alarms left out."""
    homes, missed = state.households, scenario.process("monitoring").missed
    fate = Streams(scenario.seed, 0).uniform("never detected", 0, homes.key)
    return (
        (homes.watch == Watch.MONITORED)
        & (fate < missed)
        & (fate >= (1.0 - FOUND) * missed)
        & (homes.size > 0)
        & (homes.residents > 0)
    )


def test_none_missed_leaves_hardly_anybody_unseen(with_measure, continuation, months):
    for scenario, most in ((with_measure(NAME, found=1.0), 0.25), (continuation, 1.0)):
        *_, state = months(scenario, 12)
        unseen, watched = state.notes["monitoring_unseen"], state.notes["monitoring_watched"]
        assert unseen / (unseen + watched) < most
    assert unseen / (unseen + watched) > 0.5


def test_saved_time_finds_them_sooner(with_measure, months):
    slow, fast = (
        [state.notes["monitoring_unseen"] for state in months(with_measure(NAME, found=1.0, sooner=share), 24)]
        for share in (0.0, 0.9)
    )
    assert sum(fast[4:]) < sum(slow[4:])


def test_it_pays_for_its_files_only(with_measure, months):
    scenario = with_measure(NAME, found=FOUND, file_cost=600.0)
    for state in months(scenario, 24):
        files = int(on_file(state, scenario).sum()) if state.costs else 0
        cost = files * 600.0 * state.economy.index / 12.0
        assert sum(each.yuan for each in state.costs) == pytest.approx(cost / state.scale)
        assert ("government", "households", NAME) not in state.books.month
    assert files > 3
