"""What the parts of the brief write from: the cells, sentences that join, and what is said in more than one part."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...result import UNIDENTIFIED
from ..findings import Findings
from .cells import Book, Cell, Grid, Text
from .content import Sentence, say

PLAIN = say("", "")


@dataclass(frozen=True)
class Told:
    """What the parts write from: the cells, and the findings behind them."""

    findings: Findings
    book: Book

    @property
    def facts(self) -> Grid:
        """The sheet of single figures."""
        return self.book["summary"]

    def fact(self, key: str, column: str = "value", form: str = "") -> Cell:
        """A single figure, or with `words` its text."""
        return self.facts.cell(key, column, form)

    def has(self, *keys: str) -> bool:
        """Whether all these figures are there."""
        return all(self.facts.known(key, "value") or self.facts.known(key, "words") for key in keys)

    def number(self, key: str) -> float:
        """A single figure as a number, for the choice of words only."""
        return self.facts.number(key, "value")

    def band(self, grid: str, row: str, low: str = "low", high: str = "high") -> Sentence:
        """The interval of a figure in brackets, or the words that refuse one."""
        cells = self.book[grid]
        if not cells.known(row, low) or not cells.known(row, high):
            return say("（抽样不足，不给区间）", " (too few draws: no interval)")
        space = "" if cells.cell(row, low).form == "money" else " "  # no space between two Chinese words
        return say(
            f"（90% 区间 {{low}}{space}至 {{high}}）",
            " (90% interval {low} to {high})",
            low=cells.cell(row, low),
            high=cells.cell(row, high),
        )

    def with_band(self, lead: Sentence, row: str, form: str = "") -> Sentence:
        """A sentence part followed by the interval of a single figure."""
        band = self.band("summary", row)
        cells = {name: cell._replace(form=form or cell.form) for name, cell in band.cells.items()}
        return join(lead, Sentence(band.zh, band.en, cells))

    @property
    def unidentified(self) -> Sentence:
        """What stands wherever an effect is shown."""
        return say("{said}", " {said}", said=self.book["method"].cell("unidentified", "words"))


def join(*parts: Sentence) -> Sentence:
    """One sentence of several; names of cells are kept apart."""
    zh, en = "", ""
    cells: dict[str, Cell] = {}
    for i, part in enumerate(parts):
        own = {name: f"{name}_{i}" for name in part.cells}
        zh += part.zh.format_map({name: "{" + new + "}" for name, new in own.items()})
        en += part.en.format_map({name: "{" + new + "}" for name, new in own.items()})
        cells |= {own[name]: cell for name, cell in part.cells.items()}
    return Sentence(zh, en, cells)


def few_draws(told: Told) -> Sentence:
    """Why no interval is given."""
    return say(
        "本次只有 {draws} 组参数抽样，少于给出区间所需的 {least} 组，全文不给区间；各数值仅供试算，不宜作为决策依据。",
        " This run has only {draws} parameter draws, fewer than the {least} that intervals need: none is given here, "
        "and the figures are a trial that should carry no decision.",
        draws=told.fact("draws"),
        least=told.fact("least_draws"),
    )


def warned(told: Told) -> Iterator[Sentence]:
    """The warnings of the result, less what is said wherever an effect is shown."""
    grid = told.book["method"]
    for key in grid.order:
        words = grid.rows[key]["words"]
        if key.startswith("warning_") and isinstance(words, Text) and not words.en.startswith(UNIDENTIFIED[0]):
            yield say("提醒：{said}", " Note: {said}", said=grid.cell(key, "words"))


def source(told: Told) -> Sentence:
    """The line that ends every table."""
    return say(
        "migrant-sim 模型测算，结果文件夹 {folder}，tables.xlsx。",
        "migrant-sim (model estimate), result folder {folder}, tables.xlsx.",
        folder=told.fact("folder", "words"),
    )
