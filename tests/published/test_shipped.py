import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from migrant_sim import published
from migrant_sim.errors import DataError
from migrant_sim.paths import folder
from migrant_sim.published.rows import Parameter

ROWS = published.parameters()
PRIORS = [row for row in ROWS if row.role == "prior"]
OTHERS = [row for row in ROWS if row.role != "prior"]


def test_every_prior_can_be_drawn() -> None:
    assert len(PRIORS) > 100
    for row in PRIORS:
        assert published.quantile(row.id, 0.1) < published.quantile(row.id, 0.5) < published.quantile(row.id, 0.9)


def test_nothing_but_priors_is_drawn() -> None:
    assert {row.role for row in OTHERS} == {"moment", "context", "do_not_use", "fixed", "scenario"}
    for row in OTHERS:
        with pytest.raises(DataError, match=f"'{row.id}' has the role '{row.role}'"):
            published.quantile(row.id, 0.5)


def test_an_unknown_parameter_gets_the_nearest_id() -> None:
    with pytest.raises(DataError, match="nearest: 'remittance_share'") as caught:
        published.parameter("remitance_share")
    assert "最接近的是 'remittance_share'" in caught.value.message("zh")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_parameter_row_is_complete(row: Parameter) -> None:
    assert row.description_zh
    assert (
        (row.seen == "assumption") == (row.source == "assumption of this project") == row.note.startswith("ASSUMPTION.")
    )
    assert (row.original_seen == "n/a") == (row.seen == "assumption")
    assert "http" not in row.source or row.original_seen == "yes"
    assert "never data" not in row.note or row.role == "do_not_use"


def test_figures_name_no_link_of_an_original_that_was_not_seen() -> None:
    tables = {row.table for row in published.load_margins(folder("data") / "published" / "margins.csv")}
    sourced = [*published.figures(), *(cell for table in tables for cell in published.margin(table))]
    assert all("http" not in row.source or row.original_seen == "yes" for row in sourced)


def shares(table: str, level2: str | None = None) -> float:
    return sum(cell.value for cell in published.margin(table) if level2 is None or cell.level2 == level2)


@pytest.mark.parametrize(
    "table",
    [
        "age_sex",
        "household_size",
        "labour_per_household",
        "land",
        "seasonality_local_wage",
        "seasonality_crop_income",
        "income_source_2020",
        "income_quintile_share",
    ],
)
def test_complete_margins_add_to_one(table: str) -> None:
    assert shares(table) == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("table", ["education_by_age", "disability"])
def test_margins_within_an_age_add_to_one(table: str) -> None:
    ages = {cell.level1 for cell in published.margin(table)}
    for age in ages:
        total = sum(cell.value for cell in published.margin(table) if cell.level1 == age)
        assert total == pytest.approx(1, abs=2e-3), age


@pytest.mark.parametrize("sex", ["both", "male", "female"])
def test_employment_states_add_to_one(sex: str) -> None:
    assert shares("employment_status_2020", sex) == pytest.approx(1, abs=2e-3)


def test_margins_agree_with_one_another() -> None:
    size = {cell.level1: cell.value for cell in published.margin("household_size")}
    by_size = {cell.level1: cell.value for cell in published.margin("labour_by_size")}
    workers = sum(int(cell.level1.rstrip("+")) * cell.value for cell in published.margin("labour_per_household"))
    assert sum(size[level] * by_size[level] for level in size) == pytest.approx(workers, rel=0.01)
    assert shares("county_migrants_default") == 1232600
    assert {cell.level1 for cell in published.margin("county_migrants_default")} == {
        cell.level1 for cell in published.margin("county_residents")
    }


def test_the_two_paths_by_month_cover_a_year() -> None:
    crop = published.margin("seasonality_crop_income")
    assert sum(cell.value for cell in crop if int(cell.level1) <= 9) == pytest.approx(0.6, abs=0.01)
    open_share = {cell.level1: cell.value for cell in published.margin("epidemic_open_share")}
    assert list(open_share) == [f"2020-{month:02d}" for month in range(1, 13)]
    assert open_share["2020-02"] == pytest.approx(1 - published.parameter("shock_covid_job_stop").central)
    assert open_share["2020-03"] == pytest.approx(1 + published.parameter("shock_covid_ningxia_mar2020").central)


def test_an_unknown_margin_gets_the_nearest_name() -> None:
    with pytest.raises(DataError, match="nearest: 'household_size'"):
        published.margin("household_sizes")


def test_the_best_grade_of_a_year_wins() -> None:
    rural = published.series("rural_income_pc")
    assert (rural[2018], rural[2020], rural[2023]) == (11708, 13889, 17772)
    graded = {
        row.grade: row.value for row in published.figures("rural_income_pc", "宁夏", "农村居民") if row.year == 2017
    }
    assert rural[2017] == graded["B"] != graded["C"]


def test_groups_that_differ_must_be_named() -> None:
    with pytest.raises(DataError, match="expected: name one group"):
        published.series("minimum_wage_month")
    assert published.series("minimum_wage_month", group="一类区")[2015] == 1480


@pytest.mark.parametrize(
    "indicator",
    [
        "migrant_income_pc_9m",
        "reservoir_migrant_income_pc",
        "migrants_planned",
        "rural_dibao_recipients_plan",
        "no_such_thing",
    ],
)
def test_parts_of_years_other_groups_and_plans_are_no_series(indicator: str) -> None:
    with pytest.raises(DataError, match=f"Unknown yearly series '{indicator}"):
        published.series(indicator)


def test_parts_of_years_stay_readable_as_figures() -> None:
    (row,) = published.figures("migrant_income_pc_9m", "宁夏")
    assert (row.period, row.year, row.value, row.unit) == ("2018Q1-Q3", 2018, 5304, "yuan/person (9 months)")


def test_policy_rows_hang_together() -> None:
    targets, measures, mechanisms = published.targets(), published.measures(), published.mechanisms()
    assert (len(targets), len(measures), len(mechanisms)) == (192, 103, 76)
    assert {row.programme for row in published.targets("ningxia")} == {"ningxia"}
    words = {row.id for row in mechanisms}
    assert all(set(row.mechanism) <= words | {"none"} for row in measures)
    assert not {row.id for row in targets} & {row.id for row in ROWS}


def test_one_byte_changes_the_hash(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(folder("data"), copy)
    assert published.hash_folder(copy) == published.data_hash()
    path = copy / "policy" / "targets.csv"
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    assert published.hash_folder(copy) != published.data_hash()


def test_reading_figures_imports_nothing_heavy() -> None:
    code = (
        "import sys; from migrant_sim.published import parameters; parameters();"
        "print(sorted({'numpy', 'scipy', 'pandas', 'statistics'} & set(sys.modules)))"
    )
    source = str(Path(published.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    assert done.stdout.strip() == "[]"
