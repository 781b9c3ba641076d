"""What people did in 2020 by the margins: labour traits, activities, tenure, skill and certificates.

Shares by sex are met in whole numbers. Who gets which activity follows a plausible order (assumption): posts go to the
disabled and the hard to place, distant work to those least attached to home, own farms to households with tilled land.
"""

from typing import NamedTuple

import numpy as np

from ..published import parameter
from ..state import Activity
from . import margins as m
from .fitting import integerise
from .holdings import Holdings
from .kinds import SCHOOL_YEARS, Kind
from .luck import Luck, first_ranked
from .margins import Margins
from .members import Homes, People

HARD_AGE, PRIMARY, ILL, DISABLED = 50, 1, 2, 3
# ASSUMPTION: correlation of the attachment to home within a household; brings households with a worker away near 0.40
HOME_CORRELATION = 0.6
CHANCE = 0.35  # ASSUMPTION: spread of chance beside attachment (standard deviations) in who worked outside in 2020
LAST = 1000.0  # a score behind everyone else's
# ASSUMPTION: how much wage work in the county seeks households without a wage; brings those with one near 0.80
SPREAD = 0.13
LONGEST = 600  # months, cap on a drawn tenure
WAGES = (Activity.CASUAL, Activity.LOCAL, Activity.REGION, Activity.OUTSIDE)
ORDER = (  # in which activities are given out
    Activity.POST,
    Activity.OUTSIDE,
    Activity.REGION,
    Activity.LOCAL,
    Activity.CASUAL,
    Activity.FARM,
    Activity.SEARCHING,
    Activity.SELF_EMPLOYED,
)


class Workers(NamedTuple):
    """Labour traits and the activity of 2020; each array (persons,)."""

    labour: np.ndarray
    hard: np.ndarray
    skill: np.ndarray
    attachment: np.ndarray
    activity: np.ndarray
    tenure: np.ndarray
    certificate: np.ndarray


def put_to_work(homes: Homes, people: People, holdings: Holdings, margins: Margins, luck: Luck) -> Workers:
    """Traits and activities of every person; people outside the labour force are inactive.

    Skill has the mean one over the labour force.
    """
    labour = people.kind == Kind.WORKER
    handicapped = (
        (people.age >= HARD_AGE) | (people.education <= PRIMARY) | (people.carer == 1) | (people.health >= ILL)
    )
    hard = labour & handicapped
    attachment = attachment_of(homes, people.household, people.key, luck)
    scores = _scores(people, holdings, hard, attachment, luck)
    activity = _allotted(homes, people, scores, margins, luck)
    certificate = labour & (luck.uniform("certificate", people.key) < parameter("labor_trained_share").central)
    pay, tenure = relative_pay(people, luck), deal_tenure(people, activity, luck)
    return Workers(labour, hard, np.round(pay / pay[labour].mean(), 9), attachment, activity, tenure, certificate)


def attachment_of(homes: Homes, household: np.ndarray, key: np.ndarray, luck: Luck) -> np.ndarray:
    """(n,) attachment to home, standard normal, of persons given by household and key."""
    own, shared = luck.normal("attachment", key), luck.normal("attachment", homes.key)
    return np.asarray(HOME_CORRELATION**0.5 * shared[household] + (1 - HOME_CORRELATION) ** 0.5 * own)


def _allotted(
    homes: Homes, people: People, scores: dict[Activity, np.ndarray], margins: Margins, luck: Luck
) -> np.ndarray:
    """(persons,) activities, given out in ORDER to whoever has the lowest score and none yet."""
    labour, settlement = people.kind == Kind.WORKER, homes.settlement[people.household]
    activity = np.full(len(labour), int(Activity.INACTIVE))
    number = [status_counts(margins, name, int((labour & (people.sex == s)).sum())) for s, name in enumerate(m.SEXES)]
    for code in ORDER:
        score = scores[code]
        if code in (Activity.LOCAL, Activity.CASUAL):
            paid = np.bincount(people.household, weights=np.isin(activity, WAGES), minlength=len(homes.key)) > 0
            score = score + SPREAD * paid[people.household]
        for sex, name in enumerate(m.SEXES):
            free = labour & (people.sex == sex) & (activity == Activity.INACTIVE)
            if code == Activity.POST:
                taken = _posts(free, settlement, score, number[sex][code], luck.offset(f"posts {name}"))
            else:
                taken = np.flatnonzero(first_ranked(score, number[sex][code], free))
            activity[taken] = code
    return activity


def status_counts(margins: Margins, sex: str, persons: int) -> dict[Activity, int]:
    """Labour of one sex by activity, in the order of allotment; `casual_share` splits wage work in the county."""
    shares = {Activity[code]: margins.value("employment_status_2020", name, sex) for name, code in m.STATUS.items()}
    casual = margins.value("casual_share", "wage, inside county") * shares[Activity.LOCAL]
    shares = shares | {Activity.CASUAL: casual, Activity.LOCAL: shares[Activity.LOCAL] - casual}
    whole = integerise(np.array([shares[code] for code in ORDER]), persons, 0.5)
    return {code: int(count) for code, count in zip(ORDER, whole, strict=True)}


def _scores(
    people: People, holdings: Holdings, hard: np.ndarray, attachment: np.ndarray, luck: Luck
) -> dict[Activity, np.ndarray]:
    """(persons,) scores by activity: the lowest get it first; carers go far away last."""
    home, key, carer = people.household, people.key, people.carer == 1
    chance = luck.normal("activity", key)
    tilled = (holdings.land > 0) & (holdings.leased == 0)
    field = np.where(tilled, 0.0, np.where(holdings.land > 0, 2.0, LAST))[home]
    draw = luck.uniform("activity order", key)
    return {
        Activity.POST: draw - 0.5 * (people.health == DISABLED) - LAST * hard,
        Activity.OUTSIDE: attachment + CHANCE * chance + LAST * carer,
        Activity.REGION: attachment + CHANCE * chance + LAST * carer,
        Activity.FARM: field + draw - people.age / 100.0,
        Activity.SEARCHING: draw - 0.3 * hard,
        Activity.LOCAL: luck.uniform("regular job", key) - 0.15 * people.education,
        Activity.CASUAL: draw,
        Activity.SELF_EMPLOYED: draw,
    }


def _posts(free: np.ndarray, settlement: np.ndarray, score: np.ndarray, count: int, offset: float) -> np.ndarray:
    """Rows of those who get `count` welfare posts: of the free, in every settlement the same share up to rounding."""
    rows = np.flatnonzero(free)
    if not count:
        return rows[:0]
    number = integerise(np.bincount(settlement[rows]), count, offset)
    rows = rows[np.lexsort((rows, score[rows], settlement[rows]))]
    home = settlement[rows]
    rank = np.arange(len(rows)) - np.searchsorted(home, home)
    return rows[rank < number[home]]


def relative_pay(people: People, luck: Luck) -> np.ndarray:
    """(persons,) pay of people alike but for chance (lognormal), schooling and the gap between the sexes."""
    log_pay = parameter("wage_log_dispersion").central * luck.normal("skill", people.key)
    log_pay += parameter("mincer_schooling_current").central * SCHOOL_YEARS[people.education]
    return np.asarray(
        np.exp(log_pay) / np.where(people.sex == 1, 1.0 + parameter("labor_female_wage_gap").central, 1.0)
    )


def deal_tenure(people: People, activity: np.ndarray, luck: Luck) -> np.ndarray:
    """Months in the present activity: geometric by its monthly ending; below the spell cap in posts; 0 if inactive."""
    draw = luck.uniform("tenure", people.key)
    searching = activity == Activity.SEARCHING
    ending = np.where(
        searching,
        parameter("labor_jobfinding_monthly_prime").central,
        parameter("labor_separation_monthly_migrant").central,
    )
    months = np.minimum(np.floor(np.round(np.log1p(-draw) / np.log1p(-ending), 6)), LONGEST)
    months = np.where(activity == Activity.POST, np.floor(draw * parameter("post_spell_cap").central), months)
    return np.where(activity == Activity.INACTIVE, 0, months).astype(np.int64)
