"""Shocks of a whole run: nothing before their first month, losses while they last, both arms, hosts."""

import pytest

from migrant_sim import simulate
from migrant_sim.configuration import compose, described
from migrant_sim.errors import ConfigurationError
from migrant_sim.scenario import SHOCKS, Scenario, load_scenario

SMALL = {"region": "minning", "months": 36, "population.scale": 0.02}


@pytest.fixture(scope="module")
def calm():
    return simulate(load_scenario("continuation", **SMALL))


def hit(*names, **changes):
    return load_scenario("continuation", shock=list(names), **SMALL, **changes)


def monthly(table, indicator):
    rows = table[(table.indicator == indicator) & (table.group == "all") & (table.period.str.len() == 7)]
    return rows.set_index("period").value


LOSSES = {
    "drought_2023": ("operating_income", {"shock.drought_2023.spread": 1.0, "shock.drought_2023.size": 0.9}),
    "crop_price_2023": ("operating_income", {}),
    "cattle_price_2022": ("operating_income", {}),
    "lockdowns_2022": ("wage_income", {"shock.lockdowns_2022.spread": 1.0}),
    "outside_demand_2022": ("employed_outside", {"shock.outside_demand_2022.size": 0.6}),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_shock_takes_what_it_says_and_nothing_before_it(calm, name):
    indicator, changes = LOSSES[name]
    scenario = hit(name, **changes)
    shock = dict(scenario.disturbances)[name]
    first, last = (f"{month // 12}-{month % 12 + 1:02d}" for month in (shock.start, shock.stop))
    found = simulate(scenario)
    before = [table[table.period < min(first, first[:4])].value.to_numpy() for table in (found, calm)]
    assert len(before[0]) and (before[0] == before[1]).all()
    there, usual = monthly(found, indicator), monthly(calm, indicator)
    assert there[:first].iloc[:-1].tolist() == usual[:first].iloc[:-1].tolist()
    assert there[first:last].mean() < usual[first:last].mean()


def test_hosts_lose_what_the_shock_says_and_the_published_mean_knows_nothing_of_it(calm):
    plain, weighed = (simulate(hit("crop_price_2023", **{"shock.crop_price_2023.host_loss": x})) for x in (0.0, 0.1))

    def hosts(table):
        rows = table[(table.indicator == "host_income") & (table.group == "all")]
        return rows.set_index("period").value

    assert hosts(plain)["2022"] == hosts(calm)["2022"] == hosts(weighed)["2022"]
    assert hosts(plain)["2023"] == pytest.approx(hosts(calm)["2023"], rel=1e-3)
    assert hosts(weighed)["2023"] == pytest.approx(0.9 * hosts(plain)["2023"])


def test_both_arms_have_the_shocks_and_a_config_gives_them_back():
    composed = compose(["shock=[drought_2023,epidemic_2020]", "shock.drought_2023.size=0.5", "region=minning"])
    arm, base = Scenario.from_config(composed.scenario), Scenario.from_config(composed.baseline)
    assert arm.disturbances == base.disturbances and dict(arm.disturbances)["drought_2023"].size == 0.5
    assert arm.asked_shocks == ("epidemic_2020",) and set(arm.shocks) == {*SHOCKS, "drought_2023"}
    assert Scenario.from_config(arm.to_config()) == arm
    assert arm.key != Scenario.from_config({**composed.scenario, "shock": {}}).key


def test_a_shock_of_ones_own_can_be_added():
    own = load_scenario(
        "continuation", region="minning", **{"+shock.mine": {"kind": "drought", "start": "2022-05", "stop": "2022-09"}}
    )
    assert [name for name, _ in own.disturbances] == ["mine"]


@pytest.mark.parametrize("name", described("shock"))
def test_every_shipped_shock_fits_the_default_run_and_says_its_source(name):
    shock = described("shock")[name][name]
    assert shock["title_en"] and shock["title_zh"] and shock["source"]
    assert name in load_scenario("continuation", shock=[name]).shocks


def test_a_shock_after_the_horizon_is_refused():
    with pytest.raises(ConfigurationError, match=r"shock\.drought_2023\.start = '2023-04'.*2021-01 to 2021-12"):
        load_scenario("continuation", region="minning", months=12, shock=["drought_2023"])
