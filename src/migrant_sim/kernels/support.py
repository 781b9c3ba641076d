"""What a household that takes part in a measure is given this month."""

import numpy as np

from . import kernel


@kernel
def give(rows: np.ndarray, yuan: np.ndarray, size: np.ndarray, line: np.ndarray, out: np.ndarray) -> None:
    """Add `yuan` (k,) to the income line (n,) of households `rows` (k,) that have members.

    Written to `out` (2,): yuan given, and members of the households reached.
    """
    given, people = 0.0, 0
    for k in range(len(rows)):
        h = rows[k]
        if size[h] > 0:
            line[h] += yuan[k]
            given += yuan[k]
            people += size[h]
    out[0], out[1] = given, people
