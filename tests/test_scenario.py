"""A scenario is a frozen value: strict in, whole out, changed by path, named by its content."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.errors import ConfigurationError
from migrant_sim.measures import MEASURES
from migrant_sim.months import month_number
from migrant_sim.overrides import parse, word
from migrant_sim.processes import PROCESSES
from migrant_sim.published import parameter
from migrant_sim.scenario import SHOCKS, Scenario, load_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("as_written")


def test_it_reads_back_what_it_writes(scenario: Scenario) -> None:
    again = Scenario.from_config(scenario.to_config())
    assert again == scenario and hash(again) == hash(scenario) and again.key == scenario.key


def test_every_process_is_there_in_the_order_of_the_month(scenario: Scenario) -> None:
    assert [name for name, _ in scenario.processes] == list(PROCESSES)
    assert type(scenario.process("labour")) is PROCESSES["labour"]
    with pytest.raises(ConfigurationError, match="'labour'"):
        scenario.process("labor")


def test_as_written_is_what_the_clauses_order_and_what_was_in_force(scenario: Scenario) -> None:
    names = [name for name, _ in scenario.measures]
    assert names == sorted(names) and names[0].startswith("nx_")
    assert {measure.name() for _, measure in scenario.measures} <= set(MEASURES)
    assert scenario.factual == scenario.measures
    high = load_scenario("as_written", intensity="high")
    assert {measure.intensity for _, measure in high.measures} == {"high"}
    assert high.factual == scenario.factual


def test_a_path_changes_one_value_and_fixes_it(scenario: Scenario) -> None:
    path = "processes.labour.separation"
    new = scenario.with_(**{path: 0.05, "months": 12, "measures.nx_05_labour_export.start": "2022-01"})
    assert new.process("labour").separation == 0.05 and new.months == 12
    assert dict(new.measures)["nx_05_labour_export"].start == month_number("2022-01")
    assert path in new.fixed and path in dict(scenario.uncertain()) and path not in dict(new.uncertain())
    assert scenario.process("labour").separation == parameter("labor_separation_monthly_migrant").central


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"processes.labour.separaton": 0.1}, "'processes.labour.separation'"),
        ({"processes.labor.separation": 0.1}, "'processes.labour'"),
        ({"measures.nx_05_labour_exprt.kept": 1.0}, "'measures.nx_05_labour_export'"),
        ({"month": 12}, "'months'"),
        ({"months.of": 12}, "months"),
        ({"processes.labour.separation": 2.0}, "from 0 to 1"),
        ({"processes.labour.separation": "much"}, "a finite number"),
        ({"measures.nx_05_labour_export.stop": "2020-01"}, "2021-06"),
        ({"population.scale": 0.0}, "population.scale"),
        ({"seed": -1}, "seed = -1"),
        ({"seed": True}, "seed = True"),
        ({"information": "ex_past"}, "'ex_post'"),
    ],
)
def test_a_wrong_change_is_refused(scenario: Scenario, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        scenario.with_(**changes)


def test_the_key_is_of_the_content_not_the_name(scenario: Scenario) -> None:
    assert scenario.with_(name="other").key == scenario.key
    changes: list[dict[str, Any]] = [{"seed": 1}, {"months": 12}, {"information": "ex_ante"}, {"groups": ()}]
    changes += [{"processes.labour.separation": 0.05}, {"population.scale": 0.02}, {"measures": ()}]
    keys = {scenario.with_(**change).key for change in changes}
    assert len(keys | {scenario.key}) == len(changes) + 1


def test_the_order_of_measures_changes_nothing() -> None:
    names = ["labour_export", "welfare_posts"]
    assert load_scenario("custom", measure=names) == load_scenario("custom", measure=names[::-1])


def test_the_scenario_decides_what_processes_know(scenario: Scenario) -> None:
    ante = scenario.with_(information="ex_ante")
    assert ante.process("reference").information == "ex_ante"
    assert (scenario.process("economy").cattle_slump, ante.process("economy").cattle_slump) == (True, False)
    assert ante.shocks == ("epidemic_2020",) and scenario.shocks == tuple(sorted(SHOCKS))
    slump = ante.with_(asked_shocks=("cattle_slump_2024",))
    assert slump.process("economy").cattle_slump and slump.process("reference").cattle_slump


def test_a_region_brings_its_own_start_and_weight(scenario: Scenario) -> None:
    minning, row = load_scenario(region="minning"), parameter("start_income_ratio_2020_minning")
    assert minning.process("reference").start_ratio == row.central
    assert dict(minning.uncertain())["processes.reference.start_ratio"] == row.id
    assert not any(path.startswith("processes.") for path in minning.fixed)
    assert minning.process("reference").share_of_region < scenario.process("reference").share_of_region == 1.0
    mine = load_scenario(region="minning", **{"process.reference.start_ratio": 0.7})
    assert mine.process("reference").start_ratio == 0.7
    assert set(mine.fixed) - set(minning.fixed) == {"processes.reference.start_ratio"}


def test_only_priors_are_drawn(scenario: Scenario) -> None:
    assert {parameter(source).role for _, source in scenario.uncertain()} == {"prior"}
    assert [path for path, _ in scenario.uncertain()] == sorted(path for path, _ in scenario.uncertain())


def test_figures_that_a_configuration_sets_are_fixed_and_settings_are_not() -> None:
    mine = load_scenario("training_only", **{"measure.vocational_training.cost_per_place": 900, "months": 12})
    own = [
        path for path in mine.fixed if not path.startswith("factual.")
    ]  # the programme in force sets some of its own
    assert own == ["measures.vocational_training.cost_per_place"]
    assert dict(mine.measures)["vocational_training"].cost_per_place == 900.0


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("region", None, "region is missing"),
        ("monthes", 3, "'months'"),
        ("start", 2021, "YYYY-MM"),
        ("process", [1], "named keys"),
        ("measure", {"mine": {}}, "measure 'mine'"),
        ("groups", "all", "a list"),
        ("fixed", [3], "fixed = 3"),
    ],
)
def test_a_mapping_is_read_strictly(scenario: Scenario, key: str, value: Any, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        Scenario.from_config({**scenario.to_config(), key: value})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_a_python_value_survives_the_way_through_the_grammar(value: Any) -> None:
    (parsed,) = parse([word("key", value)])
    assert parsed.value() == value
