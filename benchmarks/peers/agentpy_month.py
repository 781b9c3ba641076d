"""The core month in AgentPy: an object per person in agent lists, the model's own `random`."""

from math import floor
from typing import Any

import agentpy

from .person import CASUAL, POST, RELIEF, SEARCHING, TRAINING, Home, Place, Worker
from .world import Tally, World


class Person(agentpy.Agent, Worker):
    """A member of the labour force."""

    def setup(self, row: dict[str, Any]) -> None:
        self.take(row)


class Household(agentpy.Agent, Home):
    """A household with its accounts."""

    def setup(self) -> None:
        Home.__init__(self)


class Months(agentpy.Model):
    """Months of the core, one a step."""

    def setup(self) -> None:
        world: World = self.p.world
        self.rates = world.rates
        self.separated = self.hired = self.found = self.posted = self.enrolled = 0
        counties = [Place() for _ in world.local_places]
        self.settlements = [Place(courses=float(courses)) for courses in world.course_places]
        self.households = agentpy.AgentList(self, int(world.household.max()) + 1, Household)
        columns = {name: values.tolist() for name, values in world.columns().items()}
        rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        for row in rows:
            row |= {"home": self.households[row["household"]], "county": counties[row["county"]]}
            row["settlement"] = self.settlements[row["settlement"]]
        self.persons = agentpy.AgentList(self, len(rows), Person, row=agentpy.AttrIter(rows))
        for person in self.persons:
            person.home.employed += person.activity <= RELIEF

    def step(self) -> None:
        persons = self.persons
        persons.separate()
        activity = persons.activity
        persons.select([kind in (CASUAL, SEARCHING) for kind in activity]).shuffle().apply()
        persons.select(persons.activity == SEARCHING).find_other_work()
        persons.select(persons.activity == POST).review_post()
        queue = persons.select(persons.may_take_a_post()).shuffle()
        sorted_queue = agentpy.AgentList(self, sorted(queue, key=Person.need))
        sorted_queue.ask_for_a_post()
        persons.select(persons.activity == TRAINING).attend()
        for settlement in self.settlements:
            settlement.vacant_courses = floor(settlement.courses + self.random.random())
        persons.select(persons.may_enrol()).shuffle().enrol()
        self.households.open()
        persons.select(persons.activity <= RELIEF).earn()
        self.households.settle()

    def tally(self) -> Tally:
        employed = sum(person.activity <= RELIEF for person in self.persons)
        yuan = sum(self.households.year)
        return Tally(self.separated, self.hired, self.found, self.posted, self.enrolled, employed, yuan)


class Model:
    """The months behind the one interface of all peers."""

    def __init__(self, world: World, seed: int = 1) -> None:
        self.inner = Months({"world": world, "seed": seed})
        self.inner.sim_setup(steps=10_000)

    def step(self) -> None:
        self.inner.sim_step()

    def tally(self) -> Tally:
        return self.inner.tally()
