"""Days, pay, hands and the residence rule, person by person, against the rules in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_sim.kernels.accounts import Tally, new_tally
from migrant_sim.kernels.draws import luck
from migrant_sim.kernels.earnings import Homes, Scratch, Terms, Workers, earn
from migrant_sim.state import ACTIVITIES, LAST_WORK, Activity, Households, Life, Persons

PAY = np.zeros(ACTIVITIES)
PAY[[Activity.CASUAL, Activity.LOCAL, Activity.REGION]] = [100.0, 3600.0, 3900.0]
PAY[[Activity.OUTSIDE, Activity.SELF_EMPLOYED, Activity.POST]] = [4500.0, 3800.0, 1200.0]
DAYS = np.full(ACTIVITIES, 25.0)
DAYS[Activity.TRAINING] = 0.0
HANDS = np.zeros(ACTIVITIES)
HANDS[[Activity.FARM, Activity.CASUAL, Activity.SEARCHING, Activity.INACTIVE]] = [1.0, 0.3, 0.5, 0.5]
MONEY_TO_A_FEN = 0.005
NOW = 2023 * 12
LUCK = luck(1, 0, 5, NOW)
WINDOW = 7  # rows at a time, so that a window often ends within a household; real ones are longer


def month(persons: Persons, households: Households | None = None, at_work: float = 1.0, **changes: object) -> Tally:
    """One month of earnings: one casual pool (row 0) with 14 days, one pool (row 1) that pays 15 percent more."""
    terms = {
        "days": DAYS,
        "pay": PAY,
        "at_work": np.full(ACTIVITIES, at_work),
        "hands": HANDS,
        "pay_ratio": np.array([1.0, 1.15]),
        "casual_days": np.array([14.0, 0.0]),
        "relief_pay": np.array([1500.0]),
        "gain": np.array([1.01, 1.02, 1.05]),
        "old_gain": 1.04,
        "month": NOW,
        "open_share": 1.0,
        "closed": np.zeros(1),
        "least_days": 5.0,
        "remitted": 0.4,
    }
    if households is None:
        households = one_home(persons)
    workers = Workers(*(getattr(persons, name) for name in Workers._fields))
    homes = Homes(*(getattr(households, name) for name in Homes._fields))
    tally = new_tally()
    for column in (households.employed, households.hands):
        column.fill(0)
    earn(workers, homes, Terms(**{**terms, **changes}), LUCK, scratch(), tally)
    return tally


def scratch() -> Scratch:
    return Scratch(np.empty(WINDOW, int), np.empty(WINDOW, np.uint64), np.empty(WINDOW), np.empty(WINDOW, np.int8))


def one_home(persons: Persons) -> Households:
    return Households.create(1, first=0, slots=len(persons), labour=int(persons.labour.sum()))


def person(activity: Activity, **columns: object) -> Persons:
    return Persons.create(
        1, **{"activity": activity, "household": 0, "settlement": 0, "labour": 1, "age": 35, **columns}
    )


@pytest.mark.parametrize(
    ("activity", "pool", "days", "pay"),
    [
        (Activity.FARM, -1, 25.0, 0.0),  # the farm account pays households, not persons
        (Activity.CASUAL, 0, 14.0, 1400.0),
        (Activity.LOCAL, 1, 25.0, 3600.0 * 1.15),
        (Activity.OUTSIDE, 0, 25.0, 4500.0),
        (Activity.SELF_EMPLOYED, -1, 25.0, 3800.0),
        (Activity.POST, -1, 25.0, 1200.0),
        (Activity.RELIEF, -1, 25.0, 1500.0),
        (Activity.TRAINING, -1, 0.0, 0.0),
        (Activity.SEARCHING, -1, 0.0, 0.0),
        (Activity.INACTIVE, -1, 0.0, 0.0),
    ],
)
def test_a_month_of_each_activity(activity: Activity, pool: int, days: float, pay: float) -> None:
    someone = person(activity, pool=pool)
    tally = month(someone)
    assert (someone.days[0], someone.pay[0]) == pytest.approx((days, pay))
    assert (tally.days[activity], tally.pay[activity, 1], tally.labour[activity]) == pytest.approx((days, pay, 1))


@pytest.mark.parametrize("activity", [Activity.LOCAL, Activity.REGION, Activity.OUTSIDE, Activity.SELF_EMPLOYED])
def test_out_of_season_there_is_a_job_but_no_pay(activity: Activity) -> None:
    someone = person(activity, pool=0)
    month(someone, at_work=0.0)
    assert (someone.days[0], someone.pay[0], someone.months_worked[0]) == (0, 0, 0)
    assert someone.months_employed[0] == 1


def test_posts_and_relief_have_no_season() -> None:
    for activity, pay in ((Activity.POST, 1200), (Activity.RELIEF, 1500)):
        someone = person(activity)
        month(someone, at_work=0.0, open_share=0.25)
        assert someone.pay[0] == pay and someone.months_worked[0] == 1


@pytest.mark.parametrize(
    ("certified", "gain"), [(NOW, 1.01), (NOW - 1, 1.02), (NOW - 2, 1.05), (NOW - 90, 1.05), (-1, 1.04)]
)
def test_a_certificate_raises_pay_in_jobs_alone_by_the_months_since(certified: int, gain: float) -> None:
    for activity, factor in ((Activity.LOCAL, gain), (Activity.SELF_EMPLOYED, 1.0), (Activity.CASUAL, 1.0)):
        pool = -1 if activity == Activity.SELF_EMPLOYED else 0
        without, holder = (person(activity, pool=pool, certificate=c, certified=certified) for c in (0, 1))
        month(without)
        month(holder)
        assert holder.pay[0] / without.pay[0] == pytest.approx(factor)


def test_few_casual_days_make_no_month_in_work() -> None:
    few, enough = person(Activity.CASUAL, pool=0), person(Activity.CASUAL, pool=0)
    month(few, casual_days=np.array([4.9, 0.0]))
    month(enough, casual_days=np.array([5.0, 0.0]))
    assert (few.months_worked[0], enough.months_worked[0]) == (0, 1)
    assert few.pay[0] == pytest.approx(490)


def test_when_work_stops_casual_pay_stops_with_it() -> None:
    hired = person(Activity.CASUAL, pool=0)
    month(hired, open_share=0.25)
    assert (hired.days[0], hired.pay[0]) == pytest.approx((3.5, 350))


def test_as_many_are_at_work_as_the_chance_says_and_each_by_a_draw_of_its_own() -> None:
    many = Persons.create(4000, key=np.arange(4000), activity=Activity.LOCAL, household=0, pool=0)
    month(many, at_work=0.7)
    worked = many.days > 0
    assert worked.mean() == pytest.approx(0.7, abs=0.03)
    some = Persons.create(40, key=np.arange(1000, 1040), activity=Activity.LOCAL, household=0, pool=0)
    month(some, at_work=0.7)
    assert (worked[1000:1040] == (some.days > 0)).all()


def test_last_months_days_and_pay_of_those_out_of_work_are_gone() -> None:
    someone = person(Activity.SEARCHING, days=20.0, pay=2000.0)
    month(someone)
    assert (someone.days[0], someone.pay[0], someone.months_worked[0]) == (0, 0, 0)


def test_the_year_counts_months_away_subsidised_and_stable() -> None:
    people = [person(a, tenure=7) for a in (Activity.OUTSIDE, Activity.POST, Activity.RELIEF, Activity.TRAINING)]
    for someone in people:
        for _ in range(3):
            month(someone)
    assert [p.months_away[0] for p in people] == [3, 0, 0, 0]
    assert [p.months_subsidised[0] for p in people] == [0, 3, 3, 3]
    assert [p.months_employed[0] for p in people] == [3, 3, 3, 0]
    assert [p.months_stable[0] for p in people] == [7, 7, 0, 0]


@pytest.mark.parametrize(
    ("columns", "hands"),
    [
        ({"activity": Activity.FARM, "age": 80}, 1.0),
        ({"activity": Activity.CASUAL, "pool": 0}, 0.3),
        ({"activity": Activity.OUTSIDE}, 0.0),
        ({"activity": Activity.SEARCHING}, 0.5),
        ({"activity": Activity.INACTIVE, "age": 69}, 0.5),
        ({"activity": Activity.INACTIVE, "age": 70}, 0.0),
        ({"activity": Activity.INACTIVE, "age": 15}, 0.0),
        ({"activity": Activity.INACTIVE, "health": 2}, 0.0),
        ({"activity": Activity.INACTIVE, "ill_left": 1}, 0.0),
        ({"activity": Activity.INACTIVE, "alive": Life.DEAD}, 0.0),
        ({"activity": Activity.SCHOOLING, "age": 17}, 0.0),
    ],
)
def test_who_is_at_hand_for_the_farm(columns: dict, hands: float) -> None:
    someone = person(**columns)
    home = one_home(someone)
    month(someone, home)
    assert home.hands[0] == pytest.approx(hands)


def test_the_ill_are_counted_while_they_live() -> None:
    people = Persons.create(3, activity=Activity.INACTIVE, household=0, ill_left=[2, 0, 2], alive=[1, 1, 2])
    assert month(people).people[2] == 1


PEOPLE = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 3), st.booleans(), st.floats(0.1, 5)), min_size=1, max_size=40
)


@given(PEOPLE, st.floats(0, 1))
def test_all_pay_reaches_the_household_or_is_kept_away(
    people: list[tuple[int, int, bool, float]], remitted: float
) -> None:
    activity, home, resident, skill = (np.array(c) for c in zip(*sorted(people, key=lambda p: p[1]), strict=True))
    size = np.bincount(home, minlength=4)
    persons = Persons.create(
        len(home), activity=activity, household=home, resident=resident, skill=skill, labour=1, pool=0, settlement=0
    )
    households = Households.create(4, first=np.cumsum(size) - size, slots=size, labour=size)
    tally = month(persons, households, remitted=remitted)
    h = households
    lines = h.wage + h.operating + h.transfer + h.away
    assert lines == pytest.approx(np.bincount(home, weights=persons.pay, minlength=4), abs=MONEY_TO_A_FEN)
    works = activity <= LAST_WORK
    assert (h.employed == np.bincount(home[works], minlength=4)).all()
    assert (tally.labour == np.bincount(activity, minlength=ACTIVITIES)).all()
    assert tally.idle.tolist() == [(size > 0).sum(), ((size > 0) & (h.employed == 0)).sum()]
    assert tally.pay.sum() == pytest.approx(persons.pay.sum())


def test_the_residence_rule() -> None:
    activity = [Activity.LOCAL, Activity.OUTSIDE, Activity.SELF_EMPLOYED, Activity.SEARCHING]
    persons = Persons.create(4, activity=activity, household=0, resident=[1, 0, 0, 1], pool=[0, 0, -1, -1])
    home = Households.create(1, first=0, slots=4, operating=50.0)
    tally = month(persons, home)
    assert (home.wage[0], home.operating[0]) == pytest.approx((3600, 3850))  # what stood there stays
    assert (home.transfer[0], home.away[0], home.employed[0]) == pytest.approx((1800, 2700, 3))
    assert tally.pay[Activity.OUTSIDE].tolist() == [4500, 0]
