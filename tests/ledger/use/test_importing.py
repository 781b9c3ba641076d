import os
import signal
import sys

import numpy as np
import pandas as pd
import pytest

from migrant_sim.configuration import compose
from migrant_sim.draws import apply, parameter_draw
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.own_data import ledger_notes
from migrant_sim.ledger import importing
from migrant_sim.ledger.describe import describe, lines
from migrant_sim.ledger.importing import Order, Refused, import_ledgers
from migrant_sim.ledger.public import persons_by_group
from migrant_sim.ledger.share import load_region
from migrant_sim.ledger.summing import told_of
from migrant_sim.population import PopulationSpec, build
from migrant_sim.population import margins as m
from migrant_sim.published import imported_regions, parameter, region_folder, series
from migrant_sim.scenario import Scenario
from migrant_sim.simulate import simulate

WHOLE = PopulationSpec(scale=1.0)


def with_income(tables, mean=12_000.0):
    homes = tables["households"]
    size = homes["size"].astype(float)
    homes["wage_income"] = 0.6 * mean * size
    homes["operating_income"] = 0.4 * mean * size
    homes["disposable_income"] = mean * size
    return tables


def test_a_complete_ledger_is_taken_one_to_one(made, tables, put_in):
    about, region = put_in(tables)
    again = build(region, WHOLE, 7)
    assert about["coverage"] == 1.0 and about["imputations"] == 1
    assert {row[:2]: row.achieved for row in again.fit} == pytest.approx(
        {row[:2]: row.achieved for row in made.fit}, abs=0.012
    )
    exact = [
        (a.achieved, b.achieved) for a, b in zip(made.fit, again.fit, strict=True) if a.table != "education_by_age"
    ]
    assert all(a == pytest.approx(b, abs=1e-12) for a, b in exact)
    alive, before = again.persons.alive == 1, made.persons.alive == 1
    for name in ("age", "sex", "born", "health", "labour", "activity"):
        both = (np.sort(getattr(made_, name)[rows]) for made_, rows in ((made.persons, before), (again.persons, alive)))
        assert (next(both) == next(both)).all(), name


def test_settlements_count_by_their_people_whatever_size_a_ledger_lists(made, tables, put_in):
    _, region = put_in(tables)
    again = build(region, WHOLE, 7)
    people = float((again.persons.alive == 1).sum())
    assert again.settlements.count.sum() == pytest.approx(people / region.settlement_persons)
    half = build(region, PopulationSpec(scale=0.5), 7).settlements.count.sum()
    assert half == pytest.approx(again.settlements.count.sum(), rel=0.1), "real settlements, at any scale"


def test_a_smaller_sample_is_part_of_every_larger_one(tables, put_in):
    _, region = put_in(tables)
    keys = [set(build(region, PopulationSpec(scale=s), 7).households.key.tolist()) for s in (0.2, 0.35, 0.7, 1.0)]
    assert all(less < more for less, more in zip(keys, keys[1:], strict=False))
    assert len(keys[0]) == pytest.approx(0.2 * len(keys[-1]), rel=0.1)


def test_the_first_year_is_that_of_the_population_written_down(made, tables, put_in):
    _, region = put_in(tables)
    run = compose(["region=my_county", "scenario=continuation", "months=12", "population.scale=1"])
    config = dict(run.scenario)
    keys = ["period", "indicator", "group"]
    own = simulate(Scenario.from_config(config)).set_index(keys)["value"]
    before = dict(config["region"]) | {"name": "small", "register": None}
    kept = simulate(Scenario.from_config(config | {"region": before})).set_index(["period", "indicator", "group"])[
        "value"
    ]
    for name, tolerance in (("disposable_income", 0.05), ("employment_rate", 0.06), ("employed_outside", 0.2)):
        assert own["2021", name, "all"] == pytest.approx(kept["2021", name, "all"], rel=tolerance), name


def test_empty_cells_are_imputed_marked_and_differ_between_imputations(tables, put_in):
    people = tables["persons"]
    people.loc[people.index % 4 == 0, "health"] = pd.NA
    del tables["households"]["dibao"]
    about, region = put_in(tables)
    assert about["missing"]["households.dibao"] == {"cells": len(tables["households"]), "share": 1.0, "imputed": True}
    assert about["missing"]["persons.health"]["share"] == pytest.approx(0.25, abs=0.01)
    said = " ".join(note["en"] for note in ledger_notes("my_county"))
    assert "persons.health" in said and "assumption" in said and "5 imputations" in said
    one, two = (build(region, PopulationSpec(scale=1.0, imputation=way), 7) for way in (0, 1))
    order = [np.argsort(made.persons.key) for made in (one, two)]
    same = one.persons.health[order[0]][:1000] == two.persons.health[order[1]][:1000]
    assert 0.7 < same.mean() < 1.0
    assert (one.households.dibao == 1).mean() == pytest.approx(0.12, abs=0.02)


def test_a_draw_takes_its_imputation_and_shipped_regions_have_none(tables, put_in):
    tables["persons"].loc[tables["persons"].index % 4 == 0, "health"] = pd.NA
    put_in(tables)
    scenario = Scenario.from_config(dict(compose(["region=my_county"]).scenario))
    assert [apply(scenario, parameter_draw(scenario, d)).population.imputation for d in (-1, 0, 1, 6)] == [0, 0, 1, 1]
    shipped = Scenario.from_config(dict(compose(["region=minning", "population.scale=0.1"]).scenario))
    assert apply(shipped, parameter_draw(shipped, 3)).population.imputation == 0


def test_a_ledger_of_a_part_is_weighted_to_the_margins(tables, put_in):
    homes, people = tables["households"], tables["persons"]
    kept = homes["household_id"][(homes["size"] <= 3) | (homes.index % 3 == 0)]
    tables["households"] = homes[homes["household_id"].isin(kept)]
    tables["persons"] = people[people["household_id"].isin(kept)]
    about, region = put_in(tables, persons=5000)
    made = build(region, WHOLE, 7)
    assert about["weights"]["met"] != "none" and about["coverage"] < 0.4
    assert (made.persons.alive == 1).sum() == pytest.approx(5000, rel=0.03)
    sizes = [row for row in made.fit if row.table == "household_size"]
    assert len(sizes) == len(m.SIZES) and all(abs(row.error) < 0.02 for row in sizes)
    assert len(np.unique(made.persons.key)) == len(made.persons)


def test_incomes_give_the_start_level_with_a_spread(tables, put_in):
    about, region = put_in(with_income(tables))
    ratio = 12_000.0 / series("rural_income_pc")[2020]
    row = parameter(region.priors["reference.start_ratio"])
    assert row.central == pytest.approx(ratio, rel=1e-5) and row.low < row.central < row.high
    assert "ASSUMPTION" in row.note and about["start"]["reference.wage_share"]["central"] == pytest.approx(0.6)
    assert any("取自台账：2020年移民可支配收入中工资的占比" in zh for zh, _ in told_of(about))
    scenario = Scenario.from_config(dict(compose(["region=my_county"]).scenario))
    assert scenario.process("reference").start_ratio == pytest.approx(ratio, rel=1e-5)


def test_a_ledger_without_any_income_leaves_the_start_level_as_it_is(tables, put_in):
    about, _ = put_in(with_income(tables, mean=0.0))
    assert about["start"] == {} and "too far" in about["remarks"][0]["en"]


def test_published_figures_among_the_ledgers_are_said_to_be_left_aside(tables, put_in):
    row = {"series_id": "rural_income:宁夏", "year": 2024, "value": 1.9, "unit": "万元", "source": "统计公报"}
    about, _ = put_in(tables | {"series": pd.DataFrame([row])})
    (said,) = [row for row in about["remarks"] if "ledger series" in row["en"]]
    assert "1 rows" in said["en"] and "1 行" in said["zh"]


def test_what_a_killed_import_of_another_name_left_is_removed(tables, put_in):
    left = region_folder(".other.new-999999999")
    left.mkdir(parents=True)
    put_in(tables)
    assert not left.exists()


def test_a_region_whose_counties_are_made_up_can_be_shared_and_counted(tables, put_in):
    put_in(tables, base="guangxi")
    made = load_region(region_folder("my_county"))
    assert set(made["settlements"]["county"]) == {"合成县01"}
    assert persons_by_group(region_folder("my_county"))["county:合成县01"] == len(tables["persons"])


def test_errors_stop_the_import_and_nothing_is_written(tables, home, tmp_path, csv_files):
    tables["persons"].loc[3, "sex"] = "unknown"
    files = csv_files(tables, tmp_path / "files")
    with pytest.raises(Refused) as refused:
        import_ledgers(Order(files=tuple(files), name="my_county", title_en="x", title_zh="x"))
    assert refused.value.exit_code == 3 and len(refused.value.problems) >= 1
    assert not imported_regions()


@pytest.mark.parametrize("name", ["ningxia", "Minning", "../x", ".x", "a b", "", "1x"])
def test_names_that_are_taken_or_no_names_are_refused(name, home):
    with pytest.raises(ConfigurationError, match="name"):
        import_ledgers(Order(files=("x.csv",), name=name, title_en="x", title_zh="x"))


def test_a_region_is_replaced_only_when_asked(tables, put_in):
    _, first = put_in(tables)
    with pytest.raises(ConfigurationError, match="replace=true"):
        put_in(tables)
    _, second = put_in(with_income(tables), replace=True)
    assert first.register["key"] != second.register["key"]
    assert [path.name for path in region_folder("my_county").parent.iterdir()] == ["my_county"]


def test_changed_tables_are_refused(tables, put_in):
    _, region = put_in(tables)
    path = region_folder("my_county") / "persons.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(DataError, match="Import it again"):
        build(region, WHOLE, 8)


def test_an_unknown_region_is_told_shipped_and_imported_ones(tables, put_in):
    put_in(tables)
    with pytest.raises(ConfigurationError, match="my_county.*ningxia"):
        compose(["region=my_conty"])


def test_no_word_of_the_sources_that_names_a_person_is_kept(tables, put_in):
    tables["persons"].insert(1, "name", "欧阳娜娜")
    put_in(tables)
    for path in region_folder("my_county").iterdir():
        assert "欧阳".encode() not in path.read_bytes(), path.name


def test_describe_says_both_sides_in_both_languages(tables, put_in):
    put_in(with_income(tables))
    found = describe("my_county")
    rows = {(row["table"], row["level"]): row for row in found["rows"]}
    dibao = rows["household_flags", "dibao"]
    assert dibao["ledger"] == pytest.approx(tables["households"]["dibao"].mean())
    assert dibao["difference"] == pytest.approx(dibao["ledger"] - dibao["published"])
    assert "低保" in "\n".join(lines(found, "zh")) and "dibao" in "\n".join(lines(found, "en"))


EVENTS = ("open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "shutil.rmtree")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("replace", [False, True])
def test_a_kill_at_any_moment_leaves_nothing_or_everything(tables, put_in, replace, monkeypatch):
    """The import is killed at each of its steps in the file system, and each time a reader finds a whole region."""
    from migrant_sim.ledger.checking import Checked

    if replace:
        put_in(tables)
    clean = {name: table.reset_index(drop=True) for name, table in with_income(tables).items()}
    monkeypatch.setattr(importing, "check", lambda files, reference, told: Checked(clean, ()))
    order = Order(files=(), name="my_county", title_en="x", title_zh="x", base="minning", replace=True)
    home, killed = str(region_folder("my_county").parent), 0
    for step in range(1, 60, 2):
        status = _import_and_die(order, step, home)
        known = imported_regions()
        assert set(known) <= {"my_county"} and (known or not replace)
        for path in known.values():
            assert {"region.yaml", "import.json", "persons.parquet"} <= {each.name for each in path.parent.iterdir()}
            describe("my_county")
        if not os.WIFSIGNALED(status):
            break
        killed += 1
        if known and not replace:
            assert "my_county" in known
    assert killed > 5 and os.WEXITSTATUS(status) == 0


def _import_and_die(order, step, home):
    """Fork a child that imports and kills itself at its `step`-th step below the home."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    left = [step]

    def watch(event, args):
        if event in EVENTS and args and str(args[0]).startswith(home):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        import_ledgers(order)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        os._exit(1)
