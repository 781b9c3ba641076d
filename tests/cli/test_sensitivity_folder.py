"""The folder of an analysis: locked before it is read, its damaged files named, an early end in its manifest."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from migrant_sim.cli import sensitivity
from migrant_sim.cli.request import read_request
from migrant_sim.cli.sensitivity import write_analysis
from migrant_sim.cli.study import study_of
from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments import manifest
from migrant_sim.experiments.sensitivity.plan import Plan
from migrant_sim.experiments.store import Store

WORDS = ("region=minning", "population.scale=0.02", "draws=64", "language=en")


class Analysis:
    """An analysis that costs nothing: `run` does it in a folder; `end` is raised in its midst."""

    def __init__(self, folder, monkeypatch) -> None:
        self.end, self.request = None, read_request(["sensitivity", *WORDS], "en")
        self.study = replace(study_of(self.request), folder=folder, name=folder.name)
        module = "migrant_sim.experiments.sensitivity.analysis"
        monkeypatch.setattr(
            f"{module}.stored_sample", lambda study, result, plan: SimpleNamespace(study=study, plan=plan)
        )
        monkeypatch.setattr(f"{module}.analyse", self.analyse)
        monkeypatch.setattr("migrant_sim.reports.write_sensitivity", lambda folder: [])
        monkeypatch.setattr("migrant_sim.cli.sensitivity_text.told", lambda *words: [])

    def analyse(self, stored, result, bench):
        assert self.state() == "running"
        if self.end:
            raise self.end
        return {"screen": pd.DataFrame({"rank": [1, 2]})}, {"verb": "sensitivity"}

    def run(self) -> None:
        write_analysis(self.study, SimpleNamespace(manifest={"key": "k"}), Plan(), self.request)

    def state(self) -> str:
        return json.loads((self.study.folder / "manifest.json").read_text(encoding="utf-8"))["status"]


@pytest.fixture
def analysis(tmp_path, monkeypatch) -> Analysis:
    return Analysis(tmp_path / "mine", monkeypatch)


@pytest.mark.parametrize("hurt", ["screen.csv", "analysis.json"])
def test_a_damaged_file_of_a_finished_analysis_is_named(analysis, capsys, hurt) -> None:
    analysis.run()
    analysis.run()
    assert "Damaged" not in capsys.readouterr().err
    path = analysis.study.folder / hurt
    whole = path.read_bytes()
    path.write_bytes(whole[:-3])
    analysis.run()
    assert f"Damaged, computed again: {hurt}" in capsys.readouterr().err and path.read_bytes() == whole
    assert analysis.state() == "done"


def test_an_analysis_that_is_stopped_says_so(analysis) -> None:
    analysis.end = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        analysis.run()
    assert analysis.state() == "interrupted"


def test_the_folder_is_read_behind_its_lock(analysis, monkeypatch) -> None:
    whole, read = manifest.earlier, []

    def earlier(study):
        with pytest.raises(ConfigurationError, match="Another command"), Store(study.folder).locked():
            pass
        read.append(study.folder)
        return whole(study)

    monkeypatch.setattr(manifest, "earlier", earlier)
    analysis.run()
    assert read == [analysis.study.folder]


def test_a_folder_of_something_else_is_refused_before_the_sample_is_run(tmp_path, monkeypatch) -> None:
    (tmp_path / "sensitivity" / "mine").mkdir(parents=True)
    (tmp_path / "sensitivity" / "mine" / "letter.txt").write_text("not a study", encoding="utf-8")
    monkeypatch.setattr(sensitivity, "sample", lambda *words: pytest.fail("the sample was run"))
    with pytest.raises(ConfigurationError, match="no study"):
        sensitivity.sensitivity_verb(read_request(["sensitivity", *WORDS, f"results={tmp_path}", "name=mine"], "en"))
