"""How large every part of the benchmark is, and how a part is run by itself."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

# Several threads of a linear-algebra library would blur what one core does; workers of a study are started so too.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# So that every part also runs by itself, as `python benchmarks/memory.py`, from any folder.
sys.path.insert(0, str(Path(__file__).parent))

NINGXIA = 1_232_600  # relocated people of all six waves
FULL_MONTHS = 60


class Sizes(NamedTuple):
    """What is run: people, months and repeats of each part."""

    people: int = NINGXIA
    months: int = FULL_MONTHS
    repeats: int = 3
    ladder: tuple[int, ...] = (10_000, 30_000, 100_000, 300_000, NINGXIA)
    spans: tuple[int, ...] = (12, 60, 120)
    span_people: int = 100_000
    peers: int = 100_000
    peer_months: int = 6
    parallel: int = round(0.3 * NINGXIA)
    arms: tuple[int, ...] = (100_000, 300_000, 600_000)
    starts: int = 5


FULL = Sizes()
QUICK = Sizes(
    people=40_000,
    months=24,
    ladder=(5_000, 10_000, 20_000, 40_000),
    spans=(12, 24, 48),
    span_people=10_000,
    peers=5_000,
    peer_months=4,
    parallel=20_000,
    arms=(10_000, 40_000),
    starts=3,
)


def chosen(words: list[str]) -> Sizes:
    """The sizes that the words of a command line ask for."""
    if unknown := set(words) - {"--quick"}:
        sys.exit(f"unknown: {' '.join(sorted(unknown))}; usage: python {sys.argv[0]} [--quick]")
    return QUICK if words else FULL


def fresh(part: Callable[..., Any], *arguments: Any) -> Any:
    """What `part` returns in a new process, which has nothing cached and no memory of its own yet."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(part, *arguments).result()
