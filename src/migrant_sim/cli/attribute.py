"""`attribute`: what each measure deserves of the ratio, income, jobs and cost that a scenario adds to its baseline."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .language import choose
from .mixes import CAUTION, frame_rows, performed, study_with, with_plan
from .request import Request

if TYPE_CHECKING:
    from ..experiments.attribution.analysis import Found
    from ..experiments.mixes.desk import Desk
    from ..experiments.study import Study

DEFAULTS = ("draws=16", "replications=1")  # each run of this verb is a run of every coalition
TABLE = "coalitions.parquet"
SHOWN = (  # outcome, Chinese, English, factor, form
    ("income_ratio", "收入比（点）", "ratio (points)", 100.0, "+.2f"),
    ("disposable_income", "收入（元/人）", "income (yuan)", 1.0, "+,.0f"),
    ("jobs", "就业（人）", "jobs (persons)", 1.0, "+,.0f"),
    ("cost", "成本（百万元）", "cost (million)", 1e-6, "+,.0f"),
)


def attribute_verb(request: Request) -> int:
    """Share out the scenario's effect among its measures, and write the folder attribute/<name>."""
    from ..experiments.attribution.plan import Plan, check_draws
    from ..experiments.mixes.players import Pair, all_players, at_least_two, named_players

    study, settings = study_with(request, DEFAULTS)
    plan = Plan.read(settings["attribute"])
    check_draws(study.draws)
    everyone = all_players(Pair(study.scenario, study.baseline), plan.by)
    players = named_players(everyone, plan.players, "attribute.players") if plan.players else everyone
    at_least_two(players, "attribute.players" if plan.players else "attribute.by")
    section = {"attribute": asdict(plan)}
    study = with_plan(study, section, settings["name"] is not None)
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    (found, files), code = performed(study, TABLE, section, lambda desk: _worked(desk, plan), request.language)
    if request.json:
        tables = {"credits": frame_rows(found.credits), "alone": frame_rows(found.alone)}
        print(json.dumps({**found.facts, **tables}, ensure_ascii=False, indent=2))
    else:
        print(as_text(found, study, request.language))
    return code


def _worked(desk: "Desk", plan: Any) -> "tuple[tuple[Found, list[Path]], list[str]]":
    """Run, write the tables and draw the chart; what was found, and the files."""
    from ..experiments.attribution.analysis import attribute
    from ..experiments.store import write_frame
    from ..reports import write_chart
    from ..result import write_json, write_text

    found, folder = attribute(desk, plan), desk.study.folder
    for name in ("credits", "alone"):
        write_text(folder / f"{name}.csv", getattr(found, name).to_csv(index=False, lineterminator="\n"))
    write_frame(folder / "credits_by_run.parquet", found.by_run)
    scenario, baseline = desk.study.arms
    write_json(folder / "facts.json", {**found.facts, "scenario": scenario, "baseline": baseline})
    drawn = write_chart(folder, "bridge")
    files = ["credits.csv", "alone.csv", "credits_by_run.parquet", "facts.json"]
    return (found, drawn), files + [path.relative_to(folder).as_posix() for path in drawn]


def as_text(found: "Found", study: "Study", language: str) -> str:
    """The table for a reader: credit of each measure with its range, the effects alone and last beside it."""
    from ..experiments.attribution.analysis import TOTAL
    from ..reports.wording import label

    facts = found.facts
    head = choose(
        language,
        f"{facts['year']} 年“{study.arms[0]}”减“{study.arms[1]}”的分摊（Shapley，均值与抽样 5%—95% 区间；"
        f"{facts['draws']} 组抽样，{facts['runs']} 次模拟 × {facts['coalitions']} 种组合）：",
        f"Credit for {study.arms[0]} less {study.arms[1]} in {facts['year']} (Shapley; mean and 5-95 % range "
        f"over draws; {facts['draws']} draws, {facts['runs']} runs x {facts['coalitions']} coalitions):",
    )
    table = {(row["outcome"], row["player"]): row for row in frame_rows(found.credits) if row["group"] == "all"}
    names = [player.name for player in found.players]
    names.sort(key=lambda name: -abs(table["income_ratio", name]["credit"]))
    lines = [head]
    for name in [*names, TOTAL]:
        cells = []
        for outcome, chinese, english, factor, form in SHOWN:
            row = table[outcome, name]
            middle, low, high = (format(factor * row[key] + 0.0, form) for key in ("credit", "p05", "p95"))
            cells.append(f"{choose(language, chinese, english)} {middle} [{low}, {high}]")
        lines.append(f"  {player_label(name, language, label)}: " + "; ".join(cells))
    return "\n".join([*lines, *_notes(found, language), choose(language, *CAUTION), str(study.folder)])


def player_label(name: str, language: str, label: Any) -> str:
    """What people call a player."""
    own = {"rest": ("其余措施合计", "all other measures"), "total": ("合计", "total")}
    return choose(language, *own[name]) if name in own else str(label(name, language))


def _notes(found: "Found", language: str) -> list[str]:
    """How far the one-by-one effects add up, and the error of sampled orders."""
    rows = found.alone[(found.alone["outcome"] == "income_ratio") & (found.alone["group"] == "all")]
    stacked, total = rows.iloc[-2], rows.iloc[-1]
    alone, last, whole = (100 * float(value) for value in (stacked["alone"], stacked["last"], total["alone"]))
    lines = [
        choose(
            language,
            f"逐项单独实施之和 {alone:+.2f} 点，逐项最后加入之和 {last:+.2f} 点，合计 {whole:+.2f} 点："
            "差额是措施间的相互作用。",
            f"Alone, one by one, they sum to {alone:+.2f} points; last, one by one, to {last:+.2f}; "
            f"together {whole:+.2f}: the gap is what measures do to each other.",
        )
    ]
    error = found.credits.loc[found.credits["outcome"] == "income_ratio", "sampling_error"].max()
    if error == error:
        lines.append(
            choose(
                language,
                f"参与者超过 8 个：按 {found.facts['permutations']} 个加入次序抽样，"
                f"次序抽样误差至多 {100 * error:.2f} 点。",
                f"More than 8 players: {found.facts['permutations']} sampled orders; their sampling error is at most "
                f"{100 * error:.2f} points.",
            )
        )
    return lines
