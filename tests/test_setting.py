"""Values put into plain data give what OmegaConf gives; whatever plain data cannot say goes to OmegaConf."""

from pathlib import Path

import pytest

from migrant_sim import configuration
from migrant_sim.configuration import Composed, compose, compose_each
from migrant_sim.errors import ConfigurationError
from migrant_sim.scenario import Scenario

REGION = ["region=minning"]
PLAIN = [
    [],
    ["seed=5", "months=24", "population.scale=0.02", "output.groups=[]"],
    ["scenario=all_in", "measure.labour_export.multiplier=0.3", "measure.labour_export.kept=0.5", "intensity=low"],
    ["programme.NX-05.multiplier=1.5", "process.labour.separation=0.05", "baseline=as_written"],
    ["measure=[labour_export]", "measure.labour_export.start=2022-01", "intensity=high"],
    ["shock=[epidemic_2020]", "fund.employment_funds.cap=2e8", "name=001", "draws=8"],
    ["sweep.design=lhs", "sweep.over={seed:[0,5,whole]}", "scenario=training_only"],
]
OTHERS = [
    ["~measure.labour_export"],
    ["+measure.more={instrument: labour_export, clause: MY-02}"],
    ["months=${draws}", "draws=24"],
]


def slow(words: list[str], monkeypatch: pytest.MonkeyPatch) -> Composed:
    with monkeypatch.context() as patch:
        patch.setattr(configuration, "composed_plainly", lambda *given: None)
        made = compose(words)
        assert made.baseline  # put together here, while it is slow
        return made


def told(made: Composed) -> tuple[str, ...]:
    """Both arms and the settings; types and order count."""
    return repr(made.scenario), repr(made.baseline), repr(made.settings)


@pytest.mark.parametrize("words", PLAIN)
def test_plain_data_gives_what_omegaconf_gives(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    by_omegaconf = slow([*REGION, *words], monkeypatch)
    monkeypatch.setattr(configuration, "_by_omegaconf", None)
    plainly = compose([*REGION, *words])
    assert told(plainly) == told(by_omegaconf)
    assert Scenario.from_config(plainly.scenario) == Scenario.from_config(by_omegaconf.scenario)


@pytest.mark.parametrize("words", OTHERS)
def test_what_is_more_than_a_plain_value_goes_to_omegaconf(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = compose([*REGION, *words])
    assert told(found) == told(slow([*REGION, *words], monkeypatch))
    monkeypatch.setattr(configuration, "_by_omegaconf", None)
    with pytest.raises(TypeError):
        compose([*REGION, *words])


def test_a_file_that_refers_to_another_key_goes_to_omegaconf(tmp_path: Path) -> None:
    (tmp_path / "population").mkdir()
    (tmp_path / "population" / "mine.yaml").write_text("scale: ${oc.decode:'0.02'}\nscope: null\n", encoding="utf-8")
    assert compose([*REGION, "population=mine"], tmp_path).scenario["population"]["scale"] == 0.02


def test_points_of_a_sweep_are_those_composed_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [[*REGION, *words] for words in PLAIN]
    together = compose_each([*many, *many])
    monkeypatch.setattr(configuration, "composed_plainly", lambda *given: None)
    apart = [compose(words) for words in many]
    assert [told(one) for one in together] == [told(one) for one in [*apart, *apart]]


def test_a_point_keeps_its_values_to_itself() -> None:
    first, second = compose_each([[*REGION, "measure.labour_export.multiplier=0.3"], REGION])
    assert first.scenario["measure"]["nx_05_labour_export"]["multiplier"] < 1
    assert (
        second.scenario["measure"]["nx_05_labour_export"] == compose(REGION).scenario["measure"]["nx_05_labour_export"]
    )


def test_target_and_absent_measures_are_refused_as_ever() -> None:
    with pytest.raises(ConfigurationError, match="_target_"):
        compose([*REGION, "process.labour._target_=os.system"])
    with pytest.raises(ConfigurationError, match="microcredit is not in this scenario"):
        compose([*REGION, "scenario=training_only", "measure.microcredit.multiplier=1"])


def test_equal_parts_of_scenarios_are_made_once_and_numbers_keep_their_kind() -> None:
    one, two = (
        Scenario.from_config(made.scenario) for made in compose_each([[*REGION, "seed=1"], [*REGION, "seed=2"]])
    )
    assert dict(one.measures)["nx_05_labour_export"] is dict(two.measures)["nx_05_labour_export"]
    config = compose([*REGION, "measure=[labour_export]"]).scenario
    with pytest.raises(ConfigurationError, match="finite number"):
        Scenario.from_config(
            {**config, "measure": {"labour_export": {**config["measure"]["labour_export"], "multiplier": True}}}
        )
