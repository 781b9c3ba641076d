import numpy as np
import pytest

from migrant_sim.state import (
    Activity,
    Counties,
    Enterprises,
    Households,
    Persons,
    PoolKind,
    Posts,
    Rules,
    Settlements,
    State,
    Streams,
)


@pytest.fixture
def streams():
    return Streams(20210410, 0)


@pytest.fixture
def town():
    """A function: one settlement in one county, one pool of each kind, households of `size` persons of working age."""

    def made(people, size=1, **columns):
        homes = -(-people // size)
        given = {"activity": Activity.SEARCHING, "labour": 1, "age": 35, "born": 1985 * 12, "tenure": 5, **columns}
        household = np.arange(people) // size
        persons = Persons.create(
            people, key=np.arange(people) + 1000, household=household, settlement=0, county=0, **given
        )
        members = np.bincount(household, minlength=homes)
        households = {
            "size": members,
            "labour": members,
            "residents": members,
            "first": np.arange(homes) * size,
            "slots": members,
        }
        state = State(
            persons=persons,
            households=Households.create(homes, key=np.arange(homes), settlement=0, county=0, **households),
            settlements=Settlements.create(1, key=7, county=0, persons=people, labour=people),
            posts=Posts.create(1, settlement=0),
            enterprises=Enterprises.create(6, key=np.arange(6), kind=list(PoolKind), county=[0, 0, 0, 0, -1, -1]),
            counties=Counties.create(1, key=1),
            rules=Rules.create(1),
            scale=1.0,
            month=2021 * 12,
        )
        state.economy.county_demand, state.economy.drought = np.ones(1), np.zeros(1)
        state.economy.host_search = np.ones(1)
        pool = persons.pool[persons.pool >= 0]
        state.enterprises.migrants[:] = np.bincount(pool, minlength=6)
        return state

    return made
