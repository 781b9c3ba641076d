"""What `attribute` and `optimise` share: the study behind a request, its folder, and the desk that runs mixes in it."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, UserError
from .language import choose
from .memory import make_ready
from .request import Request
from .run import progress
from .study import study_of

if TYPE_CHECKING:
    from ..experiments.mixes.desk import Desk
    from ..experiments.study import Study

CAUTION = (
    "2020年以后没有移民收入结果可识别政策效果；以上均为模型推演。",
    "No migrant outcome after 2020 identifies the effect; all of this is what the model implies.",
)
Rows = list[dict[str, Any]]
Work = Callable[["Desk"], tuple[Any, list[str]]]


def study_with(request: Request, defaults: tuple[str, ...]) -> tuple["Study", dict[str, Any]]:
    """The study of a verb, in a folder of the verb's own, and the composed settings; `defaults` come first."""
    from ..configuration import compose

    request = replace(request, words=(*defaults, *request.words))
    study = study_of(request)
    settings = dict(compose(request.words, request.config_dir).settings)
    folder = study.folder.parents[1] / request.verb / study.folder.name
    return replace(study, folder=folder), settings


def with_plan(study: "Study", section: Mapping[str, Any], given_name: bool) -> "Study":
    """The study with its plan in the configuration; a folder without a name of its own is told apart by the plan."""
    from hashlib import sha256

    from omegaconf import OmegaConf

    text = OmegaConf.to_yaml(OmegaConf.create(json.loads(json.dumps(section))))
    if not given_name:
        name = f"{study.name}-{sha256(text.encode()).hexdigest()[:6]}"
        study = replace(study, name=name, folder=study.folder.with_name(name))
    return replace(study, config_yaml=study.config_yaml + text)


def performed(study: "Study", table: str, section: Mapping[str, Any], work: Work, language: str) -> tuple[Any, int]:
    """Do the work at a desk in the study's folder, under its lock, and write its manifest; what it found, exit code.

    `table` is the file of the stored runs; `work` returns what it found and the files that it wrote. A folder that was
    new stays only if something was stored in it.
    """
    from ..experiments import manifest
    from ..experiments.mixes.desk import Desk
    from ..experiments.store import Store
    from ..result import write_text

    make_ready(study, language)
    bank = _bank(study, table, language)
    new = not study.folder.exists()
    _same_plan(study, manifest.earlier(study), section)
    with Store(study.folder).locked():
        found = manifest.earlier(study)  # what another command has left since
        _same_plan(study, found, section)
        study = study.at_least(*manifest.held(found))
        began, started = time.monotonic(), manifest.opening(study, found) | {"plan": json.loads(json.dumps(section))}
        try:
            manifest.save(study, started)
            write_text(study.folder / "config.yaml", study.config_yaml)
            shutil.rmtree(study.folder / "failures", ignore_errors=True)
            desk = Desk(study, bank, lambda: progress(language))
            value, files = work(desk)
            desk.bank.close()
            failures = desk.bank.failure_rows()
            files = ["config.yaml", table, *files]
            manifest.save(study, manifest.closing(started, study, failures, time.monotonic() - began, files))
        except BaseException as error:
            _left(study, started, error, new)
            raise
    return value, 1 if failures else 0


def _bank(study: "Study", table: str, language: str) -> Any:
    from ..experiments.mixes.bank import Bank
    from ..experiments.mixes.reading import Reading, year_of_outcome
    from ..experiments.runner import model_engine

    reading = Reading(model_engine().trajectory, year_of_outcome(study.scenario))

    def tell(english: str, chinese: str) -> None:
        print(choose(language, chinese, english), file=sys.stderr, flush=True)

    return Bank(study.folder, table, reading, study.workers, study.place, tell)


def _left(study: "Study", started: Mapping[str, Any], error: BaseException, new: bool) -> None:
    """What stays of a folder when the work did not end."""
    from ..experiments import manifest

    stored = list(study.folder.glob("parts/*.parquet")) or (study.folder / "failures").exists()
    if isinstance(error, UserError) and new and not stored:
        shutil.rmtree(study.folder, ignore_errors=True)
        return
    status = "failed" if isinstance(error, UserError) else "interrupted"
    manifest.save(study, started, status=status)


def _same_plan(study: "Study", found: Mapping[str, Any], section: Mapping[str, Any]) -> None:
    if found and found.get("plan") != json.loads(json.dumps(section)):
        raise ConfigurationError(
            f"name = {study.name!r}: {study.folder} holds an analysis with other settings; choose another name.",
            f"name = {study.name!r}：{study.folder} 中是按其他设置做的分析；请另选名称。",
        )


def frame_rows(frame: Any) -> Rows:
    """The rows of a table as plain data, missing numbers as null."""
    rows: Rows = json.loads(frame.to_json(orient="records", force_ascii=False))
    return rows
