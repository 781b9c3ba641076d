"""The verbs: which module does each, and what help says of it. A module is imported when its verb is used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from ..errors import ConfigurationError, unknown_name
from .help import overview, verb_help
from .request import Request
from .startup import uncollected


class Verb(NamedTuple):
    """Where the function of that name lives, and one line on it."""

    module: str
    chinese: str
    english: str


VERBS: Mapping[str, Verb] = {
    "run": Verb(
        "run", "运行一个情景及其基准情景，给出结论", "one scenario beside its baseline, paired, with a verdict"
    ),
    "sweep": Verb(
        "sweep",
        "成批运行：列表、网格、抽样设计或文件中的许多情景",
        "many scenarios from lists, grids, designs or a file",
    ),
    "report": Verb("folders", "由结果文件夹重写报告", "write the report of a result folder again"),
    "compare": Verb("folders", "并列比较两个结果文件夹", "two result folders side by side"),
    "verify": Verb(
        "folders", "按清单核对结果文件夹，并抽样重算", "check a result folder against its manifest, re-run a sample"
    ),
    "validate": Verb(
        "validate",
        "双胞胎试验、历史回测、与未用于拟合的数据核对",
        "twin trials, back-tests with naive rivals, checks against figures not fitted",
    ),
    "calibrate": Verb(
        "calibrate", "用公布数据和文献效应拟合参数，给出后验样本", "fit the parameters to published figures and effects"
    ),
    "sensitivity": Verb(
        "sensitivity",
        "哪些输入决定结论：筛选、指数、方差分解、翻转表",
        "what decides the verdict: screening, indices, variance split, flip table",
    ),
    "attribute": Verb(
        "attribute",
        "各项措施对收入比、收入、就业、成本的贡献（与次序无关）",
        "order-free credit of each measure for ratio, income, jobs and cost",
    ),
    "optimise": Verb(
        "optimise",
        "成本、达标概率与不平等的权衡；最省的组合",
        "cost against chance against inequality; the cheapest mix",
    ),
    "discover": Verb(
        "discover",
        "目标在哪些条件下落空，以及逐年的预警指标",
        "conditions under which the target fails; signposts by year",
    ),
    "ledger": Verb("ledger", "本县台账：模板、核对、导入……", "your own county's ledgers: template, check, import …"),
    "dashboard": Verb("dashboard", "在本机打开看板：自选措施组合并测算", "a page on this machine to try a mix"),
    "catalogue": Verb(
        "catalogue", "四个方案的每一条款及其处理方式", "every clause of the four programmes and how it is treated"
    ),
    "codebook": Verb("lists", "列出全部参数：单位、范围、来源", "every parameter with unit, range and source"),
    "list": Verb(
        "lists",
        "列出地区、情景、方案、措施、指标、冲击、资金的名称",
        "names of regions, scenarios, programmes, measures …",
    ),
    "doctor": Verb("machine", "检查本机是否适合运行", "is this machine fit to run"),
    "warmup": Verb("machine", "预先编译计算内核", "compile the kernels"),
}

DRY_RUNS = ("sweep",)


def perform(request: Request) -> int:
    """Do what the request asks; returns the exit code.

    Raises UserError for what the user can mend.
    """
    if request.version:
        from importlib.metadata import version

        print(f"migrant-sim {version('migrant-sim')}")
        return 0
    if request.help or not request.verb:
        return _help(request)
    known(request.verb)
    if request.dry_run and request.verb not in DRY_RUNS:
        raise ConfigurationError(
            f"--dry-run belongs to {', '.join(DRY_RUNS)}, not to {request.verb}.",
            f"--dry-run 只用于 {'、'.join(DRY_RUNS)}，不用于 {request.verb}。",
        )
    with uncollected():
        module = import_module(f"..{VERBS[request.verb].module}", __name__)
    action: Callable[[Request], int] = getattr(module, f"{request.verb}_verb")
    if request.multirun and request.verb != "sweep":
        from .multirun import multirun

        return multirun(request, action)
    return action(request)


def known(verb: str) -> None:
    """Raise ConfigurationError, with the nearest name, for an unknown verb."""
    if verb not in VERBS:
        raise unknown_name("verb", verb, VERBS)


def _help(request: Request) -> int:
    if not request.verb:
        lines = [(name, verb.chinese, verb.english) for name, verb in VERBS.items()]
        print(overview(lines, request.language))
        return 0 if request.help else ConfigurationError.exit_code
    known(request.verb)
    verb = VERBS[request.verb]
    print(verb_help(request.verb, (verb.chinese, verb.english), request.language))
    return 0
