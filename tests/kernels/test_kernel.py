"""What a kernel is: compiled when first called, and run on columns whose types never change."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from numba import typeof

from migrant_sim import load_scenario
from migrant_sim.kernels import Kernel, kernel
from migrant_sim.kernels.levers import blend
from migrant_sim.simulate import trajectory


def test_no_kernel_needs_the_compiler_before_its_first_call() -> None:
    program = "import sys, migrant_sim.simulate; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("scenario", ["as_written", "all_in", "withdrawn"])
def test_the_types_of_a_run_never_change(scenario: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Kernel.run` looks types up once; another type would be read as if it were the first."""
    seen: dict[str, set[tuple[str, ...]]] = {}

    def watched(each: Kernel) -> Callable:
        def run(*given: object) -> object:
            seen.setdefault(f"{each.__module__}.{each.__name__}", set()).add(tuple(map(layout, given)))
            return each(*given)

        return run

    for name, module in list(sys.modules.items()):
        if name.startswith("migrant_sim.kernels."):
            for each in vars(module).values():
                if isinstance(each, Kernel):
                    monkeypatch.setattr(each, "run", watched(each))
    for seed in (1, 2):
        trajectory(load_scenario(scenario, region="minning", months=24, seed=seed, **{"population.scale": 0.007}), 0, 0)
    assert len(seen) > 20
    assert {name: types for name, types in seen.items() if len(types) > 1} == {}


def layout(value: object) -> str:
    """How compiled code reads an argument; whether an array may be written makes no difference to that."""
    return str(typeof(value)).replace("readonly ", "")


def test_run_is_the_call() -> None:
    lever, added, places = np.sin(np.arange(150.0)).reshape(3, 50)
    twin = lever.copy()
    blend(lever, added, places, 2.0, 0.5)
    blend.run(twin, added, places, 2.0, 0.5)
    assert (lever == twin).all() and (lever != added).any()


def test_a_kernel_may_call_kernels_and_share_a_name_with_an_attribute() -> None:
    assert outer(np.arange(3.0)) == 6.0


@kernel
def size(values: np.ndarray) -> int:
    return 2 * len(values)


@kernel
def outer(values: np.ndarray) -> float:
    return float(values.size + size(values) - 3)
