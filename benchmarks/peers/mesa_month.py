"""The core month in Mesa 3: an object per person, agent sets, `select` and `shuffle_do`, the model's own `random`."""

from math import floor

import mesa
from mesa.agent import AgentSet

from .person import CASUAL, POST, RELIEF, SEARCHING, TRAINING, Home, Place, Worker
from .world import Tally, World


class Person(Worker, mesa.Agent):
    """A member of the labour force."""


class Household(Home, mesa.Agent):
    """A household with its accounts."""

    def __init__(self, model: mesa.Model) -> None:
        mesa.Agent.__init__(self, model)
        Home.__init__(self)


class Settlement(Place, mesa.Agent):
    """A settlement or a county with places."""

    def __init__(self, model: mesa.Model, jobs: int = 0, posts: int = 0, courses: float = 0.0) -> None:
        mesa.Agent.__init__(self, model)
        Place.__init__(self, jobs, posts, courses)

    def open_courses(self) -> None:
        self.vacant_courses = floor(self.courses + self.random.random())


class Model(mesa.Model):
    """Months of the core, one a step."""

    def __init__(self, world: World, seed: int = 1) -> None:
        super().__init__(seed=seed)
        self.rates = world.rates
        self.separated = self.hired = self.found = self.posted = self.enrolled = 0
        counties = [Settlement(self) for _ in world.local_places]
        settlements = [Settlement(self, 0, 0, float(courses)) for courses in world.course_places]
        homes = [Household(self) for _ in range(int(world.household.max()) + 1)]
        columns = {name: values.tolist() for name, values in world.columns().items()}
        for values in zip(*columns.values(), strict=True):
            row = dict(zip(columns, values, strict=True))
            row |= {"home": homes[row["household"]], "county": counties[row["county"]]}
            person = Person(self)
            person.take(row | {"settlement": settlements[row["settlement"]]})
        self.persons: AgentSet = self.agents_by_type[Person]
        self.households: AgentSet = self.agents_by_type[Household]
        self.settlements: AgentSet = AgentSet(settlements, random=self.random)
        for person in self.persons:
            person.home.employed += person.activity <= RELIEF

    def step(self) -> None:
        persons = self.persons
        persons.do("separate")
        persons.select(lambda p: p.activity in (CASUAL, SEARCHING)).shuffle_do("apply")
        persons.select(lambda p: p.activity == SEARCHING).do("find_other_work")
        persons.select(lambda p: p.activity == POST).do("review_post")
        queue = persons.select(Person.may_take_a_post).shuffle(inplace=True)
        queue.sort(Person.need, ascending=True, inplace=True).do("ask_for_a_post")
        persons.select(lambda p: p.activity == TRAINING).do("attend")
        self.settlements.do("open_courses")
        persons.select(Person.may_enrol).shuffle_do("enrol")
        self.households.do("open")
        persons.select(lambda p: p.activity <= RELIEF).do("earn")
        self.households.do("settle")

    def tally(self) -> Tally:
        employed = len(self.persons.select(lambda p: p.activity <= RELIEF))
        yuan = sum(self.households.get("year"))
        return Tally(self.separated, self.hired, self.found, self.posted, self.enrolled, employed, yuan)
