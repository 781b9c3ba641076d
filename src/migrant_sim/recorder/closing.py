"""How a run ends: where those of December 2020 are, months worked, and settlements, read in the last December alone.

Charts need these of one year; they are kept by the recorder for the December last read, and written when a run is done.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..months import year_of
from ..processes.reference import BASE_YEAR
from ..state import Activity, Life, State
from .year import income_per_head, income_year

CLOSING = ("change", "flow", "months", "settlement")  # groupings of `output.groups` that this module answers
BANDS = ("below -5", "-5 to -1", "-1 to 1", "1 to 5", "above 5")  # change of income per head in percent
_LIMITS = (-0.05, -0.01, 0.01, 0.05)
# Activities merged into the states of the flows, in the order of the charts.
STATES = ("own", "local", "region", "outside", "support", "searching", "none")
_STATE = {
    **{Activity.FARM: "own", Activity.SELF_EMPLOYED: "own", Activity.CASUAL: "local", Activity.LOCAL: "local"},
    **{Activity.REGION: "region", Activity.OUTSIDE: "outside", Activity.SEARCHING: "searching"},
    **{Activity.POST: "support", Activity.RELIEF: "support", Activity.TRAINING: "support"},
    **{Activity.SCHOOLING: "none", Activity.INACTIVE: "none"},
}
_CODE = np.array([STATES.index(_STATE[activity]) for activity in Activity], np.int8)
NOBODY = STATES.index("none")
FLOWS = tuple(("state_flow", f"flow:{one}>{two}") for one in STATES for two in STATES)[:-1]  # none to none left out
MONTHS = ("0", "1-3", "4-6", "7-9", "10-12")
MONTH_CLASS = np.array([0, *(1 + month // 3 for month in range(12))], np.int8)  # class of 0 to 12 months
WORKED = tuple(("months_worked_share", f"months:{name}") for name in MONTHS)
TRACKS = ("village", "town")
Cell = tuple[str, str]  # indicator, group


class Homes(NamedTuple):
    """Of every row of households: income of the year per resident in yuan (NaN for nobody), and residents."""

    income: np.ndarray
    people: np.ndarray


class Closing:
    """What was read in the last December; `asked` are those of `CLOSING` that are wanted."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        self.asked = tuple(group for group in groups if group in CLOSING)
        self.last = 0  # year whose December is known to be the last, 0 while that is open
        self.begun: np.ndarray | None = None  # (persons,) state in December 2020
        self.year = 0
        self.cells: tuple[Cell, ...] = ()
        self.values: list[float] = []
        self.homes: Homes | None = None

    def branched(self) -> "Closing":
        """A copy that goes on by itself; arrays are never changed in place."""
        twin = Closing(self.asked)
        vars(twin).update(vars(self))
        return twin

    def read(self, state: State) -> None:
        """Read the open December instead of the one before; but for that of 2020, none before one known as the last."""
        if BASE_YEAR < year_of(state.month) < self.last:
            return
        self.year = year_of(state.month)
        cells: list[Cell] = []
        values: list[float] = []
        if "flow" in self.asked:
            now = work_states(state)
            if self.begun is None and self.year == BASE_YEAR:
                self.begun = now
            if self.begun is not None and self.year > BASE_YEAR:
                counts = np.bincount(self.begun * len(STATES) + now, minlength=len(STATES) ** 2)[:-1]
                cells += FLOWS
                values += (counts / state.scale).tolist()
        if "months" in self.asked:
            cells += WORKED
            values += months_shares(state).tolist()
        if "settlement" in self.asked:
            called, found = settlement_values(state)
            cells += called
            values += found
        self.cells, self.values = tuple(cells), values
        self.homes = Homes(*income_per_head(state)) if "change" in self.asked else None


def work_states(state: State) -> np.ndarray:
    """(persons,) code of `STATES` of everybody; the unborn, the dead and those outside the labour force are in none."""
    persons = state.persons
    return np.where(persons.alive == Life.LIVING, _CODE[persons.activity], np.int8(NOBODY))


def months_shares(state: State) -> np.ndarray:
    """(classes,) shares of the labour force of December by months with work in the year."""
    persons = state.persons
    months = persons.months_worked[(persons.labour == 1) & (persons.alive == Life.LIVING)]
    counts = np.bincount(MONTH_CLASS[months], minlength=len(MONTHS))
    return np.asarray(counts / max(len(months), 1))


def settlement_values(state: State) -> tuple[tuple[Cell, ...], list[float]]:
    """Income per resident in yuan, then residents at real scale, of every settlement in which somebody lives."""
    homes, places = state.households, state.settlements
    # As for everybody: income of households whose members all live elsewhere counts, they do not.
    residents, sums = (
        np.bincount(homes.settlement, weights=each, minlength=len(places))
        for each in (homes.residents, income_year(state))
    )
    lived = np.flatnonzero(residents).astype(np.int32)
    where = tuple(column[lived].astype(np.int32).tobytes() for column in (places.county, places.track))
    values = np.concatenate([sums[lived] / residents[lived], residents[lived] / state.scale])
    return _settlement_cells(state.county_names, lived.tobytes(), *where), values.tolist()


@lru_cache(maxsize=8)
def _settlement_cells(county_names: tuple[str, ...], rows: bytes, counties: bytes, tracks: bytes) -> tuple[Cell, ...]:
    """What the values of settlements are called, from their rows, counties and tracks as 32-bit numbers."""
    numbers = zip(*(np.frombuffer(column, np.int32).tolist() for column in (rows, counties, tracks)), strict=True)
    names = [f"settlement:{county_names[county]}/{TRACKS[track]}/{row + 1}" for row, county, track in numbers]
    return tuple((name, place) for name in ("disposable_income", "residents") for place in names)


def change_shares(scenario: Homes, baseline: Homes) -> dict[str, float]:
    """Share of residents by band of the change of their household's income per head against the baseline.

    Rows of households are the same in both arms; those that somebody lives in in both count, with the baseline's
    residents. Where the baseline's income is not above zero, the change is taken of its size.
    """
    both = (scenario.people > 0) & (baseline.people > 0)
    before, after, people = baseline.income[both], scenario.income[both], baseline.people[both]
    change = (after - before) / np.maximum(np.abs(before), 1.0)
    shares = np.bincount(np.searchsorted(_LIMITS, change), weights=people, minlength=len(BANDS))
    return dict(zip(BANDS, (shares / max(people.sum(), 1.0)).tolist(), strict=True))
