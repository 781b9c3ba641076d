import re

import pytest

from migrant_sim.reports.canvas import Words, drawing, png_bytes, sheet, spread, svg_bytes, wrapped, written
from migrant_sim.reports.formats import decimal, ratio, yuan

WORDS = Words(title="收入比 Income ratio", subtitle="元/人·年", note="测算\nModel estimate", alt="图")


def draw(text: str) -> tuple[bytes, bytes]:
    with drawing():
        figure = sheet(WORDS, 1.0)
        figure.subplots().text(0.5, 0.5, text)
        return svg_bytes(figure, WORDS), png_bytes(figure, WORDS)


@pytest.mark.filterwarnings("ignore")  # so that only the chart's own rule can raise
def test_a_missing_glyph_is_an_error_and_never_a_box():
    with pytest.raises(UserWarning, match="missing"):
        draw("\U0001f600")


@pytest.mark.filterwarnings("ignore")
def test_a_missing_glyph_in_a_title_is_an_error_too():
    with drawing(), pytest.raises(UserWarning, match="missing"):
        sheet(Words(title="\U0001f600", subtitle="", note="", alt=""), 1.0)


def test_chinese_is_drawn_as_outlines_that_need_no_font():
    svg = draw("脱贫移民收入 −1.5%")[0].decode()
    assert "<text" not in svg and "font-family" not in svg and svg.count("<use") > 10


def test_equal_charts_are_equal_bytes_that_name_no_time_and_no_program():
    first, second = draw("相同"), draw("相同")
    assert first == second
    assert b"Software" not in first[1] and b"dc:date" not in first[0]


def test_a_dollar_in_a_name_is_no_formula():
    svg, _ = draw("a $1 and $2")
    assert svg.count(b"<use") >= 8


def test_text_keeps_to_its_width_and_loses_nothing():
    text = "移民人均可支配收入按来源分（元/人·年，名义值）。Scenario: as written, 48 runs an arm."
    lines = wrapped(text, 16).split("\n")
    assert len(lines) > 3
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert not [line for line in lines if line[0] in "，。）" or line[-1] in "（“"]


def test_a_line_break_in_a_text_is_kept():
    assert wrapped("one\ntwo", 50) == "one\ntwo"


def test_labels_are_moved_apart_and_keep_their_order():
    places = spread([1.0, 1.01, 0.99, 5.0], 0.5)
    assert places[2] < places[0] < places[1] < places[3] == 5.0
    assert min(b - a for a, b in zip(sorted(places), sorted(places)[1:], strict=False)) >= 0.5 - 1e-9


def test_a_number_stays_with_the_chinese_word_that_it_counts():
    for width in range(6, 30):
        lines = wrapped("达到（1 个区间不含零），每个方案 24 次模拟（24 组参数 × 1 次重复）", width)
        assert not re.search(r"\d\n[个次组]", lines)


@pytest.mark.parametrize("most", [0.15, 0.47, 3.1, 260.0])
def test_ticks_are_even_as_written(most):
    with drawing():
        axes = sheet(WORDS, 1.0).subplots()
        axes.set_xlim(-most / 3, most)
        written(axes.xaxis, lambda value, _: f"{value:.2f}", "en")
        shown = [float(label) for label in axes.xaxis.get_major_formatter().format_ticks(axes.get_xticks())]
    steps = {round(b - a, 6) for a, b in zip(shown, shown[1:], strict=False)}
    assert len(steps) == 1


@pytest.mark.parametrize(("form", "end"), [(yuan, 3.2), (decimal, 0.4), (ratio, 0.06), (ratio, 0.11), (yuan, 0.4)])
def test_every_tick_is_written_to_its_last_digit_at_even_steps(form, end):
    with drawing():
        figure = sheet(WORDS, 1.0)
        axes = figure.subplots()
        axes.set_xlim(-0.1 * end, end)
        written(axes.xaxis, form, "en")
        ticks = [tick for tick in axes.get_xticks() if -0.1 * end <= tick <= end]
        said = [float(form(tick, "en")) for tick in ticks]
    assert said == pytest.approx(ticks) and len(set(said)) == len(said) >= 1
    steps = [round(b - a, 9) for a, b in zip(said, said[1:], strict=False)]
    assert len(set(steps)) <= 1
