"""What a calibration writes: fit, identified parameters, emulators, and the posterior sample with its provenance."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...published import parameter
from ...result import UNIDENTIFIED
from .design import START_PRIOR, exact_values, law, start_source, values_at
from .fit import effective, quantiles, variance
from .learning import Learnt, Posterior
from .moments import FITTED, SHOWN, TRIALS
from .plan import Calibration
from .sbc import LEAST_P

ENDS = (0.05, 0.5, 0.95)
LEAST_CONTRACTION = 0.1  # share of a prior's variance that the figures must take for a parameter to count as identified


class Answer(NamedTuple):
    """The posterior with the parameters it is about, and the chance that the places of each are uniform."""

    study: Calibration
    ids: tuple[str, ...]
    posterior: Posterior
    p_values: np.ndarray
    checked: int  # points whose places were counted


def informed(answer: Answer) -> tuple[str, ...]:
    """Parameters that some fitted moment answers to: only those are in the sample, the others keep their prior."""
    used = zip(answer.posterior.learnt, answer.posterior.used, strict=True)
    columns = {column for one, kept in used if kept for column in one.emulator.inputs}
    return tuple(answer.ids[column] for column in sorted(columns))


def fit_table(answer: Answer, generator: np.random.Generator) -> pd.DataFrame:
    """One row a moment that is compared: the figure beside what is predicted for it before and after, 90 % intervals.

    A prediction is of the figure as it would be printed: its own error and that of the emulator are in it.
    """
    posterior, rows = answer.posterior, []
    even = np.full(posterior.predicted.shape[1], 1.0 / posterior.predicted.shape[1])
    for j, one in enumerate(posterior.learnt):
        moment, predicted = one.moment, posterior.predicted[j]
        noise = posterior.comparison.spread[j] * generator.standard_normal(len(predicted))
        bands = [quantiles(predicted + noise, weight, ENDS) for weight in (even, posterior.weight)]
        if moment.use == SHOWN:
            continue
        use = "beyond reach" if moment.use == FITTED and not posterior.used[j] else moment.use
        about = {"moment": moment.id, "use": use, "unit": moment.unit, "value": moment.value}
        about |= {
            "spread": moment.spread,
            "spread_in": "log points" if moment.log else moment.unit,
            "doubt": moment.doubt,
        }
        shown = {
            f"{when}_{end}": moment.shown(float(value))
            for when, band in zip(("prior", "posterior"), bands, strict=True)
            for end, value in zip(("p05", "p50", "p95"), band, strict=True)
        }
        rows.append(about | shown)
    return pd.DataFrame(rows)


def identified_table(answer: Answer) -> pd.DataFrame:
    """One row a parameter: 5, 50 and 95 % before and after, contraction, p value of its places, identified or not."""
    posterior, rows = answer.posterior, []
    even = np.full(len(posterior.weight), 1.0 / len(posterior.weight))
    told = set(informed(answer))
    for column, source in enumerate(answer.ids):
        values = values_at(answer.study.scenario, source, posterior.sample[:, column])
        known = quantiles(values, even, ENDS)
        now = quantiles(values, posterior.weight, ENDS) if source in told else known
        ratio = variance(values, posterior.weight) / variance(values, even) if source in told else 1.0
        p = float(answer.p_values[column])
        yes = source in told and 1.0 - ratio >= LEAST_CONTRACTION and p >= LEAST_P
        row: dict[str, Any] = {
            "parameter": source,
            "prior": law(answer.study.scenario, source).id,
            "unit": parameter(source).unit,
        }
        row |= {f"prior_{end}": float(v) for end, v in zip(("p05", "p50", "p95"), known, strict=True)}
        row |= {f"posterior_{end}": float(v) for end, v in zip(("p05", "p50", "p95"), now, strict=True)}
        rows.append(row | {"contraction": 1.0 - ratio, "sbc_p": p, "identified": "yes" if yes else "no"})
    return pd.DataFrame(rows).sort_values(["contraction", "parameter"], ascending=[False, True], ignore_index=True)


def emulator_table(answer: Answer) -> pd.DataFrame:
    """One row an emulator: kind, inputs by strength, cross-validated R2 and error, chance, rows it learnt from."""

    def row(one: Learnt) -> dict[str, Any]:
        inputs = ";".join(answer.ids[column] for column in one.emulator.inputs)
        about = {"moment": one.moment.id, "kind": one.emulator.kind, "inputs": inputs, "r2": one.emulator.r2}
        return about | {"sd": one.emulator.sd, "replication_sd": one.chance, "rows": one.emulator.rows}

    return pd.DataFrame([row(one) for one in answer.posterior.learnt])


def posterior_table(answer: Answer, rows: np.ndarray) -> pd.DataFrame:
    """The posterior sample in its format: `row`, then a column for each informed parameter, by id."""
    columns = {source: answer.ids.index(source) for source in informed(answer)}
    place = answer.posterior.sample[rows]
    values = {
        source: exact_values(answer.study.scenario, source, place[:, column]) for source, column in columns.items()
    }
    return pd.DataFrame({"row": np.arange(len(rows)), **values})


def provenance(answer: Answer, rows: np.ndarray, plausible: float, identified: pd.DataFrame) -> Mapping[str, Any]:
    """Where the sample comes from, for `posterior.yaml`."""
    study, posterior = answer.study, answer.posterior
    used = [one.moment.id for one, kept in zip(posterior.learnt, posterior.used, strict=True) if kept]
    out = [one.moment.id for one, kept in zip(posterior.learnt, posterior.used, strict=True) if _left_out(one, kept)]
    yes = identified[identified["identified"] == "yes"]["parameter"]
    return {
        "method": "history matching with emulators, importance resampling (docs/calibration.md)",
        "region": study.scenario.region.name,
        "simulations": study.settings.simulations,
        "waves": study.settings.waves,
        "population_scale": study.scenario.population.scale,
        "seed": study.scenario.seed,
        "key": study.key,
        "observations": [name for name in used if name not in TRIALS],
        "moments": [name for name in used if name in TRIALS],
        "left_out_beyond_reach": out,
        "start_ratio_prior": START_PRIOR if start_source(study.scenario) else None,
        "identified": list(yes),
        "not_identified": [name for name in answer.ids if name not in set(yes)],
        "kept_at_prior": [name for name in answer.ids if name not in informed(answer)],
        "effective_sample_size": round(effective(posterior.weight), 1),
        "candidates": len(posterior.weight),
        "distinct_rows": len(np.unique(rows)),
        "plausible_share": round(plausible, 4),
        "ranks_over": answer.checked,
        "command": " ".join(word for word in study.command if not word.startswith("results=")),
        "note": UNIDENTIFIED[0],
    }


def _left_out(one: Learnt, kept: bool) -> bool:
    return one.moment.use == FITTED and not kept


def as_csv(table: pd.DataFrame, digits: int = 6) -> str:
    """A table as text, floats with so many significant digits."""
    return str(table.to_csv(index=False, float_format=f"%.{digits}g", lineterminator="\n"))
