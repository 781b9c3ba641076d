"""What a run of an imported region may show to everybody: aggregated tables without cells that rest on few people."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import ConfigurationError
from ..published import region_folder, shipped_regions
from ..result import UNIDENTIFIED, Result, write_text
from .disclosure import LEAST_PEOPLE, REASONS, marked, rounded, safe, scarce, suppression
from .share import load_region
from .writing import write_csv

FIFTHS = 5
KEYS = ["scenario", "period", "indicator", "group", "unit"]
STATISTICS = ("median", "p05", "p95")
# Codes of ledgers -> levels of groups in results.
LEVELS = {"group:self": "group:self_moved", "list:region": "list:region-led", "list:county": "list:city- or county-led"}

# Dimensions of groups that have no number of ledger persons behind them.
UNCOUNTED: Mapping[str, tuple[str, str]] = {
    "settlement": ("安置点", "settlement"),
    "months": ("务工月数", "months worked"),
    "flow": ("就业流动", "flow between kinds of work"),
    "change": ("收入增减幅度", "change of income"),
}


class Public(NamedTuple):
    """The tables that may leave, each with a column `suppressed`; the groups that are not shown, with reasons; and the
    number of cells of other groups that are not shown because few people make them up."""

    indicators: pd.DataFrame
    targets: pd.DataFrame
    costs: pd.DataFrame
    hidden: Mapping[str, str]
    scarce: int


def persons_by_group(region: Path) -> dict[str, float]:
    """Ledger persons of each group of the results, `all` included, counted in the folder of an imported region.

    Raises DataError when a table of the region is missing or damaged.
    """
    tables = load_region(region)
    homes = tables["households"]
    home = homes.iloc[tables["persons"]["home"].to_numpy()]
    people = float(len(home))
    counts = {"all": people, **{f"quintile:{fifth + 1}": people / FIFTHS for fifth in range(FIFTHS)}}
    listed = tables["settlements"]["list"].iloc[home["settlement"].to_numpy()]
    for dimension, column in (("group", home["group"]), ("county", home["county"]), ("list", listed)):
        for level, number in column.value_counts().items():
            label = f"{dimension}:{level}"
            counts[LEVELS.get(label, label)] = float(number)
    return counts


def counts_of(result: Result) -> dict[str, float]:
    """Ledger persons by group of a run; empty for a shipped region, which is synthetic.

    Of an imported region that is no longer there nothing but the total is known, so every group is hidden.
    """
    region = str(result.summary["region"])
    if region in shipped_regions():
        return {}
    folder = region_folder(region)
    if not folder.is_dir():
        return {"all": float(result.summary["population"]["persons_real"])}
    return persons_by_group(folder)


def screened(result: Result, least: int = LEAST_PEOPLE) -> Result:
    """The result as reports may show it: without rows of groups below the threshold, and with a warning that says so.

    Groups whose persons nobody has counted (settlements, months, flows, changes) are left out as well.
    """
    counts = counts_of(result)
    if not counts:
        return result
    rows = safe(result.indicators, counts, least)
    gone = (rows["suppressed"] != "").to_numpy()
    if not gone.any():
        return result
    said = _left_out(rows.loc[gone, "group"], counts, least)
    summary = {**result.summary, "warnings": [*result.summary.get("warnings", ()), said]}
    return replace(result, indicators=rows[~gone].drop(columns="suppressed"), summary=summary)


def _left_out(groups: pd.Series, counts: Mapping[str, float], least: int) -> dict[str, str]:
    """What a page says of the groups that it does not show."""
    names = list(dict.fromkeys(map(str, groups)))
    few = [name for name in names if name in counts]
    listed = "、".join(few) or "无", ", ".join(few) or "none"
    uncounted = {name.partition(":")[0] for name in names if name not in counts}
    parts = [part for part in UNCOUNTED if part in uncounted]
    zh, en = (words.join(UNCOUNTED[part][at] for part in parts) for at, words in enumerate(("、", ", ")))
    return {
        "zh": f"为保护个人信息，少于 {least} 人的组不显示（包括为防推算而一并隐去的）：{listed[0]}。"
        + (f"按{zh}细分的图表因无法核定人数而略去。" if parts else ""),
        "en": f"To protect persons, groups of fewer than {least} are not shown, nor those that would give them away: "
        + f"{listed[1]}."
        + (f" Charts by {en} are left out, because nobody counts the persons behind them." if parts else ""),
    }


def public_tables(result: Result, counts: Mapping[str, float], least: int = LEAST_PEOPLE, figures: int = 0) -> Public:
    """The safe tables of a result; `figures` above 0 rounds every number to so many significant figures."""
    people = counts.get("all", 0.0)
    if people < least:
        raise ConfigurationError(
            f"The region holds {people:.0f} persons, fewer than least_people={least}; nothing can be shown.",
            f"该地区只有 {people:.0f} 人，低于阈值 least_people={least}；没有可以公开的内容。",
        )
    table = yearly(result.indicators)
    indicators = safe(table, counts, least)
    told = indicators[indicators["suppressed"] != ""].drop_duplicates("group")
    few = np.where(indicators["suppressed"] == "", scarce(table, counts, least), "")
    indicators["suppressed"] = np.where(few == "", indicators["suppressed"], few)
    for name in STATISTICS:
        indicators[name] = indicators[name].mask(indicators["suppressed"] != "")
    costs = safe_costs(yearly_costs(result.costs), least)
    targets = result.targets.assign(suppressed="")
    for frame in (indicators, costs):
        for name in frame.columns.intersection([*STATISTICS, "yuan", "people"]):
            frame[name] = rounded(frame[name], figures) if figures else frame[name]
    hidden = dict(zip(told["group"], told["suppressed"], strict=True))
    return Public(indicators, targets, costs, hidden, int((few != "").sum()))


def yearly(indicators: pd.DataFrame) -> pd.DataFrame:
    """Median and 90 % interval over all runs of every yearly indicator by group."""
    rows = indicators[indicators["period"].str.len() == 4]
    parts = rows.groupby(KEYS, sort=False, observed=True)["value"]
    table = pd.DataFrame({"median": parts.median(), "p05": parts.quantile(0.05), "p95": parts.quantile(0.95)})
    return table.reset_index()


def yearly_costs(costs: pd.DataFrame) -> pd.DataFrame:
    """Mean yuan and people a year by measure over all runs; clauses and funds are added together."""
    runs = costs.groupby(["scenario", "draw", "replication", "year", "measure"])[["yuan", "people"]].sum()
    return runs.groupby(["scenario", "year", "measure"]).mean().reset_index()


def safe_costs(costs: pd.DataFrame, least: int) -> pd.DataFrame:
    """Costs without those that fewer people than the threshold receive; what is paid to nobody rests on nobody."""
    people = costs["people"].to_numpy().copy()
    people[people == 0] = float(least)  # works and services
    by_year = (costs["scenario"] + " " + costs["year"].astype(str)).to_numpy()
    by_measure = (costs["scenario"] + " " + costs["measure"]).to_numpy()
    out = costs.assign(suppressed=suppression(people, [by_year, by_measure], least))
    for name in ("yuan", "people"):
        out[name] = out[name].mask(out["suppressed"] != "")
    return out


def write_public(public: Public, folder: Path, region: str, least: int) -> list[Path]:
    """Write the tables as CSV, suppressed cells as `…`, and a README in Chinese and English; returns the files."""
    files = []
    for name in ("indicators", "targets", "costs"):
        frame = getattr(public, name)
        numbers = frame.select_dtypes("number").columns.drop(["year"], errors="ignore")
        shown = frame.assign(**{column: marked(frame[column], frame["suppressed"]) for column in numbers})
        files.append(folder / f"{name}.csv")
        write_csv(files[-1], shown.astype(object))
    files.append(folder / "README.md")
    write_text(files[-1], readme(public, region, least))
    return files


def readme(public: Public, region: str, least: int) -> str:
    """What the tables are and what was left out, in both languages."""
    costs = int((public.costs["suppressed"] != "").sum())
    parts = {group.partition(":")[0] for group in public.hidden}
    lines = [
        f"- {part}:… {zh}，无法核定人数，全部隐去 / {en}: nobody counts the persons behind them, all suppressed"
        for part, (zh, en) in UNCOUNTED.items()
        if part in parts
    ]
    lines += [
        f"- {group}: {REASONS[reason][1]} / {REASONS[reason][0]}"
        for group, reason in public.hidden.items()
        if group.partition(":")[0] not in UNCOUNTED
    ]
    return README.format(
        region=region,
        least=least,
        unknown_zh=UNIDENTIFIED[1],
        unknown_en=UNIDENTIFIED[0],
        hidden="\n".join(lines or ["- 无 / none"]),
        costs=costs,
        scarce=public.scarce,
    )


README = """# {region}

由导入的台账模拟测算所得的汇总表；每格至少代表 {least} 人，否则以“…”隐去（并非 0）；
为防止由合计推算，必要时另隐去一格。不含任何个人或户的记录。

- indicators.csv：各组逐年指标，全部运行的中位数与 90% 区间（p05–p95）
- targets.csv：各项目标（不是数据）的达成概率
- costs.csv：各措施逐年平均费用（元）与人数

{unknown_zh}

Aggregated tables of model results on imported ledgers. Every cell rests on at least {least} persons; others are shown
as “…” (which is not 0), and one more cell where a total would give them away. No record of a person or household is
here.

- indicators.csv: indicators by group and year, median and 90 % interval (p05 to p95) over all runs
- targets.csv: chance of each target (targets are no data)
- costs.csv: mean yuan and people a year by measure

{unknown_en}

## 隐去的内容 / what was suppressed

{hidden}
- indicators.csv：另有 {scarce} 格，其比例或人数所指的人少于 {least} 人 / {scarce} more cells, of which the people
  counted, or the rest of the group, are fewer than {least}
- costs.csv: {costs} 格 / cells
"""
