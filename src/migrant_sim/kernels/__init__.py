"""Compiled loops: arrays, keys and an `out` come in; nothing is allocated inside and nothing is drawn from a generator.

Numba's cache does not notice an edited callee in another file, so the cache folder carries a hash of all kernel
sources.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dis import get_instructions
from functools import cache, cached_property, partial, update_wrapper
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar, overload

Given = ParamSpec("Given")
Found = TypeVar("Found")
# Kernels allocate nothing, so the counting of references to arrays is switched off: with dozens of columns in nested
# tuples it took half of the labour market's time.
_OPTIONS: dict[str, Any] = {"cache": True, "error_model": "numpy", "nogil": True, "_nrt": False}


class Kernel(Generic[Given, Found]):
    """A loop over columns, compiled when it is first called: to check a config, nobody waits for the compiler."""

    def __init__(self, plain: Callable[Given, Found], **options: Any) -> None:
        self.py_func, self.options = plain, _OPTIONS | options
        self.run: Callable[Given, Found] = self._first_run
        update_wrapper(self, plain)

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """Run on whatever arrays are given."""
        return self.compiled(*given, **named)

    @cached_property
    def compiled(self) -> Callable[Given, Found]:
        """The compiled loop, in which other kernels are compiled ones, too."""
        plain, numba = self.py_func, _numba()
        assert isinstance(plain, FunctionType)
        names = {step.argval for step in get_instructions(plain) if step.opname == "LOAD_GLOBAL"}
        known = {name: plain.__globals__.get(name) for name in names}
        called = {name: other.compiled for name, other in known.items() if isinstance(other, Kernel)}
        body = FunctionType(plain.__code__, plain.__globals__ | called, plain.__name__, plain.__defaults__)
        compiled: Callable[Given, Found] = numba.njit(**self.options)(update_wrapper(body, plain))
        return compiled

    def _first_run(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """Run on columns of a state, and keep the loop for arguments of just these types as `run`.

        From then on types are not looked up: with forty columns, that takes eight times as long as the call. Other
        types would give wrong numbers, so whoever has no state calls the kernel itself.
        """
        compiled: Any = self.compiled
        if isinstance(compiled, FunctionType):  # the compiler is off
            self.run = compiled
        else:
            types = tuple(map(_numba().typeof, given))
            compiled.compile(types)
            self.run = compiled.overloads[types].entry_point
        return self.run(*given, **named)


@overload
def kernel(function: Callable[Given, Found]) -> Kernel[Given, Found]: ...
@overload
def kernel(**options: Any) -> Callable[[Callable[Given, Found]], Kernel[Given, Found]]: ...
def kernel(function: Any = None, **options: Any) -> Any:
    """Compile a loop over columns: cached, without the interpreter's lock, division as NumPy does it.

    Options are numba's, on top of these.
    """
    return partial(Kernel, **options) if function is None else Kernel(function)


@cache
def _numba() -> ModuleType:
    """The compiler, with its cache where kernels are kept."""
    import numba

    numba.config.CACHE_DIR = str(_cache_folder())  # type: ignore[attr-defined]
    return numba


def compiled() -> bool:
    """Whether this machine has kernels of these sources; if not, the first run compiles them, which takes a minute."""
    return any(_cache_folder().rglob("*.nbi"))


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
