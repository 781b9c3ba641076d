"""The distributions that a parameter's low, central and high stand for."""

from collections.abc import Sequence
from math import exp, log, sqrt

from ..errors import DataError
from .rows import MIXTURE, Parameter

# low and high are the 5 and 95 % points: so many standard deviations of a normal lie between them
SPREAD = 3.29
DIGITS = 12
HALVINGS = 60  # of the support of a mixture, to far below the digits kept

Weighted = Sequence[tuple[float, Parameter]]


def inverse(row: Parameter, u: float) -> float:
    """The inverse distribution function of a row at `u`, whatever its role; DataError for a fixed one.

    A mixture finds its rows among the shipped ones.
    """
    if not 0 < u < 1:
        raise ValueError(f"u = {u!r} must lie between 0 and 1")
    if row.distribution.startswith(MIXTURE):
        from .mixtures import shipped_parts

        return mixed_inverse(shipped_parts(row), u)
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


def support(row: Parameter) -> tuple[float, float]:
    """The least and the greatest value that a row's law can take; of a fixed row its central value twice."""
    half = 0.5 * (row.high - row.low)
    if row.distribution == "fixed":
        return row.central, row.central
    if row.distribution == "normal":
        return row.low - half, row.high + half
    if row.distribution == "lognormal":
        reach = sqrt(row.high / row.low)
        return row.low / reach, row.high * reach
    return row.low, row.high


def cumulative(row: Parameter, x: float) -> float:
    """The probability of a value of at most `x` under a row's law; a fixed row is a step at its central value."""
    least, most = support(row)
    if x < least or x >= most:
        return float(x >= most)
    low, central, high = row.low, row.central, row.high
    if row.distribution == "triangular":
        left = (x - low) ** 2 / ((high - low) * (central - low)) if x <= central and central > low else 0.0
        return left if x <= central else 1.0 - (high - x) ** 2 / ((high - low) * (high - central))
    if row.distribution == "normal":
        return _normal_share(low, central, high, x)
    if row.distribution == "lognormal":
        return _normal_share(log(low), log(central), log(high), log(x))
    if row.distribution == "uniform":
        return (x - low) / (high - low)
    from scipy.special import betainc

    width = high - low
    shape = 1 + 4 * (central - low) / width, 1 + 4 * (high - central) / width
    return float(betainc(*shape, (x - low) / width))


def mixed_inverse(parts: Weighted, u: float) -> float:
    """The inverse distribution function at `u` of a mixture of laws by weight; it never falls in `u`.

    A fixed row is a point with its weight: the function stands still on it, exactly at its value.
    """
    if not 0 < u < 1:
        raise ValueError(f"u = {u!r} must lie between 0 and 1")
    for _, point in parts:
        if point.distribution == "fixed":
            through = mixed_cumulative(parts, point.central)
            own = sum(weight for weight, row in parts if row.distribution == "fixed" and row.central == point.central)
            if through - own < u <= through:
                return point.central
    low, high = mixed_support(parts)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if mixed_cumulative(parts, middle) >= u else (middle, high)
    return float(f"{high:.{DIGITS}g}")


def mixed_support(parts: Weighted) -> tuple[float, float]:
    """The least and the greatest value that a mixture can take."""
    ends = [support(row) for _, row in parts]
    return min(low for low, _ in ends), max(high for _, high in ends)


def mixed_cumulative(parts: Weighted, x: float) -> float:
    """The probability of a value of at most `x` under a mixture."""
    return sum(weight * cumulative(row, x) for weight, row in parts)


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


def _normal_share(low: float, central: float, high: float, x: float) -> float:
    """The distribution function that belongs to `_normal`."""
    from statistics import NormalDist

    law, half = NormalDist(central, (high - low) / SPREAD), 0.5 * (high - low)
    floor, ceiling = law.cdf(low - half), law.cdf(high + half)
    return min(max((law.cdf(x) - floor) / (ceiling - floor), 0.0), 1.0)


def _pert(low: float, central: float, high: float, u: float) -> float:
    from scipy.special import betaincinv

    width = high - low
    return low + width * float(betaincinv(1 + 4 * (central - low) / width, 1 + 4 * (high - central) / width, u))
