"""Whole columns of text at once, by Arrow: who is among whom, which match a pattern, what numbers they hold."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def among(values: "pd.Series", known: "pd.Series") -> "np.ndarray":
    """Whether each text is one of those known; missing is among nobody."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    return np.asarray(pc.is_in(pa.array(values), value_set=pa.array(known.dropna())), bool)


def matching(values: "pd.Series", pattern: str) -> "np.ndarray":
    """Whether each text holds what a pattern (of RE2) describes; missing does not."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    return np.asarray(pc.fill_null(pc.match_substring_regex(pa.array(values), pattern), False), bool)


def without(values: "pd.Series", pattern: str) -> "pd.Series":
    """The texts in capitals without what a pattern (of RE2) describes."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.utf8_upper(pc.replace_substring_regex(pa.array(values), pattern, ""))
    return pd.Series(pd.array(plain, dtype="string[pyarrow]"), index=values.index)


def numbers(values: "pd.Series") -> "pd.Series":
    """The texts as numbers, all at once where every one is a number; else missing where one is not."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        cast = pc.cast(pa.array(values), pa.float64())
    except pa.ArrowInvalid:
        return pd.to_numeric(values, errors="coerce").astype("Float64")
    return pd.Series(cast.to_pandas(), index=values.index).astype("Float64")
