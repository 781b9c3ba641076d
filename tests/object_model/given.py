"""What the object model is given: rows of the engine's state to begin with; each month columns, prices and seasons.

None of it is a rule of the core month. Figures are worked out here anew, so that an error of the engine is seen.
"""

from statistics import NormalDist

import mesa
import numpy as np

from migrant_sim.published import margin, parameter
from migrant_sim.state import Activity, Life

EPIDEMIC_MONTHS = 1.0  # of wage work that 2020, the year of the margins, lost
PLACEMENT_MONTHS, MOST_PLACED = 3, 0.95  # the published share of new certificates that lead to a job is within three
WORK = {Activity.LOCAL: "wage, inside county", Activity.REGION: "wage, other county in Ningxia"}
WORK |= {Activity.OUTSIDE: "wage, outside Ningxia", Activity.SELF_EMPLOYED: "self-employed, non-farm"}
PROCESSES = "enterprises labour posts training earnings accounts"  # whose parameters are asked for


class Copy(mesa.Agent):
    """Begins as a row of a table of the engine's state; `GIVEN` columns are taken anew each month."""

    TRAITS = GIVEN = ""

    def __init__(self, model, table, row):
        super().__init__(model)
        self.row = row
        self.take(table, self.TRAITS)

    def take(self, table, columns):
        vars(self).update({name: getattr(table, name)[self.row].item() for name in columns.split()})

    def draw(self, purpose):
        """This month's luck of mine in one decision."""
        return self.model.luck(purpose, self.key)


class Given(mesa.Model):
    """Has counties, settlements, pools, households and people of the rows of a state, and this month's figures."""

    KINDS = ()  # counties, settlements, pools, households and people

    def __init__(self, state, scenario, streams):
        super().__init__(seed=0)  # never drawn from: all luck is keyed
        self.month, self.streams = state.month, streams
        vars(self).update({name: scenario.process(name) for name in PROCESSES.split()})
        self.learn_figures()
        *kinds, people = self.KINDS
        tables = zip(kinds, self.tables(state), strict=True)
        made = [[kind(self, table, row) for row in range(len(table))] for kind, table in tables]
        counties, settlements, pools, _ = made
        for place in settlements + pools:
            place.county = counties[place.county] if place.county >= 0 else None
        for county in counties:
            county.pools = {pool.kind: pool for pool in pools if pool.county is county}
        for row in np.flatnonzero(state.persons.alive == Life.LIVING).tolist():
            people(self, state.persons, row, *made[1:])

    def tables(self, state):
        return state.counties, state.settlements, state.enterprises, state.households

    def luck(self, purpose, key, month=None):
        """The engine's own keyed draw in [0, 1) of one decision, so that everybody's luck is the same there."""
        month = self.month if month is None else month
        return float(self.streams.uniform(purpose, month, np.array([key], np.uint64))[0])

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

    def receive(self, given):
        """Take this month's columns."""
        self.month, self.economy = given.month, given.economy
        tables = (given.economy, *self.tables(given)[1:])
        for kind, table in zip(self.KINDS, tables, strict=False):
            self.agents_by_type[kind].do("take", table, kind.GIVEN)
        self.agents_by_type[self.KINDS[1]].do("take", given.posts, "stock kept added")
        self.value_work()

    def value_work(self):
        """Say in yuan what work pays and costs this month."""
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
