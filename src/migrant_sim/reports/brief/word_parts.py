"""Pieces of a Word document that its library does not make: fonts by script, fields, bookmarks, table properties."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm

# Word reads the children of an element in the order of its schema alone: what may follow each of ours.
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
AFTER_INDENT = ("w:tblBorders", *AFTER_BORDERS)
AFTER_CHARACTERS = ("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
                    "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
                    "w:sectPr", "w:pPrChange")  # fmt: skip
AFTER_GRID = ("w:spacing", "w:ind", *AFTER_CHARACTERS)
AFTER_PUNCTUATION = ("w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
                     *AFTER_GRID)  # fmt: skip


def element(tag: str, /, **attributes: str | int) -> Any:
    """An element such as `w:sz` with attributes of its own namespace."""
    made: Any = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def fonts(properties: Any, western: str, eastern: str) -> None:
    """Fonts of a style or run for Latin and Chinese letters; theme fonts, which would win over them, go."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    names = {"ascii": western, "hAnsi": western, "cs": western, "eastAsia": eastern}
    properties.insert(0, element("w:rFonts", **names))


def chinese_lines(properties: Any, indent: int, size: float) -> None:
    """Lines of Chinese text: an indent in characters, no hanging punctuation, a pitch that is the style's own."""
    for name in ("w:snapToGrid", "w:overflowPunct", "w:ind"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.insert_element_before(element("w:overflowPunct", val=0), *AFTER_PUNCTUATION)
    properties.insert_element_before(element("w:snapToGrid", val=0), *AFTER_GRID)
    if indent:
        first = {"firstLineChars": 100 * indent, "firstLine": int(20 * indent * size)}
        properties.insert_element_before(element("w:ind", **first), *AFTER_CHARACTERS)


def language_tags(properties: Any, language: str) -> None:
    """The language of proofing and of reading aloud."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    # Latin letters and digits stay English in Chinese text too: numbers are not broken at the end of a line.
    properties.append(element("w:lang", val="en-US" if language == "zh" else "en-GB", eastAsia="zh-CN"))


def page_field(paragraph: Any) -> None:
    """The number of the page as a field."""
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            run._r.append(element("w:fldChar", fldCharType=kind))
        elif kind == "shown":
            run.text = text
        else:
            code = element("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


def bookmarked(paragraph: Any, text: str, name: str, number: int) -> None:
    """A run inside a bookmark whose name says which cell it was written from."""
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    paragraph.add_run(text)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def table_frame(table: Any, widths: list[float]) -> None:
    """Three rules as statistics print them, fixed widths in centimetres, and no row that breaks over a page."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side, size in (("top", 12), ("bottom", 12), ("insideH", 4)):
        borders.append(element(f"w:{side}", val="single", sz=size, space=0, color="000000" if size > 4 else "A6A6A6"))
    properties.insert_element_before(borders, *AFTER_BORDERS)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def picture_frame(table: Any, width: float) -> None:
    """Columns of the same width in millimetres without rules or inner margins, and no row that breaks over a page."""
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")
    properties.insert_element_before(element("w:tblInd", w=0, type="dxa"), *AFTER_INDENT)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell in row.cells:
            cell.width = Mm(width)
    for column in table.columns:
        column.width = Mm(width)


def described(picture: Any, title: str, text: str) -> None:
    """What stands in for a picture where it cannot be seen."""
    properties = picture._inline.docPr
    properties.set("descr", text)
    properties.set("title", title)
    properties.set("name", title)


def grid(section: Any) -> None:
    """22 lines in the 225 mm of the type area; 28 characters a line come from the body's spacing, in every program."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=580))
