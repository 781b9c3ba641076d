import json

import fake_model
import pandas as pd
import pytest

from migrant_sim.experiments.costs import cost_rows, fund_warnings
from migrant_sim.experiments.runner import run_study

KEYS = {
    *("schema", "region", "scope", "information", "scenario", "baseline", "population", "draws", "replications"),
    *("seed", "verdict", "parity_ratio", "income", "difference", "targets", "cost", "warnings", "reason"),
    *("region_en", "region_zh", "parity_ratio_baseline", "crossing_year", "shortfall", "parameters", "calibration"),
    "own_figures",
}


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    study = fake_model.study(tmp_path_factory.mktemp("results") / "study", draws=24)
    return run_study(study, engine=fake_model.ENGINE).summary


def test_the_keys_are_those_of_the_interface(summary):
    assert set(summary) == KEYS
    assert {"target_id", "statement_en", "statement_zh", "tolerance", "probability", "low", "high", "word"} <= set(
        summary["verdict"]
    )
    assert {"word_zh", "by_tolerance", "by_start_ratio", "by_trend", "reason"} <= set(summary["verdict"])


def test_the_sources_add_to_the_total(summary):
    for year in summary["income"].values():
        parts = [year[name] for name in ("wage", "operating", "property", "transfer")]
        assert sum(parts) == pytest.approx(year["total"])


def test_crossing_years_are_shares_of_all_runs(summary):
    assert sum(summary["crossing_year"].values()) == pytest.approx(1.0)
    met = 1 - summary["crossing_year"]["never"]
    assert met == pytest.approx(summary["verdict"]["probability"])  # in this model a ratio that crossed stays above


def test_the_shortfall_is_the_mean_less_income(summary):
    ratio, gap = summary["parity_ratio"]["2025"], summary["shortfall"]["2025"]
    mean = 14000 * 1.08**5
    assert gap["median"] == pytest.approx(mean * (1 - ratio["median"]))
    assert gap["p95"] == pytest.approx(mean * (1 - ratio["p05"]))


def test_the_existing_stock_drops_out_of_the_cost(summary):
    cost = summary["cost"]
    assert cost["by_measure"]["existing"]["total_yuan"] == 0.0
    assert cost["total_yuan"] == cost["by_measure"]["training"]["total_yuan"] == 500 * 12.5
    assert cost["per_person_yuan"] == pytest.approx(cost["total_yuan"] / 184000)


def test_differences_are_paired(summary):
    """Scenario over baseline is the same factor in every run here, so unpaired quantiles would be far wider."""
    band = summary["difference"]["income_growth"]
    assert band["p95"] - band["p05"] < 1.0 < 4.0 < band["p05"]


def test_what_is_not_identified_is_always_said(summary):
    assert "No migrant outcome after 2020 identifies" in summary["warnings"][0]["en"]
    assert all(warning["zh"] != warning["en"] for warning in summary["warnings"])


def test_a_high_strict_probability_is_suspected(make_study, engine):
    summary = run_study(make_study(effect=0.2, draws=24), engine=engine).summary
    assert any("double counting" in warning["en"] for warning in summary["warnings"])


def test_few_draws_are_warned_of(make_study, engine):
    summary = run_study(make_study(draws=4), engine=engine).summary
    assert any("Only 4 parameter draws" in warning["en"] for warning in summary["warnings"])


def test_a_region_without_a_parity_target_has_a_reason_instead(make_study, engine):
    summary = run_study(make_study(verdict_target=None), engine=engine).summary
    assert summary["verdict"] is None and summary["crossing_year"] is None
    assert summary["reason"] == {"en": "no parity is promised", "zh": "没有承诺持平"}


def test_a_short_horizon_has_a_reason_and_unevaluated_targets(make_study, engine):
    result = run_study(make_study(years=4), engine=engine)
    assert result.summary["verdict"] is None and "2025" in result.summary["reason"]["en"]
    rows = {row["target_id"]: row for row in result.summary["targets"]}
    assert rows["NX-T03"]["status"] == "not evaluated" and rows["NX-T03"]["probability"] is None
    assert "last simulated year is 2023" in rows["NX-T03"]["reason_en"]
    assert rows["NX-T01"]["status"] == "evaluated"


def test_the_file_is_plain_json_without_infinities(make_study, engine):
    study = make_study(draws=1, replications=1)
    run_study(study, engine=engine)
    text = (study.folder / "summary.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_constant=pytest.fail)["verdict"]["low"] is None
    assert "宁夏" in text


def test_another_seed_changes_the_numbers_not_the_keys(make_study, engine, summary):
    other = run_study(make_study(draws=24, seed=8), engine=engine).summary
    assert set(other) == set(summary) and other["parity_ratio"] != summary["parity_ratio"]


def test_cost_is_told_by_year_fund_and_head():
    indicators = pd.DataFrame(
        [
            (arm, 0, 0, "2022", name, group, value)
            for arm, name, group, value in (
                ("a", "disposable_income", "all", 1100.0),
                ("b", "disposable_income", "all", 1000.0),
                ("a", "residents", "all", 50.0),
                ("b", "residents", "all", 50.0),
                ("a", "unmet_demand", "fund:employment_funds", 7.0),
                ("a", "unmet_demand", "all", 7.0),
            )
        ],
        columns=["scenario", "draw", "replication", "period", "indicator", "group", "value"],
    )
    line = (2022, "training", "NX-03", "employment subsidy funds")
    costs = pd.DataFrame(
        [("a", 0, 0, *line, 3000.0, 20.0, 0.0), ("b", 0, 0, *line, 1000.0, 10.0, 0.0)],
        columns=[
            "scenario",
            "draw",
            "replication",
            "year",
            "measure",
            "clause",
            "fund",
            "yuan",
            "people",
            "job_months",
        ],
    )
    found = cost_rows(costs, indicators, ("a", "b"))
    (row,), (gain,) = found["by_year"], found["gain"]
    assert (row["key"], row["yuan"]) == ("employment_funds", 2000.0)
    assert (row["yuan_per_person"], row["yuan_per_job_month"]) == (200.0, None)
    assert (gain["measure"], gain["income_gained_yuan"], gain["yuan_per_yuan_gained"]) == ("training", 5000.0, 0.4)
    assert found["unmet"] == [{"fund": "employment_funds", "year": 2022, "yuan": 7.0}]


def test_the_fund_that_leaves_most_unpaid_is_among_the_warnings():
    def unmet(**yuan):
        return [{"fund": fund, "year": 2021, "yuan": value} for fund, value in yuan.items()]

    paid = [{"key": "employment_funds", "yuan": 3e6}]
    assert fund_warnings({"unmet": [], "by_year": paid}) == []
    assert fund_warnings({"unmet": unmet(employment_funds=0.0), "by_year": paid}) == []
    both = unmet(employment_funds=9e6, pension_funds=1e6)
    (said,) = fund_warnings({"unmet": both, "by_year": paid})
    assert "fund.employment_funds.cap" in said["en"] and "9.0 million" in said["en"] and "75%" in said["en"]
    assert "short: 1." in said["en"] and "900万元" in said["zh"] and "75%" in said["zh"]
