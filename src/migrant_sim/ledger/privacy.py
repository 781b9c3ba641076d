"""What may be shown of a cell: nothing that is, or looks like, a name, an ID number or a phone number."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from .problems import MASK
from .schema import TABLES, folded

LONGEST_SHOWN = 40
_DIGITS = re.compile(r"\d{15}|(?<!\d)1[3-9]\d{9}(?!\d)|\d[eE]\+?1[4-9]")
_GAPS = re.compile(r"(?<=\d)[\s\-_.]+(?=[\dXx])")
# The commonest family names, those of the Hui of Ningxia included; a short word that begins with one may be a name.
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤哈撒纳虎拜海者咸妥沙买喜冶锁"
    "铁麻穆摆母洪安柳祁康温包施牛葛章俞齐庞聂柴兰辛关尚米樊卜阮柯古岑农蒙蓝侬普和木杞欧阳司马上官"
)
_HAN = "\u3400-\u9fff\U00020000-\U000323af"  # rare characters of names included
# What stands before a name, or parts one from other words.
_APART = re.compile(
    r"(?:户主|姓名|[填提][报供]人|制[表单]人|[联经负审][系办责核]人)|[\s,，;；、:：()（）\[\]《》“”\"'/|+\-—]+"
)
# What stands before or after a name in a remark on where a figure comes from, and the last letter of an office.
_TELLING = re.compile(
    "由|据|来自|来源|出自|询问|电话|提供|填报|上报|报送|报告人|口述|告知|转述|整理|汇总|录入|核实|统计员|联络员|网格员|同志|先生|女士|老师|会计|科长|处长|局长|主任"
    "|书记|县长|乡长|镇长|村长|队长|站长|所长|(?<=[局厅委办室处科站所社队院部会县市区乡镇村])"
)
_COMMON = ("农业", "农村", "农民", "农户", "任务")  # words whose first letter is a family name too
_WRITINGS = (
    "报",
    "鉴",
    "刊",
    "书",
    "网",
    "通知",
    "意见",
    "文件",
    "方案",
    "规划",
    "数据",
    "统计",
    "总队",
    "乡",
    "镇",
    "村",
)
_UNITS = ("万元", "万亩", "万头", "万人", "万户")  # 万 is a family name too
_PLACES, _OFFICES = ("县", "区", "市"), ("局", "司", "处", "室", "厅", "委", "办", "院", "网", "部", "省")
_NAME = re.compile(f"[{_FAMILY}][{_HAN}·•]{{1,3}}|[{_HAN}]{{2,8}}[·•][{_HAN}·•]{{1,12}}")


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of the schema, folded: a header, a code, the name of a table."""
    words = [word for table in TABLES.values() for word in table.names]
    fields = [entry for table in TABLES.values() for entry in table.fields]
    words += [word for entry in fields for word in entry.headers]
    words += [word for entry in fields for code in entry.codes for word in code.words]
    return frozenset(map(folded, (*words, *_UNITS)))


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in _vocabulary() if len(word) >= 2)


def has_number(text: str) -> bool:
    """Whether there is a number as long as that of an ID card, or a mobile phone's."""
    return bool(_DIGITS.search(_GAPS.sub("", unicodedata.normalize("NFKC", text))))


def looks_personal(text: str) -> bool:
    """Whether a text may be somebody's: it holds a long number, is like a Chinese name, or names one apart."""
    if has_number(text):
        return True
    plain = folded(text)
    if plain in _vocabulary():
        return False
    return _like_a_name(plain) or names_somebody(text)


def names_somebody(text: str) -> bool:
    """Whether a part of a text, between spaces, signs or words such as 户主, is like a Chinese name and no office."""
    parts = [folded(part) for part in _APART.split(unicodedata.normalize("NFKC", text))]
    return any(_like_a_name(part) and not part.endswith(_OFFICES) for part in parts)


def source_parts(text: str) -> list[str]:
    """The parts of a remark on where a figure comes from: cut at signs, before and after who told it and offices."""
    parts = _APART.split(unicodedata.normalize("NFKC", text))
    return [folded(piece) for part in parts for piece in _TELLING.split(part) if piece]


def source_names_somebody(text: str) -> bool:
    """Whether a source is like a name with what people put around one: 马秀兰提供, 统计局王芳. Documents are nobody.

    The whole is stricter than `names_somebody`, because where a figure comes from is shown in every report.
    """
    ends = (*_OFFICES, *_WRITINGS)
    return any(_like_a_name(part) and not part.endswith(ends) for part in source_parts(text))


def _like_a_name(plain: str) -> bool:
    if (len(plain) > 2 and plain.endswith(_PLACES)) or plain.startswith(_COMMON):
        return False
    return bool(_NAME.fullmatch(plain)) and not any(word in plain for word in _long_words())


def shown(text: str, personal: Iterable[str] = ()) -> str:
    """The text as a message may show it: masked when it looks personal or holds one of the row's `personal` cells."""
    if not text:
        return ""
    plain = folded(text)
    if looks_personal(text) or any(len(part) > 1 and part in plain for part in map(folded, personal)):
        return MASK
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
