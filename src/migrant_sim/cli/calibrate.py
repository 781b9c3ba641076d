"""`calibrate`: what published figures and effects leave of the priors of a region; writes the posterior sample."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .language import choose
from .memory import make_ready
from .request import Request
from .run import aside, progress
from .settings import Settings

if TYPE_CHECKING:
    from ..experiments.calibration.plan import Calibration

SCALE = "population.scale=0.02"  # of a calibration, unless the user says otherwise
# A calibration runs one arm, the measures in force in fact, over the years that have figures.
NOT_OURS = (
    *("scenario", "baseline", "programme", "measure", "intensity", "shock", "fund"),
    *("draws", "replications", "start", "months", "base_year", "fit_until", "horizon"),
)
SHOWN = 10  # parameters in the printed table


def calibrate_verb(request: Request) -> int:
    """Run and fit a calibration, print what it found; 1 when some runs failed."""
    study = calibration_of(request)
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    make_ready(study, request.language)
    from ..experiments.calibration.run import run_calibration

    failed = run_calibration(study, progress(request.language), say=aside(request.language))
    found = read_folder(study.folder)
    if request.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(as_text(found, request.language, study.folder))
    return 1 if failed else 0


def calibration_of(request: Request) -> "Calibration":
    """The calibration behind a request; nothing is written.

    Raises ConfigurationError for whatever is wrong with keys, names and values.
    """
    from ..configuration import compose

    _check_words(request.words)
    sized = any(word.startswith(("population=", "population.scale=")) for word in request.words)
    composed = compose(request.words if sized else (SCALE, *request.words), request.config_dir)
    settings = Settings.read(composed.settings)
    from ..experiments.calibration.plan import Settings as Plan

    plan = Plan.read(composed.settings["calibrate"])
    from dataclasses import replace

    from ..experiments.calibration.plan import Calibration, default_name
    from ..scenario import Scenario

    made = Scenario.from_config(composed.baseline)
    scenario = replace(made, name="calibration", measures=(), groups=(), disturbances=(), asked_shocks=())
    study = Calibration(
        scenario=scenario,
        baseline=scenario,
        draws=plan.simulations,
        replications=1,
        workers=settings.workers,
        folder=Path(),
        name="calibration",
        command=("migrant-sim", request.verb, *request.words),
        config_yaml=_written(scenario, plan),
        language=request.language,
        settings=plan,
    )
    name = settings.name or default_name(study.key, scenario.region.name)
    return replace(study, name=name, folder=settings.results / "calibrate" / name)


def read_folder(folder: Path) -> dict[str, Any]:
    """What a finished calibration found: provenance, figures beside predictions, parameters."""
    import yaml

    about = yaml.safe_load((folder / "posterior.yaml").read_text(encoding="utf-8"))
    tables = {name: _rows(folder / f"{name}.csv") for name in ("fit", "identified")}
    return {"folder": str(folder), "provenance": about, **tables}


def as_text(found: Mapping[str, Any], language: str, folder: Path) -> str:
    """The tables for a reader."""
    about, region = found["provenance"], found["provenance"]["region"]
    head = choose(
        language,
        f"{region} 校准：{about['simulations']} 次模拟，人口比例 {about['population_scale']:g}，"
        f"有效样本 {about['effective_sample_size']:g}；{about['plausible_share']:.0%} 的先验空间在第一轮后仍可信。",
        f"Calibration of {region}: {about['simulations']} simulations at scale {about['population_scale']:g}, "
        f"effective sample {about['effective_sample_size']:g}; "
        f"{about['plausible_share']:.0%} of the prior plausible after wave one.",
    )
    fits = choose(
        language,
        "公布数据与预测（中位数，90% 区间，含数据误差）：",
        "Figures beside predictions (median, 90 % interval, the figure's own error included):",
    )
    lines = [head, "", fits]
    for row in found["fit"]:
        bands = f"{_band(row, 'prior')}  {_band(row, 'posterior')}"
        lines.append(f"  {row['moment']:<36} {row['value']:>10.4g}  {bands}  {row['use']}")
    lines += ["", _parameters_head(language)]
    for row in found["identified"][:SHOWN]:
        own = f"{row['contraction']:>6.2f}  p = {row['sbc_p']:.2f}  {row['identified']}"
        lines.append(f"  {row['parameter']:<36} {_band(row, 'prior')}  {_band(row, 'posterior')}  {own}")
    return "\n".join([*lines, "", *_notes(found, language, folder)])


def _parameters_head(language: str) -> str:
    return choose(
        language,
        f"收缩最大的 {SHOWN} 个参数（先验、后验中位数和 90% 区间，收缩度，秩检验 p 值，是否可识别）：",
        f"The {SHOWN} parameters that contract most (prior, posterior: median, 90 % interval; contraction; p of ranks; "
        "identified):",
    )


def _notes(found: Mapping[str, Any], language: str, folder: Path) -> list[str]:
    from ..result import UNIDENTIFIED  # not above: a mistake in the words is told before pandas is loaded

    about = found["provenance"]
    some, none = len(about["identified"]), len(about["not_identified"])
    effect = choose(language, UNIDENTIFIED[1], UNIDENTIFIED[0])
    return [
        choose(
            language,
            f"可识别 {some} 个参数，不可识别 {none} 个（见 identified.csv）。",
            f"{some} parameters are identified, {none} are not (identified.csv).",
        ),
        effect,
        choose(
            language,
            f"{folder}；如要采用，请把 posterior.csv 和 .yaml 复制为 data/posterior/{about['region']}.csv 和 .yaml。",
            f"{folder}; to use it, copy posterior.csv and .yaml to data/posterior/{about['region']}.csv and .yaml.",
        ),
    ]


def _band(row: Mapping[str, Any], when: str) -> str:
    middle, low, high = (row[f"{when}_{end}"] for end in ("p50", "p05", "p95"))
    return f"{middle:>9.4g} ({low:.4g} … {high:.4g})".ljust(32)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: _number(text) for key, text in row.items()} for row in csv.DictReader(file)]


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _check_words(words: tuple[str, ...]) -> None:
    for word in words:
        head = word.lstrip("+~").partition("=")[0].partition(".")[0]
        if head in NOT_OURS:
            raise ConfigurationError(
                f"{word!r} is no key of calibrate, which runs the measures in force in fact from 2020 to 2025; "
                "allowed: region, population.scale, process.<name>.<field>, information, seed, workers, name, results, "
                "calibrate.<key>.",
                f"{word!r} 不是 calibrate 的键：校准只按实际执行的措施模拟 2020—2025 年；可用：region、"
                "population.scale、process.<名称>.<参数>、information、seed、workers、name、results、calibrate.<键>。",
            )


def _written(scenario: Any, plan: Any) -> str:
    from dataclasses import asdict

    from omegaconf import OmegaConf

    return OmegaConf.to_yaml(
        OmegaConf.create({"schema": "1", "calibrate": asdict(plan), "scenario": scenario.to_config()})
    )
