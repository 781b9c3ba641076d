"""What every chart consists of."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from .canvas import Words
from .findings import Findings


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart: its heading, exactly the numbers drawn, the words around them, the drawing, the height of its axes.

    `numbers` may return an empty table: then the result does not support the chart.
    """

    name: str
    heading_zh: str
    heading_en: str
    numbers: Callable[[Findings], pd.DataFrame]
    words: Callable[[Findings, pd.DataFrame, str], Words]
    draw: Callable[[Figure, pd.DataFrame, str], None]
    height: Callable[[pd.DataFrame], float]
    needs_verdict: bool = False
