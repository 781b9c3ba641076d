from dataclasses import fields

import numpy as np
import pytest

from migrant_sim.population import PopulationSpec, births, build, build_from, largest_error, published_margins
from migrant_sim.population.holdings import endow
from migrant_sim.population.hosts import rural_share
from migrant_sim.population.settlements import ENOUGH_HOUSEHOLDS
from migrant_sim.published import parameter, series
from migrant_sim.state import Activity, Group, Life, PoolKind

SAMPLE = PopulationSpec(scale=0.01)
MARGINS = published_margins()


@pytest.fixture
def made(region):
    return build(region, SAMPLE, 7)


def living(made):
    return made.persons.alive == Life.LIVING


def test_households_are_slices_of_persons(made):
    persons, households, settlements = made.persons, made.households, made.settlements
    there = households.present == 1
    assert (persons.household == np.repeat(np.arange(len(households)), households.slots)).all()
    assert (households.first[there] == np.r_[0, np.cumsum(households.slots[there])[:-1]]).all()
    assert (np.diff(households.settlement) >= 0).all()
    assert (persons.settlement == households.settlement[persons.household]).all()
    assert (persons.county == households.county[persons.household]).all()
    assert (households.county == settlements.county[households.settlement]).all()


def test_counts_are_those_of_the_living(made):
    persons, households, settlements = made.persons, made.households, made.settlements
    here, count = living(made), len(households)
    assert (np.bincount(persons.settlement, weights=here) == settlements.persons).all()
    assert (np.bincount(persons.settlement, weights=persons.labour) == settlements.labour).all()
    assert (np.bincount(persons.household, weights=here, minlength=count) == households.size).all()
    assert (np.bincount(persons.household, weights=persons.labour, minlength=count) == households.labour).all()
    old = here & (persons.age >= 60)
    assert (np.bincount(persons.household, weights=old, minlength=count) == households.pensioners).all()
    assert (households.residents == households.size).all() and (persons.resident == here).all()


def test_a_larger_sample_has_several_settlements_in_a_county(ningxia):
    made = build(ningxia, PopulationSpec(scale=0.1), 7)
    several = np.bincount(made.settlements.county)[made.settlements.county] > 1
    inside = np.bincount(made.households.settlement[made.households.present == 1])
    assert several.sum() > 50 and (inside[several] >= ENOUGH_HOUSEHOLDS).all()


def test_settlements_are_large_enough_and_stand_for_all_real_ones(made, region):
    inside = np.bincount(made.households.settlement[made.households.present == 1])
    alone = np.bincount(made.settlements.county)[made.settlements.county] == 1
    assert (alone | (inside >= ENOUGH_HOUSEHOLDS)).all()
    counties = len(np.unique(made.settlements.county))
    assert made.settlements.count.sum() >= counties
    assert made.settlements.count.sum() == pytest.approx(
        region.persons() / region.settlement_persons, abs=len(region.counties)
    )


def test_keys_are_unique_and_a_person_carries_the_household_key(made):
    for table in (made.persons, made.households, made.settlements, made.counties, made.enterprises):
        assert len(np.unique(table.key)) == len(table)
    home = made.households.key[made.persons.household]
    assert (made.persons.key // np.uint64(64) == home).all()


def test_everyone_in_work_stands_in_a_pool_of_the_right_kind_and_place(made):
    persons, pools = made.persons, made.enterprises
    kinds = {
        Activity.CASUAL: PoolKind.CASUAL,
        Activity.LOCAL: PoolKind.LOCAL,
        Activity.REGION: PoolKind.REGION,
        Activity.OUTSIDE: PoolKind.OUTSIDE,
    }
    for activity, kind in kinds.items():
        rows = persons.activity == activity
        assert (pools.kind[persons.pool[rows]] == kind).all()
        near = kind in (PoolKind.CASUAL, PoolKind.LOCAL)
        assert (pools.county[persons.pool[rows]] == (persons.county[rows] if near else -1)).all()
    assert (persons.pool[~np.isin(persons.activity, list(kinds))] == -1).all()
    assert (np.bincount(persons.pool[persons.pool >= 0], minlength=len(pools)) == pools.migrants).all()


def test_pools_hold_everybody_at_work_and_parks_open_empty(made):
    pools, counties = made.enterprises, made.counties
    at_work = pools.migrants + pools.hosts
    local, casual, park = (pools.kind == kind for kind in (PoolKind.LOCAL, PoolKind.CASUAL, PoolKind.PARK))
    vacant = parameter("local_vacancy_rate").central
    assert at_work[local] == pytest.approx(pools.stock[local] * (1 - vacant))
    assert pools.stock[casual] == pytest.approx(at_work[casual] * parameter("casual_days_per_month").central)
    assert (pools.places[local] >= at_work[local]).all()
    assert not pools.stock[park].any() and not at_work[park].any()
    assert pools.hosts[casual] == pytest.approx(counties.host_casual)
    distant = pools.county == -1
    assert not pools.hosts[distant].any()
    assert (pools.stock[distant] == pools.migrants[distant]).all()


def test_posts_are_filled_by_the_people_in_them(made):
    held = np.bincount(made.persons.settlement[made.persons.activity == Activity.POST], minlength=len(made.settlements))
    assert (made.posts.filled == held).all() and (made.posts.places == held).all() and (made.posts.stock == held).all()
    assert (made.posts.settlement == np.arange(len(made.settlements))).all()
    labour = made.settlements.labour
    assert np.abs(held - 0.03 * labour).max() < 3
    assert held.sum() == pytest.approx(0.03 * labour.sum(), abs=1.5)


def test_labour_is_what_works_and_only_that(made):
    persons = made.persons
    labour = persons.labour == 1
    assert (np.isin(persons.activity, (Activity.INACTIVE, Activity.SCHOOLING)) == ~labour).all()
    assert persons.age[labour].min() >= 16 and persons.age[labour].max() <= 64
    assert labour[living(made)].mean() == pytest.approx(MARGINS.mean_labour / MARGINS.mean_size, abs=0.01)
    assert (persons.sex[labour] == 0).mean() == pytest.approx(MARGINS.male_labour_share, abs=0.01)
    assert not persons.hard[~labour].any() and not persons.certificate[~labour].any()
    old = labour & ((persons.age >= 50) | (persons.education <= 1) | (persons.carer == 1) | (persons.health >= 2))
    assert (persons.hard[labour] == old[labour]).all()


def test_skill_has_mean_one_and_rises_with_schooling(made):
    persons = made.persons
    labour = persons.labour == 1
    assert persons.skill[labour].mean() == pytest.approx(1)
    assert persons.skill.min() > 0
    log_skill = np.log(persons.skill[labour])
    gap = log_skill[persons.sex[labour] == 0].mean() - log_skill[persons.sex[labour] == 1].mean()
    assert gap == pytest.approx(np.log(1 + parameter("labor_female_wage_gap").central), abs=0.15)


def test_tenure_fits_the_activity(made):
    persons = made.persons
    post, idle = persons.activity == Activity.POST, persons.labour == 0
    assert persons.tenure[post].max() < parameter("post_spell_cap").central
    assert not persons.tenure[idle].any()
    working = persons.activity <= Activity.SELF_EMPLOYED
    assert persons.tenure[working].mean() == pytest.approx(26.5, rel=0.2)


def test_land_group_and_farm_go_together(made, region):
    households, persons = made.households, made.persons
    assert not households.land[households.group == Group.LABOUR].any()
    assert not households.leased[households.land == 0].any()
    assert not households.herd[households.group == Group.LABOUR].any()
    assert (households.land[persons.household[persons.activity == Activity.FARM]] > 0).all()
    came_alone = households.size[households.group == Group.SELF_MOVED].sum() / households.size.sum()
    assert came_alone == pytest.approx(region.self_moved[region.default_scope], abs=0.02)


def test_dibao_goes_to_the_weakest_first(made):
    households = made.households
    assert not households.dibao[households.present == 0].any()
    assert households.labour[households.dibao == 1].mean() < 0.5 * households.labour.mean()


def test_a_carer_is_a_grown_up_who_can_care(made):
    persons = made.persons
    carer = persons.carer == 1
    assert np.bincount(persons.household[carer]).max() == 1
    assert persons.age[carer].min() >= 16 and persons.age[carer].max() < 70 and persons.health[carer].max() <= 1
    outside = persons.activity == Activity.OUTSIDE
    assert not (outside & carer).any()


def test_hosts_are_what_movers_leave_of_the_rural_residents(made, region):
    counties = made.counties
    assert (counties.hosts > 0).all()
    assert (counties.migrants == np.bincount(made.persons.county[living(made)], minlength=len(counties))).all()
    assert counties.host_labour == pytest.approx(counties.hosts * parameter("host_rural_labour_share").central)
    assert made.county_names == region.counties


def test_rural_residents_add_up_to_the_census():
    share, residents = rural_share(MARGINS), MARGINS.column("county_residents")
    assert sum(share[c] * residents[c] for c in residents) == pytest.approx(series("rural_population")[2020])
    assert all(0 < s < 1 for s in share.values())


def test_built_tables_are_read_only_and_branches_are_not(made):
    with pytest.raises(ValueError, match="read-only"):
        made.persons.activity[0] = 0
    twin = made.persons.branched()
    twin.activity[0] = Activity.TRAINING
    assert made.persons.activity[0] != Activity.TRAINING


def same(one, other):
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))


def test_equal_arguments_give_equal_bits_and_another_seed_another_population(ningxia):
    one, again = (build_from(MARGINS, ningxia, SAMPLE, 11) for _ in range(2))
    other = build_from(MARGINS, ningxia, SAMPLE, 12)
    assert all(same(a, b) for a, b in zip(one[:6], again[:6], strict=True))
    assert one.fit == again.fit
    assert not np.array_equal(one.persons.age[:50], other.persons.age[:50])


def test_the_default_scope_is_the_default(ningxia):
    named = build(ningxia, PopulationSpec(scale=0.01, scope="text"), 7)
    assert all(same(a, b) for a, b in zip(build(ningxia, SAMPLE, 7)[:6], named[:6], strict=True))


@pytest.mark.parametrize("seed", [0, 1, 2**62])
def test_margins_are_reproduced(ningxia, seed):
    population = build_from(MARGINS, ningxia, PopulationSpec(scale=0.02, scope="six_waves"), seed)
    worst, compared = largest_error(population.fit), largest_error(population.fit, fitted=False)
    assert abs(worst.error) < 0.01, worst
    assert abs(compared.error) < 0.03, compared
    assert {row.table for row in population.fit} >= {
        *("age_sex", "education_by_age", "disability", "household_size", "labour_per_household", "labour_by_size"),
        *("care_burden", "household_flags", "land", "employment_status_2020", "casual_share"),
    }


def test_the_margins_given_are_the_margins_fitted(ningxia):
    tables = {table: dict(cells) for table, cells in MARGINS.tables.items()}
    tables["household_flags"] |= {("dibao", ""): 0.3}
    tables["land"] |= {("0", ""): 0.33, ("6-10", ""): 0.09}
    population = build_from(type(MARGINS)(tables), ningxia, SAMPLE, 7)
    there = population.households.present == 1
    assert population.households.dibao[there].mean() == pytest.approx(0.3, abs=0.001)
    assert (population.households.land[there] == 0).mean() == pytest.approx(0.33, abs=0.001)


@pytest.mark.parametrize("scope", ["text", "policy", "six_waves"])
def test_every_scope_builds_at_its_least_scale(ningxia, scope):
    least = ningxia.least_scale(scope, MARGINS.mean_size)
    population = build_from(MARGINS, ningxia, PopulationSpec(scale=least, scope=scope), 3)
    assert population.households.present.sum() >= 100
    assert np.bincount(population.households.settlement).min() >= 1
    assert living(population).sum() == pytest.approx(population.persons_real * least, rel=0.05)


def test_a_larger_scale_gives_the_same_shares(ningxia):
    small, large = (build(ningxia, PopulationSpec(scale=scale, scope="six_waves"), 5) for scale in (0.01, 0.05))
    for code in Activity:
        shares = [(p.persons.activity == code)[living(p)].mean() for p in (small, large)]
        chance = 0.008 if code >= Activity.SCHOOLING else 0.004  # who is still at school at 16 to 21 is not dealt out
        assert shares[0] == pytest.approx(shares[1], abs=chance)
    assert living(large).sum() == pytest.approx(5 * living(small).sum(), rel=0.01)


@pytest.mark.parametrize("scale", [0.01, 0.05])
def test_households_on_the_lists_are_the_share_of_the_programme_however_settlements_are_pooled(ningxia, scale):
    made = build(ningxia, PopulationSpec(scale=scale), 7)
    listed = made.households.list[made.persons.household[living(made)]]
    real = ningxia.persons() / ningxia.settlement_persons
    shares = np.bincount(listed, minlength=3) / len(listed)
    assert shares[1:] == pytest.approx(np.array([35, 64]) / real, rel=0.15)


def test_labour_migrants_live_in_towns_however_settlements_are_pooled(ningxia, monkeypatch):
    seen = []
    monkeypatch.setattr(births, "endow", lambda homes, *rest: seen.append(homes.town) or endow(homes, *rest))
    for scale in (0.01, 0.1):
        made = build_from(MARGINS, ningxia, PopulationSpec(scale=scale), 7)
        there = made.households.present == 1
        labour = made.households.group[there] == Group.LABOUR
        assert labour[seen[-1]].mean() > 0.8 and labour[~seen[-1]].mean() < 0.02


def test_where_labour_migrants_live_does_not_hang_on_the_scale(ningxia):
    shares = []
    for scale in (0.02, 0.3):
        made = build(ningxia, PopulationSpec(scale=scale), 7)
        homes = made.households
        labour = np.bincount(homes.county, weights=(homes.group == Group.LABOUR) * homes.size)
        shares.append(labour / np.bincount(homes.county, weights=homes.size))
    assert shares[1].max() - shares[1].min() > 0.1
    assert np.corrcoef(*shares)[0, 1] > 0.9
