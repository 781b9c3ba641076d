"""The last parts of the brief: risks and signposts, recommendations that the figures carry, the annex."""

from collections.abc import Iterator, Sequence

from ...result import CANNOT_SAY, CLASSES, class_of
from .cells import Text
from .content import Block, Heading, Paragraph, Sentence, say
from .grid_summary import enough, first_rows
from .grids_money import TOTAL
from .told import Told, few_draws, join, warned

NAMED = 3
ANNEX = ("population", "ratio", "arms", "information", "intervals", "words", "basis")
CRUCIAL = 2  # classes that an assumption must move the word by to be called decisive


def risks(told: Told) -> Iterator[Block]:
    """风险与预警: cases of the assumptions, targets in danger, signposts."""
    yield Heading(Text("风险与预警", "Risks and signposts"))
    crossed = (told.findings.verdict or {}).get("word") == CANNOT_SAY[0]
    # A verdict that cannot be given has named the two ends of its ranges already.
    cases = [*_accounting(told)] if crossed else [*_case(told, "start"), *_case(told, "trend"), *_accounting(told)]
    notes = warned(told) if told.findings.verdict else ()  # elsewhere the conclusion has said them
    yield Paragraph([*cases, *_endangered(told), _signpost(told), *notes])


def _ends(told: Told, kind: str) -> tuple[int, int] | None:
    """First and last case of a kind of assumption."""
    numbers = [int(key.removeprefix(f"{kind}_at_")) for key in told.facts.order if key.startswith(f"{kind}_at_")]
    return (min(numbers), max(numbers)) if len(numbers) > 1 else None


def _case(told: Told, kind: str) -> Iterator[Sentence]:
    ends = _ends(told, kind)
    if ends is None:
        return
    low, high = ends
    names = {"start": ("起点收入比为", "a start ratio of"), "trend": ("移民相对增速每年为", "a trend of")}[kind]
    unit = {"start": ("", ""), "trend": (" 个百分点", " points a year")}[kind]
    yield say(
        f"若{names[0]} {{a}}{unit[0]}（假设范围的一端），达标概率为 {{p}}（{{word}}）；若为 {{b}}{unit[0]}，为 "
        f"{{q}}（{{other}}）。",
        f" With {names[1]} {{a}}{unit[1]}, one end of its assumed range, the probability is {{p}} ({{word}}); with "
        f"{{b}}{unit[1]} it is {{q}} ({{other}}).",
        a=told.fact(f"{kind}_at_{low}"),
        p=told.fact(f"{kind}_{low}"),
        word=told.fact(f"{kind}_{low}", "words"),
        b=told.fact(f"{kind}_at_{high}"),
        q=told.fact(f"{kind}_{high}"),
        other=told.fact(f"{kind}_{high}", "words"),
    )


def _accounting(told: Told) -> Iterator[Sentence]:
    if told.has("accounting_resident", "accounting_registered"):
        yield say(
            "达标概率按常住口径为 {p}（{word}），按户籍口径为 {q}（{other}）。",
            " Counting residents the probability is {p} ({word}); counting registered members, {q} ({other}).",
            p=told.fact("accounting_resident"),
            word=told.fact("accounting_resident", "words"),
            q=told.fact("accounting_registered"),
            other=told.fact("accounting_registered", "words"),
        )


def _endangered(told: Told) -> Iterator[Sentence]:
    """The targets whose estimated probability is low, by name; the verdict's own target is told above."""
    own = str((told.findings.verdict or {}).get("target_id"))
    low = [
        row["target_id"]
        for row in first_rows(told.findings)
        if class_of(row["probability"]) <= 1 and row["target_id"] != own
    ]
    if not low:
        return
    grid = told.book["targets"]
    parts = []
    for name in low[:NAMED]:
        key = next(key for key in grid.order if key.startswith(f"{name}#") and grid.known(key, "chance"))
        said, chance = grid.cell(key, "statement"), grid.cell(key, "chance")
        parts.append(say("“{said}”（{p}）", "“{said}” ({p})", said=said, p=chance))
    lead = say("测算达标概率偏低的目标有：", " Targets with a low estimated probability, to be watched: ")
    between = [piece for part in parts for piece in (part, say("、", "; "))][:-1]
    more = say("等。", ", and others in the table.") if len(low) > NAMED else say("。", ".")
    yield join(lead, *between, more)


def _signpost(told: Told) -> Sentence:
    """What observation would show that the estimate no longer holds."""
    grid, years = told.book["ratio"], told.findings.years
    middle = years[len(years) // 2]
    if not grid.known(middle, "low"):
        return say(
            "预警：本次抽样不足，不能给出可供对照的区间。", " Signpost: too few draws to give a band to compare with."
        )
    return say(
        "预警：若 {year} 年实测收入比低于 {low} 或高于 {high}，即落在测算的 90% 区间之外，本测算应当重做。",
        " Signpost: should the observed ratio of {year} lie below {low} or above {high}, outside the 90% interval, "
        "this estimate ought to be made anew.",
        year=grid.cell(middle, "year"),
        low=grid.cell(middle, "low"),
        high=grid.cell(middle, "high"),
    )


def advice(told: Told) -> Iterator[Block]:
    """建议: conditional, each from a figure that stands in the tables."""
    yield Heading(
        Text(
            "建议（均附条件，由决策机关判断是否采纳）",
            "Recommendations, all conditional",
        )
    )
    for sentence in (*_lacking(told), *_structure(told), *_survey(told), *_records(told)):
        yield Paragraph([sentence], "item")
    if not enough(told.findings):
        yield Paragraph([few_draws(told)], "item")


def _lacking(told: Told) -> Iterator[Sentence]:
    if not told.has("lacking", "needed"):
        return
    if told.number("lacking") <= 0:
        yield say(
            "如假设成立，{last} 年收入按中位数已达到所需的 {needed}，建议以稳为主，不因测算结果而减少跟踪。",
            "If the assumptions hold, the median income of {last} meets the ratio of {needed}: it would be sound to "
            "hold the course and to keep watching.",
            last=told.fact("last_year"),
            needed=told.fact("needed"),
        )
        return
    lead = say(
        "如以 {needed} 为达标线，{last} 年人均收入在中位数之上尚须增加 {lacking} 元",
        "If {needed} is the line, income in {last} would have to be {lacking} yuan per person above the median",
        needed=told.fact("needed"),
        last=told.fact("last_year"),
        lacking=told.fact("lacking"),
    )
    times = say("", "")
    if told.has("times"):
        times = say("，为方案测算增收的 {times} 倍", ", {times} times the gain that is estimated for the scenario",
                    times=told.fact("times"))  # fmt: skip
    tail = say(
        "；差额来源未落实前，不宜承诺达标，宜先比选加大力度或延长期限的方案。",
        "; until a source for that amount is found, the present effort should not be presented as sufficient, and "
        "stronger or longer scenarios should be compared first.",
    )
    yield join(lead, times, tail)


def _structure(told: Told) -> Iterator[Sentence]:
    grid = told.book["costs"]
    names = [name for name in grid.order if name != TOTAL and grid.number(name, "yuan") > 0]
    if not names:
        return
    yield say(
        "如须控制支出，宜先核实占新增支出 {share} 的{name}的单位成本（假设）。",
        "If spending must be contained, the unit costs (assumptions) of {name} should be checked first: it is "
        "{share} of the additional cost.",
        name=grid.cell(names[0], "measure", "inner"),
        share=grid.cell(names[0], "share"),
    )


def _survey(told: Told) -> Iterator[Sentence]:
    ends = _ends(told, "start")
    moved = ends and _moves(told, "start", ends) >= CRUCIAL
    if moved and ends:
        yield say(
            "起点收入比在 {a} 至 {b} 之间取值，结论用语由“{word}”变为“{other}”；宜先开展移民收入抽样调查，"
            "再定考核指标。",
            "Between a start ratio of {a} and {b} the word moves from “{word}” to “{other}”: a sample survey of the "
            "relocated households' income should come before any target is set on it.",
            a=told.fact(f"start_at_{ends[0]}"),
            b=told.fact(f"start_at_{ends[1]}"),
            word=told.fact(f"start_{ends[0]}", "words"),
            other=told.fact(f"start_{ends[1]}", "words"),
        )
        return
    yield say(
        "如要评价成效，宜开展移民收入与就业抽样调查，并保留未享受措施的可比人群。",
        "No data tell the effect of the programme at present: if it is to be judged, a sample survey of relocated "
        "households' income and work is needed, with comparable people whom the measures did not reach.",
    )


def _moves(told: Told, kind: str, ends: Sequence[int]) -> int:
    """How many classes lie between the two ends of an assumption."""
    low, high = (class_of(told.number(f"{kind}_{end}")) for end in ends)
    return min(abs(high - low), len(CLASSES))


def _records(told: Told) -> Iterator[Sentence]:
    if told.number("untested") > 0:
        yield say(
            "另有 {count} 项目标未能评估（原因见 tables.xlsx“目标”表），如要考核，宜先补齐台账和数据。",
            "{count} targets cannot be evaluated, each for the reason given in sheet 目标 Targets of tables.xlsx; "
            "where records or series are missing, they should be completed before the target is used.",
            count=told.fact("untested"),
        )


def annex(told: Told) -> Iterator[Block]:
    """附件: method, definitions, limits; each a row of the sheet 抽样与口径."""
    grid = told.book["method"]
    yield Heading(Text("附件：方法、数据口径、局限", "Annex: method, definitions, limits"))
    for key in ANNEX:
        if grid.known(key, "words"):
            label, words = grid.cell(key, "label"), grid.cell(key, "words")
            yield Paragraph([say("{label}。{words}", "{label}. {words}", label=label, words=words)], "annex")
    yield Paragraph([
        say(
            "局限。模型结构误差不在区间之内；效果由机制和外地证据推算，不能据此断言任一措施在本地的实际效果。",
            "Limits. Errors in the structure of the model are in no interval; effects follow from mechanisms and "
            "evidence of other places, and say nothing certain of any measure's effect here.",
        ),
        told.unidentified,
        say("出处逐项见 tables.xlsx“来源”表。", " Sources one by one: sheet 来源 Sources of tables.xlsx."),
    ], "annex")  # fmt: skip
