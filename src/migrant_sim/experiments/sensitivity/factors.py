"""The uncertain inputs of a comparison as factors: one a published row, with every path that it feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...draws import parameter_draw
from ...published import parameter

if TYPE_CHECKING:
    from ...scenario import Scenario

MARGIN_DRAWS = 256  # points of each margin in which the designs move
ENDS = (0.05, 0.95)  # a design moves an input between these quantiles: the stated low and high of a prior
REFERENCE = "processes.reference."
TREND = ("trend_gap",)
START = ("start_ratio", "migrant_share", "wage_share", "growth_ex_ante", "growth_ex_post", "host_slump_loss")
GROUPS: Mapping[str, tuple[str, str]] = {
    "chance": ("运气（随机重复）", "chance (replications)"),
    "parameters": ("模型参数（其余全部）", "parameters (all others)"),
    "start_reference": ("起点与参照", "start and reference"),
    "trend": ("趋势", "trend"),
}


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One uncertain input: the row that feeds it, where it enters, its group, and the bounds of its fields."""

    id: str
    paths: tuple[str, ...]
    group: str
    bounds: tuple[float, float]

    @property
    def row(self) -> Any:
        """The published row: description, unit, low, central, high, grade."""
        return parameter(self.id)

    @property
    def assumption(self) -> bool:
        """Whether nobody published it: an assumption of this project."""
        return bool(self.row.seen == "assumption")

    @property
    def log(self) -> bool:
        """Whether the log ratio answers to its logarithm: true of the start ratio, which multiplies it."""
        return f"{REFERENCE}start_ratio" in self.paths


def factors_of(arms: Sequence[Scenario]) -> tuple[Factor, ...]:
    """Every uncertain input of the arms, in the order of their ids; paths fed by one row are one factor."""
    paths: dict[str, dict[str, tuple[float, float]]] = {}
    for arm in arms:
        for path, source in arm.uncertain():
            paths.setdefault(source, {})[path] = _bounds(arm, path)
    return tuple(
        Factor(
            id=source,
            paths=tuple(sorted(found)),
            group=_group(found),
            bounds=(max(low for low, _ in found.values()), min(high for _, high in found.values())),
        )
        for source, found in sorted(paths.items())
    )


def factor_values(arms: Sequence[Scenario], count: int) -> pd.DataFrame:
    """Values of the factors in draws 0 to count - 1: one row a draw, one column an id in order."""
    known: set[str] = set()
    needed: list[tuple[Scenario, dict[str, str]]] = []
    for arm in arms:
        source = dict(arm.uncertain())
        if set(source.values()) - known:  # a draw gives a row one value, whichever arm asks for it
            needed.append((arm, source))
            known |= set(source.values())
    rows: list[dict[str, float]] = []
    for index in range(count):
        row: dict[str, float] = {}
        for arm, source in needed:
            row |= {source[path]: value for path, value in parameter_draw(arm, index).values}
        rows.append(row)
    table = pd.DataFrame(rows)
    return table[sorted(table.columns)].rename_axis(index="draw")


def moved(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with every path of the factors at the given values, so that a central draw changes none of them."""
    changes = {path: values[source] for path, source in scenario.uncertain() if source in values}
    return scenario.with_(**changes) if changes else scenario


@dataclass(frozen=True, eq=False)
class Space:
    """Quantiles of the margins in which designs move; dependence between inputs is left out there."""

    margins: pd.DataFrame

    @classmethod
    def of(cls, arms: Sequence[Scenario]) -> Space:
        """From the draws that studies use, whatever these come from."""
        return cls(factor_values(arms, MARGIN_DRAWS))

    @property
    def names(self) -> list[str]:
        """Ids in the order of the columns of a design."""
        return list(self.margins.columns)

    def problem(self, names: Sequence[str] | None = None) -> dict[str, Any]:
        """SALib's description of the inputs: quantiles between the 5 and the 95 % point of each."""
        chosen = list(names) if names is not None else self.names
        return {"num_vars": len(chosen), "names": chosen, "bounds": [list(ENDS)] * len(chosen)}

    def values(self, names: Sequence[str], quantiles: np.ndarray) -> pd.DataFrame:
        """Values of a design (rows × names) given in quantiles; the columns are the names."""
        places = (np.arange(len(self.margins)) + 0.5) / len(self.margins)
        columns = {
            name: np.round(np.interp(quantiles[:, i], places, np.sort(self.margins[name].to_numpy())), 12)
            for i, name in enumerate(names)
        }
        return pd.DataFrame(columns)


def seed_for(seed: int, purpose: str) -> int:
    """A seed of a purpose's own, from 1 to 2**31 - 1: SALib takes 0 for none."""
    digest = sha256(f"sensitivity, {purpose}, seed {seed}".encode()).digest()
    return int.from_bytes(digest[:8], "little") % (2**31 - 1) + 1


def _group(paths: Mapping[str, Any]) -> str:
    names = {path.removeprefix(REFERENCE) for path in paths if path.startswith(REFERENCE)}
    if names & set(TREND):
        return "trend"
    return "start_reference" if names & set(START) else "parameters"


def _bounds(scenario: Scenario, path: str) -> tuple[float, float]:
    """What the field at a path allows."""
    head, name, field = path.split(".", 2)
    part = dict(getattr(scenario, head))[name]
    found = next((f for f in fields(part) if f.name == field), None)
    return (found.metadata.get("low", -inf), found.metadata.get("high", inf)) if found else (-inf, inf)
