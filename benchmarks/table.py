"""The table on the screen: one row a value, with its spread over the repeats and the goal."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

WIDTHS = (46, 11, 11, 11, 19, 9)
HEAD = ("", "median", "least", "most", "unit", "goal")


class Row(NamedTuple):
    """A named value; least and most of several measurements; a goal such as "<= 100" where there is one."""

    name: str
    value: float | str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    goal: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, None without one."""
        if not self.goal or isinstance(self.value, str):
            return None
        sign, bound = self.goal.split()
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)


class Title(NamedTuple):
    """A line above a group of rows."""

    text: str


def spread(name: str, values: Sequence[float], unit: str = "", goal: str = "") -> Row:
    """A row of repeats: median, least and most."""
    return Row(name, median(values), unit, min(values), max(values), goal)


def printed(lines: Iterable[Row | Title]) -> str:
    """The table as text."""
    text = [_cells(HEAD)]
    for line in lines:
        if isinstance(line, Title):
            text += ["", line.text]
            continue
        goal = line.goal + {True: "  met", False: "  MISSED", None: ""}[line.met]
        text.append(_cells((line.name, *map(_number, (line.value, line.least, line.most)), line.unit, goal)))
    return "\n".join(text)


def as_json(lines: Iterable[Row | Title]) -> list[dict[str, object]]:
    """The rows as plain values, each with the group that it stands in."""
    group, rows = "", []
    for line in lines:
        if isinstance(line, Title):
            group = line.text
        else:
            rows.append({"group": group, **line._asdict(), "met": line.met})
    return rows


def _cells(cells: Sequence[str]) -> str:
    name, *numbers, unit, goal = cells
    shown = "".join(f"{cell:>{width}}" for cell, width in zip(numbers, WIDTHS[1:4], strict=True))
    return f"  {name:<{WIDTHS[0]}}{shown}  {unit:<{WIDTHS[4]}}{goal}".rstrip()


def _number(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if value == 0 or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.4g}" if abs(value) >= 1 else f"{value:.3f}"
