"""Workshops, as a policy expert would check them: when places open, who works there, what they pay and cost."""

import numpy as np
import pytest

from migrant_sim.state import Activity, PoolKind

SHARE = 0.06  # places by the end of 2025 per person of the labour force
DELAY = 6  # months to the first places
RESERVED = 0.8
PAY = 0.6  # workshop pay over local pay
SITE, WORKER, SIZE = 60_000.0, 1_500.0, 55.0  # yuan a workshop, yuan a worker and year, places a workshop
NAME = "workshops"


@pytest.fixture(scope="module")
def workshops(with_measure):
    terms = {"site_grant": SITE, "worker_grant": WORKER, "places_per_site": SIZE, "yearly_exit": 0.15}
    return with_measure(NAME, places=SHARE, delay=float(DELAY), reserved_share=RESERVED, pay_ratio=PAY, **terms)


def inside(state):
    return state.enterprises.kind == PoolKind.WORKSHOP


def capacities(months, scenario, count=60):
    return np.array([float(s.enterprises.capacity[inside(s)].sum()) for s in months(scenario, count)])


def test_places_open_evenly_after_half_a_year(workshops, months):
    """Decided from April 2021 on; the first stand in October 2021, all of them in December 2025."""
    lasting = workshops.with_(**{f"measures.{NAME}.yearly_exit": 0.0})
    places = capacities(months, lasting)
    first = 3 + DELAY
    assert (places[:first] == 0).all() and places[first] > 0
    assert np.diff(places[first:]) == pytest.approx([places[first]] * (59 - first))
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(lasting, 1))
    assert places[-1] == pytest.approx(SHARE * labour)
    assert capacities(months, workshops)[-1] < 0.8 * places[-1]


def test_when_the_window_has_closed_no_more_open_and_the_standing_ones_close_one_by_one(workshops, months):
    short = workshops.with_(**{f"measures.{NAME}.stop": "2023-12"})
    places = capacities(months, short)
    assert (np.diff(places[9:36]) > 0).all() and (np.diff(places[36:]) < 0).all()
    assert places[-1] / places[-13] == pytest.approx(0.85)
    assert {cost.yuan for s in months(short, 60) if s.month >= 2024 * 12 for cost in s.costs} == {0.0}


def test_most_places_go_to_relocated_people_at_the_pay_of_workshops(workshops, months):
    for state in months(workshops, 60):
        e, mine = state.enterprises, inside(state)
        assert (e.migrants[mine] + e.hosts[mine] <= e.places[mine] + 1e-9).all()
        if e.added[mine].sum() > 0:
            assert e.reserved[mine] == pytest.approx(RESERVED) and e.pay_ratio[mine] == pytest.approx(PAY)
    people, hosts = e.migrants[mine].sum(), e.hosts[mine].sum()
    assert people > 10 and people / (people + hosts) > 0.6
    p = state.persons
    here = inside(state)[p.pool]
    assert (p.activity[here & (p.pool >= 0)] == Activity.LOCAL).all()


def test_it_pays_for_new_sites_and_for_people_at_work(workshops, months):
    labour = next(float(s.settlements.labour_2020.sum()) for s in months(workshops, 1))
    scale, opening = workshops.population.scale, 57 - DELAY
    yuan, job_months = np.array(
        [[sum(getattr(c, k) for c in s.costs) for k in ("yuan", "job_months")] for s in months(workshops, 60)]
    ).T
    assert (yuan[: 3 + DELAY] == 0).all()
    sites = SHARE * labour / SIZE / opening / scale
    assert yuan[3 + DELAY :] == pytest.approx(sites * SITE + job_months[3 + DELAY :] * WORKER / 12)
    assert job_months[-1] > 0
