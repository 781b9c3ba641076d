"""The second part of the brief: the gap, where income comes from, each target."""

from collections.abc import Iterator

from ...result import CLASSES
from .cells import Grid, Text
from .content import Block, Figures, Heading, Paragraph, Sentence, Table, say
from .grid_summary import enough
from .pictures import picture
from .told import PLAIN, Told, join, source

SHOWN_TARGETS = 6


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
    """The interval of the gap, counted the way that the sentence counts it; signs where it runs over both sides."""
    facts, below = told.facts, told.number("gap") >= 0
    if not facts.known("gap", "low"):
        return told.band("summary", "gap")
    band = told.band("summary", "gap", *(("low", "high") if below else ("high", "low")))
    low, high = facts.number("gap", "low"), facts.number("gap", "high")
    if low * high >= 0:
        return band
    cells = {name: cell._replace(form="change" if below else "turned") for name, cell in band.cells.items()}
    side = Text("低于", "below") if below else Text("高于", "above")
    return Sentence(
        band.zh.replace("）", f"，正数为{side.zh}）"), band.en.replace(")", f"; positive: {side.en})"), cells
    )


def _figures(told: Told) -> Iterator[Block]:
    """The ratio over the years and income by source, where the result supports them; which is left out, and why."""
    titles = {
        "income": Text("收入按来源（测算均值，元/人·年）", "Income by source (means, yuan per person and year)"),
    }
    if enough(told.findings):  # its bands are intervals, which are refused below that
        titles = {"ratio": Text("收入比（测算，色带为区间）", "Income ratio (estimate, bands: intervals)"), **titles}
    made = [found for found in (picture(told.findings, name, title) for name, title in titles.items()) if found]
    if made:
        yield Figures(made)
    if "ratio" not in titles:
        words = "抽样不足，不给区间，收入比走势图从略。"
        yield Paragraph([say(words, "Too few draws for intervals: the chart of the ratio over the years is left out.")])


def _growth(told: Told) -> Sentence:
    grid, years = told.book["income"], told.findings.years
    return say(
        "{first} 年至 {last} 年人均可支配收入由 {before} 元变为 {now} 元，名义累计增长 {growth}；末年{name}占 "
        "{share}。",
        "From {first} to {last} income per person goes from {before} to {now} yuan, nominal growth {growth}; in the "
        "last year the share of {name} is {share}.",
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
    note_en = (
        "Probability is the share of runs that meet the target, in its first reading and tolerance "
        "(assumption); targets are demands, not data. "
    )
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


def _need(told: Told) -> Iterator[Sentence]:
    if told.has("needed"):
        yield say(
            "按所设容差，达标须至 {needed}。",
            " With the tolerance set, {needed} has to be reached.",
            needed=told.fact("needed"),
        )


def counts(told: Told) -> Sentence:
    """How many targets were evaluated, and how many stand in each class."""
    lead = say(
        "已评估目标 {evaluated} 项（未评估 {untested} 项）",
        " Targets evaluated: {evaluated} (not evaluated: {untested})",
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
    between = [say("，其中", ", of which: "), *[say("、", ", ")] * (len(parts) - 1)]
    listed = [piece for pair in zip(between, parts, strict=True) for piece in pair]
    return join(lead, *listed, say("。", "."))
