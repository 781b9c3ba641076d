"""Effects estimated on volunteers are no priors, and are shrunk before anything is set beside them."""

import pytest

from migrant_sim.codebook import rows
from migrant_sim.published import parameter, parameters
from migrant_sim.published.volunteers import SHRINKAGE, VOLUNTEERS, factor_of, moment_range

# Matching on applicants who were chosen by need, not on volunteers; part of a mixture of contested signs.
BY_NEED = {"dibao_employment_effect_psmdid"}


def test_every_matched_estimate_is_listed():
    matched = {row.id for row in parameters() if "PSM" in row.description or "PSM" in row.source.split("[")[0]}
    assert matched <= {*VOLUNTEERS, *BY_NEED}


def test_none_is_a_prior_and_no_field_reads_one():
    used = {row["id"]: row["used"] for row in rows()}
    for name in (*VOLUNTEERS, *BY_NEED):
        assert parameter(name).role == "moment" and used[name] == ""


@pytest.mark.parametrize("name", VOLUNTEERS)
def test_the_shrunk_range_holds_what_shrinking_can_give(name):
    row, factor = parameter(name), parameter(SHRINKAGE)
    low, central, high = moment_range(name)
    assert low <= central <= high
    assert central == row.central * factor.central and abs(central) < abs(row.central)
    for share in (factor.low, factor.central, factor.high):
        assert low <= share * row.low <= high and low <= share * row.high <= high


def test_other_moments_stay_as_published():
    row = parameter("train_employment_effect_rct")
    assert moment_range(row.id) == (row.low, row.central, row.high)


def test_the_effect_of_a_foreign_grant_is_transferred_as_its_row_says() -> None:
    row = parameter("export_subsidy_effect_migration")
    factor = factor_of(row.id)
    assert factor is not None and "0.3-0.6" in row.note
    assert (factor.low, factor.high) == (0.3, 0.6)
    assert moment_range(row.id) == pytest.approx((0.3 * row.low, factor.central * row.central, 0.6 * row.high))


def test_the_year_after_has_no_factor_of_its_own() -> None:
    assert factor_of("export_subsidy_persistence") is None
