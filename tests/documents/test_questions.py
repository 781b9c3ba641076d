"""Pages of experiments/: made parts agree with the committed findings, and say what every effect must say."""

import pytest

from migrant_sim.documents.answers import ANSWERS, Facts, chance, told, zero
from migrant_sim.documents.forest import drawn
from migrant_sim.documents.questions import FOLDER, collected, commands, question_pages
from migrant_sim.errors import DataError
from migrant_sim.experiments.findings import Question, questions
from migrant_sim.result import UNIDENTIFIED, write_json


def row(**given):
    return {"scenario": "a", "beside": "", "form": "level", "indicator": "x", "period": "2025", "unit": "ratio"} | given


def test_pages_and_figures_are_those_of_the_committed_findings():
    made = question_pages()
    assert len(made) == 2 * len(questions()) >= 12
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, f"{path} is stale; run make experiments"
        assert UNIDENTIFIED[0] in text and ("runs" in text or path.suffix == ".svg")


def test_every_question_has_a_folder_an_answer_and_a_line_on_the_first_page():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = [question.name for question in questions()]
    assert sorted(names) == sorted(ANSWERS) == sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    assert all(f"({name}/README.md)" in page for name in names)
    assert commands(["draws=2"]).splitlines()[0] == "run name=parity_as_written draws=2"


def test_numbers_are_told_in_the_units_of_people():
    numbers = {"median": "0.0194", "low": "-0.001", "high": "0.03", "runs": "24"}
    moved = row(form="difference", beside="b", **numbers)
    assert told(moved) == "+1.9 points (-0.1 to +3.0)" and zero(moved) == "zero inside the interval"
    assert told(row(**numbers)) == "0.02 (-0.00 to 0.03)"
    assert told(moved | {"unit": "yuan", "median": "2e6", "low": "1e6", "high": "3e6"}) == "2 million yuan (1 to 3)"
    assert chance(row(median="0.5", low="0.25", high="1", runs="8")) == "50 % (25 to 100 %) of 8 runs"
    with pytest.raises(DataError, match="lacks difference cost"):
        Facts([moved]).one("difference", "cost")


def test_unfinished_results_are_no_finding(tmp_path):
    write_json(tmp_path / "manifest.json", {"status": "interrupted", "verb": "sweep"})
    question = Question("q", ("sweep",), "baseline", "level", ("x",), ("2025",))
    with pytest.raises(DataError, match="interrupted"):
        collected(question, tmp_path)


def test_a_figure_of_levels_shows_where_its_target_counts_as_met():
    (parity,) = (each for each in questions() if each.name == "parity_as_written")
    numbers = {"median": "0.7", "low": "0.6", "high": "0.8", "runs": "24"}
    rows = [row(indicator="income_ratio", **numbers), row(form="probability", indicator="NX-T03", **numbers)]
    assert "met in 2025 from 0.95" in drawn(parity, rows)
    assert "Dashed" not in drawn(parity, rows[:1])
