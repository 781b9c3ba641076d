"""The first two parts of the brief: the conclusion, and what was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...result import CANNOT_SAY, CLASSES, UNIDENTIFIED
from ..findings import Findings
from .cells import Book, Cell, Grid, Text
from .content import Block, Figures, Heading, Paragraph, Sentence, Table, say
from .grid_summary import enough
from .pictures import picture

SHOWN_TARGETS = 6
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
        return say(
            "（90% 区间 {low} 至 {high}）",
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
    zh, en, cells = "", "", {}
    for i, part in enumerate(parts):
        own = {name: f"{name}_{i}" for name in part.cells}
        zh += part.zh.format_map({name: "{" + new + "}" for name, new in own.items()})
        en += part.en.format_map({name: "{" + new + "}" for name, new in own.items()})
        cells |= {own[name]: cell for name, cell in part.cells.items()}
    return Sentence(zh, en, cells)


def conclusion(told: Told) -> Iterator[Block]:
    """总体结论: verdict and its probability, the ratio, the effect and what it costs."""
    yield Heading(Text("总体结论", "Overall conclusion"))
    yield Paragraph([*_verdict(told)])
    yield Paragraph([_ratio(told)])
    if told.has("effect"):
        yield Paragraph([_effect(told), _cost(told), told.unidentified])
    if not enough(told.findings):
        yield Paragraph([few_draws(told)])


def few_draws(told: Told) -> Sentence:
    """Why no interval is given."""
    return say(
        "本次只有 {draws} 组参数抽样，少于给出区间所需的 {least} 组，全文不给区间；各数值仅供试算，不宜作为决策依据。",
        " This run has only {draws} parameter draws, fewer than the {least} that intervals need: none is given here, "
        "and the figures are a trial that should carry no decision.",
        draws=told.fact("draws"),
        least=told.fact("least_draws"),
    )


def _verdict(told: Told) -> Iterator[Sentence]:
    if not told.has("word"):
        yield say(
            "对{region}不作总体达标结论：{reason}。以下只就文件自身提出的各项目标逐项测算。",
            "No overall verdict is given for {region}: {reason}. What follows estimates, one by one, the targets that "
            "its own texts set.",
            region=told.fact("region", "words"),
            reason=told.fact("no_verdict", "words"),
        )
        yield from warned(told)
        return
    lead = say(
        "按方案“{scenario}”测算，目标“{statement}”——{word}。达标概率 {chance}",
        "Under the scenario “{scenario}” the target “{statement}” is rated: {word}. Its estimated probability is {chance}",
        scenario=told.fact("scenario", "words"),
        statement=told.fact("statement", "words"),
        word=told.fact("word", "words"),
        chance=told.fact("chance"),
    )
    yield told.with_band(lead, "chance")
    yield say(
        "，容差 {tolerance}（假设）。",
        ", with a tolerance of {tolerance} (assumption).",
        tolerance=told.fact("tolerance"),
    )
    yield from _meaning(told)
    yield say("{reason}。", " {reason}.", reason=told.fact("reason", "words"))


def _meaning(told: Told) -> Iterator[Sentence]:
    """What the word of the verdict stands for."""
    word = str(told.findings.verdict["word"]) if told.findings.verdict else ""
    if word == CANNOT_SAY[0]:
        return  # the reason that follows says it in figures
    number = [english for _, _, english, _ in CLASSES].index(word)
    yield say(
        "“{word}”对应的达标概率为 {low} 至 {high}，用语事先规定。",
        " “{word}” stands for a probability of {low} to {high}; the words were fixed in advance.",
        word=told.fact("word", "words"),
        low=told.fact(f"from_{number}"),
        high=told.fact(f"to_{number}"),
    )


def warned(told: Told) -> Iterator[Sentence]:
    """The warnings of the result, less what is said wherever an effect is shown."""
    grid = told.book["method"]
    for key in grid.order:
        words = grid.rows[key]["words"]
        if key.startswith("warning_") and isinstance(words, Text) and not words.en.startswith(UNIDENTIFIED[0]):
            yield say("提醒：{said}", " Note: {said}", said=grid.cell(key, "words"))


def counts(told: Told) -> Sentence:
    """How many targets were evaluated, and how many stand in each class."""
    lead = say(
        "已评估目标 {evaluated} 项（未评估 {untested} 项）",
        " {evaluated} targets were evaluated ({untested} were not)",
        evaluated=told.fact("evaluated"),
        untested=told.fact("untested"),
    )
    parts = [
        say("{word} {count} 项", "{word} {count}", word=told.fact(f"count_{i}", "words"), count=told.fact(f"count_{i}"))
        for i in (*reversed(range(len(CLASSES))), len(CLASSES))
        if told.number(f"count_{i}") > 0
    ]
    if not parts:
        return join(lead, say("。", "."))
    listed = [part for pair in zip([say("，其中", ", of which: "), *[say("、", ", ")] * len(parts)], parts, strict=False)
              for part in pair]  # fmt: skip
    return join(lead, *listed, say("。", "."))


def _ratio(told: Told) -> Sentence:
    lead = say(
        "{last} 年移民与农村平均的收入比中位数为 {ratio}",
        "The income ratio of {last} (relocated over rural mean) has a median of {ratio}",
        last=told.fact("last_year"),
        ratio=told.fact("ratio_last"),
    )
    tail = say(
        "，{first} 年为 {start}；基准“{baseline}”下 {last} 年为 {other}。",
        "; it was {start} in {first}. Under the baseline “{baseline}” it is {other} in {last}.",
        first=told.fact("first_year"),
        start=told.fact("ratio_first"),
        baseline=told.fact("baseline", "words"),
        last=told.fact("last_year"),
        other=told.fact("ratio_baseline"),
    )
    return join(told.with_band(lead, "ratio_last"), tail)


def _need(told: Told) -> Iterator[Sentence]:
    if told.has("needed"):
        yield say(
            "按所设容差，达标须至 {needed}。",
            " With the tolerance set, {needed} has to be reached.",
            needed=told.fact("needed"),
        )


def _effect(told: Told) -> Sentence:
    lead = say(
        "与基准相比，{last} 年人均可支配收入测算变动 {effect} 元",
        "Compared with the baseline, income per person in {last} is estimated to differ by {effect} yuan",
        last=told.fact("last_year"),
        effect=told.fact("effect"),
    )
    return join(told.with_band(lead, "effect"), say("；", "; "))


def _cost(told: Told) -> Sentence:
    lead = say("新增财政支出 {cost}", "additional public cost is {cost}", cost=told.fact("cost"))
    tail = say("，平均每人 {each} 元（单位成本多为假设）。", ", {each} yuan per person (most unit costs are assumptions).",
               each=told.fact("cost_each"))  # fmt: skip
    return join(told.with_band(lead, "cost"), tail)


def main_findings(told: Told) -> Iterator[Block]:
    """主要发现: the gap, where income comes from, each target."""
    yield Heading(Text("主要发现", "Main findings"))
    gap = [_gap(told)] if told.has("gap") else []
    yield Paragraph([*gap, *_need(told)], lead=Text("收入差距", "The gap"))
    yield Paragraph([_growth(told)], lead=Text("收入构成", "Where income comes from"))
    yield Paragraph([counts(told)], lead=Text("各项目标", "Targets one by one"))
    yield from _figures(told)
    yield _income(told)
    if told.number("evaluated") > 0:
        yield _targets(told)


def _gap(told: Told) -> Sentence:
    below = told.number("gap") >= 0
    lead = say(
        "{last} 年移民人均可支配收入测算" + ("低于" if below else "高于") + "农村平均 {gap} 元",
        "In {last} income of the relocated is estimated "
        + ("below" if below else "above")
        + " the rural mean by {gap} yuan per person",
        last=told.fact("last_year"),
        gap=told.fact("gap"),
    )
    return join(lead, _gap_band(told), say("。", "."))


def _gap_band(told: Told) -> Sentence:
    """The interval of the gap; where it runs over both sides, its signs are kept and told."""
    facts = told.facts
    if not facts.known("gap", "low"):
        return told.band("summary", "gap")
    low, high = facts.number("gap", "low"), facts.number("gap", "high")
    if low * high >= 0:
        ends = ("low", "high") if low >= 0 else ("high", "low")
        return told.band("summary", "gap", *ends)
    band = told.band("summary", "gap")
    cells = {name: cell._replace(form="change") for name, cell in band.cells.items()}
    return Sentence(band.zh.replace("）", "，正数为低于）"), band.en.replace(")", "; positive: below)"), cells)


def _figures(told: Told) -> Iterator[Figures]:
    """The ratio over the years and income by source, where the result supports them."""
    titles = {
        "income_sources": Text("收入按来源（测算均值，元/人·年）", "Income by source (estimate, yuan a year)"),
    }
    if enough(told.findings):  # its bands are intervals, which are refused below that
        titles = {"ratio": Text("收入比（测算，色带为区间）", "Income ratio (estimate, bands: intervals)"), **titles}
    made = [found for found in (picture(told.findings, name, title) for name, title in titles.items()) if found]
    if made:
        yield Figures(made)


def _growth(told: Told) -> Sentence:
    grid, years = told.book["income"], told.findings.years
    return say(
        "{first} 年至 {last} 年人均可支配收入由 {before} 元变为 {now} 元，名义累计增长 {growth}；末年{name}占 {share}。",
        "From {first} to {last} income per person goes from {before} to {now} yuan, nominal growth {growth}; in the last "
        "year the share of {name} is {share}.",
        first=told.fact("first_year"),
        last=told.fact("last_year"),
        before=grid.cell("disposable_income", years[0]),
        now=grid.cell("disposable_income", years[-1]),
        growth=grid.cell("disposable_income", "growth"),
        name=grid.cell("wage_income", "label", "inner"),
        share=grid.cell("wage_income", "share"),
    )


def _income(told: Told) -> Table:
    grid, years = told.book["income"], told.findings.years
    columns = [years[0], years[-1], "growth", "share"]
    rows = [
        [say("{x}", "{x}", x=grid.cell(row, "label")), *(_shown(grid, row, column) for column in columns)]
        for row in grid.order
        if row != "host_income"
    ]
    header = [
        say("项目", "Item"),
        say("{x} 年", "{x}", x=told.fact("first_year")),
        say("{x} 年", "{x}", x=told.fact("last_year")),
        say("名义累计增长", "Nominal growth"),
        say("占末年合计", "Share of last year"),
    ]
    return Table(
        title=Text("人均可支配收入及来源", "Disposable income per person by source"),
        unit=Text("单位：元/人·年", "Unit: yuan per person and year"),
        header=header,
        rows=rows,
        notes=[
            say(
                "各次模拟均值，名义值；因四舍五入，分项之和可能不等于合计。",
                "Means over runs, nominal; totals may differ from sums because of rounding.",
            ),
            source(told),
        ],
        widths=(5.0, 2.4, 2.4, 3.0, 2.8),
    )


def _shown(grid: Grid, row: str, column: str) -> Sentence:
    """One cell of a native table; empty where the sheet is."""
    return say("{x}", "{x}", x=grid.cell(row, column)) if grid.known(row, column) else PLAIN


def source(told: Told) -> Sentence:
    """The line that ends every table."""
    return say(
        "migrant-sim 模型测算，结果文件夹 {folder}，tables.xlsx。",
        "migrant-sim (model estimate), result folder {folder}, tables.xlsx.",
        folder=told.fact("folder", "words"),
    )


def _targets(told: Told) -> Table:
    grid = told.book["targets"]
    rows, seen = [], set()
    for key in grid.order:
        name = key.split("#")[0]
        if name in seen or not grid.known(key, "chance"):
            continue
        seen.add(name)
        band = say("{low} 至 {high}", "{low} to {high}", low=grid.cell(key, "low"), high=grid.cell(key, "high"))
        known = grid.known(key, "low") and grid.known(key, "high")
        rows.append([
            *(_shown(grid, key, column) for column in ("statement", "period", "chance")),
            band if known else say("–", "–"),
            _shown(grid, key, "word"),
        ])  # fmt: skip
    cut = say("", "")
    if len(rows) > SHOWN_TARGETS:
        cut = say(
            "其余目标及各种读法见 tables.xlsx“目标”表。",
            "Other targets and readings: sheet 目标 Targets of tables.xlsx. ",
        )
    note = "概率为达标模拟所占比重，按第一种读法和容差（假设）；目标不是数据。"
    note_en = "Probability is the share of runs that meet the target, in its first reading and tolerance (assumption); targets are demands, not data. "
    return Table(
        title=Text("各项目标的达标概率（测算）", "Probability of meeting each target (estimate)"),
        unit=Text("单位：%", "Unit: percent"),
        header=[
            say("目标", "Target"),
            say("时期", "Period"),
            say("达标概率", "Probability"),
            say("90% 区间", "90% interval"),
            say("用语", "Word"),
        ],
        rows=rows[:SHOWN_TARGETS],
        notes=[join(say(note, note_en), cut), source(told)],
        widths=(6.4, 2.6, 2.0, 2.6, 2.0),
    )
