"""The glossary is in both languages and names every group of households and every key it quotes."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in TEXT.splitlines() if line.startswith("| ")]
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_row_has_both_languages_and_a_meaning() -> None:
    rows = [[cell.strip() for cell in row] for row in ROWS if "meaning" not in row[2]]
    assert len(rows) > 45
    for first, second, meaning in rows:
        assert bool(HAN.search(first)) != bool(HAN.search(second)) and meaning, first


def test_no_word_stands_twice() -> None:
    words = [row[0].strip() for row in ROWS]
    assert sorted(set(words)) == sorted(words)
