"""The middle parts of the brief: why the figures are as they are, and what the measures cost."""

from collections.abc import Iterator, Sequence

from ..wording import SOURCES
from .cells import Text
from .content import Block, Heading, Paragraph, Sentence, Table, say
from .grids_money import TOTAL
from .told import PLAIN, Told, join, source

SHOWN_MEASURES = 5
WORK = ("stable_employment_rate",)


def causes(told: Told) -> Iterator[Block]:
    """原因分析: the start, the pace, the sources of the difference, work."""
    yield Heading(Text("原因分析", "What lies behind it"))
    parts = [*_sources(told), *_work(told)]
    said = [told.unidentified] if parts else []
    yield Paragraph([*_pace(told), *parts, *said])


def _pace(told: Told) -> Iterator[Sentence]:
    if _start_dominates(told):
        yield say(
            "差距主要来自起点（{first} 年收入比 {start}）。",
            "Most of the gap stems from the start (ratio of {start} in {first}).",
            first=told.fact("first_year"),
            start=told.fact("ratio_first"),
        )
    if told.has("pace_needed", "pace_shown") and told.number("pace_needed") > 0:
        yield say(
            "按中位数推算，收入比年均须升 {needed} 方可达标，测算为 {shown}。",
            " By the medians the ratio would have to rise by {needed} a year; the estimate is {shown}.",
            needed=told.fact("pace_needed", form="percent"),
            shown=told.fact("pace_shown"),
        )


def _start_dominates(told: Told) -> bool:
    """Whether the distance at the start is more than twice what scenario and years have moved since."""
    if not told.has("needed"):
        return False
    first, last, needed = (told.number(key) for key in ("ratio_first", "ratio_last", "needed"))
    return needed - first > 2 * abs(last - first)


def _sources(told: Told) -> Iterator[Sentence]:
    grid = told.book["differences"]
    names = [name for name in SOURCES if grid.known(name, "median")]
    if not names or not told.has("effect"):
        return
    lead = say(
        "{last} 年方案与基准之差按来源：", " By source the two arms differ in {last} by: ", last=told.fact("last_year")
    )
    parts = [
        say("{name} {value} 元", "{name} {value} yuan", name=grid.cell(name, "label", "inner"),
            value=grid.cell(name, "median", "change"))
        for name in names
    ]  # fmt: skip
    yield join(lead, *separated(parts), say("（中位数，不可相加）。", " (medians: they do not add up)."))


def separated(parts: Sequence[Sentence]) -> list[Sentence]:
    """Parts with the language's separator between them."""
    return [piece for part in parts for piece in (part, say("、", ", "))][:-1]


def _work(told: Told) -> Iterator[Sentence]:
    grid = told.book["differences"]
    parts = [
        say("{name} {base} → {value}", "{name} {base} → {value}", name=grid.cell(name, "label", "inner"),
            base=grid.cell(name, "baseline", "percent"), value=grid.cell(name, "scenario", "percent"))
        for name in WORK
        if grid.known(name, "scenario") and grid.known(name, "baseline")
    ]  # fmt: skip
    if parts:
        lead = say(
            "基准与方案的{last} 年中位数：", " Medians of {last}, baseline → scenario: ", last=told.fact("last_year")
        )
        yield join(lead, *separated(parts), say("。", "."))


def measures(told: Told) -> Iterator[Block]:
    """措施比选: what the measures cost, and what a yuan of income gained has cost."""
    yield Heading(Text("措施比选（成本）", "Measures and what they cost"))
    grid = told.book["costs"]
    names = [name for name in grid.order if name != TOTAL and grid.number(name, "yuan") > 0]
    if not names:
        yield Paragraph(
            [say("方案与基准的支出没有差异，无从比选。", "Scenario and baseline cost the same: nothing to compare.")]
        )
        return
    sentences = [*_price(told)]
    sentences.append(say(
        "表中次序只是支出的次序；单项措施的贡献须另作归因分析，本结果不能回答。",
        " The order of the table is one of cost, not of success: what a single measure contributes needs an "
        "attribution of its own, which this result does not hold.",
    ))  # fmt: skip
    yield Paragraph(sentences)
    yield _table(told, names)


def _price(told: Told) -> Iterator[Sentence]:
    if told.has("cost_of_yuan"):
        yield say(
            "各年合计，每增收一元的新增支出为 {price} 元。",
            " Over all years a yuan of income gained has cost {price} yuan.",
            price=told.fact("cost_of_yuan"),
        )
        yield told.unidentified
    else:
        yield say(
            "测算增收不为正或没有记录，不列每增收一元的支出。",
            " No cost of a yuan gained is given: the estimated gain is not positive, or was not recorded.",
        )


def _table(told: Told, names: Sequence[str]) -> Table:
    grid = told.book["costs"]
    keys = [*names[:SHOWN_MEASURES], TOTAL]
    rows = [
        [
            say("{x}", "{x}", x=grid.cell(key, column)) if grid.known(key, column) else PLAIN
            for column in ("measure", "yuan", "share", "people", "each")
        ]
        for key in keys
    ]
    cut = say("", "")
    if len(names) > SHOWN_MEASURES:
        cut = say(
            "合计含未列出的措施，全部见 tables.xlsx“成本”表。",
            " The total includes measures not listed; all of them: sheet 成本 Cost of tables.xlsx.",
        )
    return Table(
        title=Text("按措施分的新增支出（测算）", "Additional cost by measure (estimate)"),
        unit=Text("单位：见各栏", "Units: as in the header"),
        header=[
            say("措施", "Measure"), say("新增支出", "Cost"), say("占合计", "Share"), say("人次", "Person-times"),
            say("元/人次", "Yuan each"),
        ],
        rows=rows,
        notes=[join(say(*grid.notes[0]), cut), source(told)],
        widths=(5.2, 3.4, 2.0, 2.6, 2.4),
    )  # fmt: skip
