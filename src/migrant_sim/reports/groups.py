"""What people call a group of residents, and the order in which groups stand."""

from collections.abc import Mapping

from .counties import county
from .wording import pick

DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "quintile": ("收入五等份（按 2020 年人均收入）", "Fifths by income of 2020"),
    "group": ("移民类别", "Kind of mover"),
    "list": ("重点村名单", "List of key villages"),
    "track": ("安置方式", "Kind of settlement"),
    "county": ("县（市、区）", "County"),
}
LEVELS: Mapping[str, tuple[str, str]] = {
    "quintile:1": ("最低 20%", "lowest fifth"),
    "quintile:2": ("中低 20%", "second fifth"),
    "quintile:3": ("中间 20%", "middle fifth"),
    "quintile:4": ("中高 20%", "fourth fifth"),
    "quintile:5": ("最高 20%", "highest fifth"),
    "group:policy": ("政策移民", "policy migrants"),
    "group:labour": ("劳务移民", "labour migrants"),
    "group:self_moved": ("自主迁徙居民", "self-movers"),
    "list:region-led": ("自治区包抓的重点村", "villages led by the region"),
    "list:city- or county-led": ("市、县包抓的重点村", "villages led by city or county"),
    "list:none": ("未列入名单的村", "villages on no list"),
    "track:town": ("城镇安置", "town"),
    "track:village": ("农村安置", "village"),
}


def group_label(group: str, language: str) -> str:
    """Dimension and level of a group in words; a level that no table knows stands as it is."""
    dimension, _, level = group.partition(":")
    named = pick(language, *DIMENSIONS.get(dimension, (dimension, dimension)))
    level = county(level, language) if dimension == "county" else level
    return f"{named}{pick(language, '：', ': ')}{pick(language, *LEVELS.get(group, (level, level)))}"


def group_order(group: str) -> tuple[int, str]:
    """A key that sorts groups by dimension as people read them, then by level."""
    dimension = group.partition(":")[0]
    known = list(DIMENSIONS)
    return known.index(dimension) if dimension in known else len(known), group
