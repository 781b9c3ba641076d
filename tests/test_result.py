import json

import pandas as pd
import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.result import Result, class_of, read_json, record_outputs, replacing, words_of, write_json


@pytest.fixture
def folder(tmp_path):
    """A result folder of two draws, two years, two arms, written by hand."""
    rows = [
        (arm, draw, 0, period, "income_ratio", group, 0.7 + 0.1 * draw + bonus + 0.01 * (period == "2021"), "ratio")
        for arm, bonus in (("as_written", 0.05), ("continuation", 0.0))
        for draw in (0, 1)
        for period in ("2020", "2021", "2021-12")
        for group in ("all", "quintile:1")
    ]
    columns = ["scenario", "draw", "replication", "period", "indicator", "group", "value", "unit"]
    frames = {"indicators": pd.DataFrame(rows, columns=columns)}
    frames |= {name: pd.DataFrame({"draw": [0, 1]}) for name in ("draws", "targets", "costs", "population_fit")}
    for name, frame in frames.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    arms = {"scenario": "as_written", "baseline": "continuation"}
    write_json(tmp_path / "manifest.json", {"status": "done", "arms": arms})
    write_json(tmp_path / "summary.json", {"schema": "1"})
    return tmp_path


@pytest.mark.parametrize(
    ("probability", "word", "word_zh"),
    [
        (0.0, "no", "不可达"),
        (0.0499, "no", "不可达"),
        (0.05, "unlikely", "不太可能"),
        (0.3299, "unlikely", "不太可能"),
        (0.33, "open", "悬而未决"),
        (0.66, "open", "悬而未决"),
        (0.6601, "likely", "较可能"),
        (0.95, "likely", "较可能"),
        (0.9501, "yes", "可达"),
        (1.0, "yes", "可达"),
    ],
)
def test_words_at_their_limits(probability, word, word_zh):
    assert words_of(probability) == (word, word_zh)


def test_classes_rise_with_probability():
    assert [class_of(p) for p in (0.01, 0.2, 0.5, 0.8, 0.99)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_no_word_for_what_is_no_probability(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        class_of(probability)


def test_a_folder_reads_back_with_its_arms(folder):
    result = Result.load(folder)
    assert (result.scenario, result.baseline, result.status) == ("as_written", "continuation", "done")
    assert result.exit_code == 0 and result.failures.empty and len(result.indicators) == 24


def test_yearly_values_are_one_row_a_run(folder):
    wide = Result.load(folder).yearly("income_ratio")
    assert list(wide.columns) == [2020, 2021] and len(wide) == 4
    assert wide.loc[("as_written", 1, 0), 2021] == pytest.approx(0.86)


def test_differences_are_paired_by_run(folder):
    difference = Result.load(folder).difference("income_ratio", "quintile:1")
    assert difference.shape == (2, 2) and (difference - 0.05).abs().max(axis=None) < 1e-12


def test_bands_are_quantiles_over_runs(folder):
    band = Result.load(folder).band("income_ratio")
    assert list(band.columns) == ["p05", "median", "p95", "mean"]
    assert band.loc[("continuation", 2020), "median"] == pytest.approx(0.75)
    assert band.loc[("continuation", 2020), "p05"] == pytest.approx(0.705)


@pytest.mark.parametrize(
    ("indicator", "group", "hint"), [("incme_ratio", "all", "income_ratio"), ("income_ratio", "al", "all")]
)
def test_unknown_names_get_the_nearest(folder, indicator, group, hint):
    with pytest.raises(ConfigurationError, match=f"Did you mean '{hint}'"):
        Result.load(folder).yearly(indicator, group)


@pytest.mark.parametrize("name", ["manifest.json", "costs.parquet"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(DataError, match=f"{name}: it is missing"):
        Result.load(folder)


def test_a_damaged_table_is_named(folder):
    (folder / "draws.parquet").write_bytes(b"nonsense")
    with pytest.raises(DataError, match="draws.parquet"):
        Result.load(folder)


def test_a_failed_run_sets_the_exit_code(folder):
    manifest = read_json(folder / "manifest.json")
    failure = {"draw": 3, "replication": 1, "error": "ValueError", "message": "no", "file": "failures/x.txt"}
    write_json(folder / "manifest.json", manifest | {"failures": [failure], "status": "partial"})
    result = Result.load(folder)
    assert result.exit_code == 1 and result.failures["draw"].tolist() == [3]


def test_a_broken_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["file.txt"]


def test_json_refuses_what_json_does_not_have(tmp_path):
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(tmp_path / "file.json", {"value": float("nan")})
    assert list(tmp_path.iterdir()) == []


def test_outputs_are_recorded_once_with_their_newest_hash(folder):
    report = folder / "report.html"
    hashes = []
    for text in ("one", "two"):
        report.write_text(text)
        record_outputs(folder, [report])
        (record,) = json.loads((folder / "manifest.json").read_text())["outputs"]
        hashes.append(record["sha256"])
    assert record["path"] == "report.html" and hashes[0] != hashes[1]
