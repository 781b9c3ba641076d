"""Definitions, the way to reproduce a result, its warnings and its sources."""

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ..result import CANNOT_SAY, CLASSES
from .basis import basis_entry, unidentified
from .findings import Findings
from .formats import interval, yuan
from .wording import bilingual, label, pick

Entry = tuple[str, str]
_LINK = re.compile(r"\s*\[[^\]]*://[^\]]*\]|\s*\S*://\S*")

INCOME = (
    "住户调查口径的人均可支配收入，由工资性收入、经营净收入、财产净收入、转移净收入四项构成；"
    "分母为调查意义上的常住成员（一年在外六个月及以上者一般不计）。",
    "Disposable income per person in the definition of the household survey: wage, net operating, net property and "
    "net transfer income; denominator: members who are residents in the survey's sense (away for six months or more a "
    "year: as a rule not).",
)
RATIO = (
    "移民平均收入 ÷ 农村居民平均收入，均按人数加权。农村平均含移民本身：M = s·m + (1 − s)·h，"
    "s 为移民占农村常住人口的份额（假设）。",
    "Mean income of relocated residents over the mean of rural residents, both weighted by persons. The rural mean "
    "contains the relocated: M = s·m + (1 − s)·h, where s is their share of rural residents (assumption).",
)
NOMINAL = ("金额均为当年价格，未扣除价格因素。", "Money is in prices of the year; nothing is deflated.")
INTERVALS = (
    "除另有说明，区间为 90%（第 5 至第 95 百分位），覆盖参数、起点、趋势和运气；"
    "概率的区间为对参数抽样的自助法区间。模型结构误差不在其中。写作“无”处：只有一次模拟，或各次模拟取值相同。",
    "Unless said otherwise 90% (5th to 95th percentile) over parameters, start, trend and chance; the interval of a "
    "probability is a bootstrap over parameter draws. Errors in the structure of the model are not in them. "
    "“None”: there is one run only, or all runs agree.",
)
UNIDENTIFIED = (
    "该效果由模型机制推算，校准也不能识别；措施之间的协同若有，均为假设。",
    " The effect follows from the mechanisms of the model, and no calibration can identify it. Any synergy between "
    "measures is an assumption.",
)
INFORMATION: Mapping[str, tuple[str, str]] = {
    "ex_post": (
        "事后：已知 2023 年以前的农村平均收入和 2024 年牛价、奶价下跌。",
        "Ex post: the rural mean to 2023 and the cattle slump of 2024 are known.",
    ),
    "ex_ante": ("事前：只用 2021 年 4 月已知的信息。", "Ex ante: only what was known in April 2021."),
}


def definitions(findings: Findings, language: str) -> list[Entry]:
    """Who counts, what is measured, and how the words are chosen."""
    summary = findings.summary
    information = str(summary["information"])
    known = pick(language, *INFORMATION.get(information, (information, information)))
    rest = basis_entry(summary, language)
    return [
        (pick(language, "统计对象", "Who counts"), _population(summary, language)),
        (pick(language, "收入", "Income"), pick(language, *INCOME)),
        (pick(language, "收入比", "Income ratio"), pick(language, *RATIO)),
        (pick(language, "名义值", "Nominal"), pick(language, *NOMINAL)),
        (
            pick(language, "信息集", "Information set"),
            known + pick(language, "事前与事后结果不混用。", " The two are never mixed."),
        ),
        (pick(language, "方案与基准", "Scenario and baseline"), _arms(findings, language)),
        (pick(language, "结论用语", "Words of the verdict"), _words(language)),
        (pick(language, "区间", "Intervals"), pick(language, *INTERVALS)),
        *([(pick(language, "参数来源", "Where parameters come from"), rest)] if rest else []),
        (
            pick(language, "不能识别的部分", "What is not identified"),
            unidentified(language) + pick(language, *UNIDENTIFIED),
        ),
    ]


def _population(summary: Mapping[str, Any], language: str) -> str:
    """Who counts, with the sizes of the population and of the sample."""
    population, scope = summary["population"], label(summary["scope"], language)
    persons, households, real = (yuan(population[name], language) for name in ("persons", "households", "persons_real"))
    scale = f"{float(population['scale']):g}"
    return pick(
        language,
        f"口径“{scope}”，登记人口约 {real} 人（假设：各口径的规模不确定）；"
        f"模型中 {persons} 人、{households} 户，抽样比例 {scale}。",
        f"Scope: {scope}, about {real} registered persons (assumption: the size of each scope is uncertain); in the "
        f"model {persons} persons in {households} households, scale {scale}.",
    )


def _arms(findings: Findings, language: str) -> str:
    """What the two arms share and how they differ."""
    scenario, baseline = (label(arm, language) for arm in findings.arms)
    return pick(
        language,
        f"方案“{scenario}”与基准“{baseline}”用同一组参数、同一串随机数成对模拟，差异即为政策所致。"
        "法定低保、养老金和医保在两者中都保留。",
        f"Scenario ({scenario}) and baseline ({baseline}) share parameters and random numbers run by run, so a "
        "difference is the policy's. The statutory minimum living allowance (dibao), pensions and health cover stay on "
        "in both.",
    )


def _words(language: str) -> str:
    """The classes, written from the table that fixes them."""
    parts, start = [], 0.0
    for limit, _, english, chinese in CLASSES:
        band = interval(start, limit, lambda value, _: f"{100 * (value or 0.0):.0f}%", language)
        parts.append(f"{pick(language, chinese, english)} {band}")
        start = limit
    listed = pick(language, "按达标概率：", "By probability: ") + pick(language, "，", ", ").join(parts)
    return listed + pick(
        language,
        f"；{CANNOT_SAY[1]}：起点、趋势或核算口径在所述范围内移动会跨越两个等级。用语事先规定。",
        f"; {CANNOT_SAY[0]}: moving start, trend or accounting within their ranges crosses two classes. The words "
        "were fixed in advance.",
    )


def reproduction(findings: Findings, language: str) -> list[Entry]:
    """Command, content key, seed, versions and data hash."""
    manifest, summary = findings.result.manifest, findings.summary
    packages = {name.lower(): version for name, version in manifest["packages"].items()}
    named = [f"{name} {packages[name]}" for name in ("numpy", "pandas", "numba", "scipy", "mesa") if name in packages]
    code = manifest["code"]
    commit = [f"commit {code['git_commit'][:12]}"] if code.get("git_commit") else []
    rows = [
        (pick(language, "命令", "Command"), shlex.join(manifest["command"])),
        (pick(language, "内容键", "Content key"), str(manifest["key"])),
        (pick(language, "随机种子", "Seed"), str(summary["seed"])),
        (
            pick(language, "参数组数 × 重复次数", "Draws × replications"),
            f"{summary['draws']} × {summary['replications']}",
        ),
        (pick(language, "版本", "Versions"), ", ".join([f"migrant-sim {code['version']}", *commit, *named])),
        ("Python", str(manifest["python"])),
        (pick(language, "输入数据的 sha256", "sha256 of the input data"), str(manifest["inputs"]["sha256"])),
        (pick(language, "完整配置", "Full configuration"), "config.yaml"),
    ]
    return [(name, text) for name, text in rows if text]


def warnings(findings: Findings, language: str) -> list[str]:
    """The warnings of the summary in one language."""
    return [bilingual({"warning": row}, "warning", language) for row in findings.summary["warnings"]]


def sources(findings: Findings, language: str) -> list[str]:
    """Publisher, title and year of what the drawn parameters rest on; assumptions carry the word."""
    rows = findings.summary.get("parameters", {}).values()
    own = {_own_source(row, language) for row in findings.summary.get("own_figures", [])}
    return sorted({source_of(row, language) for row in rows}) + sorted(own)


def sources_named(names: Iterable[str], language: str) -> list[str]:
    """The same for the published parameters and observations of these ids; other names have no source of their own."""
    from ..published import parameters
    from ..published.observations import observations

    rows = [asdict(row) for row in (*observations(), *parameters())]
    known = {str(row["id"]): {"seen": "yes"} | row for row in rows}
    return sorted({source_of(known[name], language) for name in names if name in known})


def _own_source(row: Mapping[str, Any], language: str) -> str:
    """One figure that the user brought, whose source nobody here has seen."""
    what = f"{row['indicator']}:{row['region']} {row['year']} = {row['value']:g} {row['unit']}"
    said = pick(language, "用户补充的数据，本项目未核对", "brought by the user, not checked by this project")
    return f"{row['source']}, {row['published'] or row['year']}: {what} ({said})"


def source_of(row: Mapping[str, Any], language: str) -> str:
    """One source without its link: an assumption is called one; what nobody saw in the original is marked."""
    if row["seen"] == "assumption":
        return pick(language, "假设（本项目）", "assumption (of this project)")
    unseen = ""
    if row["seen"] == "memory":
        unseen = pick(language, "，凭记忆、未核实", ", from memory, not verified")
    elif row["original_seen"] == "no":
        unseen = pick(language, "，未见原件", ", original not seen")
    title = _LINK.sub("", str(row["source"]))
    year, grade = row["year"], row["grade"]
    return f"{title}, {year}" + pick(language, f"（等级 {grade}{unseen}）", f" (grade {grade}{unseen})")
