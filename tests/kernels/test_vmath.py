"""Own exponential, logarithm and normal quantile: as exact as they claim, against long decimals and scipy."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from migrant_sim.kernels.vmath import exp, log, normal_quantile

getcontext().prec = 40
CLAIMED = Decimal("1e-15")  # relative error, as the functions' own words say


def error(found: float, exact: Decimal) -> Decimal:
    return abs(Decimal(found) - exact) / abs(exact)


@given(st.floats(-699, 699))
def test_exponential(x: float) -> None:
    assert error(exp(x), Decimal(x).exp()) < CLAIMED


@given(st.floats(1e-300, 1e300).filter(lambda x: x != 1.0))
def test_logarithm(x: float) -> None:
    assert error(log(x), Decimal(x).ln()) < CLAIMED


@given(st.floats(0.5, 2.0).filter(lambda x: abs(x - 1.0) > 1e-9))
def test_logarithm_near_one(x: float) -> None:
    assert error(log(x), Decimal(x).ln()) < CLAIMED


def test_exact_points() -> None:
    assert (exp(0.0), log(1.0), normal_quantile(0.5)) == (1.0, 0.0, 0.0)


@given(st.floats(-600, 600), st.floats(0, 50))
def test_exponential_never_falls(x: float, step: float) -> None:
    assert exp(x + step) >= exp(x)


@given(st.floats(1e-300, 1 - 1e-16))
def test_normal_quantile(p: float) -> None:
    assert normal_quantile(p) == pytest.approx(float(ndtri(p)), rel=2e-14, abs=1e-15)


@given(st.floats(1e-10, 0.5))
def test_normal_quantile_is_symmetric(p: float) -> None:
    other = 1.0 - p  # what is lost in this subtraction is not the function's
    assert normal_quantile(other) == pytest.approx(-normal_quantile(1.0 - other), rel=1e-14, abs=1e-15)


def test_normal_quantile_never_falls_across_its_branches() -> None:
    p = np.concatenate([np.linspace(0.07, 0.08, 999), np.linspace(0.92, 0.93, 999), np.geomspace(1e-14, 1e-9, 999)])
    p.sort()
    assert (np.diff([normal_quantile(value) for value in p]) >= 0).all()
