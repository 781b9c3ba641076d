"""Units in Chinese: those of indicators, shocks and parameters, word by word."""

import re

from .wording import pick

WORDS = {
    "% of population": "占人口%",
    "-": "–",
    "1": "1",
    "10 months": "10个月",
    "1000 persons": "千人",
    "100m yuan sales": "亿元销售额",
    "9": "9个月",
    "agent": "人",
    "births per woman and year": "每名妇女每年生育数",
    "bn yuan": "十亿元",
    "bp below LPR": "低于LPR的基点",
    "broker": "经纪人",
    "brokers": "人",
    "case": "次",
    "cow": "头",
    "day": "日",
    "days": "天",
    "deaths per person and year": "每人每年死亡数",
    "difference of shares": "占比之差",
    "direction (pp)": "方向（百分点）",
    "elasticity": "弹性",
    "firm": "家",
    "Gini": "基尼系数",
    "greenhouse": "棚",
    "head": "头",
    "hour": "小时",
    "house": "户",
    "household": "户",
    "households": "户",
    "job": "岗位",
    "jobs": "岗位",
    "kg": "公斤",
    "loan": "笔",
    "log points": "对数点",
    "mean workers": "平均劳动力数",
    "month": "月",
    "months per year": "月/年",
    "months": "月",
    "mu irrigated per person": "人均水浇地亩数",
    "mu per person": "人均亩数",
    "mu": "亩",
    "multiplier": "倍",
    "percent": "%",
    "percentage points": "个百分点",
    "person (9 months)": "人（9个月）",
    "person (half-year)": "人（半年）",
    "person": "人",
    "person-day": "人日",
    "person-days": "人日",
    "person-time": "人次",
    "person-times": "人次",
    "persons (millions)": "百万人",
    "persons per household": "人/户",
    "persons settled": "安置人数",
    "persons": "人",
    "place": "名额",
    "placement": "人次",
    "placements": "人次",
    "places": "名额",
    "prob": "概率",
    "quarter": "季度",
    "ratio of no-schooling shares, ages 35+": "35岁以上未上学占比之比",
    "ratio": "比值",
    "relative change": "相对变化",
    "settlement": "安置区",
    "share (6 yr)": "比例（6年）",
    "share (approx.)": "比例（约数）",
    "share (forecast)": "比例（预测）",
    "share (lower bound)": "比例（下限）",
    "share (upper bound)": "比例（上限）",
    "share a year": "比例/年",
    "share of all ages": "占全部年龄比例",
    "share of balance": "余额占比",
    "share of borrowers": "占借款户比例",
    "share of carers in labour force": "占承担照护的劳动力比例",
    "share of disposable income": "占可支配收入比例",
    "share of eligible households": "占符合条件家庭比例",
    "share of employed": "占就业人员比例",
    "share of families that farm grain": "占种粮户比例",
    "share of farming households": "占种地户比例",
    "share of herding households": "占养殖户比例",
    "share of households with land at the origin": "占保留迁出地土地家庭比例",
    "share of households": "占户数比例",
    "share of income": "占收入比例",
    "share of labour force": "占劳动力比例",
    "share of labour": "占劳动力比例",
    "share of land": "占耕地比例",
    "share of leavers": "占两后生比例",
    "share of migrants": "占移民比例",
    "share of missed falls": "占漏识别比例",
    "share of people": "占人数比例",
    "share of persons 15+": "占15岁以上人口比例",
    "share of persons": "占人数比例",
    "share of settlements": "占安置点比例",
    "share of the bill": "占费用比例",
    "share of the line": "占低保线比例",
    "share of the time": "占时间比例",
    "share of wage work that goes on": "继续务工的比例",
    "share of wage": "占工资比例",
    "share of yearly crop and herd income": "占全年种养收入比例",
    "share of yearly local person-days": "占全年本地人日比例",
    "share within age": "占同龄人比例",
    "share": "比例",
    "site": "处",
    "start": "次创业",
    "step": "步",
    "venture": "次创业",
    "worker (10 months)": "人（10个月）",
    "worker": "人",
    "workers": "人",
    "workshop": "车间",
    "year": "年",
    "years of age": "岁",
    "years": "年",
    "yr": "年",
    "yuan of 2020": "元（2020年价格）",
    "yuan per 10k": "元/万元",
    "yuan per person": "元/人",
    "yuan": "元",
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
