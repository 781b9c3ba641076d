"""Lines that stand under every chart and table: how many runs, what an interval covers, where numbers come from."""

from collections.abc import Iterable

from .basis import basis_label
from .findings import Findings
from .wording import label, pick


def runs_line(findings: Findings, language: str) -> str:
    """Number of runs of each arm."""
    draws, replications = int(findings.summary["draws"]), int(findings.summary["replications"])
    many = "" if replications == 1 else "s"
    return pick(
        language,
        f"每个方案 {findings.run_count} 次模拟（{draws} 组参数 × {replications} 次重复）",
        f"{findings.run_count} runs an arm ({draws} parameter draws × {replications} replication{many})",
    )


def arm_line(findings: Findings, language: str) -> str:
    """Which scenario a picture shows, and its number of runs."""
    name, runs = label(findings.arms[0], language), runs_line(findings, language)
    return pick(language, f"方案：{name}。{runs}。", f"Scenario: {name}. {runs}.")


def full_interval(language: str) -> str:
    """What an interval over runs covers."""
    return pick(
        language,
        "90% 区间覆盖参数、起点、趋势和运气的不确定性；不含模型结构误差",
        "90% intervals cover parameters, start, trend and chance; not errors in the structure of the model",
    )


def probability_interval(language: str) -> str:
    """What an interval around a probability covers."""
    return pick(
        language,
        "概率＝达到目标的模拟所占比重；90% 区间由参数抽样自助法得出（0 和 100% 处取精确界），"
        "只反映抽样次数有限，不含模型结构误差",
        "Probability = share of runs that meet the target; its 90% interval is a bootstrap over parameter draws "
        "(an exact bound at 0 and 100%): it covers their limited number, not errors in the structure of the model",
    )


def result_name(findings: Findings) -> str:
    """Name of the result folder and the start of its content key."""
    return f"{findings.result.folder.name} ({str(findings.result.manifest['key'])[:8]})"


def source_line(findings: Findings, language: str) -> str:
    """Where the numbers of a picture come from, with the mark of an estimate."""
    name, basis = result_name(findings), basis_label(findings.summary, language)
    rest = pick(language, f"参数：{basis}。", f" Parameters: {basis}.") if basis else ""
    line = pick(
        language,
        f"测算结果，不是统计数据。数据来源：migrant-sim 模型测算，结果文件夹 {name}；"
        "输入为已公布数据和标明的假设，见报告“来源”。",
        f"Model estimate, not a statistic. Source: migrant-sim, result folder {name}; inputs are published figures "
        "and labelled assumptions, listed under Sources in the report.",
    )
    return line + rest


def picture_source(table: str, language: str) -> str:
    """The same for a chart of an analysis, which rests on one table of its folder."""
    return pick(
        language,
        f"测算结果，不是统计数据。数据来源：migrant-sim 模型测算，结果文件夹中的 {table}；"
        "输入为已公布数据和标明的假设。",
        f"Model estimate, not a statistic. Source: migrant-sim, {table} of the result folder; inputs are published "
        "figures and labelled assumptions.",
    )


def in_words(title: str, parts: Iterable[str], language: str) -> str:
    """What stands in for a picture that cannot be seen: its message, then what it shows one by one."""
    return title + pick(language, "。", ". ") + pick(language, "；", "; ").join(parts)
