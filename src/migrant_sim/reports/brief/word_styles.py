"""Page and styles of the brief: those of an official document in Chinese, a plain report in English."""

from typing import Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .word_parts import chinese_lines, fonts, grid, language_tags

WESTERN = "Times New Roman"
SONG, FANGSONG, HEI, KAI, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
TEXT_WIDTH = 156.0  # millimetres


class Look(NamedTuple):
    """One style: size in points by language, font of Chinese letters, alignment, line pitch, indent in characters."""

    zh: float
    en: float
    eastern: str
    align: Any = ALIGN.JUSTIFY
    pitch: tuple[float, float] = (0.0, 0.0)  # exact points by language; none: single
    indent: int = 0
    after: float = 0.0
    bold: bool = False
    hold: bool = False


BODY = (25.0, 16.5)
LOOKS = {
    "Brief Title": Look(22, 18, TITLE, ALIGN.CENTER, (34.0, 24.0), after=4, bold=False, hold=True),
    "Brief Subtitle": Look(14, 11, KAI, ALIGN.CENTER, (22.0, 15.0), after=6),
    "Heading 1": Look(14, 13, HEI, ALIGN.LEFT, (25.0, 20.0), 2, hold=True),
    "Brief Body": Look(14, 11.5, FANGSONG, ALIGN.JUSTIFY, BODY, 2),
    "Brief Item": Look(14, 11.5, FANGSONG, ALIGN.JUSTIFY, BODY, 2),
    "Brief Annex": Look(9, 9, FANGSONG, ALIGN.JUSTIFY, (12.5, 11.5), 2),
    "Brief Caption": Look(12, 10.5, HEI, ALIGN.CENTER, (16.0, 14.0), hold=True),
    "Brief Unit": Look(9, 9, SONG, ALIGN.RIGHT, (11.5, 11.5), hold=True),
    "Brief Cell": Look(10, 9.5, SONG, ALIGN.LEFT, (13.5, 12.0)),
    "Brief Note": Look(9, 8.5, SONG, ALIGN.LEFT, (12.0, 11.0)),
    "Brief Picture": Look(10.5, 9.5, SONG, ALIGN.CENTER, hold=True),
    "Brief Figure": Look(10.5, 9, HEI, ALIGN.CENTER, (15.0, 13.0), after=3),
    "Brief Sign": Look(14, 11, FANGSONG, ALIGN.RIGHT, (24.0, 15.0)),
}


def set_page(document: Any, language: str) -> None:
    """A4 with the margins of official documents; the grid of lines and characters in Chinese."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37 if language == "zh" else 30), Mm(35 if language == "zh" else 28)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(20 if language == "zh" else 15)
    if language == "zh":
        grid(section)


def set_styles(document: Any, language: str) -> None:
    """Defaults and styles by name; the library's own of the same name are overwritten."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts(defaults, WESTERN, FANGSONG)
    language_tags(defaults, language)
    _style(styles["Normal"], Look(14, 11.5, FANGSONG), language)
    for name, look in LOOKS.items():
        style = (
            styles[name]
            if name in [known.name for known in styles]
            else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _style(style, look, language)
    lead = styles.add_style("Brief Lead", WD_STYLE_TYPE.CHARACTER)
    fonts(lead.element.get_or_add_rPr(), WESTERN, KAI)
    lead.font.bold = language == "en"


def _style(style: Any, look: Look, language: str) -> None:
    """Everything of one style."""
    chinese = language == "zh"
    properties = style.element.get_or_add_rPr()
    fonts(properties, WESTERN, look.eastern)
    style.font.size, style.font.bold, style.font.italic = (
        Pt(look.zh if chinese else look.en),
        _bold(style, chinese),
        False,
    )
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = look.align, Pt(0), Pt(look.after)
    pitch = look.pitch[0 if chinese else 1]
    form.line_spacing = Pt(pitch) if pitch else 1.0
    form.keep_with_next, form.widow_control = look.hold, True
    if chinese:
        chinese_lines(style.element.get_or_add_pPr(), look.indent, look.zh)
    elif not look.hold and look.indent:
        form.space_after = Pt(5)


def _bold(style: Any, chinese: bool) -> bool:
    """English headings and captions stand out by weight, Chinese ones by their font."""
    return (
        not chinese
        and any(word in style.name for word in ("Heading", "Title", "Caption", "Figure"))
        and ("Subtitle" not in style.name)
    )
