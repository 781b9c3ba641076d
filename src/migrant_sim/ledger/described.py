"""The words and lines of `ledger describe` in a terminal, in Chinese and English."""

from collections.abc import Mapping
from typing import Any
from unicodedata import east_asian_width

from .summing import told_of

TABLES = {
    "age_sex": ("年龄与性别（占全部人口）", "age and sex (of all persons)"),
    "household_size": ("家庭人口", "household size"),
    "education_by_age": ("文化程度（按年龄段）", "schooling by age"),
    "disability": ("健康状况（按年龄段）", "health by age"),
    "employment_status_2020": ("就业状态（占劳动力，按性别）", "activity (of the labour force, by sex)"),
    "land": ("承包地（亩，占全部户）", "contracted land (mu, of households)"),
    "household_flags": ("户特征（占全部户）", "of households"),
    "group": ("移民类别（占全部户）", "how households came"),
    "income": ("收入", "income"),
}
LEVELS = {
    **{"male": "男", "female": "女", "primary": "小学", "junior": "初中", "senior": "高中中专"},
    **{
        "tertiary": "大专及以上",
        "chronic, not limiting": "慢性病",
        "illness limiting work": "大病",
        "disability": "残疾",
    },
    **{"farm, own": "务农", "wage, inside county": "县内务工", "wage, other county in Ningxia": "区内县外务工"},
    **{"wage, outside Ningxia": "区外务工", "self-employed, non-farm": "自主创业", "welfare post": "公益性岗位"},
    **{"dibao": "低保", "land leased out": "土地流转", "some livestock": "养殖", "policy": "政策移民"},
    **{"labour": "劳务移民", "self": "自主迁徙", "registered poor (out of poverty by 2020)": "脱贫户"},
    **{"wage, part of disposable": "工资性收入占比", "operating, part of disposable": "经营净收入占比"},
    **{"property, part of disposable": "财产净收入占比", "transfer, part of disposable": "转移净收入占比"},
}
_NOBODY = {"education_by_age": "未上学", "disability": "健康", "employment_status_2020": "待业"}  # what "none" means
_HEAD = (("项目", "台账", "公布或假设", "差"), ("level", "ledger", "published or assumed", "difference"))
_WIDTHS = (44, 12, 22, 12)


def table_lines(found: Mapping[str, Any], language: str) -> list[str]:
    """The lines of one description."""
    chinese = language == "zh"
    about = found["about"]
    said = [f"{found['name']}: {about['title_zh' if chinese else 'title_en']} ({about['reference']})"]
    said += [pair[0 if chinese else 1] for pair in told_of(about)]
    said.append(
        "台账只计已填的单元格；边际数据大多为假设，差异不等于台账有误。"
        if chinese
        else "The ledger's side counts known cells; most margins are assumptions: a difference is no error by itself."
    )
    table = ""
    for row in found["rows"]:
        if row["table"] != table:
            table = row["table"]
            said += ["", TABLES[table][0 if chinese else 1], _line(_HEAD[0 if chinese else 1])]
        said.append(_line(_cells(row, chinese)))
    return said + _empty(about, chinese)


def _cells(row: Mapping[str, Any], chinese: bool) -> tuple[str, ...]:
    """Level, both sides and the difference (shares in points) as they are shown."""
    share = row["unit"] == "share"
    level = _level(row["level"], _NOBODY.get(row["table"], "none")) if chinese else str(row["level"])
    values = [_shown(row[key], share) for key in ("ledger", "published")]
    gap = row["difference"]
    if gap is None:
        return (level, *values, "–")
    points = " 个百分点" if chinese else " pts"
    return (level, *values, f"{round(100 * gap, 1) + 0.0:+.1f}{points}" if share else f"{gap:+,.0f}")


def _shown(value: float | None, share: bool) -> str:
    if value is None:
        return "–"
    return f"{value:.1%}" if share else f"{value:,.0f}"


def _level(text: str, nobody: str) -> str:
    """A level in Chinese, word by word where it is made of an age and a code or a code and a sex."""
    if text.startswith("disposable"):
        return f"人均可支配收入与 {text.rpartition(' ')[2]} 年农村均值（元）"
    words = {**LEVELS, "none": nobody}
    if text in words:
        return words[text]
    for known, word in sorted(words.items(), key=lambda pair: -len(pair[0])):
        if text.endswith(f" {known}"):
            return f"{_level(text[: -len(known) - 1], nobody)} {word}"
    return text


def _line(cells: tuple[str, ...]) -> str:
    parts = []
    for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True)):
        space = " " * max(width - sum(1 + (east_asian_width(letter) in "WF") for letter in cell), 0)
        parts.append(cell + space if place == 0 else space + cell)
    return " ".join(parts).rstrip()


def _empty(about: Mapping[str, Any], chinese: bool) -> list[str]:
    """Empty cells by column, and whether runs make them up."""
    if not about["missing"]:
        return ["", "没有缺失的单元格。" if chinese else "No cell is empty."]
    said = ["", "缺失的单元格" if chinese else "Empty cells"]
    for name, row in about["missing"].items():
        filled = ("由模型插补（假设）", "imputed (assumption)") if row["imputed"] else ("不补", "left empty")
        said.append(f"  {name:<34}{row['cells']:>10}{row['share']:>9.1%}  {filled[0 if chinese else 1]}")
    return said
