"""A whole calibration with a model that costs nothing: files, resuming, workers, regions without figures."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from migrant_sim.cli.calibrate import calibration_of
from migrant_sim.cli.request import read_request
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments import manifest
from migrant_sim.experiments.calibration.design import points, sources, start_source
from migrant_sim.experiments.calibration.moments import moments
from migrant_sim.experiments.calibration.plan import Calibration
from migrant_sim.experiments.calibration.run import OUTPUTS, run_calibration
from migrant_sim.experiments.calibration.work import Ended, Job
from migrant_sim.experiments.store import Store

WORDS = ("calibrate.simulations=108", "calibrate.trials=0", "calibrate.candidates=8192", "calibrate.ranks=64")


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass
class Toy:
    """Income is the start ratio times the rural mean, and a little chance; stops by itself after some runs."""

    ids: tuple[str, ...]
    start: str
    names: tuple[str, ...]
    stop_after: int = 10**9
    factor: float = 1.0
    done: int = 0

    def __call__(self, job: Job) -> Ended:
        self.done += 1
        if self.done > self.stop_after:
            raise KeyboardInterrupt
        ratio = 0.5 + 0.6 * job.place[self.ids.index(self.start)]
        chance = np.random.default_rng(job.luck).normal(0.0, 0.01)
        level = {"ningxia_income_9m_2018": 7300.0, "ningxia_income_2020": 13889.0}
        return Ended(
            job.task, tuple((name, level.get(name, 1.0) * self.factor * ratio * np.exp(chance)) for name in self.names)
        )


@pytest.fixture(scope="module")
def study() -> Calibration:
    return calibration_of(read_request(["calibrate", "region=ningxia", *WORDS, "workers=1", "name=toy"], "en"))


def toy(study: Calibration, ids: tuple[str, ...]) -> Toy:
    names = tuple(moment.id for moment in moments("ningxia", False))
    return Toy(ids, start_source(study.scenario), names)


def run_in(study: Calibration, folder: Path, runner=toy, say=None) -> dict[str, bytes]:
    assert run_calibration(replace(study, folder=folder), silent, runner, say) == 0
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def finished(study: Calibration, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("whole") / "toy"
    return folder, run_in(study, folder)


def test_the_posterior_has_its_format_and_finds_the_start_ratio(finished) -> None:
    folder, _ = finished
    rows = pd.read_csv(folder / "posterior.csv")
    assert list(rows.columns[:1]) == ["row"] and rows["row"].tolist() == list(range(1024))
    ratio = rows["start_income_ratio_2020"]
    assert 0.60 < ratio.median() < 0.86 and ratio.std() < 0.12  # the diffuse prior's own is 0.17
    blocks = ratio.to_numpy().reshape(16, 64)
    assert np.ptp(np.median(blocks, axis=1)) < 0.02
    about = yaml.safe_load((folder / "posterior.yaml").read_text(encoding="utf-8"))
    assert about["identified"] == ["start_income_ratio_2020"] and "identifies the effect" in about["note"]
    assert len(about["identified"]) + len(about["not_identified"]) > 80


def test_each_figure_stands_beside_what_is_predicted(finished) -> None:
    fit = pd.read_csv(finished[0] / "fit.csv").set_index("moment")
    row = fit.loc["ningxia_income_9m_2018"]
    assert row["use"] == "fit" and row["posterior_p05"] < row["value"] < row["posterior_p95"]
    assert row["posterior_p95"] - row["posterior_p05"] < row["prior_p95"] - row["prior_p05"]


def test_an_interrupted_calibration_goes_on_to_the_same_bytes(study, finished, tmp_path: Path) -> None:
    folder = tmp_path / "toy"

    def stopping(study: Calibration, ids: tuple[str, ...]) -> Toy:
        return replace(toy(study, ids), stop_after=40)

    with pytest.raises(KeyboardInterrupt):
        run_calibration(replace(study, folder=folder), silent, stopping)
    assert not (folder / "posterior.csv").exists() and '"interrupted"' in (folder / "manifest.json").read_text()
    assert run_in(study, folder) == finished[1]
    assert not (folder / "parts").exists()


def never(study: Calibration, ids: tuple[str, ...]) -> Toy:
    return replace(toy(study, ids), stop_after=0)


def test_a_finished_calibration_is_not_run_again(study, finished) -> None:
    assert run_in(study, finished[0], never) == finished[1]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


@pytest.mark.parametrize(("name", "runner"), [("posterior.csv", never), ("moments.parquet", toy)])
def test_a_damaged_file_of_a_finished_calibration_is_named_and_made_again(
    study, finished, tmp_path: Path, name: str, runner
) -> None:
    shutil.copytree(finished[0], folder := tmp_path / "toy")
    cut(folder / name)
    told = []
    assert run_in(study, folder, runner, lambda english, chinese: told.append(english)) == finished[1]
    assert told == [f"Damaged, computed again: {name}"]


def test_a_damaged_part_of_an_interrupted_calibration_is_named(study, finished, tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    with pytest.raises(KeyboardInterrupt):
        run_calibration(
            replace(study, folder=folder), silent, lambda study, ids: replace(toy(study, ids), stop_after=40)
        )
    (part,) = (folder / "parts").glob("*.parquet")
    cut(part)
    told = []
    assert run_in(study, folder, toy, lambda english, chinese: told.append(chinese)) == finished[1]
    assert told == [f"文件损坏，将重新计算：parts/{part.name}"]


def test_what_stands_in_the_folder_is_read_behind_the_lock(study, finished, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, read = manifest.earlier, []

    def earlier(asked: Calibration):
        with pytest.raises(ConfigurationError, match="Another command"), Store(asked.folder).locked():
            pass
        read.append(asked.folder)
        return whole(asked)

    monkeypatch.setattr(manifest, "earlier", earlier)
    assert run_in(study, finished[0], never) == finished[1] and read == [finished[0]]


def test_failures_of_an_earlier_sitting_are_not_told_again(study, tmp_path: Path) -> None:
    folder = tmp_path / "toy"

    def failing(study: Calibration, ids: tuple[str, ...]):
        made = toy(study, ids)
        return lambda job: Ended(job.task, error=RuntimeError("luck"), trace="x") if job.task[0] == 7 else made(job)

    assert run_calibration(replace(study, folder=folder), silent, failing) > 0
    assert len(list((folder / "failures").iterdir())) > 0
    run_in(study, folder)
    assert not (folder / "failures").exists()


@pytest.mark.parametrize("waves", [1, 2])
def test_a_model_that_comes_near_no_figure_is_told_so(study, tmp_path: Path, waves: int) -> None:
    asked = replace(study, folder=tmp_path / "toy", settings=replace(study.settings, waves=waves))
    with pytest.raises(DataError, match=r"ningxia_income_9m_2018.*nothing to fit to"):
        run_calibration(asked, silent, lambda study, ids: replace(toy(study, ids), factor=100.0))
    assert '"failed"' in (tmp_path / "toy" / "manifest.json").read_text()


def test_a_region_without_figures_has_its_prior_only() -> None:
    with pytest.raises(DataError, match="prior only"):
        moments("yunnan", True)


def test_no_target_and_no_goal_is_fitted() -> None:
    fitted = {moment.id for moment in moments("ningxia", True) if moment.use == "fit"}
    assert {"ningxia_income_9m_2018", "ningxia_income_2020"} < fitted
    assert not any("target" in name or "goal" in name for name in fitted)


def test_the_design_covers_every_parameter_evenly_and_can_be_extended(study) -> None:
    width = len(sources(study.scenario))
    few, many = (points(count, width, 3, "calibration design") for count in (64, 256))
    assert np.array_equal(few, many[:64])
    assert np.all(np.sort(few, axis=0)[31] < 0.55) and np.all(np.abs(few.mean(axis=0) - 0.5) < 0.02)
