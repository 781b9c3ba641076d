"""Finds boxes, tells how stable their restrictions are, and says them as sentences with units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...targets import resamples
from .plan import Plan
from .prim import Box, Cases, prim, quasi_p, tree_boxes, worth
from .sample import Sample
from .signposts import signposts

MISSED, MET = "missed", "met"
UNITS_ZH = {  # others are shown as they stand in the parameter table
    "share": "（比例）", "ratio": "（比值）", "share/yr": "（比例/年）", "yuan/person/yr": "元/人·年", "months": "个月",
    "difference of shares": "（占比之差）", "yuan/month": "元/月", "prob/yr": "（概率/年）", "yuan/person": "元/人",
    "years": "年", "yuan/head": "元/头", "yuan/mu": "元/亩", "yuan/household": "元/户",
}  # fmt: skip
BOXES = (
    *("box", "class", "density", "base", "coverage", "mass", "cases", "restrictions", "stability", "steady"),
    *("sentence_zh", "sentence_en"),
)
RAREST = 5  # runs of the rarer end, at least: conditions of fewer are anecdotes
STEADY, CHANCE = 0.5, 0.05  # a box is told as a finding if half of the resamples find each end and chance does not
RESTRICTIONS = (
    *("box", "input", "label_zh", "label_en", "unit", "side", "limit", "range_low", "range_high"),
    *("quasi_p", "stability", "density_without"),
)


@dataclass(frozen=True, eq=False)
class Discovered:
    """Tables and facts; where the target is always met or always missed, no boxes and the sentence that says so."""

    boxes: pd.DataFrame
    restrictions: pd.DataFrame
    signposts: pd.DataFrame
    path: pd.DataFrame
    facts: dict[str, Any]


def nothing_to_discover(sample: Sample) -> tuple[str, str] | None:
    """The sentence, in Chinese and English, where (nearly) every run ends alike; None where there is enough to tell."""
    hits, runs = int(sample.met.sum()), len(sample.met)
    if min(hits, runs - hits) >= RAREST:
        return None
    zh, en = ("达标", "met") if hits <= runs - hits else ("落空", "missed")
    rare = min(hits, runs - hits)
    return (
        f"{runs} 次模拟中目标仅 {rare} 次{zh}，少于 {RAREST} 次：不足以区分成败的条件。"
        "可用 discover.threshold= 改用其他收入比。",
        f"In {runs} runs the target is {en} only {rare} times, fewer than {RAREST}: too few to tell conditions by. "
        "discover.threshold= asks about another ratio.",
    )


def discover(sample: Sample, plan: Plan, seed: int) -> Discovered:
    """Boxes of the rarer class, their restrictions with quasi-p and stability, and signposts."""
    share = sample.share_met.to_numpy()
    aim = MISSED if share.mean() >= 0.5 else MET
    cases = Cases(sample.inputs.to_numpy(float), 1.0 - share if aim == MISSED else share)
    boxes = _boxes(cases, plan)
    again = [_ends(_boxes(Cases(cases.x[rows], cases.y[rows]), plan)) for rows in _resampled(len(share), plan, seed)]
    told = [_told(number, box, cases, sample, again) for number, box in enumerate(boxes, start=1)]
    table = [
        (number, aim, *_box(rows, box, cases, aim))
        for number, (rows, box) in enumerate(zip(told, boxes, strict=True), start=1)
    ]
    listed = [row for rows in told for row in rows]
    path = _path(cases, boxes, plan)
    facts = {
        "target_id": sample.target.id,
        "year": sample.year,
        "class": aim,
        "share_met": float(sample.met.mean()),
        "cases": len(share),
        "points": int(sample.share_met.index.get_level_values("scenario").nunique()),
        "runs": len(sample.met),
        "inputs": len(sample.inputs.columns),
        "threshold": plan.threshold
        if plan.threshold is not None
        else sample.target.threshold - sample.target.tolerance,
        "method": plan.method,
        "resamples": plan.resamples,
        "path": path.to_dict("records"),
    }
    return Discovered(
        pd.DataFrame(table, columns=list(BOXES)),
        pd.DataFrame(listed, columns=list(RESTRICTIONS)),
        signposts(sample, seed),
        path,
        facts,
    )


def _told(
    number: int, box: Box, cases: Cases, sample: Sample, again: list[set[tuple[int, str]]]
) -> list[dict[str, Any]]:
    """The restrictions of a box with their stability: the share of resamples that find the same end."""
    rows = [_restriction(number, box, end, cases, sample) for end in box.ends()]
    for row, end in zip(rows, box.ends(), strict=True):
        row["stability"] = float(np.mean([end in found for found in again]))
    return rows


def _box(rows: list[dict[str, Any]], box: Box, cases: Cases, aim: str) -> tuple[Any, ...]:
    """The columns of a box after its number and class."""
    value, steady = worth(box, cases), _steadiness(rows)
    sentence = _headed(_sentence(rows, value, cases.base, aim), *steady, max(row["quasi_p"] for row in rows))
    inside = int(box.inside(cases.x).sum())
    return (value.density, cases.base, value.coverage, value.mass, inside, len(rows), *steady, *sentence)


def _boxes(cases: Cases, plan: Plan) -> list[Box]:
    """The boxes of a method; each of PRIM's from what those before it leave."""
    if plan.method == "tree":
        return tree_boxes(cases, plan.least)[: plan.boxes] if 0 < cases.base < 1 else []
    found: list[Box] = []
    left = np.ones(len(cases.y), bool)
    while len(found) < plan.boxes and 0.0 < cases.y[left].mean() < 1.0:
        share = min(0.5, plan.least * len(left) / left.sum())
        box, _ = prim(Cases(cases.x[left], cases.y[left]), share)
        if not box.limits:
            break
        found.append(box)
        left &= ~box.inside(cases.x)
        if left.sum() < 2 * plan.least * len(left):
            break
    return found


def _resampled(count: int, plan: Plan, seed: int) -> list[np.ndarray]:
    """Row numbers of each resample of the cases."""
    weights = resamples(count, seed)[: plan.resamples].astype(int)
    return [np.repeat(np.arange(count), weight) for weight in weights]


def _ends(boxes: list[Box]) -> set[tuple[int, str]]:
    return {end for box in boxes for end in box.ends()}


def _restriction(number: int, box: Box, end: tuple[int, str], cases: Cases, sample: Sample) -> dict[str, Any]:
    column, side = end
    name = str(sample.inputs.columns[column])
    known: Mapping[str, Any] = sample.known.get(name, {})
    low, high = box.limits[column]
    free = box.moved(column, side, -np.inf if side == "low" else np.inf)
    values = cases.x[:, column]
    return {
        "box": number,
        "input": name,
        "label_zh": known.get("description_zh") or name,
        "label_en": known.get("description") or name,
        "unit": known.get("unit", ""),
        "side": side,
        "limit": low if side == "low" else high,
        "range_low": float(values.min()),
        "range_high": float(values.max()),
        "quasi_p": quasi_p(box, cases, column, side),
        "density_without": worth(free, cases).density,
    }


def _sentence(rows: list[dict[str, Any]], value: Any, base: float, aim: str) -> tuple[str, str]:
    """The conditions of a box in Chinese and English."""
    zh = "，且".join(_condition(row, "zh") for row in rows)
    en = " and ".join(_condition(row, "en") for row in rows)
    happens_zh, happens_en = ("落空", "missed") if aim == MISSED else ("达标", "met")
    return (
        f"当{zh}时，目标在 {value.density:.0%} 的抽样中{happens_zh}（全部抽样为 {base:.0%}）；"
        f"这些情形占全部{happens_zh}的 {value.coverage:.0%}。",
        f"Where {en}, the target is {happens_en} in {value.density:.0%} of draws (in all of them: {base:.0%}); "
        f"this holds {value.coverage:.0%} of all that are {happens_en}.",
    )


def _steadiness(rows: list[dict[str, Any]]) -> tuple[float, bool]:
    """Share of resamples that find the box's weakest end again, and whether the box is a finding."""
    stability = min(row["stability"] for row in rows)
    return stability, stability >= STEADY and max(row["quasi_p"] for row in rows) <= CHANCE


def _headed(sentence: tuple[str, str], stability: float, steady: bool, chance: float) -> tuple[str, str]:
    """The sentence, with a warning before one that another sample would hardly repeat, or that chance may have made."""
    if steady:
        return sentence
    if stability >= STEADY:
        return (
            f"其中一项条件可能出于偶然（准 p 值 {chance:.2f}），不宜据此决策：{sentence[0]}",
            f"One of its conditions may be chance (quasi-p {chance:.2f}), nothing to decide by: {sentence[1]}",
        )
    return (
        f"不稳定（最弱的一项条件仅在 {stability:.0%} 的重抽样中再现），不宜据此决策：{sentence[0]}",
        f"Unstable (its weakest condition comes back in {stability:.0%} of resamples), nothing to decide by: "
        f"{sentence[1]}",
    )


def _condition(row: Mapping[str, Any], language: str) -> str:
    limit, unit = f"{row['limit']:,.4g}", f" {row['unit']}" if row["unit"] else ""
    if language == "zh":
        unit = UNITS_ZH.get(str(row["unit"]), unit)
        return f"{row['label_zh']}{'不低于' if row['side'] == 'low' else '不高于'} {limit}{unit}"
    return f"{row['label_en']} is {'at least' if row['side'] == 'low' else 'at most'} {limit}{unit}"


def _path(cases: Cases, boxes: list[Box], plan: Plan) -> pd.DataFrame:
    """Coverage and density along the peeling of the first box, then of the boxes chosen."""
    steps = prim(cases, plan.least)[1] if plan.method == "prim" else []
    found = [("peeling", box) for box in steps] + [("chosen", box) for box in boxes]
    rows = [(kind, worth(box, cases)) for kind, box in found]
    return pd.DataFrame(
        [(kind, each.coverage, each.density, each.mass) for kind, each in rows],
        columns=["kind", "coverage", "density", "mass"],
    )
