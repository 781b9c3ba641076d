"""Boxes: a planted one is found and no better one exists; signposts; sentences; the verb from outside."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from migrant_sim.cli import main
from migrant_sim.experiments.discovery.analysis import _headed, discover, nothing_to_discover
from migrant_sim.experiments.discovery.plan import Plan
from migrant_sim.experiments.discovery.prim import Box, Cases, paste, peel, prim, quasi_p, tree_boxes, worth
from migrant_sim.experiments.discovery.sample import Sample, read_sample
from migrant_sim.experiments.discovery.signposts import signposts
from migrant_sim.targets import region_targets


def planted(count: int = 200, noise: int = 6, seed: int = 1) -> Cases:
    luck = np.random.default_rng(seed)
    x = luck.random((count, 2 + noise))
    inside = (x[:, 0] < 0.4) & (x[:, 1] > 0.5)
    return Cases(x, np.where(inside, luck.random(count) < 0.95, luck.random(count) < 0.03).astype(float))


def sample(cases: Cases) -> Sample:
    index = pd.MultiIndex.from_product([["as_written"], range(len(cases.y))], names=["scenario", "draw"])
    names = [f"labour.input_{number}" for number in range(cases.x.shape[1])]
    runs = pd.MultiIndex.from_tuples([(*case, 0) for case in index], names=["scenario", "draw", "replication"])
    met = pd.Series(1.0 - cases.y, index=runs)
    signals = pd.DataFrame(
        {
            ("gini", "2020"): met.to_numpy(),
            ("gini", "2022"): cases.x[:, 5],
            ("employment_rate", "2023"): met.to_numpy() * 0.2 + 0.6,
        }
    )
    signals = signals.set_axis(pd.MultiIndex.from_tuples(signals.columns), axis=1).set_axis(runs)
    known = {names[0]: {"description": "Start", "description_zh": "起点", "unit": "ratio"}}
    inputs = pd.DataFrame(cases.x, index=index, columns=names)
    return Sample(inputs, met, signals, known, region_targets(("NX-T03",), "ningxia")[0], 2025)


def test_the_planted_box_is_found() -> None:
    cases = planted()
    box, path = prim(cases, 0.05)
    assert set(box.ends()) == {(0, "high"), (1, "low")}
    assert box.limits[0][1] == pytest.approx(0.4, abs=0.05) and box.limits[1][0] == pytest.approx(0.5, abs=0.05)
    masses = [worth(step, cases).mass for step in path]
    assert masses == sorted(masses, reverse=True) and masses[-1] >= 0.05


def test_no_box_on_two_inputs_is_worth_much_more() -> None:
    """Brute force over all boxes with ends at twentieths of both inputs is the oracle."""
    cases = planted(count=120, noise=0, seed=4)
    ends = np.linspace(0, 1, 21)
    pairs = [(low, high) for low, high in product(ends, ends) if low < high]
    best = 0.0
    for (a, b), (c, d) in product(pairs, pairs):
        here = (cases.x[:, 0] >= a) & (cases.x[:, 0] <= b) & (cases.x[:, 1] >= c) & (cases.x[:, 1] <= d)
        best = max(best, float((cases.y[here] - cases.base).sum()) / len(cases.y))
    assert worth(prim(cases, 0.05)[0], cases).worth >= 0.95 * best


def test_pasting_never_makes_a_box_worth_less() -> None:
    cases = planted(seed=2)
    for box in peel(cases, 0.05, np.ones((2, cases.x.shape[1]), bool)):
        assert worth(paste(box, cases), cases).worth >= worth(box, cases).worth - 1e-12


def test_quasi_p_tells_a_telling_end_from_an_idle_one() -> None:
    cases = planted()
    box = Box({0: (-np.inf, 0.4), 3: (0.1, np.inf)})
    assert quasi_p(box, cases, 0, "high") < 1e-6 and quasi_p(box, cases, 3, "low") > 0.05


def test_pure_noise_gives_no_stable_box() -> None:
    luck = np.random.default_rng(3)
    cases = Cases(luck.random((100, 8)), (luck.random(100) < 0.4).astype(float))
    found = discover(sample(cases), Plan(resamples=10), 7)
    assert found.restrictions.empty or found.restrictions["stability"].max() < 0.9
    assert not found.boxes["steady"].any()
    assert found.boxes["sentence_en"].str.startswith("Unstable (").all()


@pytest.mark.parametrize("method", ["prim", "tree"])
def test_both_methods_name_the_condition(method: str) -> None:
    found = discover(sample(planted()), Plan(method=method, boxes=1, resamples=10), 7)
    first = found.boxes.iloc[0]
    assert first["class"] == "missed" and first["density"] > 0.8 and first["coverage"] > 0.7
    assert first["steady"] and first["sentence_en"].startswith("Where ")
    assert "起点不高于" in first["sentence_zh"] and "Start is at most" in first["sentence_en"]
    assert "ratio" in first["sentence_en"]
    told = found.restrictions.set_index(["input", "side"])
    assert told.loc[("labour.input_0", "high"), "stability"] > 0.7
    assert told["range_low"].ge(0).all() and told["quasi_p"].le(0.05).all()
    again = discover(sample(planted()), Plan(method=method, boxes=1, resamples=10), 7)
    pd.testing.assert_frame_equal(found.restrictions, again.restrictions, check_exact=True)


def test_where_it_mostly_fails_success_is_explained() -> None:
    cases = planted()
    found = discover(sample(Cases(cases.x, 1.0 - cases.y)), Plan(boxes=1, resamples=10), 7)
    assert found.facts["class"] == "met" and found.boxes.iloc[0]["density"] > 0.8


def test_leaves_of_the_tree_are_boxes_of_its_cases() -> None:
    cases = planted()
    for box in tree_boxes(cases, 0.05):
        assert worth(box, cases).density > cases.base and box.inside(cases.x).sum() >= 10


def test_the_best_signpost_comes_first() -> None:
    table = signposts(sample(planted()), 7)
    first = table[table["year"] == 2023].iloc[0]
    assert first["indicator"] == "employment_rate" and first["accuracy"] == 1.0 and first["fails_when"] == "below"
    assert first["threshold"] == pytest.approx(0.7)
    assert 2020 not in set(table["year"])
    assert table[table["year"] == 2022].iloc[0]["accuracy"] < 0.7


def test_one_outcome_alone_has_nothing_to_discover() -> None:
    cases = planted()
    said = nothing_to_discover(sample(Cases(cases.x, np.ones(len(cases.y)))))
    assert said and "met only 0 times" in said[1] and "仅 0 次达标" in said[0]


def test_a_run_folder_is_read_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import fake_model

    from migrant_sim.experiments.runner import run_study

    study = fake_model.study(tmp_path / "run" / "mine", draws=48, effect=0.05)
    run_study(study, engine=fake_model.ENGINE)
    found = read_sample(study.folder, None)
    assert list(found.inputs.columns) == [fake_model.START, fake_model.TREND] and found.year == 2025
    assert main(["discover", f"results={study.folder}", "discover.resamples=10", "language=zh"]) == 0
    said = capsys.readouterr().out
    folder = tmp_path / "discover" / "mine"
    assert "目标在" in said and "2024" in said and (folder / "figures" / "box_zh.png").is_file()
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["status"] == "done"
    assert fake_model.START in set(pd.read_csv(folder / "restrictions.csv")["input"])
    assert main(["discover", f"results={study.folder}", "discover.threshold=9", "language=en"]) == 0
    assert "too few to tell conditions by" in capsys.readouterr().out
    assert main(["discover", f"results={study.folder}", "region=minning", "language=en"]) == 2
    assert "region" in capsys.readouterr().err


def test_the_points_of_a_sweep_are_inputs_beside_its_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import fake_model
    from fake_sweep import EFFECTS, sweep

    from migrant_sim.experiments.sweeping import run_sweep

    made = sweep(tmp_path / "sweep" / "mine", draws=20)
    run_sweep(made, engine=fake_model.ENGINE)
    found = read_sample(made.folder, None)
    assert set(found.inputs["effect"]) == set(EFFECTS) and len(found.inputs) == 20 * len(EFFECTS)
    assert len(found.met) == 2 * len(found.inputs) and found.year == 2025
    assert main(["discover", f"results={made.folder}", "discover.resamples=10", "language=en"]) == 0
    assert "effect ≥ 0.05" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["draws=8"], "draws"),
        (["discover.method=magic"], "prim"),
        (["discover.least=0.9"], "0.5"),
        (["region=yunnan"], "no income target"),
        (["discover.boxs=1"], "boxes"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["discover", "region=ningxia", *words, f"results={tmp_path}", "language=en"]) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and not list(tmp_path.iterdir())


def test_a_folder_without_a_target_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import fake_model

    from migrant_sim.experiments.runner import run_study

    study = fake_model.study(tmp_path / "run" / "mine", draws=4, verdict_target=None)
    run_study(study, engine=fake_model.ENGINE)
    assert main(["discover", f"results={study.folder}", "language=en"]) == 2
    assert "no verdict target" in capsys.readouterr().err


def test_a_sweep_tells_its_parameters_by_name_and_its_target_by_its_own_region(tmp_path: Path) -> None:
    from fake_sweep import sweep

    from migrant_sim.cli.study import as_yaml
    from migrant_sim.experiments.discovery import sample as sampling
    from migrant_sim.scenario import load_scenario

    (made := sweep(tmp_path / "sweep" / "mine")).folder.mkdir(parents=True)
    config = as_yaml({"scenario": load_scenario("as_written", region="hongsibu").to_config()})
    (made.folder / "config.yaml").write_text(config, encoding="utf-8")
    assert sampling.region_of(made.folder) == sampling._home(made.folder) == "hongsibu"
    assert region_targets(("NX-T57",), "hongsibu")[0].indicator and not region_targets(("NX-T57",), "")[0].indicator
    known = sampling._known(sampling._scenario(made.folder))
    assert known["reference.start_ratio"]["description_zh"] and known["reference.start_ratio"]["unit"]


def test_an_end_that_may_be_chance_is_not_called_unstable() -> None:
    assert _headed(("条件", "conditions"), 0.9, True, 0.01) == ("条件", "conditions")
    assert "quasi-p 0.20" in _headed(("", ""), 0.9, False, 0.2)[1]
    assert "comes back in 30%" in _headed(("", ""), 0.3, False, 0.2)[1]
