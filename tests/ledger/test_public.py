"""What everybody may see of a run: no cell below the threshold, marked and explained; reports leave such groups out."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.ledger import public
from migrant_sim.ledger.public import public_tables, safe_costs, screened, write_public
from migrant_sim.result import Result

COUNTS = {"all": 800.0, "group:policy": 700.0, "group:labour": 96.0, "group:self_moved": 4.0}


@pytest.fixture
def result(tmp_path: Path) -> Result:
    groups = ["all", "group:policy", "group:labour", "group:self_moved"]
    rows = [
        ("as_written", draw, 0, period, "poverty_rate", group, 0.3 + 0.1 * place + 0.01 * draw, "share")
        for draw in range(3)
        for period in ("2025", "2025-12")
        for place, group in enumerate(groups)
    ]
    columns = ["scenario", "draw", "replication", "period", "indicator", "group", "value", "unit"]
    arm = ("as_written", 0, 0)
    paid = [(*arm, year, f"m{n}", "c", "f", 1e4, 5.0 * 3**n, 0.0) for year in (2021, 2022) for n in range(4)]
    names = ["scenario", "draw", "replication", "year", "measure", "clause", "fund", "yuan", "people", "job_months"]
    targets = pd.DataFrame({"target_id": ["NX-T03"], "probability": [0.5]})
    summary = {"region": "my_county", "population": {"persons_real": 800.0}}
    tables = pd.DataFrame(rows, columns=columns), pd.DataFrame(), targets, pd.DataFrame(paid, columns=names)
    return Result(tmp_path, {}, summary, *tables, pd.DataFrame())


def test_no_small_group_is_exported_and_the_readme_says_which(result: Result, tmp_path: Path) -> None:
    tables = public_tables(result, COUNTS)
    assert tables.hidden == {"group:labour": "secondary", "group:self_moved": "primary"}
    shown = tables.indicators[tables.indicators["median"].notna()]
    assert set(shown["group"]) == {"all", "group:policy"} and set(shown["period"]) == {"2025"}
    write_public(tables, tmp_path / "out", "my_county", 10)
    written = pd.read_csv(tmp_path / "out/indicators.csv", encoding="utf-8-sig", dtype=str).set_index("group")
    assert (written.loc["group:self_moved", ["median", "p05", "p95"]] == "…").all()
    readme = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert "group:self_moved" in readme and "group:policy" not in readme and "人数低于阈值" in readme


def test_costs_of_few_people_are_hidden_with_another_of_their_year(result: Result) -> None:
    costs = safe_costs(public.yearly_costs(result.costs), 10)
    by_measure = costs.groupby("measure")["suppressed"].agg(set)
    assert by_measure["m0"] == {"primary"} and by_measure["m1"] == {"secondary"} and by_measure["m3"] == {""}
    assert costs.loc[costs["suppressed"] != "", "yuan"].isna().all()


def test_reports_of_an_imported_region_leave_small_groups_out(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "counts_of", lambda result: COUNTS)
    shown = screened(result)
    assert set(shown.indicators["group"]) == {"all", "group:policy"}
    (said,) = shown.summary["warnings"]
    assert "group:self_moved" in said["zh"] and "group:self_moved" in said["en"] and "settlement" not in said["en"]
    assert "warnings" not in result.summary
    monkeypatch.setattr(public, "counts_of", lambda result: {})
    assert screened(result) is result


def test_a_region_that_is_gone_shows_its_total_alone(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGRANT_SIM_HOME", str(result.folder / "nowhere"))
    assert set(screened(result).indicators["group"]) == {"all"}


def test_a_region_smaller_than_the_threshold_shows_nothing(result: Result) -> None:
    with pytest.raises(ConfigurationError, match="nothing can be shown"):
        public_tables(result, {"all": 7.0})


def test_groups_that_nobody_counts_are_one_line_of_the_readme(result: Result) -> None:
    more = result.indicators.assign(group="flow:" + result.indicators["group"])
    with_flows = replace(result, indicators=pd.concat([result.indicators, more]))
    told = public.readme(public_tables(with_flows, COUNTS), "my_county", 10)
    assert told.count("- flow:") == 1 and "无法核定人数" in told and "- group:self_moved: 人数低于阈值" in told
