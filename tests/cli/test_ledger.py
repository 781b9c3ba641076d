"""`ledger`: sub-verbs, exit codes, what is written where."""

import json

import pytest

from migrant_sim.cli import main
from migrant_sim.cli.ledger import SUBVERBS

PERSONS = "户编号,性别,出生年月\nH1,男,1970-03\nH1,{},1972-04\n"


def test_without_a_sub_verb_they_are_listed(capsys):
    assert main(["ledger"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in SUBVERBS)
    assert main(["ledger", "chek"]) == 2
    assert "'check'" in capsys.readouterr().err


@pytest.mark.parametrize(("sex", "code"), [("女", 0), ("妇", 3)])
def test_the_exit_code_says_whether_there_are_errors(tmp_path, capsys, sex, code):
    path = tmp_path / "人员.csv"
    path.write_text(PERSONS.format(sex), encoding="utf-8")
    report = tmp_path / "report"
    assert main(["ledger", "check", f"files=[{path}]", f"report={report}", "language=zh"]) == code
    told = capsys.readouterr().out
    assert {file.name for file in report.iterdir()} == {"problems.csv", "marked.xlsx"}
    assert "人员: 2" in told and ("第 3 行" in told) == bool(code)


def test_json_holds_every_problem(tmp_path, capsys):
    path = tmp_path / "人员.csv"
    path.write_text(PERSONS.format("妇"), encoding="utf-8")
    assert main(["ledger", "check", f"files={path}", f"report={tmp_path / 'r'}", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == {"persons": 2} and told["errors"] == 1
    assert told["problems"][0]["row"] == 3 and told["problems"][0]["code"] == "unknown_word"


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "files=x.csv", "reference=2020"],
        ["check", "fils=x.csv"],
        ["template", "file=a.csv"],
        ["checks", "x=1"],
    ],
)
def test_usage_mistakes(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["ledger", *words]) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_written_once(tmp_path, capsys):
    assert main(["ledger", "template", f"folder={tmp_path}", "language=zh"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "ledger.xlsx")
    assert main(["ledger", "template", f"folder={tmp_path}"]) == 3


def test_checks_are_listed_in_both_languages(capsys):
    assert main(["ledger", "checks", "language=zh"]) == 0
    assert "校验码" in capsys.readouterr().out
    assert main(["ledger", "checks", "language=en", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 50


def test_the_report_of_an_earlier_check_is_no_ledger(tmp_path, capsys):
    (tmp_path / "人员.csv").write_text(PERSONS.format("女"), encoding="utf-8")
    for _ in range(2):
        assert main(["ledger", "check", f"files={tmp_path}", f"report={tmp_path / 'ledger-check'}", "--json"]) == 0
    assert capsys.readouterr().out.count('"persons": 2') == 2
