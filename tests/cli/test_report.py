"""`report` from the outside: which folders it takes, where the page goes, what is refused."""

import json
from pathlib import Path

import pytest

from migrant_sim.cli import main
from migrant_sim.experiments.manifest import file_record
from migrant_sim.result import write_text


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A finished folder of a verb that writes tables alone."""
    folder = tmp_path / "validate" / "mine"
    head = "trial,moment,unit,low,middle,high,published_low,published,published_high,verdict"
    write_text(folder / "trials.csv", f"{head}\ntraining,train_effect,share,0,0.1,0.2,0,0.1,0.3,within\n")
    outputs = [file_record(folder / "trials.csv", folder)]
    manifest = {"schema": "1", "verb": "validate", "status": "done", "outputs": outputs}
    write_text(folder / "manifest.json", json.dumps(manifest))
    return folder


def test_a_folder_of_tables_gets_a_page_that_its_manifest_lists(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", f"results={tables}", "language=en"]) == 0
    assert capsys.readouterr().out == f"{tables / 'report.html'}\n"
    assert "Twin trials" in (tables / "report.html").read_text(encoding="utf-8")
    assert main(["verify", f"results={tables}", "language=en"]) == 0
    assert "report.html" in capsys.readouterr().out
    assert main(["report", f"results=[{tables}]", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [str(tables / "report.html")]


@pytest.mark.parametrize(("language", "said"), [("zh", "尚未完成"), ("en", "is not finished")])
def test_folders_that_cannot_be_reported_are_refused_with_3(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    running = tmp_path / "run" / "half"
    write_text(running / "manifest.json", json.dumps({"schema": "1", "verb": "run", "status": "running"}))
    assert main(["report", f"results=[{tables},{running}]", f"language={language}"]) == 3
    out, err = capsys.readouterr()
    assert said in err and err.count("\n") == 1 and not out and not (tables / "report.html").exists()


def test_no_folder_at_all_is_a_mistake_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "results=[]", "language=en"]) == 2
    assert "results" in capsys.readouterr().err
