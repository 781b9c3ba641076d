"""Programmes: every clause an instance of its instruments, switched, scaled and set by its id, mixed across texts."""

from pathlib import Path

import pytest

from migrant_sim.catalogue import clauses
from migrant_sim.cli import main
from migrant_sim.configuration import compose, described
from migrant_sim.programme import instance
from migrant_sim.scenario import Scenario, load_scenario


def measures(*words: str, config_dir: Path | None = None) -> dict[str, dict]:
    return compose(list(words), config_dir).scenario["measure"]


@pytest.mark.parametrize("name", ["ningxia", "yinchuan", "yunnan", "guangxi"])
def test_parts_of_an_instrument_add_up_to_one(name: str) -> None:
    parts: dict[str, float] = {}
    for clause, orders in described("programme")[name].items():
        for instrument, fields in orders.items() if clause != "title" else ():
            assert fields["start"] <= fields["stop"] <= "2025-12"
            if fields.get("places") != 0:  # a clause that adds no places orders something else of the instrument
                parts[instrument] = parts.get(instrument, 0.0) + fields["multiplier"]
    assert parts and {n: part for n, part in parts.items() if abs(part - 1) > 1e-6} == {}


def test_no_clause_stands_twice() -> None:
    ids = [key for content in described("programme").values() for key in content if key not in ("title", "own")]
    assert len(ids) == len(set(ids)) == len(clauses())


@pytest.mark.parametrize(
    ("region", "start"), [("ningxia", "nx_"), ("minning", "nx_"), ("hongsibu", "nx_"), ("yinchuan", "yc_")]
)
def test_as_written_is_the_programme_of_the_region(region: str, start: str) -> None:
    made = compose([f"region={region}"])
    assert made.scenario["measure"] and all(name.startswith(start) for name in made.scenario["measure"])
    assert made.scenario["measure"] == made.scenario["factual"] and made.baseline["measure"] == {}


def test_a_clause_sets_window_part_and_fund_and_the_file_the_rest() -> None:
    posts = dict(load_scenario("as_written").measures)["nx_05_welfare_posts"]
    assert (posts.clause, posts.multiplier) == ("NX-05", 0.5)
    assert posts.start == 2021 * 12 + 5 and posts.fund.startswith("unemployment insurance")
    assert posts.posts is None and measures()["nx_05_job_retention_subsidy"]["kept"] == 1


def test_a_clause_is_switched_off_scaled_and_set() -> None:
    whole = measures()
    off = measures("programme.NX-04=off")
    assert off == {name: fields for name, fields in whole.items() if fields["clause"] != "NX-04"}
    half = measures("programme.NX-04.multiplier=0.5")
    for name, fields in whole.items():
        part = 0.5 if fields["clause"] == "NX-04" else 1.0
        assert half[name]["multiplier"] == pytest.approx(fields["multiplier"] * part)
    assert measures("programme.NX-04.welfare_posts.posts=0.01")["nx_04_welfare_posts"]["posts"] == 0.01
    assert whole.keys() - measures("programme.NX-04.welfare_posts=off").keys() == {"nx_04_welfare_posts"}


def test_words_of_a_programme_stay_out_of_the_baseline_and_of_the_facts() -> None:
    made = compose(["baseline=as_written", "programme.NX-04=off", "intensity=high"])
    assert "nx_04_welfare_posts" not in made.scenario["measure"]
    assert made.baseline["measure"] == made.scenario["factual"] == compose([]).scenario["measure"]


def test_programmes_are_mixed() -> None:
    both = compose(["programme=[ningxia,yunnan]"]).scenario
    assert both["name"] == "custom" and {n[:3] for n in both["measure"]} == {"nx_", "yn_"}
    assert measures("programme=ningxia") == measures("programme=[own]") == measures()
    one = measures("scenario=continuation", "programme.YN-30=on")
    assert set(one) == {"yn_30_welfare_posts", "yn_30_asset_dividends"}
    assert "yn_30_welfare_posts" in measures("programme.YN-30=on", "programme.YN-30.welfare_posts.posts=0.02")


def test_a_users_scenario_mixes_programmes_and_measures(tmp_path: Path) -> None:
    files = {
        "scenario/mine.yaml": "# @package _global_\ndefaults:\n  - override /programme: [own, extra]\n"
        "  - override /measure: [work_relief]\n  - _self_\nprogramme:\n  NX-03: off\n  NX-04: {multiplier: 0.5}\n",
        "programme/extra.yaml": "MY-01:\n  welfare_posts: {posts: 0.03, multiplier: 1}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = measures("scenario=mine", config_dir=tmp_path)
    assert made["my_01_welfare_posts"]["posts"] == 0.03 and made["work_relief"]["instrument"] == "work_relief"
    assert made["nx_04_welfare_posts"]["multiplier"] == 0.25 and not any(n.startswith("nx_03") for n in made)


def test_an_instrument_is_set_in_all_its_clauses_and_its_stock_once() -> None:
    made = measures("measure.labour_export.multiplier=2", "measure.labour_export.kept=0.5")
    mine = {name: fields for name, fields in made.items() if fields["instrument"] == "labour_export"}
    assert sorted(mine) == ["nx_04_labour_export", "nx_05_labour_export"]
    assert [fields["multiplier"] for fields in mine.values()] == [1.0, 1.0]
    assert sorted(fields["kept"] for fields in mine.values()) == [0.5, 1]


def test_one_instrument_alone_needs_no_file() -> None:
    alone = load_scenario("workshops_only")
    assert alone.name == "workshops_only" and [name for name, _ in alone.measures] == ["workshops"]
    arms = compose(["scenario=workshops_only", "baseline=job_ledger_only"])
    assert list(arms.baseline["measure"]) == ["job_ledger"] and arms.baseline["name"] == "job_ledger_only"


def test_the_configuration_of_a_result_gives_the_scenario_back() -> None:
    made = load_scenario("as_written", **{"programme.NX-04": "off"})
    assert Scenario.from_config(made.to_config()) == made


def test_names_of_instances() -> None:
    assert instance("NX-04", "welfare_posts") == "nx_04_welfare_posts"


MISTAKES = [
    (["programme=[ningxai]"], ("programme 'ningxai'", "'ningxia'?")),
    (["programme.NX-44=off"], ("clause 'NX-44'", "NX-04", "Did you mean 'NX-")),
    (["programme.NX-44=on"], ("clause 'NX-44'", "NX-04", "Did you mean 'NX-")),
    (["programme.YN-10=off"], ("programme.YN-10", "programme.YN-10=on")),
    (["programme.NX-04=maybe"], ("programme.NX-04 = 'maybe'", "on or off")),
    (["programme.NX-04.welfare_post.posts=0.1"], ("programme.NX-04 'welfare_post'", "'welfare_posts'?")),
    (["programme.NX-04.welfare_posts.plases=1"], ("'programme.NX-04.welfare_posts.plases'", "posts")),
    (["programme.NX-04=off", "programme.NX-04.multiplier=0.5"], ("programme.NX-04.multiplier", "contradicts")),
    (["programme.NX-04.welfare_posts=on", "programme.NX-04=off"], ("programme.NX-04.welfare_posts", "contradicts")),
    (["programme.NX-04.welfare_posts=off", "programme.NX-04.welfare_posts.posts=0.1"], ("NX-04", "contradicts")),
    (["programme.NX-04.multiplier=-1"], ("programme.NX-04.multiplier = -1", "from 0 to 100")),
    (["programme.NX-04.multiplier=x"], ("programme.NX-04.multiplier = 'x'", "a finite number")),
    (["programme.NX-04.welfare_posts.posts=-0.1"], ("programme.NX-04.welfare_posts.posts = -0.1", "from 0 to")),
    (["measure.welfare_posts.posts=-0.1"], ("programme.NX-04.welfare_posts.posts = -0.1", "from 0 to")),
    (["programme.NX-04.welfare_posts.stop=2021-01"], ("programme.NX-04.welfare_posts.stop = '2021-01'", "2021-04")),
    (
        ["programme.NX-04.welfare_posts.start=2027-01", "programme.NX-04.welfare_posts.stop=2028-12"],
        ("programme.NX-04.welfare_posts.start", "2027-01", "2021-01 – 2025-12"),
    ),
    (["programme.NX-05.labour_export.start=2024-01", "months=24"], ("programme.NX-05.labour_export.start", "2024-01")),
    (["measure.labour_export.start=2024-01"], ("programme.NX-04.labour_export.start", "2023-12 (its stop) or earlier")),
    (
        ["programme.NX-04.labour_export.stop=2020-06", "programme.NX-04.labour_export.start=2019-01"],
        ("programme.NX-04.labour_export.stop = '2020-06'", "2021-01 – 2025-12"),
    ),
    (["programme.nx-04=off"], ("clause 'nx-04'", "23 in all", "Did you mean 'NX-04'?")),
    (["~programme.NX-04"], ("~programme.NX-04", "~measure.<name>")),
    (["scenario=livestck_only"], ("scenario 'livestck_only'",)),
    (["baseline=workshop_only"], ("baseline 'workshop_only'",)),
    (["programme.NX-04=off", "programme.NX-04=on"], ("programme.NX-04 = 'on'", "one value a key")),
    (["programme.NX-04.welfare_posts.clause=NX-99"], ("programme.NX-04.welfare_posts.clause", "'NX-99'")),
    (
        ["programme.NX-02.workshops.places=2", "programme.NX-02.industrial_parks.places=2"],
        ("(NX-02)", "2 times the labour force"),
    ),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_a_mistake_names_the_clause(
    capsys: pytest.CaptureFixture[str], words: list[str], said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migrant_sim.cli.run.make_ready", lambda study, language: pytest.fail("it would have run"))
    assert main(["run", *words, "language=en"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and [part for part in said if part not in err] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NX-O4: {welfare_posts: {}}", "clause 'NX-O4'; allowed: NX-14, NX-04"),
        ("NX-04: {welfare_post: {}}", "'welfare_posts'"),
        ("NX-04: {welfare_posts: 3}", "programme.NX-04.welfare_posts"),
    ],
)
def test_a_mistake_in_a_users_file_names_the_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme" / "mine.yaml").write_text(text, encoding="utf-8")
    assert main(["run", "--config-dir", str(tmp_path), "programme=mine", "language=en"]) == 2
    assert said in capsys.readouterr().err
