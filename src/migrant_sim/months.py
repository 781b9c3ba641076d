"""Months as one running number: year * 12 + (month of the year - 1)."""

import re

from .errors import bad_value

MATCHED_YEAR = 2020  # the engine's own year that is matched; `base_year` says which calendar year it stands for
_PATTERN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(text: str, field: str = "month") -> int:
    """The running number of a month written YYYY-MM.

    Raises ConfigurationError, naming `field`, for anything else.
    """
    match = _PATTERN.fullmatch(str(text))
    if match is None:
        raise bad_value(field, text, "a month written YYYY-MM, such as 2020-12", "写作 YYYY-MM 的月份，例如 2020-12")
    return int(match[1]) * 12 + int(match[2]) - 1


def month_label(month: int) -> str:
    """YYYY-MM of a running month number."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def months_ahead(base_year: int) -> int:
    """How many months the engine's calendar is ahead of the true one in a run matched to `base_year`."""
    return 12 * (MATCHED_YEAR - base_year)


def in_calendar(period: str, base_year: int) -> str:
    """A year or month of the engine's calendar, written YYYY or YYYY-MM, as the true one."""
    return f"{int(period[:4]) - (MATCHED_YEAR - base_year)}{period[4:]}"


def year_of(month: int) -> int:
    """Calendar year."""
    return month // 12


def last_whole_year(start: int, months: int) -> int:
    """The last year whose December lies within `months` after the month `start`."""
    return (start + months + 1) // 12 - 1


def month_of_year(month: int) -> int:
    """1 for January to 12 for December."""
    return month % 12 + 1
