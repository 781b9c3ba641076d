import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fake_model
import pandas as pd
import psutil
import pytest

from migrant_sim.errors import ConfigurationError, DataError, UserError
from migrant_sim.experiments import runner
from migrant_sim.experiments.runner import run_study
from migrant_sim.result import Result, replacing

HERE = Path(__file__).parent
CHILD = """
import sys
from pathlib import Path
import fake_model
from migrant_sim.experiments import runner
if __name__ == "__main__":
    runner.PART_RUNS = 2
    folder, place, mood, workers = sys.argv[1:]
    study = fake_model.study(Path(folder), mood=mood, place=place, workers=int(workers), draws=6)
    runner.run_study(study, engine=fake_model.ENGINE)
"""


def tables(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def child(tmp_path, folder, mood, workers):
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    source = str(Path(runner.__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, str(script), str(folder), str(tmp_path), mood, str(workers)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([source, str(HERE)])},
        stdout=subprocess.PIPE,
    )


def test_a_study_leaves_every_file_and_reads_back(make_study, engine):
    study = make_study()
    result = run_study(study, engine=engine)
    names = {path.name for path in study.folder.iterdir()}
    assert names == {"manifest.json", *(record["path"] for record in result.manifest["outputs"])}
    assert (result.status, result.exit_code) == ("done", 0)
    assert (study.folder / "config.yaml").read_text() == "region: ningxia\n"
    runs = result.indicators[["scenario", "draw", "replication"]].drop_duplicates()
    assert len(runs) == 2 * 4 * 2


def test_rows_are_sorted_and_hold_no_negative_zero(make_study, engine):
    rows = run_study(make_study(), engine=engine).indicators
    keys = ["draw", "replication", "period", "indicator", "group"]
    for arm in ("as_written", "continuation"):
        part = rows[rows["scenario"] == arm].reset_index(drop=True)
        assert part[keys].equals(part[keys].sort_values(keys).reset_index(drop=True))
    zeros = rows.loc[rows["group"] == "quintile:1", "value"]
    assert len(zeros) and "-" not in "".join(map(str, zeros))


def test_one_and_two_workers_write_the_same_bytes(tmp_path, engine):
    one = fake_model.study(tmp_path / "one", workers=1)
    two = fake_model.study(tmp_path / "two", workers=2)
    run_study(one, engine=engine)
    run_study(two, engine=engine)
    assert tables(one.folder) == tables(two.folder)
    assert (one.folder / "summary.json").read_bytes() == (two.folder / "summary.json").read_bytes()


def test_more_draws_extend_a_study_to_the_bytes_of_a_fresh_one(tmp_path, engine):
    grown, fresh = fake_model.study(tmp_path / "grown", draws=2), fake_model.study(tmp_path / "fresh", draws=5)
    run_study(grown, engine=engine)
    counted = []
    run_study(replace(grown, draws=5), lambda done, total: counted.append((done, total)), engine)
    run_study(fresh, engine=engine)
    assert counted[0] == (4, 10) and counted[-1] == (10, 10)
    assert tables(grown.folder) == tables(fresh.folder)


def test_a_smaller_request_never_shrinks_a_study(make_study, engine):
    study = make_study(draws=5)
    before = run_study(study, engine=engine)
    after = run_study(replace(study, draws=2), engine=engine)
    assert len(after.indicators) == len(before.indicators)


def test_the_same_study_again_only_reads(make_study, engine):
    study = make_study()
    run_study(study, engine=engine)
    before = (study.folder / "manifest.json").read_bytes()
    refusing = replace(engine, trajectory=None, draw_table=None, population=None)
    run_study(study, engine=refusing)
    assert (study.folder / "manifest.json").read_bytes() == before


def test_a_killed_study_goes_on_where_its_parts_end(tmp_path, engine):
    folder = tmp_path / "study"
    process = child(tmp_path, folder, "die once", 1)
    process.communicate()
    assert process.returncode < 0
    assert json.loads((folder / "manifest.json").read_text())["status"] == "running"
    started = []
    study = fake_model.study(folder, draws=6, mood="die once", place=str(tmp_path))
    run_study(study, lambda done, total: started.append(done), engine)
    assert started[0] == 6
    whole = fake_model.study(tmp_path / "whole", draws=6)
    run_study(whole, engine=engine)
    assert tables(folder) == tables(whole.folder)
    assert not (folder / "parts").exists()


def test_parts_of_a_larger_study_do_not_leak_into_a_smaller_one(make_study, engine, tmp_path):
    study = make_study(draws=6, mood="interrupt once", place=str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, engine=engine)
    small, fresh = replace(study, draws=2), fake_model.study(tmp_path / "fresh", draws=2)
    run_study(small, engine=engine)
    run_study(fresh, engine=engine)
    assert tables(small.folder) == tables(fresh.folder)


def test_dying_between_two_final_tables_doubles_no_run(make_study, engine, tmp_path, monkeypatch):
    study = make_study()

    def dying(path):
        if path.name == "costs.parquet":
            raise KeyboardInterrupt
        return replacing(path)

    monkeypatch.setattr("migrant_sim.experiments.store.replacing", dying)
    with pytest.raises(KeyboardInterrupt):
        run_study(study, engine=engine)
    assert (study.folder / "indicators.parquet").exists() and (study.folder / "parts").exists()
    monkeypatch.undo()
    run_study(study, engine=engine)
    run_study(whole := fake_model.study(tmp_path / "whole"), engine=engine)
    assert tables(study.folder) == tables(whole.folder)


def test_an_interrupted_study_keeps_its_parts_and_says_so(make_study, engine, tmp_path):
    study = make_study(draws=6, mood="interrupt once", place=str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        run_study(study, engine=engine)
    assert json.loads((study.folder / "manifest.json").read_text())["status"] == "interrupted"
    with pytest.raises(DataError, match="no finished study"):
        Result.load(study.folder)
    started = []
    assert run_study(study, lambda done, total: started.append(done), engine).status == "done"
    assert started[0] == 6


def test_workers_die_with_their_parent(tmp_path):
    process = child(tmp_path, tmp_path / "study", "hang", 2)
    workers = [psutil.Process(int(process.stdout.readline())) for _ in range(2)]
    process.kill()
    process.wait()
    process.stdout.close()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert alive == []


def test_a_failed_run_is_a_row_and_the_rest_go_on(make_study, engine):
    study = make_study(mood="fail")
    result = run_study(study, engine=engine)
    assert (result.status, result.exit_code) == ("partial", 1)
    row = result.failures.iloc[0]
    assert (row["draw"], row["replication"], row["error"]) == (1, 0, "ZeroDivisionError")
    trace = (study.folder / row["file"]).read_text()
    assert "Traceback" in trace and "a bug at draw 1" in trace
    runs = set(zip(result.indicators["draw"], result.indicators["replication"], strict=True))
    assert len(runs) == 7 and (1, 0) not in runs
    assert any("1 of 8 runs failed" in warning["en"] for warning in result.summary["warnings"])


def test_failed_runs_are_tried_again(make_study, engine, tmp_path):
    study = make_study(mood="fail")
    run_study(study, engine=engine)
    mended = replace(study, scenario=replace(study.scenario, mood=""))
    result = run_study(mended, engine=engine)
    assert result.status == "done" and not (study.folder / "failures").exists()
    run_study(whole := fake_model.study(tmp_path / "whole"), engine=engine)
    assert tables(study.folder) == tables(whole.folder)


def test_when_every_run_fails_there_is_an_error_with_the_first(make_study, engine):
    with pytest.raises(UserError, match="All 8 runs failed; the first: a bug everywhere") as caught:
        run_study(make_study(mood="always fail"), engine=engine)
    assert caught.value.exit_code == 1


def test_a_user_error_of_the_first_run_leaves_no_folder(make_study, engine):
    study = make_study(mood="refuse")
    with pytest.raises(ConfigurationError, match="no such thing"):
        run_study(study, engine=engine)
    assert not study.folder.exists()


def test_a_folder_with_another_study_is_refused_and_left_alone(make_study, engine):
    study = make_study()
    run_study(study, engine=engine)
    before = tables(study.folder)
    other = make_study(effect=0.09, name="study")
    with pytest.raises(ConfigurationError) as caught:
        run_study(replace(other, name="mine"), engine=engine)
    assert study.key[:8] in caught.value.english and other.key[:8] in caught.value.english
    assert tables(study.folder) == before


def test_a_folder_with_other_files_is_refused(make_study, engine):
    study = make_study()
    study.folder.mkdir(parents=True)
    (study.folder / "letter.txt").write_text("dear")
    with pytest.raises(ConfigurationError, match="no study"):
        run_study(study, engine=engine)
    assert [path.name for path in study.folder.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path, engine):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="file/study"):
        run_study(fake_model.study(tmp_path / "file" / "study"), engine=engine)


def test_a_full_disk_leaves_no_half_file_and_can_be_resumed(make_study, engine, monkeypatch):
    study = make_study()

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    def filling(done, total):
        if done == 3:
            monkeypatch.setattr("migrant_sim.result.os.fsync", full)

    with pytest.raises(DataError, match="No space left") as caught:
        run_study(study, filling, engine)
    assert str(study.folder) in caught.value.english and caught.value.exit_code == 3
    left = {path.name for path in study.folder.rglob("*") if path.is_file()}
    assert left <= {"manifest.json", "config.yaml"}
    monkeypatch.undo()
    assert run_study(study, engine=engine).status == "done"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_named(tmp_path, engine):
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(DataError, match="locked/study"):
        run_study(fake_model.study(tmp_path / "locked" / "study"), engine=engine)


def test_two_commands_cannot_share_a_folder(make_study, engine):
    study = make_study()
    refused = []

    def second(done, total):
        if not refused:
            with pytest.raises(ConfigurationError, match="Another command") as caught:
                run_study(study, engine=engine)
            refused.append(caught.value)

    run_study(study, second, engine)
    assert refused


def test_a_scenario_against_itself_differs_by_exactly_zero(make_study, engine):
    study = make_study()
    study = replace(study, baseline=study.scenario)
    result = run_study(study, engine=engine)
    assert (result.scenario, result.baseline) == ("as_written", "as_written@baseline")
    assert (result.difference("income_ratio") == 0.0).all(axis=None)
    assert all(band == {"median": 0.0, "p05": 0.0, "p95": 0.0} for band in result.summary["difference"].values())
    assert result.summary["cost"]["total_yuan"] == 0.0


def test_only_the_wanted_groups_are_kept(make_study, engine):
    all_rows = run_study(make_study(), engine=engine).indicators
    assert set(all_rows["group"]) == {"all", "quintile:1"}
    study = make_study(groups=("county",))
    rows = run_study(replace(study, folder=study.folder.with_name("few")), engine=engine).indicators
    assert set(rows["group"]) == {"all"}


def test_rows_that_cannot_be_right_fail_the_run(make_study, engine):
    def twice(scenario, draw, replication):
        run = fake_model.trajectory(scenario, draw, replication)
        return run if draw else run._replace(indicators=pd.concat([run.indicators] * 2))

    result = run_study(make_study(), engine=replace(engine, trajectory=twice))
    assert set(result.failures["draw"]) == {0} and "twice" in result.failures["message"].iloc[0]
