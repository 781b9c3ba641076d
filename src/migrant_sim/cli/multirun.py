"""`-m`: one command, several runs of a verb: one after another in this process, or by one of Hydra's launchers."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from ..errors import bad_value
from .launching import in_turn, launch, told_apart
from .points import check_count, key_of
from .request import Request

MOST_JOBS = 1000


def multirun(request: Request, action: Callable[[Request], int]) -> int:
    """Do a verb once for each combination of the values listed; the worst exit code of all.

    Raises ConfigurationError where names of folders would clash, for more than MOST_JOBS jobs, and for an unknown
    launcher.
    """
    from ..configuration import names_of
    from ..overrides import swept

    own, words = told_apart(request.words)
    single, lists = swept(words, lambda group: names_of(group, request.config_dir), MOST_JOBS)
    if lists and any(key_of(word) == "name" for word in single):
        raise bad_value(
            "name", "…", "no name beside -m, for every job has a folder of its own", "与 -m 同用时不写 name"
        )
    count = 1
    for values in lists:
        count *= len(values)
    check_count(count, count, MOST_JOBS)
    if own:
        turns = in_turn((*single, *chosen) for chosen in product(*lists))
        return launch([[_command(request, words) for words in each] for each in turns], own, _results(single))
    worst = 0
    for number, chosen in enumerate(product(*lists)):
        if lists:
            print(f"[{number + 1}/{count}] {' '.join(chosen)}", file=sys.stderr, flush=True)
        worst = max(worst, action(replace(request, words=(*single, *chosen), multirun=False)))
    return worst


def _command(request: Request, words: Sequence[str]) -> list[str]:
    """The command line of one job."""
    flags = [
        flag for flag, on in (("--json", request.json), ("--debug", request.debug), ("--cfg=job", request.cfg)) if on
    ]
    folder = [f"--config-dir={request.config_dir.resolve()}"] if request.config_dir else []
    return [request.verb, *words, f"language={request.language}", *flags, *folder]


def _results(words: Sequence[str]) -> Path:
    """The folder of all results, where the list of jobs lies as long as they run."""
    given = [word.partition("=")[2] for word in words if key_of(word) == "results"]
    return Path(given[-1] if given else "results")
