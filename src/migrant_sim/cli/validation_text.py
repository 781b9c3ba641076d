"""The tables of `validate` for a reader and for a spreadsheet."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from .language import choose

TRIALS_ZH = {
    **{"within": "在区间内", "partly within": "中位数在区间内，区间超出", "below": "低于区间"},
    **{"above": "高于区间", "not evaluated": "未评价"},
}
CHECKS_ZH = {"pass": "通过", "miss": "未通过", "not evaluated": "未评价"}
METHODS_ZH = {"model": "模型", "last growth": "沿用上期增速", "rural growth": "按农村均值增速"}


def as_csv(name: str, rows: Sequence[Any]) -> str:
    """One table for a machine or a spreadsheet; a table without rows keeps its head."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0]._fields if rows else _head(name))
    writer.writerows([format(cell, ".6g") if isinstance(cell, float) else cell for cell in row] for row in rows)
    return out.getvalue()


def as_text(tables: Mapping[str, Sequence[Any]], runs: tuple[int, int], language: str, folder: Path) -> str:
    """All tables for a reader, what they do not show, and where the files are; `runs` are draws and replications."""
    lines: list[str] = []
    if "trials" in tables:
        lines += _trials(tables["trials"], runs[0], runs[0] * runs[1], language)
    if "predictions" in tables:
        lines += _predictions(tables["predictions"], language) + _scores(tables["backtests"], language)
    if "checks" in tables:
        lines += _checks(tables["checks"], language)
    note = choose(
        language,
        "2020年以后没有已发布的移民收入结果可用于识别政策效果。",
        "No migrant outcome after 2020 identifies the effect of the programme.",
    )
    return "\n".join([*lines, note, str(folder)])


def few_draws(rows: Sequence[Any], draws: int, language: str) -> str:
    """A warning where the intervals of trials rest on two draws or fewer, or those of some on two runs; else empty."""
    from ..reports.table_checks import FEW_RUNS

    thin = [row.moment for row in rows if row.runs <= FEW_RUNS]
    if draws > FEW_RUNS and not thin:
        return ""
    of = choose(language, "全部试验", "all trials") if draws <= FEW_RUNS else ", ".join(thin)
    return choose(
        language,
        f"警告：{of}的 5%—95% 区间只由 {FEW_RUNS} 个或更少的抽样得出，不能当作区间；请增大 draws。",
        f"Warning: the 5-95 % intervals of {of} rest on {FEW_RUNS} draws or fewer and are no intervals; raise draws.",
    )


def _trials(rows: Sequence[Any], draws: int, runs: int, language: str) -> list[str]:
    lines = [
        choose(
            language,
            f"双胞胎试验（同一随机数，有无干预各一次；{runs} 次模拟，中位数与 5%—95% 区间）与文献区间，"
            "及受试人数（模拟规模，中位数）：",
            f"Twin trials (same draws, with and without; {runs} runs, median, 5-95 %) beside the published ranges, and "
            "persons treated (as simulated, median):",
        )
    ]
    for row in rows:
        own = "–" if row.middle is None else f"{row.middle:+.3f} ({row.low:+.3f} … {row.high:+.3f})"
        known = f"{row.published:+.3f} [{row.published_low:+.3f} … {row.published_high:+.3f}]"
        verdict = choose(language, TRIALS_ZH[row.verdict], row.verdict)
        lines.append(f"  {row.moment:<36} {own:<28} {known:<28} {row.treated:>7g}  {verdict}")
    said = choose(
        language,
        "文献效应只用于对照，从不作为模型输入。",
        "Published effects are compared with, never put in.",
    )
    warned = few_draws(rows, draws, language)
    return [*lines, said, *([warned] if warned else []), ""]


def _predictions(rows: Sequence[Any], language: str) -> list[str]:
    shown = [row for row in rows if row.account == "printed"]
    if not shown:
        said = choose(language, "该地区没有可滚动回测的数据。", "No figures of this region allow a rolling back-test.")
        return [said, ""]
    lines = [
        choose(
            language,
            "预测公布口径的数字（元；中位数、50% 与 90% 区间，含参数、起点、趋势、随机与口径误差）：",
            "Predicted figures as printed (yuan; median, 50 % and 90 % intervals over parameters, start, trend, chance "
            "and error of definition):",
        )
    ]
    for row in shown:
        known = choose(language, "无公布数据，不评分", "nothing published, not scored")
        if row.printed is not None:
            known = choose(language, f"公布 {row.printed:.0f}  CRPS {row.crps:.0f}", "")
            known = known or f"printed {row.printed:.0f}  CRPS {row.crps:.0f}"
        inner, outer = f"{row.low50:.0f}–{row.high50:.0f}", f"{row.low90:.0f}–{row.high90:.0f}"
        cut = choose(language, f"用至 {row.fit_until} 年", f"known to {row.fit_until}")
        what = f"{row.region:<9} {cut} → {row.year} {row.output:<21}"
        lines.append(f"  {what} {row.median:.0f} [{inner}] [{outer}]  {known}")
    information = choose(
        language,
        f"信息集 {rows[0].information}：ex_ante 时此后的农村均值为预测，ex_post 时为已公布值。",
        f"Information {rows[0].information}: ex ante the rural mean after the cut is a forecast, ex post as published.",
    )
    return [*lines, information, ""]


def _scores(rows: Sequence[Any], language: str) -> list[str]:
    if not rows:
        return []
    lines = [
        choose(
            language,
            "回测评分（CRPS 与绝对误差，元；越小越好；各起点相互重叠，数字很少）：",
            "Back-test scores (CRPS and absolute error in yuan; less is better; origins overlap, and figures are few):",
        )
    ]
    for row in rows:
        name = choose(language, METHODS_ZH[row.method], row.method)
        lines.append(f"  {row.region:<9} {name:<14} n={row.figures}  CRPS {row.crps:.0f}  {row.absolute_error:.0f}")
        if row.covered50 is not None:
            said = choose(language, "区间覆盖率", "coverage")
            lines[-1] += f"  {said} 50 %: {100 * row.covered50:.0f} %, 90 %: {100 * row.covered90:.0f} %"
    return [*lines, ""]


def _checks(rows: Sequence[Any], language: str) -> list[str]:
    lines = [
        choose(
            language,
            "与未用于拟合的数字核对（中位数与 90% 区间，含该数字本身的误差）：",
            "Checks against figures not fitted (median and 90 % interval, the figure's own error included):",
        )
    ]
    for row in rows:
        own = "–" if row.median is None else f"{row.median:.4g} [{row.low90:.4g} … {row.high90:.4g}]"
        verdict = choose(language, CHECKS_ZH[row.verdict], row.verdict)
        assumed = choose(language, "（对照值为假设）", " (the figure is an assumption)")
        note = assumed if row.kind == "distribution" and "ASSUMPTION" in row.note else ""
        lines.append(f"  {row.id:<26} {own:<32} {row.printed:<8g} {row.unit:<24} {verdict}{note}")
    return [*lines, ""]


def _head(name: str) -> tuple[str, ...]:
    from ..experiments.backtests import Prediction, Score
    from ..experiments.checks import Check

    heads = {"predictions": Prediction._fields, "backtests": Score._fields, "checks": Check._fields}
    return heads[name]
