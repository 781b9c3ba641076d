"""Small parts of the page: headings, texts, tables, pop-ups. Every text goes in as text, never as markup."""

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from ..result import UNIDENTIFIED
from .session import Session

GRADES = {
    "A": ("A（官方统计或法规原文）", "A (official statistics or text of law)"),
    "B": ("B（官方或研究的间接来源）", "B (official or research, indirect)"),
    "C": ("C（推断或假设）", "C (inferred or assumed)"),
}
ASSUMED = {
    "assumption": ("假设", "assumption"),
    "yes": ("已核对原文", "original seen"),
    "memory": ("凭记忆，未核对", "from memory"),
}


def text(tag: str, words: str, classes: str = "") -> TextElement:
    """An element of that tag with plain text in it."""
    return TextElement(tag=tag, text=words).classes(classes)


def box(tag: str = "div", classes: str = "") -> ui.element:
    """An element to put others in."""
    return ui.element(tag).classes(classes)


def mark(session: Session, plan: bool = False) -> TextElement:
    """The label that tells a plan from a model's result."""
    if plan:
        return text("span", session.say("计划，不是结果", "plan, not a result"), "mark plan")
    return text("span", session.say("测算，不是统计数据", "model estimate"), "mark")


def why(session: Session, what: str, rows: Mapping[str, str]) -> None:
    """A button that opens the pop-up which says where a number comes from."""
    said = session.say(f"这个数从哪里来：{what}", f"Where this number comes from: {what}")

    def show() -> None:
        with ui.dialog().props(f'aria-label="{_quoted(said)}"') as dialog, ui.card().classes("card"):
            text("h2", what)
            with box("dl", "source"):
                for name, value in rows.items():
                    text("dt", name)
                    text("dd", value)
            ui.button(session.say("关闭", "Close"), on_click=dialog.close).props("flat no-caps color=primary autofocus")
        dialog.on("hide", dialog.delete)
        dialog.open()

    ui.button("?", on_click=show).props(f'flat round dense no-caps aria-label="{_quoted(said)}"').classes("why")


def _quoted(words: str) -> str:
    """Text that can stand in quotes among an element's properties."""
    return words.replace("\\", " ").replace('"', "”")


def label(element: ui.element, words: str) -> ui.element:
    """The element with a name for screen readers."""
    return element.props(f'aria-label="{_quoted(words)}"')


def sourced(session: Session, row: Mapping[str, Any]) -> dict[str, str]:
    """What a pop-up says of a row of the published parameters."""
    from ..reports.units import unit_words

    say = session.say
    if not row:
        return {say("来源", "Source"): say("本页设定", "a setting of this page")}
    grade, seen = GRADES.get(str(row["grade"])), ASSUMED.get(str(row["seen"]))
    return {
        say("含义", "Meaning"): say(str(row["description_zh"] or row["description"]), str(row["description"])),
        say("取值", "Value"): f"{row['central']:g} ({row['low']:g}–{row['high']:g}) "
        + unit_words(str(row["unit"]), session.language),
        say("地区与年份", "Region, year"): f"{row['region']} · {row['year']}",
        say("来源", "Source"): say("假设", "assumption") if row["seen"] == "assumption" else str(row["source"]),
        say("等级", "Grade"): say(*grade) if grade else str(row["grade"]),
        say("核对", "Checked"): say(*seen) if seen else str(row["seen"]),
        say("说明", "Note"): str(row["note"]) or "–",
        say("编号", "Id"): str(row["id"]),
    }


def unidentified(session: Session) -> str:
    """The sentence that stands wherever an effect is shown."""
    return session.say(UNIDENTIFIED[1], UNIDENTIFIED[0])


def figures(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> ui.element:
    """A table: first column names, the others numbers; it scrolls by itself where it is too wide."""
    with box("div", "wide").props('tabindex=0 role=region aria-label="' + _quoted(caption) + '"') as whole:
        with box("table", "figures"):
            text("caption", caption)
            with box("thead"), box("tr"):
                for head in heads:
                    text("th", head).props("scope=col")
            with box("tbody"):
                for first, *rest in rows:
                    with box("tr"):
                        text("th", first).props("scope=row")
                        for cell in rest:
                            text("td", cell)
    return whole
