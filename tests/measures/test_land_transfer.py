"""Land transfer: rent in, crops out, hands free, and nobody lets land who would lose by it."""

import pytest

from migrant_sim.state import Specialty

NAME = "land_transfer"
WILLING = {"places": 0.5, "ramp": 1.0, "rent": 2000.0}


def test_families_in_grain_settlements_let_their_land(with_measure, months):
    *_, state = months(with_measure(NAME, **WILLING), 12)
    homes = state.households
    let = homes.let > 0
    assert let.sum() > 10 and (homes.let[let] == 1).all()
    assert (homes.land[let] > 0).all() and (homes.leased[let] == 0).all()
    assert (state.settlements.specialty[homes.settlement[let]] == Specialty.GRAIN).all()


def test_nobody_lets_where_the_land_itself_earns_more_than_the_rent(with_measure, months):
    *_, state = months(with_measure(NAME, **WILLING | {"rent": 1.0}), 12)
    assert (state.households.let == 0).all()


def test_rent_comes_in_and_crops_go(continuation, with_measure, months):
    seen = []
    for scenario in (continuation, with_measure(NAME, **WILLING)):
        for state in months(scenario, 9):
            found = state.books.month["enterprises", "households", "land rent"], state.notes["farm_income"]
        seen.append(found)
    homes, economy = state.households, state.economy
    (rent, crops), (more, fewer) = seen
    assert fewer < crops
    # What a mu brings is what the model pays for a mu; the measure's own figure only says who is willing.
    mu = float(homes.land[(homes.let > 0) & (homes.size > 0)].sum())
    paid = scenario.process("property").land_rent * economy.index * economy.property_level / 12
    assert more - rent == pytest.approx(mu * paid)


def test_platforms_are_paid_by_the_contract(with_measure, months):
    scenario = with_measure(NAME, **WILLING, cost=12.0)
    *_, state = months(scenario, 6)
    homes = state.households
    families = int(((homes.let > 0) & (homes.size > 0)).sum())
    yuan = sum(c.yuan for c in state.costs) * scenario.population.scale
    assert yuan == pytest.approx(families * state.economy.index)
