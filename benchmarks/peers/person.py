"""A person of the core month as an object, for the engines with an object per person; luck comes from the engine."""

from bisect import bisect
from math import exp
from typing import Any

from .world import MOST_COURSES, OLDEST, OTHER, Rates

CASUAL, LOCAL, OUTSIDE, SELF_EMPLOYED, POST, RELIEF, TRAINING, SEARCHING = 1, 2, 4, 5, 6, 7, 8, 9
KINDS = tuple(int(kind) for kind in OTHER)


class Place:
    """A county with its local jobs, or a settlement with its posts and course places."""

    def __init__(self, jobs: int = 0, posts: int = 0, courses: float = 0.0) -> None:
        self.vacant_jobs = jobs
        self.vacant_posts = posts
        self.courses = courses
        self.vacant_courses = 0


class Home:
    """A household's month and year."""

    def __init__(self) -> None:
        self.employed = 0
        self.wage = self.operating = self.transfer = self.year = 0.0

    def open(self) -> None:
        self.employed = 0
        self.wage = self.operating = self.transfer = 0.0

    def settle(self) -> None:
        self.year += self.wage + self.operating + self.transfer


class Worker:
    """The rules of a member of the labour force; `model.random` is the engine's own generator."""

    model: Any
    activity: int
    tenure: int

    def take(self, row: dict[str, Any]) -> None:
        """Take the values of one row of the world."""
        self.home, self.settlement, self.county = row["home"], row["settlement"], row["county"]
        self.age, self.hard, self.disabled, self.skill = row["age"], row["hard"], row["disabled"], row["skill"]
        self.activity, self.tenure, self.courses = row["activity"], row["tenure"], row["courses"]
        self.resident = row["resident"]
        self.certified, self.training_left, self.pay = False, 0, 0.0

    def begin(self, activity: int) -> None:
        if self.activity == LOCAL:
            self.county.vacant_jobs += 1
        elif self.activity == POST:
            self.settlement.vacant_posts += 1
        self.activity, self.tenure = activity, 0

    def separate(self) -> None:
        self.tenure += 1
        if self.activity <= SELF_EMPLOYED and self.model.random.random() < self.rates.separation[self.activity]:
            self.begin(SEARCHING)
            self.model.separated += 1

    def apply(self) -> None:
        chance = self.rates.apply_seeking if self.activity == SEARCHING else self.rates.apply_casual
        if self.county.vacant_jobs > 0 and self.model.random.random() < chance:
            self.begin(LOCAL)
            self.county.vacant_jobs -= 1
            self.model.hired += 1

    def find_other_work(self) -> None:
        random = self.model.random
        if random.random() < self.rates.finding[self.hard]:
            self.begin(KINDS[min(bisect(self.rates.channels, random.random()), len(KINDS) - 1)])
            self.model.found += 1

    def review_post(self) -> None:
        if self.tenure >= self.rates.post_cap or self.model.random.random() < self.rates.post_exit:
            self.begin(SEARCHING)

    def may_take_a_post(self) -> bool:
        return self.activity == SEARCHING and self.tenure > 0 and self.need() < 2

    def need(self) -> int:
        if self.home.employed == 0 or self.disabled:
            return 0
        return 1 if self.hard else 2

    def ask_for_a_post(self) -> None:
        if self.settlement.vacant_posts > 0:
            self.begin(POST)
            self.settlement.vacant_posts -= 1
            self.model.posted += 1

    def attend(self) -> None:
        self.training_left -= 1
        if self.training_left <= 0:
            self.certified |= self.model.random.random() < self.rates.certificate
            self.begin(SEARCHING)

    def may_enrol(self) -> bool:
        return self.activity in (CASUAL, SEARCHING) and self.courses < MOST_COURSES and self.age <= OLDEST

    def enrol(self) -> None:
        if self.settlement.vacant_courses > 0:
            self.settlement.vacant_courses -= 1
            self.begin(TRAINING)
            self.courses += 1
            self.training_left = self.rates.course_months
            self.model.enrolled += 1

    def earn(self) -> None:
        self.pay = 0.0
        kind = self.activity
        if kind > RELIEF:
            return
        rates, home = self.rates, self.home
        home.employed += 1
        if rates.at_work[kind] < 1.0 and self.model.random.random() >= rates.at_work[kind]:
            return
        self.pay = rates.wage[kind]
        if kind < POST:
            self.pay *= self.skill * (exp(rates.certificate_gain) if self.certified else 1.0)
        if kind == SELF_EMPLOYED:
            home.operating += self.pay
        elif kind == OUTSIDE and not self.resident:
            home.transfer += self.pay * rates.remittance
        else:
            home.wage += self.pay

    @property
    def rates(self) -> Rates:
        return self.model.rates
