"""The ratios of kept mixes in one chart that the browser draws, and the same in words."""

from typing import Any, NamedTuple

from .session import Kept, Session
from .style import COLOURS

Row = dict[str, Any]


class Band(NamedTuple):
    """How the interval of one mix is drawn: its colour, the name of its stack, how dark it is shaded."""

    colour: str
    stack: str
    shade: float


def overlay(session: Session) -> Row:
    """Medians with their 90 % intervals, a colour and a name at the end for each mix."""
    years = sorted({str(row["year"]) for one in session.kept for row in one.shown.look.ratio})
    shade = 0.14 if len(session.kept) == 1 else 0.0  # bands upon each other would blend to a grey of nobody's
    series = [
        line
        for number, one in enumerate(session.kept)
        for line in _lines(one, session.named(one), years, Band(COLOURS[number], f"band {number}", shade))
    ]
    name = session.say("收入比（移民 ÷ 农村均值）", "income ratio (to rural mean)")
    return {
        "animation": False,
        "grid": {"left": 56, "right": 120, "top": 48, "bottom": 36},
        "xAxis": {"type": "category", "data": years, "boundaryGap": False},
        "yAxis": {"type": "value", "scale": True, "name": name, "nameTextStyle": {"align": "left"}},
        "tooltip": {"trigger": "axis", "confine": True},
        "series": series,
    }


def _lines(one: Kept, name: str, years: list[str], look: Band) -> list[Row]:
    """The lower edge of the band, the band upon it, and the median, in a colour and a stack of their own."""
    colour, stack, shade = look
    by_year = {str(row["year"]): row for row in one.shown.look.ratio}
    rows = [by_year.get(year) for year in years]
    quiet = {"type": "line", "stack": stack, "symbol": "none", "silent": True}
    quiet["lineStyle"] = {"color": colour, "opacity": 0.7, "width": 1.2, "type": "dotted"}  # the edges of the band
    foot = {**quiet, "tooltip": {"show": False}, "data": [_rounded(row, "p05") for row in rows]}
    width = [round(row["p95"] - row["p05"], 4) if row else None for row in rows]
    band = {**quiet, "tooltip": {"show": False}, "data": width, "areaStyle": {"color": colour, "opacity": shade}}
    median = {
        "name": name,
        "type": "line",
        "data": [_rounded(row, "median") for row in rows],
        "symbolSize": 7,
        "lineStyle": {"width": 2.4},
        "color": colour,
        "endLabel": {"show": True, "formatter": "{a}", "color": colour, "fontSize": 13},
        "labelLayout": {"moveOverlap": "shiftY"},
    }
    return [foot, band, median]


def _rounded(row: Any, name: str) -> float | None:
    return round(float(row[name]), 3) if row else None


def overlay_words(session: Session) -> str:
    """The chart in words, with what the bands cover."""
    from ..reports.formats import interval, ratio

    parts = []
    for one in session.kept:
        last = one.shown.look.ratio[-1]
        band = interval(last["p05"], last["p95"], ratio, session.language)
        parts.append(
            session.say(
                f"{session.named(one)}：{last['year']} 年 {ratio(last['median'])}（{band}）",
                f"{session.named(one)}: {ratio(last['median'])} in {last['year']} ({band})",
            )
        )
    tail = session.say(
        "。实线为中位数，点线为 90% 区间的上下界（参数、起点、趋势和运气，不含模型结构误差）。来源：migrant-sim 测算。",
        ". Line: median; dotted lines: ends of the 90% interval over parameters, start, trend and chance, not over the "
        "structure of the model. Source: migrant-sim, estimates.",
    )
    return session.say("；", "; ").join(parts) + tail
