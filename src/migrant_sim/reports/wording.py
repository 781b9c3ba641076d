"""The words that reports use, in Chinese and English: languages and labels."""

import re
from collections.abc import Mapping
from typing import Any

from ..indicators import INDICATORS
from ..published.funds import NAMES as FUNDS

LANGUAGES = ("zh", "en")
_SPAN = re.compile(r"\b(\d{4})-(\d{4})\b")

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
    "specialty_crops": ("特色种植", "Specialty crops"),
    "water_saving": ("节水灌溉与以水定地", "Water saving"),
    "infrastructure": ("基础设施", "Infrastructure"),
    "technical_service": ("农业技术服务", "Technical service"),
    "livestock": ("养殖与出户入园", "Livestock"),
    "entrusted_raising": ("托管代养", "Entrusted raising"),
    "forestry_economy": ("林草经济", "Forestry economy"),
    "land_transfer": ("土地流转", "Land transfer"),
    "origin_land_lease": ("迁出地土地流转", "Lease of land at the origin"),
    "branding": ("认证与品牌（效果为假设）", "Branding (effect assumed)"),
    "ecommerce": ("电商（效果为假设）", "E-commerce (effect assumed)"),
    "consumption_assistance": ("消费帮扶（效果为假设）", "Consumption assistance (effect assumed)"),
    "courtyard_economy": ("庭院经济（效果为假设）", "Courtyard economy (effect assumed)"),
    "leisure_tourism": ("休闲农业与旅游（效果为假设）", "Leisure and tourism (effect assumed)"),
    "market_logistics": ("农贸市场与物流（效果为假设）", "Markets and logistics (effect assumed)"),
    "points_shops": ("积分超市（效果为假设）", "Points shops (effect assumed)"),
    "demonstration_zones": ("示范创建（效果为假设）", "Demonstration zones (effect assumed)"),
    "clean_energy": ("清洁能源（效果为假设）", "Clean energy (effect assumed)"),
    "origin_land_subsidy": ("原籍耕地地力补贴", "Origin-land subsidy"),
    "ecological_compensation": ("生态补偿", "Forest compensation"),
    "old_house_award": ("拆旧复垦奖补", "Old-house award"),
    "asset_dividends": ("资产折股分红", "Asset dividends"),
    "benefit_links": ("利益联结", "Benefit links"),
    "start_ups": ("创业扶持", "Start-up support"),
    "care_services": ("托老托幼照护", "Care services"),
    "job_retention_service": ("稳岗服务", "Job-retention service"),
    "east_west_cooperation": ("东西部协作", "East-west cooperation"),
    "vocational_schooling": ("两后生职业教育", "Vocational schooling"),
    "community_enterprises": ("社区企业", "Community enterprises"),
    "enterprise_attraction": ("引进龙头企业", "Lead-enterprise attraction"),
    "food_processing": ("农产品加工", "Farm-product processing"),
    "employer_preference": ("吸纳企业优惠", "Employer preferences"),
    "social_insurance_subsidy": ("社会保险补贴", "Social-insurance subsidy"),
    "ecological_rangers": ("生态护林员", "Ecological rangers"),
    "grid_staff": ("网格员", "Grid staff"),
    "medical_cover": ("三重医疗保障", "Medical cover in three layers"),
    "minimum_allowance": ("最低生活保障提标扩面", "Minimum living allowance"),
    "hardship_allowance": ("六个月困难低保", "Six-month hardship allowance"),
    "temporary_assistance": ("临时救助", "Temporary assistance"),
    "pension_transfer": ("养老关系转移", "Pension transfer"),
    "poverty_monitoring": ("防返贫监测", "Poverty monitoring"),
    "microcredit": ("小额信贷", "Microcredit"),
    "interest_subsidy": ("贷款贴息", "Interest subsidy"),
    "existing": ("2020 年存量", "Stock of 2020"),
    "continuation": ("延续 2020 年力度", "continuation"),
    "as_written": ("按文件执行", "as written"),
    "withdrawn": ("后续扶持退出", "withdrawn"),
    "all_in": ("各项措施全部用足", "all in"),
    "custom": ("自选组合", "own mix"),
    "training_only": ("仅职业技能培训", "training only"),
    "ningxia": ("宁夏", "Ningxia"),
    "yinchuan": ("银川", "Yinchuan"),
    "minning": ("闽宁镇", "Minning"),
    "hongsibu": ("红寺堡", "Hongsibu"),
    "yunnan": ("云南", "Yunnan"),
    "guangxi": ("广西", "Guangxi"),
    "employment subsidy funds": ("就业补助资金", "employment subsidy funds"),
    "unemployment insurance and employment subsidy funds": (
        "失业保险基金和就业补助资金",
        "unemployment insurance and employment subsidy funds",
    ),
    "central and region special funds": ("中央和省（自治区）专项资金", "central and region special funds"),
    "integrated farm funds": ("统筹整合涉农资金", "integrated farm funds"),
    "forestry funds": ("林草资金", "forestry funds"),
    "village budgets": ("村级经费", "village budgets"),
    "agricultural subsidy funds": ("农业补贴资金", "agricultural subsidy funds"),
    "medical insurance funds": ("医疗保障资金", "medical insurance funds"),
    "civil affairs funds": ("民政资金", "civil affairs funds"),
    "pension funds": ("养老保险资金", "pension funds"),
    "bridging funds": ("衔接资金", "bridging funds"),
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
    if name.endswith("_only") and name not in LABELS:
        alone = label(name.removesuffix("_only"), language)
        return pick(language, f"仅{alone}", f"{alone.lower()} only")
    return pick(language, *LABELS.get(name, (name, name.replace("_", " "))))


def period(text: str, language: str) -> str:
    """The period of a target; the mean of several years is named."""
    return _SPAN.sub("\\1–\\2", text.replace("mean ", pick(language, "年均 ", "mean ")))


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


def sentence(text: str) -> str:
    """The text with its first letter large, as a sentence begins."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """The text with its first letter small, as it stands within a sentence."""
    return text[:1].lower() + text[1:]
