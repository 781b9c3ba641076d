"""Days, pay and the residence rule, person by person, against the rules in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.earnings import Terms, Workers, earn, settle
from migrant_sim.state import Activity, Persons

WAGE = np.array([0.0, 100.0, 3600.0, 3900.0, 4500.0, 3800.0, 0.0, 0.0, 0.0, 0.0])
MONEY_TO_A_FEN = 0.005
AT_WORK = 0.8


def month(persons: Persons, u: float = 0.0, **changes: object) -> None:
    """One month of earnings: one casual pool (row 0) with 14 days, one pool (row 1) that pays 15 percent more."""
    terms = {
        "wage": WAGE,
        "at_work": np.full(10, AT_WORK),
        "month_days": np.full(10, 25.0),
        "pay_ratio": np.array([1.0, 1.15]),
        "casual_days": np.array([14.0, 0.0]),
        "open_share": 1.0,
        "post_pay": 1200.0,
        "certificate_gain": 0.03,
        "farm_active": True,
        "least_days": 5.0,
    }
    workers = Workers(*(getattr(persons, name) for name in Workers._fields))
    earn(workers, Terms(**{**terms, **changes}), np.full(len(persons), u))


def person(activity: Activity, **columns: object) -> Persons:
    return Persons.create(1, **{"activity": activity, "pool": -1, **columns})


@pytest.mark.parametrize(
    ("activity", "pool", "days", "pay"),
    [
        (Activity.FARM, -1, 25.0, 0.0),  # the farm account pays households, not persons
        (Activity.CASUAL, 0, 14.0, 1400.0),
        (Activity.LOCAL, 1, 25.0, 3600.0 * 1.15),
        (Activity.OUTSIDE, 0, 25.0, 4500.0),
        (Activity.SELF_EMPLOYED, -1, 25.0, 3800.0),
        (Activity.POST, -1, 25.0, 1200.0),
        (Activity.TRAINING, -1, 0.0, 0.0),
        (Activity.SEARCHING, -1, 0.0, 0.0),
        (Activity.INACTIVE, -1, 0.0, 0.0),
    ],
)
def test_a_month_of_each_activity(activity: Activity, pool: int, days: float, pay: float) -> None:
    someone = person(activity, pool=pool)
    month(someone)
    assert (someone.days[0], someone.pay[0], someone.pay_year[0]) == pytest.approx((days, pay, pay))


@pytest.mark.parametrize("activity", [Activity.LOCAL, Activity.REGION, Activity.OUTSIDE, Activity.SELF_EMPLOYED])
def test_out_of_season_there_is_a_job_but_no_pay(activity: Activity) -> None:
    someone = person(activity, pool=0)
    month(someone, u=AT_WORK)
    assert (someone.days[0], someone.pay[0], someone.months_worked[0]) == (0, 0, 0)
    assert someone.months_employed[0] == 1


def test_a_certificate_raises_pay_in_jobs_alone() -> None:
    for activity, gain in ((Activity.LOCAL, np.exp(0.03)), (Activity.SELF_EMPLOYED, 1.0), (Activity.CASUAL, 1.0)):
        pool = -1 if activity == Activity.SELF_EMPLOYED else 0
        without, holder = (person(activity, pool=pool, certificate=flag) for flag in (0, 1))
        month(without)
        month(holder)
        assert holder.pay[0] / without.pay[0] == pytest.approx(gain)


def test_few_casual_days_make_no_month_in_work() -> None:
    few, enough = person(Activity.CASUAL, pool=0), person(Activity.CASUAL, pool=0)
    month(few, casual_days=np.array([4.9, 0.0]))
    month(enough, casual_days=np.array([5.0, 0.0]))
    assert (few.months_worked[0], enough.months_worked[0]) == (0, 1)
    assert few.pay[0] == pytest.approx(490)


def test_when_work_stops_pay_stops_with_it_but_posts_go_on() -> None:
    hired, holder = person(Activity.LOCAL, pool=0), person(Activity.POST)
    month(hired, open_share=0.25)
    month(holder, open_share=0.25)
    assert hired.pay[0] == pytest.approx(900) and holder.pay[0] == 1200


def test_the_year_counts_months_away_subsidised_and_stable() -> None:
    outside, holder, trainee = (
        person(a, pool=-1, tenure=7) for a in (Activity.OUTSIDE, Activity.POST, Activity.TRAINING)
    )
    for someone in (outside, holder, trainee):
        for _ in range(3):
            month(someone)
    assert [p.months_away[0] for p in (outside, holder, trainee)] == [3, 0, 0]
    assert [p.months_subsidised[0] for p in (outside, holder, trainee)] == [0, 3, 3]
    assert [p.months_stable[0] for p in (outside, holder, trainee)] == [7, 7, 0]


PEOPLE = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 3), st.booleans(), st.floats(0, 1e4)), min_size=1, max_size=40
)


@given(PEOPLE, st.floats(0, 1))
def test_all_pay_reaches_the_household_or_is_kept_away(
    people: list[tuple[int, int, bool, float]], remitted: float
) -> None:
    activity, household, resident, pay = (np.array(column) for column in zip(*people, strict=True))
    lines = np.zeros((4, 5))
    settle(pay, household, resident.astype(np.int8), activity.astype(np.int8), remitted, lines)
    works = activity <= Activity.POST
    expected = np.bincount(household[works], weights=pay[works], minlength=4)
    assert lines[:, :4].sum(axis=1) == pytest.approx(expected, abs=MONEY_TO_A_FEN)
    assert (lines[:, 4] == np.bincount(household[works], minlength=4)).all()


def test_the_residence_rule() -> None:
    pay, residents = np.full(4, 1000.0), np.array([1, 0, 0, 1], np.int8)
    activity = np.array([Activity.LOCAL, Activity.OUTSIDE, Activity.SELF_EMPLOYED, Activity.SEARCHING], np.int8)
    lines = np.zeros((1, 5))
    settle(pay, np.zeros(4, np.int64), residents, activity, 0.4, lines)
    assert lines[0] == pytest.approx([1000, 1000, 400, 600, 3])
