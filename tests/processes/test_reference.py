"""The rural mean and the growth of migrants' earnings under `continuation`, in closed form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.processes import Reference
from migrant_sim.published import series
from migrant_sim.state import Streams

PUBLISHED = series("rural_income_pc")
STREAMS = Streams(20210410, 1)


def reference(**values):
    return Reference(**{"year_spread": 0.0, "cattle_slump": False, **values})


@pytest.mark.parametrize(("information", "last", "growth"), [("ex_post", 2023, 0.07), ("ex_ante", 2020, 0.09)])
def test_the_mean_is_the_published_one_then_a_forecast(information, last, growth):
    made = reference(information=information, growth_ex_post=0.07, growth_ex_ante=0.09)
    for year in range(2018, last + 1):
        assert made.rural_mean(year, STREAMS) == PUBLISHED[year]
    for ahead in (1, 2, 7):
        expected = PUBLISHED[last] * (1 + growth) ** ahead
        assert made.rural_mean(last + ahead, STREAMS) == pytest.approx(expected)


def test_the_slump_takes_a_part_of_2024_and_half_of_it_later():
    made = reference(cattle_slump=True, host_slump_loss=0.02, growth_ex_post=0.0)
    means = [made.rural_mean(year, STREAMS) / PUBLISHED[2023] for year in (2023, 2024, 2025, 2026)]
    assert means == pytest.approx([1.0, 0.98, 0.99, 0.99])
    calm = reference(cattle_slump=True, information="ex_ante", host_slump_loss=0.02, growth_ex_ante=0.0)
    assert calm.rural_mean(2024, STREAMS) == PUBLISHED[2020]


def test_forecasts_spread_by_replication_and_known_years_do_not():
    made = reference(year_spread=0.02)
    futures = {made.rural_mean(2026, Streams(1, replication)) for replication in range(20)}
    assert len(futures) == 20
    assert {made.rural_mean(2022, Streams(1, replication)) for replication in range(20)} == {PUBLISHED[2022]}


GAPS = st.floats(-0.05, 0.05)


@given(GAPS, st.floats(0.5, 1.2), st.floats(0.05, 0.4))
def test_migrants_grow_by_the_trend_gap_faster_than_hosts_every_year(gap, ratio, share):
    made = reference(trend_gap=gap, start_ratio=ratio, migrant_share=share)
    years = range(2020, 2031)
    mean = {year: made.rural_mean(year, STREAMS) for year in years}
    migrants = {year: ratio * mean[2020] * made.index(year, STREAMS) for year in years}
    hosts = {year: (mean[year] - share * migrants[year]) / (1 - share) for year in years}
    for year in years[1:]:
        faster = migrants[year] / migrants[year - 1] - hosts[year] / hosts[year - 1]
        assert faster == pytest.approx(gap, abs=1e-12)


def test_without_a_gap_migrants_keep_their_distance():
    made = reference(trend_gap=0.0)
    for year in (2021, 2025, 2030):
        assert made.index(year, STREAMS) == pytest.approx(made.rural_mean(year, STREAMS) / PUBLISHED[2020])


def test_a_smaller_part_of_the_region_weighs_less():
    assert reference(migrant_share=0.3, share_of_region=0.5).weight == pytest.approx(0.15)


def test_levels_change_in_january_alone(town):
    state, made = town(1), reference(trend_gap=0.01)
    made.step(state, STREAMS)
    index = state.economy.index
    assert (state.economy.rural_mean, state.economy.rural_mean_last_year) == (PUBLISHED[2021], PUBLISHED[2020])
    for _ in range(11):
        state.month += 1
        made.step(state, STREAMS)
        assert state.economy.index == index
    state.month += 1
    made.step(state, STREAMS)
    assert state.economy.index > index and state.economy.rural_mean == PUBLISHED[2022]
