"""The engine against its rules as objects: same opening, same luck, same outcome for every person in every month."""

import sys
from pathlib import Path

import pytest

from migrant_sim.draws import CENTRAL, apply, parameter_draw
from migrant_sim.engine import Engine
from migrant_sim.opening import opening
from migrant_sim.scenario import load_scenario
from migrant_sim.state import Activity, Streams, Watch

sys.path.insert(0, str(Path(__file__).parents[1]))

from object_model.model import CoreMonth  # noqa: E402 - found by the line above
from object_model.people import Household, Person  # noqa: E402
from object_model.places import County, Pool, Settlement  # noqa: E402

MONTHS = 24
CORE = ("enterprises", "labour", "posts", "training", "earnings", "accounts")
# One county at central values, the same in a draw of the parameters, and several counties with other luck.
CASES = {"central": ("hongsibu", 0.0025, CENTRAL, 0), "drawn": ("hongsibu", 0.0025, 0, 0)}
CASES["counties"] = ("yinchuan", 0.0035, CENTRAL, 1)
HAMLET = 60  # persons in a real settlement, so that a few hundred people live in several
MEASURES = (  # those that act on the core month by places, offers and courses
    *("vocational_training", "labour_export", "industrial_parks", "welfare_posts", "workshops"),
    *("hiring_subsidy", "job_retention_subsidy", "work_relief", "job_ledger"),
)
WIDE_DOORS = {  # so much of every measure that many meet each rule; posts of 2020 are cut, demand goes up and down
    "measures.industrial_parks.places": 0.5,
    "measures.industrial_parks.delay": 0.0,
    "measures.workshops.places": 0.5,
    "measures.hiring_subsidy.hires": 0.5,
    "measures.labour_export.brokers": 0.1,  # in each of the real settlements, which are small here
    "measures.vocational_training.places": 0.3,
    "measures.welfare_posts.posts": 0.01,
    "measures.welfare_posts.kept": 0.3,
    "processes.economy.county_spread": 0.3,
}
PERSONS = "activity tenure certificate certified courses training_left placement_left barred resident months_away"


class Pair:
    """The engine with the core month alone, and the object model beside it."""

    def __init__(self, region, scale, draw, replication):
        keys = {"population.scale": scale, "region.settlement_persons": HAMLET}
        scenario = load_scenario("custom", region=region, measure=list(MEASURES), intensity="high", **keys)
        scenario = apply(scenario.with_(**WIDE_DOORS), parameter_draw(scenario, draw))
        streams = Streams(scenario.seed, replication)
        self.engine = Engine(opening(scenario, replication).state, scenario, streams)
        self.engine.month = tuple(scenario.process(name) for name in CORE)
        self.engine.state.households.watch[::8] = Watch.MONITORED  # given, as monitoring is no part of the core month
        self.objects = CoreMonth(self.engine.state, scenario, streams)
        self.compared = 0

    def months(self):
        """Run, and give month by month what differs as (kind, row, column, the engine's value, the object's)."""
        for _ in range(MONTHS):
            self.engine.step()
            self.objects.step(self.engine.state)
            self.engine.advance()  # in December residence is reviewed
            yield list(self.differences())

    def differences(self):
        state, of = self.engine.state, self.objects.agents_by_type
        for name in PERSONS.split():
            yield from self.compare(state.persons, name, of[Person])
        yield from self.compare(state.persons, "pool", of[Person], lambda p: p.pool.row if p.pool else -1)
        for name in ("days", "pay"):
            yield from self.compare(state.persons, name, of[Person], tolerance=1e-9)
        for name in ("wage", "operating", "transfer", "away"):
            yield from self.compare(state.households, name, of[Household], tolerance=1e-9)
        yield from self.compare(state.enterprises, "migrants", of[Pool], lambda pool: len(pool.people))
        yield from self.compare(state.enterprises, "subsidised_hired", of[Pool], lambda pool: pool.subsidised)
        yield from self.compare(state.enterprises, "places", of[Pool])
        yield from self.compare(state.enterprises, "hosts", of[Pool], tolerance=1e-9)
        yield from self.compare(state.counties, "host_seekers", of[County], tolerance=1e-9)
        yield from self.compare(state.posts, "filled", of[Settlement], lambda s: len(s.doing(Activity.POST)))

    def compare(self, table, column, agents, value=None, tolerance=0.0):
        values = getattr(table, column).tolist()
        for agent in agents:
            engines, mine = values[agent.row], value(agent) if value else getattr(agent, column)
            if abs(engines - mine) > tolerance * abs(engines):
                yield type(agent).__name__, agent.row, column, engines, mine
        self.compared += len(agents)


@pytest.fixture(scope="module", params=CASES)
def run(request):
    """A pair that has run, and the first differences by month."""
    pair = Pair(*CASES[request.param])
    return pair, [found[:5] for found in pair.months()]


def test_everybody_does_the_same_in_every_month(run):
    pair, differences = run
    assert differences == [[]] * MONTHS
    assert pair.compared > MONTHS * 500 * len(PERSONS.split())


def test_every_kind_of_move_happens(run):
    moves = run[0].objects.moves
    away = "separation", "dismissal", "post exit", "post cap", "post cut", "course end"
    into = "organised offer", "PARK", "WORKSHOP", "LOCAL", "subsidised", "other work", "post", "course"
    assert set(moves) == {*away, *into}
    assert [kind for kind in moves if not moves[kind]] == []


CHANGES = {  # a rule of the object model, and another in its place
    "a certificate brings no pay": (Person, "certificate_gain", lambda person: 1.0),
    "a certificate brings no second try": (Person, "succeeds", lambda p, purpose, chance: p.draw(purpose) < chance),
    "work costs nothing": (Person, "cost_of", lambda person, pool: 0.0),
    "workshops take anybody": (Person, "suits", lambda person, pool: True),
    "newcomers do not fail": (Person, "chance_to_leave", lambda person: person.model.labour.separation),
    "those who work away stay residents": (Person, "review_residence", lambda person: None),
    "nobody is dismissed": (Pool, "dismiss", lambda pool, excess: None),
    "hosts keep their jobs": (Pool, "separate_hosts", lambda pool: None),
    "casual work is not shared": (Pool, "days_each", lambda pool: pool.model.earnings.casual_days),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_rule_is_seen(change, monkeypatch):
    monkeypatch.setattr(*CHANGES[change])
    assert any(Pair(*CASES["central"]).months())
