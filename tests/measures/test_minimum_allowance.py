"""The allowance: who is let in by a lowered exclusion, what a top-up adds by band, what both cost and put at stake."""

import numpy as np
import pytest

from migrant_sim.processes.transfers import BAND_PAY

NAME = "minimum_allowance"


def last(states):
    *_, state = states
    return state


def mean_benefit(state, scenario):
    rules = scenario.process("transfers")
    return rules.allowance_line * rules.allowance_ratio * state.economy.index / 12.0


def test_less_exclusion_lets_in_households_with_labour_and_pays_their_benefit(with_measure, continuation, months):
    scenario = with_measure(NAME, exclusion_cut=1.0, added=0.0)
    state, plain = last(months(scenario, 36)), last(months(continuation, 36))
    homes = state.households
    let_in = (homes.allowance_route == 1) & (homes.dibao > 0)
    assert (homes.dibao > 0).sum() > (plain.households.dibao > 0).sum() + 2
    assert let_in.sum() > 2 and not plain.households.allowance_route.any()
    benefit = (BAND_PAY[homes.dibao] * homes.size)[let_in].sum() * mean_benefit(state, scenario)
    assert sum(cost.yuan for cost in state.costs) == pytest.approx(benefit / state.scale)


def test_a_top_up_goes_by_band_and_raises_what_work_costs(with_measure, continuation, months):
    scenario = with_measure(NAME, exclusion_cut=0.0, added=0.05, start="2021-01")
    state, plain = (last(months(each, 1)) for each in (scenario, continuation))
    homes, ratio = state.households, scenario.process("transfers").allowance_ratio
    top_up = BAND_PAY[homes.dibao] * homes.size * mean_benefit(state, scenario) * 0.05 / ratio
    assert homes.transfer - plain.households.transfer == pytest.approx(top_up)
    assert sum(cost.yuan for cost in state.costs) == pytest.approx(top_up.sum() / state.scale)
    holders = homes.dibao > 0
    assert homes.at_stake[holders] == pytest.approx(plain.households.at_stake[holders] * (1 + 0.05 / ratio))


def test_no_band_gets_more_than_the_line(with_measure, continuation, months):
    scenario = with_measure(NAME, exclusion_cut=0.0, added=1.0, start="2021-01")
    state, plain = (last(months(each, 1)) for each in (scenario, continuation))
    rules, homes = scenario.process("transfers"), state.households
    top = homes.dibao == np.argmax(BAND_PAY)
    more = (homes.transfer - plain.households.transfer)[top] / homes.size[top]
    line = rules.allowance_line * state.economy.index / 12.0
    assert top.any() and more + BAND_PAY.max() * mean_benefit(state, scenario) == pytest.approx(line)
