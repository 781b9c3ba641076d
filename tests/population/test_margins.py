import copy

import pytest

from migrant_sim.errors import DataError
from migrant_sim.population import checked_margins, published_margins
from migrant_sim.population.kinds import Kind, kind_of, person_types
from migrant_sim.population.makeups import household_types


@pytest.fixture
def tables():
    return copy.deepcopy({table: dict(cells) for table, cells in published_margins().tables.items()})


def test_published_margins_agree_with_their_notes():
    margins = published_margins()
    assert margins.mean_size == pytest.approx(4.20, abs=0.005)
    assert margins.mean_labour == pytest.approx(2.17, abs=0.005)
    assert margins.male_labour_share == pytest.approx(0.54, abs=0.005)
    assert len(margins.counties) == 22


DOCTORED = {
    "shares above one": ("age_sex", {("0-4", "male"): 0.14121}, r"age_sex, all levels.*\+0\.1000"),
    "shares below one": ("education_by_age", {("65+", "none"): 0.38}, r"education_by_age, 65\+.*-0\.1000"),
    "a status too many": ("employment_status_2020", {("none", "both"): 0.205}, r"employment_status_2020, both.*\+0\.1"),
    "a negative share": ("disability", {("0-14", "none"): -0.1}, "disability, level 0-14 / none"),
    "a share above one": ("household_flags", {("dibao", ""): 1.2}, "household_flags, level dibao"),
    "not a number": ("land", {("0", ""): float("nan")}, "land, level 0"),
    "fewer workers by size": (
        "labour_by_size",
        {("4", ""): 1.0},
        r"labour_by_size weighted by household_size.*labour_per_household.*-0\.3",
    ),
    "larger households": (
        "household_size",
        {("4", ""): 0.1791, ("6", ""): 0.2112},
        r"labour_by_size weighted by household_size.*labour_per_household",
    ),
    "women against both": (
        "employment_status_2020",
        {("none", "female"): 0.052, ("farm, own", "female"): 0.3178},
        "employment_status_2020 '.*' of both sexes",
    ),
    "more infants' homes than infants": (
        "care_burden",
        {("child under 6", ""): 0.6},
        "care_burden 'child under 6'.*age_sex and household_size",
    ),
    "more old people's homes": ("care_burden", {("person 80+", ""): 0.2}, r"care_burden 'person 80\+'.*age_sex"),
    "everybody has land": ("land", {("0", ""): 0.03, ("6-10", ""): 0.39}, "land '0'.*land_seen"),
    "a county too few": (
        "county_migrants_default",
        {("彭阳县", ""): None},
        "county_migrants_default and county_residents",
    ),
    "a level missing": ("household_size", {("7+", ""): None}, r"household_size lacks the level 7\+"),
}


@pytest.mark.parametrize(("table", "change", "message"), DOCTORED.values(), ids=DOCTORED)
def test_doctored_margins_are_refused_and_named(tables, table, change, message):
    for key, value in change.items():
        if value is None:
            del tables[table][key]
        else:
            tables[table][key] = value
    with pytest.raises(DataError, match=message) as caught:
        checked_margins(tables)
    assert table in caught.value.chinese
    assert caught.value.exit_code == 3


def test_margins_that_only_the_fit_shows_to_contradict_are_refused_and_named(tables):
    # four workers in ten households of one person cannot be, though every table adds up and the means agree
    tables["labour_by_size"] |= {("1", ""): 1.6, ("4", ""): 2.0007}
    margins = checked_margins(tables)
    with pytest.raises(DataError, match="labour_by_size stays off"):
        household_types(margins)


def test_persons_and_households_are_fitted_to_the_same_totals():
    margins = published_margins()
    persons, households = person_types(margins), household_types(margins)
    assert persons.share.sum() == pytest.approx(1)
    for kind in Kind:
        per_person = persons.share[persons.kind == kind].sum()
        assert households.share @ households.members[:, kind] == pytest.approx(per_person * margins.mean_size, abs=1e-5)


def test_workers_are_of_working_age_and_nobody_else_is_lost():
    persons = person_types(published_margins())
    working = persons.kind == Kind.WORKER
    assert persons.age[working].min() == 16 and persons.age[working].max() == 64
    assert (kind_of(working, persons.age) == persons.kind).all()


def test_no_household_is_left_to_children():
    members = household_types(published_margins()).members
    children = members[:, Kind.PUPIL] + members[:, Kind.INFANT]
    able = members[:, Kind.WORKER] + members[:, Kind.ELDER]
    assert (able[children > 0] > 0).all()
    assert members.sum(axis=1).min() == 1
