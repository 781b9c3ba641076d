"""The hinge: the same arguments give the same table, arms share their luck, and any start and horizon works."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim.indicators import INDICATORS, unit_of
from migrant_sim.opening import _opening
from migrant_sim.population import build
from migrant_sim.recorder.closing import CLOSING
from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import COST_COLUMNS, TIDY_COLUMNS, _run_months, simulate, trajectory
from migrant_sim.state import Life

KEYS = ["period", "indicator", "group"]


@pytest.fixture(scope="module")
def as_written():
    return load_scenario("as_written", region="hongsibu", **{"population.scale": 0.004})


@pytest.fixture(scope="module")
def continuation(as_written):
    return replace(as_written, name="continuation", measures=())


@pytest.fixture(scope="module")
def table(as_written):
    return simulate(as_written, 2, 0)


def yearly(table, indicator):
    rows = table[(table.indicator == indicator) & (table.group == "all") & (table.period.str.len() == 4)]
    return rows.set_index("period").value


def test_the_same_arguments_give_the_same_table_whatever_ran_before(as_written, continuation, table):
    for cache in (_opening, _run_months):
        cache.cache_clear()
    simulate(continuation, 7, 1)
    again = simulate(as_written, 2, 0)
    assert again.equals(table)
    again["value"] = 0.0  # what a caller does to a table is the caller's
    assert simulate(as_written, 2, 0).equals(table)


def test_the_order_of_replications_does_not_matter(as_written):
    forth = [simulate(as_written, -1, r) for r in (0, 1, 2)]
    for cache in (_opening, _run_months):
        cache.cache_clear()
    back = [simulate(as_written, -1, r) for r in (2, 1, 0)]
    assert all(one.equals(other) for one, other in zip(forth, reversed(back), strict=True))


def test_draws_replications_and_seeds_differ(as_written, table):
    others = [(as_written, 3, 0), (as_written, 2, 1), (as_written.with_(seed=1), 2, 0)]
    incomes = [yearly(simulate(*other), "disposable_income")["2025"] for other in others]
    assert len({yearly(table, "disposable_income")["2025"], *incomes}) == 4


def test_neither_the_name_nor_the_groups_change_a_value(as_written, table):
    other = simulate(replace(as_written, name="other", groups=()), 2, 0)
    kept = table[(table.group == "all") | (table.indicator == "quintile_share")].reset_index(drop=True)
    assert other.equals(kept)


def test_both_arms_have_the_same_2020(continuation, table):
    plain = simulate(continuation, 2, 0)
    matched = table.period.str.startswith("2020")
    assert matched.sum() > 300
    assert table[matched].equals(plain[plain.period.str.startswith("2020")])
    assert not table[~matched].equals(plain[~plain.period.str.startswith("2020")])


def test_a_scenario_against_itself_differs_by_exactly_zero(as_written, table):
    twin = simulate(replace(as_written, name="as_written@baseline"), 2, 0)
    assert (twin.value - table.value == 0).all()


def test_the_table_is_tidy(table):
    assert tuple(table.columns) == TIDY_COLUMNS
    assert not table.duplicated(KEYS).any() and table[KEYS].equals(table[KEYS].sort_values(KEYS))
    assert np.isfinite(table.value).all() and not np.signbit(table.value[table.value == 0]).any()
    # Who gains is known of two arms alone: the pair adds it.
    assert set(table.indicator) == set(INDICATORS) - {"income_change_share"}
    assert [unit_of(name, period) for period, name in zip(table.period, table.indicator, strict=True)] == list(
        table.unit
    )
    monthly = table[table.period.str.len() == 7]
    assert set(monthly.indicator) == {name for name, indicator in INDICATORS.items() if indicator.monthly}
    assert set(monthly.group) == {"all"} and monthly.period.nunique() == 72


def test_shares_lie_between_zero_and_one_and_add_up(table):
    shares = table[table.unit == "share"]
    assert shares.value.between(0, 1).all()
    places = shares[shares.indicator.str.match("share_") & (shares.group == "all")]
    # What is missing are the ill of the labour force, who neither work nor search: about one in a hundred.
    assert places.groupby("period").value.sum().between(0.97, 1.0 + 1e-9).all()


def test_sources_add_up_to_income_in_every_period_and_group(table):
    wide = table.pivot(index=["period", "group"], columns="indicator", values="value")
    parts = wide[[f"{source}_income" for source in ("wage", "operating", "property", "transfer")]].dropna()
    assert len(parts) > 100
    assert parts.sum(axis=1).to_numpy() == pytest.approx(wide.disposable_income[parts.index].to_numpy(), rel=1e-9)


def test_months_add_up_to_the_year_but_for_the_review_of_residence(table):
    months = table[(table.indicator == "wage_income") & (table.period.str.len() == 7)]
    for year in ("2020", "2023"):
        total = months[months.period.str.startswith(year)].value.sum()
        # From 2021 people are born and die within the year, and each month counts its own residents.
        assert total == pytest.approx(yearly(table, "wage_income")[year], rel=1e-9 if year == "2020" else 0.01)


def test_nine_months_are_nine_months(table):
    nine, year = yearly(table, "disposable_income_9m"), yearly(table, "disposable_income")
    months = table[(table.indicator == "disposable_income") & (table.group == "all") & (table.period < "2023-10")]
    first = months[(months.period > "2023") & (months.period.str.len() == 7)]
    assert len(first) == 9 and first.value.sum() == pytest.approx(nine["2023"], rel=0.01)
    assert ((nine / year).between(0.5, 0.9)).all()


def test_costs_have_their_columns_and_years(as_written, continuation):
    costs = trajectory(as_written, 2, 0).costs
    assert tuple(costs.columns) == COST_COLUMNS
    assert not costs.duplicated(["year", "measure", "clause", "fund"]).any()
    assert set(costs.year) == set(range(2021, 2026)) and (costs[["yuan", "people", "job_months"]] >= 0).all(axis=None)
    assert trajectory(continuation, 2, 0).costs.empty


def test_cost_per_person_is_the_cost_over_registered_people(as_written, table):
    costs = trajectory(as_written, 2, 0).costs.groupby("year").yuan.sum()
    made = build(as_written.region, as_written.population, as_written.seed)
    people = (made.persons.alive == Life.LIVING).sum() / as_written.population.scale
    for year in costs.index:
        assert yearly(table, "cost_per_person")[str(year)] == pytest.approx(costs[year] / people, rel=1e-9)


def test_a_later_start_holds_the_difference_back_until_then(as_written, continuation):
    later = simulate(as_written.with_(start="2021-12", months=24), -1, 0)
    assert later.period.max() == "2023-12"
    plain = simulate(continuation.with_(start="2021-12", months=24), -1, 0)
    before = later.period < "2022"
    assert later[before].equals(plain[before]) and not later[~before].equals(plain[~before])
    # Until the start, what was in force in fact goes on in both arms.
    in_fact = simulate(replace(as_written, measures=as_written.factual), -1, 0)
    assert later[before].equals(in_fact[in_fact.period < "2022"])


def lasting(table):
    """The rows that do not depend on which year is the last."""
    closing = table.group.str.partition(":")[0].isin(CLOSING)
    return table[~closing].reset_index(drop=True)


def test_a_horizon_within_a_year_ends_with_the_last_month_and_the_last_whole_year(as_written, table):
    short = as_written.with_(months=30)
    early = simulate(short, 2, 0)
    assert early.period.max() == "2023-06"
    assert yearly(early, "income_ratio").index.max() == "2022"
    whole = lasting(table[(table.period <= "2023-06") & (table.period != "2023")])
    assert lasting(early).equals(whole)
    assert set(early[early.indicator == "state_flow"].period) == {"2022"}


def test_one_month_is_enough(as_written):
    assert simulate(as_written.with_(months=1), -1, 0).period.max() == "2021-01"


def test_the_horizon_may_be_2030(as_written, table):
    long = as_written.with_(months=120)
    later = simulate(long, 2, 0)
    assert later.period.max() == "2030-12" and yearly(later, "income_ratio").index.max() == "2030"
    assert np.isfinite(later.value).all()
    assert lasting(later[later.period < "2026"]).equals(lasting(table))


def test_what_is_known_changes_the_reference_and_brings_the_slump(as_written, table):
    ex_ante = simulate(as_written.with_(information="ex_ante"), 2, 0)
    first, second = (yearly(frame, "rural_mean_income") for frame in (table, ex_ante))
    assert first["2020"] == second["2020"] and (first != second)["2021":].all()
    herds = [yearly(frame, "operating_income")["2024"] for frame in (table, ex_ante)]
    assert herds[0] < herds[1]
