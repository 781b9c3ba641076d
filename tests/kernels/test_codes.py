"""Kernels lie below the state and write its codes as plain numbers: the same name is the same number everywhere."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from migrant_sim import kernels
from migrant_sim.state import ACTIVITIES, LAST_WORK, Activity, Life, PoolKind, Watch

CODES = {
    **{member.name: int(member) for enum in (Life, Watch, Activity) for member in enum if member.name != "NONE"},
    **{kind.name: int(kind) for kind in (PoolKind.PARK, PoolKind.WORKSHOP)},
    **{"LOCAL_POOL": int(PoolKind.LOCAL), "LAST_WORK": int(LAST_WORK), "ACTIVITIES": ACTIVITIES},
}
MODULES = sorted(info.name for info in iter_modules(kernels.__path__))


def written(module: str) -> dict[str, int]:
    """The codes that a kernel file writes, by name."""
    own = vars(import_module(f"{kernels.__name__}.{module}"))
    return {name: own[name] for name in CODES if name in own}


@pytest.mark.parametrize("module", MODULES)
def test_a_code_of_the_state_has_its_number(module: str) -> None:
    assert written(module) == {name: CODES[name] for name in written(module)}


def test_many_kernels_write_codes() -> None:
    assert sum(len(written(module)) for module in MODULES) > 40
