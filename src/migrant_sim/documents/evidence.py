"""What stands behind each decision: the theory by name, the rows that steer it, the published effects beside it."""

from collections.abc import Iterable
from typing import NamedTuple

from ..published import parameter
from .pages import table, unlinked


class Decision(NamedTuple):
    """One decision of the model: its theory, the ids of rows that steer it, the ids of moments set beside it."""

    what: str
    theory: str
    steered: tuple[str, ...]
    beside: tuple[str, ...] = ()


DECISIONS = (
    Decision(
        "How hard a person searches, and which offer is taken",
        "Search with a reservation wage (McCall 1970) under a participation tax (Moffitt 2002)",
        ("search_effort_elasticity", "home_production", "care_cost", "commuting_cost", "dibao_employment_effect_model"),
        ("dibao_employment_effect_rdd", "dibao_employment_effect_psmdid", "pension_labor_supply_effect"),
    ),
    Decision(
        "Who finds and who loses work",
        "Flows and a finite number of vacancies, served like an urn (Petrongolo and Pissarides 2001)",
        (
            *("labor_separation_monthly_migrant", "labor_jobfinding_monthly_prime", "labor_jobfinding_monthly_hard"),
            *("local_application_rate", "casual_application_rate"),
        ),
        ("labor_employment_rate_relocated_china", "labor_employment_rate_relocated_yinchuan"),
    ),
    Decision(
        "Months and days at work",
        "Accounting: only pay times months is observed, so months are drawn along the ridge",
        ("months_ridge", "casual_work_kept", "casual_days_per_month"),
        ("labor_effective_months_relocated",),
    ),
    Decision(
        "Leaving the region, staying away, coming back",
        "Costs and returns of a move (Sjaastad 1962), the household behind the migrant (Stark and Bloom 1985)",
        (
            *("outside_willing_share", "attachment_spread", "export_failure_rate", "return_migration_annual"),
            "remittance_share",
        ),
        ("export_subsidy_effect_migration", "export_subsidy_persistence", "migration_income_effect_household"),
    ),
    Decision(
        "Courses and what a certificate changes",
        "Human capital (Becker 1964, Mincer 1974); the certificate as a signal counts once, in the second try",
        (
            "mincer_schooling_current",
            "certificate_schooling_years",
            "train_certificate_to_job",
            "train_effect_decay_annual",
        ),
        ("train_employment_effect_rct", "train_wage_effect_ability_controlled", "train_income_effect_relocated_psm"),
    ),
    Decision(
        "Whom employers hire",
        "Labour demand with deadweight and displacement (Hamermesh 1993); hosts compete for the same places",
        ("labour_demand_elasticity", "labour_demand_factor", "entrepreneur_firm_death_annual", "workshop_annual_exit"),
        ("subsidy_hiring_effect_during", "subsidy_deadweight", "subsidy_displacement_placement"),
    ),
    Decision(
        "Hands for the farm, land and herds",
        "The farm household with decreasing returns to family hands (Singh, Squire and Strauss 1986)",
        ("farm_labour_elasticity", "herd_default_loss", "herd_loan_share"),
        ("contract_farming_income_effect", "coop_income_effect", "infra_irrigation_farm_income"),
    ),
    Decision(
        "Borrowing and default",
        "Some borrowers are constrained (Stiglitz and Weiss 1981); nobody else gains from a loan",
        ("microcredit_takeup", "credit_constrained_share", "credit_return_constrained", "microcredit_default"),
        ("microcredit_income_effect", "credit_marginal_profit", "finance_reform_income_gain_y2"),
    ),
    Decision(
        "Posts, allowance, monitoring",
        "Rules of the texts, with errors of inclusion and exclusion",
        (
            *("post_exit_monthly", "post_spell_cap", "dibao_exclusion_error", "dibao_exit_margin"),
            *("monitor_detection_days", "monitor_missed_share"),
        ),
        ("post_effect_open_employment", "ranger_long_term_growth"),
    ),
    Decision(
        "The standing and the drift of migrants against hosts",
        "The mean contains the treated: parity with it is parity with hosts",
        ("start_income_ratio_2020", "migrant_share_of_rural_residents", "trend_growth_gap_continuation"),
        ("poor_wage_income_share", "reloc_households_wage_share_ningxia"),
    ),
)


def evidence() -> str:
    """A line a decision, with source, year and grade of every row."""
    head = ("decision", "theory", "rows that steer it", "published effects set beside it, never put in")
    return table(head, ((one.what, one.theory, _cited(one.steered), _cited(one.beside)) for one in DECISIONS))


def _cited(ids: Iterable[str]) -> str:
    rows = (parameter(name) for name in ids)
    return "; ".join(f"`{row.id}` ({unlinked(row.source)}, {row.year}, {row.grade})" for row in rows)
