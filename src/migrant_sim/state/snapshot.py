"""What a month may change, kept aside so that the month can be run again from where it began."""

from dataclasses import fields

import numpy as np

from .state import Economy, State


class Snapshot:
    """A copy of the changing columns and of the economy of a state whose month is about to begin."""

    def __init__(self, state: State) -> None:
        self._columns = [column for table in state.tables() for column in table.changing()]
        self._copies = [column.copy() for column in self._columns]
        self._economy = state.economy.branched()

    def take(self, state: State) -> None:
        """Copy all of it once more, into the same room."""
        for column, copy in zip(self._columns, self._copies, strict=True):
            np.copyto(copy, column)
        self._economy = state.economy.branched()

    def put_back(self, state: State) -> None:
        """Make the state again what it was; columns stay the same arrays. Books of the month are emptied."""
        for column, copy in zip(self._columns, self._copies, strict=True):
            np.copyto(column, copy)
        was = self._economy.branched()
        for name in (f.name for f in fields(Economy)):
            setattr(state.economy, name, getattr(was, name))
        state.books.clear_month()
