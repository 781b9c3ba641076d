"""The empty workbook that a county fills in: a page of explanations, and a sheet for each table."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DataError
from .field import Field, Table
from .schema import TABLES
from .workbooks import height_of, style, width_of, writing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = "ledger.xlsx"
LAST_ROW = 50_000  # down to which drop-downs reach
LONGEST_LIST = 255  # letters that Excel takes in a drop-down
_AS_TEXT = ("id", "text", "id_number", "phone", "month", "date")
REQUIRED, PERSONAL, OTHER = "#F8CBAD", "#D9D9D9", "#DDEBF7"
INTRODUCTION = {
    "zh": (
        "移民台账模板",
        "每张表一行一条记录，表头不要改动；多余的列可以留空或删除（带 * 的必填）。",
        "灰色列含个人信息，可以不填：只在核对时读取，随即丢弃，不进入任何结果。",
        "身份证号、编号、出生年月均按文本填写。金额默认为元；若用万元，请在表头写明，例如“工资性收入（万元/年）”。",
        "一张表可以分在几个工作表或工作簿中（例如按乡镇分开），各有表头即可，导入时自动合并。",
        "填好后核对：migrant-sim ledger check files=[ledger.xlsx]",
    ),
    "en": (
        "Template of ledgers",
        "One row a record; leave the headers as they are. Columns may stay empty or be deleted, save those with *.",
        "Grey columns are personal and may stay empty: the check reads them and drops them; no result ever holds them.",
        "Write ID numbers, numbers of rows and births as text. Money is in yuan; for 10 000 yuan say so in the header.",
        "A table may stand in several sheets or workbooks, one a township say, with the same headers: they are joined.",
        "When it is filled in: migrant-sim ledger check files=[ledger.xlsx]",
    ),
}
WIDTHS = (14, 22, 9, 10, 48, 10, 60)
HEADS = {
    "zh": ("表", "列", "必填", "单位", "允许的取值", "个人信息", "说明"),
    "en": ("Sheet", "Column", "Required", "Unit", "Allowed", "Personal", "Meaning"),
}
WORDS = {
    "zh": {
        "notes": "说明",
        "yes": "是",
        "no": "否",
        "required": "必填",
        "personal": "个人信息，核对后丢弃",
        "to": "至",
    },
    "en": {
        "notes": "Explanations",
        "yes": "yes",
        "no": "no",
        "required": "required",
        "personal": "personal: dropped",
        "to": "to",
    },
}


def write_template(path: Path, language: str) -> Path:
    """Write the workbook in `zh` or `en`.

    Raises DataError when the file is there already or cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise DataError(
            f"{path} is there already and is not overwritten; name another with file=.",
            f"{path} 已存在，不会覆盖；请用 file= 另取文件名。",
        )
    with writing(path) as book:
        _explain(book, language)
        for table in TABLES.values():
            _sheet(book, table, language)
    return path


def header_of(entry: Field, language: str) -> str:
    """The header of a column as the template writes it: with its unit, and * when it is required."""
    unit = entry.unit_of(language)
    bracket = ("（{}）" if language == "zh" else " ({})").format(unit) if unit else ""
    return f"{entry.title(language)}{bracket}{'*' if entry.required else ''}"


def allowed_of(entry: Field, language: str) -> tuple[str, ...]:
    """The words that a column allows; empty when it is free."""
    words = WORDS[language]
    if entry.kind == "flag":
        return words["yes"], words["no"]
    return tuple(code.zh if language == "zh" else code.en for code in entry.codes)


def _explain(book: "Workbook", language: str) -> None:
    words = WORDS[language]
    sheet = book.add_worksheet(words["notes"])
    title, head = style(book, bold=True, font_size=16), style(book, bold=True, bg_color=OTHER, border=1)
    cell = style(book, text_wrap=True, border=1)
    plain = style(book)
    for row, line in enumerate(INTRODUCTION[language]):
        sheet.write_string(row, 0, line, plain if row else title)
    start = len(INTRODUCTION[language]) + 1
    sheet.set_row(0, 26)
    for at, (text, width) in enumerate(zip(HEADS[language], WIDTHS, strict=True)):
        sheet.write_string(start, at, text, head)
        sheet.set_column(at, at, width)
    row = start
    for table in TABLES.values():
        for entry in table.fields:
            row += 1
            texts = _told(table, entry, language)
            sheet.set_row(row, height_of(texts, WIDTHS))
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text, cell)
    sheet.freeze_panes(start + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(start)


def _told(table: Table, entry: Field, language: str) -> tuple[str, ...]:
    words = WORDS[language]
    about = entry.about_zh if language == "zh" else entry.about_en
    allowed = ("、" if language == "zh" else "; ").join(allowed_of(entry, language)) or _range(entry, language)
    return (
        table.title(language),
        entry.title(language),
        words["yes"] if entry.required else "",
        entry.unit_of(language),
        allowed,
        words["yes"] if entry.personal else "",
        about,
    )


def _range(entry: Field, language: str) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return f"{entry.low:,.0f} {WORDS[language]['to']} {entry.high:,.0f}"


def _sheet(book: "Workbook", table: Table, language: str) -> None:
    sheet = book.add_worksheet(table.title(language))
    formats = {color: _head(book, color) for color in (REQUIRED, PERSONAL, OTHER)}
    text, number = style(book, num_format="@"), style(book)
    for at, entry in enumerate(table.fields):
        header = header_of(entry, language)
        color = REQUIRED if entry.required else PERSONAL if not entry.kept else OTHER
        sheet.set_column(at, at, max(12, width_of(header) + 3), text if entry.kind in _AS_TEXT else number)
        sheet.write_string(0, at, header, formats[color])
        sheet.write_comment(0, at, _comment(entry, language), {"x_scale": 1.6, "author": "migrant-sim"})
        rule = _rule(entry, language)
        if rule:
            sheet.data_validation(1, at, LAST_ROW, at, rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _head(book: "Workbook", color: str) -> Any:
    return style(book, bold=True, bg_color=color, border=1, text_wrap=True, valign="vcenter", num_format="@")


def _comment(entry: Field, language: str) -> str:
    """What a header's comment says: in the language of the workbook, with what is allowed."""
    words = WORDS[language]
    about = entry.about_zh if language == "zh" else entry.about_en
    marks = [words["required"]] * entry.required + [words["personal"]] * entry.personal
    return "\n".join(filter(None, (about, " · ".join(allowed_of(entry, language)) or _range(entry, language), *marks)))


def _rule(entry: Field, language: str) -> dict[str, Any]:
    """The drop-down or bound of a column; empty for free text. It warns and lets pass, as the check tells all."""
    words = allowed_of(entry, language)
    if words and len(",".join(words)) <= LONGEST_LIST:
        return {"validate": "list", "source": list(words), "error_type": "warning"}
    if entry.low is not None and entry.high is not None:
        kind = "integer" if entry.kind == "whole" else "decimal"
        return {
            "validate": kind,
            "criteria": "between",
            "minimum": entry.low,
            "maximum": entry.high,
            "error_type": "warning",
        }
    return {}
