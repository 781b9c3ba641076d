"""What one visitor has in hand: a mix, its plan, the run under way, results, kept mixes. One for each open page."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from ..errors import UserError
from .estimates import BATCHES, Drawn, Look, Make, Prepared, Step, estimate, opened, papers, prepare, redrawn
from .mix import Mix, words
from .offers import Offer
from .pictures import Picture
from .plan import Plan
from .work import Desk, Ended, Worker

MOST_KEPT = 4
IDLE, WAITING, RUNNING, DONE, STOPPED, BROKEN = "idle", "waiting", "running", "done", "stopped", "broken"


@dataclass(frozen=True)
class House:
    """What all visitors share, none of it changing with what they do: offer, workers, folders, how to make a study."""

    offer: Offer
    desk: Desk
    make: Make
    results: Path
    scratch: Path
    shelf: dict[str, Path] = field(default_factory=dict)  # folders whose pictures may be fetched, by an unguessable id


@dataclass(frozen=True)
class Shown:
    """A result on the page: the mix that made it (None for an opened folder), what it says, and its pictures."""

    id: str
    mix: Mix | None
    name: str
    look: Look
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A mix put by for comparison: its number among those kept, and the name that the visitor gave it, if any."""

    number: int
    name: str
    shown: Shown


class Session:
    """The state behind one open page; views are told by topic when something changes."""

    def __init__(self, house: House, language: str) -> None:
        self.house, self.language = house, language
        self.mix = Mix.of(next(iter(house.offer.places.values())))
        self.prepared: tuple[tuple[str, ...], Prepared] | None = None  # with the words that it belongs to
        self.refusal: UserError | None = None
        self.refused: UserError | None = None
        self.shown: Shown | None = None
        self.kept: list[Kept] = []
        self.state = IDLE
        self.problem: UserError | None = None
        self.step, self.before, self.began = Step(0, BATCHES[0], BATCHES[-1]), 0, 0.0
        self.first_after: float | None = None
        self._task: asyncio.Task[None] | None = None
        self._planning = False
        self._stale = False
        self._watchers: dict[str, list[Callable[[], object]]] = {}
        self._folders: list[Path] = []
        self._left = False
        self.tab = ""  # the one in front, kept when the page is built anew

    def watch(self, topic: str, view: Callable[[], object]) -> None:
        """Have a view told when a topic changes: plan, progress, result, kept."""
        self._watchers.setdefault(topic, []).append(view)

    def forget_views(self) -> None:
        """Before the page is built anew."""
        self._watchers.clear()

    def tell(self, *topics: str) -> None:
        """Tell the views of some topics."""
        for topic in topics:
            for view in self._watchers.get(topic, []):
                view()

    def say(self, chinese: str, english: str) -> str:
        """The text in the visitor's language."""
        return chinese if self.language == "zh" else english

    @property
    def busy(self) -> bool:
        """Whether a run waits or goes on."""
        return self.state in (WAITING, RUNNING)

    @property
    def outdated(self) -> bool:
        """Whether the result on the page belongs to other choices than those made now."""
        return self.shown is not None and self.shown.mix is not None and self.shown.mix != self.mix

    async def choose(self, mix: Mix) -> None:
        """Take a changed mix and plan it anew; while a plan is made, only the latest choice waits."""
        self.mix = mix
        self.tell("choice")
        self._stale = True
        if self._planning:
            return
        self._planning = True
        try:
            while self._stale:
                self._stale = False
                await self._plan()
        finally:
            self._planning = False

    async def _plan(self) -> None:
        given = words(self.mix, self.house.offer)
        try:
            self.prepared = given, await self.house.desk.quick(prepare, self.house.make, given)
            self.refusal = None
        except UserError as error:
            self.prepared, self.refusal = None, error
        self.tell("plan")

    @property
    def plan(self) -> Plan | None:
        """The plan last made."""
        return self.prepared[1].plan if self.prepared else None

    def start(self) -> None:
        """Begin the estimate of the mix as it is now."""
        if not self.busy:
            self._task = asyncio.get_running_loop().create_task(self._run(self.mix))

    async def stop(self) -> None:
        """End the run in the middle of it; what was told already stays."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self, mix: Mix) -> None:
        name, language = uuid4().hex, self.language
        self._begin()
        try:
            async with self.house.desk.turn(self._waits) as worker:
                folder = self._folder(name)
                self.state, self.began = RUNNING, time.monotonic()
                self.tell("progress")
                async for said in worker.ask(estimate, self._known(mix), folder, language):
                    self._take(said, name, mix)
            self.state = DONE
        except asyncio.CancelledError:
            self.state = STOPPED
        except UserError as error:
            self.state, self.problem = BROKEN, error
        except Exception as error:  # whatever it was, the page stays
            self.state, self.problem = BROKEN, UserError(f"{type(error).__name__}: {error}")
        self.tell("progress", "result")
        if language != self.language:  # switched on the way: the run drew on in the language that it began with
            await self.speak(self.language)

    def _known(self, mix: Mix) -> object:
        """The study of the mix where the plan has made it, else how to make it."""
        given = words(mix, self.house.offer)
        ready = self.prepared and self.prepared[0] == given
        return self.prepared[1].study if self.prepared and ready else (self.house.make, given)

    def _begin(self) -> None:
        self.state, self.problem, self.before, self.first_after = WAITING, None, 0, None
        self.step, self.began = Step(0, BATCHES[0], BATCHES[-1]), time.monotonic()
        self.tell("progress")

    def _waits(self, before: int) -> None:
        self.before = max(before, 0)
        self.tell("progress")

    def _take(self, said: object, name: str, mix: Mix | None) -> None:
        """Show what a worker tells of the result `name`; pictures of one that is no longer shown are let go."""
        if self._left:
            return
        if isinstance(said, Step):
            self.step = said
            self.tell("progress")
        elif isinstance(said, Look):
            self.first_after = self.first_after or time.monotonic() - self.began
            old = self.shown.pictures if self.shown and self.shown.id == name else ()
            self.shown = Shown(name, mix, said.folder.name, said, old)
            self.tell("result")
        elif isinstance(said, Drawn) and self.shown is not None and self.shown.id == name:
            shelf = said.folder.relative_to(self.house.scratch).parts[0]
            self.house.shelf[shelf] = said.folder
            new = replace(said.picture, svg=f"{shelf}/{said.picture.svg}", csv=f"{shelf}/{said.picture.csv}")
            places = {one.name: number for number, one in enumerate(self.shown.pictures)}
            others = [one for one in self.shown.pictures if one.name != new.name]
            drawn = sorted([*others, new], key=lambda one: places.get(one.name, len(places)))
            self.shown = replace(self.shown, pictures=tuple(drawn))
            self.tell("pictures")

    async def open(self, folder: Path) -> None:
        """Show a finished result folder; raises UserError for one that is none, and while a run is under way."""
        self.ready()
        name = uuid4().hex
        scratch = self._folder(name)
        async with self._worker() as worker:
            async for said in worker.ask(opened, folder, self.language, scratch):
                if not isinstance(said, Ended) and not self.busy:  # a run begun since then comes first
                    self._take(said, name, None)
        if not self.busy:
            self.state = IDLE
            self.tell("progress", "result")

    async def speak(self, language: str) -> None:
        """Go on in another language; charts that are there are drawn again, unless a run draws them anyway."""
        self.language = language
        if self.shown is None or self.busy or self._left:
            return
        folder, name = self._folder(uuid4().hex), self.shown.id
        try:
            async with self._worker() as worker:
                async for said in worker.ask(redrawn, self.shown.look.folder, language, folder):
                    if isinstance(said, Drawn) and self.language == language:  # not switched back meanwhile
                        self._take(said, name, None)
        except UserError as error:
            self.problem = error
            self.tell("progress")

    async def write_papers(self, shown: Shown) -> list[Path]:
        """Report, brief and tables of a result, as copies when the folder is the user's; UserError during a run."""
        self.ready()
        folder = shown.look.folder
        if shown.mix is None:
            folder = self._folder(uuid4().hex) / folder.name
            await asyncio.to_thread(shutil.copytree, shown.look.folder, folder)
        async with self._worker() as worker:
            async for said in worker.ask(papers, folder):
                if isinstance(said, Ended):
                    return list(said.value)
        return []

    def ready(self) -> None:
        """Raises UserError while a run waits or goes on: its folder is not yet whole."""
        if self.busy:
            raise UserError(
                "An estimate is under way; wait until it is done, or stop it first.",
                "测算正在进行；请等它完成，或先停止。",
            )

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        """A worker for something short; what it leaves for a visitor who has gone is cleared away."""
        try:
            async with self.house.desk.turn(lambda before: None) as worker:
                yield worker
        finally:
            if self._left:
                await self._clear()

    def keep(self) -> Kept | None:
        """Put the result on the page by for comparison; None when four are kept or there is no result."""
        if self.shown is None or len(self.kept) >= MOST_KEPT:
            return None
        number = min(set(range(1, MOST_KEPT + 1)) - {one.number for one in self.kept})
        self.kept.append(Kept(number, "", self.shown))
        self.tell("kept")
        return self.kept[-1]

    def named(self, kept: Kept) -> str:
        """What a kept mix is called in the visitor's language."""
        return kept.name or self.say(f"组合 {kept.number}", f"Mix {kept.number}")

    def drop(self, kept: Kept) -> None:
        """Take a kept mix out of the comparison."""
        self.kept.remove(kept)
        self.tell("kept")

    def _folder(self, name: str) -> Path:
        folder = self.house.scratch / name
        self._folders.append(folder)
        return folder

    async def leave(self) -> None:
        """The visitor has gone: stop what runs and clear what it left."""
        self._left = True
        self.forget_views()
        await self.stop()
        await self._clear()

    async def _clear(self) -> None:
        for folder in self._folders:
            self.house.shelf.pop(folder.name, None)
            await asyncio.to_thread(shutil.rmtree, folder, True)
