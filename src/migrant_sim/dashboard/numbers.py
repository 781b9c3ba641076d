"""The numbers that everybody asks for, each with unit, interval and where it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any

from .estimates import Look
from .parts import unidentified
from .session import Session

Number = tuple[str, str, str, str, dict[str, str]]  # what, number, unit, interval, where it comes from


def basis(session: Session, look: Look) -> str:
    """How many draws and people stand behind the numbers."""
    people = look.summary["population"]["persons"]
    return session.say(
        f"{look.draws} 组参数 × {look.summary['replications']} 次重复，模拟 {people} 人；90% 区间",
        f"{look.draws} draws × {look.summary['replications']}, {people:,} people simulated; 90% intervals",
    )


def chance(session: Session, summary: Mapping[str, Any]) -> str:
    """The probability with its interval, empty without a verdict."""
    from ..reports.formats import interval, probability

    verdict = summary.get("verdict")
    if not verdict:
        return ""
    band = interval(verdict["low"], verdict["high"], probability, session.language)
    return session.say(
        f"达标概率 {probability(verdict['probability'])}（90% 区间 {band}，容差 {verdict['tolerance']:.2f} 为假设）",
        f"probability {probability(verdict['probability'])} (90% interval {band}; tolerance "
        f"{verdict['tolerance']:.2f}, an assumption)",
    )


def numbers(session: Session, look: Look) -> list[Number]:
    """What everybody asks for: level, gap, changes, cost."""
    return [*_levels(session, look), *_changes(session, look), _cost(session, look)]


def _levels(session: Session, look: Look) -> Iterator[Number]:
    """The ratio of the last year, and what is lacking in yuan."""
    from ..reports.formats import interval, ratio, yuan

    say, language, summary = session.say, session.language, look.summary
    year = max(summary["parity_ratio"])
    row, gap = summary["parity_ratio"][year], summary["shortfall"].get(year)
    band = _band(session, interval(row["p05"], row["p95"], ratio, language))
    name, unit = say(f"{year} 年收入比", f"Income ratio {year}"), say("移民 ÷ 农村均值", "to rural mean")
    yield name, ratio(row["median"]), unit, band, _defined(session, look, "income_ratio")
    if gap:
        band = _band(session, interval(gap["p05"], gap["p95"], yuan, language))
        name = say(f"{year} 年比农村均值少", f"Short of the mean, {year}")
        unit = say("元/人（负为高于）", "yuan a head (negative: above)")
        yield name, yuan(gap["median"], language), unit, band, _defined(session, look, "rural_mean_income")


def _changes(session: Session, look: Look) -> Iterator[Number]:
    """Scenario less baseline in the last year."""
    from ..reports.formats import interval, ratio, signed, yuan

    say, language = session.say, session.language
    for name, what, unit, factor, form in (
        ("disposable_income", say("人均收入变化", "Income gained"), say("元/年", "yuan/yr"), 1.0, yuan),
        ("employment_rate", say("就业率变化", "Employment gained"), say("百分点", "points"), 100.0, ratio),
        ("months_worked", say("务工月数变化", "Months of work gained"), say("月/年", "months/yr"), 1.0, ratio),
    ):
        row = look.summary["difference"].get(name)
        if row and row["median"] is not None:
            band = _band(session, interval(factor * row["p05"], factor * row["p95"], form, language))
            number = signed(form(factor * row["median"], language))
            yield what, number, unit, band, _defined(session, look, name)


def _cost(session: Session, look: Look) -> Number:
    """Public money beyond the baseline, all years together."""
    from ..reports.formats import interval, money, yuan

    language, cost = session.language, look.summary["cost"]
    band = _band(session, interval(cost["total_yuan_p05"], cost["total_yuan_p95"], money, language))
    a_head = yuan(cost["per_person_yuan"], language)
    each = session.say(f"；平均每人 {a_head} 元", f"; {a_head} yuan a head")
    name = session.say("多支出（各年合计）", "Extra cost, all years")
    return name, money(cost["total_yuan"], language), "", band + each, _priced(session, look)


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
