"""`sensitivity`: what decides the verdict, from a study that is made, gone on with, or given."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, DataError
from .folders import refuse_missing
from .memory import make_ready
from .request import Request
from .run import aside, progress
from .study import SCHEMA, read_study, study_of

if TYPE_CHECKING:
    import pandas as pd

    from ..experiments.sensitivity.plan import Plan
    from ..experiments.sensitivity.stages import Stored
    from ..experiments.study import Study
    from ..result import Result

DRAWS = "draws=256"  # the default of this verb: indices need more draws than a verdict
BESIDE_RESULTS = ("results", "sensitivity", "workers", "name", "language")


def sensitivity_verb(request: Request) -> int:
    """Analyse a study and write its folder `sensitivity/<name>`; prints what weighs most, the split and the flips."""
    request = replace(request, words=(DRAWS, *request.words))
    given = finished_run(request)
    study = study_from(request, given) if given else study_of(request)
    plan = plan_of(request)
    if request.cfg:
        print(config_text(study, plan), end="")
        return 0
    from ..experiments import manifest
    from ..experiments.sensitivity.analysis import before_runs

    before_runs(study, plan)
    place = study.folder.parents[1] if study.folder.parent.name == "run" else Path("results")
    folder = place / "sensitivity" / (chosen_name(request) or study.folder.name)
    analysis = replace(study, folder=folder, name=folder.name)
    manifest.earlier(analysis)  # a folder of something else is refused before the sample is run
    make_ready(study, request.language)
    result = sample(study, given, request.language)
    write_analysis(analysis, result, plan, request)
    return 0


def finished_run(request: Request) -> Path | None:
    """The folder of a finished run that results= names; None where it names the folder of all results, or nothing.

    Raises DataError for a folder of another schema or without draws.
    """
    from ..overrides import parse

    words = {word.key_or_group: word for word in parse(request.words)}
    value = words["results"].value() if "results" in words else None
    folder = Path(str(value)) if value else Path()
    if value is not None:
        refuse_missing(folder, alone=all(key.split(".")[0] in (*BESIDE_RESULTS, "draws") for key in words))
    if value is None or not any((folder / name).exists() for name in ("manifest.json", "summary.json")):
        return None
    from ..result import read_json

    schema = read_json(folder / "manifest.json").get("schema")
    if schema != SCHEMA:
        raise DataError(
            f"results = {str(folder)!r} has the schema {schema!r}; expected: {SCHEMA!r}, that of this version.",
            f"results = {str(folder)!r} 的格式版本为 {schema!r}；应为本版本的 {SCHEMA!r}。",
        )
    if not (folder / "draws.parquet").is_file():
        raise DataError(
            f"results = {str(folder)!r} holds no parameter draws (draws.parquet): give the folder of a finished run.",
            f"results = {str(folder)!r} 中没有参数抽样（draws.parquet）：请给出已完成的运行结果文件夹。",
        )
    for key in words:
        if key.split(".")[0] not in (*BESIDE_RESULTS, "draws"):
            raise ConfigurationError(
                f"{key} is not allowed beside results= of a finished run, whose scenario stands; "
                f"allowed: {', '.join(BESIDE_RESULTS)}.",
                f"给出已完成的运行时不能再写 {key}；允许：{'、'.join(BESIDE_RESULTS)}。",
            )
    return folder


def study_from(request: Request, folder: Path) -> "Study":
    """The study of a finished run, as large as the folder holds it.

    Raises DataError where today's code or data no longer make the same runs.
    """
    from ..experiments import manifest
    from ..result import read_json

    study = replace(read_study(folder), command=("migrant-sim", request.verb, *request.words[1:]))
    found = read_json(folder / manifest.FILE)
    if found.get("key") != study.key:
        raise DataError(
            f"{folder} was made by another version of the code or the data, so new runs would not fit its draws; "
            "run the study again.",
            f"{folder} 由其他版本的代码或数据生成，新的模拟与其抽样不匹配；请重新运行该研究。",
        )
    draws, replications = manifest.held(found)
    settings = _settings(request)
    return replace(study, draws=draws, replications=replications, workers=settings["workers"])


def plan_of(request: Request) -> "Plan":
    """The section `sensitivity`."""
    from ..experiments.sensitivity.plan import Plan

    return Plan.read(_settings(request)["sensitivity"])


def _settings(request: Request) -> dict[str, Any]:
    from ..configuration import compose

    words = [word for word in request.words if word.split(".")[0].split("=")[0] in ("sensitivity", "workers", "name")]
    return dict(compose(words, request.config_dir).settings)


def chosen_name(request: Request) -> str | None:
    """The name of the folder where one was given."""
    from .settings import plain_name

    name = _settings(request)["name"]
    return None if name is None else plain_name(name)


def sample(study: "Study", given: Path | None, language: str) -> "Result":
    """The finished study: the one given, or what its folder still lacks is run."""
    from ..result import Result

    if given:
        return Result.load(given)
    from ..experiments.runner import run_study

    return run_study(study, staged(language)("sample"), tell=aside(language))


def write_analysis(study: "Study", result: "Result", plan: "Plan", request: Request) -> None:
    """Run the stages, write tables, figures and manifest, and print what was found."""
    from ..experiments import manifest
    from ..experiments.runner import tell_damaged
    from ..experiments.sensitivity.analysis import stored_sample
    from ..experiments.store import Store
    from .sensitivity_text import told

    stored, began = stored_sample(study, result, plan), time.monotonic()
    with Store(study.folder).locked():
        found = manifest.earlier(study)  # read here: another command may have left something until now
        if damaged := manifest.damaged(found, study.folder, [record["path"] for record in found.get("outputs", [])]):
            tell_damaged(damaged, aside(request.language))
        started = manifest.opening(study, found) | {"sample": result.manifest["key"]}
        manifest.save(study, started)
        with manifest.told_of(study, started, began):
            tables, facts, files = _analysed(stored, result, request)
            manifest.save(study, manifest.closing(started, study, [], time.monotonic() - began, files))
    if request.json:
        shown = {name: json.loads(table.to_json(orient="records")) for name, table in tables.items()}
        print(json.dumps({**facts, **shown}, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*told(tables, facts, request.language), str(study.folder)]))


def _analysed(
    stored: "Stored", result: "Result", request: Request
) -> "tuple[dict[str, pd.DataFrame], dict[str, Any], list[str]]":
    """The tables and facts of an analysis and the files that now hold them."""
    from ..experiments.runner import model_engine
    from ..experiments.sensitivity.analysis import analyse, write_tables
    from ..experiments.sensitivity.designs import Bench
    from ..reports import write_sensitivity
    from ..result import write_text

    study, language = stored.study, request.language
    write_text(study.folder / "config.yaml", config_text(study, stored.plan))
    bench = Bench(study.folder, study.workers, model_engine().trajectory, staged(language), aside(language))
    tables, facts = analyse(stored, result, bench)
    files = ["config.yaml", *write_tables(study.folder, tables, facts)]
    files += [path.relative_to(study.folder).as_posix() for path in write_sensitivity(study.folder)]
    return tables, facts, files


def config_text(study: "Study", plan: "Plan") -> str:
    """The study's configuration with the plan below it."""
    from omegaconf import OmegaConf

    section = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(plan).items()}
    return study.config_yaml + OmegaConf.to_yaml(OmegaConf.create({"sensitivity": section}))


def staged(language: str) -> Callable[[str], Callable[[int, int], None]]:
    """Names each stage on stderr and tells how far it is."""

    def stage(name: str) -> Callable[[int, int], None]:
        print(f"[{name}]", file=sys.stderr, flush=True)
        return progress(language)

    return stage
