"""A guest for Mesa users: the same months behind `mesa.Model`. The only file that imports mesa."""

from collections.abc import Callable, Sequence
from typing import Any

import mesa
import numpy as np
import pandas as pd

from .draws import CENTRAL, apply, parameter_draw
from .engine import Engine
from .errors import bad_value, unknown_name
from .indicators import INDICATORS
from .months import in_calendar, month_label
from .opening import opening
from .scenario import Scenario, load_scenario
from .simulate import add_reference
from .state import Streams, Table


class View:
    """A table's columns for reading: no Python object per entity."""

    def __init__(self, table: Table, rows: np.ndarray | None = None) -> None:
        self._table, self._rows = table, np.arange(len(table)) if rows is None else rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, column: str) -> np.ndarray:
        """(n,) copy of a column, in row order.

        Raises ConfigurationError for an unknown column.
        """
        names = self._table.__dataclass_fields__
        if column not in names:
            raise unknown_name("column", column, names)
        return np.asarray(getattr(self._table, column)[self._rows])

    def select(self, where: Callable[["View"], np.ndarray] | np.ndarray) -> "View":
        """The rows for which a mask (n,), or a function of this view that gives one, is true."""
        mask = where(self) if callable(where) else where
        return View(self._table, self._rows[np.asarray(mask, bool)])

    def agg(self, column: str, how: str = "mean") -> float:
        """One number from a column: mean, sum, min, max, median or std."""
        return float(pd.Series(self.get(column), dtype=float).agg(how))

    def groupby(self, by: str, column: str, how: str = "mean") -> pd.Series:
        """A number a level of the column `by`."""
        return self.to_frame([by, column]).groupby(by)[column].agg(how)

    def count(self) -> int:
        """Number of rows."""
        return len(self)

    def to_frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The columns given, or all of them, as a table."""
        return pd.DataFrame({name: self.get(name) for name in columns or list(self._table.__dataclass_fields__)})


class MigrantModel(mesa.Model):
    """Months of one scenario, one a step, from the state that closes the baseline month.

    `scenario` is a Scenario or the name of a shipped one; `seed` replaces its seed; `draw` -1 takes central values.
    Further keywords are
    passed to `load_scenario` when a name is given. `running` turns false at the horizon. The data collector has a
    reporter for every
    indicator: the month's value where there is one, else the latest year's, NaN before the first.
    """

    def __init__(
        self,
        scenario: Scenario | str = "as_written",
        seed: int | None = None,
        draw: int = CENTRAL,
        replication: int = 0,
        **kwargs: Any,  # Mesa's page looks for further keywords under this name alone
    ) -> None:
        if kwargs and not isinstance(scenario, str):
            raise bad_value(", ".join(sorted(kwargs)), list(kwargs.values()), "only beside the name of a scenario")
        wanted = load_scenario(scenario, **kwargs) if isinstance(scenario, str) else scenario
        if seed is not None:
            wanted = wanted.with_(seed=int(seed) if isinstance(seed, np.integer) else seed)
        super().__init__(seed=wanted.seed % 2**32)
        self.scenario = apply(wanted, parameter_draw(wanted, draw))
        self.replication = replication
        begun = opening(self.scenario, replication)
        self.record = begun.record
        self.engine = Engine(begun.state, self.scenario, Streams(wanted.seed, replication))
        state = begun.state
        self.persons, self.households = View(state.persons), View(state.households)
        self.enterprises, self.posts = View(state.enterprises), View(state.posts)
        self._known = len(self.record.host_pay)
        add_reference(self.record, self.scenario, replication)
        self.running: bool = True
        self.datacollector = mesa.DataCollector(model_reporters={name: _reporter(name) for name in INDICATORS})

    def step(self) -> None:
        """One month."""
        if not self.running:
            return
        self.engine.step()
        self.record.read(self.engine.state)
        self.engine.advance()
        if len(self.record.host_pay) > self._known:
            self._known = len(self.record.host_pay)
            add_reference(self.record, self.scenario, self.replication)
        self.datacollector.collect(self)
        self.running = self.engine.state.month <= self.scenario.begin + self.scenario.months

    @property
    def period(self) -> str:
        """The month last simulated, as YYYY-MM."""
        return in_calendar(self._period, self.scenario.base_year)

    @property
    def _period(self) -> str:
        """The same in the engine's calendar."""
        return month_label(self.engine.state.month - 1)

    def value(self, indicator: str) -> float:
        """The latest value of an indicator for everybody: the month's, else the last whole year's, else NaN."""
        rows, year = self.record.rows, int(self._period[:4])
        for period in (self._period, *(str(y) for y in range(year, year - 2, -1))):
            if (value := rows.get((period, indicator, "all"))) is not None:
                return value
        return float("nan")


def _reporter(name: str) -> Callable[[MigrantModel], float]:
    return lambda model: model.value(name)
