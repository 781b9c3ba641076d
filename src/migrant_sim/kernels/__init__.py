"""Compiled loops: arrays, keys and an `out` come in; nothing is allocated inside and nothing is drawn from a generator.

Numba's cache does not notice an edited callee in another file, so the cache folder carries a hash of all kernel
sources.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def _cache_folder() -> Path:
    """A writable folder for compiled kernels: in the virtual environment, the user's cache or a temporary one."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    in_environment = [Path(sys.prefix) / "var"] if sys.prefix != sys.base_prefix else []
    chosen = os.environ.get("MIGRANT_SIM_CACHE")
    bases = [Path(chosen)] if chosen else [*in_environment, Path.home() / ".cache", Path(tempfile.gettempdir())]
    for base in bases:
        folder = base / "migrant-sim-kernels" / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="migrant-sim-kernels-"))


numba.config.CACHE_DIR = str(_cache_folder())  # type: ignore[attr-defined]


def kernel(function: Function) -> Function:
    """Compile a loop over columns: cached, without the interpreter's lock, division as NumPy does it.

    Kernels allocate nothing, so the counting of references to arrays is switched off: with dozens of columns in nested
    tuples it took half of the labour market's time.
    """
    options: dict[str, Any] = {"cache": True, "error_model": "numpy", "nogil": True, "_nrt": False}
    compiled: Function = numba.njit(**options)(function)
    return compiled
