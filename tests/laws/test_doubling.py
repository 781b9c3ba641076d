"""All nominal quantities doubled: incomes double, and nobody's work changes."""

from dataclasses import fields

import pytest

from migrant_sim.draws import apply, parameter_draw
from migrant_sim.processes import reference
from migrant_sim.recorder import year as reading
from migrant_sim.simulate import trajectory

KEYS = ["period", "indicator", "group"]


def nominal(scenario):
    """Path -> value of every parameter in yuan, of processes and of measures in both arms."""
    return {
        f"{kind}.{name}.{f.name}": getattr(part, f.name)
        for kind in ("processes", "measures", "factual")
        for name, part in getattr(scenario, kind)
        for f in fields(part)
        if str(f.metadata.get("unit", "")).startswith("yuan")
    }


@pytest.fixture(scope="module", params=[-1, 3], ids=["central", "draw 3"])
def worlds(request, as_written, fresh):
    """The same run at prices as they are and at doubled prices, the published rural mean and poverty line included."""
    scenario = apply(as_written, parameter_draw(as_written, request.param))
    plain = trajectory(scenario, -1, 0)
    known, line = reference._published_means("宁夏"), reading.monitoring_line
    doubled = scenario.with_(**{path: 2 * value for path, value in nominal(scenario).items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "_published_means", lambda _: {year: 2 * mean for year, mean in known.items()})
        patch.setattr(reading, "monitoring_line", lambda year: 2 * line(year))
        return plain, trajectory(doubled, -1, 0)


@pytest.fixture(scope="module")
def pairs(worlds):
    plain, doubled = (run.indicators.set_index(KEYS) for run in worlds)
    assert plain.index.equals(doubled.index)
    return plain.value.to_numpy(), doubled.value.to_numpy(), plain.unit.str.startswith("yuan").to_numpy()


def test_many_parameters_are_in_yuan(as_written):
    assert len(nominal(as_written)) > 15


def test_incomes_double(pairs):
    plain, doubled, money = pairs
    assert sum(money) > 100
    assert doubled[money] == pytest.approx(2 * plain[money], rel=1e-9, abs=0)


def test_work_shares_and_ratios_stay_exactly(pairs):
    plain, doubled, money = pairs
    assert (~money).sum() > 1000
    assert (doubled[~money] == plain[~money]).all()


def test_costs_double_for_the_same_people(worlds):
    plain, doubled = (run.costs for run in worlds)
    assert (plain.people.sum(), plain.yuan.sum()) > (0, 0)
    assert doubled.yuan.to_numpy() == pytest.approx(2 * plain.yuan.to_numpy(), rel=1e-9)
    assert doubled[["year", "measure", "people", "job_months"]].equals(
        plain[["year", "measure", "people", "job_months"]]
    )
