"""Costs: lines come back as they were booked, and may be changed from a number on."""

from migrant_sim.recorder.costs import ROOM, Totals
from migrant_sim.state import Cost, Costs

POSTS, COURSES = ("welfare_posts", "NX-04", "funds"), ("vocational_training", "NX-03", "funds")


def page(*lines):
    costs = Costs()
    for owner, numbers in lines:
        costs.add(owner, *numbers)
    return costs


def test_lines_come_back_as_they_were_booked():
    costs = page((POSTS, (10.0, 1.0, 2.0)), (COURSES, (3.0, 4.0, 0.0)))
    assert list(costs) == [Cost(*POSTS, 10.0, 1.0, 2.0), Cost(*COURSES, 3.0, 4.0, 0.0)]
    assert len(costs) == 2 and list(costs.since(1)) == [Cost(*COURSES, 3.0, 4.0, 0.0)]
    costs.clear()
    assert costs == Costs() and not list(costs)


def test_lines_from_a_number_on_are_changed_and_others_stay():
    costs = page((POSTS, (10.0, 1.0, 2.0)), (COURSES, (3.0, 4.0, 0.0)))
    costs.change(1, lambda cost: cost._replace(fund="general", people=0.0))
    assert list(costs) == [Cost(*POSTS, 10.0, 1.0, 2.0), Cost(*COURSES[:2], "general", 3.0, 0.0, 0.0)]


def test_totals_add_lines_of_one_owner_in_their_order():
    totals = Totals()
    totals.add(2021, page((POSTS, (0.1, 1.0, 2.0)), (POSTS, (0.2, 0.0, 0.0)), (COURSES, (3.0, 4.0, 0.0))))
    totals.add(2021, page((POSTS, (0.3, 1.0, 2.0))))
    totals.add(2022, page((POSTS, (7.0, 0.0, 0.0))))
    assert totals.by_line() == {
        (2021, *POSTS): [0.1 + 0.2 + 0.3, 2.0, 4.0],
        (2021, *COURSES): [3.0, 4.0, 0.0],
        (2022, *POSTS): [7.0, 0.0, 0.0],
    }


def test_totals_find_room_for_more_lines_and_a_copy_goes_on_by_itself():
    totals, owners = Totals(), [("measure", str(number), "fund") for number in range(ROOM + 10)]
    totals.add(2021, page(*((owner, (1.0, 2.0, 3.0)) for owner in owners)))
    twin = totals.branched()
    twin.add(2021, page((owners[-1], (1.0, 2.0, 3.0))))
    assert len(totals.by_line()) == len(owners) and totals.by_line()[2021, *owners[-1]] == [1.0, 2.0, 3.0]
    assert twin.by_line()[2021, *owners[-1]] == [2.0, 4.0, 6.0]
