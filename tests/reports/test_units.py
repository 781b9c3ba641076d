import pytest

from migrant_sim.reports.units import unit_after


@pytest.mark.parametrize(
    ("unit", "chinese", "english"),
    [("share/yr", " 比例/年", " share/yr"), ("days", " 天", " days"), ("ratio", "", ""), ("-", "", ""), (None, "", "")],
)
def test_units_after_a_number_are_in_the_language_of_the_face(unit, chinese, english):
    assert unit_after(unit, "zh") == chinese and unit_after(unit, "en") == english
