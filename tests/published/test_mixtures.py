"""Mixtures: a numerical inverse agrees, weights are kept, and what cannot be drawn is refused."""

from pathlib import Path

import numpy as np
import pytest
from made_rows import GOOD, LAWS, law, write

from migrant_sim import published
from migrant_sim.errors import DataError
from migrant_sim.published.laws import cumulative, inverse, mixed_cumulative, mixed_inverse, support
from migrant_sim.published.mixtures import mixture_parts, weights

POINT = law("fixed", 0.0, 0.0, 0.0)
CONTESTED = [(0.35, law("uniform", -0.46, -0.255, -0.05)), (0.15, law("uniform", 0, 0.03, 0.06)), (0.5, POINT)]
OVERLAPPING = [(0.3, law("triangular", 0, 1, 4)), (0.45, law("normal", 2, 3, 4)), (0.25, law("beta", 1, 2, 9))]


@pytest.mark.parametrize("distribution", LAWS)
def test_the_distribution_function_undoes_its_inverse(distribution):
    row = law(distribution, 0.5, 2.0, 3.0)
    for u in (1e-6, 0.05, 0.3, 0.5, 0.77, 0.95, 1 - 1e-6):
        assert cumulative(row, inverse(row, u)) == pytest.approx(u, abs=1e-9)
    low, high = support(row)
    assert (cumulative(row, low - 1e-9), cumulative(row, high)) == (0.0, 1.0)


@pytest.mark.parametrize("three", [(0, 0, 1), (0, 1, 1)])
def test_a_triangle_may_peak_at_its_edge(three):
    row = law("triangular", *three)
    assert [cumulative(row, inverse(row, u)) for u in (0.1, 0.6)] == pytest.approx([0.1, 0.6])


def test_quantiles_agree_with_a_numerical_inverse():
    grid = np.linspace(-1, 10, 200_001)
    heights = np.array([mixed_cumulative(OVERLAPPING, x) for x in grid])
    for u in np.linspace(0.01, 0.99, 25):
        assert mixed_inverse(OVERLAPPING, u) == pytest.approx(float(np.interp(u, heights, grid)), abs=1e-3)


@pytest.mark.parametrize("parts", [CONTESTED, OVERLAPPING])
def test_a_mixture_never_falls_in_u(parts):
    values = [mixed_inverse(parts, u) for u in np.linspace(1e-9, 1 - 1e-9, 400)]
    assert values == sorted(values)


def test_even_points_hold_each_part_by_its_weight():
    values = np.array([mixed_inverse(CONTESTED, (i + 0.5) / 400) for i in range(400)])
    assert [(values < 0).sum(), (values == 0).sum(), (values > 0).sum()] == [140, 200, 60]
    assert values[values < 0].mean() == pytest.approx(-0.255, abs=1e-3)
    assert values[values > 0].max() <= 0.06 and values.min() >= -0.46


@pytest.mark.parametrize("u", [0, 1, float("nan")])
def test_u_must_lie_inside_the_unit_interval(u):
    with pytest.raises(ValueError, match="between 0 and 1"):
        mixed_inverse(CONTESTED, u)


def test_the_effect_of_the_allowance_on_work_is_contested_in_sign():
    row = published.parameter("dibao_employment_effect_model")
    assert {name: weight for name, weight in weights(row.distribution).items()} == {
        "allowance_response_none": 0.5,
        "allowance_response_less": 0.35,
        "allowance_response_more": 0.15,
    }
    us = (np.arange(200) + 0.5) / 200
    values = [published.quantile(row.id, float(u)) for u in us]
    assert values == [inverse(row, float(u)) for u in us]
    assert np.mean(values) == pytest.approx(row.central, abs=0.01)


def test_no_other_drawn_prior_that_is_read_by_the_model_leaves_its_sign_open_by_a_plain_law():
    from migrant_sim.codebook import rows

    drawn = [row for row in rows() if row["role"] == "prior" and row["used"] and "part of" not in row["used"]]
    open_sign = {row["id"] for row in drawn if row["low"] < 0 < row["high"] and not mixture_parts_of(row)}
    # Returns of a year's prices, and the trend, which is an axis of the verdict: spreads, no contest of studies.
    assert open_sign == {
        "farm_grape_net_per_mu_2024",
        "farm_goji_net_per_mu_2024",
        "trend_growth_gap_continuation",
    }


def mixture_parts_of(row):
    return mixture_parts(published.parameter(row["id"]))


MIXED = GOOD | {"parameter_id": "mixed", "distribution": "mixture:0.4*day_wage+0.6*night_wage"}
NIGHT = GOOD | {"parameter_id": "night_wage"}


def folder_of(tmp_path: Path, *rows: dict[str, str]) -> Path:
    write(tmp_path / "published" / "parameters.csv", *rows)
    write(tmp_path / "published" / "assumptions.csv", GOOD | {"parameter_id": "another"})
    return tmp_path


def test_a_good_mixture_is_read(tmp_path):
    rows = published.load_folder(folder_of(tmp_path, GOOD, NIGHT, MIXED))
    assert mixture_parts(rows["mixed"]) == ("day_wage", "night_wage") and mixture_parts(rows["day_wage"]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "0.4*day_wage+0.7*night_wage",
        "1*day_wage",
        "0.5*day_wage+0.5*day_wage",
        "1.5*day_wage+-0.5*night_wage",
        "half*day_wage+0.5*night_wage",
        "0.5*+0.5*night_wage",
        "",
    ],
)
def test_weights_that_are_none_are_refused_by_row_and_column(tmp_path, text):
    rows = [GOOD, NIGHT, MIXED | {"distribution": f"mixture:{text}"}]
    with pytest.raises(DataError, match="row 4, column distribution: .*add up to 1") as caught:
        published.load_folder(folder_of(tmp_path, *rows))
    assert caught.value.exit_code == 3 and "权重" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({}, "distribution", "'night_wage' is no parameter"),
        ({"role": "do_not_use"}, "distribution", "'night_wage' has the role 'do_not_use'"),
        ({"role": "moment"}, "distribution", "'night_wage' has the role 'moment'"),
        ({"distribution": "mixture:0.5*day_wage+0.5*another"}, "distribution", "'night_wage' has the role"),
        ({"unit": "yuan/night"}, "unit", "'night_wage' has the unit 'yuan/night'"),
    ],
)
def test_a_part_that_cannot_be_drawn_is_refused_by_name(tmp_path, changes, column, said):
    rows = [GOOD, NIGHT | changes, MIXED] if changes else [GOOD, MIXED]
    with pytest.raises(DataError, match=f"parameter 'mixed', column {column}: {said}"):
        published.load_folder(folder_of(tmp_path, *rows))


@pytest.mark.parametrize(("column", "value"), [("low", "90"), ("high", "160")])
def test_a_range_that_no_part_covers_is_refused(tmp_path, column, value):
    with pytest.raises(DataError, match=f"parameter 'mixed', column {column}: {value} lies outside"):
        published.load_folder(folder_of(tmp_path, GOOD, NIGHT, MIXED | {column: value}))
