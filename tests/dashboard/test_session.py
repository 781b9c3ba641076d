"""Two visitors share workers and nothing else; what goes wrong stays theirs and is said."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from page_calls import in_thread

from migrant_sim.dashboard.estimates import Drawn, Look, Step
from migrant_sim.dashboard.mix import Mix
from migrant_sim.dashboard.offers import Offer, Place
from migrant_sim.dashboard.pictures import Picture
from migrant_sim.dashboard.progress import said
from migrant_sim.dashboard.session import BROKEN, DONE, IDLE, STOPPED, House, Session
from migrant_sim.dashboard.work import Ended
from migrant_sim.errors import ConfigurationError, UserError

PLACE = Place(name="here", zh="此地", en="here", programme="", persons=1e5, least=0.01)


class Hand:
    """A worker that says what it was given to say; an error in the list is raised, None waits for ever."""

    def __init__(self, lines: list[Any]) -> None:
        self.lines = lines

    async def ask(self, call: Any, *given: Any) -> Any:
        for line in self.lines:
            if line is None:
                await asyncio.sleep(600)
            if isinstance(line, Exception):
                raise line
            yield line
        yield Ended(None)


class Turns:
    """A desk with such a worker."""

    def __init__(self, lines: list[Any]) -> None:
        self.lines = lines

    async def quick(self, call: Any, *given: Any) -> Any:
        return SimpleNamespace(plan=None, study=None)

    def turn(self, waiting: Any) -> Any:
        return self

    async def __aenter__(self) -> Hand:
        return Hand(self.lines)

    async def __aexit__(self, *error: object) -> None:
        return None


def look(folder: Path, draws: int = 4) -> Look:
    return Look(folder=folder, summary={"draws": draws}, gains=(), ratio=())


def session(tmp_path: Path, lines: list[Any]) -> Session:
    offer = Offer(places={"here": PLACE}, programmes={}, clauses={}, levers={}, funds={})
    return Session(House(offer, Turns(lines), lambda words: None, tmp_path, tmp_path), "zh")  # type: ignore[arg-type]


def run(one: Session) -> None:
    async def story() -> None:
        one.start()
        await one._task  # type: ignore[misc]

    in_thread(story())


def test_a_run_is_told_step_by_step(tmp_path: Path) -> None:
    folder = tmp_path / "shelf" / "run"
    picture = Picture("ratio", "heading", "in words", "ratio.svg", "ratio.csv", 4)
    one = session(tmp_path, [Step(1, 4, 48), look(folder), Drawn(picture, folder)])
    seen: list[str] = []
    for topic in ("progress", "result", "pictures"):
        one.watch(topic, lambda topic=topic: seen.append(topic))  # type: ignore[misc]
    run(one)
    assert one.state == DONE and one.step.done == 1 and one.first_after is not None
    assert one.shown is not None and one.shown.pictures[0].svg == "shelf/ratio.svg"
    assert one.house.shelf == {"shelf": folder}
    assert {"progress", "result", "pictures"} == set(seen)


@pytest.mark.parametrize("error", [ConfigurationError("bad", "坏"), UserError("bad", "坏"), ZeroDivisionError("bad")])
def test_a_run_that_breaks_is_said_and_the_next_one_works(tmp_path: Path, error: Exception) -> None:
    one = session(tmp_path, [error])
    run(one)
    assert one.state == BROKEN and one.problem is not None and "bad" in one.problem.english
    one.house.desk.lines = []  # type: ignore[attr-defined]
    run(one)
    assert one.state == DONE and one.problem is None


def test_a_stop_ends_the_run_and_keeps_what_was_told(tmp_path: Path) -> None:
    one = session(tmp_path, [look(tmp_path / "shelf"), None])

    async def story() -> None:
        one.start()
        while one.shown is None:
            await asyncio.sleep(0)
        await one.stop()

    in_thread(story())
    assert one.state == STOPPED and one.shown is not None


def test_a_stop_before_the_first_batch_claims_no_result_of_its_own(tmp_path: Path) -> None:
    one = session(tmp_path, [None])
    one._take(look(tmp_path, 48), "earlier", one.mix)

    async def story() -> None:
        one.start()
        await asyncio.sleep(0.01)
        await one.stop()

    in_thread(story())
    assert one.state == STOPPED and said(one) == "已停止，这次没有得出结果"


def test_leaving_stops_the_run(tmp_path: Path) -> None:
    one = session(tmp_path, [None])

    async def story() -> None:
        one.start()
        await asyncio.sleep(0.01)
        await one.leave()

    in_thread(story())
    assert one.state == STOPPED


def test_two_visitors_share_nothing(tmp_path: Path) -> None:
    one, other = session(tmp_path, []), session(tmp_path, [])
    in_thread(one.choose(one.mix.with_(intensity="high")))
    one._take(look(tmp_path), "x", one.mix)
    assert one.keep("mine")
    assert other.mix == Mix.of(PLACE) and other.shown is None and other.kept == [] and other.state == IDLE


def test_changed_choices_make_the_result_outdated_and_four_is_the_most(tmp_path: Path) -> None:
    one = session(tmp_path, [])
    one._take(look(tmp_path), "x", one.mix)
    assert not one.outdated
    in_thread(one.choose(one.mix.with_(intensity="high")))
    assert one.outdated
    assert [one.keep(str(number)) for number in range(5)] == [True] * 4 + [False]
