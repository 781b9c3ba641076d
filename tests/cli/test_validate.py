"""`validate` from the outside: a table on stdout, a file for the spreadsheet, nothing written on a mistake."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from migrant_sim.cli import main, validate
from migrant_sim.cli.validation_text import few_draws
from migrant_sim.experiments import trials

TRIALS = "validate.parts=[trials]"
SMALL = ["region=minning", "population.scale=0.0064", "draws=1", "replications=1", "workers=1"]


def test_the_table_is_printed_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *SMALL, TRIALS, f"results={tmp_path}", "name=mine", "language=zh"]) == 0
    said = capsys.readouterr()
    kept = (tmp_path / "validate" / "mine" / "trials.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(kept.splitlines()))
    assert len(rows) >= 7 and all(row["moment"] in said.out for row in rows)
    assert "文献" in said.out and "Traceback" not in said.err
    assert "警告" in said.out and all(float(row["treated"]) >= 0 for row in rows)
    assert all((row["verdict"] == "not evaluated") == (row["middle"] == "") for row in rows)
    assert sorted(path.name for path in (tmp_path / "validate" / "mine").iterdir()) == [
        "config.yaml",
        "manifest.json",
        "trials.csv",
    ]


def test_a_folder_of_something_else_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "validate" / "mine").mkdir(parents=True)
    (tmp_path / "validate" / "mine" / "letter.txt").write_text("not a study", encoding="utf-8")
    assert main(["validate", *SMALL, TRIALS, f"results={tmp_path}", "name=mine"]) == 2
    assert [path.name for path in (tmp_path / "validate" / "mine").iterdir()] == ["letter.txt"]


def test_what_another_command_left_meanwhile_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "validate" / "mine" / "letter.txt"

    def meanwhile(*words):
        letter.parent.mkdir(parents=True)
        letter.write_text("not a study", encoding="utf-8")
        return []

    monkeypatch.setattr(validate, "trial_rows", meanwhile)
    assert main(["validate", *SMALL, TRIALS, f"results={tmp_path}", "name=mine", "language=en"]) == 2
    assert "no study" in capsys.readouterr().err and list(letter.parent.iterdir()) == [letter]


def test_a_machine_may_read_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *SMALL, TRIALS, f"results={tmp_path}", "--json"]) == 0
    said = capsys.readouterr()
    assert {row["verdict"] for row in json.loads(said.out)["trials"]} <= {
        "below",
        "within",
        "partly within",
        "above",
        "not evaluated",
    }
    assert "no intervals" in said.err or "不能当作区间" in said.err


@pytest.mark.parametrize(("draws", "runs", "warned"), [(1, 4, "all trials"), (3, 2, "one_effect"), (3, 3, "")])
def test_intervals_of_two_draws_are_warned_of(draws: int, runs: int, warned: str) -> None:
    said = few_draws([SimpleNamespace(moment="one_effect", runs=runs)], draws, "en")
    assert bool(said) == bool(warned) and warned in said


def test_trials_are_made_among_people_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, one = [], trials.Finding("training", "train_employment_effect_rct", 0.01, 5)
    monkeypatch.setattr(trials, "findings", lambda scenario, *_: seen.append(scenario.population.scale) or [one])
    words = ["region=minning", "draws=1", "replications=1", "workers=1", TRIALS, f"results={tmp_path}"]
    assert main(["validate", *words, "validate.least_people=30000", "name=many"]) == 0
    assert main(["validate", *words, "population.scale=0.0064", "name=few"]) == 0
    assert seen[0] > 0.3 and seen[1] == 0.0064


def test_a_mistake_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "draws=0", f"results={tmp_path}"]) == 2
    assert not list(tmp_path.iterdir()) and "draws" in capsys.readouterr().err


def test_a_prediction_has_a_folder_and_a_table_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enough = [word.replace("draws=1", "draws=24") for word in SMALL]
    words = [*enough, "fit_until=2018", "horizon=2019", f"results={tmp_path}", "language=en"]
    assert main(["validate", *words]) == 0
    said = capsys.readouterr().out
    assert "known to 2018 → 2019" in said and "nothing published, not scored" in said
    (folder,) = (tmp_path / "validate").iterdir()
    assert folder.name.endswith("-2018-2019-ex_ante")
    assert "fit_until: 2018" in (folder / "config.yaml").read_text(encoding="utf-8")
    rows = list(csv.DictReader((folder / "predictions.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["account"] for row in rows} == {"printed", "survey"} and all(not row["printed"] for row in rows)
    assert all(float(row["low90"]) < float(row["median"]) < float(row["high90"]) for row in rows)


def test_too_few_draws_for_an_ensemble_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *SMALL, "fit_until=2018", "horizon=2019", f"results={tmp_path}", "language=en"]) == 2
    assert "draws = 1" in (said := capsys.readouterr().err) and "24 or more" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["region=yunnan", "fit_until=2018"], 3, "yunnan"),
        (["region=minning", "fit_until=2013"], 2, "fit_until"),
        (["region=minning", "fit_until=2018", "horizon=2018"], 2, "horizon"),
        (["validate.parts=[guesses]"], 2, "validate.parts"),
    ],
)
def test_what_cannot_be_validated_is_refused(words, code, said, tmp_path, capsys):
    assert main(["validate", *words, f"results={tmp_path}", "language=en"]) == code
    assert not list(tmp_path.iterdir()) and said in capsys.readouterr().err


def test_a_folder_answers_one_question(tmp_path, monkeypatch, capsys):
    """The key of the study does not hold what was asked of it, so config.yaml is looked at."""
    monkeypatch.setattr(validate, "_tables", lambda request, asked, study, plans: {"checks": []})
    words = ["validate", "region=minning", "draws=24", "name=mine", f"results={tmp_path}", "language=en"]
    assert main([*words, "validate.parts=[checks]"]) == 0
    before = (tmp_path / "validate" / "mine" / "config.yaml").read_bytes()
    assert main([*words, "validate.parts=[checks]"]) == 0
    capsys.readouterr()
    assert main([*words, "validate.parts=[checks]", "validate.least_people=1000"]) == 2
    assert "choose another name" in (said := capsys.readouterr().err) and "1000" in said
    assert (tmp_path / "validate" / "mine" / "config.yaml").read_bytes() == before


@pytest.mark.parametrize("verb", ["run", "sensitivity", "sweep"])
def test_a_horizon_is_no_key_of_other_verbs(verb, tmp_path, capsys):
    assert main([verb, "region=minning", "horizon=2030", f"results={tmp_path}", "language=en"]) == 2
    assert "months=" in capsys.readouterr().err and not list(tmp_path.iterdir())
