"""The gap to the rural mean: one sign a sentence, its interval counted the same way."""

import pytest

from migrant_sim.reports.brief.compose import make_book
from migrant_sim.reports.brief.content import Sentence
from migrant_sim.reports.brief.part_findings import _gap
from migrant_sim.reports.brief.told import Told
from migrant_sim.reports.findings import Findings
from migrant_sim.result import Result


@pytest.fixture(scope="module")
def told(brief) -> Told:
    found = Findings(Result.load(brief))
    return Told(found, make_book(found))


def said(told: Told, language: str, low: float, middle: float, high: float) -> str:
    row = told.facts.rows["gap"]
    row |= {"value": middle, "low": low, "high": high}  # type: ignore[operator]
    sentence: Sentence = _gap(told)
    return "".join(
        words if cell is None else told.book.text(cell, language) for words, cell in sentence.pieces(language)
    )


@pytest.mark.parametrize(
    ("points", "chinese", "english"),
    [
        (
            (-4742, -2536, 286),
            "高于农村平均 2536 元（90% 区间 −286 至 +4742，正数为高于）",
            "−286 to +4,742; positive: above",
        ),
        (
            (-286, 2536, 4742),
            "低于农村平均 2536 元（90% 区间 −286 至 +4742，正数为低于）",
            "−286 to +4,742; positive: below",
        ),
        ((-4742, -2536, -286), "高于农村平均 2536 元（90% 区间 286 至 4742）", "above the rural mean by 2,536 yuan"),
        ((286, 2536, 4742), "低于农村平均 2536 元（90% 区间 286 至 4742）", "286 to 4,742"),
    ],
)
def test_the_interval_counts_as_the_sentence_does(told, points, chinese, english):
    assert chinese in said(told, "zh", *points) and english in said(told, "en", *points)


def test_few_draws_give_no_words_and_say_which_figure_is_left_out(make_brief):
    from migrant_sim.reports.brief.grid_summary import first_rows, word_of
    from migrant_sim.reports.brief.part_findings import main_findings

    few = Findings(Result.load(make_brief(draws=1)))
    assert {word_of(few, row).en for row in first_rows(few)} == {"cannot say"}
    said = "".join(str(block) for block in main_findings(Told(few, make_book(few))))
    assert "收入比走势图从略" in said and "left out" in said
