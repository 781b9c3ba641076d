"""The evaluation page: TRACE's elements in order, in step with tests, data and artefacts."""

import re
import shlex
from pathlib import Path

import pytest

from migrant_sim.cli import main
from migrant_sim.documents.artefacts import ARTEFACTS, FOLDER, others, overview, read, rendered
from migrant_sim.documents.evidence import DECISIONS, evidence
from migrant_sim.documents.trace import KINDS, PAGE, kinds_of_tests, observations, provenance, trace_pages, weight
from migrant_sim.errors import DataError
from migrant_sim.published import parameter

TEXT = PAGE.read_text(encoding="utf-8")
ELEMENTS = (  # Grimm et al. 2014
    "## 1 Problem formulation",
    "## 2 Model description",
    "## 3 Data evaluation",
    "## 4 Conceptual model evaluation",
    "## 5 Implementation verification",
    "## 6 Model output verification",
    "## 7 Model analysis",
    "## 8 Model output corroboration",
)


def test_headings_are_the_eight_elements_in_order() -> None:
    headings = [line for line in TEXT.splitlines() if line.startswith("#")][1:]
    assert tuple(headings[:8]) == ELEMENTS and all(line.startswith("## Annex") for line in headings[8:])


def test_every_element_begins_with_a_summary_of_two_lines() -> None:
    for heading in ELEMENTS:
        body = TEXT.split(heading + "\n")[1].split("\n## ")[0].strip()
        summary = body.split("\n\n")[0]
        assert summary.startswith("**Summary.**") and len(summary.splitlines()) == 2, heading
        assert "\n**Details.**" in body


def test_the_page_is_up_to_date() -> None:
    """`make trace` writes it again."""
    assert trace_pages()[PAGE] == TEXT


def test_the_page_says_what_identifies_nothing() -> None:
    assert "no migrant outcome after 2020 identifies the effect" in TEXT


def test_what_was_not_run_is_said_so(tmp_path: Path) -> None:
    assert "not run yet" in rendered("fit", tmp_path) and "migrant-sim calibrate" in rendered("fit", tmp_path)
    assert overview(tmp_path).count("not run yet") == len(ARTEFACTS)
    assert "not run yet" in weight(tmp_path) and others(tmp_path) == "None."


def test_an_artefact_becomes_a_table_with_its_command_and_counts(tmp_path: Path) -> None:
    (tmp_path / "trials.csv").write_text("trial,middle,year,verdict\na,0.123456,2021,within\nb,1e-3,2022,below\n")
    (tmp_path / "commands.csv").write_text(
        "artefact,command,note\ntrials,migrant-sim validate draws=8,Scale 0.02; 8 draws.\n"
    )
    text = rendered("trials", tmp_path)
    assert "2 rows; made by `migrant-sim validate draws=8`. By verdict: 1 below, 1 within. Scale 0.02; 8 draws." in text
    assert "| a | 0.1235 | 2021 | within |\n| b | 0.001 | 2022 | below |" in text


def test_long_artefacts_are_cut_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "indices.csv").write_text("name,value\n" + "\n".join(f"p{n},{n}" for n in range(50)) + "\n")
    text = rendered("indices", tmp_path)
    assert "The first 40 of 50 rows." in text and "| p39 | 39 |" in text and "p40" not in text
    assert "its command is not recorded" in text


def test_further_artefacts_are_shown_in_the_annex(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a\n1\n")
    assert "`mine.csv`, 1 rows" in others(tmp_path)


@pytest.mark.parametrize("content", ["a,b\n", "a,b\n1\n", "a,b\n1,2,3\n"])
def test_a_damaged_artefact_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "fit.csv").write_text(content)
    with pytest.raises(DataError, match=r"fit\.csv"):
        read(tmp_path / "fit.csv")


def test_observations_say_which_years_are_fitted(tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    assert "No file" in observations(path)
    path.write_text("observation_id,year,value,use,note\na,2018,1.5,fit,x\nb,2014,2,backtest,y\nc,2020,3,fit,z\n")
    assert observations(path).startswith("3 figures; 2 enter the fit, of the years 2018 to 2020.")
    assert "| observation_id | year | value | use |" in observations(path)


def test_a_posterior_says_where_it_comes_from(tmp_path: Path) -> None:
    assert "prior only" in provenance(tmp_path)
    (tmp_path / "ningxia.yaml").write_text("simulations: 2000\nobservations_used: [a, b]\nregions: {x: 1}\n")
    text = provenance(tmp_path)
    assert (
        "| simulations | 2000 |" in text
        and "| observations used | 2: a; b |" in text
        and "| regions | 1: x: 1 |" in text
    )


def test_the_weight_of_assumptions_is_their_sum(tmp_path: Path) -> None:
    head = "parameter,label,share,low,high\n"
    (tmp_path / "assumptions.csv").write_text(head + "trend,assumption,0.5,0.4,0.6\nwage,source,0.2,0.1,0.3\n")
    text = weight(tmp_path)
    assert "Of 2 inputs 2 have a share; 1 of these are" in text and "70%" in text
    assert "`trend`, carries 50% and is an assumption" in text
    (tmp_path / "assumptions.csv").write_text("parameter,assumption,share\na,False,0.5\nb,True,0.25\nc,True,\n")
    assert "Of 3 inputs 2 have a share; 1 of these" in weight(tmp_path) and "25% of the variance" in weight(tmp_path)


def test_columns_for_others_and_addresses_of_copies_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,name_zh,source\na,甲,Paper [http://copy.example/a]\n", encoding="utf-8")
    assert "| name | source |\n|---|---|\n| a | Paper |" in rendered("mine", tmp_path)


def test_tests_are_counted_by_kind(tmp_path: Path) -> None:
    for name, count in (("laws/test_a.py", 2), ("test_b.py", 1), ("new/test_c.py", 3)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(f"def test_{n}() -> None: ..." for n in range(count)))
    text = kinds_of_tests(tmp_path)
    assert f"| `tests/laws` | {KINDS['laws']} | 1 | 2 |" in text and "| `tests/new` |  | 1 | 3 |" in text
    assert text.endswith("| all |  | 3 | 6 |")


def test_moments_stand_beside_decisions_and_never_steer_them() -> None:
    assert all(parameter(name).role == "moment" for one in DECISIONS for name in one.beside)
    assert all(parameter(name).role in ("prior", "fixed") for one in DECISIONS for name in one.steered)
    assert len(evidence().splitlines()) == len(DECISIONS) + 2


def test_committed_artefacts_are_small_and_their_commands_recorded() -> None:
    found = {path.stem for path in FOLDER.glob("*.csv")} - {"commands"}
    assert all((FOLDER / f"{name}.csv").stat().st_size < 200_000 for name in found)
    recorded = {row["artefact"] for row in read(FOLDER / "commands.csv")} if found else set()
    assert found - recorded == set()
    assert re.search(r"results/reference/validation", TEXT)


@pytest.mark.parametrize("command", sorted({row["command"] for row in read(FOLDER / "commands.csv")}))
def test_the_command_of_an_artefact_is_one_that_runs_as_written(command: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(command)
    assert program == "migrant-sim" and not set(command) & set("();&|")
    assert main([*words, "--cfg", "job"]) == 0
    assert list(tmp_path.iterdir()) == []
