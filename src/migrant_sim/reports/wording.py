"""The words that reports use, in Chinese and English: languages and labels."""

from collections.abc import Mapping
from typing import Any

from ..funds import NAMES as FUNDS
from ..indicators import INDICATORS

LANGUAGES = ("zh", "en")

SOURCES = ("wage_income", "operating_income", "property_income", "transfer_income")
PLACES = (
    "share_farm", "share_casual", "share_local", "share_region", "share_outside", "share_self_employed", "share_post",
    "share_relief", "share_training", "share_searching",
)  # fmt: skip

# What the registry of indicators does not name: instruments, scenarios, funds, information sets.
LABELS: Mapping[str, tuple[str, str]] = {
    "vocational_training": ("职业技能培训", "Vocational training"),
    "labour_export": ("劳务输出", "Labour export"),
    "industrial_parks": ("产业园区", "Industrial parks"),
    "welfare_posts": ("公益性岗位", "Welfare posts"),
    "workshops": ("帮扶车间", "Workshops"),
    "hiring_subsidy": ("企业吸纳补助", "Hiring subsidy"),
    "job_retention_subsidy": ("稳岗补贴", "Job-retention subsidy"),
    "work_relief": ("以工代赈", "Work relief"),
    "job_ledger": ("就业台账", "Job ledger"),
    "existing": ("2020 年存量", "Stock of 2020"),
    "continuation": ("延续 2020 年力度", "continuation"),
    "as_written": ("按文件执行", "as written"),
    "withdrawn": ("后续扶持退出", "withdrawn"),
    "all_in": ("各项措施全部用足", "all in"),
    "training_only": ("仅职业技能培训", "training only"),
    "labour_export_only": ("仅劳务输出", "labour export only"),
    "industrial_parks_only": ("仅产业园区", "industrial parks only"),
    "welfare_posts_only": ("仅公益性岗位", "welfare posts only"),
    "workshops_only": ("仅帮扶车间", "workshops only"),
    "hiring_subsidy_only": ("仅企业吸纳补助", "hiring subsidy only"),
    "job_retention_subsidy_only": ("仅稳岗补贴", "job-retention subsidy only"),
    "work_relief_only": ("仅以工代赈", "work relief only"),
    "job_ledger_only": ("仅就业台账", "job ledger only"),
    **{row.name: (row.label_zh, row.label_en) for row in FUNDS.values()},
    "text": ("文件所指人群（十一五至十三五政策移民和自主迁徙居民）", "people named by the text"),
    "policy": ("政策性移民", "policy migrants"),
    "six_waves": ("1983 年以来六次移民", "movers of six waves since 1983"),
    "registered": ("户籍登记人口", "registered"),
    "census": ("普查常住人口", "census residents"),
    "settled": ("累计安置人口", "people settled"),
    "all": ("政策性移民和自主迁徙居民", "policy migrants and self-movers"),
    "ex_post": ("事后信息", "ex post"),
    "ex_ante": ("事前信息", "ex ante"),
}


def pick(language: str, chinese: str, english: str) -> str:
    """The text in the wanted language."""
    return chinese if language == "zh" else english


def label(name: str, language: str) -> str:
    """What people call a measure, scenario or information set; an unknown name is shown as it is."""
    if name.endswith("@baseline"):
        return label(name.removesuffix("@baseline"), language) + pick(language, "（基准）", " (baseline)")
    return pick(language, *LABELS.get(name, (name, name.replace("_", " "))))


def indicator(name: str, language: str) -> str:
    """What people call an indicator; the name itself when the registry does not know it."""
    known = INDICATORS.get(name)
    return pick(language, known.label_zh, known.label_en) if known else name


def bilingual(row: Mapping[str, Any], key: str, language: str) -> str:
    """A text that a table or summary holds as `key_en` and `key_zh`, as a mapping by language, or once."""
    for candidate in (f"{key}_{language}", key, f"{key}_en", f"{key}_zh"):
        found = row.get(candidate)
        if isinstance(found, Mapping):
            found = found.get(language) or next(iter(found.values()), "")
        if isinstance(found, str) and found:
            return found
    return ""
