"""Back-test: what the model would have predicted beside the figures printed since, and beside naive rivals."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .canvas import BLUE, GREEN, GREY, INK, PALE, VERMILION, Words, written
from .captions import in_words, picture_source
from .formats import percent, yuan
from .plates import Picture
from .wording import label, pick

Facts = Mapping[str, Any]
BLOCK = 2.0  # inches of a region
RIVALS = {
    "last_growth": ("沿用上年增速", "last growth", GREEN, "^"),
    "rural_growth": ("按农村增速", "rural growth", VERMILION, "s"),
}
KEPT = [
    *("region", "fit_until", "year", "unit", "low90", "low50", "median", "high50", "high90"),
    *("last_growth", "rural_growth", "printed", "information", "figure"),
]


def backtest_rows(facts: Facts, table: pd.DataFrame) -> pd.DataFrame:
    """The predictions of printed figures that have been printed, by region, last year known and year predicted."""
    rows = table[(table["account"] == "printed") & table["printed"].notna()]
    return rows.sort_values(["region", "fit_until", "year"], kind="stable")[KEPT]


def backtest_words(facts: Facts, table: pd.DataFrame, language: str) -> Words:
    """The message: how many figures the intervals hold, and whose error is least."""
    inside = [table["printed"].between(table[f"low{level}"], table[f"high{level}"]).sum() for level in (90, 50)]
    errors = {name: (table[name] - table["printed"]).abs().mean() for name in ("median", *RIVALS)}
    least = min(errors, key=errors.__getitem__)
    names = {"median": ("模型", "the model")} | {name: rival[:2] for name, rival in RIVALS.items()}
    said = [f"{pick(language, *names[name])} {yuan(error, language)}" for name, error in errors.items()]
    best = pick(language, *names[least])
    title = pick(
        language,
        f"{len(table)} 个已公布数中，{inside[0]} 个落在 90% 区间，{inside[1]} 个落在 50% 区间；平均误差最小：{best}",
        f"Of {len(table)} printed figures {inside[0]} lie in the 90% interval, {inside[1]} in the 50% one; least mean "
        f"error: {best}",
    )
    subtitle = _subtitle(facts, table, language)
    errors_said = pick(language, "；", "; ").join(said)
    note = pick(
        language,
        f"平均绝对误差（元/人·年）：{errors_said}。区间覆盖参数和运气，不含模型结构误差。已公布数少，"
        "同一数可被多次预测。"
        "公布数出处见报告“来源”。\n",
        f"Mean absolute error (yuan per person and year): {errors_said}. Intervals cover parameters and chance, not "
        "errors in the structure of the model. Figures are few, and one may be predicted more than once; their "
        "sources are listed in the report.\n",
    ) + picture_source("predictions.csv", language)
    spans = (
        f"{label(str(row['region']), language)} {row['year']} ({pick(language, '知至', 'known to')} "
        f"{row['fit_until']}): {yuan(row['printed'], language)}, {yuan(row['median'], language)}"
        for row in table.to_dict("records")
    )
    alt = in_words(title, spans, language) + pick(language, "（公布数、模型中位数）", " (printed, median of the model)")
    return Words(title=title, subtitle=subtitle, note=note, alt=alt)


def _subtitle(facts: Facts, table: pd.DataFrame, language: str) -> str:
    """What is drawn, in which unit, from how many runs."""
    draws = int(facts["draws"]) * int(facts["replications"])
    when = pick(
        language, {"ex_ante": "只用当时已知的信息", "ex_post": "含事后信息"}[table["information"].iloc[0]],
        {"ex_ante": "with what was known then", "ex_post": "with hindsight"}[table["information"].iloc[0]],
    )  # fmt: skip
    return pick(
        language,
        f"只用到某年为止的数据预测以后年份的人均可支配收入（元/人·年，名义值，{when}）：黑点为公布数，深、"
        "浅线为模型的 50% "
        f"和 90% 区间，▲ 沿用上年增速，■ 按农村增速；数字为公布数和模型中位数与之差。每次预测 {draws} 次模拟。",
        f"Disposable income per resident predicted from data to a year (yuan per person and year, nominal, {when}): "
        "black dot: printed; dark and light line: 50% and 90% interval of the model; ▲ last growth goes on, ■ growth "
        f"of the rural mean; numbers: printed, and the model's median against it. {draws} runs a prediction.",
    )


def draw_backtest(figure: Figure, facts: Facts, table: pd.DataFrame, language: str) -> None:
    """One panel a region; predictions stand side by side, those of one last known year together."""
    regions = list(dict.fromkeys(table["region"]))
    grid = figure.subplots(len(regions), 1, squeeze=False)
    for axes, region in zip(grid[:, 0], regions, strict=True):
        rows = table[table["region"] == region].reset_index(drop=True)
        axes.set_title(label(str(region), language), color=GREY)
        _panel(axes, rows, language)


def _panel(axes: Axes, rows: pd.DataFrame, language: str) -> None:
    apart = (rows["fit_until"] != rows["fit_until"].shift()).cumsum() - 1
    places = rows.index.to_numpy() + 0.7 * apart.to_numpy()
    for x, row in zip(places, rows.to_dict("records"), strict=True):
        axes.plot([x, x], [row["low90"], row["high90"]], color=BLUE, lw=7, alpha=0.28, solid_capstyle="butt")
        axes.plot([x, x], [row["low50"], row["high50"]], color=BLUE, lw=7, alpha=0.6, solid_capstyle="butt")
        axes.plot([x - 0.09, x + 0.09], [row["median"]] * 2, color="white", lw=1.4)
        for number, (name, (_, _, colour, mark)) in enumerate(RIVALS.items()):
            axes.plot(x + 0.17 + 0.11 * number, row[name], mark, ms=4.5, mfc="white", mec=colour, mew=1.2)
        axes.plot(x, row["printed"], "o", ms=4.5, color=INK, zorder=4)
        off = percent(row["median"] / row["printed"] - 1)
        top = max(row[name] for name in ("high90", "printed", *RIVALS))
        text = f"{yuan(row['printed'], language)}\n{off if off.startswith('−') else '+' + off}"
        axes.annotate(text, (x, top), (0, 4), textcoords="offset points", ha="center", va="bottom", size=7, color=INK)
    axes.set_xticks(places, [str(year) for year in rows["year"]])
    axes.set_xlim(places[0] - 0.6, places[-1] + 0.6)
    axes.margins(y=0.12)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.16 * (high - low))
    for known, block in rows.assign(place=places).groupby("fit_until"):
        text = pick(language, f"数据至 {known}", f"data to {known}")
        where = axes.get_xaxis_transform()
        axes.text(block["place"].mean(), 1.0, text, transform=where, ha="center", va="bottom", size=7.5, color=GREY)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    written(axes.yaxis, yuan, language)
    axes.set_ylabel(pick(language, "元/人·年", "Yuan per person and year"))


def backtest_height(table: pd.DataFrame) -> float:
    """Inches of the axes."""
    return 0.4 + BLOCK * max(1.0, ceil(table["region"].nunique()))


BACKTEST = Picture(
    name="backtest",
    table="predictions.csv",
    facts="manifest.json",
    rows=backtest_rows,
    words=backtest_words,
    draw=draw_backtest,
    height=backtest_height,
)
