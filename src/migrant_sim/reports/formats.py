"""How numbers are written: one place for digits, signs and intervals, so that text and charts agree."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..result import class_of
from .wording import pick

MINUS, NONE = "\u2212", "–"
_HYPHEN = re.compile(r"(?<![\w.)\]-])-(?=\d)")
Format = Callable[[float | None, str], str]


def _clean(text: str) -> str:
    """A true minus sign, and no minus before a number that rounds to zero."""
    if text.startswith("-"):
        text = text[1:] if not text.strip("-0.,%") else MINUS + text[1:]
    return text


def _known(value: float | None) -> bool:
    """Whether there is a number to write: None and NaN stand for one that does not exist."""
    return value is not None and value == value


def yuan(value: float | None, language: str) -> str:
    """Whole yuan; thousands are grouped in English only, as each language's statistics print them."""
    return _clean(f"{value:,.0f}" if language == "en" else f"{value:.0f}") if _known(value) else NONE


def ratio(value: float | None, language: str = "en") -> str:
    """Two decimals, such as a ratio of incomes or a small difference in months."""
    return _clean(f"{value:.2f}") if _known(value) else NONE


def decimal(value: float | None, language: str = "en") -> str:
    """One decimal, such as months or percentage points."""
    return _clean(f"{value:.1f}") if _known(value) else NONE


def plain(value: float, digits: int = 3, language: str = "en") -> str:
    """Significant digits, for values of any unit; whole numbers from a thousand, never powers of ten."""
    if abs(value) >= 1000:
        return yuan(value, language)
    text = f"{value:.{digits}g}"
    return _clean(f"{value:.6f}".rstrip("0").rstrip(".") if "e" in text else text)


def true_minus(said: str) -> str:
    """A stored sentence with the minus sign that all other numbers have."""
    return _HYPHEN.sub(MINUS, said)


def number(text: str) -> float:
    """The number that a text written by a form of this module says."""
    value = float(text.replace(MINUS, "-").replace(",", "").removesuffix("%"))
    return value / 100 if text.endswith("%") else value


def percent(value: float | None, language: str = "en") -> str:
    """A share as a percentage with one decimal."""
    return _clean(f"{100 * value:.1f}%") if value is not None and value == value else NONE


def probability(value: float | None, language: str = "en") -> str:
    """A probability as a percentage; a decimal is shown where rounding would hide the class or a rare event."""
    if value is None or value != value:
        return NONE
    whole = round(value, 2)
    rare = value < 0.1 or whole == 1.0
    if (rare and value != whole) or class_of(whole) != class_of(value):
        return f"{100 * value:.1f}%"
    return f"{100 * value:.0f}%"


class Unit(NamedTuple):
    """A unit for sums of money: yuan in it, decimals that are shown, its words."""

    size: float
    decimals: int
    words: str


_SMALL = {"zh": Unit(1e4, 0, "万元"), "en": Unit(1e6, 1, "million yuan")}
_LARGE = {"zh": Unit(1e8, 2, "亿元"), "en": Unit(1e9, 3, "billion yuan")}  # both to the million
BILLION = 1e9


def money_unit(values: Iterable[float], language: str) -> Unit:
    """The unit in which sums that stand together are written: the larger one if one of them is a billion."""
    largest = max((abs(value) for value in values if _known(value)), default=0.0)
    return (_LARGE if largest >= BILLION else _SMALL)[language]


def in_unit(value: float | None, unit: Unit, language: str) -> str:
    """A sum in a unit, without its words; whole from a hundred millions on, and none that is there is shown as zero."""
    if value is None or value != value:
        return NONE
    shown = value / unit.size
    decimals = 0 if unit.decimals == 1 and abs(shown) >= 100 else unit.decimals
    least = 10.0**-decimals
    if 0.0 < shown < least / 2:
        return f"<{least:g}"
    text = _clean(format(shown, f",.{decimals}f"))
    return text if language == "en" else text.replace(",", "")


def money(value: float | None, language: str) -> str:
    """A sum with its unit: 10.83 亿元, 1.083 billion yuan."""
    if value is None or value != value:
        return NONE
    large = abs(value) >= (_LARGE["zh"].size if language == "zh" else BILLION)
    unit = (_LARGE if large else _SMALL)[language]
    return f"{in_unit(value, unit, language)} {unit.words}"


def signed(text: str) -> str:
    """The text of a number with an explicit plus unless it is negative, zero or missing."""
    return text if text.startswith(MINUS) or not text.strip("0.,%" + NONE) else f"+{text}"


def with_sign(form: Format) -> Format:
    """The same form with explicit signs, for differences: all numbers of a sentence then carry theirs."""
    return lambda value, language: signed(form(value, language))


def interval(low: float | None, high: float | None, form: Format, language: str) -> str:
    """`low to high` in the language's own words; a dash where nobody knows it, `none` where all runs are alike.

    One run alone, or runs that agree, have no interval: a width of zero would look like certainty.
    """
    if low is None or high is None or low != low or high != high:
        return NONE
    if low == high:
        return pick(language, "无", "none")
    return f"{form(low, language)}{pick(language, ' 至 ', ' to ')}{form(high, language)}"


def within(low: float | None, high: float | None, form: Format, language: str) -> str:
    """`90% interval low to high` as part of a sentence, or why there is none."""
    band = interval(low, high, form, language)
    if band == NONE:
        return pick(language, "模拟太少，不给区间", "too few runs for an interval")
    if low == high:
        return pick(language, "只有一次模拟或各次相同，无区间", "one run or all runs alike: no interval")
    return pick(language, f"90% 区间 {band}", f"90% interval {band}")
