"""Workers answer, survive mistakes, and really stop; the desk lets two work and the others wait."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_calls import in_thread

from migrant_sim.dashboard.work import Desk, Ended, Worker
from migrant_sim.errors import UserError


@pytest.fixture(autouse=True)
def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


@pytest.fixture
def desk(findable: None) -> Iterator[Desk]:
    made = Desk(Worker, Worker, runs=1)
    yield made
    made.close()


def gone(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


def test_a_worker_tells_answers_and_survives_mistakes(desk: Desk) -> None:
    import page_calls

    async def story() -> None:
        assert await desk.quick(page_calls.echo, 3) == 3
        with pytest.raises(UserError, match="no such thing") as refused:
            await desk.quick(page_calls.refuse)
        assert refused.value.chinese == "没有这个"
        with pytest.raises(UserError, match="ZeroDivisionError: boom"):
            await desk.quick(page_calls.break_down)
        assert await desk.quick(page_calls.echo, 4) == 4

    in_thread(story())


def test_answers_of_the_warming_up_are_nobodys(desk: Desk) -> None:
    import page_calls

    async def story() -> list[object]:
        async with desk.turn(lambda before: None) as worker:
            worker.order(page_calls.echo, "warm")
            worker.order(page_calls.break_down)
            return [said async for said in worker.ask(page_calls.echo, "mine")]

    assert in_thread(story()) == [["told", "mine"], Ended("mine")]


def test_who_comes_second_waits_and_a_stop_ends_the_process(desk: Desk) -> None:
    import page_calls

    async def run(call: object, seen: list[object], *given: object) -> None:
        async with desk.turn(lambda before: seen.append(("before", before))) as worker:
            seen.append(worker.pid)
            async for said in worker.ask(call, *given):  # type: ignore[arg-type]
                seen.append(said)

    async def story() -> None:
        first: list[object] = []
        second: list[object] = []
        one = asyncio.create_task(run(page_calls.never_end, first))
        while "begun" not in first:
            await asyncio.sleep(0.01)
        two = asyncio.create_task(run(page_calls.echo, second, "late"))
        await asyncio.sleep(0.1)
        assert second == [("before", 1)]
        one.cancel()
        await asyncio.gather(one, two, return_exceptions=True)
        assert second[-1] == Ended("late")
        while not gone(first[0]):  # type: ignore[arg-type]
            await asyncio.sleep(0.01)

    in_thread(asyncio.wait_for(story(), 60))


def test_a_worker_that_dies_is_replaced(desk: Desk) -> None:
    import page_calls

    async def story() -> str:
        with pytest.raises(UserError, match="worker process ended"):
            async with desk.turn(lambda before: None) as worker:
                async for said in worker.ask(page_calls.never_end):
                    if said == "begun":
                        os.kill(worker.pid or 0, 9)
        async with desk.turn(lambda before: None) as worker:
            return [said async for said in worker.ask(page_calls.echo, "again")][-1].value

    assert in_thread(asyncio.wait_for(story(), 60)) == "again"


def test_a_clerk_that_died_unseen_is_replaced(desk: Desk) -> None:
    import page_calls

    async def story() -> int:
        pid = desk._clerk.pid or 0
        os.kill(pid, 9)
        while not gone(pid):
            await asyncio.sleep(0.01)
        with pytest.raises(UserError, match="worker process ended"):
            await desk.quick(page_calls.echo, 1)
        return int(await desk.quick(page_calls.echo, 2))

    assert in_thread(asyncio.wait_for(story(), 60)) == 2


def test_a_stop_at_the_moment_of_ones_turn_loses_no_worker(desk: Desk) -> None:
    import page_calls

    async def wait() -> None:
        async with desk.turn(lambda before: None):
            await asyncio.sleep(600)

    async def story() -> None:
        for steps in range(6):  # wherever in its waiting the stop meets it
            task = asyncio.create_task(wait())
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        async with desk.turn(lambda before: None) as worker:
            assert [said async for said in worker.ask(page_calls.echo, "still")][-1] == Ended("still")

    in_thread(asyncio.wait_for(story(), 60))
