"""What a mix leads to: verdict, four numbers with their intervals, who gains, charts, downloads."""

from collections.abc import Mapping
from typing import Any

from .downloads import downloads
from .estimates import Look
from .gallery import gallery
from .parts import box, figures, mark, text, unidentified, why
from .session import Session

LEAST_DRAWS = 20  # below this the verdict is no word; the model's own rule, repeated in what the page says
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
        old.set_visibility(session.outdated)
        old.set_text(
            session.say(
                "设置已改动：下面仍是改动前的结果，请重新测算。",
                "Choices have changed: what follows belongs to those before. Estimate again.",
            )
        )

    session.watch("result", fill)
    session.watch("choice", tell)
    fill()


def _nothing(session: Session) -> None:
    with box("section", "card"):
        text("h2", session.say("结果会出现在这里", "Results will appear here"))
        text(
            "p",
            session.say(
                "按“开始测算”：数秒内给出小样本的首批结果，随后逐批加密，区间随之变得可靠；少于 20 组参数时不下结论。",
                "Press “Estimate”: a first batch of a small sample within seconds, then more draws and better intervals; "
                "below 20 draws there is no verdict.",
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


def basis(session: Session, look: Look) -> str:
    """How many draws and people stand behind the numbers."""
    people = look.summary["population"]["persons"]
    return session.say(
        f"{look.draws} 组参数 × {look.summary['replications']} 次重复，模拟 {people} 人；90% 区间",
        f"{look.draws} draws × {look.summary['replications']}, {people:,} people simulated; 90% intervals",
    )


def _verdict(session: Session, look: Look) -> None:
    from ..reports.text import reason_line, verdict_sentence, verdict_word

    language, summary = session.language, look.summary
    with box("section", "card").props("id=verdict"):
        with box("div", "line spread"):
            text("h2", session.say("结论", "Verdict")).style("margin: 0")
            mark(session)
        with box("div", "verdict").style("margin-top: 8px"):
            text("div", verdict_word(summary, language) or session.say("不设结论", "no verdict"), "word")
            text("div", chance(session, summary), "chance")
        text("p", verdict_sentence(summary, language)).style("margin: 10px 0 4px")
        text("p", reason_line(summary, language), "soft")
        text("p", basis(session, look) + session.say("。", ". ") + unidentified(session), "soft")


def chance(session: Session, summary: Mapping[str, Any]) -> str:
    """The probability with its interval, empty without a verdict."""
    from ..reports.formats import interval, probability

    verdict = summary.get("verdict")
    if not verdict:
        return ""
    band = interval(verdict["low"], verdict["high"], probability, session.language)
    return session.say(
        f"达标概率 {probability(verdict['probability'])}（90% 区间 {band}，容差 {verdict['tolerance']:.2f} 为假设）",
        f"probability {probability(verdict['probability'])} (90% interval {band}; tolerance {verdict['tolerance']:.2f}, an assumption)",
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
                text("div", band, "range")


def numbers(session: Session, look: Look) -> list[tuple[str, str, str, str, dict[str, str]]]:
    """The numbers that everybody asks for: what, number, unit, interval, where it comes from."""
    from ..reports.formats import interval, money, ratio, signed, yuan

    say, language, summary = session.say, session.language, look.summary
    year, found = max(summary["parity_ratio"]), []
    row = summary["parity_ratio"][year]
    found.append(
        (
            say(f"{year} 年收入比", f"Income ratio {year}"),
            ratio(row["median"]),
            say("移民 ÷ 农村均值", "to rural mean"),
            _band(session, interval(row["p05"], row["p95"], ratio, language)),
            _defined(session, look, "income_ratio"),
        )
    )
    gap = summary["shortfall"].get(year)
    if gap:  # positive: below the mean
        found.append(
            (
                say(f"{year} 年比农村均值少", f"Short of the mean, {year}"),
                yuan(gap["median"], language),
                say("元/人（负为高于）", "yuan a head (negative: above)"),
                _band(session, interval(gap["p05"], gap["p95"], yuan, language)),
                _defined(session, look, "rural_mean_income"),
            )
        )
    for name, what, unit, factor, form in (
        ("disposable_income", say("人均收入变化", "Income gained"), say("元/年", "yuan/yr"), 1.0, yuan),
        ("employment_rate", say("就业率变化", "Employment gained"), say("百分点", "points"), 100.0, ratio),
        ("months_worked", say("务工月数变化", "Months of work gained"), say("月/年", "months/yr"), 1.0, ratio),
    ):
        row = summary["difference"].get(name)
        if row and row["median"] is not None:
            band = interval(factor * row["p05"], factor * row["p95"], form, language)
            found.append(
                (
                    what,
                    signed(form(factor * row["median"], language)),
                    unit,
                    _band(session, band),
                    _defined(session, look, name),
                )
            )
    cost = summary["cost"]
    band = interval(cost["total_yuan_p05"], cost["total_yuan_p95"], money, language)
    each = say(
        f"平均每人 {yuan(cost['per_person_yuan'], 'zh')} 元", f"{yuan(cost['per_person_yuan'], 'en')} yuan a head"
    )
    found.append(
        (
            say("多支出（各年合计）", "Extra cost, all years"),
            money(cost["total_yuan"], language),
            "",
            _band(session, band) + say("；", "; ") + each,
            _priced(session, look),
        )
    )
    return found


def _band(session: Session, band: str) -> str:
    return session.say(f"90% 区间 {band}", f"90% interval {band}")


def _defined(session: Session, look: Look, name: str) -> dict[str, str]:
    """Definition, comparison, basis and grade of a number of the model."""
    from ..indicators import INDICATORS
    from ..reports.basis import basis_label

    say, about = session.say, INDICATORS[name]
    grades = [row["grade"] for row in look.summary["parameters"].values()]
    counted = say("，", ", ").join(f"{grade} {grades.count(grade)}" for grade in sorted(set(grades)))
    return {
        say("含义", "Meaning"): say(about.meaning_zh, about.meaning_en),
        say("单位", "Unit"): about.unit,
        say("比较", "Compared with"): say(
            "方案减“延续 2020 年力度”，同参数同随机数成对比较；收入比为方案本身",
            "scenario less the capacities of 2020, paired by draw and luck; the ratio is the scenario's own",
        ),
        say("依据", "Basis"): basis(session, look),
        say("来源", "Source"): say("migrant-sim 模型；参数：", "migrant-sim, a model; parameters: ")
        + basis_label(look.summary, session.language),
        say("参数等级（个数）", "Grades of parameters"): counted,
        say("提醒", "Mind"): unidentified(session),
    }


def _priced(session: Session, look: Look) -> dict[str, str]:
    """Prices behind the cost, the assumptions counted."""
    rows = {row["id"]: row for row in look.summary["parameters"].values() if "yuan" in row["unit"] and row["cost_only"]}
    assumed = sum(row["seen"] == "assumption" for row in rows.values())
    listed = "；".join(
        f"{row['id']} {row['central']:g} {row['unit']}（{row['grade']}）" for row in list(rows.values())[:12]
    )
    return {
        session.say("含义", "Meaning"): session.say(
            "方案比基准多花的财政资金，名义元，按实际人口",
            "public money beyond the baseline, nominal yuan, real population",
        ),
        session.say("单价", "Prices"): listed or "–",
        session.say("其中假设", "Assumptions"): session.say(
            f"{len(rows)} 个单价中 {assumed} 个为假设", f"{assumed} of {len(rows)} prices are assumptions"
        ),
        session.say("来源", "Source"): session.say("模型按实际使用记账", "booked by the model from use"),
    }


def _gains(session: Session, look: Look) -> None:
    from ..reports.formats import interval, percent, signed, yuan

    say, language = session.say, session.language
    rows = [
        [
            _level(session, row["group"]),
            signed(yuan(row["median"], language)),
            interval(row["p05"], row["p95"], yuan, language),
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
                f"Last year, scenario less baseline, {look.draws} draws; fifths by income from low; noisy in small samples",
            ),
            heads,
            rows,
        )
        text("p", unidentified(session), "soft").style("margin-top: 8px")


def _level(session: Session, group: str) -> str:
    if group.startswith("quintile:"):
        return session.say(f"第 {group[-1]} 五等分", f"fifth {group[-1]}")
    return session.say(*LEVELS.get(group, (group, group)))
