"""The recorder: values are the same whenever one asks for them, and as a plain sum over months has them."""

from dataclasses import replace

import numpy as np
import pytest

from migrant_sim import load_scenario
from migrant_sim.draws import apply, parameter_draw
from migrant_sim.engine import Engine
from migrant_sim.months import year_of
from migrant_sim.opening import opening
from migrant_sim.recorder.closing import BANDS, MONTH_CLASS, MONTHS, STATES, Homes, change_shares, work_states
from migrant_sim.recorder.month import MONTHLY, NUMBERS, monthly_values
from migrant_sim.state import Streams


@pytest.fixture(scope="module")
def scenario():
    given = load_scenario("as_written", region="hongsibu", months=18, **{"population.scale": 0.004})
    return apply(given, parameter_draw(given, -1))


def run(scenario, look, change=lambda state: None):
    """The record of a run that is looked at after every month; `change` is made before the first."""
    begun = opening(scenario, 0)
    change(begun.state)
    engine = Engine(begun.state, scenario, Streams(scenario.seed, 0))
    for _ in range(scenario.months):
        engine.step()
        begun.record.read(engine.state)
        look(begun.record)
        engine.advance()
    return begun.record


def test_looking_at_the_record_each_month_changes_nothing(scenario):
    seen = []
    looked = run(scenario, lambda record: seen.append(len(record.rows)))
    unseen = run(scenario, lambda record: None)
    assert seen[5] - seen[4] == len(MONTHLY) and len(set(seen)) == scenario.months
    assert looked.rows == unseen.rows == unseen.branched().rows
    assert len(looked.rows) == sum(len(page.values) for page in looked.pages)


def test_a_copy_goes_on_by_itself(scenario):
    record = run(scenario, lambda record: None)
    twin, before = record.branched(), dict(record.rows)
    twin.add("2022", {"rural_mean_income": 1.0})
    twin.income[2022] = 0.0
    assert record.rows == before and 2022 not in record.income


def test_levels_without_people_have_no_rows(scenario):
    """Where everybody counts as the lowest fifth, the others have no people."""

    def lowest(state):
        state.households.quintile[:] = 0

    rows = run(scenario, lambda record: None, lowest).rows
    before, after = (
        {group for period, name, group in rows if (period, name) == (year, "poverty_rate")} for year in ("2020", "2021")
    )
    assert before - after == {f"quintile:{fifth}" for fifth in (2, 3, 4, 5)}
    assert np.isfinite(list(rows.values())).all()


def test_a_mean_over_months_is_that_of_a_list_to_the_last_bit():
    random = np.random.Generator(np.random.PCG64(5))  # noqa: NPY002 - test data
    read = random.random((12, len(NUMBERS) + 12)) * 1e4
    values, days = monthly_values(read), read[:, len(NUMBERS) :]
    for row in values:
        assert row.mean() == np.mean(row.tolist()) and row.sum() == np.sum(row.tolist())
    assert values.mean(axis=1).tolist() == [np.mean(row.tolist()) for row in values]
    labour = read[:, NUMBERS.index("labour")]
    assert values[-1].tolist() == [np.sum(day.tolist()) / max(n, 1.0) for day, n in zip(days, labour, strict=True)]


def test_caveats_of_the_texts_are_recorded(scenario):
    rows = run(scenario, lambda record: None).rows
    assert rows["2020", "subsidised_months_change", "all"] == 0.0
    change = rows["2021", "subsidised_months", "all"] - rows["2020", "subsidised_months", "all"]
    assert rows["2021", "subsidised_months_change", "all"] == pytest.approx(change)
    county = next(group for _, _, group in rows if group.startswith("county:"))
    for group in ("all", "group:policy", "quintile:1", county, "list:region-led"):
        assert 0.0 < rows["2021", "work_incentive", group] < 1.0
        assert 0.0 <= rows["2021", "effective_marginal_tax_rate", group] < 1.0
    assert rows["2021", "residents", "all"] > 1000 and rows["2021", "post_exit_rate", "all"] > 0
    assert 0.0 < rows["2021", "monitoring_inclusion", "all"] < 1.0


def test_the_end_of_a_run_is_read_once_and_adds_up(scenario):
    record = run(scenario, lambda record: None)
    page = record.last_page
    rows = dict(zip(page.cells, page.values, strict=True))
    assert page.period == "2021" and not any(name == "state_flow" for _, name, _ in record.rows)
    flows = {group: value for (name, group), value in rows.items() if name == "state_flow"}
    assert len(flows) == len(STATES) ** 2 - 1 and min(flows.values()) >= 0
    assert sum(value for (name, _), value in rows.items() if name == "months_worked_share") == pytest.approx(1.0)
    places = {group: value for (name, group), value in rows.items() if name == "residents"}
    assert sum(places.values()) == pytest.approx(record.rows["2021", "residents", "all"])
    income = sum(value * places[group] for (name, group), value in rows.items() if name == "disposable_income")
    assert income / sum(places.values()) == pytest.approx(record.rows["2021", "disposable_income", "all"])


def test_where_the_end_is_known_decembers_before_it_are_passed_over(scenario):
    longer, years = scenario.with_(months=30), set()
    last = longer.begin + longer.months

    def look(record):
        record.ends(last)
        years.add(record.closing.year)

    known, open_ = run(longer, look), run(longer, lambda record: None)
    assert known.last_page == open_.last_page and known.pages == open_.pages
    assert years == {2020, year_of(last + 1) - 1}


def test_flows_begin_with_the_states_of_december_2020(scenario):
    begun = opening(scenario, 0)
    labour = np.bincount(work_states(begun.state), minlength=len(STATES)) / begun.state.scale
    page = run(scenario, lambda record: None).last_page
    for code, state in enumerate(STATES[:-1]):
        left = sum(
            value
            for (name, group), value in zip(page.cells, page.values, strict=True)
            if name == "state_flow" and group.startswith(f"flow:{state}>")
        )
        assert left == pytest.approx(labour[code])


def test_what_nobody_asks_for_is_not_read(scenario):
    record = run(replace(scenario, groups=()), lambda record: None)
    assert record.last_page.cells == () and record.closing.homes is None and record.closing.begun is None


def test_months_fall_into_their_classes():
    assert [MONTHS[code] for code in MONTH_CLASS] == ["0", *["1-3"] * 3, *["4-6"] * 3, *["7-9"] * 3, *["10-12"] * 3]


def test_persons_are_counted_by_the_change_of_their_households_income():
    nan = float("nan")
    before = Homes(np.array([100.0, 100.0, 100.0, -100.0, 100.0, nan, 100.0]), np.array([2.0, 1, 1, 1, 5, 0, 0]))
    after = Homes(np.array([94.0, 103.0, 100.5, -90.0, 98.0, 50.0, 100.0]), np.array([2.0, 1, 1, 1, 5, 1, 1]))
    shares = change_shares(after, before)
    assert list(shares) == list(BANDS) and list(shares.values()) == [0.2, 0.5, 0.1, 0.1, 0.1]
