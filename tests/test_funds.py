"""Funds: every name leads to a key, caps are checked, a fund is never overspent, and without caps nothing changes."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest

from migrant_sim.engine import Engine
from migrant_sim.errors import ConfigurationError
from migrant_sim.measures import MEASURES, Measure
from migrant_sim.measures.forms import Places
from migrant_sim.opening import opening
from migrant_sim.paths import folder
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


def test_every_fund_that_a_shipped_file_names_is_known():
    files = [path for kind in ("measure", "programme") for path in (folder("conf") / kind).glob("*.yaml")]
    named = {name for path in files for name in re.findall(r"\bfund: ([^,}#\n]+)", path.read_text(encoding="utf-8"))}
    assert len(files) > 50 and len(named) > 10 and {name.strip() for name in named} <= set(NAMES)


@pytest.mark.parametrize("part", [0.0, 0.05, 0.4])
@pytest.mark.parametrize("key", [BUNDLE, SPECIAL])
def test_a_fund_is_never_overspent_and_what_it_lacks_is_said(every, free, key, part):
    cap = part * spent(free)[key].min()
    run = trajectory(every.with_(**{f"funds.{key}.cap": cap}), -1, 0)
    yuan = spent(run).get(key)
    assert yuan is None or (yuan <= cap).all()
    unmet = run.indicators[(run.indicators.indicator == "unmet_demand") & (run.indicators.group == f"fund:{key}")]
    assert list(unmet.period) == ["2021", "2022", "2023"] and (unmet.value > 0).all()
    assert cap == 0.0 or (yuan[:2] > 0.5 * cap).all()
    assert cap > 0.0 or (run.costs[run.costs.fund.map(key_of) == key][["yuan", "people"]] == 0).all(axis=None)


@pytest.mark.parametrize("part", [0.0, 0.3])
@pytest.mark.parametrize(("region", "scale"), [("yinchuan", 0.01), ("yunnan", 0.001), ("guangxi", 0.001)])
def test_no_payment_of_a_programme_escapes_its_fund(region, scale, part):
    scenario = load_scenario("all_in", region=region, months=24, **{"population.scale": scale})
    most = spent(trajectory(scenario, -1, 0)).groupby("key").max()
    run = trajectory(scenario.with_(**{f"funds.{key}.cap": part * most.get(key, 0.0) for key in KEYS}), -1, 0)
    assert len(most) >= 8 and all(yuan <= part * most[key] for (key, _), yuan in spent(run).items())
    assert (run.costs.yuan.sum() > 0) == (run.costs.people.sum() > 0) == (part > 0)


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


@pytest.mark.parametrize("name", [name for name, instrument in MEASURES.items() if instrument.LASTING])
def test_what_was_built_stands_on_without_money(name):
    """The money of a year is gone before its end: nothing is paid then, and people are reached as before."""
    given = {f"measure.{name}.fund": SPECIAL, "intensity": "high"}
    if issubclass(MEASURES[name], Places):  # its workers are few in a small sample, and late
        given |= {f"measure.{name}.multiplier": 10.0, f"measure.{name}.delay": 6.0}
    scenario = load_scenario(
        "custom", measure=[name], region="hongsibu", months=36, **{"population.scale": 0.01}, **given
    )
    whole = trajectory(scenario, -1, 0)
    cap = 0.3 * spent(whole)[SPECIAL].max()
    some, none = (trajectory(scenario.with_(**{f"funds.{SPECIAL}.cap": yuan}), -1, 0) for yuan in (cap, 0.0))
    lasting = [run.costs[run.costs.year == 2023][["people", "job_months"]].sum().sum() for run in (none, some, whole)]
    assert lasting[0] == 0 < lasting[1] < lasting[2]
    months = monthly_costs(scenario.with_(**{f"funds.{SPECIAL}.cap": cap}))
    paid, unpaid = ([reached for yuan, reached in months[-12:] if (yuan > 0) == there] for there in (True, False))
    assert np.mean(unpaid) > 0.7 * np.mean(paid) > 0


def monthly_costs(scenario):
    """(yuan, people reached or at work) that the costs of each month show."""
    engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
    months = []
    while engine.state.month <= scenario.start + scenario.months:
        engine.step()
        costs = engine.state.costs
        months.append((sum(cost.yuan for cost in costs), sum(cost.people + cost.job_months for cost in costs)))
        engine.advance()
    return months


def test_grants_of_what_lasts_are_paid_as_far_as_the_fund_reaches():
    """A fund spends all it has on the grants for herds that stand, and the herds stay when it pays them in part."""
    given = {f"measure.livestock.{field}": x for field, x in {"fund": SPECIAL, "ramp": 12, "stall_cost": 1.0}.items()}
    scenario = load_scenario(
        "custom", measure=["livestock"], region="hongsibu", months=36, **{"population.scale": 0.004}, **given
    )
    grants = spent(trajectory(scenario, -1, 0))[SPECIAL][2023]
    scenario = scenario.with_(**{f"funds.{SPECIAL}.cap": 0.5 * grants, f"funds.{SPECIAL}.by_month": True})
    months = monthly_costs(scenario)[-12:]
    assert 0.45 * grants < sum(yuan for yuan, _ in months) <= 0.5 * grants
    assert min(people for _, people in months) > 0.9 * max(people for _, people in months) > 0


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
        ({"measure.nx_05_labour_export.fund": "petty cash"}, ("petty cash", "NX-05")),
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

    def act(self, state, streams):
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
