"""The figure of a finding: medians and intervals on one scale, as a small SVG whose text stays text."""

from collections.abc import Callable, Mapping
from html import escape

from ..experiments.findings import Question
from ..reports.wording import indicator
from ..result import UNIDENTIFIED
from ..targets import region_targets
from .answers import amount, names

WIDTH, LEFT, RIGHT, STEP, TOP = 760, 260, 190, 24, 62
MOST_LINES = 8  # in the order of the table; more are put in order of size
NOTE = f"Dot: median; line: 5-95 % over draws and replications. {UNIDENTIFIED[0]}"
BLUE, GREY, PALE, RED = "#0072B2", "#595959", "#BDBDBD", "#D55E00"


def drawn(question: Question, rows: list[dict[str, str]]) -> str:
    """Dots and whiskers of the first indicator, levels or differences, a line a scenario and period."""
    shown = [row for row in rows if row["indicator"] == question.indicators[0] and row["form"] == question.chart]
    if len(shown) > MOST_LINES:
        shown = sorted(shown, key=lambda row: -float(row["median"]))
    low, high = (pick(float(row[end]) for row in shown) for pick, end in ((min, "low"), (max, "high")))
    if question.chart == "difference":
        low, high = min(low, 0.0), max(high, 0.0)
    aim = _aim(question, rows) if question.chart == "level" else None
    high = max(high, aim[0]) if aim else high
    span = (high - low) or 1.0

    def place(value: float) -> float:
        return LEFT + (value - low) / span * (WIDTH - LEFT - RIGHT)

    height = TOP + STEP * len(shown) + 14
    parts = [_text(10, 20, _title(question, shown[0]), 14, "#1a1a1a"), _text(10, 40, NOTE, 11, GREY)]
    if question.chart == "difference":
        parts.append(
            f'<line x1="{place(0):.1f}" x2="{place(0):.1f}" y1="{TOP - 12}" y2="{height - 10}" stroke="{PALE}"/>'
        )
    if aim:
        x, end = place(aim[0]), height - 10
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 12}" y2="{end}" stroke="{RED}" stroke-dasharray="4 3"/>'
        )
        parts.append(_text(WIDTH - RIGHT + 12, 20, f"Dashed: met in {aim[1]} from {aim[0]:g}", 11, RED))
    for number, row in enumerate(shown):
        parts += _line(row, TOP + STEP * number, place)
    size = f'width="{WIDTH}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">'
    return "\n".join([head, f'<rect {size} fill="#fff"/>', *parts, "</svg>\n"])


def _aim(question: Question, rows: list[dict[str, str]]) -> tuple[float, int] | None:
    """From which value, tolerance included, the target that the finding tells of counts as met, and in which year."""
    ids = dict.fromkeys(row["indicator"] for row in rows if row["form"] == "probability")
    targets = [target for name in ids for target in region_targets((name,))[:1]]
    mine = [target for target in targets if target.indicator == question.indicators[0] and target.years]
    return (mine[0].threshold - mine[0].tolerance, mine[0].years[-1]) if mine else None


def _line(row: Mapping[str, str], y: int, place: Callable[[float], float]) -> list[str]:
    x, left, right = (place(float(row[column])) for column in ("median", "low", "high"))
    said = f"{amount(row, 'median')}  [{amount(row, 'low')}, {amount(row, 'high')}]"
    return [
        _text(10, y + 4, f"{names(row['scenario'])}, {row['period']}", 11, "#1a1a1a"),
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}" stroke="{BLUE}" stroke-width="2"/>',
        f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{BLUE}"/>',
        _text(WIDTH - RIGHT + 12, y + 4, said, 11, GREY),
    ]


def _title(question: Question, row: Mapping[str, str]) -> str:
    name = question.indicators[0]
    less = f" less {names(row['beside'])}" if row["beside"] else ""
    return f"{indicator(name, 'en')} ({row['unit']}){less}"


def _text(x: int, y: int, text: str, size: int, colour: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}">{escape(text)}</text>'
