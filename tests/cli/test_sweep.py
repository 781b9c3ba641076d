"""`sweep` and `-m` from the outside: what is refused, what is estimated, what is printed."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from migrant_sim.cli import main
from migrant_sim.cli.request import read_request
from migrant_sim.cli.sweep import points_of, sweep_of
from migrant_sim.cli.sweep_table import _cells
from migrant_sim.errors import ConfigurationError

SMALL = ["region=minning", "population.scale=0.01", "months=12", "draws=2", "replications=1", "workers=1"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.csv").write_text("scenario,population.scale\nall_in,0.02\nas_written,\n")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "nothing to sweep"),
        (["region=minning"], "nothing to sweep"),
        (["seed=range(3,3)"], "at least one value"),
        (["seed=interval(0,1)"], "sweep.over"),
        (["seed=range(0,100000)"], "100,000 points"),
        (["sweep.design=sobol", "sweep.over={months:[12,60,whole]}", "sweep.points=512"], "sweep.most = 10,000"),
        (["sweep.design=sobool", "sweep.over={months:[12,60]}"], "'sobol'?"),
        (["sweep.design=lhs"], "sweep.over"),
        (["sweep.over={months:[12,60]}"], "sweep.design"),
        (["sweep.file=none.csv"], "none.csv"),
        (["draws=2,4"], "one value for the sweep"),
        (["scenario=as_written,all_in", "sweep.file=points.csv"], "in one list, design or file"),
        (["scenario=as_written,al_in"], "'all_in'?"),
        (["scenario=as_written,all_in", "sweep.retries=-1"], "sweep.retries"),
        (["scenario=as_written,all_in", "sweep.limit_s=0"], "sweep.limit_s"),
        (["scenario=as_written,all_in", "executor=slurm"], "Unknown executor 'slurm'"),
        (["scenario=as_written,all_in", "executor=dask", "executor.address=tcp://127.0.0.1:1"], "no Dask scheduler"),
        (["scenario=as_written,all_in", "executor.chunk=1.5"], "executor.chunk"),
        (["scenario=as_written,training_only", "programme.NX-04.multiplier=0"], "Point scenario=training_only"),
    ],
)
def test_bad_input_is_refused_in_words(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["sweep", *words, "language=en"]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1 and "Traceback" not in err
    assert [path.name for path in here.iterdir()] == ["points.csv"]


def swept(*words: str):
    return sweep_of(read_request(["sweep", *SMALL, *words], "en"))


def test_lists_are_crossed_and_share_their_baseline(here: Path) -> None:
    sweep = swept("scenario=as_written,all_in", "programme.NX-04.multiplier=0,2")
    assert [point.label for point in sweep.points] == [
        f"{name} programme.NX-04.multiplier={n}" for name in ("as_written", "all_in") for n in (0, 2)
    ]
    assert len(sweep.lineup) == 5 and sweep.size == 10
    assert len({point.baseline.key for point in sweep.points}) == 1


def test_what_the_baseline_feels_gives_it_a_baseline_of_its_own(here: Path) -> None:
    sweep = swept("population.scale=0.01,0.02")
    assert list(sweep.lineup) == [
        *("continuation@baseline population.scale=0.01", "as_written population.scale=0.01"),
        *("continuation@baseline population.scale=0.02", "as_written population.scale=0.02"),
    ]


def test_files_and_designs_are_points_too(here: Path) -> None:
    sweep = swept("sweep.file=points.csv")
    assert [point.words for point in sweep.points] == [
        ("scenario=all_in", "population.scale=0.02"),
        ("scenario=as_written",),
    ]
    over = "sweep.over={process.labour.separation:[0.01,0.05]}"
    design = swept("sweep.design=lhs", "sweep.points=4", over, "seed=1,2")
    assert len(design.points) == 8 and len({point.scenario.key for point in design.points}) == 8


def test_the_identity_stays_when_values_are_added(here: Path) -> None:
    one, more = (
        swept("scenario=as_written,all_in"),
        swept("scenario=as_written,withdrawn", "draws=9", "workers=2"),
    )
    assert one.folder == more.folder and one.key == more.key
    assert swept("scenario=as_written,all_in", "months=13").key != one.key


def test_glob_names_scenarios(here: Path) -> None:
    assert {point.scenario.label for point in swept("scenario=glob(*_post*_only)").points} == {"welfare_posts_only"}


def test_a_dry_run_says_what_it_takes_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", *SMALL, "scenario=as_written,all_in", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["points"], told["runs"], told["missing"], told["rate"]) == (2, 6, 6, "measured")
    assert told["seconds_per_run"] > 0 and told["memory_bytes"] > 1e8 and told["disk_bytes"] > 1e3
    assert [path.name for path in here.iterdir()] == ["points.csv"]
    assert main(["run", "--dry-run", "language=en"]) == 2


def test_a_sweep_prints_its_table_grows_and_is_verified(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*SMALL, "sweep.limit_s=null", "name=mine"]
    assert main(["sweep", *words, "scenario=as_written,withdrawn", "language=en"]) == 0
    said = capsys.readouterr()
    assert re.search(r"as_written +2021 +\d\.\d{3} \(", said.out) and "90 % bootstrap" in said.out
    assert main(["sweep", *words, "scenario=all_in,withdrawn", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["scenario"] for row in rows] == ["as_written", "withdrawn", "all_in"]
    folder = here / "results" / "sweep" / "mine"
    assert main(["verify", f"results={folder}", "language=en"]) == 0
    assert "sample run  as_written, draw 0, replication 0" in capsys.readouterr().out
    assert main(["report", f"results={folder}", "language=zh"]) == 0
    out = capsys.readouterr().out
    page = folder / "report.html"
    assert "收入比" in out and out.splitlines()[-1] == str(page) and page.is_file()
    assert main(["sweep", *words, "months=13", "scenario=as_written,withdrawn", "language=en"]) == 2
    assert "holds the study" in capsys.readouterr().err


def test_compare_puts_the_points_of_two_sweeps_side_by_side(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sweep", *SMALL, "language=en"]
    for name, more in (("one", []), ("two", ["process.labour.separation=0.05"])):
        assert main([*words, "scenario=as_written,withdrawn", f"name={name}", *more]) == 0
    capsys.readouterr()
    assert main(["compare", "results=[results/sweep/one,results/sweep/two]", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["scenario"] for row in rows] == ["as_written", "withdrawn"]
    assert all(row["runs"] == 2 and row["p05"] <= row["B-A"] <= row["p95"] != 0 for row in rows)
    assert main(["compare", "results=[results/sweep/one,results/sweep/one]", "language=en"]) == 0
    assert "paired by draw" in capsys.readouterr().out
    run = here / "results" / "run" / "a"
    run.mkdir(parents=True)
    (run / "manifest.json").write_text('{"verb": "run"}')
    assert main(["compare", "results=[results/sweep/one,results/run/a]", "language=en"]) == 2
    assert "two runs, or two sweeps" in capsys.readouterr().err


def test_multirun_does_a_verb_once_for_each_value(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "-m", "--cfg", "job", "scenario=as_written,all_in", "months=12"]) == 0
    out, err = capsys.readouterr()
    assert out.count("schema: '1'") == 2 and "name: all_in" in out and "[2/2] scenario=all_in" in err
    assert main(["run", "-m", "scenario=as_written,all_in", "name=x", "language=en"]) == 2
    assert main(["run", "-m", "seed=range(0,5000)", "language=en"]) == 2


def test_a_target_that_the_horizon_never_meets_has_no_chance_to_show() -> None:
    numbers = {f"{name}{end}": 1.0 for name in ("ratio", "effect", "cost_yuan") for end in ("_p05", "", "_p95")}
    row = {"scenario": "a", "year": 2022, "runs": 4, "target": "YC-T05", **numbers}
    unknown = dict.fromkeys(("probability", "low", "high"), float("nan"))
    assert _cells(row | unknown)[3] == "–"
    assert _cells(row | {"probability": 0.5, "low": 0.25, "high": 0.75})[3] == "0.50 [0.25 … 0.75]"


def test_a_trial_counts_no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    from migrant_sim import load_scenario
    from migrant_sim.cli import estimate

    simulate = import_module("migrant_sim.simulate")
    calls: list[tuple[int, int]] = []
    made = simulate.trajectory(load_scenario("as_written", months=12, **{"population.scale": 0.001}), 0, 0)
    monkeypatch.setattr(
        simulate, "trajectory", lambda scenario, draw, run: calls.append((scenario.months, draw)) or made
    )
    estimate.trial(load_scenario("as_written"))
    months, draws = zip(*calls, strict=True)
    assert months[0] >= max(months[1:])
    assert len(set(draws)) == len(draws)  # two runs of one draw share its opening, and one would seem to take no time


def test_one_draw_has_no_interval_to_show() -> None:
    from migrant_sim.cli.sweep_table import _cells

    ends = {f"{name}{end}": 1.0 for name in ("ratio", "effect", "cost_yuan") for end in ("_p05", "", "_p95")}
    row = {"scenario": "a", "year": 2025, "probability": 1.0, "low": float("nan"), "high": float("nan")} | ends
    assert _cells(row)[3] == "1.00"


def test_a_fault_of_the_other_arm_is_told_with_its_point(tmp_path: Path) -> None:
    (tmp_path / "scenario").mkdir()
    text = "# @package _global_\ndefaults:\n  - override /measure: [no_such_measure]\n  - _self_\n"
    (tmp_path / "scenario" / "broken.yaml").write_text(text, encoding="utf-8")
    points = [("baseline=continuation",), ("baseline=broken",), ("seed=3",)]
    with pytest.raises(ConfigurationError, match="Point baseline=broken: .*no_such_measure"):
        points_of(points, ("scenario=training_only",), tmp_path)
