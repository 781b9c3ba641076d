"""Fan chart of the income ratio against its target."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .basis import unidentified
from .canvas import BLUE, GREY, INK, PALE, VERMILION, End, Words, end_labels
from .captions import arm_line, full_interval, in_words, source_line
from .chart import Chart
from .findings import Findings
from .formats import interval, ratio, within
from .wording import label, pick

HEIGHT = 3.4  # inches


def ratio_numbers(findings: Findings) -> pd.DataFrame:
    """One row an arm and year: quantiles of the ratio over runs, with the target and the tolerance line."""
    parts = []
    for role, arm in zip(("scenario", "baseline"), findings.arms, strict=True):
        part = findings.quantiles("income_ratio", arm).rename_axis("year").reset_index()
        parts.append(part.assign(arm=role, scenario=arm))
    table = pd.concat(parts, ignore_index=True)
    table.loc[table["arm"] == "baseline", ["p05", "p25", "p75", "p95"]] = float("nan")
    line = findings.target_line()
    if line is not None:
        table = table.assign(target=line[0], tolerance_line=line[0] - line[1])
    order = ["arm", "scenario", "year", "p05", "p25", "median", "p75", "p95"]
    return table[[*order, *[c for c in ("target", "tolerance_line") if c in table]]].assign(unit="ratio")


def ratio_words(findings: Findings, table: pd.DataFrame, language: str) -> Words:
    """The message: where the ratio stands in the last year, and how far that is from the target."""
    rows = table[table["arm"] == "scenario"]
    first, last = rows.iloc[0], rows.iloc[-1]
    middle, band = ratio(last["median"]), within(last["p05"], last["p95"], ratio, language)
    title = pick(
        language,
        f"{last['year']} 年收入比中位数为 {middle}，{band}{_standing(last, language)}",
        f"Median income ratio of {last['year']}: {middle}, {band}{_standing(last, language)}",
    )
    subtitle = pick(
        language,
        "移民人均可支配收入 ÷ 农村居民人均可支配收入（比值，名义值）。",
        "Disposable income per relocated resident over the rural mean (ratio, nominal). ",
    ) + arm_line(findings, language)
    start = f"{ratio(first['median'])}{pick(language, '，', ', ')}{within(first['p05'], first['p95'], ratio, language)}"
    alt = in_words(title, [pick(language, f"{first['year']} 年为 {start}", f"{first['year']}: {start}")], language)
    return Words(title=title, subtitle=subtitle, note=_note(findings, language), alt=alt)


def _standing(last: pd.Series, language: str) -> str:
    """Where the median stands to target and tolerance line; empty without a target."""
    if "target" not in last:
        return ""
    target, line = ratio(last["target"]), ratio(last["tolerance_line"])
    if last["median"] >= last["target"]:
        return pick(language, f"，达到目标 {target}", f"; at or above the target of {target}")
    if last["median"] >= last["tolerance_line"]:
        return pick(
            language,
            f"，低于目标 {target}，但在容差线 {line} 之上",
            f"; below the target of {target}, above the tolerance line {line}",
        )
    return pick(language, f"，低于容差线 {line}", f"; below the tolerance line of {line}")


def _note(findings: Findings, language: str) -> str:
    """What the bands cover, the assumption behind the tolerance, and the source."""
    tolerance = pick(language, "容差为假设。", " The tolerance is an assumption.") if findings.target_line() else ""
    bands = pick(
        language,
        "深色带为 50% 区间，浅色带为 90% 区间；起点的宽度来自起点假设的范围。",
        "Dark band: 50% interval; light band: 90%. The width at the start is the range of the start assumption. ",
    )
    stop = pick(language, "。", ".")
    arms = pick(language, "方案与基准之差：", " Scenario against baseline: ") + unidentified(language)
    return f"{bands}{full_interval(language)}{stop}{tolerance}{arms}\n{source_line(findings, language)}"


def draw_ratio(figure: Figure, table: pd.DataFrame, language: str) -> None:
    """Bands and median of the scenario, the baseline's median, target and tolerance lines, named at their ends."""
    axes = figure.subplots()
    rows, base = (table[table["arm"] == arm].reset_index() for arm in ("scenario", "baseline"))
    years = rows["year"].astype(int).to_numpy()
    for low, high, alpha in (("p05", "p95", 0.16), ("p25", "p75", 0.32)):
        axes.fill_between(years, rows[low], rows[high], color=BLUE, alpha=alpha, lw=0)
    axes.plot(years, rows["median"], color=BLUE, lw=2.2, marker="o", ms=4)
    axes.plot(years, base["median"], color=VERMILION, lw=1.6, ls=(0, (4, 2)))
    ends = [_end(part.iloc[-1], colour, language) for part, colour in ((rows, BLUE), (base, VERMILION))]
    ends += _target_lines(axes, table.iloc[0], language)
    axes.margins(y=0.08)
    end_labels(axes, float(years[-1]), ends, HEIGHT)
    _start(axes, rows.iloc[0], language)
    _band_names(axes, rows)
    axes.set_xticks(years)
    axes.set_xlim(years[0] - 0.25, years[-1] + 0.02)
    axes.grid(axis="y", color=PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.set_ylabel(pick(language, "收入比", "Income ratio"))


def _end(row: pd.Series, colour: str, language: str) -> End:
    """Label at the end of an arm's median."""
    arm = pick(language, "方案" if row["arm"] == "scenario" else "基准", str(row["arm"]).capitalize())
    return End(
        height=row["median"], text=f"{arm} {ratio(row['median'])}\n{label(row['scenario'], language)}", colour=colour
    )


def _target_lines(axes: Axes, row: pd.Series, language: str) -> list[End]:
    """Draws target and tolerance line where there is a target and returns their labels."""
    if "target" not in row:
        return []
    target, line = row["target"], row["tolerance_line"]
    axes.axhline(target, color=INK, lw=1.2)
    labels = [End(height=target, text=pick(language, "目标 ", "Target ") + ratio(target))]
    if line != target:
        axes.axhline(line, color=INK, lw=1.0, ls=":")
        text = pick(language, "容差线 ", "Tolerance ") + ratio(line)
        labels.append(End(height=line, text=text, colour=GREY))
    return labels


def _band_names(axes: Axes, rows: pd.DataFrame) -> None:
    """Names both bands inside them, between the last two years."""
    if len(rows) < 2:
        return
    last = rows.tail(2)
    x = last["year"].astype(int).mean()
    for low, high, name in (("p75", "p95", "90%"), ("median", "p75", "50%")):
        if (last[high] > last[low]).all():  # one run has no band
            axes.text(x, float(last[[low, high]].to_numpy().mean()), name, ha="center", va="center", size=8, color=BLUE)


def _start(axes: Axes, row: pd.Series, language: str) -> None:
    """Marks the interval of the start ratio."""
    year, low, high = int(row["year"]), row["p05"], row["p95"]
    axes.plot([year, year], [low, high], color=BLUE, lw=3, solid_capstyle="butt")
    text = pick(language, "起点（假设）\n", "Start (assumption)\n") + interval(low, high, ratio, language)
    axes.annotate(
        text, (year, high), (0, 5), textcoords="offset points", va="bottom", color=BLUE, size=8.5, linespacing=1.3
    )


RATIO = Chart(
    name="ratio",
    heading_zh="收入比走势",
    heading_en="Path of the income ratio",
    numbers=ratio_numbers,
    words=ratio_words,
    draw=draw_ratio,
    height=lambda table: HEIGHT,
)
