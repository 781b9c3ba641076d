"""Single charts of analyses, each from a table of its folder: the numbers drawn are written beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..errors import DataError
from ..result import read_json, unwritable
from .canvas import Words, drawing, save, sheet
from .wording import LANGUAGES

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One chart: its table, facts beside it, rows drawn, words, the drawing, and the height of its axes in inches."""

    name: str
    table: str
    facts: str
    rows: Callable[[Facts, pd.DataFrame], pd.DataFrame]
    words: Callable[[Facts, pd.DataFrame, str], Words]
    draw: Callable[[Figure, Facts, pd.DataFrame, str], None]
    height: Callable[[pd.DataFrame], float]


def pictures() -> dict[str, Picture]:
    """Every chart of this kind by name."""
    from .chart_backtest import BACKTEST
    from .chart_box import BOX
    from .chart_bridge import BRIDGE
    from .chart_cost_effect import COST_EFFECT
    from .chart_front import FRONT

    return {picture.name: picture for picture in (BRIDGE, COST_EFFECT, FRONT, BOX, BACKTEST)}


def draw_picture(folder: Path, name: str, target: Path | None = None) -> list[Path]:
    """Draw one chart of a folder as svg, png and csv; returns the paths, none where there are no rows.

    They go to `target`, the folder's own `figures` unless another is given.
    Raises DataError for a table that cannot be read and a folder that cannot be written.
    """
    picture, target = pictures()[name], target or folder / "figures"
    facts = read_json(folder / picture.facts)
    table = picture.rows(facts, _table(folder / picture.table)).reset_index(drop=True)
    if table.empty:
        return []
    try:
        target.mkdir(exist_ok=True)
        numbers = target / f"{name}.csv"
        table.to_csv(numbers, index=False, encoding="utf-8-sig", lineterminator="\n")
        files = [numbers]
        for language in LANGUAGES:
            words = picture.words(facts, table, language)
            with drawing():
                figure = sheet(words, picture.height(table))
                picture.draw(figure, facts, table, language)
                files += save(figure, words, target / f"{name}_{language}")
    except OSError as error:
        raise unwritable(target, error) from error
    return files


def _table(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise DataError(f"Cannot read {path}: {error}.", f"无法读取 {path}：{error}。") from error
