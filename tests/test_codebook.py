from dataclasses import dataclass
from importlib import import_module

import pytest

from migrant_sim.fields import param
from migrant_sim.published import parameters

book = import_module("migrant_sim.codebook")  # the package's own name `codebook` is the function


@dataclass(frozen=True, kw_only=True)
class Work:
    days: float = param(unit="days/month", doc="days worked a month", source="casual_days_per_month", low=0, high=31)
    again: float = param(unit="days/month", doc="the same once more", source="casual_days_per_month", low=0, high=31)
    wait: float = param(2.0, unit="months", doc="months between two spells", source="setting", low=0, high=12)
    clause: str = param("NX-03", unit="", doc="clause of the programme", source="setting")
    silent: float = 1.0


@pytest.fixture
def classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_classes", lambda: (("processes.work", Work),))


def test_every_parameter_and_every_setting_has_one_row(classes: None) -> None:
    frame = book.codebook()
    assert list(frame.columns) == list(book.COLUMNS)
    ids = [row.id for row in parameters()] + ["processes.work.wait", "processes.work.clause"]
    assert list(frame["id"]) == ids


def test_a_parameter_names_the_fields_that_read_it(classes: None) -> None:
    frame = book.codebook().set_index("id")
    assert frame.loc["casual_days_per_month", "used"] == "processes.work.days; processes.work.again"
    assert frame.loc["subsidy_deadweight", "used"] == ""
    assert frame.loc["casual_days_per_month", "central"] == 14


def test_a_setting_shows_its_bounds_and_default(classes: None) -> None:
    frame = book.codebook().set_index("id")
    wait = frame.loc["processes.work.wait"]
    assert (wait["low"], wait["central"], wait["high"], wait["role"]) == (0, 2, 12, "setting")
    assert frame.loc["processes.work.clause", "note"] == "default: NX-03"
    assert frame.loc["processes.work.clause", ["low", "central", "high"]].isna().all()


def test_the_table_shows_every_row_and_its_source(classes: None) -> None:
    lines = book.table(text=True).splitlines()
    assert len(lines) == 1 + 3 * len(book.rows())
    start = next(number for number, line in enumerate(lines) if line.startswith("remittance_share "))
    assert "外工资" in lines[start + 1]
    assert "assumption of this project" in lines[start + 2]
    assert len(book.table(text=False).splitlines()) == 1 + len(book.rows())


def test_every_field_of_the_model_names_a_parameter_or_is_a_setting() -> None:
    sources = {row["source"] for row in book.rows() if row["role"] == book.SETTING}
    assert sources == {book.SETTING}
    assert any(row["used"].startswith("processes.") for row in book.rows())
    assert any(row["used"].startswith("measures.") for row in book.rows())
