"""What a study's parameters rest on: a posterior sample, one of another region with own parameters, or priors only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..draws import from_posterior, posterior_of
from ..result import UNIDENTIFIED

if TYPE_CHECKING:
    from ..scenario import Scenario

POSTERIOR, POOLED, PRIOR_ONLY = "posterior", "pooled", "prior only"


def basis(scenario: Scenario, draws: int) -> dict[str, Any]:
    """The entry `calibration` of `summary.json`.

    `kind` is "posterior" (the region's own sample), "pooled" (another region's, beside own parameters) or "prior only";
    `name` and `region` tell the sample. `identified` and `not_identified` are ids of parameters drawn from it, `priors`
    of those drawn from their prior, `own` the paths for which a pooled region keeps its own. `rows` is the size of the
    sample, and `repeats` says whether draws go through it more than once. `effect` is what no sample can tell.
    """
    sample, uncertain = posterior_of(scenario), scenario.uncertain()
    learnt = dict(from_posterior(scenario))
    used = sorted(set(learnt.values()))
    kind = PRIOR_ONLY
    if sample and learnt:
        kind = POSTERIOR if sample.region == scenario.region.name else POOLED
    told = sample if kind != PRIOR_ONLY else None
    kept = sorted(scenario.region.priors) if kind == POOLED else []
    return {
        "kind": kind,
        "name": told.name if told else None,
        "region": told.region if told else None,
        "asked": scenario.parameters,
        "identified": [each for each in used if told and each in told.identified],
        "not_identified": [each for each in used if told and each not in told.identified],
        "priors": sorted({source for path, source in uncertain if path not in learnt}),
        "own": [path.removeprefix("processes.") for path in kept],
        "rows": told.size if told else None,
        "repeats": bool(told and draws > told.size),
        "effect": dict(zip(("en", "zh"), UNIDENTIFIED, strict=True)),
    }


def repeated(scenario: Scenario, draws: int) -> list[dict[str, str]]:
    """The warning, in both languages, that there are more draws than rows of the sample; none otherwise."""
    found = basis(scenario, draws)
    if not found["repeats"]:
        return []
    rows = found["rows"]
    return [
        {
            "en": f"{draws} draws go through the {rows} rows of the posterior sample more than once: they tell no more "
            "of its parameters than its rows do.",
            "zh": f"{draws}组抽样多于后验样本的{rows}行，样本循环使用；就其参数而言，信息量不超过样本行数。",
        }
    ]
