"""Names of the margin tables of the synthetic population and of their levels, in Chinese."""

import re
from collections.abc import Mapping

from .counties import county

TABLES: Mapping[str, tuple[str, str]] = {
    "age_sex": ("年龄、性别", "Age and sex"),
    "education_by_age": ("分年龄文化程度", "Education by age"),
    "disability": ("分年龄健康状况", "Health by age"),
    "household_size": ("家庭人口数", "Household size"),
    "labour_per_household": ("户均劳动力数", "Workers per household"),
    "labour_by_size": ("按家庭人口分的劳动力占比", "Workers by household size"),
    "care_burden": ("照护负担", "Care burden"),
    "household_flags": ("家庭特征", "Household features"),
    "land": ("承包地（亩）", "Land (mu)"),
    "employment_status_2020": ("2020 年就业状态", "Employment in 2020"),
    "casual_share": ("零工占比", "Share of casual work"),
    "county_migrants_default": ("各县移民占比", "Movers by county"),
}
# Parts of level names; longer ones first, for each is put in the place of what it says.
_WORDS: Mapping[str, str] = {
    "carer needed (child<3, 80+, or severe illness)": "需要照护者（3 岁以下、80 岁以上或重病）",
    "registered poor (out of poverty by 2020)": "脱贫户（2020 年前脱贫）",
    "any member with limiting illness": "有大病成员",
    "wage, other county in Ningxia": "区内县外务工",
    "any worker away from county": "有县外务工者",
    "chronic, not limiting": "慢性病，不影响劳动",
    "self-employed, non-farm": "非农自营",
    "illness limiting work": "影响劳动的疾病",
    "wage, outside Ningxia": "区外务工",
    "wage, inside county": "县内务工",
    "any disabled member": "有残疾成员",
    "(workers per member)": "（劳动力占成员比）",
    "land leased out": "土地已流转",
    "any wage worker": "有务工者",
    "some livestock": "有养殖",
    "child under 6": "有 6 岁以下儿童",
    "welfare post": "公益性岗位",
    "person 80+": "有 80 岁以上老人",
    "farm, own": "自家务农",
    "disability": "残疾",
    "tertiary": "大专及以上",
    "primary": "小学",
    "female": "女",
    "junior": "初中",
    "senior": "高中、中专",
    "dibao": "低保",
    "male": "男",
    "none": "无",
}
_KNOWN = re.compile("|".join(map(re.escape, _WORDS)))


def table_name(name: str, language: str) -> str:
    """What people call a margin table; an unknown one stands as it is."""
    chinese, english = TABLES.get(name, (name, name))
    return chinese if language == "zh" else english


def level_name(level: str, language: str) -> str:
    """A level of a margin table in words."""
    return county(level, "en") if language == "en" else _KNOWN.sub(lambda found: _WORDS[found.group()], level)
