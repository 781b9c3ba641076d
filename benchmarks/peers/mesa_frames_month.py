"""The core month in mesa-frames: an agent set on polars, moves through `set` with a mask, `do` and `step`."""

from typing import Any

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from . import polars_month
from .frames import SEARCHING, luck
from .world import World


class Persons(AgentSetPolars):
    """The labour force; what its expressions read and write is the month of `polars_month`."""

    def __init__(self, model: ModelDF, frame: pl.DataFrame, month: "Model") -> None:
        super().__init__(model)
        self.month = month
        self += frame

    def step(self) -> None:
        self.do("live", inplace=True)

    def live(self) -> None:
        polars_month.Model.step(self.month)


class Frames(ModelDF):
    """The model with its one agent set."""

    def step(self) -> None:
        self.agents.step()


class Model(polars_month.Model):
    """Months of the core, one a step; the frame is the agent set's, and whoever moves is set by mask."""

    def __init__(self, world: World, seed: int = 1) -> None:
        self.persons: Persons | None = None
        super().__init__(world, seed)
        self.model = Frames(seed=seed)
        self.persons = Persons(self.model, self._first, self)
        self.model.agents += self.persons
        (self.persons,) = self.model.agents._agentsets

    @property
    def frame(self) -> pl.DataFrame:
        return self._first if self.persons is None else self.persons.agents

    @frame.setter
    def frame(self, frame: pl.DataFrame) -> None:
        if self.persons is None:
            self._first = frame
        else:
            self.persons.agents = frame

    def step(self) -> None:
        self.model.step()

    def _put(self, who: pl.Series, activity: int | pl.Series | np.ndarray) -> None:
        if len(who):
            kinds: Any = activity if isinstance(activity, int) else pl.Series(activity, dtype=pl.Int32)
            self.persons.set({"activity": kinds, "tenure": 0}, mask=who)

    def _drop(self, leaves: pl.Expr) -> int:
        marked = self.frame.with_columns(luck(self.random, len(self.frame))).select(leaves.alias("leaves"))["leaves"]
        self.persons.set({"activity": SEARCHING, "tenure": 0}, mask=marked)
        return int(marked.sum())
