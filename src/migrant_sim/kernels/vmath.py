"""Exponential, logarithm and normal quantile from + - * / and square root alone, so that every machine gives the
same bits.

NumPy's own versions differ in the last bit with the vector unit of the processor.
"""

import math

from . import kernel

_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_INV_LN2 = 1.44269504088896338700e00


@kernel(inline="always")
def exp(x: float) -> float:
    """e to the x for |x| < 700; relative error below 1e-15."""
    n = math.floor(x * _INV_LN2 + 0.5)
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    term, total = 1.0, 1.0
    for k in range(1, 15):
        term = term * r / k
        total += term
    return math.ldexp(total, int(n))


@kernel(inline="always")
def log(x: float) -> float:
    """Natural logarithm of a positive, normal number; relative error below 1e-15."""
    m, e = math.frexp(x)
    if m < 0.70710678118654752440:
        m, e = m * 2.0, e - 1
    s = (m - 1.0) / (m + 1.0)
    z, total, power = s * s, 0.0, s
    for k in range(12):
        total += power / (2 * k + 1)
        power *= z
    return 2.0 * total + e * _LN2_LOW + e * _LN2_HIGH


@kernel
def normal_quantile(p: float) -> float:
    """Standard normal quantile for 0 < p < 1 by Wichura's AS 241 (PPND16), about 16 digits."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        num = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
            + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
            + 133.14166789178437745) * r + 3.387132872796366608  # fmt: skip
        den = ((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
            + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
            + 42.313330701600911252) * r + 1.0  # fmt: skip
        return q * num / den
    r = math.sqrt(-log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        num = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
            + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
            + 4.6303378461565452959) * r + 1.42343711074968357734  # fmt: skip
        den = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
            + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
            + 2.05319162663775882187) * r + 1.0  # fmt: skip
    else:
        r -= 5.0
        num = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
            + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
            + 5.4637849111641143699) * r + 6.6579046435011037772  # fmt: skip
        den = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
            + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
            + 0.59983220655588793769) * r + 1.0  # fmt: skip
    return -num / den if q < 0.0 else num / den
