"""Observations rest on published rows, to the digit, and never on a target."""

import pytest

from migrant_sim.errors import DataError
from migrant_sim.indicators import INDICATORS
from migrant_sim.paths import folder
from migrant_sim.published import figures, parameter
from migrant_sim.published.observations import load_observations, observations

TEXT = (folder("data") / "published" / "observations.csv").read_text(encoding="utf-8")
ROWS = observations()


def resting_on(source: str) -> float:
    """The value of a `series|…` or `parameter|…` reference, or of one over another."""
    values = []
    for part in source.split(" over "):
        kind, *words = part.split("|")
        if kind == "parameter":
            assert parameter(words[0]).role == "moment"
            values.append(parameter(words[0]).central)
            continue
        indicator, region, group, year, period = words
        (row,) = [r for r in figures(indicator, region, group) if (r.year, r.period) == (int(year), period)]
        assert row.role != "do_not_use"
        values.append(row.value)
    return values[0] if len(values) == 1 else values[0] / values[1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_observation_equals_the_row_that_it_rests_on(row):
    assert row.value == pytest.approx(resting_on(row.source), rel=1e-4)
    assert set(row.parts) <= set(INDICATORS)


def test_the_town_has_five_years_to_look_back_on():
    assert [row.year for row in observations("minning", "backtest")] == [2014, 2015, 2016, 2017, 2018]


def test_a_growth_is_read_of_two_years_and_an_output_of_its_parts():
    by_id = {row.id: row for row in ROWS}
    values = {2017: 100.0, 2018: 109.0, 2024: 0.0}
    assert by_id["yinchuan_growth_9m_2018"].modelled(lambda name, year: values[year]) == pytest.approx(9.0)
    parts = {"wage_income": 6.0, "disposable_income": 8.0}
    assert by_id["poor_wage_share_2024"].modelled(lambda name, year: parts[name]) == 0.75


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",0.1,0,fit,", ",0,0,fit,", "spread"),
        (",0.06,0.5,fit,", ",0.06,1,fit,", "doubt"),
        (",yuan/person/yr,0.1,0,backtest,", ",,0.1,0,backtest,", "unit"),
        ("all,disposable_income,2014", "all,disposable_income//x,2014", "output"),
        (",9002,", ",-9002,", "value"),
        ("minning,all,disposable_income,2014", "minning,all,disposable_income,2041", "year"),
    ],
)
def test_a_bad_row_is_refused_by_name(tmp_path, old, new, column):
    path = tmp_path / "observations.csv"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=column):
        load_observations(path)
