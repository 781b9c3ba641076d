"""Findings of a question: levels, paired differences, cost and chance, from the tables of a run."""

from dataclasses import replace

import pandas as pd
import pytest

from migrant_sim.errors import DataError
from migrant_sim.experiments.findings import Arms, Question, _rows, questions

ROWS = pd.DataFrame(
    [
        (draw, 0, "2025", "x", base + 10.0 * draw, "yuan/person/year", arm)
        for arm, base in (("a", 3.0), ("b", 1.0), ("first", 0.0))
        for draw in range(3)
    ],
    columns=["draw", "replication", "period", "indicator", "value", "unit", "arm"],
)


def arms():
    return Arms((("first", "b"), ("a", "b")), lambda label: ROWS[ROWS["arm"] == label], ())


def question(beside="baseline", period="2025"):
    return Question("q", ("run",), beside, "level", ("x",), (period,))


def test_differences_are_paired_so_that_what_both_share_cancels_out():
    rows = {row[:5]: row[5:] for row in _rows(question(), arms())}
    assert rows["a", "b", "difference", "x", "2025"] == ("yuan/person/year", 2.0, 2.0, 2.0, 3)
    assert rows["a", "", "level", "x", "2025"] == ("yuan/person/year", 13.0, 4.0, 22.0, 3)
    assert len(rows) == 3 + 2


def test_points_are_set_beside_the_first_where_both_arms_feel_what_differs():
    rows = [row[:3] for row in _rows(question("first"), arms())]
    assert rows == [("first", "", "level"), ("a", "", "level"), ("a", "first", "difference")]


def test_a_year_that_was_not_simulated_is_named():
    with pytest.raises(DataError, match="No x of 2030"):
        list(_rows(question(period="2030"), arms()))


def test_the_file_of_questions_is_well_formed(tmp_path):
    for each in questions():
        assert each.words[0] in ("run", "sweep") and each.beside in ("baseline", "first")
        assert each.chart in ("level", "difference") and each.indicators and each.periods
        assert each.folder(tmp_path) == tmp_path / each.words[0] / each.name
    with pytest.raises(DataError, match=r"none\.csv"):
        questions(tmp_path / "none.csv")


def test_the_year_of_a_chance_is_that_of_the_target(tmp_path, monkeypatch):
    import fake_model

    from migrant_sim.experiments import findings
    from migrant_sim.experiments.runner import run_study

    run_study(study := fake_model.study(tmp_path / "run" / "q", draws=4), engine=fake_model.ENGINE)
    asked = Question("q", ("run",), "baseline", "level", ("income_ratio",), ("2025",))
    row = findings.finding(asked, study.folder).iloc[-1]
    assert (row["form"], row["indicator"], row["period"]) == ("probability", "NX-T03", "2025")
    later = [replace(target, years=(2030,)) for target in findings.region_targets(("NX-T03",), "ningxia")]
    monkeypatch.setattr(findings, "region_targets", lambda ids, region: later)
    assert findings.finding(asked, study.folder).iloc[-1]["period"] == "2030"
