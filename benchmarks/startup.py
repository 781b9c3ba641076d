"""Wall time of help and of a usage error on the command line.

Usage: python benchmarks/startup.py [--quick]
"""

import os
import subprocess
import sys
from tempfile import TemporaryDirectory
from time import perf_counter

from sizes import Sizes, chosen
from table import Row, Title, printed, spread

COMMANDS = {
    "migrant-sim --help": (["--help"], 0),
    "migrant-sim run --help": (["run", "--help"], 0),
    "an unknown verb": (["simulat"], 2),
    "an unknown key": (["run", "draws_=2"], 2),
    "a number out of bounds": (["run", "population.scale=7"], 2),
}


def seconds(words: list[str], code: int, compiled: str) -> float:
    """Wall time of one call, which must end with the code; `compiled` is a folder for Python's byte code."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    command = [sys.executable, "-m", "migrant_sim", *words]
    began = perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    spent = perf_counter() - began
    if done.returncode != code:
        raise SystemExit(f"migrant-sim {' '.join(words)} ended with {done.returncode}, not {code}")
    return spent


def measured(sizes: Sizes) -> dict[str, list[float]]:
    """Seconds of every command, by repeat; the first call of each, which compiles byte code, is left out."""
    with TemporaryDirectory() as compiled:
        return {
            name: [seconds(*command, compiled) for _ in range(sizes.starts + 1)][1:]
            for name, command in COMMANDS.items()
        }


def lines(result: dict[str, list[float]]) -> list[Row | Title]:
    """The rows of the table."""
    return [Title("Start-up"), *(spread(name, spent, "s", "<= 1") for name, spent in result.items())]


def main(sizes: Sizes) -> None:
    print(printed(lines(measured(sizes))))


if __name__ == "__main__":
    main(chosen(sys.argv[1:]))
