"""The questions of `experiments/`, each by its own command, small: what CI repeats and compares."""

from pathlib import Path

import pandas as pd

from migrant_sim.cli import main
from migrant_sim.experiments.findings import KEYS as KEYS
from migrant_sim.experiments.findings import Question, finding
from migrant_sim.experiments.findings import questions as questions

REFERENCES = Path(__file__).parents[2] / "results" / "reference" / "experiments"
SIZE = "draws=2 replications=1 population.scale=0.004 workers=1"


def repeated(question: Question, results: Path) -> pd.DataFrame:
    """The finding of a question's command at a tiny size; seconds, not minutes."""
    code = main([*question.command(SIZE), f"results={results}", "language=en"])
    if code != 0:
        raise RuntimeError(f"{question.name} ended with exit code {code}")
    return finding(question, question.folder(results))
