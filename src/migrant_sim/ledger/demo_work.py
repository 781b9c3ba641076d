"""What invented people do for a living: activity, employer, pay, months, certificate, courses (ASSUMPTIONS)."""

import numpy as np
import pandas as pd

from ..state import Activity
from .invented import generator

SCHOOL_AGES = (6, 17)
# activity -> yuan a month of a mean worker, mean months a year; 0 yuan where nobody pays a wage
PAID = {
    **{"casual": (2600, 6), "local": (2800, 9), "county": (3000, 9), "region": (3600, 8.5), "outside": (4600, 9)},
    **{"post": (800, 11.5), "farm": (0, 6), "self_employed": (0, 9.5)},
}
NAMES = {
    **{Activity.FARM: "farm", Activity.CASUAL: "casual", Activity.LOCAL: "local", Activity.REGION: "region"},
    **{Activity.OUTSIDE: "outside", Activity.SELF_EMPLOYED: "self_employed", Activity.POST: "post"},
    **{Activity.RELIEF: "casual", Activity.TRAINING: "training", Activity.SEARCHING: "searching"},
    **{Activity.SCHOOLING: "student", Activity.INACTIVE: "none"},
}


def working_life(frame: pd.DataFrame, people: pd.DataFrame, enterprises: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The persons' ledger with its columns on work."""
    draw = generator(seed, "work")
    activity = _activities(people, draw)
    pay, months = _pay(activity, people["skill"].to_numpy(), draw)
    works = np.isin(activity, list(PAID))
    certificate = people["certificate"].to_numpy() == 1
    return frame.assign(
        activity=activity,
        enterprise_id=_employers(activity, people, enterprises, draw),
        monthly_pay=np.where(pay > 0, pay, np.nan),
        months_worked=np.where(works, months, 0),
        certificate=np.where(certificate, "yes", "no").astype(object),
        courses=np.where(certificate, 1 + draw.integers(0, 2, len(frame)), 0),
        days=months,
    )


def _activities(people: pd.DataFrame, draw: np.random.Generator) -> np.ndarray:
    """Codes of the ledger: half of the regular work in the county lies beyond the settlement; children learn."""
    names = np.array([NAMES[code] for code in Activity], dtype=object)
    activity = names[people["activity"]]
    beyond = draw.random(len(people)) < 0.5
    activity = np.where((activity == "local") & beyond, "county", activity)
    age = people["age"].to_numpy()
    learns = (activity == "none") & (age >= SCHOOL_AGES[0]) & (age <= SCHOOL_AGES[1])
    return np.where(learns, "student", activity)


def _pay(activity: np.ndarray, skill: np.ndarray, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Yuan a month to the ten, and whole months, by activity."""
    pay, months = np.zeros(len(activity)), np.zeros(len(activity))
    chance = draw.normal(0, 1.5, len(activity))
    for name, (yuan, mean) in PAID.items():
        here = activity == name
        own = np.ones(int(here.sum())) if name == "post" else np.clip(skill[here], 0.5, 2.2)
        pay[here] = np.round(yuan * own / 10) * 10
        months[here] = np.clip(np.rint(mean + chance[here]), 1, 12)
    return pay, months.astype(np.int64)


def _employers(
    activity: np.ndarray, people: pd.DataFrame, enterprises: pd.DataFrame, draw: np.random.Generator
) -> np.ndarray:
    """An enterprise of the own county for regular workers there; nothing for the others."""
    chosen = np.full(len(activity), None, dtype=object)
    works = np.isin(activity, ("local", "county"))
    county = people["county"].to_numpy()
    names = enterprises["county"].to_numpy()
    starts = np.flatnonzero(np.r_[True, names[1:] != names[:-1]])
    ends = np.r_[starts[1:], len(names)]
    for code, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rows = np.flatnonzero(works & (county == code))
        chosen[rows] = enterprises["enterprise_id"].to_numpy()[start + draw.integers(0, end - start, len(rows))]
    return chosen
