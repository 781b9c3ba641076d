"""The table of groups: people and counties by their names, hundreds of synthetic settlements left to their chart."""

from migrant_sim.reports.findings import Findings
from migrant_sim.reports.groups import group_label
from migrant_sim.reports.table_gains import gains_table


def test_counties_have_names_in_both_languages():
    assert group_label("county:兴庆区", "en") == "County: Xingqing"
    assert group_label("county:兴庆区", "zh") == "县（市、区）：兴庆区"


def test_settlements_are_not_listed_one_by_one(result):
    groups = set(result.indicators["group"].astype(str))
    rows = gains_table(Findings(result), "zh").rows
    assert rows and any(group.startswith("settlement:") for group in groups)
    assert not [row for row in rows if "settlement" in row[0]]
