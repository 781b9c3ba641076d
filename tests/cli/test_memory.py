"""The estimate of memory before a study covers what a built population really holds, waiting rows included."""

import pytest

from migrant_sim import load_scenario
from migrant_sim.cli.memory import PERSON_BYTES, PROCESS_BYTES, largest_scale, needed, too_large
from migrant_sim.population import build
from migrant_sim.state import Life

# Tables in memory at once: the population, the cached opening, the factual arm and the run itself.
COPIES = 4


def test_a_person_covers_the_columns_of_all_rows_in_every_copy() -> None:
    scenario = load_scenario("as_written", region="minning", **{"population.scale": 0.05})
    population = build(scenario.region, scenario.population, scenario.seed)
    living = int((population.persons.alive == Life.LIVING).sum())
    held = sum(
        column.nbytes for table in (population.persons, population.households) for column in vars(table).values()
    )
    assert len(population.persons) > living, "no row waits for a birth, so this shows nothing"
    assert COPIES * held / living <= PERSON_BYTES


def test_each_worker_and_the_parent_hold_a_run() -> None:
    assert needed(0, 1) == 2 * PROCESS_BYTES
    assert needed(1000, 3) == pytest.approx(4 * (PROCESS_BYTES + 1000 * PERSON_BYTES))
    assert needed(2000, 2) - needed(1000, 2) == pytest.approx(3 * 1000 * PERSON_BYTES)


@pytest.mark.parametrize("free", [1.5e9, 4e9, 12e9])
@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_largest_scale_fits_and_a_little_more_does_not(free: float, workers: int) -> None:
    people = 1_232_600
    scale = largest_scale(people, workers, free)
    assert needed(scale * people, workers) <= free or scale == 0.0
    if 0.0 < scale < 1.0:
        # Two digits: the next larger of them would not fit.
        assert needed(1.11 * scale * people, workers) > free


def test_the_error_names_the_way_out_in_both_languages() -> None:
    error = too_large(1.0, 1_232_600, 2, 2e9)
    fits = largest_scale(1_232_600, 2, 2e9)
    assert f"population.scale={fits:g}" in error.message("en") and f"population.scale={fits:g}" in error.message("zh")
    assert "no scale fits" in too_large(1.0, 1_232_600, 8, 1e8).message("en")
