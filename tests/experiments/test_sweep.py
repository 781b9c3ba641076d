"""A sweep as files: what it leaves, how it grows, what a failure, a hang or a damaged file comes to."""

import errno
import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import fake_model
import pandas as pd
import pytest
from fake_sweep import digests, sweep

from migrant_sim.errors import ConfigurationError, DataError, UserError
from migrant_sim.experiments import sitting
from migrant_sim.experiments import sweep as sweep_module
from migrant_sim.experiments.chunks import Chunk, Run
from migrant_sim.experiments.dispatch import Dispatch
from migrant_sim.experiments.executors.pool import Pool
from migrant_sim.experiments.place import Place
from migrant_sim.experiments.sweeping import run_sweep
from migrant_sim.result import query, read_json


def ran(made, **options):
    return run_sweep(made, engine=fake_model.ENGINE, **options)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sweep that nothing disturbed."""
    made = sweep(tmp_path_factory.mktemp("whole") / "sweep")
    assert ran(made)["status"] == "done"
    return made.folder


def test_every_arm_is_run_once_and_baselines_are_shared(whole):
    jobs = pd.read_parquet(whole / "jobs.parquet")
    assert jobs.groupby("scenario").size().to_dict() == {
        "base@baseline": 8,
        **{f"as_written effect={effect}": 8 for effect in (0.05, 0.02, 0.0)},
    }
    assert set(jobs["status"]) == {"done"} and set(jobs.loc[jobs["scenario"] == "base@baseline", "point"]) == {-1}
    assert not (whole / "parts").exists()


def test_the_folder_is_what_the_manifest_lists(whole):
    listed = {record["path"] for record in read_json(whole / "manifest.json")["outputs"]}
    there = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}
    assert there == listed | {"manifest.json"}


def test_duckdb_sees_one_tidy_table(whole):
    rows = query(whole, "select scenario, count(distinct (draw, replication)) n from indicators group by 1 order by 1")
    assert rows["n"].tolist() == [8] * 4 and "as_written effect=0.05" in set(rows["scenario"])
    both = query(whole, "select count(*) n from indicators i join points p using (scenario) where i.draw = 1")
    assert both["n"].iloc[0] > 0
    with pytest.raises(ConfigurationError, match="sql"):
        query(whole, "select nothing from nowhere")


def test_the_summary_is_that_of_the_closed_form(whole):
    rows = pd.read_parquet(whole / "summary.parquet").set_index("scenario")
    assert (rows["runs"] == 8).all() and (rows["year"] == 2025).all()
    assert rows.loc["as_written effect=0.0", "effect"] == 0.0
    assert rows["effect"].is_monotonic_decreasing and rows.loc["as_written effect=0.05", "effect_p05"] > 0
    assert rows.loc["as_written effect=0.05", "cost_yuan"] == 1250.0 and rows["low"].le(rows["high"]).all()


def test_two_workers_write_the_same_bytes(whole, tmp_path):
    made = sweep(tmp_path / "sweep", workers=2, limit=60.0)
    ran(made)
    assert digests(made.folder) == digests(whole)


def test_small_groups_and_many_waiting_files_change_no_byte(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(sitting, "STAGE_RUNS", 3)
    monkeypatch.setattr(sweep_module, "GROUP_RUNS", 16)
    made = sweep(tmp_path / "sweep")
    ran(made)
    assert digests(made.folder) == digests(whole)


def test_more_draws_points_and_replications_extend_it(whole, tmp_path):
    small = sweep(tmp_path / "sweep", effects=(0.05,), draws=2, replications=1)
    ran(small)
    counted = []
    larger = sweep(tmp_path / "sweep")
    ran(larger, progress=lambda done, total: counted.append((done, total)))
    assert counted[0] == (4, 32) and counted[-1] == (32, 32)
    assert digests(larger.folder) == digests(whole)
    ran(sweep(tmp_path / "sweep", draws=1), progress=lambda done, total: counted.append((done, total)))
    assert counted[-1] == (32, 32)


def test_a_run_that_raises_is_a_row_and_a_file_after_its_retries(tmp_path):
    made = sweep(tmp_path / "sweep", mood="fail", retries=2)
    manifest = ran(made)
    assert manifest["status"] == "partial" and len(manifest["failures"]) == 3
    row = manifest["failures"][0]
    assert (row["draw"], row["replication"], row["error"], row["attempts"]) == (1, 0, "ZeroDivisionError", 3)
    assert "Traceback" in (made.folder / row["file"]).read_text()
    jobs = pd.read_parquet(made.folder / "jobs.parquet")
    assert (jobs["status"] == "failed").sum() == 3 and len(jobs) == 32
    mended = ran(sweep(tmp_path / "sweep"))
    assert mended["status"] == "done" and not (made.folder / "failures").exists()


def test_a_run_that_hangs_is_ended_and_the_rest_go_on(tmp_path):
    made = sweep(tmp_path / "sweep", effects=(0.05,), mood="hang at", draws=3, retries=0, limit=3.0)
    manifest = ran(made)
    (row,) = manifest["failures"]
    assert (row["draw"], row["replication"], row["error"]) == (2, 0, "TimeLimit")
    assert "in _misbehave" in (made.folder / row["file"]).read_text()
    jobs = pd.read_parquet(made.folder / "jobs.parquet")
    assert jobs["status"].value_counts().to_dict() == {"done": 11, "failed": 1}


def test_a_worker_that_dies_is_replaced_and_its_run_tried_again(tmp_path):
    made = sweep(tmp_path / "sweep", mood="die once", place_of_mood=str(tmp_path), effects=(0.05,), limit=60.0)
    assert ran(made)["status"] == "done"
    assert (tmp_path / "died").exists()


def test_all_failing_is_an_error_and_an_unwanted_scenario_is_told(tmp_path):
    base = fake_model.Scenario(name="continuation", effect=0.0, mood="always fail")
    made = sweep(tmp_path / "sweep", mood="always fail", effects=(0.05,))
    made = replace(made, points=tuple(replace(point, baseline=base) for point in made.points))
    with pytest.raises(UserError, match="All 16 runs failed; the first: a bug everywhere"):
        ran(made)


@pytest.mark.parametrize("hurt", ["cut", "flipped", "gone"])
def test_a_damaged_part_is_found_named_and_computed_again(whole, tmp_path, hurt):
    made = sweep(tmp_path / "sweep")
    ran(made)
    path = sorted((made.folder / "indicators").rglob("*.parquet"))[1]
    content = path.read_bytes()
    middle = len(content) // 3
    bad = {"cut": content[:middle], "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]}
    path.write_bytes(bad[hurt]) if hurt != "gone" else path.unlink()
    told, counted = [], []
    ran(sweep(tmp_path / "sweep"), progress=lambda *count: counted.append(count), tell=lambda *said: told.append(said))
    assert path.relative_to(made.folder).as_posix() in told[0][0]
    assert counted[0] == (24, 32)
    assert digests(made.folder) == digests(whole)


def test_a_damaged_waiting_file_is_found_too(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(sitting, "STAGE_RUNS", 4)
    made = sweep(tmp_path / "sweep")

    def stop(done, total):
        if done == 18:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ran(made, progress=stop)
    assert read_json(made.folder / "manifest.json")["status"] == "interrupted"
    path = sorted((made.folder / "parts").glob("*-indicators.parquet"))[0]
    path.write_bytes(path.read_bytes()[:-100])
    told = []
    ran(sweep(tmp_path / "sweep"), tell=lambda *said: told.append(said))
    assert path.name in told[0][0]
    assert digests(made.folder) == digests(whole)


def test_a_full_disk_leaves_no_half_file_and_can_be_resumed(whole, tmp_path, monkeypatch):
    made = sweep(tmp_path / "sweep")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    def filling(done, total):
        if done == 3:
            monkeypatch.setattr("migrant_sim.result.os.fsync", full)

    with pytest.raises(DataError, match="No space left"):
        ran(made, progress=filling)
    left = {path.name for path in made.folder.rglob("*") if path.is_file()}
    assert left <= {"manifest.json", "config.yaml", "points.parquet"}
    monkeypatch.undo()
    ran(made)
    assert digests(made.folder) == digests(whole)


def test_two_sweeps_cannot_share_a_folder(tmp_path):
    made, refused = sweep(tmp_path / "sweep"), []

    def second(done, total):
        if not refused:
            with pytest.raises(ConfigurationError, match="Another command") as caught:
                ran(made)
            refused.append(caught.value)

    ran(made, progress=second)
    assert refused


def test_another_study_in_the_folder_is_refused(whole):
    with pytest.raises(ConfigurationError, match="holds the study"):
        ran(sweep(whole, identity=("other",)))
    changed = sweep(whole)
    point = replace(changed.points[0], scenario=fake_model.Scenario(effect=0.9))
    with pytest.raises(ConfigurationError, match="another configuration"):
        ran(replace(changed, points=(point, *changed.points[1:])))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("clouds"), "Unknown executor 'clouds'"),
        (Place("dask", (("address", "tcp://127.0.0.1:1"),)), "no Dask scheduler answers"),
        (Place("dask", (("address", "localhost"),)), "address of a scheduler"),
    ],
)
def test_an_executor_that_cannot_be_had_leaves_no_folder(tmp_path, place, said):
    with pytest.raises(ConfigurationError, match=said):
        ran(sweep(tmp_path / "sweep", place=place))
    assert not (tmp_path / "sweep").exists()


def test_a_missing_package_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr("migrant_sim.experiments.executors.open.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"migrant-sim\[cluster\]"):
        ran(sweep(tmp_path / "sweep", place=Place("submitit")))


def test_memory_of_a_sitting_holds_a_group_and_not_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr(sweep_module, "GROUP_RUNS", 16)
    most = 0
    keep = sitting.Sitting.take

    def watched(self, ended):
        nonlocal most
        keep(self, ended)
        groups = {id(group): group for group in self._groups.values()}
        most = max(most, sum(len(group.held) for group in groups.values()))

    monkeypatch.setattr(sitting.Sitting, "take", watched)
    ran(sweep(tmp_path / "sweep", effects=tuple(0.001 * n for n in range(20))))
    assert most < 16 < 8 * 21


@pytest.mark.skipif(os.name != "posix", reason="locks and signals of POSIX")
def test_no_descriptor_of_the_parent_reaches_a_worker(tmp_path):
    held = []

    def look(done, total):
        if done and not held:
            import psutil

            for worker in psutil.Process().children(recursive=True):
                held.extend(os.readlink(f"/proc/{worker.pid}/fd/{n}") for n in os.listdir(f"/proc/{worker.pid}/fd"))

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("no /proc here")
    made = sweep(tmp_path / "sweep", limit=60.0)
    ran(made, progress=look)
    assert held and str(made.folder) not in held


class _Late(Pool):
    """Every call ends with its worker; it leaves the words given."""

    slots = 2

    def __init__(self, words: str) -> None:
        self.words = words

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(BrokenProcessPool("the worker ended"))
        return future

    def last_words(self, future):
        return self.words


def test_runs_beyond_their_limit_are_no_sign_of_broken_workers():
    runs = tuple(Run("a", draw, 0) for draw in range(40))
    chunks = [Chunk(runs[at : at + 8], {"a": None}, lambda *given: None, limit=0.5) for at in range(0, 40, 8)]
    ended = list(Dispatch(_Late("Timeout (0:00:00.5)!\n"), iter(chunks), 0).ended())
    assert len(ended) == 40 and {ran.kind for ran in ended} == {"TimeLimit"}
    with pytest.raises(DataError):
        list(Dispatch(_Late(""), iter(chunks), 0).ended())
