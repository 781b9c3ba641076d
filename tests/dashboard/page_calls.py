"""Calls for workers in tests: a spawned process imports them by this file's name."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from migrant_sim.errors import ConfigurationError


def echo(tell: Callable[[Any], None], value: Any) -> Any:
    """Tell the value and return it."""
    tell(["told", value])
    return value


def refuse(tell: Callable[[Any], None]) -> None:
    """A mistake that a user can mend."""
    raise ConfigurationError("no such thing", "没有这个")


def break_down(tell: Callable[[Any], None]) -> None:
    """A mistake of ours."""
    raise ZeroDivisionError("boom")


def never_end(tell: Callable[[Any], None]) -> None:
    """Say that it has begun and stay at it."""
    tell("begun")
    time.sleep(600)


def in_thread(story: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns, in a thread of its own: a browser test may keep a loop in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()
