"""The search for mixes: same answer for any workers and after a break, the cheapest found, and honest when none is."""

import json
from pathlib import Path

import fake_mixes
import pandas as pd
import pytest
from fake_mixes import PRICE, study

from migrant_sim.cli import main
from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments.mixes.bank import Bank
from migrant_sim.experiments.mixes.desk import Desk
from migrant_sim.experiments.mixes.reading import Reading
from migrant_sim.experiments.optimisation.answer import front_table, optimise, sentences, trial_table
from migrant_sim.experiments.optimisation.plan import Plan
from migrant_sim.experiments.optimisation.scores import Score, front, objectives
from migrant_sim.reports.formats import money
from migrant_sim.reports.plates import draw_picture

SMALL = {"levers": ("parks", "export"), "trials": 8, "batch": 4, "rounds": 3, "check_draws": 8}


def search(folder: Path, **changes: object):
    own = {name: changes.pop(name) for name in ("budget", "probability", "high") if name in changes}
    made = study(folder, draws=8, **changes)
    bank = Bank(folder, "runs.parquet", Reading(fake_mixes.trajectory, 2025), made.workers)
    return optimise(Desk(made, bank, lambda: lambda done, total: None), Plan(**SMALL, **own))


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory):
    return search(tmp_path_factory.mktemp("mixes") / "a")


def test_the_cheapest_mix_reaches_the_target_and_nothing_tried_is_cheaper(reached) -> None:
    found, answer = reached
    table = trial_table(found)
    enough = table[(table["probability"] >= 0.8) & table["within_bounds"]]
    assert answer["cheapest"]["cost"] == pytest.approx(enough["cost"].min())
    cost = sum(PRICE[name] * answer["cheapest"]["mix"][name] for name in ("parks", "export"))
    rest = answer["cheapest"]["mix"]["rest"] * (PRICE["posts"] + PRICE["courses"])
    assert answer["cheapest"]["cost"] == pytest.approx(cost + rest)
    assert answer["cheapest"]["mix"]["export"] > 0 and answer["cheapest"]["mix"]["parks"] < 2
    assert (table["stage"] == "search").sum() == 8


def test_a_mix_that_fresh_draws_do_not_confirm_says_so_first(reached) -> None:
    _, answer = reached
    told = dict(zip(("zh", "en"), sentences(answer | {"confirmed": False}, lambda n, _: n, money)[1], strict=True))
    assert told["en"].startswith("Not confirmed on fresh draws") and told["zh"].startswith("未经新抽样证实")
    assert answer["confirmed"] == (answer["check"]["probability"] >= answer["probability"])


def test_sentences_name_the_mix_and_the_check(reached) -> None:
    _, answer = reached
    zh, en = zip(*sentences(answer, lambda name, language: name, money), strict=True)
    assert any("export" in line and "最省组合" in line for line in zh)
    assert any("optimiser's curse" in line for line in en) and any("样本外" in line for line in zh)


def test_the_front_is_drawn_with_a_probability_on_its_axis(reached, tmp_path: Path) -> None:
    found, answer = reached
    assert answer["aim"] == "probability"
    trial_table(found).to_parquet(tmp_path / "trials.parquet")
    (tmp_path / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    assert {path.name for path in draw_picture(tmp_path, "front")} >= {"front.csv", "front_zh.png", "front_en.svg"}
    drawn = pd.read_csv(tmp_path / "figures" / "front.csv")
    assert drawn["front"].any() and drawn["probability"].between(0, 1).all()


def test_workers_and_interruption_change_nothing(reached, tmp_path: Path) -> None:
    (tmp_path / "mood").mkdir()
    broken = {"mood": "interrupt once", "place": str(tmp_path / "mood")}
    with pytest.raises(KeyboardInterrupt):
        search(tmp_path / "c", **broken)
    after, _ = search(tmp_path / "c", **broken)
    other, answer = search(tmp_path / "b", workers=2)
    expected = trial_table(reached[0])
    for found in (after, other):
        pd.testing.assert_frame_equal(expected, trial_table(found), check_exact=True)
    assert answer == reached[1]


def test_a_budget_binds_and_no_mix_is_said_plainly(tmp_path: Path) -> None:
    found, answer = search(tmp_path / "a", budget=5e7, high=1.0)
    assert answer["cheapest"] is None and answer["best"]["cost"] <= 5e7
    assert any("No mix within these bounds" in en for _, en in sentences(answer, lambda name, language: name, money))
    assert (front_table(found)["cost"] <= 5e7).all()


def test_a_budget_below_the_cheapest_mix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cheapest mix"):
        search(tmp_path / "a", budget=1e5)


def test_the_front_holds_what_nothing_beats() -> None:
    def score(cost: float, probability: float, gini: float) -> Score:
        rest = dict.fromkeys(("low", "high", "worst_quartile", "ratio", "ratio_low", "ratio_high", "shortfall"), 0.0)
        return Score(factors=(cost,), cost=cost, probability=probability, gini=gini, runs=1, **rest)

    good = [score(1, 0.1, 0.3), score(2, 0.5, 0.3), score(3, 0.5, 0.2)]
    assert front([score(2.5, 0.4, 0.35), *good], "probability") == good
    assert objectives(good[0], "probability") == (1, -0.1, 0.3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["optimise.probability=1"], "above 0 and below 1"),
        (["optimise.budget=0"], "budget"),
        (["optimise.levers=[labour_exports]"], "labour_export"),
        (["draws=4"], "draws"),
        (["months=36"], "2025"),
        (["region=yunnan"], "no income target"),
        (["scenario=continuation"], "fewer than two"),
        (["optimise.aim=glory"], "ratio"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["optimise", "region=ningxia", *words, f"results={tmp_path}", "language=en"]) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and not list(tmp_path.iterdir())


def test_the_verb_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["region=minning", "population.scale=0.0064", "measure=[labour_export,work_relief]", "draws=8", "workers=1"]
    words += ["optimise.trials=2", "optimise.batch=2", "optimise.rounds=1", "optimise.check_draws=8"]
    assert main(["optimise", *words, f"results={tmp_path}", "name=mine", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    folder = tmp_path / "optimise" / "mine"
    assert told == json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    assert 0.0 <= told["check"]["probability"] <= 1.0 and told["caution"]["en"].startswith("No migrant outcome")
    assert (folder / "figures" / "front_zh.png").is_file() and len(pd.read_csv(folder / "front.csv"))
