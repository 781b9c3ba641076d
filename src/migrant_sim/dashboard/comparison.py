"""Up to four mixes side by side: numbers in one table, ratios in one chart, what each changes in words."""

from collections.abc import Iterable
from dataclasses import replace

from nicegui import ui

from .controls import KNOWN, STRENGTHS, lever_value
from .mix import INFORMATION, OBSERVED, Mix
from .numbers import Number, numbers, odds, word
from .overlay import overlay, overlay_words
from .parts import box, figures, label, mark, text, unidentified
from .session import Kept, Session
from .style import COLOURS


def comparison(session: Session) -> None:
    """The tab of kept mixes."""
    holder = box("div", "pile")

    def fill() -> None:
        holder.clear()
        with holder:
            _all(session)

    session.watch("kept", fill)
    fill()


def _all(session: Session) -> None:
    say, kept = session.say, session.kept
    with box("section", "card").props("id=comparison"):
        with box("div", "line spread"):
            text("h2", say("组合比较", "Mixes side by side")).style("margin: 0")
            mark(session)
        if not kept:
            said = "还没有放入比较的组合。测算后按“放入比较”，最多四个。"
            text("p", say(said, "Nothing kept yet. Estimate, then press “Keep for comparison”; four at most."), "soft")
            return
        for number, one in enumerate(kept):
            _line(session, one, COLOURS[number])
        _table(session)
        text("p", unidentified(session), "soft").style("margin-top: 8px")
    with box("section", "card"):
        text("h2", say("收入比走势", "Path of the income ratio"))
        chart = ui.echart(overlay(session)).style("height: 380px; width: 100%")
        label(chart, overlay_words(session)).props("role=img")
        text("p", overlay_words(session), "soft")


def _table(session: Session) -> None:
    """A column a mix, a row a number."""
    say, kept = session.say, session.kept
    each = [numbers(session, one.shown.look) for one in kept]
    rows = [
        [say("结论", "Verdict"), *(word(session, one.shown.look) for one in kept)],
        [say("达标概率", "Probability"), *(odds(session, one.shown.look) for one in kept)],
    ]
    for name in dict.fromkeys(row[0] for found in each for row in found):
        there = [next((row for row in found if row[0] == name), None) for found in each]
        units = {row[2] for row in there if row}
        head = (
            say("，", ", ").join([name, *units])
            if len(units) == 1 and not _counted(row for row in there if row)
            else name
        )
        rows.append([head, *(_cell(session, row) if row else "–" for row in there)])
    allowed = sorted({f"{found['tolerance']:.2f}" for one in kept if (found := one.shown.look.summary["verdict"])})
    caption = say(
        f"括号内为 90% 区间；参数组数不同的组合，区间宽窄不可直接相比；达标容差 {'、'.join(allowed) or '–'} 为假设",
        "90% intervals in brackets; mixes with unequal draws have unequal intervals; tolerance "
        f"{', '.join(allowed) or '–'}, an assumption",
    )
    heads = [
        say(f"{name}（{one.shown.look.draws} 组）", f"{name} ({one.shown.look.draws} draws)")
        for one in kept
        for name in [session.named(one)]
    ]
    figures(caption, [say("指标", "Indicator"), *heads], rows)


def _cell(session: Session, row: Number) -> str:
    more = session.say("，", ", ") + row[2] if _counted([row]) else ""
    return session.say(f"{row[1]}（{row[3]}）", f"{row[1]} ({row[3]})") + more


def _counted(rows: Iterable[Number]) -> bool:
    """Whether what follows the numbers holds a number itself, such as the cost a head."""
    return any(letter.isdigit() for row in rows for letter in row[2])


def _line(session: Session, one: Kept, colour: str) -> None:
    with box("div", "line"):
        box("span", "swatch").style(f"background: {colour}")
        field = ui.input(value=session.named(one)).props("dense borderless").style("width: 130px; font-weight: 600")
        label(field, session.say("组合的名称", "Name of the mix"))
        field.on("change", lambda: _rename(session, one, str(field.value)))
        text(
            "span",
            described(session, one.shown.mix) + f" · {one.shown.look.draws} " + session.say("组参数", "draws"),
            "soft",
        ).style("flex: 1")
        ui.button(session.say("移除", "Remove"), on_click=lambda: session.drop(one)).props(
            "flat dense no-caps color=grey-8"
        )


def _rename(session: Session, one: Kept, name: str) -> None:
    session.kept[session.kept.index(one)] = replace(one, name=name.strip()[:40])
    session.tell("kept")


def described(session: Session, mix: Mix | None) -> str:
    """What a mix is, in a line: region, programmes, and all that it changes and that counts."""
    from ..reports.wording import label as called

    say, offer = session.say, session.house.offer
    if mix is None:
        return say("打开的结果文件夹", "an opened folder")
    parts = [
        say(offer.places[mix.region].zh, offer.places[mix.region].en),
        *(called(name, session.language) for name in mix.programmes),
    ]
    if mix.intensity != OBSERVED:
        parts.append(say("力度", "intensity") + " " + say(*STRENGTHS[mix.intensity]))
    if mix.information != INFORMATION[0]:
        parts.append(say(*KNOWN[mix.information]))
    ordered = {clause.id for clause in offer.of(mix.programmes)}
    parts += [
        f"{key} ×{value:g}" if value else f"{key} {say('关闭', 'off')}" for key, value in mix.clauses if key in ordered
    ]
    moved = [(offer.levers[key], value) for key, value in mix.levers]
    there = offer.instruments(mix.programmes)
    parts += [
        f"{say(lever.zh, lever.en)} {lever_value(session, lever, value)}"
        for lever, value in moved
        if lever.instrument in there
    ]
    parts += [f"{say(*offer.funds[key])} ≤ {value / 1e4:g} {say('万元', '×10⁴ yuan')}" for key, value in mix.caps]
    return say("，", ", ").join(parts)
