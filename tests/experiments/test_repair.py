"""Damaged or lost files of a run are named, taken away and made again by the same command."""

import fake_model
import pytest

from migrant_sim.experiments import runner
from migrant_sim.experiments.runner import run_study
from migrant_sim.result import replacing


def tables(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def cut(path):
    path.write_bytes(path.read_bytes()[:-100])


def repaired(study, engine, whole):
    """What the same command says of damaged files, once it has come to the bytes of a whole study."""
    told = []
    run_study(study, engine=engine, tell=lambda english, chinese: told.append(english))
    assert tables(study.folder) == tables(whole)
    return told


@pytest.fixture
def unhurt(tmp_path, engine):
    run_study(whole := fake_model.study(tmp_path / "unhurt", draws=6), engine=engine)
    return whole.folder


@pytest.mark.parametrize("hurt", ["indicators", "costs"])
def test_a_damaged_part_is_named_and_its_runs_are_made_again(tmp_path, engine, unhurt, monkeypatch, hurt):
    monkeypatch.setattr(runner, "PART_RUNS", 2)
    study = fake_model.study(tmp_path / "study", draws=6, mood="interrupt once", place=str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, engine=engine)
    cut(path := sorted((study.folder / "parts").glob(f"*-{hurt}.parquet"))[0])
    assert repaired(study, engine, unhurt) == [f"Damaged, computed again: parts/{path.name}"]


@pytest.mark.parametrize("name", ["indicators.parquet", "costs.parquet", "summary.json", "draws.parquet"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_or_lost_file_of_a_finished_study_is_made_again(tmp_path, engine, unhurt, name, gone):
    run_study(study := fake_model.study(tmp_path / "study", draws=6), engine=engine)
    before = (study.folder / "summary.json").read_bytes()
    (study.folder / name).unlink() if gone else cut(study.folder / name)
    told = repaired(study, engine, unhurt)
    assert told == ([f"Damaged, computed again: {name}"] if name in ("indicators.parquet", "costs.parquet") else [])
    assert (study.folder / "summary.json").read_bytes() == before


def test_a_part_lost_between_two_final_tables_takes_them_along(tmp_path, engine, unhurt, monkeypatch):
    study = fake_model.study(tmp_path / "study", draws=6)

    def dying(path):
        if path.name == "costs.parquet":
            raise KeyboardInterrupt
        return replacing(path)

    monkeypatch.setattr("migrant_sim.experiments.store.replacing", dying)
    with pytest.raises(KeyboardInterrupt):
        run_study(study, engine=engine)
    monkeypatch.undo()
    cut(next((study.folder / "parts").glob("*-costs.parquet")))
    assert "indicators.parquet" in repaired(study, engine, unhurt)[0]
