import json
from dataclasses import replace

import fake_model
import pytest

from migrant_sim.errors import DataError, VerificationError
from migrant_sim.experiments.runner import run_study
from migrant_sim.experiments.verify import verify
from migrant_sim.result import record_outputs


@pytest.fixture
def done(make_study, engine):
    study = make_study()
    run_study(study, engine=engine)
    return study


def test_an_untouched_folder_passes_with_its_sample_run(done, engine):
    checks = verify(done.folder, done, engine)
    assert {check.state for check in checks} == {"ok"}
    assert checks[-1].what == "sample run" and "draw 0, replication 0" in checks[-1].note


def test_without_the_study_the_sample_is_skipped_and_says_so(done):
    assert verify(done.folder)[-1].state == "skipped"


@pytest.mark.parametrize("name", ["indicators.parquet", "draws.parquet", "summary.json", "config.yaml"])
def test_one_flipped_byte_is_found_and_named(done, name):
    path = done.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(VerificationError, match=name) as caught:
        verify(done.folder)
    assert caught.value.exit_code == 4


def test_a_missing_file_is_found(done):
    (done.folder / "costs.parquet").unlink()
    with pytest.raises(VerificationError, match="costs.parquet: it is missing"):
        verify(done.folder)


def test_a_model_that_gives_other_values_is_found(done, engine):
    def other(scenario, draw, replication):
        run = fake_model.trajectory(scenario, draw, replication)
        values = run.indicators["value"] * (1 + 1e-6)
        return run._replace(indicators=run.indicators.assign(value=values))

    with pytest.raises(VerificationError, match="indicators.parquet: draw 0, replication 0, run again, gives other"):
        verify(done.folder, done, replace(engine, trajectory=other))


def test_a_rounding_of_another_machine_passes(done, engine):
    def rounded(scenario, draw, replication):
        run = fake_model.trajectory(scenario, draw, replication)
        return run._replace(indicators=run.indicators.assign(value=run.indicators["value"] * (1 + 1e-13)))

    assert verify(done.folder, done, replace(engine, trajectory=rounded))[-1].state == "ok"


def test_a_changed_scenario_is_named_as_the_cause(done, engine):
    changed = replace(done, scenario=replace(done.scenario, effect=0.06))
    with pytest.raises(VerificationError, match="configuration, data or package have changed"):
        verify(done.folder, changed, engine)


def test_a_folder_without_manifest_or_without_files_is_refused(tmp_path, done):
    with pytest.raises(DataError, match="manifest.json"):
        verify(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"outputs": []}))
    with pytest.raises(VerificationError, match="not finished"):
        verify(tmp_path)


def test_a_report_joins_the_manifest(done):
    report = done.folder / "report.html"
    report.write_text("<p>hello</p>")
    record_outputs(done.folder, [report])
    assert "report.html" in {check.what for check in verify(done.folder)}
    report.write_text("<p>changed</p>")
    with pytest.raises(VerificationError, match="report.html"):
        verify(done.folder)


def test_the_manifest_says_what_made_the_files(done):
    manifest = json.loads((done.folder / "manifest.json").read_text())
    assert manifest["key"] == done.key and manifest["status"] == "done"
    assert manifest["seeds"]["root"] == 7 and "numpy" in manifest["packages"]
    assert {record["path"] for record in manifest["inputs"]["files"]} >= {"published/parameters.csv"}
    inputs = {record["path"]: record["rows"] for record in manifest["inputs"]["files"]}
    assert all((rows or 0) > 0 for path, rows in inputs.items() if path.endswith(".csv"))
    assert all(rows is None for path, rows in inputs.items() if path.endswith(".yaml"))
    rows = {record["path"]: record["rows"] for record in manifest["outputs"]}
    assert rows["draws.parquet"] == 4 and rows["summary.json"] is None
    assert manifest["wall_seconds"] > 0 and manifest["peak_mb"] > 0
