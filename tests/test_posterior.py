"""Posterior draws: rows taken jointly, blocks rotated by the seed, priors for the rest, and files that are refused."""

import csv
from pathlib import Path

import numpy as np
import pytest
import yaml

from migrant_sim import published
from migrant_sim.draws import CENTRAL, draw_table, from_posterior, parameter_draw, posterior_of
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.basis import basis, repeated
from migrant_sim.published import posteriors
from migrant_sim.scenario import load_scenario

START, SEPARATION, SHARE = "start_income_ratio_2020", "labor_separation_monthly_migrant", "wage_share_start"
BLOCKS, ROWS = 4, 256
ABOUT = {"region": "ningxia", "identified": [START], "not_identified": [SEPARATION]}
PATHS = {START: "reference.start_ratio", SEPARATION: "labour.separation"}


def values() -> dict[str, np.ndarray]:
    """A small sample whose two parameters move together; the second tells the row."""
    rows = np.arange(ROWS)
    return {START: 0.5 + 0.5 * (rows * 37 % ROWS) / ROWS, SEPARATION: 0.02 + 0.1 * (rows * 37 % ROWS) / ROWS}


def write(place: Path, columns=None, about=ABOUT, name="ningxia") -> Path:
    place.mkdir(exist_ok=True)
    columns = values() if columns is None else columns
    with (place / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["row", *columns])
        writer.writerows(
            [i, *(repr(float(v)) if not isinstance(v, str) else v for v in row)]
            for i, row in enumerate(zip(*columns.values(), strict=True))
        )
    if about is not None:
        (place / f"{name}.yaml").write_text(yaml.safe_dump(about), "utf-8")
    return place


def scenario_of(region="ningxia", **overrides):
    return load_scenario("as_written", region=region, **{"population.scale": 0.02, **overrides})


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The small sample in the place of the shipped one."""
    place = write(tmp_path / "posterior")
    monkeypatch.setattr("migrant_sim.draws.posterior", lambda name: posteriors.load_posterior(place, name))
    return values()


def test_without_a_file_every_parameter_keeps_its_prior(monkeypatch, tmp_path):
    scenario = scenario_of()
    monkeypatch.setattr("migrant_sim.draws.posterior", lambda name: posteriors.load_posterior(tmp_path, name))
    assert posterior_of(scenario) is None and from_posterior(scenario) == ()
    plain = scenario.with_(parameters="prior")
    assert parameter_draw(scenario, 3) == parameter_draw(plain, 3)
    assert basis(scenario, 64)["kind"] == "prior only" and basis(scenario, 64)["identified"] == []


def test_rows_are_used_jointly_and_the_rest_keeps_its_prior(sample):
    scenario = scenario_of()
    drawn, prior = draw_table(scenario, ROWS), draw_table(scenario.with_(parameters="prior"), ROWS)
    pairs = {(a, b) for a, b in zip(sample[START], sample[SEPARATION], strict=True)}
    assert set(zip(drawn[PATHS[START]], drawn[PATHS[SEPARATION]], strict=True)) == pairs
    assert np.corrcoef(drawn[PATHS[START]], drawn[PATHS[SEPARATION]])[0, 1] == pytest.approx(1.0)
    others = [name for name in prior if name not in PATHS.values()]
    assert list(drawn) == list(prior) and drawn[others].equals(prior[others])


def test_any_64_draws_in_a_row_hold_every_place_of_a_block_once(sample):
    drawn = draw_table(scenario_of(), 192)[PATHS[SEPARATION]].to_numpy()
    row = {value: place for place, value in enumerate(sample[SEPARATION])}
    for first in (0, 1, 30, 64, 127):
        assert sorted(row[v] % 64 for v in drawn[first : first + 64]) == list(range(64))
    blocks = [row[v] // 64 for v in drawn[::64]]
    assert len(set(blocks)) == 3 and np.diff(blocks).tolist().count(1) >= 1


def test_seeds_see_other_blocks_and_a_draw_does_not_depend_on_how_many(sample):
    first = {draw_table(scenario_of(seed=seed), 1)[PATHS[SEPARATION]][0] for seed in range(12)}
    assert len(first) > 1 and first <= set(sample[SEPARATION][::64])
    scenario = scenario_of()
    assert draw_table(scenario, 70)[:3].equals(draw_table(scenario, 3))


def test_past_its_last_row_the_sample_comes_round_beside_other_priors(sample):
    scenario = scenario_of()
    once, again = (dict(parameter_draw(scenario, index).values) for index in (5, 5 + ROWS))
    for path in PATHS.values():
        assert once[f"processes.{path}"] == again[f"processes.{path}"]
    other = "processes.reference.migrant_share"
    assert once[other] != again[other]
    assert basis(scenario, ROWS)["repeats"] is False and basis(scenario, ROWS + 1)["repeats"] is True
    assert repeated(scenario, ROWS) == [] and f"{ROWS} rows" in repeated(scenario, ROWS + 1)[0]["en"]


def test_a_region_keeps_its_own_start_beside_the_sample_of_another(sample):
    scenario, prior = scenario_of("minning"), scenario_of("minning", parameters="prior")
    drawn, plain = (dict(parameter_draw(each, 7).values) for each in (scenario, prior))
    changed = {path for path in drawn if drawn[path] != plain[path]}
    assert changed == {"processes.labour.separation"}
    said = basis(scenario, 64)
    assert (said["kind"], said["region"], said["own"]) == ("pooled", "ningxia", ["reference.start_ratio"])
    assert said["identified"] == [] and said["not_identified"] == [SEPARATION]
    assert "start_income_ratio_2020_minning" in said["priors"]


def test_a_sample_of_the_region_itself_sets_its_own_parameters_too(tmp_path, monkeypatch):
    own = {"start_income_ratio_2020_minning": np.linspace(0.9, 1.2, 64)}
    place = write(tmp_path / "posterior", own, {"region": "minning", "identified": list(own)}, "ningxia")
    monkeypatch.setattr("migrant_sim.draws.posterior", lambda name: posteriors.load_posterior(place, name))
    drawn = draw_table(scenario_of("minning"), 64)["reference.start_ratio"]
    assert sorted(drawn) == sorted(own["start_income_ratio_2020_minning"])
    assert basis(scenario_of("minning"), 64)["kind"] == "posterior"


def test_what_the_user_fixes_stays_fixed_and_a_region_without_a_sample_has_none(sample):
    fixed = scenario_of(**{"process.labour.separation": 0.05})
    assert "processes.labour.separation" not in dict(parameter_draw(fixed, 0).values)
    assert posterior_of(scenario_of("yunnan")) is None


def test_the_central_draw_keeps_central_values(sample):
    assert parameter_draw(scenario_of(), CENTRAL).values == ()


def test_every_arm_of_a_comparison_shares_its_draws(sample):
    arms = [scenario_of(), load_scenario("continuation", region="ningxia", **{"population.scale": 0.02})]
    first, second = (draw_table(arm, 70) for arm in arms)
    shared = [name for name in second if name in first]
    assert set(PATHS.values()) <= set(shared) and first[shared].equals(second[shared])


def test_the_key_is_part_of_the_content_and_checked():
    scenario = scenario_of()
    assert scenario.to_config()["parameters"] == "posterior"
    assert scenario_of(parameters="prior").key != scenario.key
    with pytest.raises(ConfigurationError, match="posterior"):
        scenario_of(parameters="posteriors")


def test_a_region_cannot_name_a_sample_that_is_not_there(monkeypatch, tmp_path):
    folder = tmp_path / "region"
    folder.mkdir()
    shipped = (published.folder("conf") / "region" / "minning.yaml").read_text("utf-8")
    mine = shipped.replace("posterior: ningxia", "posterior: ningxai").replace("name: minning", "name: mine")
    (folder / "mine.yaml").write_text(mine, "utf-8")
    monkeypatch.setattr("migrant_sim.population.region_fields.posterior_names", tuple)
    assert load_scenario(region="mine", config_dir=tmp_path).region.posterior == "ningxai"  # no file is there at all
    monkeypatch.setattr("migrant_sim.population.region_fields.posterior_names", lambda: ("ningxia",))
    with pytest.raises(ConfigurationError, match="region.posterior.*'ningxia'"):
        load_scenario(region="mine", config_dir=tmp_path)


def broken(change):
    columns = {name: list(column) for name, column in values().items()}
    change(columns)
    return columns


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update(no_such_thing=c[START]), "row 1, column no_such_thing: is no parameter"),
        (lambda c: c.update(subsidy_deadweight=c[START]), "row 1, column subsidy_deadweight: has the role 'moment'"),
        (lambda c: c[START].__setitem__(2, ""), f"row 4, column {START}: is empty"),
        (lambda c: c[START].__setitem__(2, "nan"), f"row 4, column {START}: 'nan'"),
        (lambda c: [column.pop() for column in c.values()], "255 rows; expected: a multiple of 64"),
        (lambda c: c.clear(), "row 1, column row: is not the first"),
    ],
)
def test_a_bad_file_is_refused_by_row_and_column(tmp_path, change, said):
    place = write(tmp_path / "posterior", broken(change))
    with pytest.raises(DataError, match=said) as caught:
        posteriors.load_posterior(place, "ningxia")
    assert caught.value.exit_code == 3 and caught.value.message("zh") != caught.value.message("en")


def test_a_value_that_its_field_does_not_allow_is_refused(tmp_path, monkeypatch):
    place = write(tmp_path / "posterior", broken(lambda c: c[SEPARATION].__setitem__(9, 1.5)))
    monkeypatch.setattr("migrant_sim.draws.posterior", lambda name: posteriors.load_posterior(place, name))
    with pytest.raises(DataError, match=rf"row 11, column {SEPARATION}: 1\.5; expected: a number of 0"):
        parameter_draw(scenario_of(), 0)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (None, "it cannot be read"),
        ({"identified": []}, "region: is missing"),
        ({"region": "ningxia", "identified": "all"}, "a list of parameter ids"),
        ({"region": "ningxia", "identified": [SHARE]}, f"identified: '{SHARE}'"),
    ],
)
def test_a_sample_without_a_provenance_is_refused(tmp_path, about, said):
    with pytest.raises(DataError, match=said):
        posteriors.load_posterior(write(tmp_path / "posterior", about=about), "ningxia")


def test_rows_out_of_order_are_refused(tmp_path):
    place = write(tmp_path / "posterior")
    path = place / "ningxia.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[2], lines[1], *lines[3:]]), "utf-8")
    with pytest.raises(DataError, match="row 2, column row: .*expected: row 0"):
        posteriors.load_posterior(place, "ningxia")


def test_shipped_samples_are_good():
    for name in posteriors.posterior_names():
        found = published.posterior(name)
        assert found is not None and found.size >= 1000 and found.identified
