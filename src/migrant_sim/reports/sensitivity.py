"""The charts of a sensitivity folder, each from one of its tables; the numbers drawn are written beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..errors import DataError
from ..result import read_json, unwritable
from .canvas import Words, drawing, save, sheet
from .chart_flips import FLIP_ROWS, draw_flips, flip_words
from .chart_inputs import draw_indices, draw_tornado, index_rows, index_words, tornado_rows, tornado_words
from .chart_parts import draw_ranking, draw_split, ranking_words, split_words
from .chart_tolerances import draw_tolerances, tolerance_height, tolerance_words
from .wording import LANGUAGES

Facts = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Plate:
    """One chart: the table it rests on, the rows it draws, its words, the drawing, the height of its axes in inches."""

    name: str
    table: str
    rows: Callable[[pd.DataFrame], pd.DataFrame]
    words: Callable[[Facts, pd.DataFrame, str], Words]
    draw: Callable[[Figure, pd.DataFrame, str], None]
    height: Callable[[pd.DataFrame], float]


def _by_row(each: float) -> Callable[[pd.DataFrame], float]:
    return lambda table: 0.7 + each * len(table)


PLATES = (
    Plate(
        name="variance_split",
        table="variance",
        rows=lambda table: table,
        words=split_words,
        draw=draw_split,
        height=_by_row(0.28),
    ),
    Plate(
        name="tornado",
        table="assumptions",
        rows=tornado_rows,
        words=tornado_words,
        draw=draw_tornado,
        height=_by_row(0.36),
    ),
    Plate(
        name="indices",
        table="indices",
        rows=index_rows,
        words=index_words,
        draw=draw_indices,
        height=_by_row(0.36),
    ),
    Plate(
        name="flips",
        table="flips",
        rows=lambda table: table.dropna(subset=["distance"]).head(FLIP_ROWS),
        words=flip_words,
        draw=draw_flips,
        height=_by_row(0.42),
    ),
    Plate(
        name="verdict_tolerances",
        table="grid",
        rows=lambda table: table.assign(trend=100 * table["trend"]),
        words=tolerance_words,
        draw=draw_tolerances,
        height=tolerance_height,
    ),
    Plate(
        name="ranking",
        table="ranking",
        rows=lambda table: table,
        words=ranking_words,
        draw=draw_ranking,
        height=lambda table: max(2.4, 0.8 + 0.36 * table["instrument"].nunique()),
    ),
)


def draw_figures(folder: Path, target: Path | None = None, names: Sequence[str] | None = None) -> list[Path]:
    """Draws every chart (or those named) that the folder's tables support, as svg, png and csv; returns the paths.

    They go to `target`, the folder's own `figures` unless another is given.
    Raises DataError for a table that cannot be read and a folder that cannot be written.
    """
    facts, target = read_json(folder / "analysis.json"), target or folder / "figures"
    written: list[Path] = []
    try:
        target.mkdir(exist_ok=True)
        for plate in (plate for plate in PLATES if names is None or plate.name in names):
            if (folder / f"{plate.table}.csv").is_file():
                table = plate.rows(_table(folder / f"{plate.table}.csv")).reset_index(drop=True)
                written += _drawn(plate, facts | {"folder": folder.name}, table, target) if len(table) else []
    except OSError as error:
        raise unwritable(target, error) from error
    return written


def _drawn(plate: Plate, facts: Facts, table: pd.DataFrame, target: Path) -> list[Path]:
    numbers = target / f"{plate.name}.csv"
    table.to_csv(numbers, index=False, encoding="utf-8-sig", lineterminator="\n")
    files = [numbers]
    for language in LANGUAGES:
        words = plate.words(facts, table, language)
        with drawing():
            figure = sheet(words, plate.height(table))
            plate.draw(figure, table, language)
            files += save(figure, words, target / f"{plate.name}_{language}")
    return files


def _table(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path)
    except ValueError as error:
        raise DataError(f"Cannot read {path}: {error}.", f"无法读取 {path}：{error}。") from error
