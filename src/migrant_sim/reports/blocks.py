"""What a page is made of: chapters of blocks, each block of one kind that the template knows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .tables import Table


class Block(NamedTuple):
    """One piece of a chapter: its kind, and what the template shows of it."""

    kind: str
    value: Any


class Chapter(NamedTuple):
    """A part of the page under one heading; `key` names its anchor, the same in both languages."""

    key: str
    title: str
    blocks: Sequence[Block]


def heading(text: str) -> Block:
    """A heading inside a chapter."""
    return Block("heading", text)


def lines(texts: Iterable[str]) -> list[Block]:
    """Sentences as a list; nothing where there is none."""
    kept = [text for text in texts if text]
    return [Block("lines", kept)] if kept else []


def alerts(texts: Iterable[str]) -> list[Block]:
    """Warnings in a frame of their own; nothing where there is none."""
    kept = [text for text in texts if text]
    return [Block("alerts", kept)] if kept else []


def note(text: str) -> list[Block]:
    """A remark in small type; nothing for an empty one."""
    return [Block("note", text)] if text else []


def table(value: Table) -> list[Block]:
    """A table; nothing for one without rows."""
    return [Block("table", value)] if value.rows else []


def entries(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Terms and what they mean; nothing where there is none."""
    return [Block("entries", list(pairs))] if pairs else []
