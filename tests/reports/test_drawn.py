"""The files of a chart."""

import pandas as pd
import pytest

from migrant_sim.reports.drawn import short, write_numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4323503251.094906, "4323503251"),
        (0.5494028776419497, "0.549403"),
        (-0.00045678912, "-0.000456789"),
        (12.5, "12.5"),
        (1.0, "1"),
        (100.0, "100"),
        (0.0, "0"),
        (999999.96, "1000000"),
    ],
)
def test_a_number_has_six_digits_that_count_and_no_zeros_after_them(value, text):
    assert short(value) == text and float(text) == pytest.approx(value, rel=1e-5)


def test_a_csv_opens_in_a_spreadsheet_and_leaves_empty_what_is_missing(tmp_path):
    table = pd.DataFrame({"name": ["脱贫", "custom"], "value": [1 / 3, float("nan")], "year": [2025, 2026]})
    path = write_numbers(tmp_path / "one.csv", table)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text("utf-8-sig").splitlines() == ["name,value,year", "脱贫,0.333333,2025", "custom,,2026"]


def test_no_text_is_reckoned_as_a_formula_and_numbers_keep_their_sign(tmp_path):
    names = ["=cmd()", "+1", "@sum", "-2+3", "\tx", "-", "1-3"]
    table = pd.DataFrame({"name": names, "value": [-1.5] * 7, "clear": [True] * 7})
    written = pd.read_csv(write_numbers(tmp_path / "one.csv", table))
    assert list(written["name"]) == ["'=cmd()", "'+1", "'@sum", "'-2+3", "'\tx", "-", "1-3"]
    assert (written["value"] == -1.5).all() and written["clear"].all()


def test_a_csv_is_written_whole_or_not_at_all(tmp_path):
    path = write_numbers(tmp_path / "one.csv", pd.DataFrame({"a": [1]}))
    before = path.read_bytes()

    class Broken:
        def __str__(self) -> str:
            raise ValueError("no text")

    with pytest.raises(ValueError, match="no text"):
        write_numbers(path, pd.DataFrame({"a": [Broken()]}))
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
