"""`run`, `verify`, `compare` and `report` on one small real study."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from migrant_sim.cli import main
from migrant_sim.cli.folders import refuse_missing
from migrant_sim.cli.study import read_study, run
from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments.manifest import file_record
from migrant_sim.result import write_text
from migrant_sim.scenario import load_scenario

SMALL = ["population.scale=0.001", "draws=2", "replications=1", "workers=1", "months=12"]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two studies, `one` as written and `two` with welfare posts alone; the report is left to its own tests."""
    root = tmp_path_factory.mktemp("studies")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("migrant_sim.reports.write_report", lambda folder, screen: [folder / "report.html"])
        patch.delenv("LANG", raising=False)
        for name, scenario in (("one", "as_written"), ("two", "welfare_posts_only")):
            assert main(["run", *SMALL, f"name={name}", f"scenario={scenario}", f"results={root}"]) == 0
        yield root / "run"


def test_a_run_ends_with_its_verdict_and_folder(
    results: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migrant_sim.reports.write_report", lambda folder, screen: [])
    again = ["run", *SMALL, "name=one", f"results={results.parent}"]
    assert main([*again, "language=en"]) == 0
    out, err = capsys.readouterr()
    assert str(results / "one" / "report.html") in out.splitlines()[-1]
    assert "Traceback" not in err
    assert main([*again, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scenario"] == "as_written"


def test_the_study_is_read_back_from_its_folder(results: Path) -> None:
    study = read_study(results / "one")
    manifest = json.loads((results / "one" / "manifest.json").read_text(encoding="utf-8"))
    assert study.key == manifest["key"]
    assert (study.draws, study.replications, study.scenario.months) == (2, 1, 12)


def test_verify_checks_files_and_runs_a_sample_again(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", f"results={results / 'one'}", "--json"]) == 0
    checks = {row["what"]: row["state"] for row in json.loads(capsys.readouterr().out)}
    assert checks["indicators.parquet"] == checks["sample run"] == "ok"


def test_a_sample_that_another_verb_left_is_a_run_to_verify(results: Path) -> None:
    from migrant_sim.cli.folders import _sample_run
    from migrant_sim.experiments.verify import Check

    path = results / "one" / "manifest.json"
    before = path.read_bytes()
    path.write_text(json.dumps(json.loads(before) | {"verb": "discover"}), encoding="utf-8")
    try:
        assert _sample_run(results / "one", Check("sample run", "skipped"), "en").state == "ok"
    finally:
        path.write_bytes(before)


def test_verify_fails_with_4_when_a_file_was_changed(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = results / "two" / "config.yaml"
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        assert main(["verify", f"results={results / 'two'}"]) == 4
    finally:
        path.write_bytes(before)
    assert "config.yaml" in capsys.readouterr().err


def test_compare_pairs_two_results(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", f"results=[{results / 'one'},{results / 'two'}]", "--json"]) == 0
    rows = {row["indicator"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["disposable_income"]["unit"] == "yuan/person/year"
    assert rows["disposable_income"]["p05"] <= rows["disposable_income"]["B-A"] <= rows["disposable_income"]["p95"]
    assert main(["compare", f"results=[{results / 'one'},{results / 'one'}]", "--json"]) == 0
    assert {row["B-A"] for row in json.loads(capsys.readouterr().out)} == {0.0}


def test_the_nearest_folder_is_named(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", f"results={results / 'on'}"]) == 2
    assert f"Did you mean {str(results / 'one')!r}?" in capsys.readouterr().err


def test_a_folder_that_holds_another_study_is_refused(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SMALL, "name=one", "seed=8", f"results={results.parent}"]) == 2
    assert "name = 'one'" in capsys.readouterr().err


def test_python_runs_the_same_study(results: Path, tmp_path: Path) -> None:
    scenario = load_scenario("welfare_posts_only", months=12, **{"population.scale": 0.001})
    result = run(scenario, draws=1, replications=1, folder=tmp_path / "mine")
    assert (result.scenario, result.baseline, result.exit_code) == ("welfare_posts_only", "continuation", 0)
    assert result.manifest["key"] == read_study(results / "two").key == read_study(tmp_path / "mine").key


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A finished folder of a verb that writes tables alone."""
    folder = tmp_path / "validate" / "mine"
    write_text(folder / "trials.csv", "trial,value\ntraining,1\n")
    outputs = [file_record(folder / "trials.csv", folder)]
    write_text(folder / "manifest.json", json.dumps({"verb": "validate", "status": "done", "outputs": outputs}))
    return folder


def test_a_folder_of_tables_is_verified_by_its_files(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", f"results={tables}", "language=en"]) == 0
    assert "made by validate: files alone are checked" in capsys.readouterr().out
    (tables / "trials.csv").write_text("trial,value\ntraining,2\n")
    assert main(["verify", f"results={tables}", "language=en"]) == 4


def test_a_folder_of_tables_is_no_run_to_compare(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", f"results=[{tables},{tables}]", "language=en"]) == 3
    assert "a result of validate, not of run" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["compare", "verify", "report"])
def test_a_folder_that_is_not_there_is_a_mistake_and_an_empty_one_bad_data(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, code in ((tmp_path / "none", 2), (tmp_path, 3)):
        given = f"[{folder},{folder}]" if verb == "compare" else folder
        assert main([verb, f"results={given}", "language=en"]) == code
        assert "holds no results" in capsys.readouterr().err


def test_discover_takes_no_missing_run_for_the_folder_of_all_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, folder in product(("discover", "sensitivity"), (tmp_path / "run" / "none", tmp_path / "none")):
        assert main([verb, f"results={folder}", "language=en"]) == 2
        assert "is not there" in capsys.readouterr().err
    assert "say what to run" in _refusal(tmp_path / "none") and "say what to run" not in _refusal(
        tmp_path / "run" / "none"
    )
    refuse_missing(tmp_path / "new")  # with region= beside it: the folder of all results to be


def _refusal(folder: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        refuse_missing(folder, alone=folder.parent.name != "run")
    return caught.value.english


def test_compare_says_what_it_leaves_out_to_protect_people() -> None:
    from types import SimpleNamespace

    from migrant_sim.cli.folders import _left_out

    old, new = {"zh": "旧", "en": "old"}, {"zh": "新", "en": "new"}
    before = [SimpleNamespace(summary={"warnings": [old]}), SimpleNamespace(summary={})]
    after = [SimpleNamespace(summary={"warnings": [old, new]}), before[1]]
    assert _left_out(before, after, "en") == ["A: new"] and _left_out(before, after, "zh") == ["A: 新"]


@pytest.mark.parametrize(("size", "code"), [([1, 1], 3), ([2, 1], 0), ([1, 2], 0)])
def test_a_report_of_a_single_run_is_refused(
    size: list[int], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("migrant_sim.reports.write_report", lambda *folders, screen: [])
    held = {"verb": "run", "draws": size[0], "replications": size[1]}
    write_text(tmp_path / "manifest.json", json.dumps(held))
    assert main(["report", f"results={tmp_path}", "language=en"]) == code
    assert ("one run only" in capsys.readouterr().err) == (code == 3)
