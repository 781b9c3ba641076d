"""The page as a whole: head, controls at the left, what they lead to at the right; built anew in the other language."""

from nicegui import ui

from .comparison import comparison
from .controls import controls
from .folders import folders
from .guide import guide
from .parts import box, label, text
from .progress import progress
from .results import results
from .session import Session
from .style import ACCENT, STYLE

TABS = ("result", "compare", "folders", "guide")


async def build(session: Session) -> None:
    """Lay the page out for a visitor; the plan of the first mix follows as soon as it is made."""
    ui.add_css(STYLE)
    ui.colors(primary=ACCENT)
    root = box("div").style("width: 100%")
    _fill(root, session)
    ui.timer(0.05, lambda: session.choose(session.mix), once=True)


def _fill(root: ui.element, session: Session) -> None:
    """Everything in the language of the session."""
    session.forget_views()
    root.clear()
    with root:
        _head(root, session)
        with box("main", "frame"):
            with box("div", "pile choices"):
                controls(session)
            with box("div", "pile").props("id=result tabindex=-1"):
                _right(session)


def _head(root: ui.element, session: Session) -> None:
    say = session.say

    async def switch(language: str) -> None:
        ui.run_javascript(f"document.documentElement.lang = '{'zh-CN' if language == 'zh' else 'en'}'")
        session.language = language
        _fill(root, session)
        await session.speak(language)

    with box("header", "bar"):
        text("a", say("跳到结果", "Skip to results"), "skip").props('href="#result"')
        with box("div", "push"):
            text("h1", say("移民收入目标测算看板", "Resettlement income targets: try a mix"))
            text(
                "p",
                say(
                    "自选措施组合，先看计划的人数与费用，再看测算。测算结果，不是统计数据。",
                    "Choose measures, see people and money planned, then estimate. Estimates are not statistics.",
                ),
            )
        choice = ui.toggle({"zh": "中文", "en": "English"}, value=session.language)
        choice.props("no-caps unelevated toggle-color=primary color=white text-color=grey-9 padding='4px 14px'")
        label(choice, "语言 Language")
        choice.on_value_change(lambda event: switch(str(event.value)))


def _right(session: Session) -> None:
    say = session.say
    names = say("结果|比较|结果文件夹|怎么读", "Result|Compare|Result folders|How to read").split("|")
    progress(session)
    with ui.tabs().props("no-caps align=left active-color=primary dense") as tabs:
        for tab, name in zip(TABS, names, strict=True):
            ui.tab(tab, label=name)
    tabs.on_value_change(lambda event: setattr(session, "tab", event.value))
    first = lambda: tabs.set_value(TABS[0])  # noqa: E731 - a word for it
    views = (results, comparison, lambda session: folders(session, first), guide)
    panels = ui.tab_panels(tabs, value=session.tab or TABS[0], animated=False).props("keep-alive")
    with panels.style("background: transparent; width: 100%"):
        for tab, view in zip(TABS, views, strict=True):
            with ui.tab_panel(tab).style("padding: 4px 0 0"), box("div", "pile"):
                view(session)
