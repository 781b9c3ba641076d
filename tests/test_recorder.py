"""The recorder: values are the same whenever one asks for them, and as a plain sum over months has them."""

import numpy as np
import pytest

from migrant_sim import load_scenario
from migrant_sim.draws import apply, parameter_draw
from migrant_sim.engine import Engine
from migrant_sim.opening import opening
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
