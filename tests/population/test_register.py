import numpy as np
import pytest

from migrant_sim.errors import DataError
from migrant_sim.population import margins as m
from migrant_sim.population import published_margins
from migrant_sim.population.kinds import Kind, person_types
from migrant_sim.population.luck import Luck
from migrant_sim.population.register_fill import drawn, fill_health, fill_labour, fill_schooling
from migrant_sim.population.register_tables import content_key, read_ledger
from migrant_sim.population.register_weights import weigh
from migrant_sim.published import region_folder
from migrant_sim.state import Activity

MARGINS = published_margins()
PEOPLE = 100_000


@pytest.fixture
def everybody():
    """Persons as the margins have them: kind, age, sex, health, schooling and a key of each."""
    types = person_types(MARGINS)
    row = np.searchsorted(np.cumsum(types.share) / types.share.sum(), (np.arange(PEOPLE) + 0.5) / PEOPLE)
    return *(part[row] for part in types[:5]), np.arange(PEOPLE, dtype=np.uint64)


def of_sizes(*sizes):
    """Row of household of every member of households of these sizes."""
    return np.repeat(np.arange(len(sizes)), sizes)


def test_levels_are_drawn_by_the_shares_of_the_group():
    cells = (np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([0.25, 0.25, 0.5]))
    draw = np.array([0.0, 0.49, 0.5, 0.99, 0.3])
    assert drawn(cells, np.array([0, 0, 0, 0, 1]), draw, 2).tolist() == [0, 0, 1, 1, 1]
    assert drawn(cells, np.array([7]), np.array([0.2]), 2).tolist() == [0]  # an unknown group takes the shares of all


def test_known_health_stands_and_empty_cells_follow_the_person_table(everybody):
    kind, age, sex, health, _, key = everybody
    told = np.where(np.arange(PEOPLE) % 2 == 0, health, -1)
    filled = fill_health(told, (kind, sex, age, key), MARGINS, Luck(3))
    assert (filled[::2] == health[::2]).all()
    old = (age >= 70) & (told < 0)
    share = [(filled[old] == level).mean() for level in range(4)]
    assert share == pytest.approx([MARGINS.value("disability", "70+", level) for level in m.HEALTH], abs=0.04)


def test_another_imputation_fills_empty_cells_otherwise_and_touches_nothing_else(everybody):
    kind, age, sex, health, _, key = everybody
    told = np.where(np.arange(PEOPLE) % 2 == 0, health, -1)
    one, two = (fill_health(told, (kind, sex, age, key), MARGINS, Luck(3, way)) for way in (0, 1))
    assert (one[::2] == two[::2]).all() and (one[1::2] != two[1::2]).any()


def test_the_activity_decides_who_is_in_the_labour_force_then_the_flag_then_the_table(everybody):
    kind, age, sex, health, _, key = everybody
    unknown = np.full(PEOPLE, -1)
    guessed = fill_labour(unknown, unknown, (age, sex, health, key), Luck(3), MARGINS)
    assert guessed.mean() == pytest.approx((kind == Kind.WORKER).mean(), abs=0.01)
    flags = fill_labour(np.ones(PEOPLE), unknown, (age, sex, health, key), Luck(3), MARGINS)
    assert (flags == (age >= 16)).all()
    idle = np.full(PEOPLE, int(Activity.INACTIVE))
    assert not fill_labour(np.ones(PEOPLE), idle, (age, sex, health, key), Luck(3), MARGINS).any()


def test_a_student_of_twenty_has_the_level_that_is_attended_then(everybody):
    kind, _, sex, _, _, key = everybody
    age, senior = np.full(PEOPLE, 20), np.full(PEOPLE, 3)
    student = np.full(PEOPLE, int(Activity.SCHOOLING))
    assert (fill_schooling(senior, student, (kind, sex, age, key), MARGINS, Luck(3)) == 4).all()
    assert (fill_schooling(senior, student - 1, (kind, sex, age, key), MARGINS, Luck(3)) == 3).all()


def test_weights_meet_household_sizes_and_the_number_of_persons():
    sizes = np.tile([1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9], 40)
    household = of_sizes(*sizes)
    place = np.arange(len(household))
    age, sex = (place * 37) % 90, place % 2
    found = weigh(household, age, sex, 50_000.0, MARGINS)
    assert found.met in ("age, sex and size", "size")
    assert float(found.weight @ sizes) == pytest.approx(50_000.0)
    wanted = np.array(list(MARGINS.column("household_size").values()))
    share = np.bincount(np.minimum(sizes, 7), weights=found.weight)[1:] / found.weight.sum()
    assert share == pytest.approx(wanted / wanted.sum(), abs=1e-3)


def test_a_ledger_that_cannot_meet_the_sizes_is_weighted_equally_and_says_so():
    found = weigh(of_sizes(2, 2, 2), np.full(6, 30), np.zeros(6, int), 60.0, MARGINS)
    assert found.met == "none" and found.weight.tolist() == [10.0, 10.0, 10.0]


def test_a_region_that_is_not_there_or_has_another_key_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("MIGRANT_SIM_HOME", str(tmp_path))
    with pytest.raises(DataError, match="Import it again"):
        read_ledger("nowhere", "0")
    region_folder("here").mkdir(parents=True)
    (region_folder("here") / "import.json").write_text('{"files": {}}', encoding="utf-8")
    with pytest.raises(DataError, match="key"):
        read_ledger("here", "0" * 64)
    assert content_key({"a": "1", "b": "2"}) == content_key({"b": "2", "a": "1"}) != content_key({"a": "1"})
