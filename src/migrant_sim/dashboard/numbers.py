"""The numbers that everybody asks for, each with unit, interval and where it comes from."""

from collections.abc import Iterator, Mapping
from typing import Any

from .estimates import Look
from .parts import unidentified
from .session import Session

Number = tuple[str, str, str, str, dict[str, str]]  # what, number, unit, 90 % interval, where it comes from
LISTED = 10  # prices that a pop-up names
LEAST_DRAWS = 20  # below this the verdict is no word; the model's own rule, repeated in what the page says


def early(look: Look) -> bool:
    """Whether so few draws are done that a verdict is not yet put into a word."""
    return look.draws < LEAST_DRAWS


def word(session: Session, look: Look) -> str:
    """The word of the verdict; in its place what is lacking where the draws are too few or the region has no target."""
    from ..reports.text import verdict_word

    if not look.summary.get("verdict"):
        return session.say("不设结论", "no verdict")
    if early(look):
        return session.say("暂不下结论", "no verdict yet")
    return verdict_word(look.summary, session.language)


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
    draws, tolerance = summary["draws"], f"{verdict['tolerance']:.2f}"
    return session.say(
        f"达标概率 {probability(verdict['probability'])}（90% 区间 {band}，{draws} 组参数；容差 {tolerance} 为假设）",
        f"probability {probability(verdict['probability'])} (90% interval {band}, {draws} draws; tolerance "
        f"{tolerance}, an assumption)",
    )


def odds(session: Session, look: Look) -> str:
    """The probability with its interval and no more, for a cell of a table."""
    from ..reports.formats import interval, probability

    verdict = look.summary.get("verdict")
    if not verdict:
        return "–"
    band = interval(verdict["low"], verdict["high"], probability, session.language)
    return session.say(
        f"{probability(verdict['probability'])}（{band}）", f"{probability(verdict['probability'])} ({band})"
    )


def numbers(session: Session, look: Look) -> list[Number]:
    """What everybody asks for: level, gap, changes, cost."""
    return [*_levels(session, look), *_changes(session, look), _cost(session, look)]


def _levels(session: Session, look: Look) -> Iterator[Number]:
    """The ratio of the last year, and how far that is from the mean in yuan."""
    from ..reports.formats import interval, ratio, signed, with_sign, yuan

    say, language, summary = session.say, session.language, look.summary
    year = max(summary["parity_ratio"])
    row, gap = summary["parity_ratio"][year], summary["shortfall"].get(year)
    band = interval(row["p05"], row["p95"], ratio, language)
    name, unit = say(f"{year} 年收入比", f"Income ratio {year}"), say("移民 ÷ 农村均值", "to rural mean")
    yield name, ratio(row["median"]), unit, band, _defined(session, look, "income_ratio")
    if gap:
        band = interval(-gap["p95"], -gap["p05"], with_sign(yuan), language)
        name = say(f"{year} 年与农村均值之差", f"Gap to the rural mean, {year}")
        number = signed(yuan(-gap["median"], language))
        yield (
            name,
            number,
            say("元/人（正为高于）", "yuan a head (+: above)"),
            band,
            _defined(session, look, "rural_mean_income"),
        )


def _changes(session: Session, look: Look) -> Iterator[Number]:
    """Scenario less baseline in the last year."""
    from ..reports.formats import interval, ratio, signed, with_sign, yuan

    say, language = session.say, session.language
    for name, what, unit, factor, form in (
        ("disposable_income", say("人均收入变化", "Income gained"), say("元/年", "yuan/yr"), 1.0, yuan),
        ("employment_rate", say("就业率变化", "Employment gained"), say("百分点", "points"), 100.0, ratio),
        ("months_worked", say("务工月数变化", "Months of work gained"), say("月/年", "months/yr"), 1.0, ratio),
    ):
        row = look.summary["difference"].get(name)
        if row and row["median"] is not None:
            band = interval(factor * row["p05"], factor * row["p95"], with_sign(form), language)
            number = signed(form(factor * row["median"], language))
            yield what, number, unit, band, _defined(session, look, name)


def _cost(session: Session, look: Look) -> Number:
    """Public money beyond the baseline, all years together."""
    from ..reports.formats import interval, money, yuan

    language, cost = session.language, look.summary["cost"]
    band = interval(cost["total_yuan_p05"], cost["total_yuan_p95"], money, language)
    a_head = yuan(cost["per_person_yuan"], language)
    each = session.say(f"平均每人 {a_head} 元", f"{a_head} yuan a head")
    name = session.say("多支出（各年合计）", "Extra cost, all years")
    return name, money(cost["total_yuan"], language), each, band, _priced(session, look)


def _defined(session: Session, look: Look, name: str) -> dict[str, str]:
    """Definition, comparison, basis and grade of a number of the model."""
    from ..indicators import INDICATORS
    from ..reports.basis import basis_label
    from ..reports.units import unit_words
    from ..reports.wording import label

    say, about = session.say, INDICATORS[name]
    baseline = label(str(look.summary["baseline"]), session.language)
    grades = [row["grade"] for row in look.summary["parameters"].values()]
    counted = say("，", ", ").join(f"{grade} {grades.count(grade)}" for grade in sorted(set(grades)))
    return {
        say("含义", "Meaning"): say(about.meaning_zh, about.meaning_en),
        say("单位", "Unit"): unit_words(about.unit, session.language),
        say("比较", "Compared with"): say(
            f"方案减基准“{baseline}”，同参数同随机数成对比较；收入比为方案本身",
            f"scenario less baseline ({baseline}), paired by draw and luck; the ratio is the scenario's own",
        ),
        say("依据", "Basis"): basis(session, look),
        say("来源", "Source"): say("migrant-sim 模型；参数：", "migrant-sim, a model; parameters: ")
        + basis_label(look.summary, session.language),
        say("参数等级（个数）", "Grades of parameters"): counted,
        say("提醒", "Mind"): unidentified(session),
    }


def _priced(session: Session, look: Look) -> dict[str, str]:
    """Prices and amounts in yuan of the measures, the assumptions counted, the first ones listed."""
    from ..reports.units import unit_words

    say, language = session.say, session.language
    rows = {
        row["id"]: row
        for path, row in look.summary["parameters"].items()
        if path.startswith("measures.") and "yuan" in row["unit"] and not path.endswith(".net")
    }
    assumed = sum(row["seen"] == "assumption" for row in rows.values())
    listed = [
        f"{say(row['description_zh'] or row['description'], row['description'])} {row['central']:g} "
        f"{unit_words(row['unit'], language)} ({row['grade']})"
        for row in rows.values()
    ]
    rest = len(listed) - LISTED
    more = [say(f"另有 {rest} 项：migrant-sim codebook", f"{rest} more: migrant-sim codebook")] if rest > 0 else []
    return {
        say("含义", "Meaning"): say(
            "方案比基准多花的财政资金，名义元，按实际人口",
            "public money beyond the baseline, nominal yuan, real population",
        ),
        say("依据", "Basis"): basis(session, look),
        say("来源", "Source"): say("模型按实际使用记账", "booked by the model from use"),
        say("其中假设", "Assumptions"): say(
            f"{len(rows)} 个以元计的单价和金额中 {assumed} 个为假设",
            f"{assumed} of {len(rows)} prices and amounts in yuan are assumptions",
        ),
        say("单价和金额（等级）", "Prices, amounts (grade)"): say("；", "; ").join([*listed[:LISTED], *more]) or "–",
    }
