"""The charts of the result on the page: each stays where it is while later batches redraw it."""

from typing import Any

from nicegui import ui

from .parts import box, text
from .pictures import Picture
from .session import Session

OPEN_AT_FIRST = ("ratio", "places_of_work", "gains", "income", "income_sources")


def gallery(session: Session) -> None:
    """The card of charts; hidden until there is one."""
    with box("section", "card").props("id=charts") as card:
        text("h2", session.say("图", "Charts"))
        text(
            "p",
            session.say(
                "每张图的区间、抽样组数和来源写在图下。", "Interval, number of draws and source stand below each."
            ),
            "soft",
        )
        holder = box("div")
    frames: dict[str, _Frame] = {}
    of: list[str] = [""]

    def renew() -> None:
        shown = session.shown
        card.set_visibility(shown is not None and bool(shown.pictures))
        if shown is None:
            return
        if of[0] != shown.id:
            of[0] = shown.id
            frames.clear()
            holder.clear()
        for picture in shown.pictures:
            if picture.name not in frames:
                with holder:
                    frames[picture.name] = _Frame(session, picture)
            frames[picture.name].fill(session, picture)

    for topic in ("result", "pictures"):
        session.watch(topic, renew)
    renew()


class _Frame:
    """One chart: heading, image with its description, number of draws, link to the numbers."""

    def __init__(self, session: Session, picture: Picture) -> None:
        at_first = picture.name in OPEN_AT_FIRST
        self._whole = ui.expansion(picture.heading, value=at_first)
        with self._whole.classes("chart").props(f"id=chart-{picture.name}"):
            with box("figure", "picture"):
                self._image = box("img")
                if not at_first:
                    self._image.props("loading=lazy")
                with box("figcaption"):
                    self._said = text("span", "")
                    self._link = text("a", session.say("图中数字（csv）", "numbers drawn (csv)"))

    def fill(self, session: Session, picture: Picture) -> None:
        """Show the picture of the latest batch that drew it."""
        self._whole.set_text(picture.heading)
        _set(self._image, src=f"/picture/{picture.svg}", alt=picture.alt)
        _set(self._link, href=f"/picture/{picture.csv}", download=f"{picture.name}.csv")
        self._said.set_text(
            session.say(
                f"{picture.draws} 组参数 · 测算，不是统计数据 · ",
                f"{picture.draws} draws · model estimate, not a statistic · ",
            )
        )


def _set(element: ui.element, **attributes: Any) -> None:
    """Attributes as they are, with no markup read into them."""
    if any(element.props.get(name) != value for name, value in attributes.items()):
        element.props.update(attributes)
        element.update()
