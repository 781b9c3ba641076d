"""Policy measures: each one file here, one yaml in conf/measure and one test; found by their files."""

from importlib import import_module
from pkgutil import iter_modules

from .base import INTENSITIES as INTENSITIES
from .base import Measure as Measure
from .base import Repeating as Repeating
from .billing import Bills as Bills


def _found() -> dict[str, type[Measure]]:
    """Every instrument by the name of its file."""
    found: dict[str, type[Measure]] = {}
    for module in sorted(info.name for info in iter_modules(__path__) if not info.ispkg and info.name != "base"):
        own = import_module(f"{__name__}.{module}")
        members = (m for m in vars(own).values() if isinstance(m, type) and m.__module__ == own.__name__)
        found[module] = next(m for m in members if issubclass(m, Measure))
    return found


MEASURES: dict[str, type[Measure]] = _found()
