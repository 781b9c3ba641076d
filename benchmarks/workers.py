"""The same bytes from one worker as from two, at full size: a short run of all Ningxia twice, file by file.

Usage: python benchmarks/workers.py [--quick]     exit code 1 where a file differs; each worker needs some 2 GB
"""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sizes import NINGXIA, Sizes, chosen

WORDS = ("region=ningxia", "population.scope=six_waves", "months=3", "draws=2", "replications=1")
# Of a folder, these say how and when it was made: the number of workers, seconds and paths; the page shows both.
ABOUT_THE_RUN = ("manifest.json", "config.yaml", "report.html")


def digests(folder: Path) -> dict[str, str]:
    """Hash of every file of a result by its path, those about the run itself apart."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ABOUT_THE_RUN)
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def run(people: int, workers: int, results: Path) -> dict[str, str]:
    """Hashes of a study computed by so many workers."""
    scale = f"population.scale={min(1.0, people / NINGXIA):g}"
    words = (*WORDS, scale, f"workers={workers}", f"results={results}", "name=same")
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "migrant_sim", "run", *words], check=True, capture_output=True)
    print(f"workers={workers}: {perf_counter() - began:.0f} s")
    (folder,) = (path.parent for path in results.rglob("manifest.json"))
    return digests(folder)


def differing(one: dict[str, str], two: dict[str, str]) -> list[str]:
    """Files that are not the same in both, or in one alone."""
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def main(sizes: Sizes) -> int:
    with TemporaryDirectory() as temporary:
        one, two = (run(sizes.people, workers, Path(temporary) / str(workers)) for workers in (1, 2))
    for name in differing(one, two):
        print(f"differs: {name}")
    print(f"{sizes.people:,} people: {len(one)} files, {len(differing(one, two))} of them differ")
    return 1 if not one or differing(one, two) else 0


if __name__ == "__main__":
    sys.exit(main(chosen(sys.argv[1:])))
