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
    assert one.keep()
    assert other.mix == Mix.of(PLACE) and other.shown is None and other.kept == [] and other.state == IDLE


def test_changed_choices_make_the_result_outdated_and_four_is_the_most(tmp_path: Path) -> None:
    one = session(tmp_path, [])
    one._take(look(tmp_path), "x", one.mix)
    assert not one.outdated
    in_thread(one.choose(one.mix.with_(intensity="high")))
    assert one.outdated
    assert [bool(one.keep()) for _ in range(5)] == [True] * 4 + [False]


def drawn(folder: Path) -> Drawn:
    return Drawn(Picture("ratio", "", "", "ratio.svg", "ratio.csv", 4), folder)


def test_nothing_is_opened_or_written_while_a_run_is_under_way(tmp_path: Path) -> None:
    one = session(tmp_path, [look(tmp_path), None])

    async def story() -> None:
        one.start()
        while one.shown is None:
            await asyncio.sleep(0.01)
        for refused in (one.open(tmp_path), one.write_papers(one.shown)):
            with pytest.raises(UserError, match="under way"):
                await refused
        assert one.busy
        await one.stop()
        await one.open(tmp_path)

    in_thread(asyncio.wait_for(_first_then(one, story, [look(tmp_path)]), 30))
    assert one.shown is not None and one.shown.mix is None and one.state == IDLE


async def _first_then(one: Session, story: Any, lines: list[Any]) -> None:
    """The story, its worker saying `lines` from the stop on."""
    stop = one.stop

    async def stopped() -> None:
        await stop()
        one.house.desk.lines = lines  # type: ignore[attr-defined]

    one.stop = stopped  # type: ignore[method-assign]
    await story()


def test_a_language_switched_on_the_way_reaches_the_pictures(tmp_path: Path) -> None:
    asked: list[Any] = []

    class Listening(Hand):
        async def ask(self, call: Any, *given: Any) -> Any:
            asked.append((call.__name__, given[-1] if call.__name__ == "estimate" else given[1]))
            if call.__name__ == "estimate":
                one.language = "en"
            async for line in super().ask(call, *given):
                yield line

    class Desk(Turns):
        async def __aenter__(self) -> Hand:
            return Listening(self.lines)

    one = session(tmp_path, [look(tmp_path), drawn(tmp_path / "a")])
    one.house = House(
        one.house.offer, Desk([look(tmp_path), drawn(tmp_path / "a")]), one.house.make, tmp_path, tmp_path
    )  # type: ignore[arg-type]
    run(one)
    assert asked == [("estimate", "zh"), ("redrawn", "en")]


def test_who_has_left_puts_nothing_on_the_shelf(tmp_path: Path) -> None:
    one = session(tmp_path, [look(tmp_path), drawn(tmp_path / "a")])

    async def story() -> None:
        await one.leave()
        one.start()
        await one._task  # type: ignore[misc]

    in_thread(story())
    assert one.house.shelf == {} and one.shown is None


def test_kept_mixes_are_numbered_anew_and_named_in_the_language(tmp_path: Path) -> None:
    one = session(tmp_path, [look(tmp_path)])
    run(one)
    first, second = one.keep(), one.keep()
    assert first and second and [one.named(first), one.named(second)] == ["组合 1", "组合 2"]
    one.drop(first)
    third = one.keep()
    one.language = "en"
    assert third and [one.named(kept) for kept in one.kept] == ["Mix 2", "Mix 1"]
