"""What can be taken away: the scenario as a file, brief and tables, the result folder; and keeping for comparison."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nicegui import ui

from ..errors import UserError
from .mix import command, scenario_file
from .parts import box, text
from .session import MOST_KEPT, Session

NAME = "mix"


def downloads(session: Session) -> None:
    """The card of downloads below the numbers; hidden until there is a result."""
    say = session.say
    with box("section", "card").props("id=downloads") as card:
        text("h2", say("保存与下载", "Keep and download"))
        with box("div", "line"):
            _button(say("放入比较", "Keep for comparison"), lambda: _keep(session), "keep")
            _button(say("简报和表格", "Brief and tables"), lambda: _papers(session), "papers")
            own = [
                _button(say("情景文件（YAML）", "Scenario (YAML)"), lambda: _scenario(session), "yaml"),
                _button(say("存到结果文件夹", "Save to results"), lambda: _save(session), "save"),
            ]
        again = text("p", "", "soft").style("margin-top: 10px; overflow-wrap: anywhere")

    def renew() -> None:
        shown = session.shown
        card.set_visibility(shown is not None)
        mix = shown.mix if shown else None
        for button in own:
            button.set_visibility(mix is not None)
        line = command(mix, NAME, shown.look.draws) if shown and mix else ""
        again.set_text(say("用情景文件重算：", "Run the scenario file again: ") + line if line else "")

    session.watch("result", renew)
    renew()


def _button(words: str, act: Callable[[], Any], name: str) -> ui.button:
    return ui.button(words, on_click=act).props(f"outline no-caps color=primary id={name}")


def _keep(session: Session) -> None:
    if kept := session.keep():
        name = session.named(kept)
        ui.notify(session.say(f"已放入比较：{name}", f"Kept as {name}"))
    else:
        ui.notify(session.say(f"最多比较 {MOST_KEPT} 个组合", f"At most {MOST_KEPT} mixes"), type="warning")


def _scenario(session: Session) -> None:
    shown = session.shown
    if shown is None or shown.mix is None:
        return
    text_of = scenario_file(shown.mix, session.house.offer, NAME, shown.look.draws)
    ui.download.content(text_of, f"{NAME}.yaml", "application/yaml")


async def _papers(session: Session) -> None:
    if (shown := session.shown) is None:
        return
    ui.notify(session.say("正在撰写，约十秒……", "Writing, some ten seconds …"))
    try:
        written = await session.write_papers(shown)
    except UserError as error:
        ui.notify(error.message(session.language), type="negative")
        return
    for path in written:
        ui.download.file(path, path.name)


def _save(session: Session) -> None:
    """Copy the run's folder to results/run, under the name that `migrant-sim run` would give it."""
    if (shown := session.shown) is None:
        return
    target = session.house.results / "run" / shown.name
    try:
        session.ready()
        copy_whole(shown.look.folder, target)
    except UserError as error:
        ui.notify(error.message(session.language), type="warning")
        return
    except FileExistsError:
        ui.notify(session.say(f"已有同名结果：{target}", f"There already: {target}"), type="warning")
        return
    except OSError as error:
        ui.notify(
            session.say(f"无法写入 {target}：{error.strerror}", f"Cannot write {target}: {error.strerror}"),
            type="negative",
        )
        return
    ui.notify(session.say(f"已保存：{target}", f"Saved: {target}"))


def copy_whole(folder: Path, target: Path) -> None:
    """Copy a result folder, whole or not at all, without the page's own pictures; FileExistsError where one is."""
    if target.exists():
        raise FileExistsError(target)
    temporary = target.with_name(f".{target.name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, temporary, ignore=shutil.ignore_patterns("figures-page", ".*"))
    temporary.rename(target)
