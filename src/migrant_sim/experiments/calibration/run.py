"""A calibration from beginning to end: design, runs, second wave, fit, checks, files; an interrupted one goes on."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from ...errors import DataError, UserError
from ...result import write_text
from ...state.streams import purpose_code
from .. import manifest
from ..runner import Tell, all_failed, tell_damaged
from ..store import Store, write_frame
from . import tables
from .design import points, process_sources, sources
from .fit import LEAST_EFFECTIVE, OUT, effective, in_blocks, resampled
from .learning import Posterior, condition, learn, plausible_first, readable
from .moments import FITTED, SHOWN, SPREADING, Moment, moments
from .parts import Parts
from .plan import Calibration
from .sbc import p_values, places
from .tables import Answer
from .work import Ended, Job, Progress, Run, jobs, run_missing

FILES = ("config.yaml", "design.parquet", "emulators.csv", "fit.csv", "identified.csv")
OUTPUTS = (*FILES, "moments.parquet", "posterior.csv", "posterior.yaml")
FIRST_LOOK = 16384  # points of the prior at which a wave is judged, and at which ranks are counted
Runner = Callable[[Calibration, tuple[str, ...]], Callable[[Job], Ended]]


def run_calibration(study: Calibration, tell: Progress, runner: Runner | None = None, say: Tell | None = None) -> int:
    """Run what is missing and write the folder; the number of failed runs.

    `tell(done, total)` counts runs; `say(english, chinese)` gets what a reader should know, such as a damaged file that
    is made again. Raises DataError for a region without figures, ConfigurationError for a folder that holds something
    else, UserError where every run failed or the fit rests on too few points; what was run is kept.
    """
    wanted = moments(study.scenario.region.name, study.settings.trials > 0)
    new = not study.folder.exists()
    with Store(study.folder).locked():
        found = manifest.earlier(study)  # read here: another command may have left something until now
        damaged = manifest.damaged(found, study.folder, OUTPUTS)
        if found.get("status") == "done" and not damaged:
            return 0
        if damaged := [*dict.fromkeys([*damaged, *Parts(study.folder).repair(damaged)])]:
            tell_damaged(damaged, say)
        started, began = manifest.opening(study, found), time.monotonic()
        manifest.save(study, started)
        write_text(study.folder / "config.yaml", study.config_yaml)
        shutil.rmtree(study.folder / "failures", ignore_errors=True)
        try:
            with manifest.told_of(study, started, began):
                failed = _work(study, wanted, tell, runner or (lambda study, ids: Run(study.scenario, ids)))
                manifest.save(study, manifest.closing(started, study, failed, time.monotonic() - began, OUTPUTS))
                Parts(study.folder).clear()
        except UserError:
            if new and not _worth_keeping(study.folder):
                shutil.rmtree(study.folder, ignore_errors=True)
            raise
    return len(failed)


def _work(study: Calibration, wanted: tuple[Moment, ...], tell: Progress, runner: Runner) -> list[dict[str, Any]]:
    ids, own, parts = sources(study.scenario), process_sources(study.scenario), Parts(study.folder)
    run, first = runner(study, ids), study.settings.first_wave
    where = points(first, len(ids), study.scenario.seed, "calibration design")
    before, total = (sum(_wave_runs(study, wave) for wave in waves) for waves in ((1,), (1, 2)))
    failed = run_missing(run, jobs(study, where, 0), study.workers, parts, lambda done, _: tell(done, total))
    listed, share = _failures(study.folder, failed), 1.0
    if listed and not parts.finished():
        raise all_failed(listed, study.folder / "failures")
    if study.settings.waves == 2:
        more, share = _second_wave(study, wanted, where, len(own))
        later = jobs(study, more, first)
        failed = run_missing(run, later, study.workers, parts, lambda done, _: tell(before + done, total))
        listed += _failures(study.folder, failed)
        where = np.vstack([where, more])
    rows = parts.assemble()
    write_frame(study.folder / "design.parquet", _design_table(study, ids, where))
    compared = _emulated(wanted)
    learnt = learn(compared, rows, where[:, : len(own)])
    _check_enough(learnt, compared)
    sample = points(study.settings.candidates, len(own), study.scenario.seed, "calibration candidates")
    posterior = condition(learnt, sample)
    _check_reached(posterior)
    _check_effective(posterior)
    _write(study, own, posterior, share, (rows, where[:, : len(own)]))
    return listed


def _wave_runs(study: Calibration, wave: int) -> int:
    """Runs of a wave, second replications included."""
    first = study.settings.first_wave
    points_of = first if wave == 1 else study.settings.simulations - first
    return points_of + points_of // study.settings.replicated


def _emulated(wanted: tuple[Moment, ...]) -> tuple[Moment, ...]:
    return tuple(moment for moment in wanted if moment.use != SHOWN or moment.id == SPREADING)


def _second_wave(
    study: Calibration, wanted: tuple[Moment, ...], where: np.ndarray, width: int
) -> tuple[np.ndarray, float]:
    """Points for the second wave, where the first left something plausible, and the plausible share of the prior."""
    rows = Parts(study.folder).table()
    rows = rows[rows["point"] < len(where)]
    fitted = tuple(moment for moment in wanted if moment.use == FITTED)
    learnt = learn(fitted, rows, where[:, :width])
    _check_enough(learnt, fitted)
    look = points(FIRST_LOOK, where.shape[1], study.scenario.seed, "calibration second wave")
    posterior = condition(learnt, look[:, :width])
    _check_reached(posterior)
    chosen, share = plausible_first(posterior, look[:, :width], study.settings.simulations - len(where))
    return look[chosen], share


def _write(
    study: Calibration, own: tuple[str, ...], posterior: Posterior, share: float, runs: tuple[pd.DataFrame, np.ndarray]
) -> None:
    places_found, checked = _places(study, posterior, *runs)
    answer = Answer(study, own, posterior, p_values(places_found), checked)
    chosen = resampled(posterior.weight, study.settings.samples, float(_chance(study, "resampling").random()))
    chosen = chosen[in_blocks(_spreading(answer)[chosen], _chance(study, "blocks"))]
    identified = tables.identified_table(answer)
    about = tables.provenance(answer, chosen, share, identified)
    texts = {
        "fit.csv": tables.as_csv(tables.fit_table(answer, _chance(study, "predictions"))),
        "identified.csv": tables.as_csv(identified),
        "emulators.csv": tables.as_csv(tables.emulator_table(answer)),
        "posterior.csv": tables.as_csv(tables.posterior_table(answer, chosen), 12),
        "posterior.yaml": yaml.safe_dump(dict(about), sort_keys=False, allow_unicode=True, width=120),
    }
    for name, text in texts.items():
        write_text(study.folder / name, text)


def _places(study: Calibration, posterior: Posterior, rows: pd.DataFrame, where: np.ndarray) -> tuple[np.ndarray, int]:
    """Places of the first wave's own parameters in their posteriors, and of how many points."""
    used = [one for one, kept in zip(posterior.learnt, posterior.used, strict=True) if kept]
    first = rows[(rows["replication"] == 0) & (rows["point"] < study.settings.first_wave)]
    columns = [pd.Series(values, index=numbers) for numbers, values, _ in (readable(one.moment, first) for one in used)]
    whole = pd.concat(columns, axis=1).dropna().sort_index()
    numbers = whole.index.to_numpy()
    even = np.unique(np.linspace(0, len(numbers) - 1, min(len(numbers), study.settings.ranks)).astype(int))
    runs = numbers[even], where[numbers[even]], whole.to_numpy()[even].T
    sample = posterior.sample[:FIRST_LOOK]
    emulators = [one.emulator for one in used]
    found = places(runs, emulators, posterior.fitted, sample, _chance(study, "ranks"))
    return found, len(even)


def _spreading(answer: Answer) -> np.ndarray:
    """(points,) the ratio of 2025 as far as the informed parameters decide it; the others stand at their middle."""
    posterior = answer.posterior
    told = [answer.ids.index(source) for source in tables.informed(answer)]
    place = np.full(posterior.sample.shape, 0.5)
    place[:, told] = posterior.sample[:, told]
    emulators = [one.emulator for one in posterior.learnt if one.moment.id == SPREADING]
    return emulators[0].whole.predict(place) if emulators else place[:, told].sum(axis=1)


def _design_table(study: Calibration, ids: tuple[str, ...], where: np.ndarray) -> pd.DataFrame:
    """Quantiles of every point; `wave` 1 or 2."""
    wave = np.where(np.arange(len(where)) < study.settings.first_wave, 1, 2)
    frame = pd.DataFrame(where, columns=list(ids))
    return pd.concat([pd.DataFrame({"point": np.arange(len(where)), "wave": wave}), frame], axis=1)


def _worth_keeping(folder: Path) -> bool:
    """Whether a folder holds a finished run, or says why none finished."""
    return bool(Parts(folder).finished()) or (folder / "failures").exists()


def _failures(folder: Path, failed: list[Ended]) -> list[dict[str, Any]]:
    listed = []
    for one in failed:
        name = f"failures/point-{one.task[0]:06d}-replication-{one.task[1]}.txt"
        write_text(folder / name, one.trace)
        said = {"error": one.kind, "message": str(one.error), "file": name}
        listed.append({"draw": one.task[0], "replication": one.task[1], **said})
    return listed


def _chance(study: Calibration, purpose: str) -> np.random.Generator:
    key = [study.scenario.seed & (2**64 - 1), purpose_code(f"calibration {purpose}")]
    return np.random.Generator(np.random.Philox(key=key))


def _check_enough(learnt: tuple[Any, ...], wanted: tuple[Moment, ...]) -> None:
    there = {one.moment.id for one in learnt}
    lacking = [moment.id for moment in wanted if moment.use == FITTED and moment.id not in there]
    if lacking:
        names = ", ".join(lacking)
        raise DataError(
            f"Too few runs gave {names} to fit it; see the failures in the manifest, or raise calibrate.simulations.",
            f"给出 {names} 的模拟太少，无法拟合；请查看清单中的失败记录，或增大 calibrate.simulations。",
        )


def _check_reached(posterior: Posterior) -> None:
    """Raise DataError where the model gives none of the figures: then there is nothing to fit to."""
    if posterior.used.any():
        return
    names = ", ".join(one.moment.id for one in posterior.learnt if one.moment.use == FITTED)
    raise DataError(
        f"Nowhere in the prior does the model come within {OUT:g} standard deviations of any figure ({names}), so "
        "there is nothing to fit to; check parameters that were set, and the figures and their spread.",
        f"在整个先验范围内，模型与所有数据（{names}）的差距都超过 {OUT:g} 个标准差，无法拟合；"
        "请检查所设定的参数以及数据及其误差。",
    )


def _check_effective(posterior: Posterior) -> None:
    if (size := effective(posterior.weight)) < LEAST_EFFECTIVE:
        raise DataError(
            f"The posterior rests on an effective sample of {size:.0f} of {len(posterior.weight)} points, below "
            f"{LEAST_EFFECTIVE:.0f}; raise calibrate.candidates.",
            f"后验的有效样本仅 {size:.0f}（共 {len(posterior.weight)} 点），低于 {LEAST_EFFECTIVE:.0f}；"
            "请增大 calibrate.candidates。",
        )
