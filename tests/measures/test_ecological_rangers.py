"""Ecological rangers, as a policy expert would check them: posts like others, paid by two funds."""

import pytest

NAME = "ecological_rangers"
SHARE, NORM, FUND = 0.03, 10_000.0, "forestry funds"


@pytest.fixture(scope="module")
def rangers(with_measure):
    return with_measure(NAME, posts=SHARE, norm=NORM)


def test_posts_are_added_under_the_rules_of_all_posts(rangers, months):
    for month, state in enumerate(months(rangers, 12)):
        p = state.posts
        added = SHARE * state.settlements.labour_2020 if month >= 7 else 0.0  # from August 2021 on
        assert p.capacity == pytest.approx(p.stock + added) and (p.filled <= p.places).all()


def test_forestry_funds_bear_the_norm_and_another_fund_the_rest(rangers, months):
    for state in months(rangers, 24):
        if not state.costs:
            continue
        p = state.posts
        holders = float((p.filled * SHARE * state.settlements.labour_2020 / p.capacity).sum()) / state.scale
        paid = {cost.fund: cost.yuan for cost in state.costs}
        assert paid[FUND] == pytest.approx(holders * NORM / 12)
        assert sum(paid.values()) == pytest.approx(state.notes["post_pay"] / p.filled.sum() * holders)
        assert sum(cost.job_months for cost in state.costs) == pytest.approx(holders)


def test_a_norm_above_the_pay_leaves_nothing_to_the_other_fund(rangers, months):
    generous = rangers.with_(**{f"measures.{NAME}.norm": 1e6})
    assert {cost.fund for state in months(generous, 24) for cost in state.costs} == {FUND}
