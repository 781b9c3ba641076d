"""The one contract that processes and measures share."""

from typing import Protocol

from .state import State
from .streams import Streams


class Step(Protocol):
    """Something that happens in a month: it changes the state in place and returns nothing."""

    def step(self, state: State, streams: Streams) -> None:
        """Do this month's part."""
        ...
