"""The manifest of a study: what made its files, from what, with which versions, and how it ended."""

import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, UserError
from ..paths import REPOSITORY, folder
from ..published import data_files, data_hash
from ..result import SCHEMA, TABLES, file_record, read_json, sha256_of, write_json
from .own_data import own_inputs
from .study import Study

FILE = "manifest.json"
OUTPUTS = ("config.yaml", "summary.json", *(f"{name}.parquet" for name in TABLES))
ENDED = ("done", "partial")  # states in which every file of a folder is written and recorded
SCHEME = {
    "draws": "Latin hypercubes of 64 points keyed by seed, block and parameter; one draw is shared by both arms",
    "replications": "counter-based: a random number is a function of (root, replication, purpose, month, entity)",
    "bootstrap": "Philox keyed by the root seed",
}


def earlier(study: Study) -> dict[str, Any]:
    """The manifest that stands in the study's folder, empty if there is none.

    Raises ConfigurationError when the folder holds another study or other files, DataError for a damaged manifest.
    """
    path = study.folder / FILE
    if not path.is_file():
        if study.folder.is_dir() and any(entry.name[0] != "." for entry in study.folder.iterdir()):
            raise ConfigurationError(
                f"name = {study.name!r}: the folder {study.folder} holds files that are no study; choose another name.",
                f"name = {study.name!r}：文件夹 {study.folder} 中有不属于任何研究的文件，请另选名称。",
            )
        return {}
    found = read_json(path)
    if found.get("key") != study.key:
        theirs = _who(found.get("name"), found.get("key"), (found.get("arms") or {}).get("scenario"))
        ours = _who(study.name, study.key, study.arms[0])
        raise ConfigurationError(
            f"name = {study.name!r}: {study.folder} holds the study {theirs}, not {ours}; choose another name.",
            f"name = {study.name!r}：文件夹 {study.folder} 中是研究 {theirs}，而不是 {ours}；请另选名称。",
        )
    return found


def held(found: Mapping[str, Any]) -> tuple[int, int]:
    """Draws and replications of the finished study in the folder; (0, 0) if none is finished."""
    size = found.get("held", {})
    return size.get("draws", 0), size.get("replications", 0)


def complete(found: Mapping[str, Any], study: Study) -> bool:
    """Whether the folder already holds every run of the study and every file, as it was written."""
    draws, replications = held(found)
    enough = draws >= study.draws and replications >= study.replications
    return found.get("status") == "done" and enough and not damaged(found, study.folder, OUTPUTS)


def damaged(found: Mapping[str, Any], place: Path, outputs: Sequence[str]) -> list[str]:
    """Which of the files `outputs` of a study that has ended are lost, or not as they were written.

    None while a study is under way: its files have no record then.
    """
    if found.get("status") not in ENDED:
        return []
    whole = {record["path"] for record in found.get("outputs", []) if _stands(place, record)}
    return [name for name in outputs if name not in whole]


def opening(study: Study, found: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest of a study that starts, or goes on from the earlier one."""
    scenario, baseline = study.arms
    return {
        "schema": SCHEMA,
        "key": study.key,
        "name": study.name,
        "verb": study.command[1] if len(study.command) > 1 else "run",
        "status": "running",
        "arms": {"scenario": scenario, "baseline": baseline},
        "draws": study.draws,
        "replications": study.replications,
        "held": found.get("held", {}),
        "groups": sorted(study.groups),
        "seeds": {"root": study.scenario.seed, "scheme": SCHEME},
        "command": list(study.command),
        "language": study.language,
        "code": {"version": _version(), **_commit()},
        "python": platform.python_version(),
        "platform": {"system": platform.platform(), "machine": platform.machine(), "processor": platform.processor()},
        "packages": dict(_packages()),
        "inputs": {"sha256": data_hash(), "files": _inputs(), "own": own_inputs(study.scenario.region)},
        "outputs": list(found.get("outputs", [])),
        "failures": [],
        "wall_seconds": found.get("wall_seconds", 0.0),
        "peak_mb": found.get("peak_mb"),
    }


@cache
def _packages() -> tuple[tuple[str, str], ...]:
    """Names and versions of what is installed: some hundred files to read, and the same as long as a process lives."""
    return tuple(sorted((item.name, item.version) for item in distributions()))


def closing(
    started: Mapping[str, Any],
    study: Study,
    failures: list[dict[str, Any]],
    seconds: float,
    outputs: Sequence[str] = OUTPUTS,
) -> dict[str, Any]:
    """The manifest of a study whose files `outputs` are written: their hashes, what failed, time and memory."""
    kept = [record for record in started["outputs"] if _stands(study.folder, record)]
    records = {record["path"]: record for record in kept}
    records |= {name: file_record(study.folder / name, study.folder) for name in outputs}
    return {
        **started,
        "status": "partial" if failures else "done",
        "held": {"draws": study.draws, "replications": study.replications},
        "failures": failures,
        "outputs": [records[name] for name in sorted(records)],
        "wall_seconds": round(started["wall_seconds"] + seconds, 3),
        "peak_mb": _peak_mb(),
    }


def save(study: Study, manifest: Mapping[str, Any], **changes: Any) -> None:
    """Write the manifest, with some entries changed."""
    write_json(study.folder / FILE, {**manifest, **changes})


@contextmanager
def told_of(study: Study, started: Mapping[str, Any], began: float) -> Iterator[None]:
    """Whatever ends a sitting early is in the manifest; `began` is when it began by the monotonic clock."""
    try:
        yield
    except BaseException as error:
        with suppress(UserError):
            seconds = round(started["wall_seconds"] + time.monotonic() - began, 3)
            status = "failed" if isinstance(error, UserError) else "interrupted"
            save(study, started, status=status, wall_seconds=seconds)
        raise


def _who(name: object, key: object, scenario: object) -> str:
    return f"{name!r} (scenario {scenario}, key {str(key)[:8]})"


def _stands(place: Path, record: Mapping[str, Any]) -> bool:
    path = place / record["path"]
    return path.is_file() and sha256_of(path) == record["sha256"]


def _version() -> str:
    found = [item.version for item in distributions(name="migrant-sim")]
    return found[0] if found else "not installed"


def _commit() -> dict[str, Any]:
    """Git commit and whether files differ from it; empty outside a checkout."""
    if not (REPOSITORY / ".git").exists():
        return {}
    try:
        commit, changes = (
            subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {"git_commit": commit, "dirty": bool(changes)}


def _inputs() -> list[dict[str, Any]]:
    data = folder("data")
    return [file_record(path, data) for path in data_files(data)]


def _peak_mb() -> float | None:
    """Peak resident memory of the command and of its largest worker together; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return round(sum(resource.getrusage(who).ru_maxrss for who in whose) / unit, 1)
