import pickle

import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.population import LEAST_HOUSEHOLDS, PopulationSpec, Region, build, published_margins
from migrant_sim.published import parameter, targets

MEAN_SIZE = published_margins().mean_size


def test_shipped_regions_are_checked_values(region):
    assert hash(region) == hash(pickle.loads(pickle.dumps(region)))
    assert region == pickle.loads(pickle.dumps(region))
    assert region.default_scope in region.scopes
    assert region.verdict_target in region.targets if region.verdict_target else region.verdict_reason_en
    assert set(region.targets) <= {target.id for target in targets()}
    assert all(parameter(source).role == "prior" for source in region.priors.values())
    assert 0 < region.share_of_region <= 1


def test_a_region_without_counties_has_them_all(ningxia):
    assert ningxia.counties == published_margins().counties
    assert ningxia.share_of_region == 1.0
    assert ningxia.persons("six_waves") == published_margins().persons_in(ningxia.counties)


def test_a_star_stands_for_the_rest_of_a_programme(plain):
    rest = Region.from_mapping(plain | {"targets": ["NX-T13", "NX-*"]}).targets
    coded = {row.id for row in targets("ningxia") if row.simulatable != "no"}
    assert rest[0] == "NX-T13" and len(rest) == len(coded) == 39 and set(rest) == coded
    unnamed = Region.from_mapping(plain | {"targets": None}).targets
    assert unnamed[0] == plain["verdict_target"] and set(unnamed) == coded


def test_sub_regions_weigh_less(ningxia, plain):
    part = Region.from_mapping(plain | {"counties": ["红寺堡区"], "county_scope": None})
    assert part.share_of_region == pytest.approx(230000 / 1232600)


def test_a_region_beyond_the_margins_has_counties_all_alike_and_warns(shipped_region):
    yunnan = shipped_region("yunnan")
    assert len(yunnan.counties) == 22 and yunnan.share_of_region == 1.0 and "assumption" in yunnan.caution_en
    spec = PopulationSpec(scale=0.002).checked(yunnan, MEAN_SIZE)
    made = build(yunnan, spec, seed=1)
    rural = yunnan.synthetic["rural"] * spec.scale
    assert made.counties.residents.sum() == pytest.approx(yunnan.synthetic["residents"] * spec.scale)
    assert (made.counties.hosts + made.counties.migrants).sum() == pytest.approx(rural)
    assert made.counties.migrants.min() > 0.5 * made.counties.migrants.max()


BAD = {
    "synthetic beside counties": (
        {"counties": ["海原县"], "county_scope": None, "synthetic": {"counties": 2, "residents": 9, "rural": 5}},
        "region.counties",
    ),
    "synthetic with a county scope": ({"synthetic": {"counties": 2, "residents": 9, "rural": 5}}, "county_scope"),
    "more rural people than people": (
        {"county_scope": None, "synthetic": {"counties": 2, "residents": 9, "rural": 15}},
        "region.synthetic.rural = 15",
    ),
    "a rural mean that nobody knows": ({"series_region": "四川"}, "region.series_region '四川'"),
    "unknown key": ({"countys": []}, "key of region 'countys'.*counties"),
    "missing key": ({"title_zh": None}, "region.title_zh"),
    "unknown county": ({"counties": ["红寺堡"]}, "county of region ningxia '红寺堡'.*Did you mean '红寺堡区'"),
    "county twice": ({"counties": ["海原县", "海原县"]}, "each county once"),
    "counties as a word": ({"counties": "海原县"}, "region.counties.*a list"),
    "no scope": ({"scopes": {}}, "region.scopes"),
    "nobody": ({"scopes": {"text": {"persons": 0}}}, "region.scopes.text.persons = 0"),
    "persons as text": ({"scopes": {"text": {"persons": "many"}}}, "region.scopes.text.persons = 'many'"),
    "share above one": ({"scopes": {"text": {"persons": 9e5, "self_moved": 1.2}}}, "self_moved = 1.2.*from 0 to 1"),
    "unknown part of a scope": ({"scopes": {"text": {"persns": 9e5}}}, "'persns'.*Did you mean 'persons'"),
    "unknown default scope": ({"default_scope": "txt"}, "default_scope 'txt'.*Did you mean 'text'"),
    "unknown target": ({"targets": ["NX-T3"]}, "target of region ningxia 'NX-T3'"),
    "unknown programme": ({"targets": ["XX-*"]}, "target of region ningxia 'XX-\\*'"),
    "unknown verdict": ({"verdict_target": "parity"}, "target of region ningxia 'parity'"),
    "no verdict and no reason": ({"verdict_target": None}, "verdict_reason_en"),
    "unknown prior": ({"priors": {"reference.start_ratio": "start_income_ratio"}}, "priors.reference.start_ratio"),
    "fixed parameter as prior": ({"priors": {"posts.spell_cap": "post_spell_cap"}}, "'post_spell_cap'"),
    "priors as a list": ({"priors": ["start"]}, "region.priors"),
    "half a settlement": ({"region_led": 3.5}, "region.region_led = 3.5"),
    "fewer than no settlements": ({"county_led": -1}, "region.county_led = -1"),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=BAD)
def test_bad_regions_are_refused_with_the_field_named(plain, change, message):
    with pytest.raises(ConfigurationError, match=f"(?s){message}") as caught:
        Region.from_mapping(plain | change)
    assert caught.value.exit_code == 2
    assert caught.value.chinese != caught.value.english


def test_a_region_may_have_no_verdict_if_it_says_why(plain):
    silent = {"verdict_target": None, "verdict_reason_en": "The text sets none.", "verdict_reason_zh": "文件未设。"}
    assert Region.from_mapping(plain | silent).verdict_target is None


def test_a_scope_that_contradicts_the_counties_is_refused_with_the_gap(plain):
    scopes = plain["scopes"] | {"six_waves": {"persons": 1000000}}
    with pytest.raises(DataError, match=r"six_waves.*county_migrants_default.*\+232,600"):
        Region.from_mapping(plain | {"scopes": scopes})


@pytest.mark.parametrize("scale", [0, -0.1, 1.0001, 1e-4, float("nan"), float("inf"), "0.1", True, None])
def test_scales_out_of_range_are_refused_with_the_least_one(region, scale):
    with pytest.raises(
        ConfigurationError, match=rf"population\.scale.*from {region.least_scale(None, MEAN_SIZE):g} to 1"
    ):
        PopulationSpec(scale=scale).checked(region, MEAN_SIZE)


def test_the_least_scale_gives_just_enough_households(region):
    least = region.least_scale(None, MEAN_SIZE)
    assert least <= 0.01
    households = region.persons() * least / MEAN_SIZE
    assert LEAST_HOUSEHOLDS <= households < 1.12 * LEAST_HOUSEHOLDS


def test_an_unknown_scope_is_refused_with_the_nearest_one(ningxia):
    with pytest.raises(ConfigurationError, match="Did you mean 'six_waves'"):
        PopulationSpec(scale=0.01, scope="sixwaves").checked(ningxia, MEAN_SIZE)


def test_the_default_scope_is_filled_in(ningxia):
    assert PopulationSpec(scale=1).checked(ningxia, MEAN_SIZE) == PopulationSpec(scale=1.0, scope="text")
