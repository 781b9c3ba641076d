"""A synthetic ledger keeps the margins, copies nobody, and is refused where it comes too near."""

import json
from pathlib import Path

import pandas as pd
import pytest

from migrant_sim.errors import DataError
from migrant_sim.ledger import share
from migrant_sim.ledger.checking import check
from migrant_sim.ledger.invented import generator
from migrant_sim.ledger.nearest import LEAST_RATIO, MOST_MATCHES, nearness, quasi_identifiers

COUNTY = Path(__file__).parents[2] / "data/ledger/county"
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def real() -> Tables:
    return share.load_checked([COUNTY], "2020-12")


@pytest.fixture(scope="module")
def made(real: Tables) -> Tables:
    return share.synthetic(real, 11, 10)


def test_margins_are_kept(real: Tables, made: Tables) -> None:
    assert len(made["households"]) == len(real["households"])
    assert abs(len(made["persons"]) / len(real["persons"]) - 1) < 0.07
    for column in ("sex", "education", "health", "activity"):
        shares = [frame["persons"][column].value_counts(normalize=True) for frame in (real, made)]
        assert (shares[0] - shares[1]).abs().max() < 0.06, column
    for column in ("land", "wage_income", "transfer_income"):
        means = [pd.to_numeric(frame["households"][column]).mean() for frame in (real, made)]
        assert means[1] == pytest.approx(means[0], rel=0.25), column


def test_nobody_is_copied_and_nothing_personal_is_in_it(real: Tables, made: Tables) -> None:
    assert set(quasi_identifiers(real)) & set(quasi_identifiers(made)) == set()
    columns = {name for frame in made.values() for name in frame.columns}
    assert columns & {"name", "head", "id_number", "head_id_number", "phone", "address"} == set()
    found = nearness(real, made, generator(1, "nearest"))
    assert found.well and found.ratio > LEAST_RATIO and found.matches <= MOST_MATCHES


def test_resampled_rows_are_refused(real: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "synthetic", lambda real, seed, least: real)
    with pytest.raises(DataError, match="too near to real ones") as told:
        share.write_share(real, tmp_path / "out", (1, 10), ("zh", "csv"))
    assert "过于接近" in told.value.chinese and not (tmp_path / "out").exists()


def test_rare_levels_and_extremes_are_left_out(real: Tables) -> None:
    households = real["households"].copy()
    households.loc[0, "land"] = 1999.0
    groups = households["group"].astype(object).copy()
    groups[:3] = "rare"
    changed = {**real, "households": households.assign(group=groups)}
    drawn = share.synthetic(changed, 4, 10)["households"]
    assert "rare" not in set(drawn["group"]) and drawn["land"].max() < 100


def test_it_is_written_with_its_check_and_checks_clean(real: Tables, tmp_path: Path) -> None:
    files, found = share.write_share(real, tmp_path, (11, 10), ("zh", "csv"))
    told = json.loads((tmp_path / "nearest.json").read_text(encoding="utf-8"))
    assert told["ratio"] == found.ratio and "No real person" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert check([path for path in files if path.suffix == ".csv"]).errors == ()


def test_a_ledger_too_small_to_hide_anybody_is_refused(real: Tables) -> None:
    keep = real["persons"]["home"].to_numpy() < 50
    small = {**real, "households": real["households"].iloc[:50], "persons": real["persons"][keep]}
    with pytest.raises(DataError, match="50 households"):
        share.synthetic(small, 1, 10)


def test_equal_seeds_draw_equal_ledgers(real: Tables, made: Tables) -> None:
    again = share.synthetic(real, 11, 10)
    assert all(again[name].to_csv() == made[name].to_csv() for name in made)
