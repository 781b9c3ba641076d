import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import LAWS, law

from migrant_sim.errors import DataError
from migrant_sim.published.laws import inverse
from migrant_sim.published.rows import Parameter

RANGES = st.tuples(*[st.floats(0.01, 1e4)] * 3).map(sorted).filter(lambda three: three[2] - three[0] > 1e-3 * three[2])
UNIFORMS = st.floats(1e-9, 1 - 1e-9)


def limits(row: Parameter) -> tuple[float, float]:
    half = 0.5 * (row.high - row.low)
    if row.distribution == "normal":
        return row.low - half, row.high + half
    if row.distribution == "lognormal":
        return row.low * (row.low / row.high) ** 0.5, row.high * (row.high / row.low) ** 0.5
    return row.low, row.high


@pytest.mark.parametrize("distribution", LAWS)
@settings(deadline=None, derandomize=True)
@given(three=RANGES, us=st.tuples(UNIFORMS, UNIFORMS).map(sorted))
def test_a_draw_rises_with_u_and_stays_in_bounds(distribution: str, three: list[float], us: list[float]) -> None:
    row = law(distribution, *three)
    low, high = limits(row)
    first, second = (inverse(row, u) for u in us)
    slack = 1e-9 * (abs(low) + abs(high))
    assert first <= second + slack
    assert low - slack <= first and second <= high + slack


@pytest.mark.parametrize("distribution", LAWS)
@settings(deadline=None, derandomize=True)
@given(three=RANGES)
def test_the_median_lies_between_low_and_high(distribution: str, three: list[float]) -> None:
    row = law(distribution, *three)
    assert row.low < inverse(row, 0.5) < row.high


@pytest.mark.parametrize(("distribution", "mode_weight"), [("triangular", 1), ("beta", 4), ("uniform", 0)])
def test_means_are_those_of_the_textbook(distribution: str, mode_weight: int) -> None:
    low, central, high = 2.0, 3.0, 7.0
    row = law(distribution, low, central, high)
    steps = 2000
    mean = sum(inverse(row, (step + 0.5) / steps) for step in range(steps)) / steps
    assert mean == pytest.approx((low + mode_weight * central + high) / (2 + mode_weight), rel=1e-4)


def test_low_and_high_of_a_normal_are_its_five_percent_points() -> None:
    row = law("normal", 10, 20, 30)
    assert inverse(row, 0.05) == pytest.approx(10, abs=0.1)
    assert inverse(row, 0.95) == pytest.approx(30, abs=0.1)
    assert inverse(law("lognormal", 1, 10, 100), 0.05) == pytest.approx(1, rel=0.05)


def test_a_triangle_may_peak_at_its_edge() -> None:
    row = law("triangular", 100, 100, 150)
    assert inverse(row, 1e-12) == pytest.approx(100)
    assert inverse(row, 0.75) == pytest.approx(125)


def test_draws_have_twelve_digits() -> None:
    assert inverse(law("uniform", 0, 1, 3), 1 / 9) == 0.333333333333


@pytest.mark.parametrize("u", [0, 1, -0.1, float("nan")])
def test_u_must_lie_inside_the_unit_interval(u: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        inverse(law("uniform", 0, 1, 3), u)


def test_a_fixed_row_cannot_be_drawn() -> None:
    with pytest.raises(DataError, match="'day_wage' is fixed"):
        inverse(law("fixed", 1, 2, 3), 0.5)
