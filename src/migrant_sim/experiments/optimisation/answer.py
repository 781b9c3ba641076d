"""The answer in numbers and sentences: the cheapest mix that will do, or that none does, checked on fresh draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...errors import ConfigurationError, bad_value
from ..mixes.desk import Desk
from ..mixes.players import Pair, Player, all_players, at_least_two, factors_of, named_players
from ..mixes.reading import target_of, year_of_outcome
from .plan import Plan
from .scores import Score, Yardstick, front, runs_by_mix
from .search import Search

if TYPE_CHECKING:
    from ...scenario import Scenario
    from ...targets import Target

# Stands before a mix that reaches the probability only on the draws which chose it.
UNCONFIRMED = ("未经新抽样证实（见下）：", "Not confirmed on fresh draws (below): ")
Name = Callable[[str, str], str]
Money = Callable[[float, str], str]


def levers_of(pair: Pair, plan: Plan) -> tuple[Player, ...]:
    """The levers before the strongest are chosen: nothing is run.

    Raises ConfigurationError for an unknown name and for fewer than two levers.
    """
    everyone = all_players(pair, "instrument")
    players = named_players(everyone, plan.levers, "optimise.levers") if plan.levers else everyone
    at_least_two(players, "optimise.levers")
    return players


def target_to_reach(scenario: Scenario) -> Target:
    """The verdict's target; ConfigurationError where the text sets none or its year is not simulated."""
    target = target_of(scenario)
    if target is None:
        region = scenario.region
        raise ConfigurationError(
            f"region = {region.name!r} has no income target to reach: {region.verdict_reason_en}",
            f"region = {region.name!r} 没有可优化的收入目标：{region.verdict_reason_zh}",
        )
    if target.years and target.years[-1] != (last := year_of_outcome(scenario)):
        allowed = f"months that reach {target.years[-1]}, the year of the target; the last whole year is {last}"
        raise bad_value("months", scenario.months, allowed, f"须模拟到目标年 {target.years[-1]}（现止于 {last}）")
    return target


def optimise(desk: Desk, plan: Plan) -> tuple[Search, dict[str, Any]]:
    """Search for mixes, check the answer on fresh draws, and say it."""
    target = target_to_reach(desk.study.scenario)
    players = levers_of(desk.pair, plan)
    if not plan.levers:
        players = desk.strongest(players, plan.strongest)
    _check_budget(desk, plan, players)
    baseline = runs_by_mix(desk.runs([{}]))[desk.key({})]
    search = Search(desk, plan, players, Yardstick.of(baseline, target, desk.study.scenario.seed))
    search.run()
    cheapest, worst = search.cheapest(search.reaches), search.cheapest(search.reaches_worst)
    chosen = cheapest or search.best()
    fresh = _fresh(desk, plan, players, chosen)
    answer = {
        "target_id": target.id,
        "year": year_of_outcome(desk.study.scenario),
        "threshold": target.threshold - target.tolerance,
        "probability": plan.probability,
        "budget": plan.budget,
        "high": plan.high,
        "aim": search.aim,
        "levers": {player.name: list(player.members) for player in players},
        "baseline": _plain(search.trials[0].score, players),
        "as_written": _plain(search.trials[1].score, players),
        "cheapest": _plain(cheapest, players),
        "cheapest_worst_quartile": _plain(worst, players),
        "best": _plain(search.best(), players),
        "check": _plain(fresh, players),
        "confirmed": None if cheapest is None else fresh is not None and fresh.probability >= plan.probability,
        "trials": len(search.trials),
        "beyond_capacity": sum(trial.score is None for trial in search.trials),
        "draws": desk.study.draws,
        "replications": desk.study.replications,
    }
    return search, answer


def trial_table(search: Search) -> pd.DataFrame:
    """One row a trial: number, stage, a column a lever, scores (missing where it could not be run)."""
    rows = []
    for trial in search.trials:
        score = {} if trial.score is None else asdict(trial.score)
        score.pop("factors", None)
        within = trial.score is not None and search.within_budget(trial.score)
        rows.append({"trial": trial.number, "stage": trial.stage, **_levers(search, trial.factors), **score}
                    | {"within_bounds": within})  # fmt: skip
    return pd.DataFrame(rows)


def front_table(search: Search) -> pd.DataFrame:
    """The mixes within the bounds that no other beats, cheapest first."""
    found = front(search.affordable(), search.aim)
    rows = [{**_levers(search, score.factors), **asdict(score)} for score in found]
    return pd.DataFrame(rows).drop(columns="factors")


def sentences(answer: dict[str, Any], name: Name, money: Money) -> list[tuple[str, str]]:
    """The answer as (Chinese, English) sentences.

    `name(lever, language)` is what people call a lever, `money(yuan, language)` how they write a sum.
    """
    wanted, year = answer["probability"], answer["year"]
    said = [_bounds(answer, money), _main(answer, name, money)]
    worst = answer["cheapest_worst_quartile"]
    if answer["cheapest"] and worst:
        zh, en = (_mix(worst, language, name) for language in ("zh", "en"))
        said.append(
            (
                f"在最差的四分之一抽样中也达到 {wanted:.0%} 的最省组合：{_paid(worst, money, 'zh')}；{zh}。",
                f"The cheapest mix that does so in the worst quartile of draws too costs "
                f"{_paid(worst, money, 'en')}: {en}.",
            )
        )
    elif answer["cheapest"]:
        said.append(
            (
                f"在最差的四分之一抽样中，范围内没有组合能达到 {wanted:.0%}。",
                f"In the worst quartile of draws no mix within these bounds reaches it with {wanted:.0%}.",
            )
        )
    check = answer["check"]
    if check:
        low, high = check["low"], check["high"]
        said.append(
            (
                f"以新的参数抽样核对（样本外）：达标概率 {check['probability']:.0%}（90% 区间 {low:.0%}—{high:.0%}），"
                f"{year} 年收入比中位数 {check['ratio']:.3f}（{check['ratio_low']:.3f}—{check['ratio_high']:.3f}）。"
                "优选出的组合在选用它的抽样上必然偏乐观，以样本外的数为准。",
                f"Checked on fresh draws (out of sample): probability {check['probability']:.0%} (90 % interval "
                f"{low:.0%} to {high:.0%}), median ratio of {year} {check['ratio']:.3f} ({check['ratio_low']:.3f} to "
                f"{check['ratio_high']:.3f}). A chosen mix looks better on the draws that chose it (the optimiser's "
                "curse): trust these numbers.",
            )
        )
    return said


def _bounds(answer: dict[str, Any], money: Money) -> tuple[str, str]:
    budget = answer["budget"]
    zh = "预算不限" if budget is None else f"预算 {money(budget, 'zh')}"
    en = "no limit of money" if budget is None else f"a budget of {money(budget, 'en')}"
    return (
        f"范围：每项措施为方案力度的 0—{answer['high']:g} 倍，岗位不超过劳动力容量，{zh}；"
        f"试了 {answer['trials']} 个组合。",
        f"Bounds: every measure from 0 to {answer['high']:g} times what the scenario orders, places within the labour "
        f"force, {en}; {answer['trials']} mixes tried.",
    )


def _main(answer: dict[str, Any], name: Name, money: Money) -> tuple[str, str]:
    wanted, year, found = answer["probability"], answer["year"], answer["cheapest"]
    if found:
        zh, en = (_mix(found, language, name) for language in ("zh", "en"))
        unsure_zh, unsure_en = ("", "") if answer["confirmed"] else UNCONFIRMED
        return (
            f"{unsure_zh}以 {wanted:.0%} 的概率在 {year} 年达标的最省组合：{_paid(found, money, 'zh')}，"
            f"样本内概率 {found['probability']:.0%}；{zh}。",
            f"{unsure_en}The cheapest mix that reaches the target of {year} with {wanted:.0%} costs "
            f"{_paid(found, money, 'en')} (probability in sample {found['probability']:.0%}): {en}.",
        )
    best = answer["best"]
    zh, en = (_mix(best, language, name) for language in ("zh", "en"))
    need = answer["threshold"]
    return (
        f"范围内没有组合能以 {wanted:.0%} 的概率达标；最好的组合概率为 {best['probability']:.0%}，"
        f"{year} 年收入比中位数 {best['ratio']:.3f}（需 {need:.3f}），每人差 {best['shortfall']:.0f} 元，"
        f"{_paid(best, money, 'zh')}；{zh}。",
        f"No mix within these bounds reaches it with {wanted:.0%}; the best gives {best['probability']:.0%}, "
        f"a median ratio of {best['ratio']:.3f} in {year} (needed: {need:.3f}), {best['shortfall']:,.0f} yuan per "
        f"person short, for {_paid(best, money, 'en')}: {en}.",
    )


def _paid(score: dict[str, Any], money: Money, language: str) -> str:
    paid = money(score["cost"], language)
    return f"{paid}（各年合计）" if language == "zh" else f"{paid} over all years"


def _mix(score: dict[str, Any], language: str, name: Name) -> str:
    parts = [f"{name(lever, language)} ×{factor:g}" for lever, factor in score["mix"].items() if factor]
    nothing = "不实施任何措施" if language == "zh" else "nothing at all"
    return ("、" if language == "zh" else ", ").join(parts) or nothing


def _check_budget(desk: Desk, plan: Plan, players: tuple[Player, ...]) -> None:
    """Refuse a budget that pays not even for the smallest step of the cheapest lever."""
    if plan.budget is None:
        return
    costs = desk.alone(players)["cost"] * plan.step
    cheapest = int(costs.argmin())
    if plan.budget < costs[cheapest]:
        what, yuan = players[cheapest].name, f"{costs[cheapest]:,.0f}"
        allowed = f"{yuan} yuan or more: the cheapest mix, {what} at {plan.step:g} times its strength, costs that"
        allowed_zh = f"不少于 {yuan} 元：最省的组合（{what} ×{plan.step:g}）也需此数"
        raise bad_value("optimise.budget", plan.budget, allowed, allowed_zh)


def _fresh(desk: Desk, plan: Plan, players: tuple[Player, ...], chosen: Score) -> Score | None:
    """The chosen mix on draws that no search has seen."""
    study, mix = desk.study, factors_of(players, chosen.factors)
    draws = range(study.draws, study.draws + plan.check_draws)
    tasks = [(draw, replication) for draw in draws for replication in range(study.replications)]
    found = runs_by_mix(desk.bank.runs(desk.mixes([{}, mix]), tasks, desk.progress()))
    target = target_to_reach(study.scenario)
    yardstick = Yardstick.of(found[desk.key({})], target, study.scenario.seed)
    return yardstick.score(chosen.factors, found[desk.key(mix)])


def _plain(score: Score | None, players: tuple[Player, ...]) -> dict[str, Any] | None:
    if score is None:
        return None
    values = {name: None if value != value else value for name, value in asdict(score).items() if name != "factors"}
    return {"mix": {p.name: factor for p, factor in zip(players, score.factors, strict=True)}, **values}


def _levers(search: Search, factors: tuple[float, ...]) -> dict[str, float]:
    return {f"x_{player.name}": factor for player, factor in zip(search.players, factors, strict=True)}
