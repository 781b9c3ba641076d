"""Tables: equal columns, filled as declared, reset as declared, branched without sharing."""

from dataclasses import dataclass, fields

import numpy as np
import pytest

from migrant_sim.state import Activity, Enterprises, Persons, Rules, Settlements, State, people, places
from migrant_sim.state.places import Column
from migrant_sim.state.table import NONE, Table, by_type

ALL = [
    kind
    for kind in (*vars(people).values(), *vars(places).values())
    if isinstance(kind, type) and issubclass(kind, Table) and kind is not Table
]


def open_month(table: Table) -> None:
    """What a state does to each of its tables when a month opens."""
    for column, fill in table.monthly():
        column.fill(fill)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_columns_hold_their_declared_type_and_fill(kind: type[Table]) -> None:
    table = kind.create(3)
    assert len(table) == 3
    for f in fields(kind):
        values = getattr(table, f.name)
        assert values.dtype == np.dtype(f.metadata["dtype"])
        assert (values == f.metadata["fill"]).all() and values.shape == (3,)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_column_says_its_unit_and_meaning(kind: type[Table]) -> None:
    assert [f.name for f in fields(kind) if not (f.metadata["unit"] and f.metadata["doc"])] == []


def test_given_values_are_copied_and_broadcast() -> None:
    ages = np.array([30, 40, 50])
    persons = Persons.create(3, age=ages, sex=1)
    ages[0] = 99
    assert persons.age.tolist() == [30, 40, 50] and persons.sex.tolist() == [1, 1, 1]


def test_a_column_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="broadcast"):
        Persons.create(3, age=[1, 2])


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"Persons has no column \['hight'\]"):
        Persons.create(1, hight=170)


def test_opening_a_month_resets_levers_and_nothing_else() -> None:
    settlements = Settlements.create(2, training_places=5, training_kept=0.5, brokers=7)
    open_month(settlements)
    assert settlements.training_places.tolist() == [0, 0]
    assert settlements.training_kept.tolist() == [1, 1]
    assert settlements.brokers.tolist() == [7, 7]


def test_opening_a_month_changes_the_arrays_in_place() -> None:
    enterprises = Enterprises.create(2, added=4)
    lever: Column = enterprises.added
    open_month(enterprises)
    assert lever.tolist() == [0, 0]


def test_a_branch_shares_only_what_never_changes() -> None:
    trunk = Persons.create(2, activity=Activity.FARM)
    branch = trunk.branched()
    for f in fields(Persons):
        assert np.shares_memory(getattr(trunk, f.name), getattr(branch, f.name)) == f.metadata["fixed"], f.name
    branch.activity[:] = Activity.CASUAL
    assert trunk.activity.tolist() == [Activity.FARM, Activity.FARM]


def test_an_empty_table_works() -> None:
    empty = Persons.create(0)
    open_month(empty)
    assert len(empty) == len(empty.branched()) == 0


def test_keys_that_point_nowhere_are_negative() -> None:
    @dataclass
    class Links(Table):
        to: Column = people.column("i4", unit="row", doc="another row", fill=NONE)

    assert Links.create(1).to.tolist() == [-1]


def test_every_monthly_column_goes_back_to_its_fill_and_levers_to_what_was_kept() -> None:
    tables = [kind.create(3) for kind in (*ALL, Rules)]
    state = State(*tables, scale=1.0, month=24_252)
    monthly = [each for table in tables for each in table.monthly()]
    assert len(monthly) > 50
    for column, _ in monthly:
        column.fill(7)
    kept = state.kept_levers()
    state.open_month()
    assert all((column == fill).all() for column, fill in monthly)
    state.open_month(kept)
    levers = [column for table in tables[2:] for column, _ in table.monthly() if column.dtype == float]
    assert len(levers) > 30 and all((column == 7).all() for column in levers)
    assert all((column == 0).all() for table in tables[:2] for column, _ in table.monthly())


def test_the_kernel_that_empties_refuses_a_fill_that_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="1"):
        by_type([(np.ones(3), 1.0)])
