"""`sweep`: many scenarios beside the baselines that they share, in one table that grows and survives."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .language import choose
from .memory import make_ready, tell_compiling
from .points import APART, Axes, Grid, Terms, check_count, key_of, labels
from .request import Request
from .run import aside, progress
from .settings import Settings
from .study import as_yaml
from .sweep_table import show

if TYPE_CHECKING:
    from ..experiments.points import Point
    from ..experiments.sweep import Sweep

SCHEMA = "1"


def sweep_verb(request: Request) -> int:
    """Run the sweep that the words describe; 0 when every run is there, 1 when some failed."""
    sweep = sweep_of(request)
    if request.cfg:
        print(sweep.config_yaml, end="")
        return 0
    if request.dry_run:
        from .estimate import told

        tell_compiling(request.language)
        print(told(sweep, request.language, request.json))
        return 0
    check_sweep_memory(sweep, request.language)
    from ..experiments.sweeping import run_sweep

    manifest = run_sweep(sweep, progress(request.language), aside(request.language))
    show(sweep.folder, request.language, request.json)
    _tell_failures(manifest["failures"], sweep.folder, request.language)
    return 1 if manifest["failures"] else 0


def sweep_of(request: Request) -> "Sweep":
    """The sweep behind a request, grown by the points that its folder holds already; nothing is written.

    Raises ConfigurationError for whatever is wrong with keys, names, values, numbers of runs, or the executor.
    """
    from ..configuration import compose_each

    grid = Grid.read(request)
    (first,) = compose_each([grid.first], request.config_dir)
    settings, terms = Settings.read(first.settings), Terms.read(first.settings["sweep"])
    axes = _axes(grid, terms, settings, first.scenario["seed"])
    from ..experiments.sweep import Sweep, sweep_key
    from ..experiments.sweep_tables import stored_words

    identity = _identity(grid, axes, request)
    key = sweep_key(identity)
    name = settings.name or f"{first.scenario['region']['name']}-{key[:8]}"
    folder = settings.results / "sweep" / name
    held = stored_words(folder) if _holds(folder, key) else []
    points = points_of(dict.fromkeys([*held, *axes.points()]), grid.fixed, request.config_dir)
    sweep = Sweep(
        scenario=points[0].scenario,
        baseline=points[0].baseline,
        points=points,
        identity=identity,
        draws=settings.draws,
        replications=settings.replications,
        workers=settings.workers,
        place=settings.executor,
        retries=terms.retries,
        limit=terms.limit,
        folder=folder,
        name=name,
        command=("migrant-sim", request.verb, *request.words),
        language=request.language,
        groups=points[0].scenario.groups,
    )
    check_count(len(points), sweep.size, terms.most)
    return replace(sweep, config_yaml=_written(sweep, request))


def _axes(grid: Grid, terms: Terms, settings: Settings, seed: int) -> Axes:
    """What is crossed, once it is known that there are not too many runs and that the executor is there."""
    axes = Axes.of(grid, terms, seed)
    check_count(axes.count, axes.count * settings.draws * settings.replications, terms.most)
    from ..experiments.executors.open import check_place

    check_place(settings.executor)
    return axes


def _identity(grid: Grid, axes: Axes, request: Request) -> tuple[str, ...]:
    """What makes a sweep this one: the words of all points, the keys that differ, whose files."""
    kept = sorted(said for said in grid.fixed if key_of(said).split(".")[0] not in APART)
    return (str(request.config_dir or ""), *kept, "", *axes.identity)


def points_of(words: Iterable[tuple[str, ...]], fixed: Sequence[str], config_dir: Path | None) -> "tuple[Point, ...]":
    """The points of these words, every one composed and checked; equal baselines are one object."""
    from ..configuration import compose_each
    from ..experiments.points import Point
    from ..scenario import Scenario

    every = list(words)
    baselines: dict[int, Scenario] = {}
    made, own = [], every[0]

    def whole() -> Iterator[tuple[str, ...]]:
        nonlocal own
        for own in every:
            yield (*fixed, *own)

    try:
        for own, composed in zip(every, compose_each(whole(), config_dir), strict=True):
            base = composed.baseline
            if id(base) not in baselines:
                baselines[id(base)] = Scenario.from_config(base)
            label, other = labels(own, composed.scenario["name"], base["name"])
            made.append(Point(own, label, Scenario.from_config(composed.scenario), other, baselines[id(base)]))
    except ConfigurationError as error:
        said = " ".join(own)
        raise ConfigurationError(f"Point {said}: {error.english}", f"点 {said}：{error.chinese}") from error
    return tuple(made)


def check_sweep_memory(sweep: "Sweep", language: str) -> None:
    """Raise DataError when the largest population of the sweep does not fit; nothing is said of other machines."""
    if sweep.place.option("address") is None and sweep.place.name != "submitit":
        make_ready(replace(sweep, scenario=max((point.scenario for point in sweep.points), key=_persons)), language)


def _persons(scenario: Any) -> float:
    return float(scenario.population.scale * scenario.region.persons(scenario.population.scope))


def _holds(folder: Path, key: str) -> bool:
    """Whether a folder holds this very sweep; run_sweep refuses it if it holds another one."""
    from ..result import read_json

    path = folder / "manifest.json"
    return path.is_file() and read_json(path).get("key") == key


def _written(sweep: "Sweep", request: Request) -> str:
    """What was asked for and the first point's arms resolved, as yaml; points.parquet has the other points' words."""
    runs = {"schema": SCHEMA, "verb": "sweep", "words": list(request.words), "points": len(sweep.points)}
    runs |= {"draws": sweep.draws, "replications": sweep.replications}
    arms = {"scenario": sweep.scenario.to_config(), "baseline": sweep.baseline.to_config()}
    return as_yaml({**runs, **arms})


def _tell_failures(failures: Sequence[Mapping[str, Any]], folder: Path, language: str) -> None:
    if not failures:
        return
    count, where = len(failures), folder / "failures"
    english = f"{count} runs failed, the others are kept; tracebacks are in {where}:"
    print(choose(language, f"{count} 次模拟失败，其余已保存；完整记录在 {where}：", english), file=sys.stderr)
    for row in failures[:10]:
        run = f"draw {row['draw']}  replication {row['replication']}"
        print(f"  {row['scenario']}  {run}  {row['error']}: {row['message']}", file=sys.stderr)
