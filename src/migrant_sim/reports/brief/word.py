"""The brief as a Word document: each cell's text inside a bookmark that names its sheet and place."""

from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from xlsxwriter.utility import xl_rowcol_to_cell

from ..wording import pick
from .archive import write_archive
from .cells import Text
from .content import Brief, Figures, Heading, Paragraph, Sentence, Table
from .word_parts import bookmarked, described, page_field, picture_frame, table_frame
from .word_styles import TEXT_WIDTH, set_page, set_styles

NUMERALS = "一二三四五六七八九十"
STYLES = {"body": "Brief Body", "item": "Brief Item", "annex": "Brief Annex"}
AUTHOR = "migrant-sim"
ANNEX = "附件"
SIGN = Text("（签发单位、签发人、日期由使用单位填写）", "(Office, signature and date: to be filled in by the user)")


class Writer:
    """Writes blocks in order and keeps the counts of headings, items, tables, figures and bookmarks."""

    def __init__(self, brief: Brief, language: str) -> None:
        self.brief, self.language = brief, language
        self.document: Any = Document()
        self._marks, self._tables, self._figures = count(1), count(1), count(1)
        self._heading, self._second, self._item = 0, 0, 0
        self._styles: dict[str, str] = {}

    def write(self) -> bytes:
        """The whole document."""
        set_page(self.document, self.language)
        set_styles(self.document, self.language)
        self._styles = {style.name: style.style_id for style in self.document.styles}
        self._furniture()
        self.sentence(self._new("Brief Title"), self.brief.title)
        self.sentence(self._new("Brief Subtitle"), self.brief.subtitle)
        makers: Mapping[type, Callable[[Any], None]] = {
            Heading: self.heading, Paragraph: self.paragraph, Table: self.table, Figures: self.figure,
        }  # fmt: skip
        for block in self.brief.blocks:
            if isinstance(block, Heading) and block.words.zh.startswith(ANNEX):
                self._new("Brief Sign", SIGN.of(self.language))
            makers[type(block)](block)
        self._properties()
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def sentence(self, paragraph: Any, sentence: Sentence) -> None:
        """Words as they are, cells inside bookmarks."""
        for words, cell in sentence.pieces(self.language):
            if cell is None:
                before = paragraph.text
                paragraph.add_run(words if before and not before.endswith(" ") else words.lstrip())
                continue
            place = xl_rowcol_to_cell(*self.brief.book.place(cell, self.language))
            number = next(self._marks)
            name = f"b{number}_{cell.sheet}_{place}_{cell.form}"
            bookmarked(paragraph, self.brief.book.text(cell, self.language), name, number)

    def heading(self, block: Heading) -> None:
        """A heading of the first level with its number; the annex has none."""
        self._heading, self._second, self._item = self._heading + 1, 0, 0
        number = pick(self.language, f"{NUMERALS[self._heading - 1]}、", f"{self._heading}. ")
        if block.words.zh.startswith(ANNEX):
            number = ""
        self._new("Heading 1", number + block.words.of(self.language))

    def paragraph(self, block: Paragraph) -> None:
        """Sentences in one paragraph, headed within its line where it has a lead; items are numbered."""
        paragraph = self._new(STYLES[block.style])
        if block.lead:
            self._second += 1
            number = pick(self.language, f"（{NUMERALS[self._second - 1]}）", f"{self._heading}.{self._second} ")
            run = paragraph.add_run(number + block.lead.of(self.language) + pick(self.language, "。", ". "))
            run.style = "Brief Lead"
        if block.style == "item":
            self._item += 1
            paragraph.add_run(pick(self.language, f"{self._item}.", f"({self._item}) "))
        for sentence in block.sentences:
            self.sentence(paragraph, sentence)

    def table(self, block: Table) -> None:
        """Title and unit above, the table, note and source below."""
        number = next(self._tables)
        title = pick(self.language, f"表{number} ", f"Table {number}. ") + block.title.of(self.language)
        self._new("Brief Caption", title)
        self._new("Brief Unit", block.unit.of(self.language))
        rows = [block.header, *block.rows]
        table = self.document.add_table(len(rows), len(block.header))
        cells = table._cells  # each look-up by the library reads the whole table again
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for i, row in enumerate(rows):
            for j, sentence in enumerate(row):
                paragraph = cells[i * len(row) + j].paragraphs[0]
                paragraph._p.style = self._styles["Brief Cell"]
                paragraph.paragraph_format.keep_with_next = True
                if j:
                    paragraph.alignment = ALIGN.CENTER if i == 0 else ALIGN.RIGHT
                self.sentence(paragraph, sentence)
        table_frame(table, list(block.widths))
        for sentence, lead in zip(block.notes, (("注：", "Note: "), ("数据来源：", "Source: ")), strict=True):
            paragraph = self._new("Brief Note", pick(self.language, *lead))
            paragraph.paragraph_format.keep_with_next = lead[1] == "Note: "
            self.sentence(paragraph, sentence)
        paragraph.paragraph_format.space_after = Mm(2)

    def figure(self, block: Figures) -> None:
        """Pictures side by side, each with its title below."""
        width = TEXT_WIDTH / 2  # one alone is no larger
        table = self.document.add_table(2, len(block.figures))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        cells = table._cells
        for i, figure in enumerate(block.figures):
            above, below = (cells[place].paragraphs[0] for place in (i, len(block.figures) + i))
            above._p.style, below._p.style = self._styles["Brief Picture"], self._styles["Brief Figure"]
            image = BytesIO(figure.pictures[self.language])
            described(
                above.add_run().add_picture(image, width=Mm(width - 4)),  # LibreOffice keeps 1.9 mm of each cell free
                figure.title.of(self.language),
                figure.alt.of(self.language),
            )
            number = next(self._figures)
            below.add_run(pick(self.language, f"图{number} ", f"Figure {number}. ") + figure.title.of(self.language))
        picture_frame(table, width)

    def _new(self, style: str, text: str = "") -> Any:
        """A paragraph of a style, without the library's search through all styles."""
        paragraph = self.document.add_paragraph(text)
        paragraph._p.style = self._styles[style]
        return paragraph

    def _furniture(self) -> None:
        """The mark of an estimate above, the page below, on every page."""
        section = self.document.sections[0]
        head = section.header.paragraphs[0]
        head.style, head.alignment = "Brief Note", ALIGN.RIGHT
        self.sentence(head, self.brief.mark)
        foot = section.footer.paragraphs[0]
        foot.style, foot.alignment = "Brief Sign", ALIGN.CENTER
        foot.add_run("— ")
        page_field(foot)
        foot.add_run(" —")

    def _properties(self) -> None:
        """Title, language and author; nothing of the machine, no time, no picture of the library's own template."""
        properties = self.document.core_properties
        properties.title = self.brief.title.text(self.brief.book, self.language)
        properties.author = properties.last_modified_by = AUTHOR
        properties.subject = pick(self.language, "测算", "Model estimate")
        properties.language = pick(self.language, "zh-CN", "en-GB")
        properties.comments = properties.keywords = properties.category = ""
        for name in ("created", "modified", "lastPrinted"):
            for found in [child for child in properties._element if child.tag.endswith("}" + name)]:
                properties._element.remove(found)
        relations = self.document.part.package.rels
        for key in [key for key, found in relations.items() if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]


def write_document(path: Path, brief: Brief, language: str) -> Path:
    """Write the brief in one language; DataError when the file cannot be written."""
    return write_archive(path, Writer(brief, language).write())
