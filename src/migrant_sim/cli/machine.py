"""Verbs about the machine: `doctor` says whether it is fit, `warmup` compiles the kernels."""

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError, UserError
from .folders import named
from .language import choose
from .memory import largest_scale
from .request import Request

PACKAGES = (
    *("duckdb", "fonttools", "hydra-core", "jinja2", "matplotlib", "mesa", "numba", "numpy", "omegaconf", "openpyxl"),
    *("optuna", "pandas", "pandera", "platformdirs", "psutil", "pyarrow", "pylopdf-fonts-zh-cn", "python-calamine"),
    *("python-docx", "salib", "scikit-learn", "scipy", "tqdm", "xlsxwriter"),
)
NEEDED_DISK = 1e9  # bytes; a study of some hundred runs writes some ten megabytes
LEAST_MEMORY_SCALE = 0.01  # the shipped sample


class Finding(NamedTuple):
    """One thing looked at: what, whether it is well, and what was seen."""

    what: str
    well: bool
    seen: str


def doctor_verb(request: Request) -> int:
    """Look at Python, packages, data, memory, disk and kernels; 0 when all is well, 3 when something is not."""
    named(request, ("language",))
    findings = [_looked(what, look) for what, look in _LOOKS.items()]
    if request.json:
        print(json.dumps([finding._asdict() for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = choose(request.language, "正常" if finding.well else "异常", "ok" if finding.well else "BAD")
            print(f"{mark:4} {finding.what:10} {finding.seen}")
    bad = [finding.what for finding in findings if not finding.well]
    if bad:
        raise DataError(
            f"This machine is not fit yet: {', '.join(bad)}; the lines above say what was seen.",
            f"本机尚不能运行：{'、'.join(bad)}；详见上面各行。",
        )
    return 0


def warmup_verb(request: Request) -> int:
    """Compile every kernel by one short run of the smallest sample."""
    named(request, ("language",))
    from ..scenario import load_scenario
    from ..simulate import simulate

    table = simulate(load_scenario("as_written", months=12))
    rows = len(table)
    print(choose(request.language, f"内核已编译（试算 {rows} 行）。", f"Kernels compiled (a trial of {rows} rows)."))
    return 0


def _looked(what: str, look: Callable[[], tuple[bool, str]]) -> Finding:
    """What a look found; an error of the look is its finding."""
    try:
        return Finding(what, *look())
    except UserError as error:
        return Finding(what, False, error.english)
    except (ImportError, OSError) as error:
        return Finding(what, False, f"{type(error).__name__}: {error}")


def _python() -> tuple[bool, str]:
    return sys.version_info >= (3, 11), f"Python {platform.python_version()} on {platform.platform()}"


def _packages() -> tuple[bool, str]:
    seen = {}
    for package in PACKAGES:
        try:
            seen[package] = version(package)
        except PackageNotFoundError:
            seen[package] = "missing"
    return "missing" not in seen.values(), " ".join(f"{name} {number}" for name, number in seen.items())


def _data() -> tuple[bool, str]:
    from ..indicators import INDICATORS
    from ..published import data_hash, figures, margin, measures, mechanisms, parameters, targets

    read = (figures(), margin("age_sex"), targets(), measures(), mechanisms(), INDICATORS)
    if not all(read):
        return False, "a table without rows"
    return True, f"{len(parameters())} parameters, sha256 {data_hash()[:12]}"


def _configuration() -> tuple[bool, str]:
    from ..configuration import compose
    from ..scenario import Scenario

    scenario = Scenario.from_config(compose([]).scenario)
    return True, f"{scenario.region.name}, {scenario.label}, key {scenario.key[:8]}"


def _memory() -> tuple[bool, str]:
    import psutil

    from ..scenario import load_scenario

    free, cores = float(psutil.virtual_memory().available), os.cpu_count() or 1
    scenario = load_scenario()
    fits = largest_scale(scenario.region.persons(scenario.population.scope), 1, free)
    seen = f"{free / 1e9:.1f} GB free, {cores} cores; one worker fits population.scale={fits:g}"
    return fits >= LEAST_MEMORY_SCALE, seen


def _disk() -> tuple[bool, str]:
    here = Path.cwd()
    free = shutil.disk_usage(here).free
    return free >= NEEDED_DISK and os.access(here, os.W_OK), f"{free / 1e9:.1f} GB free in {here}"


def _kernels() -> tuple[bool, str]:
    import numpy as np

    from ..state import Streams

    drawn = Streams(0).uniform("doctor", 0, np.arange(4, dtype=np.uint64))
    return bool((drawn >= 0).all() and (drawn < 1).all()), "compiled and at work"


_LOOKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "python": _python,
    "packages": _packages,
    "data": _data,
    "config": _configuration,
    "memory": _memory,
    "disk": _disk,
    "kernels": _kernels,
}
