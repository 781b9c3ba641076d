"""Nothing of the policy texts is left without a treatment, and nothing that is built without a clause."""

import json
from pathlib import Path

import pytest

from migrant_sim.catalogue import COLUMNS, clauses, entries
from migrant_sim.catalogue.page import markdown
from migrant_sim.cli import main
from migrant_sim.configuration import described
from migrant_sim.indicators import INDICATORS
from migrant_sim.measures import MEASURES
from migrant_sim.processes import PROCESSES
from migrant_sim.published import clause_treatments, eligibility, measures, mechanisms, treatments

PAGE = Path(__file__).parents[1] / "docs" / "catalogue.md"
ORDERED = {name for orders in clauses().values() for name in orders if name != "multiplier"}


def test_every_clause_has_a_treatment_and_a_reason_in_both_languages() -> None:
    for language in ("en", "zh"):
        rows = entries(language)
        assert [row["clause"] for row in rows] == [row.id for row in measures()]
        assert all(tuple(row) == COLUMNS and row["treatment"] and row["reason"] for row in rows)


def test_programmes_hold_every_clause_of_the_texts_and_no_other() -> None:
    assert clauses().keys() == {row.id for row in measures()}


def test_every_instrument_has_a_clause() -> None:
    assert set(MEASURES) - ORDERED == set()


def test_every_instrument_that_a_clause_orders_is_there() -> None:
    assert ORDERED - set(MEASURES) == set()


def test_every_instrument_says_whom_it_is_for() -> None:
    assert [row.id for row in eligibility()] == sorted(MEASURES)
    for row in entries():
        assert bool(row["eligible_en"]) == bool(row["eligible_zh"]) == bool(row["instruments"])


def test_the_page_in_chinese_has_the_same_frame() -> None:
    chinese, english = markdown("zh"), markdown()
    assert chinese.count("\n## ") == english.count("\n## ") and chinese.count("\n| ") == english.count("\n| ")
    assert "| 条款 | 标题 |" in chinese and "## Instruments" not in chinese


def test_every_mechanism_has_a_row() -> None:
    assert [row.id for row in treatments()] == [row.id for row in mechanisms()]
    assert {row.id for row in clause_treatments()} <= set(clauses())


def test_targets_of_treatments_are_there() -> None:
    for row in treatments():
        if row.treatment in ("instrument", "eligibility"):
            assert row.target and set(row.target) <= ORDERED
        if row.treatment == "parameter":
            for path in row.target:
                group, name, field = path.split(".")
                owner = {"process": PROCESSES, "measure": MEASURES}[group][name]
                assert field in owner.__dataclass_fields__
        assert set(row.indicators) <= set(INDICATORS)
        assert bool(row.target) == (row.treatment != "documentation")


def test_a_clause_orders_an_instrument_for_every_mechanism_that_is_one() -> None:
    """A clause with a treatment of its own is left out: it says why."""
    own = {row.id for row in clause_treatments()}
    known = {row.id: row for row in treatments()}
    missing = [
        (row.id, name)
        for row in measures()
        if row.id not in own
        for name in row.mechanism
        if known[name].treatment == "instrument" and not set(known[name].target) & set(clauses()[row.id])
    ]
    assert missing == []


def test_a_clause_orders_nothing_that_its_mechanisms_do_not_name() -> None:
    targets = {row.id: set(row.target) for row in treatments()}
    for row in measures():
        assert set(clauses()[row.id]) <= set().union(*(targets[name] for name in row.mechanism)), row.id


def test_the_page_is_up_to_date() -> None:
    """`make catalogue` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == markdown()


def test_the_verb_filters_and_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--json", "programme=ningxia", "treatment=documentation"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert "NX-13" in {row["clause"] for row in rows} and {row["programme"] for row in rows} == {"ningxia"}
    assert main(["catalogue", "mechanism=[ecological_rangers,clean_energy]", "language=zh"]) == 0
    said = capsys.readouterr().out
    assert "YN-10" in said and "NX-20" in said and "NX-01" not in said and "护林员" in said
    assert main(["catalogue", "page"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "said"),
    [("programme=ningxai", "'ningxia'"), ("mechanism=livestok", "'livestock'"), ("treatmen=fund", "'treatment'")],
)
def test_an_unknown_filter_is_refused(capsys: pytest.CaptureFixture[str], word: str, said: str) -> None:
    assert main(["catalogue", word, "language=en"]) == 2
    assert said in capsys.readouterr().err


def test_the_programme_group_is_the_four_texts_and_that_of_the_region() -> None:
    assert set(described("programme")) == {"own", "ningxia", "yinchuan", "yunnan", "guangxi"}
