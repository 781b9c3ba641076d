"""The marked-up workbook: what was read, red and yellow where something is wrong, with the remedy as a comment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .findings import Ledger
from .privacy import shown
from .problems import ERROR, MASK, WARNING, Problem, counts
from .workbooks import height_of, style, width_of, writing

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WHOLE_UP_TO = 5000  # rows; of a longer sheet, only those with problems are shown
RED, YELLOW, GREY = "#F4B084", "#FFE699", "#D9D9D9"
_LONGEST_NAME = 31
WIDTHS = (7, 19, 20, 13, 7, 18, 14, 52, 44)
WORDS = {
    "zh": {
        "summary": "问题汇总",
        "title": "台账核对结果",
        "counts": "错误 {errors} 处，警告 {warnings} 处。错误（红）须更正后才能导入；警告（黄）保留并写入报告。",
        "masked": "个人信息一律显示为 ***；行号为源文件中的行号。超过 5000 行的表只列出有问题的行。",
        "heads": ("级别", "代码", "文件", "工作表", "行", "列", "值", "问题", "处理办法"),
        "error": "错误",
        "warning": "警告",
        "row": "源行号",
    },
    "en": {
        "summary": "Summary",
        "title": "What the check of the ledgers found",
        "counts": "{errors} errors, {warnings} warnings. Errors (red) stop an import; warnings (yellow) are kept.",
        "masked": "Anything personal shows as ***. Rows are numbered as in the source; above 5000, only those told of.",
        "heads": ("Severity", "Code", "File", "Sheet", "Row", "Column", "Value", "Problem", "Remedy"),
        "error": "error",
        "warning": "warning",
        "row": "Source row",
    },
}
Here = Mapping[tuple[int, str], list[Problem]]


def write_marked(ledgers: Mapping[str, Ledger], problems: Sequence[Problem], path: Path, language: str) -> Path:
    """Write the workbook in `zh` or `en`, whole or not at all; nothing personal is in it."""
    with writing(path) as book:
        _summary(book, problems, language)
        names = {str(WORDS[language]["summary"]).casefold()}
        for ledger in ledgers.values():
            for number in range(len(ledger.sources)):
                _sheet(book, _Part(ledger, number), problems, (language, names))
    return path


def _summary(book: "Workbook", problems: Sequence[Problem], language: str) -> None:
    words = WORDS[language]
    sheet = book.add_worksheet(str(words["summary"]))
    found = counts(problems)
    sheet.write_string(0, 0, str(words["title"]), style(book, bold=True, font_size=16))
    said = str(words["counts"]).format(errors=found[ERROR], warnings=found[WARNING])
    sheet.write_string(1, 0, said, style(book))
    sheet.write_string(2, 0, str(words["masked"]), style(book))
    sheet.set_row(0, 26)
    head = style(book, bold=True, bg_color=GREY, border=1)
    for at, (text, width) in enumerate(zip(words["heads"], WIDTHS, strict=True)):
        sheet.write_string(4, at, text, head)
        sheet.set_column(at, at, width)
    colors = {name: style(book, bg_color=color, border=1) for name, color in (("error", RED), ("warning", YELLOW))}
    cell = style(book, text_wrap=True, border=1)
    for row, problem in enumerate(problems, 5):
        message, remedy = (
            (problem.message_zh, problem.remedy_zh) if language == "zh" else (problem.message_en, problem.remedy_en)
        )
        sheet.write_string(row, 0, str(words[problem.severity]), colors[problem.severity])
        sheet.set_row(row, height_of((message, remedy), WIDTHS[-2:]))
        texts = (problem.code, problem.file, problem.sheet, str(problem.row or ""), problem.column, problem.value)
        for at, text in enumerate((*texts, message, remedy), 1):
            sheet.write_string(row, at, text, cell)
    sheet.freeze_panes(5, 0)
    if problems:
        sheet.autofilter(4, 0, 4 + len(problems), 8)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


class _Part:
    """The rows of one source of a table."""

    def __init__(self, ledger: Ledger, number: int) -> None:
        import numpy as np

        self.ledger, self.source = ledger, ledger.sources[number]
        self.at = np.flatnonzero(ledger.source == number)
        self.columns = [entry for entry in ledger.table.fields if entry.id in self.source.headers]

    def problems(self, problems: Sequence[Problem]) -> Here:
        """(row of the source, header) -> its problems; row 0 or the header's row, and no header, are kept as well."""
        found: dict[tuple[int, str], list[Problem]] = defaultdict(list)
        for problem in problems:
            if (problem.file, problem.sheet) == (self.source.file, self.source.sheet):
                found[(problem.row, problem.column)].append(problem)
        return found

    def header(self, column: str) -> str:
        """A header as problems name it."""
        return shown(self.source.headers[column])


def _sheet(book: "Workbook", part: _Part, problems: Sequence[Problem], how: tuple[str, set[str]]) -> None:
    language, names = how
    here = part.problems(problems)
    ledger = part.ledger
    rows = {row for row, _ in here}
    at = part.at if len(part.at) <= WHOLE_UP_TO else [i for i in part.at if int(ledger.row[i]) in rows]
    sheet = book.add_worksheet(_name(part, names))
    head = style(book, bold=True, bg_color=GREY, border=1, text_wrap=True)
    plain, count = style(book), style(book, font_color="#7F7F7F")
    colors = {color: style(book, bg_color=color) for color in (RED, YELLOW)}
    sheet.write_string(0, 0, str(WORDS[language]["row"]), head)
    known = {int(ledger.row[i]) for i in part.at}
    for place, entry in enumerate(part.columns, 1):
        header = part.header(entry.id)
        sheet.set_column(place, place, max(10, width_of(header) + 3))
        sheet.write_string(0, place, header, head)
        whole = [one for (row, column), found in here.items() if column == header and row not in known for one in found]
        _comment(sheet, (0, place), whole, language)
    for line, i in enumerate(at, 1):
        row = int(ledger.row[i])
        sheet.write_number(line, 0, row, count)
        for place, entry in enumerate(part.columns, 1):
            found = here.get((row, part.header(entry.id)), [])
            color = RED if any(one.severity == ERROR for one in found) else YELLOW
            sheet.write_string(line, place, _cell(ledger, int(i), entry.id), colors[color] if found else plain)
            _comment(sheet, (line, place), found, language)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(ledger: Ledger, at: int, column: str) -> str:
    value = ledger.raw[column].iat[at]
    if not isinstance(value, str):
        return ""
    return MASK if not ledger.table.by_id[column].kept or ledger.holds(value) else _shown(value)


@lru_cache(maxsize=100_000)
def _shown(text: str) -> str:
    return shown(text)


def _comment(sheet: Any, place: tuple[int, int], problems: Sequence[Problem], language: str) -> None:
    texts = [
        f"{one.message_zh}{one.remedy_zh}" if language == "zh" else f"{one.message_en} {one.remedy_en}"
        for one in problems
    ]
    if texts:
        sheet.write_comment(*place, "\n".join(texts), {"x_scale": 2, "y_scale": 1.2, "author": "migrant-sim"})


def _name(part: _Part, taken: set[str]) -> str:
    """A sheet name that Excel takes and no other sheet has."""
    wanted = part.source.sheet or Path(part.source.file).stem
    plain = "".join("_" if letter in "[]:*?/\\'" else letter for letter in shown(wanted).replace(MASK, "")).strip()
    plain = plain[: _LONGEST_NAME - 4] or part.ledger.table.zh
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name.casefold())
    return name
