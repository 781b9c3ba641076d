"""Units in Chinese: those of indicators, shocks and parameters, word by word."""

import re

from .wording import pick

WORDS = {
    "-": "–",
    "1": "1",
    "9": "9个月",
    "broker": "经纪人",
    "case": "次",
    "brokers": "人",
    "day": "日",
    "days": "天",
    "difference of shares": "占比之差",
    "elasticity": "弹性",
    "head": "头",
    "house": "户",
    "household": "户",
    "loan": "笔",
    "log points": "对数点",
    "month": "月",
    "months": "月",
    "mu": "亩",
    "percent": "%",
    "percentage points": "个百分点",
    "person": "人",
    "person (9 months)": "人（9个月）",
    "person-time": "人次",
    "persons": "人",
    "place": "名额",
    "placement": "人次",
    "placements": "人次",
    "places": "名额",
    "prob": "概率",
    "ratio": "比值",
    "settlement": "安置区",
    "relative change": "相对变化",
    "share": "比例",
    "share of balance": "余额占比",
    "share of borrowers": "占借款户比例",
    "share of carers in labour force": "占承担照护的劳动力比例",
    "share of eligible households": "占符合条件家庭比例",
    "share of families that farm grain": "占种粮户比例",
    "share of farming households": "占种地户比例",
    "share of herding households": "占养殖户比例",
    "share of households": "占户数比例",
    "share of households with land at the origin": "占保留迁出地土地家庭比例",
    "share of labour": "占劳动力比例",
    "share of labour force": "占劳动力比例",
    "share of land": "占耕地比例",
    "share of leavers": "占两后生比例",
    "share of missed falls": "占漏识别比例",
    "share of people": "占人数比例",
    "share of persons": "占人数比例",
    "share of the bill": "占费用比例",
    "share of the line": "占低保线比例",
    "share of the time": "占时间比例",
    "share of wage": "占工资比例",
    "start": "次创业",
    "worker": "人",
    "workshop": "车间",
    "year": "年",
    "years": "年",
    "yr": "年",
    "yuan": "元",
    "yuan of 2020": "元（2020年价格）",
}
NOMINAL = ("名义值", "nominal")


def unit_words(unit: str, language: str) -> str:
    """A unit as people read it; a part that the table does not hold stays as it is."""
    if language == "en":
        return unit
    parts = re.sub(r"/9 months$", "/9", unit).split("/")
    return "/".join(WORDS.get(part, part) for part in parts)


def unit_after(unit: object, language: str) -> str:
    """A unit to be written after a number, with the space before it; nothing for plain numbers, ratios and steps."""
    if not isinstance(unit, str) or unit in ("", "-", "1", "ratio", "step"):
        return ""
    return " " + unit_words(unit, language)


def nominal(flag: bool, language: str) -> str:
    """The word for money at prices of the year, nothing for anything else."""
    return pick(language, *NOMINAL) if flag else ""
