"""Shapley credit: its axioms on known games, the way from stored coalitions to tables, and the verb from outside."""

import json
from itertools import permutations
from pathlib import Path

import fake_mixes
import numpy as np
import pandas as pd
import pytest
from fake_mixes import PRICE, WORTH, study

from migrant_sim.cli import main
from migrant_sim.errors import ConfigurationError
from migrant_sim.experiments.attribution.analysis import TOTAL, attribute
from migrant_sim.experiments.attribution.plan import Plan
from migrant_sim.experiments.attribution.shares import exact_rule, sampled_orders, sampled_rule
from migrant_sim.experiments.mixes.bank import Bank
from migrant_sim.experiments.mixes.desk import Desk
from migrant_sim.experiments.mixes.players import Pair, all_players, named_players
from migrant_sim.experiments.mixes.reading import Reading


def desk(folder: Path, **changes: object) -> Desk:
    made = study(folder, **changes)
    bank = Bank(folder, "coalitions.parquet", Reading(fake_mixes.trajectory, 2025), made.workers)
    return Desk(made, bank, lambda: lambda done, total: None)


def game(rule_coalitions: tuple[int, ...], players: int) -> np.ndarray:
    luck = np.random.default_rng(3).normal(size=(6, 1 << players, 2))
    return luck[:, list(rule_coalitions)]


def test_exact_credit_is_the_mean_over_all_orders() -> None:
    rule = exact_rule(4)
    values = game(rule.coalitions, 4)
    expected = np.zeros((6, 4, 2))
    for order in permutations(range(4)):
        here = 0
        for player in order:
            expected[:, player] += (values[:, here | 1 << player] - values[:, here]) / 24
            here |= 1 << player
    assert np.allclose(rule.credits(values), expected, atol=1e-12)


@pytest.mark.parametrize("rule", [exact_rule(5), sampled_rule(5, 4, 1), sampled_rule(11, 2, 9)], ids=str)
def test_credits_add_up_to_the_total_in_every_run(rule: object) -> None:
    players = rule.weights.shape[0]  # type: ignore[attr-defined]
    values = game(rule.coalitions, players)  # type: ignore[attr-defined]
    total = values[:, -1] - values[:, 0]
    assert np.abs(rule.credits(values).sum(axis=1) - total).max() < 1e-12  # type: ignore[attr-defined]


def test_orders_come_with_their_mirror_image_and_are_fixed_by_the_seed() -> None:
    orders = sampled_orders(6, 8, 5)
    assert all(one[::-1] == other for one, other in zip(orders[::2], orders[1::2], strict=True))
    assert orders == sampled_orders(6, 8, 5) != sampled_orders(6, 8, 6)


def test_the_tables_follow_from_the_model(tmp_path: Path) -> None:
    found = attribute(desk(tmp_path / "a"), Plan())
    credits = found.credits.set_index(["outcome", "group", "player"])["credit"]
    cost = {name: credits["cost", "all", name] for name in WORTH}
    assert cost == pytest.approx(PRICE)
    by_run = found.by_run[found.by_run["outcome"] == "disposable_income"]
    parks = by_run[(by_run["player"] == "parks") & (by_run["group"] == "all")].set_index(["draw", "replication"])
    strength = 1.0 + 0.1 * np.sin(parks.index.get_level_values("draw"))
    assert np.allclose(parks["credit"], 900.0 * strength - 100.0)  # half of what parks and export take from each other
    summed = by_run[by_run["group"] == "all"].groupby(["draw", "replication"])["credit"].sum()
    for run, value in summed.items():
        whole = [fake_mixes.income(arm, *run) for arm in (study(tmp_path).scenario, study(tmp_path).baseline)]
        assert value == pytest.approx(whole[0] - whole[1], abs=1e-8)
    assert credits["disposable_income", "quintile:1", TOTAL] == pytest.approx(
        credits["disposable_income", "all", TOTAL] / 2
    )
    assert ("disposable_income", "county:x", TOTAL) not in credits.index
    alone = found.alone.set_index(["outcome", "group", "player"])
    assert alone.loc[("disposable_income", "all", "sum"), "alone"] == pytest.approx(
        credits["disposable_income", "all", TOTAL] + 200
    )


def test_workers_and_interruption_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "mood").mkdir()
    whole = attribute(desk(tmp_path / "a"), Plan())
    other = attribute(desk(tmp_path / "b", workers=2), Plan())
    broken = {"mood": "interrupt once", "place": str(tmp_path / "mood")}
    with pytest.raises(KeyboardInterrupt):
        attribute(desk(tmp_path / "c", **broken), Plan())
    assert list((tmp_path / "c" / "parts").glob("*.parquet"))
    after = attribute(desk(tmp_path / "c", **broken), Plan())
    for found in (other, after):
        pd.testing.assert_frame_equal(whole.credits, found.credits, check_exact=True)
        pd.testing.assert_frame_equal(whole.by_run, found.by_run, check_exact=True)


def test_stored_coalitions_are_never_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk(tmp_path / "a")
    before = attribute(first, Plan()).credits
    first.bank.close()
    monkeypatch.setattr(fake_mixes, "income", lambda *run: 1 / 0)
    pd.testing.assert_frame_equal(before, attribute(desk(tmp_path / "a"), Plan()).credits, check_exact=True)
    assert not (tmp_path / "a" / "parts").exists()


def test_a_run_that_fails_is_left_out_and_named(tmp_path: Path) -> None:
    place = desk(tmp_path / "a", mood="fail")
    found = attribute(place, Plan())
    assert found.facts["runs"] == 2 and {row["draw"] for row in place.bank.failure_rows()} == {1}
    assert "ZeroDivisionError" in next((tmp_path / "a" / "failures").iterdir()).read_text()


def test_the_strongest_stand_alone_and_the_rest_together(tmp_path: Path) -> None:
    found = attribute(desk(tmp_path / "a"), Plan(strongest=2))
    assert [player.name for player in found.players] == ["parks", "export", "rest"]
    assert set(found.players[2].members) == {"posts", "courses"}


def test_unknown_and_repeated_players_are_refused(tmp_path: Path) -> None:
    made = study(tmp_path / "a")
    players = all_players(Pair(made.scenario, made.baseline), "instrument")
    with pytest.raises(ConfigurationError, match="parks"):
        named_players(players, ["park"], "attribute.players")
    with pytest.raises(ConfigurationError, match="twice"):
        named_players(players, ["parks", "parks"], "attribute.players")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["attribute.players=[labour_exports]"], "labour_export"),
        (["scenario=continuation"], "fewer than two"),
        (["scenario=training_only"], "fewer than two"),
        (["attribute.by=programme"], "fewer than two"),
        (["draws=2"], "draws"),
        (["attribute.permutations=3"], "even"),
        (["attribute.by=village"], "instrument"),
        (["months=6"], "months"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["attribute", "region=ningxia", *words, f"results={tmp_path}", "language=en"]) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and not list(tmp_path.iterdir())


def test_the_verb_writes_tables_and_a_chart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["region=minning", "population.scale=0.0064", "measure=[labour_export,work_relief]", "draws=4", "workers=1"]
    assert main(["attribute", *words, f"results={tmp_path}", "name=mine", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    folder = tmp_path / "attribute" / "mine"
    table = pd.read_csv(folder / "credits.csv")
    ratio = table[(table["outcome"] == "income_ratio") & (table["group"] == "all")].set_index("player")["credit"]
    assert ratio[TOTAL] == pytest.approx(ratio.drop(TOTAL).sum(), abs=1e-12)
    assert told["method"] == "exact" and told["coalitions"] == 4
    assert (folder / "figures" / "bridge_zh.png").is_file()
    held = json.loads((folder / "manifest.json").read_text())
    assert held["status"] == "done" and "credits.csv" in {record["path"] for record in held["outputs"]}


def test_a_damaged_file_of_coalitions_is_named_and_made_again(tmp_path: Path) -> None:
    first = desk(tmp_path / "a")
    before = attribute(first, Plan()).credits
    first.bank.close()
    (tmp_path / "a" / "coalitions.parquet").write_bytes(b"PAR1 cut off")
    again, said = desk(tmp_path / "a"), []
    again.bank.tell = lambda english, chinese: said.append(english)
    pd.testing.assert_frame_equal(before, attribute(again, Plan()).credits, check_exact=True)
    assert said == ["Damaged, computed again: coalitions.parquet"]
