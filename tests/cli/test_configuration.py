"""Composition: the user's folder first, both arms, nothing written and nothing left behind."""

import os
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra

from migrant_sim import configuration
from migrant_sim.catalogue import entries
from migrant_sim.configuration import compose, described
from migrant_sim.errors import ConfigurationError
from migrant_sim.measures import MEASURES, Measure
from migrant_sim.scenario import Scenario, load_scenario

SHIPPED = {"continuation", "as_written", "withdrawn", "all_in", "training_only"}


# What Ningxia's programme orders of the instruments that are there.
ORDERED = {name for row in entries() if row["programme"] == "ningxia" for name in row["instruments"]} & set(MEASURES)


def instruments(measures: tuple[tuple[str, Measure], ...]) -> set[str]:
    return {measure.name() for _, measure in measures}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A user's folder with a scenario, a measure and a region of the shipped name."""
    files = {
        "scenario/mine.yaml": "# @package _global_\ndefaults:\n  - override /measure: [evening]\nmonths: 24\n",
        "measure/evening.yaml": "evening: {instrument: vocational_training, clause: MY-01, places: 0.02}\n",
        "population/sample.yaml": "scale: 0.05\nscope: null\n",
    }
    for name, text in files.items():
        path = tmp_path / "my conf" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "my conf"


def test_the_users_folder_stands_before_the_shipped_one(mine: Path) -> None:
    composed = compose(["scenario=mine"], mine)
    assert composed.scenario["population"] == {"scale": 0.05, "scope": None}
    assert composed.scenario["region"]["name"] == "ningxia"
    assert (composed.scenario["months"], composed.baseline["months"]) == (24, 60)
    assert compose([]).scenario["population"]["scale"] == 0.01


def test_a_known_instrument_under_a_name_of_ones_own(mine: Path) -> None:
    scenario = load_scenario("mine", config_dir=mine)
    ((name, measure),) = scenario.measures
    assert name == "evening" and type(measure) is MEASURES["vocational_training"]
    assert (measure.clause, measure.places) == ("MY-01", 0.02)
    both = load_scenario("custom", config_dir=mine, measure=["evening", "vocational_training"])
    assert [name for name, _ in both.measures] == ["evening", "vocational_training"]
    assert Scenario.from_config(both.to_config()) == both


def test_composing_leaves_nothing_behind(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    compose(["scenario=mine"], mine)
    assert Path.cwd() == empty and os.listdir(empty) == []
    assert not GlobalHydra.instance().is_initialized()
    assert "mine" not in described("scenario")


def test_every_shipped_scenario_composes() -> None:
    assert set(described("scenario")) == SHIPPED
    for name, content in described("scenario").items():
        assert load_scenario(name).name == name
        assert content["title"]["en"] and content["title"]["zh"]


def test_every_shipped_region_composes() -> None:
    assert {load_scenario(region=name).region.name for name in described("region")} == set(described("region"))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_instrument_has_a_file_that_names_it(name: str) -> None:
    written = described("measure")[name]
    assert list(written) == [name] and written[name]["instrument"] == name
    assert written[name]["clause"] and written[name]["fund"]


def test_words_for_the_scenario_alone_and_words_for_both() -> None:
    composed = compose(
        ["baseline=training_only", "intensity=high", "measure.vocational_training.multiplier=2", "seed=3"]
        + ["region=minning", "process.labour.separation=0.05"]
    )
    high, base = (Scenario.from_config(arm) for arm in (composed.scenario, composed.baseline))
    scaled = [measure.multiplier for name, measure in high.measures if name.endswith("vocational_training")]
    assert len(scaled) > 1 and sum(scaled) == pytest.approx(2, abs=1e-3)
    (measure,) = dict(base.measures).values()
    assert (measure.multiplier, measure.intensity) == (1, "observed")
    for arm in (high, base):
        assert (arm.seed, arm.region.name, arm.process("labour").separation) == (3, "minning", 0.05)
        assert {m.intensity for _, m in arm.factual} == {"observed"} and instruments(arm.factual) == ORDERED


@pytest.mark.parametrize(
    ("words", "times"),
    [
        (["population.scale=0.02"], 2),
        (["intensity=high", "process.labour.separation=0.05", "~measure.labour_export"], 2),
        (["baseline=as_written"], 1),
        (["scenario=withdrawn"], 3),
    ],
)
def test_a_choice_of_files_is_composed_once(words: list[str], times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, by_hydra = [], configuration.hydra_compose
    monkeypatch.setattr(configuration, "hydra_compose", lambda *files: chosen.append(files) or by_hydra(*files))
    composed = compose(words)
    assert len(chosen) == max(times - 1, 1)  # the other arm waits until somebody asks for it
    assert composed.baseline is composed.baseline and len(chosen) == times
    assert {measure["instrument"] for measure in composed.scenario["factual"].values()} == ORDERED


def test_values_of_one_arm_stay_out_of_the_other() -> None:
    composed = compose(["baseline=as_written", "intensity=high", "measure.labour_export.kept=0.5"])
    high, observed = (arm["measure"]["nx_04_labour_export"] for arm in (composed.scenario, composed.baseline))
    assert (high["intensity"], high["kept"], observed["intensity"]) == ("high", 0.5, "observed")
    assert observed == composed.scenario["factual"]["nx_04_labour_export"]


def test_a_list_of_measures_is_a_free_scenario() -> None:
    composed = compose(["measure=[labour_export]", "measure.labour_export.start=2022-01"])
    assert composed.scenario["name"] == "custom" and list(composed.scenario["measure"]) == ["labour_export"]
    assert composed.baseline["name"] == "continuation" and composed.baseline["measure"] == {}
    assert compose(["scenario=custom", "measure=labour_export"]).scenario["name"] == "custom"


def test_a_measure_can_be_left_out_or_put_in() -> None:
    left = compose(["~measure.labour_export"]).scenario["measure"].values()
    assert {measure["instrument"] for measure in left} == ORDERED - {"labour_export"}
    more = compose(["+measure.more={instrument: labour_export, clause: MY-02}"]).scenario["measure"]
    assert len(more) == len(compose([]).scenario["measure"]) + 1 and more["more"]["clause"] == "MY-02"


def test_withdrawn_keeps_nothing_and_adds_nothing() -> None:
    measures = [measure for _, measure in load_scenario("withdrawn").measures]
    assert {(measure.kept, measure.multiplier) for measure in measures} == {(0.0, 0.0)}
    assert all(measure.in_force(2021 * 12) and measure.in_force(2030 * 12) for measure in measures)


@pytest.mark.parametrize(
    ("word", "name"), [("name=20210410", "20210410"), ("name=1e5", "1e5"), ("name=闽宁 一", "闽宁 一")]
)
def test_names_are_taken_as_they_are_typed(word: str, name: str) -> None:
    assert compose([word]).settings["name"] == name


def test_lists_of_chinese_names_need_no_quotes() -> None:
    composed = compose(["region=minning", "region.counties=[永宁县,红寺堡区]"])
    assert composed.scenario["region"]["counties"] == ["永宁县", "红寺堡区"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="config-dir"):
        compose([], tmp_path / "nowhere")
