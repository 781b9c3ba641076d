"""The first part of the brief: the conclusion."""

from collections.abc import Iterator

from ...result import CANNOT_SAY, CLASSES
from .cells import Text
from .content import Block, Heading, Paragraph, Sentence, say
from .grid_summary import enough
from .told import Told, few_draws, join, warned


def conclusion(told: Told) -> Iterator[Block]:
    """总体结论: verdict and its probability, the ratio, the effect and what it costs."""
    yield Heading(Text("总体结论", "Overall conclusion"))
    yield Paragraph([*_verdict(told)])
    yield Paragraph([_ratio(told)])
    if told.has("effect"):
        yield Paragraph([_effect(told), _cost(told), told.unidentified])
    if not enough(told.findings):
        yield Paragraph([few_draws(told)])


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
        "Under the scenario “{scenario}” the target “{statement}” is rated: {word}. Its estimated probability "
        "is {chance}",
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


def _effect(told: Told) -> Sentence:
    lead = say(
        "与基准相比，{last} 年人均可支配收入测算变动 {effect} 元",
        "Compared with the baseline, income per person in {last} is estimated to differ by {effect} yuan",
        last=told.fact("last_year"),
        effect=told.fact("effect"),
    )
    return join(told.with_band(lead, "effect"), say("；", "; "))


def _cost(told: Told) -> Sentence:
    lead = say("新增财政支出各年合计 {cost}", "additional public cost over all years is {cost}", cost=told.fact("cost"))
    tail = say(
        "，平均每人 {each} 元（单位成本多为假设）。",
        ", {each} yuan per person (most unit costs are assumptions).",
        each=told.fact("cost_each"),
    )
    return join(told.with_band(lead, "cost"), tail)
