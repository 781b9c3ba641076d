"""Single charts of analyses, each from a table of its folder: the numbers drawn are written beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..result import read_json, unwritable
from .canvas import Words
from .drawn import write_drawing
from .material import read_table

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One chart: its table, facts beside it, rows drawn, words, the drawing, and the height of its axes in inches.

    Facts are the file's, and `folder`, the name of the folder.
    """

    name: str
    table: str
    facts: str
    rows: Callable[[Facts, pd.DataFrame], pd.DataFrame]
    words: Callable[[Facts, pd.DataFrame, str], Words]
    draw: Callable[[Figure, Facts, pd.DataFrame, str], None]
    height: Callable[[pd.DataFrame], float]


def pictures() -> dict[str, Picture]:
    """Every chart of this kind by name, in the order of a page."""
    from .chart_backtest import BACKTEST
    from .chart_box import BOX
    from .chart_bridge import BRIDGE
    from .chart_cost_effect import COST_EFFECT
    from .chart_front import FRONT
    from .sensitivity import PICTURES

    return {picture.name: picture for picture in (BRIDGE, COST_EFFECT, FRONT, BOX, BACKTEST, *PICTURES)}


def supported(folder: Path) -> list[str]:
    """Names of the charts whose table and facts a folder holds."""
    return [
        name
        for name, picture in pictures().items()
        if all((folder / file).is_file() for file in (picture.table, picture.facts))
    ]


def draw_picture(folder: Path, name: str, target: Path | None = None) -> list[Path]:
    """Draw one chart of a folder as svg, png and csv; returns the paths, none where there are no rows.

    They go to `target`, the folder's own `figures` unless another is given.
    Raises DataError for a table that cannot be read and a folder that cannot be written.
    """
    picture, target = pictures()[name], target or folder / "figures"
    facts = read_json(folder / picture.facts) | {"folder": folder.name}
    table = picture.rows(facts, read_table(folder / picture.table)).reset_index(drop=True)
    if table.empty:
        return []
    try:
        target.mkdir(exist_ok=True)
        return write_drawing(
            target / name,
            table,
            picture.height(table),
            lambda language: picture.words(facts, table, language),
            lambda figure, language: picture.draw(figure, facts, table, language),
        )
    except OSError as error:
        raise unwritable(target, error) from error
