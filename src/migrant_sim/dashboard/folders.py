"""Any finished result below the results folder: listed by verb, opened on the page or as its own report."""

from collections.abc import Callable
from urllib.parse import quote

from nicegui import ui

from ..errors import UserError
from .guard import inside, listed
from .parts import box, label, text
from .session import Session

MOST_LISTED = 60


def folders(session: Session, show_result: Callable[[], object]) -> None:
    """The tab of result folders; `show_result` brings the tab of results to the front."""
    say = session.say
    with box("section", "card").props("id=folders"):
        text("h2", say("打开结果文件夹", "Open a result folder"))
        text("p", say("只列出结果总文件夹之下的结果。", "Only what lies below the results folder."), "soft")
        with box("div", "line").style("margin: 10px 0"):
            name = say("文件夹，例如 run/minning-as_written", "Folder, such as run/minning-as_written")
            field = ui.input(label=name).props("outlined dense id=folder").style("flex: 1; min-width: 200px")
            label(field, name)
            ui.button(say("打开", "Open"), on_click=lambda: _open(session, str(field.value), show_result)).props(
                "unelevated no-caps color=primary id=open"
            )
            ui.button(say("刷新", "Refresh"), on_click=lambda: fill()).props("flat no-caps color=primary")
        trouble = text("div", "", "warn").props("role=alert id=refused")
        trouble.set_visibility(False)
        holder = box("div")

    def fill() -> None:
        holder.clear()
        with holder:
            _list(session, show_result)

    def tell() -> None:
        trouble.set_visibility(session.refused is not None)
        trouble.set_text(session.refused.message(session.language) if session.refused else "")

    session.watch("folders", tell)
    fill()


def _list(session: Session, show_result: Callable[[], object]) -> None:
    found = listed(session.house.results)
    if not found:
        text("p", session.say("还没有结果文件夹。", "No result folders yet."), "soft")
    for path, verb in found[:MOST_LISTED]:
        with box("div", "line").style("padding: 5px 0; border-top: 1px solid #eef0f2"):
            text("span", path).style("flex: 1; overflow-wrap: anywhere")
            if verb == "run":
                button = ui.button(
                    session.say("在此打开", "Open here"), on_click=lambda path=path: _open(session, path, show_result)
                )
                label(button.props("flat dense no-caps color=primary"), session.say(f"打开 {path}", f"Open {path}"))
            if (session.house.results / path / "report.html").is_file():
                link = text("a", session.say("报告", "Report"))
                link.props["href"], link.props["target"] = f"/results/{quote(path)}/report.html", "_blank"
            else:
                text("span", verb, "soft")
    if len(found) > MOST_LISTED:
        text(
            "p",
            session.say(
                f"另有 {len(found) - MOST_LISTED} 个，请输入文件夹名。",
                f"{len(found) - MOST_LISTED} more: type the folder.",
            ),
            "soft",
        )


async def _open(session: Session, wanted: str, show_result: Callable[[], object]) -> None:
    session.refused = None
    try:
        await session.open(inside(session.house.results, wanted.strip()))
        show_result()
    except UserError as error:
        session.refused = error
    session.tell("folders")
