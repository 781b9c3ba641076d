"""Specialty crops: what land is turned to, what it costs first and brings later, and the water and hands it takes."""

import numpy as np
import pytest

from migrant_sim.kernels.farming import Land, LandTerms, yield_of_land
from migrant_sim.state import Settlements, Specialty

NAME, SHARE = "specialty_crops", 0.2
NET = np.array([500.0, 1500.0, 2500.0, 1200.0])


def mu(drought=0.0, thirst=1.0, **levers):
    """Yuan, hands and outlay of a mu of a grain settlement with water for 0.8 of its land."""
    place = Settlements.create(1, key=1, water=0.8, **levers)
    terms = LandTerms(NET, np.array([10.0, 3.0, 3.0, 5.0]), np.array([drought]), 2018, thirst, 0.5)
    income, hands, outlay = np.zeros((3, 1))
    yield_of_land(Land(*(getattr(place, name) for name in Land._fields)), terms, income, hands, outlay)
    return float(income[0]), float(hands[0]), float(outlay[0])


def test_land_that_bears_brings_more_and_takes_hands_and_young_land_brings_costs_alone():
    plain = mu()
    bearing = mu(turned=0.5, turned_line=Specialty.GOJI)
    young = mu(turned=0.5, turned_line=Specialty.GOJI, turned_young=0.5, turning_cost=600.0)
    assert plain == pytest.approx((400, 0.08, 0))
    assert bearing == pytest.approx((0.8 * (250 + 1250), 0.8 * (0.05 + 0.5 / 3), 0))
    assert young == pytest.approx((0.8 * 250, bearing[1], 0.8 * 600 * 0.5))


def test_a_thirstier_line_leaves_less_land_watered_and_drought_takes_its_part():
    dry = mu(thirst=1.25, turned=1.0, turned_line=Specialty.VEGETABLES)
    assert dry[0] == pytest.approx(0.8 / 1.25 * 1500)
    assert mu(drought=0.3, turned=1.0, turned_line=Specialty.VEGETABLES)[0] == pytest.approx(0.7 * 0.8 * 1500)


def test_only_grain_settlements_turn_land_and_what_is_turned_stays(with_measure, months):
    short = with_measure(NAME, share=SHARE, stop="2022-12")
    turned = []
    for state in months(short, 60):
        places = state.settlements
        grain = places.specialty == Specialty.GRAIN
        assert (places.turned[~grain] == 0).all() and (places.turned_line[places.turned > 0] > 0).all()
        assert (places.turned_young <= places.turned + 1e-12).all()
        turned.append(float(places.turned.max()))
    assert np.diff(turned[4:24]) == pytest.approx([SHARE / 20] * 19)
    assert turned[24:] == pytest.approx([SHARE] * 36)
    assert (places.turned_young == 0).all()  # planted by the end of 2022, all bear by the end of 2025


def all_to_goji(state):
    grain = state.settlements.specialty == Specialty.GRAIN
    state.decide("new lines", lambda: np.where(grain, Specialty.GOJI, 0).astype(np.int8))


def test_planting_is_paid_by_grower_and_programme(with_measure, months):
    terms = {"establishment": 6000.0, "granted": 0.25, "field_grant": 0.0, "share": SHARE, "stop": "2022-12"}
    scenario = with_measure(NAME, **terms)
    for state in months(scenario, 24, all_to_goji):
        yuan = sum(cost.yuan for cost in state.costs) * scenario.population.scale / state.economy.index
    places, homes = state.settlements, state.households
    own = (homes.land > 0) & (homes.leased == 0) & (homes.size > 0)
    land = np.bincount(homes.settlement[own], weights=homes.land[own], minlength=len(places))
    growers = float((land * places.turning_cost).sum()) / 12
    assert places.turning_cost.max() == pytest.approx(SHARE * 2000 * 0.75)
    assert yuan == pytest.approx(
        growers / 3, rel=0.05
    )  # land of families that died out or split since is no longer theirs
