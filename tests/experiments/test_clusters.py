"""Executors with real parts: a Dask scheduler and two workers, one killed half-way; jobs of submitit here."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace

import fake_model
import psutil
import pytest
from fake_sweep import digests, sweep

from migrant_sim.errors import ConfigurationError, DataError
from migrant_sim.experiments import chunks, runner
from migrant_sim.experiments.place import Place
from migrant_sim.experiments.sweeping import run_sweep

pytest.importorskip("distributed")
pytest.importorskip("submitit")
HERE = Path(__file__).parent
EFFECTS = (0.05, 0.02)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    made = sweep(tmp_path_factory.mktemp("whole") / "sweep", effects=EFFECTS)
    run_sweep(made, engine=fake_model.ENGINE)
    return made.folder


@pytest.fixture
def worker_path(monkeypatch):
    source = str(Path(runner.__file__).parents[2])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([source, str(HERE)]))


@pytest.fixture
def cluster(tmp_path, worker_path):
    """Address of a scheduler and its two workers, each a process."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:

        def start(*words):
            command = [sys.executable, "-m", *words, "--no-dashboard"]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        until(file.exists)
        options = ("--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        workers = [start("distributed.cli.dask_worker", *options) for _ in range(2)]
        yield json.loads(file.read_text())["address"], workers


def until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def two_workers(address):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


def test_a_dask_worker_killed_half_way_loses_nothing(whole, tmp_path, cluster):
    address, workers = cluster
    two_workers(address)
    killed = []

    def kill(done, total):
        if done >= 6 and not killed:
            workers[0].kill()
            killed.append(done)

    made = sweep(tmp_path / "sweep", effects=EFFECTS, place=Place("dask", (("address", address), ("chunk", 2))))
    assert run_sweep(made, kill, engine=fake_model.ENGINE)["status"] == "done"
    assert killed and workers[0].wait() < 0 and workers[1].poll() is None
    assert digests(made.folder) == digests(whole)


def test_a_worker_with_other_code_is_refused(whole, tmp_path, monkeypatch):
    own = chunks.Chunk((), {}, fake_model.trajectory, code="another")
    with pytest.raises(ConfigurationError, match="another version"):
        chunks.compute(own)


def running(name):
    """Living descendants whose command line names it; one that ended unread (a zombie) has no command line."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a zombie too
            found += [child] if name in " ".join(child.cmdline()) else []
    return found


def test_jobs_of_submitit_give_the_same_bytes_and_leave_nothing(whole, tmp_path, worker_path):
    place = Place("submitit", (("chunk", 12), ("cluster", "local"), ("poll_s", 0.05)))
    made = sweep(tmp_path / "sweep", effects=EFFECTS, workers=2, place=place)
    assert run_sweep(made, engine=fake_model.ENGINE)["status"] == "done"
    assert digests(made.folder) == digests(whole)
    assert [path.name for path in made.folder.iterdir() if path.name.startswith(".")] == []
    until(lambda: running("submitit") == [])


def test_a_job_that_cannot_be_looked_at_is_a_failed_one_and_nobody_waits_for_ever(tmp_path):
    from migrant_sim.experiments.executors.submitit_pool import SubmititPool

    class Lost:
        def done(self):
            raise OSError("no answer from the queue")

        def cancel(self):
            """Nothing is there to cancel."""

    with SubmititPool(Place("submitit", (("cluster", "local"), ("poll_s", 0.01))), 1, tmp_path) as pool:
        pool._executor = SimpleNamespace(submit=lambda fn: Lost())
        for future in (pool.submit(int), pool.submit(int)):
            with pytest.raises(OSError, match="no answer"):
                future.result(timeout=5.0)


def test_a_cluster_of_our_own_that_does_not_start_is_not_blamed_on_an_address(monkeypatch):
    from migrant_sim.experiments.executors import dask_pool

    class Deaf:
        def close(self):
            closed.append(self)

    def refuse(*given, **named):
        raise TimeoutError

    closed = []
    monkeypatch.setattr(dask_pool, "LocalCluster", lambda **named: Deaf())
    monkeypatch.setattr(dask_pool, "Client", refuse)
    with pytest.raises(DataError, match="cluster on this machine did not start"):
        dask_pool.DaskPool(Place("dask"), 2)
    assert len(closed) == 1
    monkeypatch.setattr(dask_pool, "LocalCluster", refuse)
    with pytest.raises(DataError, match="cluster on this machine did not start"):
        dask_pool.DaskPool(Place("dask"), 2)
