"""Grid staff, as a policy expert would check them: a few posts like others, and their pay."""

import pytest

NAME = "grid_staff"
SHARE = 0.02


@pytest.fixture(scope="module")
def grid(with_measure):
    return with_measure(NAME, posts=SHARE)


def test_posts_are_added_under_the_rules_of_all_posts(grid, months):
    for month, state in enumerate(months(grid, 12)):
        p = state.posts
        added = SHARE * state.settlements.labour_2020 if month >= 5 else 0.0  # from June 2021 on
        assert p.capacity == pytest.approx(p.stock + added) and (p.filled <= p.places).all()


def test_it_pays_for_its_part_of_the_holders(grid, months):
    seen = 0
    for state in months(grid, 18):
        for cost in state.costs:
            p = state.posts
            holders = float((p.filled * SHARE * state.settlements.labour_2020 / p.capacity).sum()) / state.scale
            assert cost.job_months == pytest.approx(holders) and cost.people == pytest.approx(holders / 12)
            assert cost.yuan == pytest.approx(state.notes["post_pay"] / p.filled.sum() * holders)
            seen += 1
    assert seen == 13


def test_more_posts_are_filled_than_without_it(grid, continuation, months):
    filled = [sum(int(s.posts.filled.sum()) for s in months(scenario, 36)) for scenario in (continuation, grid)]
    assert filled[1] > filled[0]
