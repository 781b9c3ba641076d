"""What a calibration writes of its posterior: rows by use of a moment, and a provenance that holds for this study."""

import numpy as np
import pandas as pd
import pytest

from migrant_sim.cli.calibrate import calibration_of
from migrant_sim.cli.request import read_request
from migrant_sim.experiments.calibration.emulator import fit_emulator, fold_of
from migrant_sim.experiments.calibration.learning import Learnt, condition
from migrant_sim.experiments.calibration.moments import Moment
from migrant_sim.experiments.calibration.tables import Answer, fit_table, identified_table, informed, provenance

IDS = ("start_income_ratio_2020", "trend_growth_gap_continuation")


@pytest.fixture(scope="module")
def answer() -> Answer:
    """Two parameters: the figure answers to the first, a check to the second, and a shown one to the first."""
    study = calibration_of(read_request(["calibrate", "region=ningxia"], "en"))
    u = np.random.Generator(np.random.Philox(key=1)).random((200, 2))
    told = [
        (Moment("figure", "fit", "ratio", 0.5, 0.05), u[:, 0]),
        (Moment("growth", "check", "%", 0.0, 1.0), u[:, 1] - 0.5),
        (Moment("income_ratio:2025", "shown"), u[:, 0]),
    ]
    folds = fold_of(np.arange(len(u)))
    learnt = tuple(Learnt(moment, fit_emulator(u, values, folds), float("nan")) for moment, values in told)
    sample = np.random.Generator(np.random.Philox(key=2)).random((2000, 2))
    return Answer(study, IDS, condition(learnt, sample), np.array([0.5, 0.5]), 64)


def test_a_check_of_nothing_is_a_row_and_what_is_only_shown_is_none(answer: Answer) -> None:
    table = fit_table(answer, np.random.Generator(np.random.Philox(key=3)))
    assert list(table["moment"]) == ["figure", "growth"] and list(table["use"]) == ["fit", "check"]


def test_only_what_a_fitted_figure_answers_to_contracts(answer: Answer) -> None:
    assert informed(answer) == IDS[:1]
    table = identified_table(answer).set_index("parameter")
    assert table.loc[IDS[0], "identified"] == "yes" and table.loc[IDS[0], "contraction"] > 0.8
    assert table.loc[IDS[1], "identified"] == "no" and table.loc[IDS[1], "contraction"] == 0.0


@pytest.mark.parametrize(
    ("words", "prior"), [([], "start_income_ratio_calibration"), (["process.reference.start_ratio=0.7"], None)]
)
def test_the_prior_of_the_start_ratio_is_named_where_it_was_drawn(answer: Answer, words, prior) -> None:
    study = calibration_of(read_request(["calibrate", "region=ningxia", *words], "en"))
    found = provenance(
        answer._replace(study=study), np.arange(3), 1.0, pd.DataFrame({"identified": [], "parameter": []})
    )
    assert found["start_ratio_prior"] == prior and "identifies the effect" in found["note"]
