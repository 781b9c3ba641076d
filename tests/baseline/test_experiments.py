import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from experiments import KEYS, REFERENCES, questions, repeated  # noqa: E402 - the folder is no package, as beside it

TOLERANCE = 1e-6  # relative; values agree across machines, bytes within one environment


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_question_asked_small_gets_the_committed_answer(question, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(
        "migrant_sim.reports.write_report", lambda folder, screen: []
    )  # it has tests of its own, and no part here
    new = repeated(question, tmp_path).set_index(list(KEYS))
    kept = pd.read_csv(REFERENCES / f"{question.name}.csv", dtype={"period": str}, keep_default_na=False)
    kept = kept.set_index(list(KEYS))
    assert list(new.index) == list(kept.index), "other rows than in results/reference; run `make baseline` if meant"
    for column in ("median", "low", "high", "runs"):
        off = (new[column] - kept[column]).abs() > TOLERANCE * kept[column].abs().clip(lower=1e-3)
        assert not off.any(), f"{column} changed; if meant, run `make baseline` and say why:\n{new[off].head(10)}"
    assert list(new["unit"]) == list(kept["unit"])
