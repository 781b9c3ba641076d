"""Method, definitions, folders, how to reproduce, sources, files: the last chapter of the page."""

import shlex

from ..result import UNIDENTIFIED
from .blocks import Block, entries, heading, lines, note, table
from .captions import source_line
from .material import Material, Part
from .notes import INTERVALS, NOMINAL, sources_named
from .notes import definitions as definitions_of
from .notes import reproduction as reproduction_of
from .notes import sources as sources_of
from .tables import Table
from .wording import label, pick

KINDS: dict[str, tuple[str, str]] = {
    "run": ("情景运行", "Run of a scenario"),
    "sensitivity": ("敏感性分析", "Sensitivity"),
    "attribute": ("措施归因", "Attribution"),
    "optimise": ("组合优选", "Optimisation"),
    "discover": ("落空条件", "Conditions of failure"),
    "sweep": ("成批运行", "Sweep"),
    "calibrate": ("校准", "Calibration"),
    "validate": ("验证与回测", "Validation"),
}
NAMING = ("parameter", "moment", "id", "figure", "input")  # columns of ids of the published rows


def kind_label(kind: str, language: str) -> str:
    """What people call a kind of folder."""
    return pick(language, *KINDS[kind])


def definitions(material: Material, language: str) -> list[Block]:
    """Who counts, what is measured, how words are chosen."""
    title = heading(pick(language, "口径与定义", "Definitions"))
    if material.findings is not None:
        return [title, *entries(definitions_of(material.findings, language))]
    said = [
        (pick(language, "名义值", "Nominal"), pick(language, *NOMINAL)),
        (pick(language, "区间", "Intervals"), pick(language, *INTERVALS)),
        (pick(language, "不能识别的部分", "What is not identified"), pick(language, *UNIDENTIFIED[::-1])),
    ]
    return [title, *entries(said)]


def folders(material: Material, language: str) -> list[Block]:
    """The folders that the page is written from, where there are several; other arms than the run's are named."""
    if len(material.parts) < 2:
        return []
    rows = [_folder_row(part, material, language) for part in material.parts]
    columns = pick(
        language,
        "文件夹|内容|方案与基准|参数组数 × 重复|内容键",
        "Folder|What it holds|Scenario and baseline|Draws × replications|Content key",
    ).split("|")
    caption = pick(language, "本页所用的结果文件夹", "Result folders behind this page")
    asked = pick(
        language,
        "分析所用的抽样可与运行不同；“情景不同”表示其方案或基准与本页的运行不一致，两者的数字不可直接相比。",
        "Analyses may rest on other draws than the run; “other scenario” marks one whose arms differ from the run's: "
        "its numbers cannot be put beside the run's.",
    )
    return table(Table(caption=caption, columns=columns, rows=rows, note=asked))


def _folder_row(part: Part, material: Material, language: str) -> list[str]:
    manifest, arms = part.manifest, part.arms
    said = pick(language, " 减 ", " less ").join(label(arm, language) for arm in arms) if arms else "–"
    run = material.findings
    if run is not None and arms and part.kind not in ("run", "sweep", "calibrate", "validate") and arms != run.arms:
        said += pick(language, "（情景不同）", " (other scenario)")
    draws, replications = manifest.get("draws"), manifest.get("replications")
    size = f"{draws} × {replications}" if draws and replications else "–"
    name, key = part.folder.resolve().name, str(manifest.get("key") or "–")[:8]
    return [name, kind_label(part.kind, language), said, size, key]


def reproduction(material: Material, language: str) -> list[Block]:
    """Commands, keys, seed, versions."""
    title = heading(pick(language, "如何重现", "How to reproduce"))
    found = reproduction_of(material.findings, language) if material.findings is not None else []
    others = [
        (kind_label(part.kind, language), shlex.join(map(str, part.manifest.get("command", []))))
        for part in material.parts
        if part.findings is None or part.findings is not material.findings
    ]
    found += [(name, command) for name, command in others if command]
    return [title, *entries(found)] if found else []


def sources(material: Material, language: str) -> list[Block]:
    """What the drawn parameters rest on, and where the numbers of the page come from."""
    found, title = material.findings, heading(pick(language, "来源", "Sources"))
    if found is None:
        said = pick(
            language,
            "测算结果，不是统计数据。数据来源：migrant-sim 模型测算；输入为已公布数据和标明的假设。",
            "Model estimate, not a statistic. Source: migrant-sim; inputs are published figures and labelled "
            "assumptions.",
        )
        rest = pick(
            language,
            "各参数的出处和等级可用 migrant-sim codebook 逐项查看。",
            " Sources and grades of every parameter: migrant-sim codebook.",
        )
        return [title, *lines(sources_named(_ids(material), language)), *note(said + rest)]
    return [title, *lines(sources_of(found, language)), *note(source_line(found, language))]


def _ids(material: Material) -> set[str]:
    """Ids of parameters and figures that the tables of the analyses name."""
    tables = [table for part in material.parts for table in part.tables.values()]
    return {str(name) for table in tables for column in NAMING if column in table for name in table[column].dropna()}


def files(material: Material, language: str) -> list[Block]:
    """A place for the links to the files beside the page, which are known when all of them are written."""
    return [Block("files", None)]
