"""Published effects that were estimated on volunteers by matching: too large, so they are shrunk before they are used.

None of them is a prior and no field of the model reads one; they are moments that the model's twin trials are set
beside (`experiments/trials.py`).
"""

from . import parameter

SHRINKAGE = "volunteer_shrinkage"
VOLUNTEERS = (
    *("train_income_effect_relocated_psm", "train_wage_effect_hourly", "train_wage_effect_share"),
    *("farm_project_poverty_effect", "coop_income_effect"),
)


def moment_range(moment: str) -> tuple[float, float, float]:
    """Low, central and high of a published effect, in its own unit; those of volunteers shrunk (assumption).

    The range of a shrunk one holds every product of the two ranges.
    """
    row = parameter(moment)
    if moment not in VOLUNTEERS:
        return row.low, row.central, row.high
    factor = parameter(SHRINKAGE)
    ends = [effect * share for effect in (row.low, row.high) for share in (factor.low, factor.high)]
    return min(ends), row.central * factor.central, max(ends)
