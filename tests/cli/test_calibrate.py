"""`calibrate` from the outside: mistakes are told in words and leave nothing behind."""

from dataclasses import fields
from pathlib import Path

import pytest

from migrant_sim.cli import main
from migrant_sim.errors import DataError
from migrant_sim.published import load_parameters
from migrant_sim.published.rows import Parameter


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["calibrate.simulations=20"], 2, "214 or more"),
        (["calibrate.simulations=20", "calibrate.trials=0"], 2, "107 or more"),
        (["calibrate.simulation=400"], 2, "calibrate.simulations"),
        (["calibrate.waves=3"], 2, "from 1 to 2"),
        (["scenario=as_written"], 2, "no key of calibrate"),
        (["draws=3"], 2, "no key of calibrate"),
        (["region=yunnan"], 3, "prior only"),
        (["region=guangxi"], 3, "prior only"),
    ],
)
def test_a_mistake_is_told_and_leaves_nothing(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", *words, f"results={tmp_path}", "language=en"]) == code
    shown = capsys.readouterr().err
    assert said in shown and "Traceback" not in shown
    assert list(tmp_path.iterdir()) == []


def test_a_prior_with_low_above_high_is_refused(tmp_path: Path) -> None:
    columns = ["parameter_id" if field.name == "id" else field.name for field in fields(Parameter)]
    row = dict.fromkeys(columns, "x") | {"low": "2", "central": "1.5", "high": "1", "distribution": "triangular"}
    row |= {"seen": "assumption", "original_seen": "n/a", "grade": "C", "role": "prior"}
    (tmp_path / "p.csv").write_text(",".join(columns) + "\n" + ",".join(row[name] for name in columns) + "\n")
    with pytest.raises(DataError, match="low <= central <= high"):
        load_parameters(tmp_path / "p.csv")


def test_the_configuration_can_be_seen_without_running(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--cfg", "job"]) == 0
    shown = capsys.readouterr().out
    assert "simulations: 2000" in shown and "scale: 0.02" in shown
