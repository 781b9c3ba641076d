import pandas as pd
import pytest

from migrant_sim import published
from migrant_sim.configuration import compose
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.ledger.series import lines, listed, remove, take
from migrant_sim.published import own_figures, parameter, series
from migrant_sim.scenario import Scenario
from migrant_sim.state import Streams


@pytest.fixture
def file(tmp_path):
    def write(*rows):
        columns = ["series_id", "year", "value", "unit", "source"]
        path = tmp_path / "series.csv"
        pd.DataFrame(rows, columns=columns).to_csv(path, index=False, encoding="utf-8-sig")
        return (str(path),)

    return write


def mean_of(year, *words):
    scenario = Scenario.from_config(dict(compose(["region=minning", "population.scale=0.1", *words]).scenario))
    return scenario.process("reference").rural_mean(year, Streams(1)), scenario.key


def test_a_newer_rural_mean_is_used_by_every_later_run(home, file):
    before, key = mean_of(2024)
    take(
        file(("rural_income:宁夏", 2024, 1.9012, "万元", "统计公报"), ("rural_income:宁夏", 2025, 20100, "元", "公报"))
    )
    after, new_key = mean_of(2024)
    assert after == pytest.approx(19_012) and before != pytest.approx(19_012) and key != new_key
    assert mean_of(2025)[0] == pytest.approx(20_100)
    assert mean_of(2024, "information=ex_ante")[0] != pytest.approx(19_012)
    assert [row["feeds"] for row in listed()] == ["rural_income_pc"] * 2


def test_a_year_that_is_left_out_ends_what_is_known(home, file):
    take(file(("rural_income:宁夏", 2025, 20100, "元", "公报")))
    assert mean_of(2025)[0] != pytest.approx(20_100)


def test_a_conflict_is_shown_and_never_silently_resolved(home, file):
    files = file(("rural_income:宁夏", 2023, 18000, "元", "本县公报"))
    with pytest.raises(ConfigurationError, match=r"18000 .*shipped 17772.*accept=user"):
        take(files)
    assert not own_figures() and series("rural_income_pc")[2023] == 17772
    take(files, "shipped")
    assert not own_figures() and not (home / "series.csv").exists()
    (row,) = take(files, "user")
    assert series("rural_income_pc")[2023] == 18000 and row["replaces"]["value"] == 17772
    assert remove("rural_income:宁夏:2023") == [] and series("rural_income_pc")[2023] == 17772


def test_what_a_shipped_figure_says_already_changes_nothing(home, file):
    assert take(file(("rural_income:宁夏", 2023, 17772, "元/人/年", "公报"))) == []


def test_the_dibao_line_and_wages_feed_their_parameters(home, file):
    shipped = parameter("dibao_line_ningxia").central
    take(
        file(
            ("dibao_line_month:宁夏", 2023, 500, "元/人/月", "民政厅"), ("local_wage:全国", 2024, 4400, "元/月", "公报")
        )
    )
    row = parameter("dibao_line_ningxia")
    means = series("rural_income_pc")
    assert row.central == pytest.approx(6000 / (means[2023] / means[2020])) and row.central != shipped
    assert row.low < row.central < row.high and "ASSUMPTION" in row.note
    growth = parameter("labor_wage_growth_nominal").central
    assert parameter("labor_wage_local_2020").central == pytest.approx(4400 / (1 + growth) ** 4)
    scenario = Scenario.from_config(dict(compose(["region=minning", "population.scale=0.1"]).scenario))
    assert scenario.process("transfers").allowance_line == pytest.approx(row.central)


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("rural_income:宁夏", 2024, 19012, "万元", "x"), DataError),
        (("rural_income:宁夏", 2024, 19012, "kg", "x"), DataError),
        (("rural_incme:宁夏", 2024, 19012, "元", "x"), ConfigurationError),
    ],
)
def test_units_and_names_are_checked(row, error, home, file):
    with pytest.raises(error):
        take(file(row))
    assert not own_figures()


def test_without_a_home_nothing_changes(home):
    assert own_figures() == () and published.own_hash() == ""
    assert published.hash_folder(published.folder("data")) == published.data_hash()
    assert lines([], "zh") and not home.exists()


def test_a_figure_whose_name_begins_another_s_is_forgotten_alone(home, file):
    take(
        file(
            ("rural_dibao_standard:宁夏", 2024, 6000, "元/年", "通知"),
            ("rural_dibao_standard_month:宁夏", 2024, 500, "元/月", "通知"),
        )
    )
    (left,) = remove("dibao_line")
    assert left["indicator"] == "rural_dibao_standard_month"
