"""The files of one chart: the numbers drawn as csv, and the drawing in both languages as svg and png."""

from collections.abc import Callable
from math import floor, log10
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .canvas import Words, drawing, save, sheet
from .wording import LANGUAGES

DIGITS = 6  # significant digits of a number in a csv; whole parts stay whole


def write_drawing(
    stem: Path,
    table: pd.DataFrame,
    height: float,
    words: Callable[[str], Words],
    draw: Callable[[Figure, str], None],
) -> list[Path]:
    """Writes `stem`.csv, `stem`_zh and `stem`_en .png and .svg; returns the paths.

    `height` is that of the axes in inches; `words` and `draw` are asked once a language.
    """
    written = [write_numbers(stem.with_name(f"{stem.name}.csv"), table)]
    for language in LANGUAGES:
        said = words(language)
        with drawing():
            figure = sheet(said, height)
            draw(figure, language)
            written += save(figure, said, stem.with_name(f"{stem.name}_{language}"))
    return written


def write_numbers(path: Path, table: pd.DataFrame) -> Path:
    """Writes a table as csv; a mark at its start lets spreadsheets recognise the encoding of Chinese text."""
    written: Any = short  # pandas declares it of any object, and calls it with numbers
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n", float_format=written)
    return path


def short(value: float) -> str:
    """A number as a csv holds it: six significant digits, every digit before the point, no zeros at the end."""
    if value == 0:
        return "0"
    places = max(0, DIGITS - 1 - floor(log10(abs(value))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text
