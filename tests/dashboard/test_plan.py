"""The plan multiplies orders out and says where it cannot."""

import pytest

from migrant_sim.dashboard.plan import plan_of
from migrant_sim.scenario import load_scenario


def plan(**more: object):  # type: ignore[no-untyped-def]
    return plan_of(load_scenario("as_written", region="minning", **{"population.scale": 0.02}, **more))


def test_a_plan_scales_with_its_order_and_prices_places() -> None:
    once, twice = plan(), plan(**{"measure.welfare_posts.multiplier": 2})
    posts = [{order.instrument: order for order in made.orders}["welfare_posts"] for made in (once, twice)]
    assert posts[1].people == pytest.approx(2 * posts[0].people)
    assert posts[1].yuan == pytest.approx(2 * posts[0].yuan)
    assert twice.yuan - once.yuan == pytest.approx(posts[0].yuan)


def test_what_depends_on_use_has_no_price_beforehand() -> None:
    orders = {order.instrument: order for order in plan().orders}
    assert orders["hiring_subsidy"].yuan is None and orders["hiring_subsidy"].people is None
    assert orders["vocational_training"].yearly and not orders["workshops"].yearly


def test_the_people_of_the_plan_are_real_people() -> None:
    made = plan()
    assert made.persons == 66000.0
    assert 0.3 < made.labour / made.persons < 0.8
    assert 0 < made.places < made.labour
