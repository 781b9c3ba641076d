"""migrant-sim: do follow-up measures close the income gap of relocated households?

The public names below are loaded when first used, so importing the package is fast.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cli.study import run as run
    from .codebook import codebook as codebook
    from .indicators import Indicator as Indicator
    from .measures import Measure as Measure
    from .model import MigrantModel as MigrantModel
    from .result import Result as Result
    from .scenario import Scenario as Scenario
    from .scenario import load_scenario as load_scenario
    from .simulate import simulate as simulate
    from .targets import Target as Target

_HOMES = {
    "Scenario": ".scenario",
    "load_scenario": ".scenario",
    "simulate": ".simulate",
    "run": ".cli.study",
    "Result": ".result",
    "Measure": ".measures",
    "Indicator": ".indicators",
    "Target": ".targets",
    "MigrantModel": ".model",
    "codebook": ".codebook",
}
__all__ = [
    "Indicator",
    "Measure",
    "MigrantModel",
    "Result",
    "Scenario",
    "Target",
    "codebook",
    "load_scenario",
    "run",
    "simulate",
]


class _Package(ModuleType):
    """Keeps a submodule, once imported, from hiding the public function of the same name (`simulate`, `codebook`)."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("migrant-sim")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
