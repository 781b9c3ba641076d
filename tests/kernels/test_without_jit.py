"""The same values with the compiler off: kernels are plain Python too. Run as a program, this prints its values."""

import json
import os
import subprocess
import sys

import numba

from migrant_sim.scenario import load_scenario
from migrant_sim.simulate import trajectory


def values() -> dict[str, list[list[str]]]:
    """A small run as hexadecimal numbers: burn-in, 2020 twice, and half a year with every measure, for a real draw."""
    scenario = load_scenario("as_written", region="minning", months=6, **{"population.scale": 0.0064})
    run = trajectory(scenario, 0, 1)
    return {
        name: [[cell if isinstance(cell, str) else float(cell).hex() for cell in row] for row in table.to_numpy()]
        for name, table in (("indicators", run.indicators), ("costs", run.costs))
    }


def test_every_value_is_the_same_to_the_last_bit() -> None:
    without = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, __file__], env=without, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["compiler off"] and not numba.config.DISABLE_JIT
    assert len(answer["values"]["indicators"]) > 400 and len(answer["values"]["costs"]) > 3
    assert answer["values"] == values()


if __name__ == "__main__":
    json.dump({"compiler off": bool(numba.config.DISABLE_JIT), "values": values()}, sys.stdout)
