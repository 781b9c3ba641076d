"""Where people live and work: settlements with brokers, posts and courses; counties with hosts; pools of jobs."""

from math import ceil, floor, inf

from mesa.agent import AgentSet

from migrant_sim.published import parameter
from migrant_sim.state import Activity, PoolKind

from .given import Copy
from .people import MOST_COURSES, OLDEST_TRAINEE, Person

NOBODY = 1e-9  # hosts are fractions of people: fewer than this are none
MOST_DAYS = 26.0  # nobody works more days in a month
BARRED_MONTHS = 12  # from posts, for holders who reached the cap


class Place(Copy):
    """Has people who live or work there."""

    def __init__(self, model, table, row):
        super().__init__(model, table, row)
        self.people = AgentSet([], random=model.random)

    def whole(self, purpose, expected, fixed=False):
        """A whole number with this expectation, by a draw of the month or one `fixed` for the run."""
        return floor(expected + self.model.luck(purpose, self.key, 0 if fixed else self.model.month))

    def doing(self, activity):
        return self.people.select(lambda person: person.activity == activity)

    def by_lot(self, purpose, wanted):
        """The people who are wanted, in the order of a draw."""
        return self.people.select(wanted).sort(lambda person: person.draw(purpose), ascending=True)


class Pool(Place):
    """Jobs of one kind: of a county, or elsewhere in the region or outside it, where there is always room."""

    TRAITS = "key county kind hosts places"
    GIVEN = "stock operating kept added reserved pay_ratio subsidised_places subsidy_share"
    subsidised = 0

    def open_places(self):
        """Firms of 2020 that operate, by the county's demand; places of measures; more if hires are subsidised."""
        firms = self.stock * self.kept * self.operating * self.county.county_demand
        standing = 12.0 * self.subsidised_places * min(self.subsidy_share, 1.0)
        enterprises = self.model.enterprises
        weak = enterprises.demand_factor / parameter("labour_demand_factor").central
        subsidised = standing * enterprises.demand_elasticity * weak
        self.places = self.whole("places", firms + self.added + subsidised, fixed=True)
        if (excess := len(self.people) + self.hosts - self.places) > NOBODY:
            self.dismiss(excess)

    def dismiss(self, excess):
        """Ours and hosts in proportion, more of ours only where the hosts are too few; of ours the newest."""
        ours = len(self.people)
        fair = self.whole("dismissals", excess * ours / (ours + self.hosts))
        leaving = min(max(fair, ceil(excess - self.hosts - NOBODY)), ours)
        self.hosts_leave(min(max(excess - leaving, 0.0), self.hosts))
        newest = self.people.sort(lambda p: p.tenure + p.draw("dismissal"), ascending=True)
        newest.select(at_most=leaving).do("move", Activity.SEARCHING, "dismissal")

    def separate_hosts(self):
        self.hosts_leave(self.hosts * self.model.labour.separation)

    def hosts_leave(self, number):
        """To search; negative: they are hired."""
        self.hosts -= number
        self.county.host_seekers += number

    def hire(self, applicants):
        """Who accepts is served in the order of application, with subsidies the hard to place first."""
        line = applicants.select(lambda p: p.activity != Activity.LOCAL and p.accepts(self))
        subsidies = self.whole("subsidised hires", self.subsidised_places)
        ours = self.places_for_us(len(line))
        first = line.select(lambda p: p.hard, at_most=min(subsidies, ours))
        hired = [*first, *line.select(lambda p: p not in first, at_most=ours - len(first))]
        for person in hired:
            person.move(Activity.LOCAL, PoolKind(self.kind).name, self)
        self.subsidised = min(subsidies, sum(person.hard for person in hired))
        self.model.moves["subsidised"] += self.subsidised

    def places_for_us(self, applicants):
        """Vacancies are split by the number of rivals, unless a share is reserved; hosts take the rest at once."""
        county, vacant = self.county, max(self.places - len(self.people) - self.hosts, 0.0)
        rivals = county.host_seekers * county.host_search
        share = self.reserved or applicants / max(applicants + rivals, NOBODY)
        ours = floor(vacant * share + county.draw(f"vacancies {PoolKind(self.kind).name}"))
        ours = min(ours, floor(vacant + self.hosts))
        hired = min(max(vacant - ours, 0.0), rivals, county.host_seekers)
        make_room = max(min(ours, applicants) - vacant, 0.0)  # for a part of a vacancy that was rounded up for us
        make_room = min(make_room, self.hosts)
        self.hosts_leave(make_room - hired)
        return ours

    def days_each(self):
        """Days of a casual worker: the season's; of the work of those who leave, a part goes to those who stay."""
        rules = self.model.earnings
        usual_people = self.stock / self.model.usual_casual_days
        share = 1.0 + rules.casual_work_kept * (usual_people / max(len(self.people) + self.hosts, NOBODY) - 1.0)
        return min(rules.casual_days * self.model.economy.season * share * self.county.county_demand, MOST_DAYS)


class County(Place):
    """Employers, and hosts, who are numbers without luck of their own."""

    TRAITS, GIVEN = "key host_seekers", "county_demand host_search"

    def hire(self):
        """Parks first, then workshops, then others."""
        applicants = self.by_lot("application order", lambda p: p.looks_for_work and p.applies())
        for kind in (PoolKind.PARK, PoolKind.WORKSHOP, PoolKind.LOCAL):
            self.pools[kind].hire(applicants)


class Settlement(Place):
    """Brokers, welfare posts and courses, each with a queue of the people who live here; `stock` is of posts."""

    TRAITS = "key county"
    GIVEN = """brokers brokers_kept organised_places transport_grant ledger retention
        labour_2020 training_places training_kept"""

    def send_with_brokers(self):
        """Offers go to seekers and casual workers."""
        offers = self.brokers * self.brokers_kept * self.model.labour.broker_capacity / 12.0 + self.organised_places
        takers = self.by_lot("organised order", lambda p: p.looks_for_work and p.accepts_broker())
        takers.select(at_most=self.whole("organised offers", offers)).do("leave_with_broker")

    def fill_posts(self):
        """Exits, also at the cap, and of the newest where posts were cut; then by need, equals by lot."""
        rules, places = self.model.posts, self.whole("post places", self.stock * self.kept + self.added, fixed=True)
        for person in self.people:
            person.barred = max(person.barred - 1, 0)
        for holder in self.doing(Activity.POST):
            if holder.tenure >= rules.spell_cap:
                holder.barred = BARRED_MONTHS
                holder.move(Activity.SEARCHING, "post cap")
            elif holder.draw("post exit") < rules.exit_rate:
                holder.move(Activity.SEARCHING, "post exit")
        holders = self.doing(Activity.POST).sort(lambda p: p.tenure - p.draw("post exit"), ascending=True)
        holders.select(at_most=max(len(holders) - places, 0)).do("move", Activity.SEARCHING, "post cut")
        line = self.by_lot("post queue", lambda p: p.need_of_post() < inf).sort(Person.need_of_post, ascending=True)
        line.select(at_most=max(places - len(holders), 0)).do("move", Activity.POST, "post")

    def teach(self):
        """Courses end; then those who may come do so by lot."""
        self.doing(Activity.TRAINING).do("study")
        existing = self.labour_2020 * self.model.training.places_2020 / 12.0 * self.training_kept
        fresh = self.people.select(lambda p: p.courses < MOST_COURSES and p.age <= OLDEST_TRAINEE)
        line = self.by_lot("training order", lambda p: p.looks_for_work and p in fresh)
        line.select(at_most=self.whole("training places", existing + self.training_places)).do("begin_course")
