"""Whether a study fits into memory, found out before it starts; and what its first run on a machine waits for."""

import sys
from math import floor, log10
from typing import TYPE_CHECKING

from ..errors import DataError
from .language import choose

if TYPE_CHECKING:
    from ..experiments.study import Study

# Measured on Ningxia at scales 0.05 to 0.5, both arms of a run: peak resident memory is 0.29 GB and 1.2 kB per person
# living at the start; the rows that wait for a birth or a split, about a tenth more, are in the latter. A margin is
# added; the parent process counts as one more worker. `python benchmarks/memory.py` measures both anew.
PROCESS_BYTES = 350e6
PERSON_BYTES = 1_300.0


def make_ready(study: "Study", language: str) -> None:
    """Check the memory, and say it when the kernels have yet to be compiled; raises DataError as `check_memory`."""
    check_memory(study)
    tell_compiling(language)


def tell_compiling(language: str) -> None:
    """Say it when the kernels have yet to be compiled."""
    from ..kernels import compiled

    if not compiled():
        english = "First use on this machine: the kernels are compiled once, which takes about a minute."
        print(
            choose(language, "本机首次使用：正在编译计算内核，约需一分钟，仅此一次。", english),
            file=sys.stderr,
            flush=True,
        )


def check_memory(study: "Study") -> None:
    """Raise DataError, naming the largest scale that fits, when the study needs more memory than is free."""
    import psutil

    free = float(psutil.virtual_memory().available)
    population = study.scenario.population
    people = study.scenario.region.persons(population.scope)
    if needed(population.scale * people, study.workers) > free:
        raise too_large(population.scale, people, study.workers, free)


def needed(persons: float, workers: int) -> float:
    """Bytes that a study of so many persons needs at its peak; only those living at the start are counted."""
    return (workers + 1) * (PROCESS_BYTES + PERSON_BYTES * persons)


def largest_scale(people: float, workers: int, free: float) -> float:
    """The largest scale, rounded down to two digits, at which `people` real persons fit into `free` bytes, or 0."""
    exact = (free / (workers + 1) - PROCESS_BYTES) / (PERSON_BYTES * people)
    if exact <= 0:
        return 0.0
    unit = 10.0 ** (floor(log10(exact)) - 1)
    return min(1.0, round(floor(exact / unit) * unit, 12))


def too_large(scale: float, people: float, workers: int, free: float) -> DataError:
    """The error for a study that does not fit."""
    want, have = needed(scale * people, workers) / 1e9, free / 1e9
    fits = largest_scale(people, workers, free)
    way = f"population.scale={fits:g} is the largest that fits" if fits else "no scale fits; free some memory"
    way_zh = f"最大可用 population.scale={fits:g}" if fits else "任何比例都放不下，请先腾出内存"
    return DataError(
        f"population.scale = {scale:g} with workers = {workers} needs about {want:.1f} GB of memory, "
        f"but {have:.1f} GB are free; {way}, or take fewer workers.",
        f"population.scale = {scale:g}、workers = {workers} 约需 {want:.1f} GB 内存，而可用内存为 {have:.1f} GB；"
        f"{way_zh}，或减少 workers。",
    )
