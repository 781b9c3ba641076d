"""The population of an imported region: the people of a ledger in the form that a synthetic build deals them in.

What the ledger tells is taken as it is: place, age, sex, schooling, health, activity, pay against others, land, herds
and allowances. What it leaves empty is made up (`register_fill`) with the luck of the draw's imputation. Carers,
attachment to home, tenure and luck are never in a ledger: they come from the model, as for everybody.
"""

from typing import NamedTuple

import numpy as np

from ..published import parameter
from ..state import Activity
from .generations import BASE, final_schooling
from .holdings import Holdings
from .kinds import kind_of
from .luck import Luck
from .margins import Margins
from .members import Homes, People, carers
from .region import PopulationSpec, Region
from .register_fill import fill_age_sex, fill_health, fill_holdings, fill_labour, fill_schooling
from .register_sample import Sample, sample
from .register_tables import Ledger, read_ledger
from .settlements import Places, labour_migrant_share
from .work import CHANCE, Workers, deal_tenure, put_to_work

AWAY = (Activity.REGION, Activity.OUTSIDE)
_PAID = (Activity.CASUAL, Activity.LOCAL, Activity.REGION, Activity.OUTSIDE, Activity.SELF_EMPLOYED)
_PAY_BOUNDS = (0.2, 5.0)  # of the mean pay of the same activity: beyond, a cell says something else (assumption)


class Dealt(NamedTuple):
    """Who lives where with what and does what, before anybody is born or leaves; `born` (persons,) where it is known.

    `vacant_posts` (settlements,) are posts of the ledger that nobody holds; `vacancies` (counties,) the vacant places
    of its enterprises, both at simulated scale. None where nothing is known.
    """

    places: Places
    homes: Homes
    people: People
    holdings: Holdings
    workers: Workers
    born: np.ndarray | None = None
    vacant_posts: np.ndarray | None = None
    vacancies: np.ndarray | None = None


def dealt_from_ledger(region: Region, spec: PopulationSpec, margins: Margins, luck: Luck) -> Dealt:
    """The people of the region's ledger at the scale of `spec`, empty cells filled by the imputation of `spec`.

    Raises DataError where the imported tables are missing or changed.
    """
    register = region.register or {}
    ledger = read_ledger(region.name, str(register["key"]))
    filling = Luck(luck.seed, spec.imputation)
    taken = sample(ledger, region, spec, margins, (luck, filling))
    homes, people, told = _people(ledger, taken, margins, filling, int(register["reference"]))
    people = people._replace(
        carer=carers(people, homes, margins, luck), education=final_schooling(people, margins, luck)
    )
    shares = (labour_migrant_share(region, spec, margins), float(region.self_moved[region.known_scope(spec.scope)]))
    household = {name: ledger.households[name][taken.row] for name in _HOLDINGS}
    holdings = fill_holdings(household, (homes, people), shares, margins, filling)
    workers = _workers((homes, people, holdings), told, margins, (luck, filling))
    posts, vacancies = _posts(ledger, taken, spec.scale), _vacancies(ledger, len(region.counties)) * spec.scale
    return Dealt(taken.places, homes, people, holdings, workers, told["born"], posts, vacancies)


_HOLDINGS = ("group", "land", "leased", "herd", "dibao", "registered_poor")


def _people(
    ledger: Ledger, taken: Sample, margins: Margins, filling: Luck, reference: int
) -> tuple[Homes, People, dict[str, np.ndarray]]:
    """Households and members, workers first; and of the members activity, certificate, pay and month of birth."""
    size = ledger.size[taken.row]
    household = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    row = ledger.first[taken.row][household] + place
    key = taken.key[household] * np.uint64(64) + place.astype(np.uint64)
    told = {name: column[row] for name, column in ledger.persons.items() if name != "household_id"}
    age = np.where(told["birth"] >= 0, (reference - told["birth"]) // 12, -1)
    age, sex = fill_age_sex(age, told["sex"], key, margins, filling)
    activity = told["activity"].astype(np.int64)
    labour = fill_labour(told["labour"], activity, (age, sex, told["health"], key), filling, margins)
    kind = kind_of(labour, age)
    health = fill_health(told["health"], (kind, sex, age, key), margins, filling)
    education = fill_schooling(told["education"], activity, (kind, sex, age, key), margins, filling)
    guessed = BASE - 12 * age - np.floor(12.0 * filling.uniform("birth month", key)).astype(np.int64)
    born = np.where(told["birth"] >= 0, BASE - (reference - told["birth"]), guessed)
    people = People(key, household, kind, sex, age, health, education, np.zeros(len(key), np.int64))
    relation = np.where(told["relation"] < 0, 2, told["relation"])
    order = np.lexsort((place, -age, relation, kind, household))
    homes = Homes(taken.key, taken.branch_key, taken.settlement, *taken.origin, np.cumsum(size) - size, size)
    rest = {"activity": activity, "certificate": told["certificate"], "pay": told["monthly_pay"], "born": born}
    return homes, People(*(part[order] for part in people)), {name: part[order] for name, part in rest.items()}


def _workers(
    dealt: tuple[Homes, People, Holdings],
    told: dict[str, np.ndarray],
    margins: Margins,
    lucks: tuple[Luck, Luck],
) -> Workers:
    """Traits and activities: told where the ledger does, dealt as ever where it does not."""
    homes, people, holdings = dealt
    luck, filling = lucks
    workers = put_to_work(homes, people, holdings, margins, luck)
    labour, activity = workers.labour, told["activity"]
    missing = labour & ((activity < 0) | np.isin(activity, (Activity.INACTIVE, Activity.SCHOOLING)))
    made_up = workers.activity
    if missing.any() and filling != luck:
        made_up = put_to_work(homes, people, holdings, margins, filling).activity
    idle = np.where(activity == Activity.SCHOOLING, int(Activity.SCHOOLING), int(Activity.INACTIVE))
    activity = np.where(labour, np.where(missing, made_up, activity), idle)
    share = parameter("labor_trained_share").central
    trained = labour & (filling.uniform("certificate", people.key) < share)
    return workers._replace(
        activity=activity,
        attachment=_attached(workers.attachment, labour, activity, people, luck),
        tenure=deal_tenure(people, activity, luck),
        certificate=np.where(told["certificate"] >= 0, told["certificate"] == 1, trained) & labour,
        skill=_skill(workers.skill, labour, activity, told["pay"]),
    )


def _attached(
    attachment: np.ndarray, labour: np.ndarray, activity: np.ndarray, people: People, luck: Luck
) -> np.ndarray:
    """(persons,) attachment to home dealt anew within each sex: the lowest to those who work away, but for chance.

    The same order as in a synthetic population (`work.CHANCE`), read the other way round: who is away is known.
    """
    out = attachment.copy()
    noisy = attachment + CHANCE * luck.normal("activity", people.key)
    away = np.isin(activity, AWAY)
    tie = luck.uniform("register attachment", people.key)
    for sex in (0, 1):
        rows = np.flatnonzero(labour & (people.sex == sex))
        values = attachment[rows[np.argsort(noisy[rows], kind="stable")]]
        out[rows[np.lexsort((tie[rows], ~away[rows]))]] = values
    return out


def _skill(skill: np.ndarray, labour: np.ndarray, activity: np.ndarray, pay: np.ndarray) -> np.ndarray:
    """(persons,) skill: where pay is told, pay over the mean of those in the same activity times their mean skill."""
    out = skill.copy()
    for code in _PAID:
        here = labour & (activity == code)
        rows = np.flatnonzero(here & (pay > 0))
        if len(rows) > 1:
            relative = np.clip(pay[rows] / pay[rows].mean(), *_PAY_BOUNDS)
            out[rows] = relative / relative.mean() * skill[rows].mean()
    return np.round(out / out[labour].mean(), 9) if labour.any() else out


def _posts(ledger: Ledger, taken: Sample, scale: float) -> np.ndarray:
    """(settlements,) granted posts that nobody holds, at simulated scale; not where the number held is unknown."""
    posts = ledger.posts
    vacant = np.nan_to_num(np.maximum(posts["quota"] - posts["filled"], 0.0))
    row = taken.settlement_of[posts["settlement_id"]]
    here = row >= 0
    return np.bincount(row[here], weights=vacant[here] * scale, minlength=len(taken.places.key))


def _vacancies(ledger: Ledger, counties: int) -> np.ndarray:
    """(counties,) vacant places of the enterprises listed; those that do not tell have none."""
    firms = ledger.enterprises
    return np.bincount(firms["county_number"], weights=np.nan_to_num(firms["vacancies"]), minlength=counties)
