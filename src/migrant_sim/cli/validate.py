"""`validate`: twin trials beside the literature, back-tests beside naive rivals, checks beside figures not fitted."""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, bad_value
from ..reading import one_of, typed, whole_number
from .memory import make_ready
from .request import Request
from .run import progress
from .study import study_of
from .validation_text import as_csv, as_text, few_draws

if TYPE_CHECKING:
    from ..experiments.backtests import Plan, Prediction
    from ..experiments.checks import Check
    from ..experiments.study import Study
    from ..experiments.trials import Finding, Row
    from ..scenario import Scenario

PARTS = ("trials", "backtests", "checks")
MOST_PEOPLE = 10_000_000
LAST_YEAR = 2100
WHOLE = "ningxia"  # the region whose back-tests and checks are those of all places in it
Tables = dict[str, Sequence[Any]]


@dataclass(frozen=True)
class Asked:
    """What the words ask of this verb; `words` are those that a study is made of."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    least_people: int
    fit_until: int | None
    horizon: int | None
    information: str

    @property
    def single(self) -> bool:
        """Whether one prediction is asked for, instead of the rolling back-tests."""
        return self.fit_until is not None or self.horizon is not None

    @classmethod
    def read(cls, request: Request) -> "Asked":
        """What a request asks; ConfigurationError, naming the key, for a value that is not allowed."""
        from ..configuration import compose
        from ..overrides import parse

        keys = {word: parsed.key_or_group for word, parsed in zip(request.words, parse(request.words), strict=True)}
        given = {parsed.key_or_group: parsed.value() for parsed in parse(request.words)}  # the last of each counts
        words = tuple(word for word in request.words if keys[word] not in ("fit_until", "horizon"))
        settings = compose(words, request.config_dir).settings
        own = settings["validate"] or {}
        parts = typed(own.get("parts"), tuple[str, ...], "validate.parts")
        if not parts:
            raise bad_value("validate.parts", list(parts), ", ".join(PARTS))
        least = whole_number(own.get("least_people"), "validate.least_people", 0, MOST_PEOPLE)
        fit_until, horizon = (
            None if given.get(key) is None else whole_number(given[key], key, 1, LAST_YEAR)
            for key in ("fit_until", "horizon")
        )
        single = fit_until is not None or horizon is not None
        return cls(
            words=words,
            parts=("backtests",) if single else tuple(one_of(part, "validate.parts", PARTS) for part in parts),
            least_people=0 if "population.scale" in keys.values() else least,
            fit_until=fit_until,
            horizon=horizon,
            information=str(given.get("information", "ex_ante")),
        )


def validate_verb(request: Request) -> int:
    """Do the parts asked for, print their tables and write each as csv: trials, backtests, predictions, checks."""
    asked = Asked.read(request)
    study = study_of(replace(request, words=asked.words))
    _check_draws(asked, study.draws)
    study = replace(study, config_yaml=study.config_yaml + _asked_yaml(asked))
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    plans = _plans(asked, study.scenario.region.name) if "backtests" in asked.parts else ()
    make_ready(study, request.language)

    study = replace(study, folder=study.folder.parents[1] / "validate" / _name(study, asked), command=_command(request))
    began = time.monotonic()
    _check_folder(study, asked)
    tables = _tables(request, asked, study, plans)
    _keep(study, asked, tables, began)
    if request.json:
        rows = {name: [row._asdict() for row in found] for name, found in tables.items()}
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        if "trials" in tables and (warned := few_draws(tables["trials"], study.draws, request.language)):
            print(warned, file=sys.stderr)
    else:
        print(as_text(tables, (study.draws, study.replications), request.language, study.folder))
    return 0


def _check_folder(study: "Study", asked: Asked) -> "dict[str, Any]":
    """The manifest of the folder; ConfigurationError where it holds what another question was answered with."""
    from omegaconf import OmegaConf

    from ..experiments import manifest

    found, config = manifest.earlier(study), study.folder / "config.yaml"
    if found and config.is_file():
        plain: Any = OmegaConf.to_container(OmegaConf.load(config))
        theirs, ours = plain.get("validate"), _asked(asked)
        if theirs != ours:
            raise ConfigurationError(
                f"name = {study.name!r}: {study.folder} holds what validate found for {theirs}, not for {ours}; choose "
                "another name.",
                f"name = {study.name!r}：文件夹 {study.folder} 中是另一次验证（{theirs}）的结果，而不是（{ours}），"
                "请另选名称。",
            )
    return found


def _keep(study: "Study", asked: Asked, tables: Tables, began: float) -> None:
    """Write the folder, unless another command is at work in it or has left something else there meanwhile."""
    from ..experiments import manifest
    from ..experiments.store import Store

    with Store(study.folder).locked():
        started = manifest.opening(study, _check_folder(study, asked))
        write_files(study, tables)
        files = ("config.yaml", *(f"{name}.csv" for name in tables))
        manifest.save(study, manifest.closing(started, study, [], time.monotonic() - began, files))
        if "predictions" in tables:
            from ..reports import write_chart
            from ..result import record_outputs

            record_outputs(study.folder, write_chart(study.folder, "backtest"))


def _check_draws(asked: Asked, draws: int) -> None:
    """Raise ConfigurationError where an ensemble would rest on too few draws."""
    from ..experiments.ensembles import LEAST_DRAWS

    if draws < LEAST_DRAWS and set(asked.parts) - {"trials"}:
        raise bad_value(
            "draws",
            draws,
            f"{LEAST_DRAWS} or more for back-tests and checks, whose intervals rest on a covariance; trials alone take "
            "fewer (validate.parts=[trials])",
            f"回测与核对须不少于 {LEAST_DRAWS}（区间由协方差得出）；仅双胞胎试验可更少（validate.parts=[trials]）",
        )


def _asked(asked: Asked) -> dict[str, Any]:
    """What the verb was asked for, as it stands in config.yaml."""
    single = {"fit_until": asked.fit_until, "horizon": asked.horizon, "information": asked.information}
    return {"parts": list(asked.parts), "least_people": asked.least_people, **single}


def _asked_yaml(asked: Asked) -> str:
    """The same as a section of config.yaml."""
    from omegaconf import OmegaConf

    return OmegaConf.to_yaml(OmegaConf.create({"validate": _asked(asked)}))


def trial_rows(study: "Study", scenario: "Scenario", language: str) -> "list[Row]":
    """Every trial in every draw and replication of the study, on a scenario with people enough, as the table."""
    from ..experiments.trials import findings, table

    tell, runs = progress(language), list(study.tasks())
    found: list[Finding] = []
    tell(0, len(runs))
    for done, (draw, replication) in enumerate(runs, start=1):
        found += findings(scenario, draw, replication)
        tell(done, len(runs))
    return table(found)


def write_files(study: "Study", tables: Tables) -> None:
    """The tables and the configuration that they come from."""
    from ..result import write_text

    for name, rows in tables.items():
        write_text(study.folder / f"{name}.csv", as_csv(name, rows))
    write_text(study.folder / "config.yaml", study.config_yaml)


def _tables(request: Request, asked: Asked, study: "Study", plans: "Sequence[Plan]") -> Tables:
    from ..experiments.backtests import scores

    tables: Tables = {}
    if "trials" in asked.parts:
        own = _scenario(request, asked, study, study.scenario.region.name)
        tables["trials"] = trial_rows(study, own, request.language)
    if "backtests" in asked.parts:
        found = _predicted(request, asked, study, plans)
        tables |= {"backtests": scores(found), "predictions": found}
    if "checks" in asked.parts:
        tables["checks"] = _checked(request, asked, study)
    return tables


def _plans(asked: Asked, region: str) -> "tuple[Plan, ...]":
    """The one that is asked for, else the rolling ones of the region, or of all places in the whole one.

    Raises DataError for a prediction in a region without figures of its own.
    """
    from ..experiments.backtests import plan_of, rolled_regions, rolling

    if asked.single:
        return (plan_of(region, asked.fit_until, asked.horizon, asked.information),)
    places = [place for place in rolled_regions() if region in (WHOLE, place)]
    return tuple(plan for place in places for plan in rolling(place, asked.information))


def _predicted(request: Request, asked: Asked, study: "Study", plans: "Sequence[Plan]") -> "list[Prediction]":
    from ..experiments.backtests import predict

    found: list[Prediction] = []
    for plan in plans:
        scenario = _scenario(request, asked, study, plan.region)
        found += predict(scenario, plan, study.draws, study.workers, progress(request.language))
    return found


def _checked(request: Request, asked: Asked, study: "Study") -> "list[Check]":
    from ..experiments.checks import checked_regions, checks, distributions

    draws, workers = study.draws, study.workers
    own = study.scenario.region.name
    found: list[Check] = []
    for region in (place for place in checked_regions() if own in (WHOLE, place)):
        scenario = _scenario(request, asked, study, region)
        found += checks(scenario, draws, workers, progress(request.language))
    scenario = _scenario(request, asked, study, own)
    return found + distributions(scenario, draws, workers, progress(request.language))


def _scenario(request: Request, asked: Asked, study: "Study", region: str) -> "Scenario":
    """The study's scenario, or the same words on another region, with people enough."""
    from ..configuration import compose
    from ..experiments.ensembles import enlarged
    from ..scenario import Scenario

    if region == study.scenario.region.name:
        return enlarged(study.scenario, asked.least_people)
    kept = [word for word in asked.words if not word.startswith(("region=", "population.scope=", "programme"))]
    made = Scenario.from_config(compose([*kept, f"region={region}"], request.config_dir).scenario)
    return enlarged(made, asked.least_people)


def _name(study: "Study", asked: Asked) -> str:
    """The folder's name: what was predicted from when stands in it, unless the user named it."""
    if not asked.single or any(word.startswith("name=") for word in asked.words):
        return study.folder.name
    cut, end = (value if value is not None else "all" for value in (asked.fit_until, asked.horizon))
    return f"{study.folder.name}-{cut}-{end}-{asked.information}"


def _command(request: Request) -> tuple[str, ...]:
    return ("migrant-sim", request.verb, *request.words)
