"""Runs a sweep: what is missing, in chunks over an executor, streamed to files; it can be stopped and goes on."""

import shutil
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..result import write_text
from . import manifest
from .chunks import Chunk, Ran, code_key
from .dispatch import Dispatch, sequential
from .executors.open import check_place, open_pool
from .partitions import Finished, Partitions
from .place import PROCESSES
from .runner import SCRATCH, Engine, Progress, Tell, model_engine, tell_damaged
from .sitting import Sitting
from .store import write_frame
from .sweep import Sweep, chunks_of, missing
from .sweep_tables import check_points, draw_tables, job_table, point_table, summary_table

OUTPUTS = ("config.yaml", "points.parquet", "draws.parquet", "jobs.parquet", "summary.parquet")


def run_sweep(
    sweep: Sweep, progress: Progress | None = None, tell: Tell | None = None, engine: Engine | None = None
) -> dict[str, Any]:
    """Run what a sweep still lacks, write its folder, and return its manifest.

    `progress(done, total)` counts runs; `tell(english, chinese)` gets what a reader should know, such as a damaged
    file whose runs are computed again. Raises ConfigurationError for a folder that holds another study or an executor
    that cannot be had, DataError where files cannot be written, UserError when every run failed. Ctrl-C and a kill
    keep what is finished.
    """
    check_place(sweep.place)
    engine, store, new = engine or model_engine(), Partitions(sweep.folder), not sweep.folder.exists()
    manifest.earlier(sweep)
    with store.locked():
        found = manifest.earlier(sweep)
        sweep = grown(sweep, *manifest.held(found))
        check_points(sweep)
        began, started = (
            time.monotonic(),
            manifest.opening(sweep, found) | {"verb": "sweep", "points": len(sweep.points)},
        )
        finished = _mended(store, found, tell)
        try:
            with manifest.told_of(sweep, started, began):
                return _work(sweep, store, (finished, started, began), engine, progress or (lambda done, total: None))
        except UserError:
            if new and not store.files() and not (sweep.folder / "failures").exists():
                shutil.rmtree(sweep.folder, ignore_errors=True)
            raise


def grown(sweep: Sweep, draws: int, replications: int) -> Sweep:
    """The sweep with no fewer draws and replications than these."""
    return replace(sweep, draws=max(sweep.draws, draws), replications=max(sweep.replications, replications))


def _mended(store: Partitions, found: Mapping[str, Any], tell: Tell | None) -> Finished:
    """What is finished, after the remains of an earlier sitting are put in place and damaged files taken away."""
    records = {record["path"]: record["sha256"] for record in found.get("outputs", [])}
    damaged = store.mend()
    finished = store.finished(records if found.get("status") in manifest.ENDED else {})
    if damaged := [*damaged, *finished.damaged]:
        tell_damaged(damaged, tell)
    return finished


def _work(
    sweep: Sweep, store: Partitions, past: tuple[Finished, dict[str, Any], float], engine: Engine, progress: Progress
) -> dict[str, Any]:
    finished, started, began = past
    manifest.save(sweep, started)
    write_text(sweep.folder / "config.yaml", sweep.config_yaml)
    write_frame(sweep.folder / "points.parquet", point_table(sweep))
    shutil.rmtree(sweep.folder / "failures", ignore_errors=True)
    sitting = _sit(sweep, store, finished, engine, progress)
    failures = sorted(sitting.failures, key=lambda row: (row["scenario"], row["draw"], row["replication"]))
    if failures and not sitting.stored and not finished.runs:
        raise _all_failed(failures, sweep.folder)
    write_frame(sweep.folder / "draws.parquet", draw_tables(sweep, engine.draw_table))
    write_frame(sweep.folder / "jobs.parquet", job_table(sweep, store))
    write_frame(sweep.folder / "summary.parquet", summary_table(sweep, store))
    files = [path.relative_to(sweep.folder).as_posix() for path in store.files()]
    closed = manifest.closing(started, sweep, failures, time.monotonic() - began, (*OUTPUTS, *files))
    manifest.save(sweep, closed)
    store.clear()
    return closed


def _sit(sweep: Sweep, store: Partitions, finished: Finished, engine: Engine, progress: Progress) -> Sitting:
    """Compute and store every run that is missing."""
    total, sitting = sweep.size, Sitting(store)
    done = total - sum(len(missing(group, finished.runs)) for group in sweep.groups_of_runs())
    progress(done, total)
    if done == total:
        return sitting
    try:
        with closing(_ended(sweep, sitting, finished, engine, total - done)) as ended:
            for number, ran in enumerate(ended, start=done + 1):
                sitting.take(ran)
                progress(number, total)
    finally:
        sitting.save()
        shutil.rmtree(sweep.folder / SCRATCH, ignore_errors=True)
    return sitting


def _ended(sweep: Sweep, sitting: Sitting, finished: Finished, engine: Engine, count: int) -> Generator[Ran]:
    # Without groups of one's own choice every row would be kept, and a sweep has many runs.
    model = Chunk((), {}, engine.trajectory, sweep.groups, sweep.limit, code_key())
    if sweep.place.name == PROCESSES and sweep.workers == 1 and sweep.limit is None:
        yield from sequential(_chunks(sweep, sitting, finished, model, 8), sweep.retries)
        return
    with open_pool(sweep.place, sweep.workers, sweep.folder / SCRATCH) as pool:
        size = max(1, min(pool.chunk, -(-count // (2 * pool.slots))))
        yield from Dispatch(pool, _chunks(sweep, sitting, finished, model, size), sweep.retries).ended()


def _chunks(sweep: Sweep, sitting: Sitting, finished: Finished, model: Chunk, size: int) -> Iterator[Chunk]:
    lineup = sweep.lineup
    for group in sweep.groups_of_runs():
        runs = missing(group, finished.runs)
        sitting.expect(runs)
        yield from chunks_of(runs, size, model, lineup)


def _all_failed(failures: list[dict[str, Any]], folder: Path) -> UserError:
    first, where = failures[0]["message"], folder / "failures"
    return UserError(
        f"All {len(failures)} runs failed; the first: {first}. Tracebacks are in {where}.",
        f"全部 {len(failures)} 次模拟均失败；首个错误：{first}。完整记录见 {where}。",
    )
