"""Only this machine's own pages may talk to the server: other hosts, origins and paths are refused."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import DataError

LOOPBACK = frozenset({"127.0.0.1", "localhost"})
OPENABLE = (".html", ".svg", ".png", ".csv", ".docx", ".xlsx", ".json")
# Scripts of a report may switch its language; they reach nothing of this page and no other machine.
SANDBOX = {
    "Content-Security-Policy": "sandbox allow-scripts allow-downloads; default-src 'self' data: 'unsafe-inline'; "
    "connect-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Refuses requests that were not meant for loopback, or that another site's page makes (http and websocket)."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand on what is ours."""
        if scope["type"] in ("http", "websocket") and not trusted(dict(scope["headers"])):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"This page serves its own machine alone."})
            return
        await self._app(scope, receive, send)


def trusted(headers: dict[bytes, bytes]) -> bool:
    """Whether host, and origin where there is one, are loopback."""
    named, origin = headers.get(b"host", b"").decode("latin-1"), headers.get(b"origin")
    try:
        host = urlsplit("//" + named).hostname
        same = origin is None or urlsplit(origin.decode("latin-1")).netloc == named
    except ValueError:  # not even an address
        return False
    return host in LOOPBACK and same


def inside(results: Path, wanted: str) -> Path:
    """The path below `results` that a visitor names; DataError for one that leads out of it or is not there."""
    root = results.resolve()
    try:
        path = (root / wanted).resolve()
        there = path.exists()
    except (OSError, ValueError):  # a name that no file can have: too long, or with a zero in it
        path, there = root / "-", False
    if not path.is_relative_to(root) or path == root:
        raise DataError(
            f"{wanted!r} lies outside the results folder; only folders below it can be opened.",
            f"{wanted!r} 不在结果总文件夹内；只能打开其中的文件夹。",
        )
    if not there:
        raise DataError(f"{wanted!r} does not exist.", f"{wanted!r} 不存在。")
    return path


def listed(results: Path) -> list[tuple[str, str]]:
    """(path below `results`, verb) of every result folder, by path; verbs as their manifests name them."""
    import json

    found = []
    for manifest in sorted(results.glob("[!.]*/[!.]*/manifest.json")):
        try:
            verb = str(json.loads(manifest.read_text(encoding="utf-8")).get("verb", "run"))
        except (OSError, ValueError, AttributeError):
            continue
        path = manifest.parent.relative_to(results)
        # The sample of an analysis is a run by its place, whatever verb made it.
        found.append((path.as_posix(), "run" if path.parts[0] == "run" else verb))
    return found
