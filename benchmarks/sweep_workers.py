"""A real sweep of Ningxia with one worker and with two, in turn: seconds, seconds a run, and how much two gain.

    python benchmarks/sweep_workers.py [--scale 0.02] [--draws 24] [--repeats 3]

Everything is in the figure: start of the command and of the workers, populations, tables, files. The bytes of the
tables are compared: they must not depend on the workers.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil

WORDS = ("sweep", "region=ningxia", "scenario=as_written,all_in", "replications=1", "language=en", "name=one")


def swept(folder, workers, given):
    """Seconds and most resident memory (MB, the command with its workers) of the sweep in a fresh folder."""
    words = [*WORDS, f"draws={given.draws}", f"population.scale={given.scale}", f"workers={workers}"]
    began, most = perf_counter(), 0.0
    log = Path(folder).with_suffix(".log")
    with log.open("w") as told:
        command = [sys.executable, "-m", "migrant_sim", *words, f"results={folder}"]
        child = psutil.Popen(command, stdout=told, stderr=told, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
        while True:
            try:
                child.wait(0.2)
                break
            except psutil.TimeoutExpired:
                most = max(most, sum(memory(process) for process in [child, *child.children(recursive=True)]))
            except subprocess.TimeoutExpired:
                continue
    if child.returncode:
        raise SystemExit(log.read_text())
    return perf_counter() - began, most


def memory(process):
    """Resident MB of a process, 0 when it has gone."""
    try:
        return process.memory_info().rss / 1e6
    except psutil.Error:
        return 0.0


def digest(folder):
    """One hash of all tables of a sweep but the record of its jobs, which holds seconds."""
    found = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*.parquet")):
        if path.name != "jobs.parquet":
            found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--draws", type=int, default=24)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    runs, seconds, peak, digests = 3 * given.draws, {1: [], 2: []}, {1: 0.0, 2: 0.0}, set()
    with tempfile.TemporaryDirectory() as place:
        for repeat in range(given.repeats):
            for workers in (1, 2):
                folder = Path(place, f"{repeat}-{workers}")
                took, most = swept(folder, workers, given)
                seconds[workers].append(took)
                peak[workers] = max(peak[workers], most)
                digests.add(digest(folder))
    one, two = median(seconds[1]), median(seconds[2])
    told = {"runs": runs, "scale": given.scale, "seconds": seconds, "peak_mb": peak, "same_bytes": len(digests) == 1}
    print(json.dumps(told | {"speed_up": round(one / two, 3), "seconds_a_run": [one / runs, two / runs]}, indent=1))


if __name__ == "__main__":
    main()
