"""Finding the header row of a sheet, and which column of the schema each of its cells means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from .field import YUAN_MONTH, YUAN_YEAR, Field
from .schema import TABLES, folded, header_words, table_words

MOST_HEAD = 30
IGNORED = frozenset(map(folded, ("序号", "备注", "no", "no.", "number", "remarks", "note", "备注说明", "行号")))
# A bracket, or what stands after / or ，, at the end of a header: its unit or a remark.
_BRACKET = re.compile(r"[(\[【](?P<unit>[^()\[\]【】]*)[)\]】]$|[/,，](?P<tail>[^/,，()]{1,8})$")
_PER_HEAD = re.compile("人均|percapita|perhead|ahead")
_YUAN: Mapping[str, float] = {"元": 1, "yuan": 1, "rmb": 1, "cny": 1, "千元": 1e3, "万元": 1e4, "万": 1e4}
_YEAR = ("年", "year", "yr", "a", "全年", "每年")
_MONTH = ("月", "month", "mo", "每月")
_LENGTH = {YUAN_YEAR: 12, YUAN_MONTH: 1}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: where it stands, its header as written, what it means, what its figures are times."""

    at: int
    header: str
    entry: Field
    factor: float = 1.0
    unit: str = ""


@dataclass(frozen=True)
class Header:
    """A header found: the table, the last row of the header (as Excel counts) and its columns."""

    table: str
    row: int
    columns: tuple[Column, ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    per_head: tuple[str, ...] = ()
    repeated: tuple[Column, ...] = field(default=())


def table_named(name: str) -> str | None:
    """The table that a sheet or file is named after, numbers and brackets in the name aside."""
    words = table_words()
    plain = folded(name)
    bare = re.sub(r"^[\d.、\-()（）]+|[\d.、\-()（）]+$|台账|信息|登记|汇总|明细|一览|表", "", plain)
    for candidate in (plain, bare):
        if candidate in words:
            return words[candidate].id
    inside = [word for word in words if len(word) >= 2 and word in plain]
    found = {words[word].id for word in inside if len(word) == max(map(len, inside))}
    return found.pop() if len(found) == 1 else None


def find_header(head: Sequence[Sequence[str]], name: str) -> Header | None:
    """The header among the first rows, of the table that the name or else the headers tell; None when there is none."""
    named = table_named(name)
    best: tuple[int, int, str, list[str]] | None = None
    for table in [named] if named else TABLES:
        for row, texts in _candidates(head):
            score = len({entry.id for text in texts if (entry := _meaning(table, text)[0])})
            if score >= 2 and (best is None or score > best[0]):
                best = (score, row, table, texts)
    if best is None:
        return None
    if not named and not all(_has(best[2], best[3], entry) for entry in TABLES[best[2]].required[:1]):
        return None
    return _header(best[2], best[1], best[3], head)


def _candidates(head: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]]:
    """Every row, and every row joined with the one above it, as (last row, texts); single rows first."""
    single = [(number, [*row]) for number, row in enumerate(head, 1)]
    pairs = [
        (number + 1, _joined(upper, lower))
        for number, (upper, lower) in enumerate(zip(head, head[1:], strict=False), 1)
        if not any(re.search(r"\d{2}", text) for text in lower)
    ]
    return single + pairs


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of a merged header as one: the lower text, with the unit of the group above when it has none."""
    texts, group = [], ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        group = above or (group if below else "")
        unit = _split(group)[1]
        texts.append(f"{below}({unit})" if below and unit and not _split(below)[1] else below or above)
    return texts


def _header(table: str, row: int, texts: Sequence[str], head: Sequence[Sequence[str]]) -> Header:
    units = _units(head[row]) if row < len(head) else {}
    columns: list[Column] = []
    repeated: list[Column] = []
    unknown, per_head, seen = [], [], set()
    for at, text in enumerate(texts):
        if not text or folded(text) in IGNORED:
            continue
        entry, unit = _meaning(table, text)
        if _PER_HEAD.search(folded(text)) and (entry is None or entry.unit == YUAN_YEAR):
            per_head.append(text)
        elif entry is None:
            unknown.append((at, text))
        else:
            unit = unit or units.get(at, "") or _told(text, entry)
            column = Column(at, text, entry, factor_of(unit, entry), unit)
            (repeated if entry.id in seen else columns).append(column)
            seen.add(entry.id)
    return Header(table, row + bool(units), tuple(columns), tuple(unknown), tuple(per_head), tuple(repeated))


def _told(text: str, entry: Field) -> str:
    """The unit that the name of a column of money tells: 年工资 for a column of months, 月收入 for one of years."""
    first = folded(text)[:1]
    other = {YUAN_MONTH: ("年", "元/年"), YUAN_YEAR: ("月", "元/月")}.get(entry.unit)
    return other[1] if other and first == other[0] else ""


def _units(row: Sequence[str]) -> dict[int, str]:
    """A row of units below the header, by column; empty when the row is anything else."""
    found = {at: text.strip("()（）") for at, text in enumerate(row) if text}
    known = {"亩", "人", "头", "头/年", "个", "次", "岁"}
    return found if found and all(unit in known or _money(folded(unit)) for unit in found.values()) else {}


def _split(text: str) -> tuple[str, str]:
    """A header without its unit or remark, and that."""
    plain = folded(text)
    match = _BRACKET.search(plain)
    if match is None:
        return plain, ""
    return plain[: match.start()], match["unit"] or match["tail"] or ""


def _meaning(table: str, text: str) -> tuple[Field | None, str]:
    """The column that a header means, and its unit."""
    words = header_words(table)
    name, unit = _split(text)
    if (entry := words.get(folded(text))) is not None:
        return entry, unit if entry.unit else ""
    if (entry := words.get(name)) is not None:
        return entry, unit
    for stem in ("户主", "上年", "本年", "全年", "年度", "家庭"):
        if name.startswith(stem) and (entry := words.get(name.removeprefix(stem))) is not None and not entry.personal:
            return entry, unit
    return None, unit


def _has(table: str, texts: Sequence[str], entry: Field) -> bool:
    return any(found is not None and found.id == entry.id for found, _ in (_meaning(table, text) for text in texts))


def _money(unit: str) -> tuple[float, str] | None:
    """Yuan in one of a unit of money, and `year`, `month` or nothing; None when it is no unit of money."""
    amount, _, time = unit.replace("每", "/").replace("／", "/").replace("per", "/").partition("/")
    period = "year" if time in _YEAR else "month" if time in _MONTH else "" if not time else "?"
    return (_YUAN[amount], period) if amount in _YUAN and period != "?" else None


def factor_of(unit: str, entry: Field) -> float:
    """What figures in a header's unit are times to be in the unit of the column; 1 for what is no unit of money."""
    money = _money(folded(unit))
    if money is None or entry.unit not in _LENGTH:
        return 1.0
    yuan, period = money
    ours = _LENGTH[entry.unit]
    theirs = {"year": 12, "month": 1, "": ours}[period]
    return yuan * ours / theirs


def nearest_header(table: str, text: str) -> Field | None:
    """The column whose header is most like a text, if one is."""
    words = header_words(table)
    near = get_close_matches(_split(text)[0], words, n=1, cutoff=0.6)
    return words[near[0]] if near else None


def column_letters(at: int) -> str:
    """The letters of a column that counts from 0: A, B … Z, AA."""
    letters, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
