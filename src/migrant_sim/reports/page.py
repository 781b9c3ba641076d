"""The offline page: everything in one file, in both languages, from one or several result folders."""

import os
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..result import record_outputs, unwritable, write_text
from .captions import result_name, runs_line
from .embedded_font import beyond_latin, font_rule
from .gallery import Shown, draw_all
from .helper import Helper
from .material import Material, Screen
from .sections import chapters
from .sections_method import kind_label
from .wording import LANGUAGES, label, pick

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# Files that may stand beside the page, in the order in which it links to them.
BESIDE: tuple[tuple[str, str, str], ...] = (
    ("brief_zh.docx", "中文简报（Word）", "Brief in Chinese (Word)"),
    ("brief_en.docx", "英文简报（Word）", "Brief in English (Word)"),
    ("tables.xlsx", "数据表（Excel）", "Tables (Excel)"),
    ("config.yaml", "完整配置", "Full configuration"),
    ("summary.json", "结论的数字", "The verdict in numbers"),
    ("manifest.json", "文件清单与校验值", "Files with their hashes"),
)


@cache
def _environment() -> Environment:
    """Templates of the package; every value is escaped, and a value that is missing is an error."""
    loader = PackageLoader(__package__, "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(material: Material, shown: Sequence[Shown]) -> str:
    """The whole page as text."""
    return render(faces(material, shown), material.folder)


def faces(material: Material, shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Everything that the page shows, by language.

    Raises DataError where folders hold what cannot be shown together.
    """
    return [_face(material, shown, language) for language in LANGUAGES]


def render(shown_faces: Sequence[dict[str, Any]], folder: Path) -> str:
    """The page of these faces, with links to the files that stand in the folder by now."""
    environment = _environment()
    script = (environment.loader.get_source(environment, "report.js")[0]).strip() if environment.loader else ""
    for face in shown_faces:
        face["files"] = _beside(folder, face["language"])
    given = {"faces": shown_faces, "script": Markup(script), "script_hash": _hash(script)}
    template = environment.get_template("report.html.j2")
    text: str = template.render(**given, font="/*font*/")
    return text.replace("/*font*/", font_rule(beyond_latin(_SVG.sub("", text))), 1)


def _hash(script: str) -> str:
    """The hash by which the page's policy knows its only script."""
    return b64encode(sha256(script.encode()).digest()).decode("ascii")


def _beside(folder: Path, language: str) -> list[tuple[str, str]]:
    """Names and words of the files that stand beside the page."""
    return [(name, pick(language, zh, en)) for name, zh, en in BESIDE if (folder / name).is_file()]


def _face(material: Material, shown: Sequence[Shown], language: str) -> dict[str, Any]:
    """Everything that the page shows in one language."""
    found, region = material.findings, pick(language, material.region[1], material.region[2])
    kinds = [kind_label(kind, language) for kind in dict.fromkeys(part.kind for part in material.parts)]
    name = result_name(found) if found else material.folder.resolve().name
    if found is not None:
        title = pick(language, f"{region}：收入目标测算报告", f"{region}: can the income target be reached?")
        facts = [label(found.arms[0], language), label(str(found.summary["information"]), language)]
        facts.append(runs_line(found, language))
    else:
        title = pick(language, "：", ": ").join(filter(None, [region, pick(language, "、", ", ").join(kinds)]))
        facts = [part.folder.resolve().name for part in material.parts]
    return {
        "language": language,
        "title": title,
        "facts": facts,
        "chapters": chapters(material, shown, language),
        "mark": pick(language, "测算结果，不是统计数据", "Model estimate, not a statistic"),
        "name": name,
    }


def write_files(folders: Sequence[Path], screen: Screen | None = None, helper: Helper | None = None) -> list[Path]:
    """Writes the page of several folders and its charts into the first of them and adds them to its manifest.

    Everything that can be refused is refused before the first file is written; charts are drawn aside, then moved.
    """
    material = Material.load(folders, screen)
    folder = material.folder
    try:
        with TemporaryDirectory(prefix=".report-", dir=folder) as room:
            shown = draw_all(material, Path(room), helper)
            ready = faces(material, shown)
            written = _moved(Path(room), folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    target = folder / "report.html"
    write_text(target, render(ready, folder))
    record_outputs(folder, [target, *written])
    return [target, *written]


def _moved(room: Path, folder: Path) -> list[Path]:
    """The drawn files, each moved to its place in the folder."""
    moved = []
    for path in sorted(path for path in room.rglob("*") if path.is_file()):
        target = folder / path.relative_to(room)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
        moved.append(target)
    return moved
