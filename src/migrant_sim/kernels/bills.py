"""The bills of a month: arithmetic on what was counted, recorded once and computed for all instruments in one pass."""

from typing import NamedTuple

import numpy as np

from . import kernel

ADD, SUBTRACT, MULTIPLY, DIVIDE, RATIO, LEAST, PART, TOTAL, PATH = range(9)

# A step of the arithmetic: what it does to values `a` and `b`, and where the result goes. `PART` and `TOTAL` read
# columns of `places` numbers, which begin at these places of two arrays: counts and totals, which change, and `by`, which
# stays. `PATH` reads one of the latter, from the month `total` on.
STEPS = np.dtype([(name, "i8") for name in ("does", "a", "b", "out", "count", "by", "total", "places")], align=True)


class Columns(NamedTuple):
    """Columns of places one behind the other: those that change month by month, and those that stay as they are."""

    changing: np.ndarray
    staying: np.ndarray


@kernel
def part(columns: Columns, step: np.record, factor: float) -> float:
    """What was counted on places, as far as they are `by` times a factor of `total`, as `levers.used` says."""
    found, first, most, mine = 0.0, step["count"], step["total"], step["by"]
    for i in range(step["places"]):
        count, total = columns.changing[first + i], columns.changing[most + i]
        if count != 0 and total > 0.0:
            found += count * (columns.staying[mine + i] * factor / total)
    return found


@kernel
def whole(counts: np.ndarray, step: np.record) -> float:
    """What was counted on all places."""
    found = 0.0
    for i in range(step["count"], step["count"] + step["places"]):
        found += counts[i]
    return found


@kernel
def compute(steps: np.ndarray, columns: Columns, month: int, values: np.ndarray) -> None:
    """Take the steps (n,), as `STEPS`, one after the other; results stand among the values."""
    for k in range(len(steps)):
        step = steps[k]
        a, b, does = values[step.a], values[step.b], step.does
        if does == ADD:
            found = a + b
        elif does == SUBTRACT:
            found = a - b
        elif does == MULTIPLY:
            found = a * b
        elif does == DIVIDE:
            found = a / b
        elif does == RATIO:
            found = a / b if b != 0.0 else 0.0
        elif does == LEAST:
            found = min(a, b)
        elif does == PART:
            found = part(columns, step, a)
        elif does == TOTAL:
            found = whole(columns.changing, step)
        else:
            found = columns.staying[step["by"] + min(max(month - step["total"], 0), step["places"] - 1)]
        values[step.out] = found


@kernel
def listed(lines: np.ndarray, values: np.ndarray, scale: float, numbers: np.ndarray) -> None:
    """Write the three numbers of lines (n, 3) one behind the other (3 n,), at real scale."""
    for n in range(len(lines)):
        for k in range(3):
            numbers[3 * n + k] = values[lines[n, k]] / scale
