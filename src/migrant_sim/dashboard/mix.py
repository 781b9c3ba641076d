"""A mix of measures as a frozen value, and the words, file and command of the scenario that it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import yaml

from .offers import Offer, Place

OBSERVED, INTENSITIES, INFORMATION = "observed", ("low", "observed", "high"), ("ex_post", "ex_ante")
TEN_THOUSAND = 10_000.0  # caps are set in 万元
Pairs = tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Mix:
    """What a person has chosen; what is not in `clauses`, `levers` or `caps` is as the text has it.

    `clauses`: multiple by clause, 0 for off. `levers`: value by `instrument.field`. `caps`: yuan a year by fund.
    """

    region: str
    programmes: tuple[str, ...]
    scale: float
    clauses: Pairs = ()
    levers: Pairs = ()
    caps: Pairs = ()
    intensity: str = OBSERVED
    information: str = INFORMATION[0]

    @classmethod
    def of(cls, place: Place) -> Self:
        """The programme of a region as its text has it, on the quick sample."""
        programmes = (place.programme,) if place.programme else ()
        return cls(region=place.name, programmes=programmes, scale=place.scales()[0])

    def set(self, kind: str, key: str, value: float | None) -> Self:
        """A copy with one entry of `clauses`, `levers` or `caps`; None takes it out."""
        kept = {name: number for name, number in getattr(self, kind) if name != key}
        if value is not None:
            kept[key] = float(value)
        changes: dict[str, Any] = {kind: tuple(sorted(kept.items()))}
        return replace(self, **changes)

    def with_(self, **changes: Any) -> Self:
        """A copy with other values; clauses of programmes that are no longer chosen stay, and mean nothing."""
        return replace(self, **changes)

    def value(self, kind: str, key: str, default: float) -> float:
        """What is set for a key, else the default."""
        return dict(getattr(self, kind)).get(key, default)


def edits(mix: Mix, offer: Offer) -> dict[str, Any]:
    """What the mix changes in the clauses: False for off, else multiplier and fields of instruments, by clause."""
    found: dict[str, Any] = {}
    multiples, levers = dict(mix.clauses), dict(mix.levers)
    for clause in offer.of(mix.programmes):
        if not clause.instruments:
            continue
        own: dict[str, Any] = {}
        multiple = multiples.get(clause.id, 1.0)
        if multiple == 0.0:
            found[clause.id] = False
            continue
        if multiple != 1.0:
            own["multiplier"] = multiple
        for key, value in levers.items():
            lever = offer.levers[key]
            if lever.instrument in clause.instruments:
                part = clause.instruments[lever.instrument]
                own.setdefault(lever.instrument, {})[lever.field] = value * part if lever.scales else value
        if own:
            found[clause.id] = own
    return found


def words(mix: Mix, offer: Offer) -> tuple[str, ...]:
    """The words of `migrant-sim run` that make this mix's scenario and its baseline."""
    chosen = f"programme=[{','.join(mix.programmes)}]" if mix.programmes else "scenario=continuation"
    settings = [f"{key}={value}" for key, value in _settings(edits(mix, offer))] if mix.programmes else []
    strength = [f"intensity={mix.intensity}"] if mix.intensity != OBSERVED else []
    return (*_shared(mix), chosen, *strength, *settings)


def _shared(mix: Mix) -> Iterator[str]:
    """Words that hold for scenario and baseline alike, and so stand in the command and not in the file."""
    yield f"region={mix.region}"
    if mix.information != INFORMATION[0]:
        yield f"information={mix.information}"
    yield f"population.scale={mix.scale!r}"
    for key, yuan in mix.caps:
        yield f"fund.{key}.cap={yuan!r}"


def _settings(orders: Mapping[str, Any], path: str = "programme") -> Iterator[tuple[str, str]]:
    for name, value in orders.items():
        here = f"{path}.{name}"
        if isinstance(value, Mapping):
            yield from _settings(value, here)
        else:
            yield here, "off" if value is False else repr(value)


def command(mix: Mix, name: str, draws: int) -> str:
    """The line that runs the downloaded file again, with the same people, funds and draws."""
    shared = " ".join(_shared(mix))
    return f"migrant-sim run --config-dir FOLDER scenario={name} {shared} draws={draws} replications=1"


def scenario_file(mix: Mix, offer: Offer, name: str, draws: int) -> str:
    """The scenario as a file for FOLDER/scenario/, its first lines saying how to run it."""
    head = [
        "# @package _global_",
        "# Made on the page of migrant-sim (测算情景). Put it as FOLDER/scenario/" + f"{name}.yaml and run:",
        "# 保存为 FOLDER/scenario/" + f"{name}.yaml 后执行：",
        f"#   {command(mix, name, draws)}",
    ]
    content: dict[str, Any] = {
        "defaults": [{"override /programme": list(mix.programmes)}, "_self_"],
        "title": {"en": name, "zh": name},
        "intensity": mix.intensity,
    }
    if orders := edits(mix, offer):
        content["programme"] = orders
    body: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    return "\n".join(head) + "\n" + body
