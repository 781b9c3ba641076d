"""Stored runs: the same table in whatever order they ended, and no run twice."""

from pathlib import Path

from migrant_sim.experiments.calibration.parts import FINAL, Parts

RUNS = [((point, run), (("a", float(point)), ("b", -0.0))) for point in range(5) for run in range(2)]


def test_the_order_in_which_runs_ended_leaves_no_trace(tmp_path: Path) -> None:
    first, second = Parts(tmp_path / "first"), Parts(tmp_path / "second")
    first.keep(RUNS)
    for run in reversed(RUNS):
        second.keep([run])
    second.keep(RUNS[:3])  # a command that died before it could know
    for parts in (first, second):
        assert parts.finished() == {task for task, _ in RUNS}
        assert len(parts.assemble()) == 2 * len(RUNS)
        parts.clear()
        assert parts.finished() == {task for task, _ in RUNS}
    assert (tmp_path / "first" / FINAL).read_bytes() == (tmp_path / "second" / FINAL).read_bytes()


def test_a_damaged_part_is_named_and_taken_away_and_its_runs_are_missing_again(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.keep(RUNS[:4])
    parts.keep(RUNS[4:])
    path = sorted((tmp_path / "parts").glob("*.parquet"))[0]
    path.write_bytes(path.read_bytes()[:-20])
    assert parts.repair() == [f"parts/{path.name}"] and parts.repair() == []
    assert parts.finished() == {task for task, _ in RUNS[4:]} and not path.exists()


def test_a_table_known_to_be_wrong_goes_too_and_nothing_else(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.keep(RUNS[:4])
    parts.assemble()
    assert parts.repair(["posterior.csv"]) == [] and parts.repair([FINAL]) == [FINAL]
    assert not (tmp_path / FINAL).exists() and parts.finished() == {task for task, _ in RUNS[:4]}
