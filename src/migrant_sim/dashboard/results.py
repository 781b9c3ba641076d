"""What a mix leads to: verdict, four numbers with their intervals, who gains, charts, downloads."""

from .downloads import downloads
from .estimates import Look
from .gallery import gallery
from .numbers import LEAST_DRAWS, basis, chance, early, numbers, word
from .parts import box, figures, mark, text, unidentified, why
from .session import Session

LEVELS = {
    "all": ("全体", "everybody"),
    "group:policy": ("政策移民", "policy migrants"),
    "group:labour": ("劳务移民", "labour migrants"),
    "group:self_moved": ("自主迁徙", "self-movers"),
}


def results(session: Session) -> None:
    """The tab of results, filled anew with each batch; charts and downloads keep their places."""
    old = text("div", "", "warn").props("role=status id=outdated")
    holder = box("div", "pile").props("id=findings")
    downloads(session)
    gallery(session)

    def fill() -> None:
        holder.clear()
        with holder:
            if session.shown is None:
                _nothing(session)
            else:
                _all(session, session.shown.look)
        tell()

    def tell() -> None:
        said = _belongs(session)
        old.set_visibility(bool(said))
        old.set_text(said)

    session.watch("result", fill)
    session.watch("choice", tell)
    fill()


def _belongs(session: Session) -> str:
    """Whose result is shown, where it is not that of the choices made now."""
    if session.shown is not None and session.shown.mix is None:
        name = session.shown.name
        return session.say(
            f"下面是打开的结果文件夹 {name}，与左侧的设置无关。",
            f"What follows is the opened folder {name}; it has nothing to do with the choices at the left.",
        )
    if session.outdated:
        return session.say(
            "设置已改动：下面仍是改动前的结果，请重新测算。",
            "Choices have changed: what follows belongs to those before. Estimate again.",
        )
    return ""


def _nothing(session: Session) -> None:
    with box("section", "card"):
        text("h2", session.say("结果会出现在这里", "Results will appear here"))
        text(
            "p",
            session.say(
                "按“开始测算”：数秒内给出小样本的首批结果，随后逐批加密，区间随之变得可靠；少于 20 组参数时不下结论。",
                "Press “Estimate”: a first batch of a small sample within seconds, then more draws and better "
                "intervals; below 20 draws there is no verdict.",
            ),
            "soft",
        )


def _all(session: Session, look: Look) -> None:
    if look.failures:
        first = look.failures[0]
        text(
            "div",
            session.say(
                f"{len(look.failures)} 次模拟失败，其余照常；首个原因：{first['message']}",
                f"{len(look.failures)} runs failed, the others stand; the first: {first['message']}",
            ),
            "warn",
        ).props("role=alert")
    _verdict(session, look)
    _tiles(session, look)
    _gains(session, look)


def _verdict(session: Session, look: Look) -> None:
    from ..reports.text import reason_line, verdict_sentence

    language, summary = session.language, look.summary
    with box("section", "card").props("id=verdict"):
        with box("div", "line spread"):
            text("h2", session.say("结论", "Verdict")).style("margin: 0")
            mark(session)
        with box("div", "verdict").style("margin-top: 8px"):
            text("div", word(session, look), "word early" if early(look) else "word")
            text("div", chance(session, summary), "chance")
        if summary.get("verdict") and early(look):
            text("p", _unsaid(session, look)).style("margin: 10px 0 4px")
        else:
            text("p", verdict_sentence(summary, language)).style("margin: 10px 0 4px")
            text("p", reason_line(summary, language), "soft")
        text("p", basis(session, look) + session.say("。", ". ") + unidentified(session), "soft")


def _unsaid(session: Session, look: Look) -> str:
    """Why there is no word yet: a first look at few draws, which the next batches may overturn."""
    return session.say(
        f"这是 {look.draws} 组参数的初步结果，满 {LEAST_DRAWS} 组才给出结论用词；概率、数字和区间还会变动，请勿引用。",
        f"A first look at {look.draws} draws; a word follows from {LEAST_DRAWS} on. Probability, numbers and intervals "
        "will still move: do not quote them.",
    )


def _tiles(session: Session, look: Look) -> None:
    with box("section", "tiles").props(f'aria-label="{session.say("主要数字", "Main numbers")}" id=tiles'):
        for what, number, unit, band, rows in numbers(session, look):
            with box("div", "tile"):
                with box("div", "what"):
                    text("span", what)
                    why(session, what, rows)
                with box("div", "number"):
                    text("span", number)
                    text("small", unit)
                text(
                    "div",
                    session.say(f"90% 区间 {band} · {look.draws} 组", f"90% interval {band} · {look.draws} draws"),
                    "range",
                )


def _gains(session: Session, look: Look) -> None:
    from ..reports.formats import interval, percent, signed, with_sign, yuan

    say, language = session.say, session.language
    rows = [
        [
            _level(session, row["group"]),
            signed(yuan(row["median"], language)),
            interval(row["p05"], row["p95"], with_sign(yuan), language),
            percent(row["losing"]),
        ]
        for row in look.gains
    ]
    if not rows:
        return
    with box("section", "card").props("id=gains"):
        with box("div", "line spread"):
            text("h2", say("谁受益", "Who gains")).style("margin: 0")
            mark(session)
        heads = say(
            "人群|收入变化（元/人·年）|90% 区间|减少的模拟占比",
            "Group|Change (yuan a person, year)|90% interval|Runs with a loss",
        ).split("|")
        figures(
            say(
                f"最后一年，方案减基准，{look.draws} 组参数；五等分按收入由低到高，样本小时噪声大",
                f"Last year, scenario less baseline, {look.draws} draws; fifths by income from low; noisy in small "
                "samples",
            ),
            heads,
            rows,
        )
        text("p", unidentified(session), "soft").style("margin-top: 8px")


def _level(session: Session, group: str) -> str:
    if group.startswith("quintile:"):
        return session.say(f"第 {group[-1]} 五等分", f"fifth {group[-1]}")
    return session.say(*LEVELS.get(group, (group, group)))
