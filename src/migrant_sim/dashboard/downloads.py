"""What can be taken away: the scenario as a file, brief and tables, the result folder; and keeping for comparison."""

import shutil
from pathlib import Path

from nicegui import ui

from ..errors import UserError
from .mix import command, scenario_file
from .parts import box, text
from .session import MOST_KEPT, Session, Shown

NAME = "mix"


def downloads(session: Session) -> None:
    """The card of downloads below the numbers."""
    say, shown = session.say, session.shown
    if shown is None:
        return
    with box("section", "card").props("id=downloads"):
        text("h2", say("保存与下载", "Keep and download"))
        with box("div", "row"):
            _button(say("放入比较", "Keep for comparison"), lambda: _keep(session), "keep")
            _button(say("简报和表格", "Brief and tables"), lambda: _papers(session, shown), "papers")
            if shown.mix is not None:
                _button(say("情景文件（YAML）", "Scenario (YAML)"), lambda: _scenario(session, shown), "yaml")
                _button(say("存到 results", "Save to results"), lambda: _save(session, shown), "save")
        if shown.mix is not None:
            text(
                "p",
                say("用情景文件重算：", "Run the scenario file again: ") + command(shown.mix, NAME, shown.look.draws),
                "soft",
            ).style("margin-top: 10px; overflow-wrap: anywhere")


def _button(words: str, act: object, name: str) -> None:
    ui.button(words, on_click=act).props(f"outline no-caps color=primary id={name}")  # type: ignore[arg-type]


def _keep(session: Session) -> None:
    name = session.say(f"组合 {len(session.kept) + 1}", f"Mix {len(session.kept) + 1}")
    if session.keep(name):
        ui.notify(session.say(f"已放入比较：{name}", f"Kept as {name}"))
    else:
        ui.notify(session.say(f"最多比较 {MOST_KEPT} 个组合", f"At most {MOST_KEPT} mixes"), type="warning")


def _scenario(session: Session, shown: Shown) -> None:
    assert shown.mix is not None
    text_of = scenario_file(shown.mix, session.house.offer, NAME, shown.look.draws)
    ui.download.content(text_of, f"{NAME}.yaml", "application/yaml")


async def _papers(session: Session, shown: Shown) -> None:
    ui.notify(session.say("正在撰写，约十秒……", "Writing, some ten seconds …"))
    try:
        written = await session.write_papers(shown)
    except UserError as error:
        ui.notify(error.message(session.language), type="negative")
        return
    for path in written:
        ui.download.file(path, path.name)


def _save(session: Session, shown: Shown) -> None:
    """Copy the run's folder to results/run, under the name that `migrant-sim run` would give it."""
    target = session.house.results / "run" / shown.name
    try:
        copy_whole(shown.look.folder, target)
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
