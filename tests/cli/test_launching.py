"""Hydra's own launchers do the jobs of `-m`: same results, nothing of Hydra's left beside them."""

import pytest

from migrant_sim.cli import main, multirun
from migrant_sim.cli.launching import in_turn, told_apart
from migrant_sim.errors import ConfigurationError

JOBS = ["region=minning", "scenario=as_written,all_in", "months=12", "language=en"]


def test_the_launchers_words_are_told_from_the_others() -> None:
    own, words = told_apart(["hydra/launcher=joblib", "seed=1,2", "hydra.launcher.n_jobs=2"])
    assert own == ("hydra/launcher=joblib", "hydra.launcher.n_jobs=2") and words == ("seed=1,2",)


@pytest.mark.parametrize(
    ("words", "said"), [(["hydra/launcher=jobib"], "joblib"), (["hydra.launcher.n_jobs=2"], "hydra/launcher=")]
)
def test_bad_launchers_are_refused_with_the_nearest_name(words, said) -> None:
    with pytest.raises(ConfigurationError, match=said):
        told_apart(words)


@pytest.mark.parametrize("launcher", ["basic", "joblib"])
def test_jobs_of_a_launcher_are_the_ordinary_command(tmp_path, monkeypatch, capfd, launcher) -> None:
    monkeypatch.chdir(tmp_path)
    if launcher == "joblib":
        pytest.importorskip("hydra_plugins.hydra_joblib_launcher", reason="needs the extra launchers")
    assert main(["run", "-m", "--cfg", "job", f"hydra/launcher={launcher}", *JOBS]) == 0
    told = capfd.readouterr().out
    assert told.count("schema:") == 2 and "name: all_in" in told
    assert main(["run", "-m", f"hydra/launcher={launcher}", *JOBS, "population.scale=7"]) == 2
    assert "population.scale" in capfd.readouterr().err
    assert not list(tmp_path.rglob("multirun*")) and not list(tmp_path.rglob(".launched-*"))


def test_jobs_that_extend_one_study_come_in_turn() -> None:
    words = [("seed=1", "draws=1"), ("seed=2", "draws=1"), ("seed=1", "draws=2"), ("seed=2", "draws=2", "workers=2")]
    assert in_turn(words) == [[words[0], words[2]], [words[1], words[3]]]


def test_a_launcher_is_given_one_job_a_study(tmp_path, monkeypatch) -> None:
    given = []
    monkeypatch.setattr(multirun, "launch", lambda jobs, own, results: given.extend(jobs) or 0)
    assert main(["run", "-m", "hydra/launcher=joblib", *JOBS, "draws=1,2", f"results={tmp_path}"]) == 0
    assert [[words[-2] for words in job] for job in given] == [["draws=1", "draws=2"]] * 2


def test_what_jobs_of_submitit_say_reaches_the_terminal(tmp_path, monkeypatch, capfd) -> None:
    pytest.importorskip("hydra_plugins.hydra_submitit_launcher", reason="needs the extra launchers")
    monkeypatch.chdir(tmp_path)
    words = ["hydra/launcher=submitit_local", *JOBS, f"results={tmp_path}", "population.scale=7"]
    assert main(["run", "-m", *words]) == 2
    said = capfd.readouterr().err
    assert said.index("[1/2] run") < said.index("population.scale = 7") < said.index("[2/2] run")
    assert not list(tmp_path.iterdir())
