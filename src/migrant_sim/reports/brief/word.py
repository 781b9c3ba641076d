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
from .content import Brief, Figure, Heading, Paragraph, Sentence, Table
from .word_parts import bookmarked, described, page_field, table_frame
from .word_styles import TEXT_WIDTH, set_page, set_styles

NUMERALS = "一二三四五六七八九十"
STYLES = {"body": "Brief Body", "item": "Brief Item", "annex": "Brief Annex"}
AUTHOR = "migrant-sim"
SIGN = Text("（签发单位、签发人、日期由使用单位填写）", "(Office, signature and date: to be filled in by the user)")


class Writer:
    """Writes blocks in order and keeps the counts of headings, items, tables, figures and bookmarks."""

    def __init__(self, brief: Brief, language: str) -> None:
        self.brief, self.language = brief, language
        self.document: Any = Document()
        self._marks, self._tables, self._figures = count(1), count(1), count(1)
        self._heading, self._second, self._item = 0, 0, 0

    def write(self) -> bytes:
        """The whole document."""
        set_page(self.document, self.language)
        set_styles(self.document, self.language)
        self._furniture()
        self.sentence(self.document.add_paragraph(style="Brief Title"), self.brief.title)
        self.sentence(self.document.add_paragraph(style="Brief Subtitle"), self.brief.subtitle)
        makers: Mapping[type, Callable[[Any], None]] = {
            Heading: self.heading, Paragraph: self.paragraph, Table: self.table, Figure: self.figure,
        }  # fmt: skip
        for block in self.brief.blocks:
            if isinstance(block, Heading) and block.words.zh.startswith("附件"):
                self.document.add_paragraph(SIGN.of(self.language), style="Brief Sign")
            makers[type(block)](block)
        self._properties()
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def sentence(self, paragraph: Any, sentence: Sentence) -> None:
        """Words as they are, cells inside bookmarks."""
        for words, cell in sentence.pieces(self.language):
            if cell is None:
                paragraph.add_run(words)
                continue
            place = xl_rowcol_to_cell(*self.brief.book.place(cell, self.language))
            number = next(self._marks)
            name = f"b{number}_{cell.sheet}_{place}_{cell.form}"
            bookmarked(paragraph, self.brief.book.text(cell, self.language), name, number)

    def heading(self, block: Heading) -> None:
        """A heading with the number of its level."""
        if block.level == 1:
            self._heading, self._second, self._item = self._heading + 1, 0, 0
            number = pick(self.language, f"{NUMERALS[self._heading - 1]}、", f"{self._heading}. ")
        else:
            self._second, self._item = self._second + 1, 0
            number = pick(
                self.language, f"（{NUMERALS[self._second - 1]}）", f"{self._heading}.{self._second} "
            )  # fmt: skip
        if block.words.zh.startswith("附件"):
            number = ""
        self.document.add_paragraph(number + block.words.of(self.language), style=f"Heading {block.level}")

    def paragraph(self, block: Paragraph) -> None:
        """Sentences in one paragraph; items are numbered."""
        paragraph = self.document.add_paragraph(style=STYLES[block.style])
        if block.style == "item":
            self._item += 1
            paragraph.add_run(pick(self.language, f"{self._item}.", f"({self._item}) "))
        for sentence in block.sentences:
            self.sentence(paragraph, sentence)

    def table(self, block: Table) -> None:
        """Title and unit above, the table, note and source below."""
        number = next(self._tables)
        title = pick(self.language, f"表{number} ", f"Table {number}. ") + block.title.of(self.language)
        self.document.add_paragraph(title, style="Brief Caption")
        self.document.add_paragraph(block.unit.of(self.language), style="Brief Unit")
        rows = [block.header, *block.rows]
        table = self.document.add_table(len(rows), len(block.header))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for i, row in enumerate(rows):
            for j, sentence in enumerate(row):
                paragraph = table.cell(i, j).paragraphs[0]
                paragraph.style = "Brief Cell"
                paragraph.paragraph_format.keep_with_next = i < len(rows) - 1
                if j:
                    paragraph.alignment = ALIGN.CENTER if i == 0 else ALIGN.RIGHT
                self.sentence(paragraph, sentence)
        table_frame(table, list(block.widths))
        for sentence, lead in zip(block.notes, (("注：", "Note: "), ("数据来源：", "Source: ")), strict=True):
            paragraph = self.document.add_paragraph(pick(self.language, *lead), style="Brief Note")
            self.sentence(paragraph, sentence)
        paragraph.paragraph_format.space_after = Mm(2)

    def figure(self, block: Figure) -> None:
        """The picture, its title below."""
        number = next(self._figures)
        title = pick(self.language, f"图{number} ", f"Figure {number}. ") + block.title.of(self.language)
        paragraph = self.document.add_paragraph(style="Brief Picture")
        picture = paragraph.add_run().add_picture(str(block.files[self.language]), width=Mm(TEXT_WIDTH * 0.92))
        described(picture, block.title.of(self.language), block.alt.of(self.language))
        self.document.add_paragraph(title, style="Brief Figure")

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
