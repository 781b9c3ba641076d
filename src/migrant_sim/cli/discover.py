"""`discover`: the conditions under which the target fails, from a finished run or sweep or from a fresh sample."""

import json
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from .folders import refuse_missing
from .language import choose
from .memory import make_ready
from .mixes import CAUTION, frame_rows
from .request import Request
from .run import aside, progress
from .study import study_of

if TYPE_CHECKING:
    from ..experiments.discovery.analysis import Discovered
    from ..experiments.discovery.plan import Plan

DEFAULTS = ("draws=128", "replications=1")  # parameters are what boxes are made of
BESIDE_RESULTS = ("results", "discover", "name", "language", "workers")


def discover_verb(request: Request) -> int:
    """Find boxes and signposts, and write the folder discover/<name>."""
    from ..configuration import compose
    from ..experiments.discovery.plan import Plan

    given = _finished(request)
    words = [word for word in request.words if not given or word.partition("=")[0].partition(".")[0] != "results"]
    settings = dict(compose([*DEFAULTS, *words], request.config_dir).settings)
    plan = Plan.read(settings["discover"])
    if given is None:
        given = _fresh(replace(request, words=(*DEFAULTS, *words)), plan)
        if given is None:
            return 0
    from ..experiments.discovery.analysis import discover, nothing_to_discover
    from ..experiments.discovery.sample import read_sample, region_of

    sample = read_sample(given, plan.threshold)
    _enough(len(sample.inputs))
    if said := nothing_to_discover(sample):
        line = choose(request.language, *said)
        print(json.dumps({"boxes": [], "sentence": line}, ensure_ascii=False) if request.json else line)
        return 0
    from .settings import plain_name

    name = plain_name(settings["name"]) if settings["name"] is not None else given.resolve().name
    folder = given.resolve().parent.parent / "discover" / name
    began = time.monotonic()
    found = discover(sample, plan, _seed(given))
    _write(folder, found, {"results": given.name, "region": region_of(given), "plan": asdict(plan)}, request, began)
    tell(found, folder, request)
    return 0


def _finished(request: Request) -> Path | None:
    """The folder of a finished run or sweep that results= names; None where it names the folder of all results."""
    from ..overrides import parse

    words = {word.key_or_group: word for word in parse(request.words)}
    folder = Path(str(words["results"].value())) if "results" in words else None
    if folder is not None:
        refuse_missing(folder, alone=not any(_of_a_study(key) for key in words))
    if folder is None or not any((folder / name).exists() for name in ("manifest.json", "draws.parquet")):
        return None
    for key in words:
        if _of_a_study(key):
            raise ConfigurationError(
                f"{key} is not allowed beside results= of a finished study, whose scenario stands; "
                f"allowed: {', '.join(BESIDE_RESULTS)}.",
                f"给出已完成的结果时不能再写 {key}；允许：{'、'.join(BESIDE_RESULTS)}。",
            )
    return folder


def _of_a_study(key: str) -> bool:
    """Whether a key says what to simulate, so that results= may well be a folder of all results yet to be made."""
    return key.partition(".")[0] not in BESIDE_RESULTS


def _fresh(request: Request, plan: "Plan") -> Path | None:
    """Run a study of many draws, or go on with it; its folder. None where only the configuration was asked for."""
    study = study_of(request)
    _enough(study.draws)
    from ..experiments.optimisation.answer import target_to_reach

    target_to_reach(study.scenario)
    if request.cfg:
        print(study.config_yaml, end="")
        return None
    make_ready(study, request.language)
    from ..experiments.runner import run_study

    tell = aside(request.language)
    tell(
        f"No finished study is given: a sample of {study.draws} draws is run (or gone on with) in {study.folder}.",
        f"未给出已完成的结果：将运行（或续跑）{study.draws} 组抽样，保存在 {study.folder}。",
    )
    return run_study(study, progress(request.language), tell=tell).folder


def _enough(draws: int) -> None:
    from ..experiments.attribution.plan import check_draws
    from ..experiments.discovery.plan import LEAST_DRAWS

    check_draws(draws, least=LEAST_DRAWS)


def _seed(folder: Path) -> int:
    from ..result import read_json

    return int(read_json(folder / "manifest.json").get("seeds", {}).get("root", 0))


def _write(folder: Path, found: "Discovered", asked: dict[str, Any], request: Request, began: float) -> None:
    """Tables, facts, chart and a manifest of their hashes; what stood there is replaced whole."""
    from ..experiments.store import Store
    from ..reports import write_chart
    from ..result import SCHEMA, file_record, write_json, write_text

    with Store(folder).locked():
        for name in ("boxes", "restrictions", "signposts", "path"):
            write_text(folder / f"{name}.csv", getattr(found, name).to_csv(index=False, lineterminator="\n"))
        write_json(folder / "discover.json", found.facts | asked)
        drawn = write_chart(folder, "box")
        names = [*(f"{name}.csv" for name in ("boxes", "restrictions", "signposts", "path")), "discover.json"]
        paths = [*(folder / name for name in names), *drawn]
        record = {"schema": SCHEMA, "verb": "discover", "name": folder.name, "status": "done", **asked}
        record |= {"command": ["migrant-sim", request.verb, *request.words]}
        record |= {"wall_seconds": round(time.monotonic() - began, 3), "failures": []}
        write_json(folder / "manifest.json", record | {"outputs": [file_record(path, folder) for path in paths]})


def tell(found: "Discovered", folder: Path, request: Request) -> None:
    """Sentences, restrictions and signposts for a reader, or everything as json."""
    if request.json:
        tables = {name: frame_rows(getattr(found, name)) for name in ("boxes", "restrictions", "signposts")}
        print(json.dumps({**found.facts, **tables}, ensure_ascii=False, indent=2))
        return
    language, lines = request.language, [_head(found.facts, request.language)]
    for box in found.boxes.to_dict("records"):
        lines.append(f"[{box['box']}] {box[f'sentence_{language}']}")
        rows = found.restrictions[found.restrictions["box"] == box["box"]]
        lines += [_restriction(row, language) for row in rows.to_dict("records")]
    if found.boxes.empty:
        lines.append(
            choose(language, "没有条件能显著区分成败。", "No condition tells success from failure beyond chance.")
        )
    lines.append(
        choose(language, "逐年预警指标（平衡准确率，0.5 为掷币）：", "Signposts (balanced accuracy, 0.5 is a coin):")
    )
    lines += [_signpost(row, language) for row in frame_rows(found.signposts)]
    print("\n".join([*lines, choose(language, *CAUTION), str(folder)]))


def _head(facts: dict[str, Any], language: str) -> str:
    """What counts as success, and how often it comes."""
    share, runs, cases = f"{facts['share_met']:.0%}", facts["runs"], facts["cases"]
    points, drawn = facts["points"], facts["cases"] // max(facts["points"], 1)
    several = points > 1
    return choose(
        language,
        f"{facts['year']} 年收入比不低于 {facts['threshold']:g} 视为达标；{runs} 次模拟"
        + (f"（{points} 个点 × {drawn} 组抽样）" if several else f"（{cases} 组抽样）")
        + f"中 {share} 达标。",
        f"Success is an income ratio of {facts['threshold']:g} or more in {facts['year']}: {share} of {runs} runs "
        + (f"({points} points × {drawn} draws)." if several else f"({cases} draws)."),
    )


def _restriction(row: dict[str, Any], language: str) -> str:
    sign = "≥" if row["side"] == "low" else "≤"
    what = f"    {row['input']} {sign} {row['limit']:.4g} {row['unit']}"
    found = f"{row['stability']:.0%}"
    return what + choose(
        language,
        f"  准 p 值 {row['quasi_p']:.3f}，重抽样中重现 {found}",
        f"  quasi-p {row['quasi_p']:.3f}, found again in {found}",
    )


def unit_after(row: dict[str, Any], language: str) -> str:
    """The unit of a signpost's threshold, with a blank where one is written; shares have none."""
    from ..indicators import unit_of
    from ..reports.units import unit_words

    unit = unit_of(row["indicator"], str(row["year"]))
    return "" if unit in ("-", "ratio", "share") else f" {unit_words(unit, language)}"


def _signpost(row: dict[str, Any], language: str) -> str:
    from ..reports.formats import plain
    from ..reports.wording import indicator

    unit = unit_after(row, language)
    name, limit = indicator(row["indicator"], language), f"{plain(row['threshold'])}{unit}"
    side = choose(language, {"below": "低于", "above": "不低于"}[row["fails_when"]], row["fails_when"])
    share, other = f"{row['missed_when_signalled']:.0%}", f"{row['missed_otherwise']:.0%}"
    accuracy = f"{row['accuracy']:.2f} [{row['p05']:.2f}, {row['p95']:.2f}]"
    return choose(
        language,
        f"    {row['year']}  {name}{side} {limit} 时 {share} 落空，否则 {other}；准确率 {accuracy}",
        f"    {row['year']}  {name} {side} {limit}: {share} miss, else {other}; accuracy {accuracy}",
    )
