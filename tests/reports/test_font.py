"""The font of charts: read from memory, not piece by piece from its file."""

from matplotlib.font_manager import FontProperties, findfont, get_font

from migrant_sim.reports import font
from migrant_sim.reports.canvas import drawing


def test_matplotlib_reads_the_font_from_memory_and_other_fonts_from_their_files():
    with drawing():
        pass
    held = get_font(font.font_path())
    assert not isinstance(held.fname, str)
    assert isinstance(get_font(findfont(FontProperties(family="DejaVu Sans"))).fname, str)


def test_a_chinese_character_is_an_em_wide_and_a_line_as_wide_as_its_characters():
    assert font.em("收") == 1.0 and 0.2 < font.em("i") < font.em("m") < 1.0
    assert font.width_of("收入比", 9.0) == 27.0
