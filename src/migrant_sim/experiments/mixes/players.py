"""Players: the measures in which a scenario differs from its baseline, put together by instrument, clause or text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ...errors import ConfigurationError, bad_value, unknown_name
from ...published import measures as policy_measures

if TYPE_CHECKING:
    from ...scenario import Scenario

BY = ("instrument", "clause", "programme")
REST = "rest"  # the player that holds all measures without one of their own


@dataclass(frozen=True)
class Player:
    """A name and the names of the measures (instances) that go in or out with it."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A scenario and its baseline, which differ in measures alone."""

    scenario: Scenario
    baseline: Scenario

    def differing(self) -> tuple[str, ...]:
        """Names of the measures that the one has and the other has not, or has otherwise; in the scenario's order."""
        mine, other = dict(self.scenario.measures), dict(self.baseline.measures)
        return tuple(name for name in (mine | other) if mine.get(name) != other.get(name))

    def check(self) -> None:
        """Raise ConfigurationError where scenario and baseline differ in more than their measures."""
        bare = [replace(arm, name="", measures=(), fixed=()) for arm in (self.scenario, self.baseline)]
        if bare[0] != bare[1]:
            raise ConfigurationError(
                "scenario and baseline differ in more than their measures, so no credit of measures adds up; "
                "allowed: arms that differ in measures alone.",
                "情景与基准的差别不限于措施，无法只在措施之间分摊；允许：只在措施上不同的两个情景。",
            )

    def mix(self, factors: Mapping[str, float], name: str = "mix") -> Scenario:
        """The scenario in which each measure of `factors` stands at that multiple of the scenario's own strength.

        At 0 (or absent) a measure is what it is in the baseline. Raises ConfigurationError for more places for work
        than the settlements could hold.
        """
        mine, other = dict(self.scenario.measures), dict(self.baseline.measures)
        chosen: dict[str, Any] = {}
        for measure in mine | other:
            factor = factors.get(measure, 0.0)
            source = mine if factor else other
            if measure in source:
                part = source[measure]
                chosen[measure] = part if factor in (0.0, 1.0) else replace(part, multiplier=part.multiplier * factor)
        taken = {measure for measure, factor in factors.items() if factor}
        return replace(self.scenario, name=name, measures=tuple(chosen.items()), fixed=self._fixed(taken, chosen))

    def _fixed(self, taken: set[str], chosen: Mapping[str, Any]) -> tuple[str, ...]:
        """Paths that the user fixed: of every measure those of the arm that it was taken from."""
        own = [path for path in self.scenario.fixed if not path.startswith("measures.")]
        for arm, here in ((self.scenario, True), (self.baseline, False)):
            paths = [path for path in arm.fixed if path.startswith("measures.")]
            named = [(path, path.split(".")[1]) for path in paths]
            own += [path for path, name in named if name in chosen and (name in taken) is here]
        return tuple(sorted(set(own)))


def all_players(pair: Pair, by: str) -> tuple[Player, ...]:
    """Every player of a comparison, in the order of their names.

    Raises ConfigurationError where arms differ in more than measures.
    """
    pair.check()
    known = dict(pair.baseline.measures) | dict(pair.scenario.measures)
    members: dict[str, list[str]] = {}
    for name in pair.differing():
        members.setdefault(_name(known[name], by), []).append(name)
    return tuple(Player(name, tuple(members[name])) for name in sorted(members))


def named_players(players: Sequence[Player], names: Iterable[str], key: str) -> tuple[Player, ...]:
    """The named players in the order given, and the rest of them as one.

    Raises ConfigurationError for a name that no player bears, and for one that stands there twice.
    """
    known, chosen = {player.name: player for player in players}, list(names)
    for name in chosen:
        if name not in known:
            raise unknown_name(key, name, known)
        if chosen.count(name) > 1:
            raise bad_value(key, name, "every name once; it stands there twice", "每个名称只写一次")
    rest = tuple(member for player in players if player.name not in chosen for member in player.members)
    return (*(known[name] for name in chosen), *([Player(REST, rest)] if rest else []))


def at_least_two(players: Sequence[Player], key: str) -> None:
    """Raise ConfigurationError where there is nothing to share out or to choose between."""
    if len(players) < 2:
        has = ", ".join(player.name for player in players) or "none"
        raise ConfigurationError(
            f"{key} leaves fewer than two measures that differ between scenario and baseline ({has}); "
            "allowed: a scenario with two or more, or another key= such as instrument.",
            f"{key}：情景与基准之间不同的措施少于两项（{has}）；允许：含两项以上措施的情景，或改用 instrument 等划分。",
        )


def factors_of(players: Sequence[Player], multipliers: Sequence[float]) -> dict[str, float]:
    """Multiple by measure from one a player."""
    pairs = zip(players, multipliers, strict=True)
    return {member: factor for player, factor in pairs for member in player.members}


def _name(measure: Any, by: str) -> str:
    if by == "instrument" or not measure.clause:
        return str(measure.name())
    return str(measure.clause) if by == "clause" else _programmes().get(measure.clause, str(measure.clause))


def _programmes() -> dict[str, str]:
    return {row.id: row.programme for row in policy_measures()}
