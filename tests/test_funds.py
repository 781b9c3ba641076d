"""Funds: every name leads to a key, caps are checked, a fund is never overspent, and without caps nothing changes."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from migrant_sim.engine import Engine
from migrant_sim.errors import ConfigurationError
from migrant_sim.measures import Measure
from migrant_sim.opening import opening
from migrant_sim.published.funds import GENERAL, KEYS, NAMES, key_of
from migrant_sim.scenario import Scenario, load_scenario
from migrant_sim.simulate import trajectory
from migrant_sim.state import SECTORS, Streams
from migrant_sim.state.snapshot import Snapshot

BUNDLE, SPECIAL = "employment_funds", "special_funds"


@pytest.fixture(scope="module")
def every():
    return load_scenario("all_in", region="hongsibu", months=36, **{"population.scale": 0.004})


@pytest.fixture(scope="module")
def free(every):
    return trajectory(every, -1, 0)


def spent(run):
    """Yuan by key of the fund and year."""
    costs = run.costs.assign(key=run.costs.fund.map(key_of))
    return costs.groupby(["key", "year"]).yuan.sum()


def without_unmet(run):
    table = run.indicators
    return table[table.indicator != "unmet_demand"].reset_index(drop=True)


def test_every_fund_has_names_and_labels():
    assert all(key in NAMES and NAMES[key].key == key for key in KEYS)
    assert all(row.label_en and row.label_zh and row.label_zh != row.label_en for row in NAMES.values())
    assert key_of("unemployment insurance funds") == key_of("employment subsidy funds") == BUNDLE


def test_a_scenario_survives_its_configuration(every):
    capped = every.with_(**{f"funds.{BUNDLE}.cap": 1e6, f"funds.{BUNDLE}.first": ("welfare_posts",)})
    assert Scenario.from_config(capped.to_config()) == capped and capped.key != every.key
    written = load_scenario("all_in", region="hongsibu", **{f"fund.{BUNDLE}.cap": 5, f"fund.{SPECIAL}.by_month": True})
    assert dict(written.funds)[BUNDLE].cap == 5 and dict(written.funds)[SPECIAL].by_month


@pytest.mark.parametrize("cap", [0.0, 2e5, 6e6])
@pytest.mark.parametrize("key", [BUNDLE, SPECIAL])
def test_a_fund_is_never_overspent_and_what_it_lacks_is_said(every, free, key, cap):
    run = trajectory(every.with_(**{f"funds.{key}.cap": cap}), -1, 0)
    yuan = spent(run).get(key)
    assert yuan is None or (yuan <= cap).all()
    unmet = run.indicators[(run.indicators.indicator == "unmet_demand") & (run.indicators.group == f"fund:{key}")]
    assert list(unmet.period) == ["2021", "2022", "2023"] and (unmet.value > 0).all()
    assert cap == 0.0 or (yuan[:2] > 0.5 * cap).all()
    assert cap > 0.0 or (run.costs[run.costs.fund.map(key_of) == key][["yuan", "people"]] == 0).all(axis=None)


def test_a_cap_that_is_never_reached_changes_no_bit(every, free):
    run = trajectory(every.with_(**{f"funds.{key}.cap": 1e12 for key in KEYS}), -1, 0)
    assert without_unmet(run).equals(without_unmet(free)) and run.costs.equals(free.costs)
    assert (run.indicators[run.indicators.indicator == "unmet_demand"].value == 0).all()


def test_a_bundle_shares_one_cap(every):
    cap = 4e6
    costs = trajectory(every.with_(**{f"funds.{BUNDLE}.cap": cap}), -1, 0).costs
    names = costs[(costs.fund.map(key_of) == BUNDLE) & (costs.yuan > 0)]
    assert names.fund.nunique() == 2 and (names.groupby("year").yuan.sum() <= cap).all()


def test_who_is_served_first_gets_more(every):
    given = {f"funds.{BUNDLE}.cap": 4e6, f"funds.{BUNDLE}.by_month": True}
    plain, first = (
        trajectory(every.with_(**given, **more), -1, 0).costs.groupby("measure").yuan.sum()
        for more in ({}, {f"funds.{BUNDLE}.first": ("labour_export",)})
    )
    assert first["labour_export"] > plain["labour_export"]


def test_money_by_month_lasts_all_year(every):
    scenario = every.with_(**{f"funds.{BUNDLE}.cap": 6e6, f"funds.{BUNDLE}.by_month": True}, months=24)
    engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
    months = []
    while engine.state.month <= scenario.start + 24:
        engine.step()
        months.append(sum(cost.yuan for cost in engine.state.costs if key_of(cost.fund) == BUNDLE))
        assert abs(sum(engine.state.books.net(sector) for sector in SECTORS)) < 0.005
        engine.advance()
    assert sum(yuan > 0 for yuan in months[12:]) >= 10


def test_what_was_built_stands_on_without_money(every):
    """Parks paid for in the first year still employ people in later years, when the fund has little."""
    scenario = replace(every, measures=tuple(pair for pair in every.measures if pair[0] == "industrial_parks"))
    some = trajectory(scenario.with_(**{f"funds.{SPECIAL}.cap": 1e7}), -1, 0)
    none = trajectory(scenario.with_(**{f"funds.{SPECIAL}.cap": 0.0}), -1, 0)
    whole = trajectory(scenario, -1, 0)
    people = [run.costs[run.costs.year == 2023].people.sum() for run in (none, some, whole)]
    assert people[0] == 0 < people[1] < people[2]


def test_a_month_put_back_is_the_month_again(every):
    engines = [Engine(opening(every, 0).state, every, Streams(every.seed, 0)) for _ in range(2)]
    for engine in engines:
        for _ in range(6):
            engine.step()
            engine.advance()
    state = engines[0].state
    before = Snapshot(state)
    engines[0].step()
    before.put_back(state)
    for engine in engines:
        engine.step()
    for mine, other in zip(state.tables(), engines[1].state.tables(), strict=True):
        for name, column in vars(mine).items():
            assert np.array_equal(column, vars(other)[name]), name
    assert state.books.month == engines[1].state.books.month and state.costs == engines[1].state.costs


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({f"fund.{BUNDLE}.cap": -1}, (f"fund.{BUNDLE}.cap = -1", "from 0")),
        ({"fund.employment_fund.cap": 1}, ("'employment_fund'", BUNDLE)),
        ({f"fund.{BUNDLE}.required": True}, (f"fund.{BUNDLE}.cap", "NX-03, NX-04, NX-05")),
        ({f"fund.{BUNDLE}.first": ["labour_exprt"]}, ("labour_exprt", "'labour_export'?")),
        ({"measure.labour_export.fund": "petty cash"}, ("petty cash", "NX-05")),
    ],
)
def test_mistakes_are_refused_with_the_clause(changes, said):
    with pytest.raises(ConfigurationError) as refused:
        load_scenario("all_in", region="hongsibu", **changes)
    assert all(word in refused.value.message("en") for word in said)


@dataclass(frozen=True, kw_only=True)
class Owed(Measure):
    """Pays households what it owes them whatever its levers are, from two funds."""

    other_fund: str = "bridging funds"

    def act(self, state):
        """Nothing."""

    def bill(self, state):
        """Five yuan from one fund, three from the other, at real scale."""
        self.charge(state, 5.0 * state.scale, 0.0, 0.0, payee="")
        replace(self, fund=self.other_fund).charge(state, 3.0 * state.scale, 0.0, 0.0, payee="")


def test_what_is_owed_by_right_falls_to_the_general_budget(every):
    scenario = replace(every, measures=(("owed", Owed(clause="NX-X")),), months=12)
    costs = trajectory(scenario.with_(**{"funds.bridging_funds.cap": 10.0}), -1, 0).costs
    by_fund = costs.groupby("fund").yuan.sum()
    assert by_fund["bridging funds"] == pytest.approx(9.0)
    assert by_fund[GENERAL] == pytest.approx(6 * 8.0) and by_fund.sum() == pytest.approx(9 * 8.0)
