"""Instruments without evidence: alike, and plainly called assumptions wherever they are met."""

from dataclasses import fields
from pathlib import Path

import pytest

from migrant_sim.measures import MEASURES
from migrant_sim.measures.forms import Unproven
from migrant_sim.published import parameter
from migrant_sim.reports.wording import label

ROOT = Path(__file__).parents[3]
NAMES = sorted(name for name, made in MEASURES.items() if issubclass(made, Unproven))
EVIDENCE = {"moment", "context", "do_not_use"}

every = pytest.mark.parametrize("name", NAMES)


def test_those_that_the_issue_names_are_here():
    named = {"branding", "ecommerce", "consumption_assistance", "courtyard_economy", "leisure_tourism"}
    assert named | {"points_shops", "demonstration_zones"} <= set(NAMES)


@every
def test_its_figures_are_assumptions_by_their_own_rows(name):
    sources = [f.metadata["source"] for f in fields(MEASURES[name]) if f.metadata["source"] != "setting"]
    assert len(sources) == 3
    for source in sources:
        row = parameter(source)
        assert row.note.startswith("ASSUMPTION.") and row.grade == "C" and row.role not in EVIDENCE


@every
def test_labels_docs_and_files_say_so(name):
    assert "assumed" in label(name, "en") and "假设" in label(name, "zh")
    about = MEASURES[name].__doc__
    assert "Unproven because" in about
    assert "ASSUMED" in (ROOT / "conf" / "measure" / f"{name}.yaml").read_text(encoding="utf-8")
    mine = [f for f in fields(MEASURES[name]) if f.metadata["source"] != "setting"]
    assert all(f.metadata["doc"].startswith("ASSUMPTION") for f in mine)


@every
def test_none_looks_better_than_another(name):
    made, other = MEASURES[name](), MEASURES["branding"]()
    assert made.cost_per_place == other.cost_per_place and made.INCREMENT == other.INCREMENT
    assert made.net == other.net or name == "points_shops"
