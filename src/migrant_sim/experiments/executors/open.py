"""Opens the executor that a place names, or says in words why it cannot."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from ...errors import ConfigurationError, bad_value, unknown_name
from ..place import DASK, PLACES, PROCESSES, SUBMITIT, Place
from .pool import Pool, Processes

PATIENCE = 3.0  # seconds in which a scheduler must answer
_NEEDS = {DASK: ("dask", "distributed"), SUBMITIT: ("submitit",)}


def check_place(place: Place) -> None:
    """Raise ConfigurationError for an unknown executor, one whose packages are missing, or a silent scheduler."""
    if place.name not in PLACES:
        raise unknown_name("executor", place.name, PLACES)
    missing = [name for name in _NEEDS.get(place.name, ()) if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"executor = {place.name!r} needs {' and '.join(missing)}; install them by: "
            'pip install "migrant-sim[cluster]".',
            f'executor = {place.name!r} 需要 {"、".join(missing)}；请安装：pip install "migrant-sim[cluster]"。',
        )
    if place.name == DASK and (address := place.option("address")) is not None:
        _check_address(str(address))


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or port is None:
        allowed = "the address of a scheduler, such as tcp://127.0.0.1:8786"
        raise bad_value("executor.address", address, allowed, "调度器地址，例如 tcp://127.0.0.1:8786")
    try:
        socket.create_connection((parts.hostname, port), timeout=PATIENCE).close()
    except OSError as error:
        raise silent(address, error) from error


def silent(address: str, error: Exception) -> ConfigurationError:
    """The error for a scheduler that does not answer."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ConfigurationError(
        f"executor.address = {address!r}: no Dask scheduler answers there ({why}); start one (dask scheduler), "
        "or leave the address out for a cluster on this machine.",
        f"executor.address = {address!r}：没有 Dask 调度器应答（{why}）；请先启动（dask scheduler），"
        "或去掉该地址，改用本机集群。",
    )


@contextmanager
def open_pool(place: Place, workers: int, scratch: Path) -> Iterator[Pool]:
    """The executor of a place with so many workers, shut down at the end; it may keep its own files in `scratch`.

    Raises ConfigurationError as `check_place` does.
    """
    check_place(place)
    pool: Pool
    if place.name == PROCESSES:
        pool = Processes(workers)
    elif place.name == DASK:
        from .dask_pool import DaskPool

        pool = DaskPool(place, workers)
    else:
        from .submitit_pool import SubmititPool

        pool = SubmititPool(place, workers, scratch)
    pool.chunk = int(place.option("chunk", pool.chunk))
    with pool:
        yield pool
