"""The core month as a Mesa model: people, households and places that keep the rules and ask the keyed draws.

Slow and plain, to be read beside the ODD; the engine must agree with it person by person. What is not of the core month
(prices, seasons, levers of measures, turnover of firms, benefits at stake, monitoring) is given each month: `given.py`.
"""

from collections import Counter

from migrant_sim.months import month_of_year
from migrant_sim.state import Activity, PoolKind

from .given import Given
from .people import Household, Person
from .places import County, Pool, Settlement


class CoreMonth(Given):
    """Begins as an opened state; each step is given the state of the same month."""

    KINDS = County, Settlement, Pool, Household, Person

    def __init__(self, state, scenario, streams):
        super().__init__(state, scenario, streams)
        self.moves, self.after_festival = Counter(), False
        pools, near = self.agents_by_type[Pool], (PoolKind.LOCAL, PoolKind.PARK, PoolKind.WORKSHOP)
        self.employers = pools.select(lambda pool: pool.kind in near)
        self.distant_pools = {Activity[PoolKind(p.kind).name]: p for p in pools if p.kind >= PoolKind.REGION}

    def step(self, given):
        """One month, in this order."""
        self.receive(given)
        people, places = self.agents_by_type[Person], self.agents_by_type[Settlement]
        self.employers.do("open_places")
        people.do("live_another_month")
        self.employers.do("separate_hosts")
        places.do("send_with_brokers")
        self.agents_by_type[County].do("hire")
        people.do("look_around")
        places.do("fill_posts")
        places.do("teach")
        self.agents_by_type[Household].do("earn")
        if month_of_year(self.month) == 12:
            people.do("review_residence")
        self.after_festival = self.economy.festival
