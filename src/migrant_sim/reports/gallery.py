"""Every chart that the folders of a page support, drawn once, with the words that stand in for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .charts import CHARTS
from .helper import Helper
from .material import Material, Part
from .plates import supported
from .svg import said_by
from .tasks import Task, perform_all
from .wording import LANGUAGES

FIGURES = "figures"
# What stands above the charts of analyses; those of a run bring their headings with them.
HEADINGS: Mapping[str, tuple[str, str]] = {
    "bridge": ("各项措施的贡献", "Credit of each measure"),
    "ranking": ("单项措施的排名及其稳定性", "Ranking of single measures, and how stable it is"),
    "variance_split": ("不确定性从哪里来", "Where the uncertainty comes from"),
    "tornado": ("哪些假设影响最大", "Which assumptions matter most"),
    "indices": ("各项输入的敏感性指数", "Sensitivity index of each input"),
    "flips": ("什么会翻转结论", "What would flip the verdict"),
    "verdict_tolerances": ("不同起点、趋势和容差下的结论", "The verdict by start, trend and tolerance"),
    "box": ("目标在哪些条件下落空", "Conditions under which the target fails"),
    "front": ("花多少钱、有多大把握", "What money buys"),
    "cost_effect": ("各项措施的成本与效果", "Cost against effect of each measure"),
    "flows": ("就业状态之间的流动", "Flows between work states"),
    "months": ("全年务工月数", "Months worked in a year"),
    "gains": ("谁受益、谁没有受益", "Who gains and who does not"),
    "settlements": ("各安置点的变化", "What changes in each settlement"),
    "backtest": ("历史回测", "Back-test"),
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One drawn chart: name, folder of its part, heading, message and description by language, files in the page."""

    name: str
    part: Part
    heading: Mapping[str, str]
    alt: Mapping[str, str]
    svg: Mapping[str, str]
    file: str

    @property
    def key(self) -> str:
        """A name that no other chart of the page has."""
        return self.file.removeprefix(f"{FIGURES}/").removesuffix(".csv").replace("/", "-")


def draw_all(material: Material, room: Path, helper: Helper | None = None) -> list[Shown]:
    """Draw every chart under `room`/figures, those of the folders after the first in folders of their own.

    The brief of a page about a run is written into `room` with them.
    """
    targets = {id(part): room / place_of(material, part) for part in material.parts}
    tasks = [task for part in material.parts for task in _tasks(material, part, targets[id(part)])]
    for target in targets.values():
        target.mkdir(parents=True, exist_ok=True)
    first = material.parts[0]
    brief = [Task("brief", "", str(first.folder), str(room))] if first.findings else []
    # A helper reads folders for itself, and would draw what the screen left out.
    alone = any(part.screened for part in material.parts)
    perform_all([*tasks, *brief], room, material.findings, None if alone else helper)
    shown: list[Shown] = []
    for part in material.parts:
        target = targets[id(part)]
        names = [task.name for task in tasks if task.target == str(target)]
        shown += [_shown(name, part, room, target) for name in names if (target / f"{name}.csv").is_file()]
        if not any(target.iterdir()):
            target.rmdir()
    return shown


def place_of(material: Material, part: Part) -> str:
    """Where the charts of one part stand, seen from the page."""
    if part is material.parts[0]:
        return FIGURES
    name = f"{part.kind}-{part.folder.resolve().name}"
    same = [each for each in material.parts[1:] if f"{each.kind}-{each.folder.resolve().name}" == name]
    return f"{FIGURES}/{name}" + (f"-{same.index(part) + 1}" if len(same) > 1 else "")


def _tasks(material: Material, part: Part, target: Path) -> Iterator[Task]:
    """What can be drawn of one part; of several runs only the first is drawn, the others are compared."""
    source, about = str(part.folder), part.findings is material.findings
    if part.findings is not None and about:
        yield from (Task("chart", chart.name, source, str(target)) for chart in CHARTS)
    if part.findings is None or about:
        yield from (Task("picture", name, source, str(target)) for name in supported(part.folder))


def _shown(name: str, part: Part, room: Path, target: Path) -> Shown:
    svg = {language: (target / f"{name}_{language}.svg").read_text("utf-8") for language in LANGUAGES}
    said = {language: said_by(text) for language, text in svg.items()}
    known = {chart.name: (chart.heading_zh, chart.heading_en) for chart in CHARTS} | dict(HEADINGS)
    titles = known.get(name, (said["zh"][0], said["en"][0]))
    return Shown(
        name=name,
        part=part,
        heading=dict(zip(LANGUAGES, titles, strict=True)),
        alt={language: alt or title for language, (title, alt) in said.items()},
        svg=svg,
        file=(target / f"{name}.csv").relative_to(room).as_posix(),
    )
