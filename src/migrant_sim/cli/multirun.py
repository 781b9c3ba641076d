"""`-m`: one command, several runs of a verb one after another in this process, as Hydra's basic launcher does."""

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import product

from ..errors import bad_value
from .points import check_count, key_of
from .request import Request

MOST_JOBS = 1000


def multirun(request: Request, action: Callable[[Request], int]) -> int:
    """Do a verb once for each combination of the values listed; the worst exit code of all.

    Raises ConfigurationError where names of folders would clash, and for more than MOST_JOBS jobs.
    """
    from ..configuration import names_of
    from ..overrides import swept

    single, lists = swept(request.words, lambda group: names_of(group, request.config_dir), MOST_JOBS)
    if lists and any(key_of(word) == "name" for word in single):
        raise bad_value(
            "name", "…", "no name beside -m, for every job has a folder of its own", "与 -m 同用时不写 name"
        )
    count = 1
    for values in lists:
        count *= len(values)
    check_count(count, count, MOST_JOBS)
    worst = 0
    for number, chosen in enumerate(product(*lists)):
        if lists:
            print(f"[{number + 1}/{count}] {' '.join(chosen)}", file=sys.stderr, flush=True)
        worst = max(worst, action(replace(request, words=(*single, *chosen), multirun=False)))
    return worst
