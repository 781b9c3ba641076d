"""The job-retention subsidy, as a policy expert would check it: who is paid, how much, and who stays for it."""

import pytest

from migrant_sim.simulate import trajectory
from migrant_sim.state import Activity

NAME = "job_retention_subsidy"
WORK = ("share_outside", "share_local", "share_casual", "share_searching", "employment_rate")


@pytest.fixture(scope="module")
def retention(with_measure):
    """Half of those in stable outside work are paid 3 % of a year, 1 500 yuan at most; nobody stays for it."""
    return with_measure(NAME, coverage=0.5, bonus_share=0.03, bonus_cap=1500.0, effect=0.0)


def yearly(scenario, names):
    table = trajectory(scenario, -1, 0).indicators
    rows = table[table.indicator.isin(names) & (table.period.str.len() == 4) & (table.group == "all")]
    return rows.set_index(["period", "indicator"]).value


def test_stable_workers_outside_the_region_are_paid(retention, months):
    paid = 0
    for month, state in enumerate(months(retention, 24)):
        s, p = state.settlements, state.persons
        assert s.rewarded.sum() <= (p.activity == Activity.OUTSIDE).sum()
        bonus = min(0.03 * state.economy.wage[Activity.OUTSIDE], 125.0)
        assert s.retention_bonus == pytest.approx(0.5 * bonus if month >= 5 else 0.0)  # from June 2021 on
        paid += int(s.rewarded.sum())
        for cost in state.costs:
            assert cost.job_months == pytest.approx(0.5 * s.rewarded.sum() / state.scale)
            assert cost.yuan == pytest.approx(0.5 * s.rewarded.sum() * bonus / state.scale)
    assert paid > 0


def test_what_is_paid_reaches_households(retention, months):
    total = 0.0
    for state in months(retention, 18):
        paid = sum(cost.yuan for cost in state.costs) * state.scale
        booked = {payee: yuan for (_, payee, what), yuan in state.books.month.items() if "retention" in what}
        assert set(booked) <= {"households", "outside"}  # booked once, as transfers; outside for those who live there
        assert sum(booked.values()) == pytest.approx(paid)
        total += paid
    assert total > 0


def test_without_an_effect_it_changes_incomes_and_nobodys_work(retention, continuation):
    with_it, without = (yearly(scenario, WORK) for scenario in (retention, continuation))
    assert with_it.equals(without)
    rich, plain = (yearly(scenario, ("disposable_income",)) for scenario in (retention, continuation))
    assert rich["2025"].iloc[0] > plain["2025"].iloc[0]


def test_the_stronger_the_effect_the_more_stay_outside(retention, continuation):
    strong = retention.with_(**{f"measures.{NAME}.effect": 1.0})
    outside = [yearly(scenario, ("share_outside",)) for scenario in (continuation, strong)]
    assert outside[1]["2025"].iloc[0] > 1.1 * outside[0]["2025"].iloc[0]
