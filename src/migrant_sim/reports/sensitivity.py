"""The charts of a sensitivity folder, each from one of its tables."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from .canvas import Words
from .chart_flips import FLIP_ROWS, draw_flips, flip_words
from .chart_inputs import draw_indices, draw_tornado, index_rows, index_words, tornado_rows, tornado_words
from .chart_parts import draw_ranking, draw_split, ranking_words, split_words
from .chart_tolerances import draw_tolerances, tolerance_height, tolerance_words
from .plates import Facts, Picture

FACTS = "analysis.json"


def _picture(
    name: str,
    table: str,
    *,
    rows: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table,
    words: Callable[[Facts, pd.DataFrame, str], Words],
    draw: Callable[[Figure, pd.DataFrame, str], None],
    height: Callable[[pd.DataFrame], float],
) -> Picture:
    """A chart whose rows and drawing need no facts."""
    return Picture(
        name=name,
        table=f"{table}.csv",
        facts=FACTS,
        rows=lambda _, found: rows(found),
        words=words,
        draw=lambda figure, _, found, language: draw(figure, found, language),
        height=height,
    )


def _by_row(each: float) -> Callable[[pd.DataFrame], float]:
    return lambda table: 0.7 + each * len(table)


PICTURES = (
    _picture(
        "variance_split",
        "variance",
        words=split_words,
        draw=draw_split,
        height=_by_row(0.28),
    ),
    _picture(
        "tornado",
        "assumptions",
        rows=tornado_rows,
        words=tornado_words,
        draw=draw_tornado,
        height=_by_row(0.36),
    ),
    _picture(
        "indices",
        "indices",
        rows=index_rows,
        words=index_words,
        draw=draw_indices,
        height=_by_row(0.36),
    ),
    _picture(
        "flips",
        "flips",
        rows=lambda table: table.dropna(subset=["distance"]).head(FLIP_ROWS),
        words=flip_words,
        draw=draw_flips,
        height=_by_row(0.42),
    ),
    _picture(
        "verdict_tolerances",
        "grid",
        rows=lambda table: table.assign(trend=100 * table["trend"]),
        words=tolerance_words,
        draw=draw_tolerances,
        height=tolerance_height,
    ),
    _picture(
        "ranking",
        "ranking",
        words=ranking_words,
        draw=draw_ranking,
        height=lambda table: max(2.4, 0.8 + 0.36 * table["instrument"].nunique()),
    ),
)
