"""Lines under every chart of a sensitivity folder: sample, what an interval covers, where the numbers come from."""

from collections.abc import Hashable, Mapping
from typing import Any

from .canvas import wrapped
from .wording import bilingual, label, pick

LABEL_EMS = 19


def sample_line(facts: Mapping[str, Any], language: str) -> str:
    """Region, scenario, and how many runs the stored sample holds."""
    region, scenario = bilingual(facts, "region", language), label(str(facts["arms"][0]), language)
    draws, replications, scale = facts["draws"], facts["replications"], 100 * float(facts["scale"])
    return pick(
        language,
        f"{region}，方案：{scenario}；{draws} 组参数 × {replications} 次重复，模拟人口占 {scale:g}%。",
        f"{region}, {scenario}; {draws} parameter draws × {replications} replication"
        f"{'' if replications == 1 else 's'}, {scale:g}% of the people.",
    )


def source_note(facts: Mapping[str, Any], language: str) -> str:
    """Mark of an estimate, what is not identified, and the folder."""
    return pick(
        language,
        "测算结果，不是统计数据；2020 年以后没有移民收入结果可识别政策效果。"
        f"数据来源：migrant-sim 模型测算，结果文件夹 {facts['folder']}。",
        "Model estimate, not a statistic; no migrant outcome after 2020 identifies the effect. Source: migrant-sim, "
        f"result folder {facts['folder']}.",
    )


def interval_note(language: str) -> str:
    """What the intervals of these charts cover."""
    return pick(
        language,
        "90% 区间由参数抽样自助法得出，只反映抽样次数有限，不含模型结构误差。",
        "90% intervals are a bootstrap over parameter draws: they cover their limited number, not errors in the "
        "structure of the model.",
    )


def input_label(row: Mapping[Hashable, Any], language: str, ems: float = LABEL_EMS) -> str:
    """The name of an input in at most two lines; an assumption is marked."""
    mark = pick(language, "（假设）", " (assumption)") if row.get("assumption") is True else ""
    lines = wrapped(str(row[f"label_{language}"]) + mark, ems).split("\n")
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")
