"""The bills of a month: arithmetic on what was counted, recorded once, computed for all instruments in one pass."""

from typing import NamedTuple

import numpy as np

from . import kernel

ADD, SUBTRACT, MULTIPLY, DIVIDE, RATIO, LEAST, PART, TOTAL, PATH = range(9)

# A step of the arithmetic: what it does to values `a` and `b`, and where the result goes. `PART` and `TOTAL` read
# columns of `places` numbers: counts and totals, which change month by month, and `by`, which stays; all are told by
# where they begin. `PATH` reads one of those that stay, from the month `total` on.
STEPS = np.dtype([(name, "i8") for name in ("does", "a", "b", "out", "count", "by", "total", "places")], align=True)


class Arithmetic(NamedTuple):
    """Steps (n,) as `STEPS`; columns one behind the other, those that change and those that stay as they are; slots of
    the numbers of lines and of the yuan that are booked; and room for both, one behind the other.
    """

    steps: np.ndarray
    changing: np.ndarray
    staying: np.ndarray
    listed: np.ndarray
    booked: np.ndarray
    numbers: np.ndarray


@kernel
def part(bills: Arithmetic, step: np.record, factor: float) -> float:
    """What was counted on places, as far as they are `by` times a factor of `total`, as `levers.used` says."""
    found, first, most, mine = 0.0, step["count"], step["total"], step["by"]
    for i in range(step["places"]):
        count, total = bills.changing[first + i], bills.changing[most + i]
        if count != 0 and total > 0.0:
            found += count * (bills.staying[mine + i] * factor / total)
    return found


@kernel
def whole(counts: np.ndarray, step: np.record) -> float:
    """What was counted on all places."""
    found = 0.0
    for i in range(step["count"], step["count"] + step["places"]):
        found += counts[i]
    return found


@kernel
def step_taken(bills: Arithmetic, step: np.record, a: float, b: float, month: int) -> float:
    """What a step makes of its two values."""
    does = step["does"]
    if does == ADD:
        return a + b
    if does == SUBTRACT:
        return a - b
    if does == MULTIPLY:
        return a * b
    if does == DIVIDE:
        return a / b
    if does == RATIO:
        return a / b if b != 0.0 else 0.0
    if does == LEAST:
        return min(a, b)
    if does == PART:
        return part(bills, step, a)
    if does == TOTAL:
        return whole(bills.changing, step)
    return bills.staying[step["by"] + min(max(month - step["total"], 0), step["places"] - 1)]


@kernel
def compute(bills: Arithmetic, month: int, scale: float, values: np.ndarray) -> None:
    """Take the steps one after the other, results among the values; write numbers of lines at real scale, and yuan that
    are booked at simulated scale.
    """
    for k in range(len(bills.steps)):
        step = bills.steps[k]
        values[step["out"]] = step_taken(bills, step, values[step["a"]], values[step["b"]], month)
    lines = len(bills.listed)
    for n in range(lines):
        bills.numbers[n] = values[bills.listed[n]] / scale
    for n in range(len(bills.booked)):
        bills.numbers[lines + n] = values[bills.booked[n]]
