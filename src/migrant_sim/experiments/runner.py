"""Runs a study: every draw × replication in both arms, over worker processes, resumable; a failed run is a row."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from ..errors import UserError
from ..result import Result, write_json, write_text
from ..targets import as_frame, evaluate, region_targets
from . import manifest
from .executors import Job, Outcome, outcomes
from .executors.open import check_place
from .store import Store, write_frame
from .study import Study
from .summary import Tables, summarise

Progress = Callable[[int, int], None]
Tell = Callable[[str, str], None]
PART_RUNS, PART_SECONDS = 64, 10.0
SCRATCH = ".submitit"  # hidden, so that a folder with nothing else in it counts as empty


@dataclass(frozen=True)
class Engine:
    """What a study asks of the model: one run (in workers), the table of parameter draws, the population."""

    trajectory: Callable[[Any, int, int], Any]
    draw_table: Callable[[Any, int], pd.DataFrame]
    population: Callable[[Any], Any]


def model_engine() -> Engine:
    """The model itself; imported here, for it is heavy."""
    from ..draws import draw_table
    from ..population import build
    from ..simulate import trajectory

    return Engine(trajectory, draw_table, lambda s: build(s.region, s.population, s.seed))


@dataclass
class Session:
    """One sitting at a study: what it has stored and what failed."""

    store: Store
    stored: int
    failures: list[Outcome] = field(default_factory=list)
    waiting: list[tuple[pa.Table, pa.Table]] = field(default_factory=list)
    saved_at: float = field(default_factory=time.monotonic)

    def take(self, outcome: Outcome) -> None:
        """Put one outcome by; while nothing has succeeded a user's error ends the study, for it would hit every run."""
        if outcome.error is not None:
            if isinstance(outcome.error, UserError) and not self.stored:
                raise outcome.error
            self.failures.append(outcome)
            return
        self.waiting.append((outcome.indicators, outcome.costs))
        self.stored += 1
        if len(self.waiting) >= PART_RUNS or time.monotonic() - self.saved_at >= PART_SECONDS:
            self.save()

    def save(self) -> None:
        """Store what waits."""
        runs, self.waiting = self.waiting, []
        self.store.keep(runs)
        self.saved_at = time.monotonic()


def run_study(
    study: Study, progress: Progress | None = None, engine: Engine | None = None, tell: Tell | None = None
) -> Result:
    """Run what a study still lacks, write its folder, and return the result; `exit_code` is 1 when some runs failed.

    `progress(done, total)` counts (draw, replication) pairs; `tell(english, chinese)` gets what a reader should know,
    such as a damaged file whose runs are computed again. Raises ConfigurationError for a folder that holds another
    study, DataError where it cannot be written, UserError when every run failed; Ctrl-C keeps the finished runs.
    """
    check_place(study.place)
    engine = engine or model_engine()
    store, new = Store(study.folder), not study.folder.exists()
    manifest.earlier(study)
    with store.locked():
        found = manifest.earlier(study)  # what another command has left since
        study = study.at_least(*manifest.held(found))
        if manifest.complete(found, study):
            return Result.load(study.folder)
        repaired(store, found, tell)
        try:
            _work(study, store, found, engine, progress or (lambda done, total: None))
        except UserError:
            if new and not (study.folder / "failures").exists() and not store.finished():
                shutil.rmtree(study.folder, ignore_errors=True)
            raise
    return Result.load(study.folder)


def repaired(store: Store, found: Mapping[str, Any], tell: Tell | None) -> None:
    """Take damaged tables out of a study's folder, and tell which."""
    records = {record["path"]: record["sha256"] for record in found.get("outputs", [])}
    if damaged := store.repair(records, found.get("status") in manifest.ENDED):
        tell_damaged(damaged, tell)


def tell_damaged(damaged: Sequence[str], tell: Tell | None) -> None:
    """Name damaged files whose runs are computed again."""
    if tell:
        tell(f"Damaged, computed again: {', '.join(damaged)}", f"文件损坏，将重新计算：{'、'.join(damaged)}")


def _work(study: Study, store: Store, found: dict[str, Any], engine: Engine, progress: Progress) -> None:
    began = time.monotonic()
    draws = _draws(study, engine)
    population = engine.population(study.scenario)
    started = manifest.opening(study, found)
    _prepare(study, started)
    with manifest.told_of(study, started, began):
        session = _run_missing(study, store, engine, progress)
        failures = _write_failures(study, session)
        store.assemble(study.arms, lambda draw, run: (draw < study.draws) & (run < study.replications))
        _write_findings(study, draws, population, len(failures))
        manifest.save(study, manifest.closing(started, study, failures, time.monotonic() - began))
        store.clear()


def _draws(study: Study, engine: Engine) -> pd.DataFrame:
    """Parameter draws of the scenario, with those that the baseline alone has."""
    table, other = (engine.draw_table(arm, study.draws) for arm in (study.scenario, study.baseline))
    return table.assign(**{name: other[name] for name in other.columns if name not in table.columns})


def _prepare(study: Study, started: dict[str, Any]) -> None:
    manifest.save(study, started)
    write_text(study.folder / "config.yaml", study.config_yaml)
    shutil.rmtree(study.folder / "failures", ignore_errors=True)


def _run_missing(study: Study, store: Store, engine: Engine, progress: Progress) -> Session:
    done = store.finished()
    missing = [task for task in study.tasks() if task not in done]
    total = study.draws * study.replications
    session = Session(store, len(done))
    job = Job.of(study, engine.trajectory)
    progress(total - len(missing), total)
    try:
        with closing(outcomes(job, missing, study.workers, study.place, study.folder / SCRATCH)) as ended:
            for number, outcome in enumerate(ended, start=total - len(missing) + 1):
                session.take(outcome)
                progress(number, total)
    finally:
        session.save()
        shutil.rmtree(study.folder / SCRATCH, ignore_errors=True)
    return session


def _write_failures(study: Study, session: Session) -> list[dict[str, Any]]:
    """A file with the whole traceback for each failed run, and the rows that the manifest shows.

    Raises UserError when there is no run left to report on.
    """
    rows = []
    for outcome in sorted(session.failures, key=lambda outcome: outcome.task):
        draw, replication = outcome.task
        name = f"failures/draw-{draw:05d}-replication-{replication:04d}.txt"
        write_text(study.folder / name, outcome.trace)
        said = {"error": outcome.kind, "message": str(outcome.error), "file": name}
        rows.append({"draw": draw, "replication": replication, **said})
    if rows and not session.stored:
        raise all_failed(rows, study.folder / "failures")
    return rows


def all_failed(rows: list[dict[str, Any]], where: Path) -> UserError:
    """The error for a study of which nothing is left to report on."""
    first = rows[0]["message"]
    return UserError(
        f"All {len(rows)} runs failed; the first: {first}. Tracebacks are in {where}.",
        f"全部 {len(rows)} 次模拟均失败；首个错误：{first}。完整记录见 {where}。",
    )


def _write_findings(study: Study, draws: pd.DataFrame, population: Any, failed: int) -> None:
    write_frame(study.folder / "draws.parquet", draws)
    write_frame(study.folder / "population_fit.parquet", pd.DataFrame(list(population.fit)))
    region = study.scenario.region
    indicators, costs = (pd.read_parquet(study.folder / f"{name}.parquet") for name in ("indicators", "costs"))
    rows = evaluate(region_targets(region.targets, region.home), indicators, study.arms, study.scenario.seed)
    write_frame(study.folder / "targets.parquet", as_frame(rows))
    tables = Tables(indicators, costs, draws, rows, population, failed)
    write_json(study.folder / "summary.json", summarise(study, tables))
