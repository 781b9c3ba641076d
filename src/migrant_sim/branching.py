"""History once, futures many: the state that closes a scenario's `start`, shared by all that may follow, and kept.

Until `start` the factual measures are in force in every scenario, so scenarios that differ in measures, funds, shocks
and horizon alone have one past. It is computed once a process, can be saved, and a run that goes on from it is the run
without a stop, bit for bit.
"""

import json
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from .draws import CENTRAL, apply, parameter_draw
from .engine import Engine
from .errors import ConfigurationError, DataError
from .funds import UNCAPPED
from .months import in_calendar, month_label
from .opening import LAST_OF_BASE_YEAR, last_year, new_recorder, opening
from .reading import whole_number
from .recorder import Recorder
from .recorder.packing import packed as packed_record
from .recorder.packing import unpacked as unpacked_record
from .result import replacing
from .scenario import Scenario
from .state import State, Streams
from .state.packing import packed, unpacked

MOST_RUNS = 2**31 - 1
FORMAT = "migrant-sim history 1"


@dataclass(frozen=True, eq=False)
class History:
    """A past: `scenario` holds what it follows from, the draw's values in place; `until` the last year with births.

    `persons` are the members simulated at the end of the matched year. State and record are not to be changed:
    `branched` gives copies.
    """

    scenario: Scenario
    draw: int
    replication: int
    until: int
    persons: float
    state: State
    record: Recorder

    @cached_property
    def key(self) -> str:
        """Content key: sha256 over what the past follows from, input data and package source included."""
        return _key(self.scenario, self.draw, self.replication)

    @property
    def month(self) -> str:
        """The month that it closes, as YYYY-MM of the true calendar."""
        return in_calendar(month_label(self.state.month - 1), self.scenario.base_year)

    def branched(self) -> tuple[State, Recorder]:
        """Copies of state and record, to go on with."""
        return self.state.continued(), self.record.branched()

    def check(self, scenario: Scenario) -> None:
        """Raise ConfigurationError unless this is the past of `scenario`, which carries the draw's values."""
        if _key(bare(scenario), self.draw, self.replication) != self.key:
            raise _foreign(f"{self.key[:8]}, {self.month}", scenario)
        if last_year(scenario) > self.until:
            raise ConfigurationError(
                f"months = {scenario.months}: this history knows the births of the years to {self.until}; save one "
                "from a scenario with the longer horizon.",
                f"months = {scenario.months}：该历史状态只含至 {self.until} 年的出生；请用更长期限的情景重新保存。",
            )

    def save(self, path: Path | str) -> Path:
        """Write it to an npz file without pickle, whole or not at all, and return the path; DataError if it cannot."""
        arrays, rest = packed(self.state)
        head = {"format": FORMAT, "key": self.key, "month": self.month, "draw": self.draw}
        head |= {"replication": self.replication, "until": self.until, "persons": self.persons}
        text = json.dumps({**head, "state": rest, "record": packed_record(self.record)}, ensure_ascii=False)
        with replacing(Path(path)) as temporary, temporary.open("wb") as file:
            np.savez_compressed(file, head=np.frombuffer(text.encode(), np.uint8), **arrays)  # type: ignore[arg-type]
        return Path(path)


def bare(scenario: Scenario) -> Scenario:
    """What the past of a scenario follows from: no measures, funds and shocks of its own, no horizon, no name."""
    factual = scenario.factual if scenario.begin > LAST_OF_BASE_YEAR else ()
    return replace(scenario, name="", measures=(), factual=factual, fixed=(), months=1, disturbances=(), funds=UNCAPPED)


def past(scenario: Scenario, replication: int) -> tuple[State, Recorder]:
    """State and record that close `start`, to go on with; the scenario carries the draw's values.

    From the matched year on this is the opening; a later past is computed once for all scenarios that share it.
    """
    if scenario.begin <= LAST_OF_BASE_YEAR:
        begun = opening(scenario, replication)
        return begun.state, begun.record
    state, record = _past(bare(scenario), replication, last_year(scenario))
    return state.continued(), record.branched()


@lru_cache(maxsize=1)
def _past(scenario: Scenario, replication: int, until: int) -> tuple[State, Recorder]:
    asked = replace(scenario, months=max(1, 12 * (until - 9) - scenario.begin))  # a horizon with births to `until`
    begun = opening(asked, replication)
    engine = Engine(begun.state, scenario, Streams(scenario.seed, replication))
    engine.run_until(scenario.begin, begun.record)
    return engine.state, begun.record


def history(scenario: Scenario, draw: int = CENTRAL, replication: int = 0) -> History:
    """The past of a scenario to the end of its `start` (any month), ready to be branched or saved.

    Raises ConfigurationError for a draw or replication that is no such number.
    """
    drawn = _drawn(scenario, draw, replication)
    begun = opening(drawn, replication)
    persons = float(begun.state.households.size.sum())
    return History(bare(drawn), draw, replication, last_year(drawn), persons, *past(drawn, replication))


def load_history(path: Path | str, scenario: Scenario) -> History:
    """A saved history for `scenario` to go on from.

    Raises DataError for a file that is missing, damaged or something else, ConfigurationError for the history of
    another configuration, of other data or of another version of the package.
    """
    arrays, head = _read(Path(path))
    drawn = _drawn(scenario, head["draw"], head["replication"])
    if _key(bare(drawn), head["draw"], head["replication"]) != head["key"]:
        raise _foreign(f"{path}, {head['key'][:8]}, {head['month']}", scenario)
    try:
        record = unpacked_record(head["record"], new_recorder(bare(drawn)).incentive)
        state = unpacked(arrays, head["state"])
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(Path(path), error) from error
    found = History(bare(drawn), head["draw"], head["replication"], head["until"], head["persons"], state, record)
    found.check(drawn)
    return found


def _drawn(scenario: Scenario, draw: int, replication: int) -> Scenario:
    whole_number(draw, "draw", CENTRAL, MOST_RUNS)
    whole_number(replication, "replication", 0, MOST_RUNS)
    return apply(scenario, parameter_draw(scenario, draw))


def _key(scenario: Scenario, draw: int, replication: int) -> str:
    return sha256("\0".join((FORMAT, scenario.key, str(draw), str(replication))).encode()).hexdigest()


def _read(path: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    try:
        with path.open("rb") as source, np.load(source) as file:
            arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays.pop("head").tobytes().decode())
        if head["format"] != FORMAT:
            raise ValueError(head["format"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise _unreadable(path, error) from error
    return arrays, head


def _unreadable(path: Path, error: Exception) -> DataError:
    why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return DataError(
        f"{path} is no readable history ({why}); expected: a whole file written by History.save.",
        f"{path} 不是可读取的历史状态文件（{why}）；应为 History.save 写出的完整文件。",
    )


def _foreign(which: str, scenario: Scenario) -> ConfigurationError:
    return ConfigurationError(
        f"This history ({which}) is not the past of scenario {scenario.name!r}: region, population, processes, start, "
        "base year, information, seed, parameters, factual measures, data and package must be the same; only measures, "
        "funds, shocks of one's own and the horizon may differ.",
        f"该历史状态（{which}）不属于情景 {scenario.name!r}：地区、人口、过程参数、起点、基期、信息集、种子、参数来源、"
        "既有措施、数据和程序版本须相同；只有措施、资金上限、自设冲击和期限可以不同。",
    )
