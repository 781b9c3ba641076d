"""`-m hydra/launcher=…`: the jobs of a multirun handed to one of Hydra's own launchers, such as joblib and submitit.

A launcher starts jobs of a Hydra application, which would write folders of its own. So the application is a stand-in
that knows one number, that of the job; the words of the jobs lie in a file beside the results until all have ended, and
each job is the ordinary command. No number depends on the launcher.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, DataError, unknown_name
from .points import key_of

GROUP, OPTIONS = "hydra/launcher", "hydra.launcher."
LAUNCHERS = ("basic", "joblib", "submitit_local", "submitit_slurm")
PLAN = "jobs.json"
OUT, ERR = ".out", ".err"
# Other values of these go on with a study, or say how it is made and told: never another folder by default.
SAME_STUDY = ("draws", "replications", "workers", "executor", "language")


def told_apart(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that are the launcher's, and the others.

    Raises ConfigurationError for an unknown launcher, and for options without one.
    """
    own = tuple(word for word in words if key_of(word) == GROUP or key_of(word).startswith(OPTIONS))
    chosen = [word.partition("=")[2] for word in own if key_of(word) == GROUP]
    for name in chosen:
        if name not in LAUNCHERS:
            raise unknown_name(GROUP, name, LAUNCHERS)
    if own and not chosen:
        raise ConfigurationError(
            f"{own[0]} needs {GROUP}=; allowed: {', '.join(LAUNCHERS)}.",
            f"{own[0]} 需要同时给出 {GROUP}=；可用：{'、'.join(LAUNCHERS)}。",
        )
    return own, tuple(word for word in words if word not in own)


def in_turn(words: Iterable[Sequence[str]]) -> list[list[Sequence[str]]]:
    """The words of several jobs, those together that go on with one another's study: they write to one folder."""
    turns: dict[tuple[str, ...], list[Sequence[str]]] = {}
    for own in words:
        turns.setdefault(tuple(said for said in own if key_of(said).split(".")[0] not in SAME_STUDY), []).append(own)
    return list(turns.values())


def launch(jobs: Sequence[Sequence[Sequence[str]]], own: Sequence[str], results: Path) -> int:
    """Hand every job, which is some commands one after another, to the launcher that `own` chooses; the worst code.

    Raises DataError where the launcher is not installed or a job could not be started.
    """
    from hydra._internal.hydra import Hydra
    from hydra._internal.utils import create_config_search_path
    from hydra.core.global_hydra import GlobalHydra
    from hydra.errors import HydraException

    results.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=".launched-", dir=results.resolve()))
    # Jobs of submitit are processes elsewhere, whose words reach nobody: they are kept, and said in the end.
    kept = any(key_of(word) == GROUP and "=submitit" in word for word in own)
    (place / PLAN).write_text(json.dumps({"jobs": jobs, "kept": kept}), encoding="utf-8")
    GlobalHydra.instance().clear()
    try:
        search = create_config_search_path(None)
        hydra = Hydra.create_main_hydra2(task_name="migrant_sim", config_search_path=search)
        (returned,) = hydra.multirun(None, job, [*_settings(place, len(jobs)), *own])
        return max(int(each.return_value) for each in returned)
    except HydraException as error:
        raise DataError(
            f"Hydra's launcher refused: {error}. It is part of pip install 'migrant-sim[launchers]'.",
            f"Hydra 启动器拒绝：{error}。请先执行 pip install 'migrant-sim[launchers]'。",
        ) from error
    finally:
        GlobalHydra.instance().clear()
        if kept:
            _say_again(place, jobs)
        shutil.rmtree(place, ignore_errors=True)


def job(config: Any) -> int:
    """One job of the stand-in application: the commands of its number, in turn; returns the worst exit code."""
    from hydra.core.global_hydra import GlobalHydra

    from . import main

    GlobalHydra.instance().clear()  # the command composes its own configuration
    place, number = Path(config.place), int(config.job)
    plan = json.loads((place / PLAN).read_text(encoding="utf-8"))
    with ExitStack() as stack:
        if plan["kept"]:
            for end, redirect in ((OUT, redirect_stdout), (ERR, redirect_stderr)):
                file = stack.enter_context((place / f"{number}{end}").open("w", encoding="utf-8"))
                stack.enter_context(redirect(file))
        return max(main(words) for words in plan["jobs"][number])


def _say_again(place: Path, jobs: Sequence[Sequence[Sequence[str]]]) -> None:
    """What every job said, in their order, each after its words."""
    for number, commands in enumerate(jobs):
        print(f"[{number + 1}/{len(jobs)}] {'; '.join(' '.join(words) for words in commands)}", file=sys.stderr)
        for end, stream in ((OUT, sys.stdout), (ERR, sys.stderr)):
            if (path := place / f"{number}{end}").is_file():
                stream.write(path.read_text(encoding="utf-8", errors="replace"))
                stream.flush()


def _settings(place: Path, count: int) -> list[str]:
    """Hydra writes beside the plan alone, and keeps quiet."""
    numbers = ",".join(str(number) for number in range(count))
    quiet = ["hydra/job_logging=disabled", "hydra/hydra_logging=disabled", "hydra.output_subdir=null"]
    return [f"+place='{place}'", f"+job={numbers}", f"hydra.sweep.dir='{place}'", "hydra.job.chdir=false", *quiet]
