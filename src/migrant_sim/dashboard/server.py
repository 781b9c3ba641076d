"""Serves the page on loopback: workers first, then routes and pages, and everything cleared away at the end."""

import asyncio
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nicegui import app, ui
from nicegui.client import Client
from starlette.responses import FileResponse, PlainTextResponse, Response

from ..errors import DataError, bad_value
from .estimates import Make, prepare, warm
from .guard import OPENABLE, SANDBOX, Guard, inside
from .mix import Mix, words
from .offers import Offer, offers_told
from .page import build
from .session import House, Session
from .style import FONT_PATH, font_file
from .work import Desk, Worker

HOST = "127.0.0.1"
TRIES = 20
TITLE = "migrant-sim 看板"


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to serve: `port` None takes `first_port` or the next free one; `make` makes the study of some words."""

    make: Make
    port: int | None
    first_port: int
    open: bool
    results: Path
    language: str


def serve(options: Options) -> None:
    """Serve until interrupted.

    Raises ConfigurationError for a port that is taken, DataError where none is free.
    """
    port = _port(options)
    tongue: Literal["zh-CN", "en-US"] = "zh-CN" if options.language == "zh" else "en-US"
    scratch = Path(tempfile.mkdtemp(prefix="migrant-sim-page-"))
    try:
        with _house(options, scratch) as house:
            _routes(house)

            @ui.page("/", title=TITLE, language=tongue, response_timeout=30)
            async def index(client: Client) -> None:
                session = Session(house, options.language)
                client.on_delete(session.leave)
                await build(session)

            address = f"http://{HOST}:{port}/"
            print(f"{TITLE}: {address}  (Ctrl-C)", flush=True)
            with suppress(KeyboardInterrupt):  # the usual way to end it
                ui.run(host=HOST, port=port, title=TITLE, show=options.open, reload=False, show_welcome_message=False)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _house(options: Options, scratch: Path) -> Iterator[House]:
    """Workers that are warm or on the way to it, and what there is to choose."""
    offer = asyncio.run(_offer())
    first = Mix.of(next(iter(offer.places.values())))

    def runner() -> Worker:
        worker = Worker()
        worker.order(warm, options.make, words(first, offer))
        return worker

    def clerk() -> Worker:
        worker = Worker()
        worker.order(prepare, options.make, words(first, offer))
        return worker

    desk = Desk(runner, clerk)
    try:
        yield House(offer, desk, options.make, options.results, scratch)
    finally:
        desk.close()


async def _offer() -> Offer:
    worker = Worker()
    try:
        async for said in worker.ask(offers_told):
            return said.value  # the call tells nothing on the way
    finally:
        worker.kill()
    raise DataError("The offer of the page could not be read.", "无法读取看板的可选项。")


def _port(options: Options) -> int:
    """The port asked for, or the first free one from the usual one on."""
    if options.port is not None:
        if not _free(options.port):
            raise bad_value("port", options.port, "a port that nobody listens on", "未被占用的端口")
        return options.port
    for port in range(options.first_port, options.first_port + TRIES):
        if _free(port):
            return port
    raise DataError(
        f"No free port from {options.first_port} on; name one by port=.",
        f"自 {options.first_port} 起没有空闲端口；请用 port= 指定。",
    )


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _routes(house: House) -> None:
    """Files that the page links to: its font, pictures of runs, and what lies below the results folder."""
    app.add_middleware(Guard)
    app.add_static_file(local_file=font_file(), url_path=FONT_PATH)

    @app.get("/picture/{shelf}/{name}")
    def picture(shelf: str, name: str) -> Response:
        folder = house.shelf.get(shelf)
        path = folder / name if folder else None
        if path is None or "/" in name or path.suffix not in (".svg", ".csv") or not path.is_file():
            return PlainTextResponse("not here", 404)
        return FileResponse(path, headers={**SANDBOX, "Cache-Control": "private, max-age=86400"})

    @app.get("/results/{wanted:path}")
    def result_file(wanted: str) -> Response:
        try:
            path = inside(house.results, wanted)
        except DataError as error:
            return PlainTextResponse(error.english, 404)
        if not path.is_file() or path.suffix not in OPENABLE:
            return PlainTextResponse("not here", 404)
        return FileResponse(path, headers=SANDBOX)
