"""What the page shows is what `migrant-sim run` writes for the same words."""

from pathlib import Path

import pandas as pd
import pytest

from migrant_sim.cli.dashboard import study_of_words
from migrant_sim.cli.request import Request
from migrant_sim.cli.study import read_study, study_of
from migrant_sim.dashboard import estimates
from migrant_sim.dashboard.estimates import Drawn, Look, Step, estimate, opened, prepare
from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.runner import run_study
from migrant_sim.result import Result

WORDS = ("region=minning", "population.scale=0.01", "programme=[ningxia]", "programme.NX-01=off")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    found: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimates, "BATCHES", (1, 2))
        prepared = prepare(found.append, study_of_words, WORDS)
        estimate(found.append, prepared.study, tmp_path_factory.mktemp("page"), "zh")
    return found


def last(told: list[object]) -> Look:
    return [one for one in told if isinstance(one, Look)][-1]


def test_the_numbers_are_those_of_run(told: list[object], tmp_path: Path) -> None:
    words = (*WORDS, "draws=2", "replications=1", f"results={tmp_path}", "workers=1")
    result = run_study(study_of(Request(verb="run", words=words, language="en")))
    look = last(told)
    assert {key: value for key, value in result.summary.items()} == dict(look.summary)
    both = [pd.read_parquet(folder / "indicators.parquet") for folder in (look.folder, result.folder)]
    pd.testing.assert_frame_equal(*both)
    assert look.folder.name == result.folder.name


def test_batches_grow_and_each_tells_its_draws(told: list[object]) -> None:
    assert [one.draws for one in told if isinstance(one, Look)] == [1, 2]
    assert {one.aim for one in told if isinstance(one, Step)} == {2}
    pictures = [one.picture for one in told if isinstance(one, Drawn)]
    assert pictures[0].name == "ratio" and pictures[0].draws == 1 and pictures[-1].draws == 2
    assert all(one.alt for one in pictures)


def test_below_twenty_draws_the_verdict_cannot_be_said(told: list[object]) -> None:
    assert last(told).summary["verdict"]["word"] == "cannot say"


def test_the_folder_can_be_read_as_the_study_that_it_holds(told: list[object]) -> None:
    study = read_study(last(told).folder)
    assert (study.draws, study.replications) == (2, 1)


def test_what_a_batch_told_stays_whole_while_the_next_one_runs(told: list[object]) -> None:
    first = next(one for one in told if isinstance(one, Look))
    result = Result.load(first.folder)
    assert result.manifest["status"] == "done" and result.manifest["draws"] == 1
    assert dict(result.summary) == dict(first.summary) and first.folder.name == last(told).folder.name


def test_gains_name_everybody_and_the_fifths(told: list[object]) -> None:
    groups = {row["group"]: row for row in last(told).gains}
    assert {"all", "quintile:1", "quintile:5"} <= set(groups)
    assert all(row["p05"] <= row["median"] <= row["p95"] for row in groups.values())


def test_a_stored_result_is_opened_without_a_trace_in_it(told: list[object], tmp_path: Path) -> None:
    folder, found = last(told).folder, []
    before = sorted(folder.rglob("*"))
    opened(found.append, folder, "en", tmp_path / "pictures")
    assert dict(found[0].summary) == dict(last(told).summary)
    assert sorted(folder.rglob("*")) == before


def test_what_is_wrong_is_said_before_a_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="population.scale"):
        prepare(print, study_of_words, ("region=minning", "population.scale=0.00001"))
    with pytest.raises(DataError):
        opened(print, tmp_path, "en", tmp_path / "pictures")
