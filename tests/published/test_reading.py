import csv
from pathlib import Path

import pytest
from made_rows import GOOD, write

from migrant_sim import published
from migrant_sim.errors import DataError
from migrant_sim.paths import folder


def test_a_good_row_is_read_as_it_stands(tmp_path: Path) -> None:
    (row,) = published.load_parameters(write(tmp_path / "parameters.csv", GOOD))
    assert (row.id, row.low, row.central, row.high, row.unit, row.year) == (
        "day_wage",
        100,
        120,
        150,
        "yuan/day",
        "2021",
    )


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("parameter_id", "", "a text that states the parameter_id"),
        ("unit", "", "a text that states the unit"),
        ("year", "  ", "a text that states the year"),
        ("source", "", "a text that states the source"),
        ("grade", "", "one of A, B, C"),
        ("grade", "D", "one of A, B, C"),
        ("role", "", "one of prior"),
        ("role", "guess", "one of prior"),
        ("distribution", "poisson", "one of triangular"),
        ("seen", "maybe", "one of yes, memory, assumption"),
        ("original_seen", "", "one of yes, no, n/a"),
        ("central", "many", "a finite number"),
        ("central", "", "a finite number"),
        ("high", "inf", "a finite number"),
        ("low", "nan", "a finite number"),
        ("low", "130", "low <= central <= high"),
        ("high", "110", "low <= central <= high"),
        ("distribution", "fixed", "a distribution over low < high"),
    ],
)
def test_a_bad_row_is_refused_by_file_row_and_column(tmp_path: Path, column: str, text: str, expected: str) -> None:
    bad = GOOD | {"parameter_id": "second"} | {column: text}
    path = write(tmp_path / "published" / "parameters.csv", GOOD, bad)
    with pytest.raises(DataError) as caught:
        published.load_parameters(path)
    english, chinese = caught.value.message("en"), caught.value.message("zh")
    assert f"published/parameters.csv, row 3, column {column}:" in english
    assert f"expected: {expected}" in english
    assert f"published/parameters.csv 第 3 行，{column} 列：" in chinese
    assert "应为：" in chinese


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"role": "fixed"}, "distribution"),
        ({"role": "scenario"}, "distribution"),
        ({"low": "0", "distribution": "lognormal"}, "low"),
        ({"low": "120", "central": "120", "high": "120"}, "distribution"),
    ],
)
def test_role_and_distribution_must_agree(tmp_path: Path, changes: dict[str, str], column: str) -> None:
    with pytest.raises(DataError, match=f"row 2, column {column}:"):
        published.load_parameters(write(tmp_path / "parameters.csv", GOOD | changes))


def test_an_id_is_used_once(tmp_path: Path) -> None:
    path = write(tmp_path / "parameters.csv", GOOD, GOOD)
    with pytest.raises(DataError, match="row 3, column parameter_id: 'day_wage' stands in row 2 already"):
        published.load_parameters(path)


def test_an_id_is_used_once_across_both_files(tmp_path: Path) -> None:
    for name in ("parameters.csv", "assumptions.csv"):
        write(tmp_path / "published" / name, GOOD)
    with pytest.raises(DataError, match=r"assumptions\.csv.*'day_wage' stands in published/parameters\.csv too"):
        published.load_folder(tmp_path)


@pytest.mark.parametrize("column", ["unit", "grade", "role", "source", "year"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    row = {key: value for key, value in GOOD.items() if key != column}
    with pytest.raises(DataError, match=f"row 1, column {column}: is missing"):
        published.load_parameters(write(tmp_path / "parameters.csv", row))


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="column colour: is not known"):
        published.load_parameters(write(tmp_path / "parameters.csv", GOOD | {"colour": "red"}))


def test_a_row_with_too_few_cells_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "parameters.csv", GOOD)
    path.write_text(path.read_text(encoding="utf-8") + "second,only two\n", encoding="utf-8")
    with pytest.raises(DataError, match="row 3.*2 cells; expected: 16 cells"):
        published.load_parameters(path)


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"parameters\.csv cannot be read.*expected: a csv file in UTF-8") as caught:
        published.load_parameters(tmp_path / "parameters.csv")
    assert "无法读取" in caught.value.message("zh")
    (tmp_path / "gbk.csv").write_bytes("parameter_id,描述\n".encode("gbk"))
    with pytest.raises(DataError, match="cannot be read"):
        published.load_parameters(tmp_path / "gbk.csv")


def test_figures_and_margins_are_checked_too(tmp_path: Path) -> None:
    shipped = folder("data") / "published"
    for name, load, column in (
        ("series.csv", published.load_figures, "unit"),
        ("margins.csv", published.load_margins, "role"),
    ):
        with (shipped / name).open(encoding="utf-8", newline="") as file:
            row = next(csv.DictReader(file))
        assert len(load(write(tmp_path / name, row))) == 1
        with pytest.raises(DataError, match=f"row 2, column {column}: is empty"):
            load(write(tmp_path / name, row | {column: ""}))
        with pytest.raises(DataError, match="row 2, column year: 'soon' is not one; expected: a whole number"):
            load(write(tmp_path / name, row | {"year": "soon"}))
