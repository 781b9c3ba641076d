"""The files of one chart: the numbers drawn as csv, and the drawing in both languages as svg and png."""

import re
from collections.abc import Callable
from math import floor, log10
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ..result import write_text
from .canvas import Words, drawing, save, sheet
from .wording import LANGUAGES

_FORMULA = re.compile(r"[=+@\t\r]|-(?!\s*$)")  # how a cell begins that a spreadsheet would reckon; a dash alone is none
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
    """Writes a table as csv, whole or not at all.

    A mark at its start lets spreadsheets recognise the encoding of Chinese text; they reckon no text as a formula.
    """
    written: Any = short  # pandas declares it of any object, and calls it with numbers
    text = table.map(_plain_text).to_csv(index=False, lineterminator="\n", float_format=written)
    write_text(path, "\ufeff" + text)
    return path


def _plain_text(value: Any) -> Any:
    """A text that begins like a formula with the quotation mark before it that spreadsheets take as text's own."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def short(value: float) -> str:
    """A number as a csv holds it: six significant digits, every digit before the point, no zeros at the end."""
    if value == 0:
        return "0"
    places = max(0, DIGITS - 1 - floor(log10(abs(value))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text
