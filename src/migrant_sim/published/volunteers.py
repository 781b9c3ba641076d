"""Published effects that are too large for the people of the model, and by what they are scaled before they are used.

Those that were estimated on volunteers by matching are shrunk; those of a foreign trial are transferred where their row
says by how much. None of them is a prior and no field of the model reads one; they are moments that the model's twin
trials are set beside (`experiments/trials.py`).
"""

from . import Parameter, parameter

SHRINKAGE, TRANSFER = "volunteer_shrinkage", "export_transfer_factor"
VOLUNTEERS = (
    *("train_income_effect_relocated_psm", "train_wage_effect_hourly", "train_wage_effect_share"),
    *("farm_project_poverty_effect", "coop_income_effect"),
)
TRANSFERRED = ("export_subsidy_effect_migration",)


def factor_of(moment: str) -> Parameter | None:
    """The row of the factor that scales a published effect; None for one that stands as it is."""
    named = SHRINKAGE if moment in VOLUNTEERS else TRANSFER if moment in TRANSFERRED else ""
    return parameter(named) if named else None


def moment_range(moment: str) -> tuple[float, float, float]:
    """Low, central and high of a published effect, in its own unit, times its factor (assumption) if it has one.

    The range of a scaled one holds every product of the two ranges.
    """
    row, factor = parameter(moment), factor_of(moment)
    if factor is None:
        return row.low, row.central, row.high
    ends = [effect * share for effect in (row.low, row.high) for share in (factor.low, factor.high)]
    return min(ends), row.central * factor.central, max(ends)
