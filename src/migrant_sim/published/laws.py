"""The distributions that a parameter's low, central and high stand for."""

from math import exp, log, sqrt

from ..errors import DataError
from .rows import Parameter

# low and high are the 5 and 95 % points: so many standard deviations of a normal lie between them
SPREAD = 3.29
DIGITS = 12


def inverse(row: Parameter, u: float) -> float:
    """The inverse distribution function of a row at `u`, whatever its role; DataError for a fixed one."""
    if not 0 < u < 1:
        raise ValueError(f"u = {u!r} must lie between 0 and 1")
    low, central, high = row.low, row.central, row.high
    if row.distribution == "triangular":
        value = _triangular(low, central, high, u)
    elif row.distribution == "normal":
        value = _normal(low, central, high, u)
    elif row.distribution == "lognormal":
        value = exp(_normal(log(low), log(central), log(high), u))
    elif row.distribution == "beta":
        value = _pert(low, central, high, u)
    elif row.distribution == "uniform":
        value = low + u * (high - low)
    else:
        raise DataError(f"{row.id!r} is fixed and cannot be drawn.", f"{row.id!r} 是固定值，不可抽样。")
    return float(f"{value:.{DIGITS}g}")


def _triangular(low: float, central: float, high: float, u: float) -> float:
    width = high - low
    if u * width < central - low:
        return low + sqrt(u * width * (central - low))
    return high - sqrt((1 - u) * width * (high - central))


def _normal(low: float, central: float, high: float, u: float) -> float:
    """A normal around `central`, cut off half a range outside low and high."""
    from statistics import NormalDist

    law, half = NormalDist(central, (high - low) / SPREAD), 0.5 * (high - low)
    floor, ceiling = law.cdf(low - half), law.cdf(high + half)
    return min(max(law.inv_cdf(floor + u * (ceiling - floor)), low - half), high + half)


def _pert(low: float, central: float, high: float, u: float) -> float:
    from scipy.special import betaincinv

    width = high - low
    return low + width * float(betaincinv(1 + 4 * (central - low) / width, 1 + 4 * (high - central) / width, u))
