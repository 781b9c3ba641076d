"""The desk of an analysis over mixes: study, players, bank and target, and the choice of the strongest players."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...draws import CENTRAL
from .bank import Bank, Progress, mix_key
from .players import REST, Pair, Player, factors_of, named_players

if TYPE_CHECKING:
    import pandas as pd

    from ...scenario import Scenario
    from ..study import Study

SCREEN = ((CENTRAL, 0),)  # one run with central values tells who is strong


@dataclass(frozen=True)
class Desk:
    """What attribution and optimisation share."""

    study: Study
    bank: Bank
    progress: Callable[[], Progress]  # a fresh one each time runs are asked for

    @property
    def pair(self) -> Pair:
        """Scenario and baseline."""
        return Pair(self.study.scenario, self.study.baseline)

    def mixes(self, wanted: Sequence[Mapping[str, float]]) -> dict[str, Scenario]:
        """Scenarios by content key, each once, in the order wanted."""
        return {mix_key(self.study.key, factors): self.pair.mix(factors) for factors in wanted}

    def key(self, factors: Mapping[str, float]) -> str:
        """Content key of one mix."""
        return mix_key(self.study.key, factors)

    def runs(self, wanted: Sequence[Mapping[str, float]]) -> pd.DataFrame:
        """The runs of mixes over the study's draws and replications."""
        return self.bank.runs(self.mixes(wanted), list(self.study.tasks()), self.progress())

    def strongest(self, players: Sequence[Player], count: int | None) -> tuple[Player, ...]:
        """The `count` players that alone move the income ratio most, strongest first, and the rest as one.

        Each is tried alone in one run with central values; fewer players than that stay as they are.
        """
        if count is None or len(players) <= count + 1:
            return tuple(players)
        effects = self.alone(players)["income_ratio"]
        order = np.argsort(-np.abs(effects), kind="stable")[:count]
        return named_players(players, [players[number].name for number in order], "players")

    def alone(self, players: Sequence[Player]) -> dict[str, np.ndarray]:
        """What each player alone adds to the baseline in a run with central values, by indicator."""
        coalitions = [{}, *(factors_of([player], [1.0]) for player in players)]
        wide = self.bank.runs(self.mixes(coalitions), list(SCREEN), self.progress())
        wide = wide.droplevel(["draw", "replication"]).reindex([self.key(factors) for factors in coalitions])
        values = {name: wide[(name, "all")].to_numpy(float) for name in ("income_ratio", "cost")}
        return {name: column[1:] - column[0] for name, column in values.items()}


def is_rest(player: Player) -> bool:
    """Whether it holds what has no player of its own."""
    return player.name == REST
