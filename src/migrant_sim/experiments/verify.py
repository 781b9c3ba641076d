"""Checks a result folder against its manifest: every file's hash, and one run computed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import VerificationError
from ..result import COST_COLUMNS, INDICATOR_COLUMNS, Result, read_json, sha256_of
from .executors import Job, attempt
from .partitions import Partitions
from .runner import Engine, model_engine
from .study import Study

RELATIVE = 1e-9  # other machines round differently; within one environment the values are equal
NUMBERS = {"indicators": ["value"], "costs": ["yuan", "people", "job_months"]}


@dataclass(frozen=True)
class Check:
    """One thing checked: a file or the sample run, `ok` or `skipped`, and why."""

    what: str
    state: str
    note: str = ""


def verify(folder: Path | str, study: Study | None = None, engine: Engine | None = None) -> tuple[Check, ...]:
    """Re-hash every file of the manifest; with the `study` that made the folder, compute its first run again.

    Raises VerificationError naming the first file that differs, DataError where the manifest cannot be read.
    """
    folder = Path(folder)
    manifest = read_json(folder / "manifest.json")
    if not (records := manifest.get("outputs")):
        raise _differs("manifest.json", "it lists no files: the study is not finished", "未列出任何文件：研究尚未完成")
    checks = [_check_file(folder, record) for record in records]
    if study is None:
        return (*checks, Check("sample run", "skipped", "no study was given to run again"))
    return (*checks, _check_sample(Result.load(folder), study, engine or model_engine()))


def _check_file(folder: Path, record: Mapping[str, Any]) -> Check:
    name = str(record["path"])
    if not (folder / name).is_file():
        raise _differs(name, "it is missing", "文件不存在")
    if sha256_of(folder / name) != record["sha256"]:
        raise _differs(name, "its sha256 is not the one in the manifest", "其 sha256 与清单不符")
    return Check(name, "ok")


def _check_sample(result: Result, study: Study, engine: Engine) -> Check:
    """The first stored run of both arms against the same run computed now."""
    first = result.indicators.sort_values(["draw", "replication"]).iloc[0]
    task = int(first["draw"]), int(first["replication"])
    outcome = attempt(Job.of(study, engine.trajectory), task)
    run = f"draw {task[0]}, replication {task[1]}"
    if outcome.indicators is None or outcome.costs is None:
        raise _differs(
            "indicators.parquet", f"{run} fails today: {outcome.error}", f"{run} 现在运行失败：{outcome.error}"
        )
    for name, stored, again in (
        ("indicators", result.indicators, outcome.indicators),
        ("costs", result.costs, outcome.costs),
    ):
        here = stored[(stored["draw"] == task[0]) & (stored["replication"] == task[1])]
        if not _same(name, here, again.to_pandas()):
            why, why_zh = _because(result, study)
            raise _differs(
                f"{name}.parquet", f"{run}, run again, gives other values{why}", f"{run} 重新运行得到不同数值{why_zh}"
            )
    return Check("sample run", "ok", run)


def check_sweep(folder: Path, study: Study, engine: Engine | None = None) -> Check:
    """The first stored run of a sweep's first point and of its baseline against the same run computed now.

    `study` has the arms of the first point. Raises VerificationError where they differ or no such run is stored.
    """
    point = pd.read_parquet(folder / "points.parquet").iloc[0]
    store, task = Partitions(folder), (0, 0)
    outcome = attempt(Job.of(study, (engine or model_engine()).trajectory), task)
    if outcome.indicators is None or outcome.costs is None:
        raise _differs(
            "indicators", f"draw 0, replication 0 fails today: {outcome.error}", f"运行失败：{outcome.error}"
        )
    for arm, label in zip(study.arms, (point["scenario"], point["baseline"]), strict=True):
        for name, again in (("indicators", outcome.indicators), ("costs", outcome.costs)):
            stored = store.read(name, label, filters=[("draw", "==", 0), ("replication", "==", 0)]).to_pandas()
            mine = again.to_pandas()
            mine = mine[mine["scenario"] == arm].assign(scenario=label)
            if name == "indicators":
                mine = mine[mine["group"].isin(stored["group"].unique())]
            if not _same(name, stored.assign(scenario=label), mine):
                raise _differs(f"{name} of {label}", "draw 0, replication 0 gives other values", "重新运行得到不同数值")
    return Check("sample run", "ok", f"{point['scenario']}, draw 0, replication 0")


def _because(result: Result, study: Study) -> tuple[str, str]:
    if result.manifest.get("key") == study.key:
        return "", ""
    return " (configuration, data or package have changed since)", "（配置、数据或程序包此后已改变）"


def _same(name: str, stored: pd.DataFrame, again: pd.DataFrame) -> bool:
    columns = INDICATOR_COLUMNS if name == "indicators" else COST_COLUMNS
    keys = [column for column in columns if column not in NUMBERS[name]]
    one, two = (table.sort_values(keys).reset_index(drop=True) for table in (stored, again))
    if len(one) != len(two) or not (one[keys].astype(str) == two[keys].astype(str)).all(axis=None):
        return False
    before, now = (table[NUMBERS[name]].to_numpy(float) for table in (one, two))
    return bool(np.allclose(before, now, rtol=RELATIVE, atol=RELATIVE, equal_nan=True))


def _differs(name: str, why: str, why_zh: str) -> VerificationError:
    return VerificationError(f"Verification failed at {name}: {why}.", f"核验未通过：{name}，{why_zh}。")
