"""Starts sweeps of the fake model as processes that have everything imported; one line in: what to run.

Each line is `folder workers`; the answer is the number of the process, which leads a process group of its own and
tells how far it is on the same stream, a number a line.
"""

import os
import sys

import fake_model
import fake_sweep

from migrant_sim.experiments import sitting
from migrant_sim.experiments import sweep as sweep_module
from migrant_sim.experiments.sweeping import run_sweep

DRAWS = 12


def made(folder, workers):
    # A limit makes even one worker a process of its own; without it the sweep is one process.
    return fake_sweep.sweep(folder, draws=DRAWS, workers=max(workers, 1), limit=600.0 if workers else None)


def run(folder, workers):
    sitting.STAGE_RUNS, sweep_module.GROUP_RUNS = 4, 24
    run_sweep(made(folder, workers), lambda done, total: say(f"{done}"), engine=fake_model.ENGINE)


def say(text):
    os.write(1, f"{text}\n".encode())


if __name__ == "__main__":
    for line in sys.stdin:
        folder, workers = line.split()
        child = os.fork()
        if not child:
            os.setsid()
            say(f"{os.getpid()}")
            try:
                run(folder, int(workers))
            finally:
                say("ended")
                os._exit(0)
        os.waitpid(child, 0)
        say("gone")
