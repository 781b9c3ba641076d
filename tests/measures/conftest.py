import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from migrant_sim.engine import Engine
from migrant_sim.measures.forms import ELIGIBLE
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import State, Streams

sys.path.insert(0, str(Path(__file__).parent))  # for the checks that instruments of one form share
LINES = ("wage", "operating", "property", "transfer")


@pytest.fixture(scope="session")
def continuation():
    """The capacities of 2020 on a small sample of one district."""
    return load_scenario("continuation", region="hongsibu", **{"population.scale": 0.01})


@pytest.fixture(scope="session")
def with_measure(continuation):
    """A function: `continuation` with one instrument as its yaml file writes it, and the fields given."""
    files = {}

    def added(name, **fields):
        if name not in files:
            files[name] = load_scenario("custom", measure=[name], region="hongsibu", **{"population.scale": 0.01})
        scenario = replace(continuation, name=name, measures=files[name].measures)
        return scenario.with_(**{f"measures.{name}.{field}": value for field, value in fields.items()})

    return added


@pytest.fixture(scope="session")
def months():
    """A function: the live state of each month from January 2021 on, open for reading."""

    def run(scenario, count, prepare=None):
        engine = Engine(opening(scenario, 0).state, scenario, Streams(scenario.seed, 0))
        if prepare:
            prepare(engine.state)
        for _ in range(count):
            engine.step()
            yield engine.state
            engine.advance()

    return run


class Gain(NamedTuple):
    """What an instrument alone has given to each household (h,) in a month, by income line, and that month's state."""

    lines: Mapping[str, np.ndarray]
    state: State

    def only(self, line: str) -> np.ndarray:
        """(h,) the gain on a line, when there is none on any other."""
        assert not any(self.lines[other].any() for other in LINES if other != line)
        return self.lines[line]

    def eligible(self, key: str) -> np.ndarray:
        """(h,) households that a mask of the roster lets in."""
        homes = self.state.households
        return ELIGIBLE[key](homes, self.state) & (homes.size > 0)

    def booked(self, name: str) -> dict[tuple[str, str], float]:
        """Yuan by payer and payee under the instrument's name."""
        return {flow[:2]: yuan for flow, yuan in self.state.books.month.items() if flow[2] == name and yuan}


@pytest.fixture(scope="session")
def gained(continuation, with_measure, months):
    """A function: the `Gain` of a month of 2021 from an instrument that reaches half of the eligible at once."""
    plain = {}

    def lines(scenario, month):
        state = next(islice(months(scenario, month), month - 1, None))
        return {line: getattr(state.households, line).copy() for line in LINES}, state

    def gain(name, month=1, **fields):
        if month not in plain:
            plain[month], _ = lines(continuation, month)
        given = {"start": "2021-01", "ramp": 1.0, "places": 0.5} | fields
        now, state = lines(with_measure(name, **given), month)
        return Gain({line: now[line] - plain[month][line] for line in LINES}, state)

    return gain
