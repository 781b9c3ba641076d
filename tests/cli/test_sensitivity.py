"""Bad input of the verb: the exit code, and what the paragraph names; no folder is left behind."""

import json

import pytest

from migrant_sim.cli import main

SMALL = ("region=minning", "population.scale=0.02")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draws=32",), "from 64"),
        (("months=36",), "60 or more, to the end of 2025"),
        (("sensitivity.trajectories=2",), "from 4"),
        (("sensitivity.quantify=morris",), "pawn, sobol"),
        (("sensitivity.instruments=[welfare_post]",), "welfare_posts"),
        (("sensitivity.trajectory=9",), "sensitivity.trajectories"),
        (("sensitivity.base=100",), "power of two"),
    ],
)
def test_a_mistake_is_told_before_anything_is_run(words, said, tmp_path, capsys) -> None:
    code = main(["sensitivity", *SMALL, *words, f"results={tmp_path / 'results'}", "language=en"])
    assert code == 2 and said in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_a_region_without_a_verdict_is_refused(tmp_path, capsys) -> None:
    assert main(["sensitivity", "region=yunnan", f"results={tmp_path / 'results'}", "language=en"]) == 2
    assert "income parity" in capsys.readouterr().err


@pytest.mark.parametrize(("schema", "said"), [("0", "schema '0'"), ("1", "draws.parquet")])
def test_a_folder_of_another_schema_or_without_draws_is_refused(schema, said, tmp_path, capsys) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"schema": schema}), encoding="utf-8")
    assert main(["sensitivity", f"results={tmp_path}", "language=en"]) == 3
    assert said in capsys.readouterr().err


def test_a_finished_run_keeps_its_scenario(tmp_path, capsys) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"schema": "1"}), encoding="utf-8")
    (tmp_path / "draws.parquet").write_bytes(b"")
    assert main(["sensitivity", f"results={tmp_path}", "region=minning", "language=en"]) == 2
    assert "region is not allowed beside results=" in capsys.readouterr().err
