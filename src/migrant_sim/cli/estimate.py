"""What a sweep would take: runs, time, memory and disk, from short runs of its first point; nothing is written."""

import json
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from .language import choose
from .memory import needed

if TYPE_CHECKING:
    from ..experiments.sweep import Sweep

TRIAL_MONTHS = (6, 18)
TRIAL_SCALE = 0.02  # a trial takes seconds however large the population; time grows with it in proportion


@dataclass(frozen=True)
class Estimate:
    """Runs in all and still missing, seconds (wall, over all workers), bytes of memory and of disk."""

    points: int
    runs: int
    missing: int
    seconds_per_run: float
    seconds: float
    memory_bytes: float
    disk_bytes: float
    rate: str


def estimate(sweep: "Sweep") -> Estimate:
    """The estimate of a sweep; the rate is that of the runs in its folder, where there are any."""
    from ..experiments.partitions import Partitions
    from ..experiments.sweep import missing

    store = Partitions(sweep.folder)
    done = store.finished().runs if store.files() else {}
    lacking = sum(len(missing(group, done)) for group in sweep.groups_of_runs())
    jobs = store.jobs() if store.files() or store.parts.exists() else None
    known = None if jobs is None else jobs.loc[jobs["status"] == "done", "seconds"]
    if known is not None and len(known):
        rate, seconds = "stored", float(known.mean())
        size = sum(path.stat().st_size for path in store.files()) / max(sum(map(len, done.values())), 1)
    else:
        rate, (seconds, size) = "measured", trial(sweep.points[0].scenario)
    persons = max(_persons(point.scenario) for point in sweep.points)
    return Estimate(
        len(sweep.points),
        sweep.size,
        lacking,
        seconds,
        seconds * lacking / sweep.workers,
        needed(persons, sweep.workers),
        size * sweep.size,
        rate,
    )


def trial(scenario: Any) -> tuple[float, float]:
    """Seconds and bytes of a run of the scenario, from two short ones of a small sample, scaled up."""
    import io

    import pyarrow.parquet as pq

    from ..experiments.tidying import tidy
    from ..simulate import trajectory

    scale = min(scenario.population.scale, max(TRIAL_SCALE, scenario.population.scale / 100))
    small = scenario.with_(**{"population.scale": scale}) if scale < scenario.population.scale else scenario
    # Kernels are compiled once a machine and loaded once a worker, some only for what comes in autumn or once a year.
    trajectory(replace(small, months=TRIAL_MONTHS[1]), 0, 0)
    took, size = [], 0.0
    for draw, months in enumerate(TRIAL_MONTHS, start=1):  # each has an opening of its own, for one draw's is kept
        began = time.perf_counter()
        made = trajectory(replace(small, months=months), draw, 1)
        took.append(time.perf_counter() - began)
    out = io.BytesIO()
    pq.write_table(tidy("indicators", made.indicators, "trial", (1, 1), scenario.groups), out, compression="zstd")
    size = len(out.getvalue()) * scenario.months / TRIAL_MONTHS[1]
    monthly = max(took[1] - took[0], 0.0) / (TRIAL_MONTHS[1] - TRIAL_MONTHS[0])
    seconds = took[0] + monthly * (scenario.months - TRIAL_MONTHS[0])
    return max(seconds, 0.0) * scenario.population.scale / scale, size


def told(sweep: "Sweep", language: str, as_json: bool) -> str:
    """The estimate for a reader, or as JSON."""
    found = estimate(sweep)
    if as_json:
        return json.dumps(asdict(found), indent=2)
    hours, minutes = divmod(round(found.seconds / 60), 60)
    how = choose(language, *{"stored": ("按已完成的模拟", "from the runs in the folder")}.get(found.rate, _MEASURED))
    gigabytes, megabytes = found.memory_bytes / 1e9, found.disk_bytes / 1e6
    return choose(
        language,
        f"{found.points} 个点，{found.runs} 次模拟，其中 {found.missing} 次尚未完成；"
        f"约 {hours} 小时 {minutes} 分（每次 {found.seconds_per_run:.3g} 秒，{how}，workers = {sweep.workers}）；"
        f"内存约 {gigabytes:.1f} GB；磁盘约 {megabytes:.1f} MB。未写入任何文件。",
        f"{found.points} points, {found.runs} runs, {found.missing} of them missing; about {hours} h {minutes} min "
        f"({found.seconds_per_run:.3g} s a run {how}, workers = {sweep.workers}); memory about {gigabytes:.1f} GB; "
        f"disk about {megabytes:.1f} MB. Nothing was written.",
    )


_MEASURED = ("按两次短期试算推算", "extrapolated from two short trial runs")


def _persons(scenario: Any) -> float:
    return float(scenario.population.scale * scenario.region.persons(scenario.population.scope))
