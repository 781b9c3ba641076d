import numpy as np
import pytest

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments.points import designed, label_of, ranges, read_points

OVER = {"population.scale": [0.01, 0.05], "months": [12, 60, "whole"], "seed": [1, 1000, "log"]}


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_designs_fill_their_ranges_and_repeat(design):
    points = list(designed(design, ranges(OVER), 16, 7))
    assert points == list(designed(design, ranges(OVER), 16, 7)) != list(designed(design, ranges(OVER), 16, 8))
    scales = np.array([point["population.scale"] for point in points])
    assert ((scales >= 0.01) & (scales <= 0.05)).all()
    # One point in each sixteenth of the range, which both designs promise for powers of two.
    assert sorted(((scales - 0.01) / 0.04 * 16).astype(int)) == list(range(16))
    assert all(isinstance(point["months"], int) and 12 <= point["months"] <= 60 for point in points)
    assert sum(point["seed"] < 31.7 for point in points) == 8


def test_a_longer_sobol_design_begins_with_the_shorter():
    assert list(designed("sobol", ranges(OVER), 21, 7))[:8] == list(designed("sobol", ranges(OVER), 8, 7))


@pytest.mark.parametrize(
    "over",
    [{}, [1, 2], {"a": 3}, {"a": [2, 1]}, {"a": [1, "x"]}, {"a": [0, 1, "log"]}, {"a": [0, 1.5, "whole"]}]
    + [{"a": [0, 1, "logg"]}, {"a": [True, 2]}],
    ids=str,
)
def test_ranges_that_are_none_are_refused(over):
    with pytest.raises(ConfigurationError, match=r"sweep\.over"):
        ranges(over)


def test_a_file_of_points_sets_what_its_cells_say(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("scenario,months\nall_in,12\nas_written,\n\n", encoding="utf-8-sig")
    assert read_points(path) == [{"scenario": "all_in", "months": "12"}, {"scenario": "as_written"}]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ConfigurationError),
        (b"scenario\n", ConfigurationError),
        (b"a,a\n1,2\n", ConfigurationError),
        (b"a,b\n1\n", ConfigurationError),
        (b"a,\n1,2\n", ConfigurationError),
        (b"a\n\xff\xfe\n", DataError),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, error):
    path = tmp_path / "points.csv"
    path.write_bytes(content)
    with pytest.raises(error, match="points.csv"):
        read_points(path)


def test_labels_fit_into_a_folder_name_and_stay_apart():
    assert label_of("all_in", ["months=12"]) == "all_in months=12"
    long = [label_of("all_in", [f"process.labour.separation={n}" + "0" * 200]) for n in range(2)]
    assert len(set(long)) == 2 and all(len(label) < 60 for label in long)
