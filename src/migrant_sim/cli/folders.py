"""Verbs that read finished results: `report`, `verify`, `compare`."""

import json
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, DataError, bad_value, unknown_name
from ..reading import missing, typed
from .language import LANGUAGES, choose
from .request import Request

if TYPE_CHECKING:
    from ..experiments.verify import Check
    from ..result import Result

RUN_AGAIN = ("run", "sweep")  # verbs whose folders hold runs that `verify` can compute again


def report_verb(request: Request) -> int:
    """Write the report of one or several finished folders into the first, and say where it is."""
    folders = _folders(request)
    for folder in folders:
        _refuse_single(folder)
    from ..ledger.public import screened
    from ..reports import write_report

    files = write_report(*folders, screen=screened)
    if is_sweep(folders[0]):
        from .sweep_table import show

        show(folders[0], request.language, request.json)
        if request.json:
            return 0
    pages = [str(path) for path in files if path.suffix == ".html"]
    print(json.dumps([str(path) for path in files]) if request.json else "\n".join(pages))
    return 0


def verify_verb(request: Request) -> int:
    """Check the files of a folder against its manifest and compute its first run again."""
    (folder,) = _folders(request, 1)
    from ..experiments.verify import verify

    checks = verify(folder)  # the files first: the study is read from one of them
    checks = (*checks[:-1], _sample_run(folder, checks[-1], request.language))
    if request.json:
        print(json.dumps([vars(check) for check in checks], ensure_ascii=False, indent=2))
        return 0
    for check in checks:
        print(f"{check.state:8}{check.what}{'  ' + check.note if check.note else ''}")
    print(choose(request.language, f"{folder}：核验通过。", f"{folder}: verified."))
    return 0


def _sample_run(folder: Path, unasked: "Check", language: str) -> "Check":
    """The first run of a folder computed again, or why it was not."""
    from ..experiments.verify import check_sweep, verify
    from .study import read_study

    verb = verb_of(folder)
    if verb not in RUN_AGAIN and not (folder / "summary.json").is_file():  # other verbs keep their sample as a run
        said = choose(language, f"由 {verb} 生成：只核对文件", f"made by {verb}: files alone are checked")
        return replace(unasked, note=said)
    try:
        study = read_study(folder)
        return check_sweep(folder, study) if is_sweep(folder) else verify(folder, study)[-1]
    except ConfigurationError as error:
        return replace(unasked, note=error.message(language))


def _refuse_single(folder: Path) -> None:
    """Raise DataError for a folder of a single run: no number of its report would have an interval."""
    from ..result import read_json

    manifest = read_json(folder / "manifest.json")
    runs = [manifest.get(key) for key in ("draws", "replications")]
    if manifest.get("verb", "run") == "run" and runs == [1, 1]:
        raise DataError(
            f"{folder} holds one run only: no number would have an interval. Extend it: the same command with draws=20 "
            "or more keeps the run that is there.",
            f"{folder} 中只有一次模拟：任何数字都没有区间。请用同一命令加 draws=20 或更多扩充，已有的一次会保留。",
        )


def is_sweep(folder: Path) -> bool:
    """Whether a folder holds a sweep, which has a table instead of a page."""
    return verb_of(folder) == "sweep"


def verb_of(folder: Path) -> str:
    """The verb that made a result folder."""
    from ..result import read_json

    return str(read_json(folder / "manifest.json").get("verb", "run"))


def compare_verb(request: Request) -> int:
    """Two results side by side: headline indicators of two runs, or the points that two sweeps share."""
    from ..reports.comparison import compared
    from ..result import UNIDENTIFIED, Result
    from .sweep_compare import check_alike, compared_sweeps

    one, other = folders = tuple(_folders(request, 2))
    check_alike(sweeps := tuple(map(is_sweep, folders)), folders)
    if any(sweeps):
        table, names = compared_sweeps(one, other), [f"A = {one}", f"B = {other}"]
    else:
        from ..ledger.public import screened

        whole = [Result.load(folder) for folder in folders]
        first, second = map(screened, whole)
        table = compared(first, second)
        names = [f"A = {first.folder} ({first.scenario})", f"B = {second.folder} ({second.scenario})"]
        names += _left_out(whole, (first, second), request.language)
    if request.json:
        print(table.reset_index().to_json(orient="records", force_ascii=False, indent=2))
        return 0
    paired = choose(
        request.language,
        "各列为中位数；B−A 按相同抽样与重复配对，p05–p95 为 90% 区间。",
        "Medians; B-A is paired by draw and replication, p05 to p95 is its 90 % interval.",
    )
    known = choose(request.language, *UNIDENTIFIED[::-1])
    print("\n".join([*names, "", table.to_string(float_format=_shown), "", paired, known]))
    return 0


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _left_out(whole: Sequence["Result"], shown: Sequence["Result"], language: str) -> list[str]:
    """What screening took from two results, a line each: the warnings that it added."""
    said = []
    for letter, before, after in zip("AB", whole, shown, strict=True):
        known = len(before.summary.get("warnings", ()))
        added = after.summary.get("warnings", ())[known:]
        said += [f"{letter}: {choose(language, row['zh'], row['en'])}" for row in added]
    return said


def _folders(request: Request, count: int | None = None) -> Sequence[Path]:
    """The folders that results= names, which must exist: so many, or any number from one where none is given.

    Raises ConfigurationError for another key, another number of folders or a folder that is not there, DataError for
    one that holds no results.
    """
    given = named(request, ("results", "language"))
    if given.get("results") is None:
        raise missing("results")
    names = given["results"] if isinstance(given["results"], list) else [given["results"]]
    folders = [Path(name) for name in typed(names, tuple[str, ...], "results")]
    if not folders:
        raise missing("results")
    if count is not None and len(folders) != count:
        wanted = (
            ("one folder", "一个文件夹") if count == 1 else ("two folders, written [A,B]", "两个文件夹，写作 [A,B]")
        )
        raise bad_value("results", given["results"], *wanted)
    for folder in folders:
        if not (folder / "manifest.json").is_file():
            raise _no_result(folder)
    return folders


def _no_result(folder: Path) -> ConfigurationError | DataError:
    """The error for a folder without results: a mistake in the words where there is none, naming the nearest."""
    near = sorted(str(path.parent) for path in folder.parent.glob("*/manifest.json"))
    if near and not folder.exists():
        return unknown_name("results", str(folder), near)
    kind = DataError if folder.is_dir() else ConfigurationError
    return kind(
        f"results = {str(folder)!r} holds no results (no manifest.json).",
        f"results = {str(folder)!r} 中没有结果（缺少 manifest.json）。",
    )


def named(request: Request, known: Sequence[str]) -> dict[str, Any]:
    """The words of a verb that composes nothing, as a mapping.

    Raises ConfigurationError for a key that the verb does not know.
    """
    from ..overrides import parse

    given = {}
    for word in parse(request.words):
        if word.key_or_group not in known:
            raise unknown_name("key", word.get_key_element(), known)
        given[word.key_or_group] = word.value()
    if given.get("language") not in (None, *LANGUAGES):
        raise unknown_name("language", str(given["language"]), LANGUAGES)
    return given


def refuse_missing(folder: Path, alone: bool = False) -> None:
    """Raise ConfigurationError for a run or sweep that is not there: no folder of all results is meant.

    `alone` says that no word beside it tells what to run: then a folder of any name must be there.
    """
    if (alone or folder.parent.name in RUN_AGAIN) and not folder.exists():
        there = [path.name for path in folder.parent.glob("*")]
        near = get_close_matches(folder.name, there, 1)
        hint, hint_zh = (f" Did you mean {near[0]!r}?", f"是否想用 {near[0]!r}？") if near else ("", "")
        said, said_zh = f"results = {str(folder)!r} is not there.{hint}", f"results = {str(folder)!r} 不存在。{hint_zh}"
        if alone:
            said += " For a new sample say what to run, such as region=, or make that folder first."
            said_zh += "如需新的抽样，请写明内容（如 region=），或先建立该文件夹。"
        raise ConfigurationError(said, said_zh)
