"""The county officer's guide is the one that the schema and the messages make."""

from pathlib import Path

from migrant_sim.ledger.guide import guide
from migrant_sim.ledger.messages import kinds
from migrant_sim.ledger.schema import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "ledger.zh.md"


def test_the_page_is_in_step():
    assert PAGE.read_text(encoding="utf-8") == guide(), "renew it: migrant-sim ledger guide > docs/ledger.zh.md"


def test_it_names_every_column_and_every_check():
    text = guide()
    assert all(f"`{code}`" in text for code in kinds())
    assert all(entry.zh in text for table in TABLES.values() for entry in table.fields)
