"""A measure is one file, one yaml, one test and one label, all under the same name, and a policy text orders it."""

from pathlib import Path

import pytest
import yaml

from migrant_sim.measures import MEASURES
from migrant_sim.published import measures
from migrant_sim.reports.wording import label

ROOT = Path(__file__).parents[2]
ORDERED = {row.id: row.mechanism for row in measures()}
NAMES = sorted(MEASURES)
ALSO = {  # mechanisms of the texts under another name than the file
    "job_ledger": {"job_matching_ledger"},
    "technical_service": {"agri_tech_extension"},
    "entrusted_raising": {"cooperative_benefit_link"},
    "origin_land_lease": {"land_transfer"},
    "branding": {"branding_certification"},
    "points_shops": {"points_incentive"},
    "old_house_award": {"reclamation_award"},
    "benefit_links": {"cooperative_benefit_link"},
    "start_ups": {"guaranteed_loan", "entrepreneurship_support", "self_employment_subsidy"},
    "vocational_schooling": {"education_two_post_graduates"},
    "enterprise_attraction": {"leading_enterprise_attraction"},
    "food_processing": {"agro_processing_integration"},
    "grid_staff": {"grid_management"},
    "medical_cover": {"health_insurance_reimbursement"},
    "minimum_allowance": {"minimum_living_allowance"},
    "hardship_allowance": {"minimum_living_allowance"},
    "interest_subsidy": {"loan_interest_subsidy"},
}


def stems(pattern: str) -> set[str]:
    return {path.stem.removeprefix("test_") for path in ROOT.glob(pattern)}


@pytest.mark.parametrize("name", NAMES)
def test_file_yaml_and_test_bear_its_name(name: str) -> None:
    assert MEASURES[name].__module__ == f"migrant_sim.measures.{name}"
    assert name in stems("conf/measure/*.yaml")
    assert name in stems("tests/measures/test_*.py")


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_label_in_both_languages(name: str) -> None:
    assert label(name, "zh") != name
    assert label(name, "en") != name


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_text_orders_it(name: str) -> None:
    written = yaml.safe_load((ROOT / "conf" / "measure" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert written[name]["clause"] in ORDERED
    names = {name, name.removesuffix("s")} | ALSO.get(name, set())
    assert any(names & set(mechanisms) for mechanisms in ORDERED.values())


def test_no_yaml_without_a_measure() -> None:
    assert stems("conf/measure/*.yaml") <= set(MEASURES)
