"""`dashboard`: the page for policy staff, on this machine alone."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError, bad_value
from ..reading import typed, whole_number
from .folders import named
from .request import Request
from .study import study_of

if TYPE_CHECKING:
    from ..experiments.study import Study

KEYS = ("port", "host", "open", "results", "language")
PORT, MOST_PORT = 8137, 65535
LOOPBACK = ("127.0.0.1", "localhost")


def dashboard_verb(request: Request) -> int:
    """Serve the page until Ctrl-C; 0 when it ends.

    Raises ConfigurationError for a value that is not allowed, DataError without the extra or where no port is free.
    """
    given = named(request, KEYS)
    options = _options(given, request.language)
    if find_spec("nicegui") is None:
        raise DataError(
            "The page needs the extra 'dashboard'; install it by: pip install 'migrant-sim[dashboard]'.",
            "看板需要附加组件，请安装：pip install 'migrant-sim[dashboard]'。",
        )
    from ..dashboard.server import Options, serve

    serve(Options(make=study_of_words, **options))
    return 0


def _options(given: dict[str, Any], language: str) -> dict[str, Any]:
    host = given.get("host", LOOPBACK[0])
    if host not in LOOPBACK:
        raise bad_value(
            "host",
            host,
            f"{' or '.join(LOOPBACK)}: the page has no passwords, so it is served to this machine alone",
            f"{' 或 '.join(LOOPBACK)}（看板没有密码，只供本机使用）",
        )
    results = typed(given.get("results", "results"), str, "results")
    port = given.get("port")
    return {
        "port": None if port is None else whole_number(port, "port", 1, MOST_PORT),
        "first_port": PORT,
        "open": typed(given.get("open", True), bool, "open"),
        "results": Path(results),
        "language": str(given.get("language") or "zh"),
    }


def study_of_words(words: Sequence[str]) -> "Study":
    """The study of `migrant-sim run` with these words, one replication and one worker.

    Raises ConfigurationError as `run` does.
    """
    all_words = (*words, "replications=1", "workers=1")
    return study_of(Request(verb="run", words=all_words, language="en"))
