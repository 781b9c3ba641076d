"""Every chart that the folders of a page support, drawn once, with the words that stand in for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .charts import CHARTS, draw_charts
from .material import Material, Part
from .plates import draw_picture, pictures
from .sensitivity import draw_figures
from .svg import said_by
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


def draw_all(material: Material, room: Path) -> list[Shown]:
    """Draw every chart under `room`/figures; those of the folders after the first go into folders of their own."""
    shown: list[Shown] = []
    for part in material.parts:
        target = room / place_of(material, part)
        target.mkdir(parents=True, exist_ok=True)
        names = [_stem(path) for path in _drawn(material, part, target) if path.suffix == ".csv"]
        shown += [_shown(name, part, room, target) for name in dict.fromkeys(names)]
        if not names:
            target.rmdir()
    return shown


def place_of(material: Material, part: Part) -> str:
    """Where the charts of one part stand, seen from the page."""
    if part is material.parts[0]:
        return FIGURES
    name = f"{part.kind}-{part.folder.resolve().name}"
    same = [each for each in material.parts[1:] if f"{each.kind}-{each.folder.resolve().name}" == name]
    return f"{FIGURES}/{name}" + (f"-{same.index(part) + 1}" if len(same) > 1 else "")


def _drawn(material: Material, part: Part, target: Path) -> Iterator[Path]:
    """The files of every chart of one part; of several runs only the first is drawn, the others are compared."""
    if part.findings is not None and part.findings is material.findings:
        for drawn in draw_charts(part.findings, target):
            yield from drawn.files
    if part.findings is None or part.findings is material.findings:
        for name, picture in pictures().items():
            if all((part.folder / file).is_file() for file in (picture.table, picture.facts)):
                yield from draw_picture(part.folder, name, target)
    if part.kind == "sensitivity":
        yield from draw_figures(part.folder, target)


def _stem(path: Path) -> str:
    return path.name.removesuffix(".csv")


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
