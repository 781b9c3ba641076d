"""The rural mean contains the migrants, is the published one in fact, and 2020 is met exactly."""

from dataclasses import replace

import pytest

from migrant_sim.draws import apply, parameter_draw
from migrant_sim.opening import opening
from migrant_sim.published import series
from migrant_sim.simulate import simulate

PUBLISHED = series("rural_income_pc")
MEAN_2020 = 13_889.0  # yuan per person and year, as published


def yearly(frame, indicator):
    """Year -> value for everybody."""
    rows = frame[(frame.indicator == indicator) & (frame.group == "all") & (frame.period.str.len() == 4)]
    return {int(period): value for period, value in zip(rows.period, rows.value, strict=True)}


@pytest.mark.parametrize("draw", [-1, 0, 9])
@pytest.mark.parametrize("arm", ["as_written", "continuation"])
def test_the_mean_is_made_of_migrants_and_hosts(request, arm, draw):
    scenario = request.getfixturevalue(arm)
    reference = apply(scenario, parameter_draw(scenario, draw)).process("reference")
    share = reference.migrant_share * scenario.region.share_of_region
    assert 0 < share < 0.4
    frame = simulate(scenario, draw, 0)
    migrants, hosts = yearly(frame, "disposable_income"), yearly(frame, "host_income")
    mean, ratio = yearly(frame, "rural_mean_income"), yearly(frame, "income_ratio")
    assert sorted(mean) == list(range(2020, 2026))
    for year in mean:
        assert mean[year] == pytest.approx(share * migrants[year] + (1 - share) * hosts[year], rel=1e-12)
        assert ratio[year] == pytest.approx(migrants[year] / mean[year], rel=1e-12)


@pytest.mark.parametrize("draw", [-1, 4])
def test_the_factual_arm_has_the_published_mean(as_written, draw):
    # What the programme sets of its own is no more drawn in the scenario than in fact.
    fixed = {*as_written.fixed, *(path.replace("factual.", "measures.", 1) for path in as_written.fixed)}
    in_fact = replace(as_written, measures=as_written.factual, fixed=tuple(sorted(fixed)))
    mean = yearly(simulate(in_fact, draw, 0), "rural_mean_income")
    for year in (2020, 2021, 2022, 2023):
        assert mean[year] == pytest.approx(PUBLISHED[year], rel=1e-12)


def test_before_2021_only_the_mean_of_2020_was_known(as_written):
    ex_ante = as_written.with_(information="ex_ante")
    mean = yearly(simulate(replace(ex_ante, measures=ex_ante.factual), -1, 0), "rural_mean_income")
    assert mean[2020] == pytest.approx(MEAN_2020, rel=1e-12)
    assert abs(mean[2021] / PUBLISHED[2021] - 1) > 1e-4


def test_displaced_hosts_pay_for_what_migrants_gain(as_written, continuation):
    """In the counterfactual arm hosts keep the local jobs that the programme's takers would have won."""
    factual, other = (simulate(s, -1, 0) for s in (replace(as_written, measures=as_written.factual), continuation))
    assert yearly(other, "host_income")[2020] == pytest.approx(yearly(factual, "host_income")[2020], rel=1e-12)
    assert yearly(other, "host_income")[2025] != yearly(factual, "host_income")[2025]


@pytest.fixture(scope="module", params=range(-1, 9))
def matched(request, continuation):
    """2020 of the opening of a draw, and the reference it had to meet; by a short term many are no residents."""
    short = continuation.with_(**{"processes.accounts.residence_months": 1.0, "population.scale": 0.01})
    drawn = apply(short, parameter_draw(short, request.param))
    rows = opening(drawn, 0).record.rows
    return {name: value for (period, name, group), value in rows.items() if (period, group) == ("2020", "all")}, drawn


def test_income_of_2020_is_the_start_ratio_times_the_published_mean(matched):
    values, drawn = matched
    expected = drawn.process("reference").start_ratio * MEAN_2020
    assert values["disposable_income"] == pytest.approx(expected, rel=1e-9)


def test_the_wage_share_of_2020_is_the_one_drawn_unless_transfers_by_rule_leave_less(matched):
    values, drawn = matched
    share = values["wage_income"] / values["disposable_income"]
    if opening(drawn, 0).state.economy.transfer_other > 0:
        assert share == pytest.approx(drawn.process("reference").wage_share, rel=1e-9)
    else:
        assert share < drawn.process("reference").wage_share


def test_the_ratio_of_2020_is_the_start_ratio(as_written):
    drawn = apply(as_written, parameter_draw(as_written, 2))
    frame = simulate(as_written, 2, 0)
    assert yearly(frame, "income_ratio")[2020] == pytest.approx(drawn.process("reference").start_ratio, rel=1e-9)


def test_transfers_by_rule_squeeze_the_other_sources_but_not_the_total(continuation):
    """Pensions and the allowance at the top of their ranges exceed the share that is left to transfers."""
    high = {"transfers.pension": 350.0, "transfers.allowance_line": 7000.0, "transfers.allowance_ratio": 0.7}
    high |= {"reference.wage_share": 0.8, "reference.start_ratio": 0.62}
    frame = simulate(continuation.with_(**{f"processes.{path}": v for path, v in high.items()}), -1, 0)
    total = yearly(frame, "disposable_income")[2020]
    assert yearly(frame, "wage_income")[2020] / total < 0.8
    assert total == pytest.approx(0.62 * MEAN_2020, rel=1e-9)
