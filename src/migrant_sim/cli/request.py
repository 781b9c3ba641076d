"""The command line as a value: verb, overrides and options."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from ..errors import ConfigurationError, unknown_name

OPTIONS = ("--help", "--version", "--cfg", "--config-dir", "--multirun", "--dry-run", "--json", "--debug", "--public")
VIEWS = ("job",)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for; `words` are what follows the verb."""

    verb: str
    words: tuple[str, ...]
    language: str
    config_dir: Path | None = None
    cfg: bool = False
    json: bool = False
    debug: bool = False
    help: bool = False
    version: bool = False
    multirun: bool = False
    dry_run: bool = False
    public: bool = False


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """A usage mistake is ours to explain, and does not end the process."""
        raise ConfigurationError(f"{message}; see migrant-sim --help.", f"参数有误：{message}；见 migrant-sim --help。")


def read_request(argv: Sequence[str], language: str) -> Request:
    """The request behind the words of a command line.

    Raises ConfigurationError for an unknown option or one without its value.
    """
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("-m", "--multirun", action="store_true")
    for flag in ("--version", "--json", "--debug", "--dry-run", "--public"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--cfg")
    parser.add_argument("--config-dir", type=Path)
    parser.add_argument("words", nargs="*")
    given, rest = parser.parse_known_intermixed_args(argv)
    if rest:
        raise unknown_name("option", rest[0], OPTIONS)
    if given.cfg is not None and given.cfg not in VIEWS:
        raise unknown_name("--cfg", given.cfg, VIEWS)
    options = {name: value for name, value in vars(given).items() if name not in ("words", "cfg")}
    verb, *words = given.words or [""]
    return Request(verb=verb, words=tuple(words), language=language, cfg=given.cfg is not None, **options)
