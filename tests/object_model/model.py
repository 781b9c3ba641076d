"""The core month as a Mesa model: people, households and places that keep the rules and ask the keyed draws.

Slow and plain, to be read beside the ODD; the engine must agree with it person by person. What is not of the core month
(prices, seasons, levers of measures, turnover of firms, benefits at stake, monitoring) is given each month.
"""

from collections import Counter
from statistics import NormalDist

import mesa
import numpy as np
from mesa.agent import AgentSet

from migrant_sim.months import month_of_year
from migrant_sim.published import margin, parameter
from migrant_sim.state import Activity, Life, PoolKind

from .people import Household, Person
from .places import County, Pool, Settlement

EPIDEMIC_MONTHS = 1.0  # of wage work that 2020, the year of the margins, lost
PLACEMENT_MONTHS, MOST_PLACED = 3, 0.95  # the published share of new certificates that lead to a job is within three
WORK = {
    Activity.LOCAL: "wage, inside county",
    Activity.REGION: "wage, other county in Ningxia",
    Activity.OUTSIDE: "wage, outside Ningxia",
    Activity.SELF_EMPLOYED: "self-employed, non-farm",
}


class CoreMonth(mesa.Model):
    """Begins as an opened state; each step is given the state of the same month."""

    def __init__(self, state, scenario, streams):
        super().__init__(seed=0)  # never drawn from: all luck is keyed
        self.month, self.streams, self.moves, self.after_festival = state.month, streams, Counter(), False
        for name in ("enterprises", "labour", "posts", "training", "earnings", "accounts"):
            setattr(self, name, scenario.process(name))
        self.learn_figures()
        self.counties = [County(self, state.counties, row) for row in range(len(state.counties))]
        self.settlements = [Settlement(self, state.settlements, row) for row in range(len(state.settlements))]
        self.pools = [Pool(self, state.enterprises, row) for row in range(len(state.enterprises))]
        self.households = [Household(self, state.households, row) for row in range(len(state.households))]
        for county in self.counties:
            own = [pool for pool in self.pools if state.enterprises.county[pool.row] == county.row]
            county.pools = {pool.kind: pool for pool in own}
            for place in own + [s for s in self.settlements if state.settlements.county[s.row] == county.row]:
                place.county = county
        self.employers = AgentSet([p for p in self.pools if PoolKind.LOCAL <= p.kind <= PoolKind.WORKSHOP], self.random)
        self.distant_pools = {Activity[PoolKind(p.kind).name]: p for p in self.pools if p.kind >= PoolKind.REGION}
        for row in np.flatnonzero(state.persons.alive == Life.LIVING).tolist():
            home, place = (getattr(state.persons, name)[row] for name in ("household", "settlement"))
            pool = self.pools[state.persons.pool[row]] if state.persons.pool[row] >= 0 else None
            Person(self, state.persons, row, self.households[home], self.settlements[place], pool)

    def learn_figures(self):
        """That stay the same all the time, by kind of work."""
        months, days = ({r.level1: r.value for r in margin(name)} for name in ("months_worked_2020", "days_per_month"))
        self.year_share = {kind: (months[name] + EPIDEMIC_MONTHS) / 12.0 for kind, name in WORK.items()}
        self.day_share = dict.fromkeys(WORK, 1.0) | {Activity.LOCAL: days[WORK[Activity.LOCAL]] / days["wage, other"]}
        self.usual_casual_days = parameter("casual_days_per_month").central
        rules, own = self.labour, self.labour.own_multiple
        self.multiple = {Activity.CASUAL: rules.casual_multiple, Activity.FARM: own, Activity.SELF_EMPLOYED: own}
        self.usual_limit = NormalDist().inv_cdf(rules.willing_share)
        placed = min(rules.certificate_to_job * rules.demand_factor, MOST_PLACED)
        self.second_try = 1.0 - (1.0 - placed) ** (1.0 / PLACEMENT_MONTHS)

    def luck(self, purpose, key, month=None):
        """The engine's own keyed draw in [0, 1) of one decision, so that everybody's luck is the same there."""
        month = self.month if month is None else month
        return float(self.streams.uniform(purpose, month, np.array([key], np.uint64))[0])

    def step(self, given):
        """One month, in this order."""
        self.receive(given)
        people, places, counties = (self.agents_by_type[kind] for kind in (Person, Settlement, County))
        self.employers.do("open_places")
        people.do("live_another_month")
        self.employers.do("separate_hosts")
        places.do("send_with_brokers")
        counties.do("hire")
        people.select(lambda p: p.looks_for_work and p.activity == Activity.SEARCHING).do("look_around")
        people.do("use_up_help")
        places.do("fill_posts")
        places.do("teach")
        self.agents_by_type[Household].do("earn")
        if month_of_year(self.month) == 12:
            people.do("review_residence")
        self.after_festival = self.economy.festival

    def receive(self, given):
        """Take what comes from outside the core month, and say in yuan what work pays and costs."""
        self.month, self.economy = given.month, given.economy
        for kind, table in ((Household, given.households), (Pool, given.enterprises), (Settlement, given.settlements)):
            self.agents_by_type[kind].do("take", table, kind.GIVEN)
        self.agents_by_type[Settlement].do("take", given.posts, "stock kept added")
        for county in self.counties:
            county.demand = float(self.economy.county_demand[county.row])
            county.host_search = float(self.economy.host_search[county.row])
        rules, index = self.labour, self.economy.index
        costs = rules.home_production, rules.care_cost, rules.commuting_cost
        self.home_production, self.care, self.commuting = (cost * index for cost in costs)
        pay = self.economy.wage / self.economy.pay_level  # people decide by pay before the level matched to 2020
        part = {kind: min(self.day_share[kind] * self.year_share[kind], 1.0) for kind in WORK}
        self.usual_pay = [float(pay[kind] * part[kind]) for kind in (Activity.LOCAL, Activity.REGION)]
        self.outside_pay = pay[Activity.OUTSIDE] * 12.0 - rules.travel_cost * index

    def chance_at_work(self, kind):
        """A year's months over twelve; fewer of those outside work in the month of the festival, more in the others."""
        usual = min(self.year_share[kind] * self.earnings.months_ridge, 1.0)
        if kind != Activity.OUTSIDE:
            return usual
        in_festival = min(usual, max(1.0 - self.earnings.festival_return, 12.0 * usual - 11.0))
        return in_festival if self.economy.festival else (12.0 * usual - in_festival) / 11.0
