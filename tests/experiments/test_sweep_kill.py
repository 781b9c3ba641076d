"""A sweep killed with SIGKILL twenty times at moments of its own, then finished: same bytes, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from fake_sweep import digests
from sweep_server import made

from migrant_sim.experiments import runner
from migrant_sim.experiments.sweeping import run_sweep

HERE = Path(__file__).parent
FOLDERS, KILLS = 4, 5
WORKERS = (2, 0, 0, 1, 0)  # of the five sittings of a folder; 0 is a sweep without workers of its own


@pytest.fixture
def server():
    source = str(Path(runner.__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, str(HERE / "sweep_server.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([source, str(HERE)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    with process:
        yield process
        process.stdin.close()


def killed(server, folder, workers, at, pause, group):
    """Start the sweep, kill it when so many runs are done; how many were, and the processes that then were there."""
    server.stdin.write(f"{folder} {workers}\n")
    parent = psutil.Process(int(server.stdout.readline()))
    done = 0
    while done < at:
        done = int(server.stdout.readline())
    time.sleep(pause)
    family = [parent, *parent.children(recursive=True)]
    os.killpg(parent.pid, signal.SIGKILL) if group else parent.kill()
    while server.stdout.readline() != "gone\n":
        pass
    return done, family


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_twenty_times_a_sweep_ends_in_the_same_bytes(tmp_path, server):
    import fake_model

    whole = made(tmp_path / "whole", 0)
    run_sweep(whole, engine=fake_model.ENGINE)
    luck = np.random.Generator(np.random.Philox(key=20260101))
    families, count = [], 0
    for number in range(FOLDERS):
        folder = tmp_path / f"sweep{number}"
        for sitting, at in enumerate(sorted(luck.integers(1, whole.size, KILLS).tolist())):
            group = bool(luck.integers(2))
            done, family = killed(server, folder, WORKERS[sitting], at, luck.uniform(0, 0.02), group)
            assert at <= done < whole.size
            families += family
            count += 1
        counted = []
        run_sweep(made(folder, 0), lambda done, total, counted=counted: counted.append(done), engine=fake_model.ENGINE)
        assert 0 < counted[0] <= whole.size, "nothing of five sittings was kept"
        assert digests(folder) == digests(whole.folder)
        assert not (folder / "parts").exists()
    assert count == 20
    _, alive = psutil.wait_procs(families, timeout=30)
    assert alive == []
