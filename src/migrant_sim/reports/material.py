"""What a page is written from: one or several result folders, checked before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pandas as pd

from ..errors import DataError
from ..result import SCHEMA, Result, read_json
from .findings import Findings
from .wording import LANGUAGES, label

# Files of which one tells the kind of a folder: a run that `sensitivity` made is still a run.
MARKS: Mapping[str, tuple[str, ...]] = {
    "run": ("summary.json",),
    "sensitivity": ("analysis.json",),
    "attribute": ("credits.csv",),
    "optimise": ("answer.json",),
    "discover": ("discover.json",),
    "sweep": ("summary.parquet",),
    "calibrate": ("posterior.yaml",),
    "validate": ("predictions.csv", "trials.csv", "checks.csv"),
}
FACTS: Mapping[str, str] = {
    "sensitivity": "analysis.json",
    "attribute": "facts.json",
    "optimise": "answer.json",
    "discover": "discover.json",
}
FINISHED = ("done", "partial")
Names = tuple[str, str, str]
Screen = Callable[[Result], Result]


@dataclass(frozen=True, eq=False)
class Part:
    """One result folder: its kind (the verb), manifest, facts, tables by file stem, region; findings for a run.

    `screened` tells that the findings leave out something that the folder holds.
    """

    folder: Path
    kind: str
    manifest: Mapping[str, Any]
    facts: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    region: Names  # id, Chinese, English; empty where the folder does not say
    findings: Findings | None = None
    screened: bool = False

    @property
    def arms(self) -> tuple[str, str] | None:
        """Labels of scenario and baseline, where the folder names them."""
        found = self.manifest.get("arms") or {}
        return (str(found["scenario"]), str(found["baseline"])) if found else None

    @classmethod
    def load(cls, folder: Path, screen: Screen | None = None) -> Self:
        """Read one folder; `screen` leaves out of a run what may not be shown.

        Raises DataError, in words, for a folder without results, unfinished, failed, damaged or of another schema.
        """
        manifest = _manifest(folder)
        kind = _kind(folder, manifest)
        if kind == "run":
            result = Result.load(folder)
            shown = result if screen is None else screen(result)
            findings, screened = Findings(shown), shown is not result
            return cls(folder, kind, manifest, {}, {}, _names(findings.summary), findings, screened)
        facts = read_json(folder / FACTS[kind]) if kind in FACTS else {}
        files = [*sorted(folder.glob("*.csv")), *folder.glob("summary.parquet")]
        tables = {path.stem: read_table(path) for path in files}
        return cls(folder, kind, manifest, facts, tables, _region(folder, manifest, facts))


@dataclass(frozen=True)
class Material:
    """The folders of one page; the page goes to the first."""

    parts: tuple[Part, ...]

    @classmethod
    def load(cls, folders: Sequence[Path], screen: Screen | None = None) -> Self:
        """Read every folder once.

        Raises DataError for a folder that cannot be reported, and for folders of different regions.
        """
        once = {folder.resolve(): folder for folder in folders}
        parts = tuple(Part.load(folder, screen) for folder in once.values())
        _one_region(parts)
        return cls(parts)

    @property
    def folder(self) -> Path:
        """Where the page goes."""
        return self.parts[0].folder

    @cached_property
    def runs(self) -> tuple[Findings, ...]:
        """What the folders of runs found, in the order given."""
        return tuple(part.findings for part in self.parts if part.findings)

    @property
    def findings(self) -> Findings | None:
        """The run that the page is about; None for a page of analyses alone."""
        return self.runs[0] if self.runs else None

    def of(self, kind: str) -> tuple[Part, ...]:
        """The folders of one kind."""
        return tuple(part for part in self.parts if part.kind == kind)

    @property
    def region(self) -> Names:
        """Id and names of the region that all folders share; empty where none says."""
        return next((part.region for part in self.parts if part.region[0]), ("", "", ""))


def read_table(path: Path) -> pd.DataFrame:
    """A table of a folder; DataError for one that cannot be read."""
    try:
        return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise DataError(f"Cannot read {path}: {error}.", f"无法读取 {path}：{error}。") from error


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished folder of this schema; DataError otherwise."""
    if not (folder / "manifest.json").is_file():
        raise DataError(
            f"results = {str(folder)!r} holds no results (no manifest.json).",
            f"results = {str(folder)!r} 中没有结果（缺少 manifest.json）。",
        )
    manifest = read_json(folder / "manifest.json")
    if (schema := manifest.get("schema")) != SCHEMA:
        raise DataError(
            f"{folder} was written under schema {schema!r}; this version reads schema {SCHEMA!r} only. Run the study "
            "again, or report it with the version that made it.",
            f"{folder} 的结果格式版本为 {schema!r}，本版本只读取 {SCHEMA!r}。请重新运行，或用生成它的版本出报告。",
        )
    _finished(folder, manifest)
    return manifest


def _finished(folder: Path, manifest: Mapping[str, Any]) -> None:
    status = str(manifest.get("status"))
    if status in FINISHED:
        return
    lost = len(list((folder / "failures").glob("*.txt")))
    if status == "failed" and lost:
        raise DataError(
            f"{folder}: all {lost} runs failed, so there is nothing to report; why is in {folder / 'failures'}.",
            f"{folder}：全部 {lost} 次模拟均失败，没有可报告的结果；原因见 {folder / 'failures'}。",
        )
    raise DataError(
        f"{folder} is not finished (status {status!r}): wait until it is done, or run the same command again to go on "
        "where it stopped. No report was written.",
        f"{folder} 尚未完成（状态 {status!r}）：请等待其完成，或重新执行同一命令从中断处继续。未写入报告。",
    )


def _kind(folder: Path, manifest: Mapping[str, Any]) -> str:
    for kind, marks in MARKS.items():
        if any((folder / name).is_file() for name in marks):
            return kind
    verb = str(manifest.get("verb", "run"))
    raise DataError(
        f"{folder} (made by {verb}) holds none of the files that a report is written from: "
        f"{', '.join(name for marks in MARKS.values() for name in marks)}.",
        f"{folder}（由 {verb} 生成）中没有可供报告使用的文件："
        f"{'、'.join(name for marks in MARKS.values() for name in marks)}。",
    )


def _names(row: Mapping[str, Any]) -> Names:
    name = str(row.get("region") or "")
    chinese, english = (str(row.get(f"region_{language}") or label(name, language)) for language in LANGUAGES)
    return name, chinese, english


def _region(folder: Path, manifest: Mapping[str, Any], facts: Mapping[str, Any]) -> Names:
    """The region of an analysis: from its facts, its configuration, or the run that it read."""
    if facts.get("region"):
        return _names(facts)
    if (folder / "config.yaml").is_file():
        import yaml

        try:
            config = yaml.safe_load((folder / "config.yaml").read_text("utf-8"))
            found = config["scenario"]["region"]
            return str(found["name"]), str(found["title_zh"]), str(found["title_en"])
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            raise DataError(
                f"Cannot read {folder / 'config.yaml'}: {error}.", f"无法读取 {folder / 'config.yaml'}：{error}。"
            ) from error
    sample = folder.resolve().parent.parent / "run" / str(manifest.get("results", "")) / "summary.json"
    return _names(read_json(sample)) if sample.is_file() else ("", "", "")


def _one_region(parts: Sequence[Part]) -> None:
    """Raises DataError, naming each folder with its region, where they are not of one region."""
    known = [part for part in parts if part.region[0]]
    if len({part.region[0] for part in known}) > 1:
        english = "; ".join(f"{part.folder}: {part.region[2]}" for part in known)
        chinese = "；".join(f"{part.folder}：{part.region[1]}" for part in known)
        raise DataError(
            f"One report is about one region, and these folders are not: {english}. Report them one by one.",
            f"一份报告只写一个地区，而这些文件夹地区不同：{chinese}。请分别出报告。",
        )
