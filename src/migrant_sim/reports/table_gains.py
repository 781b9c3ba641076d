"""Who gains and who does not: income by group, scenario less baseline, run by run."""

import pandas as pd

from .basis import unidentified
from .captions import full_interval
from .findings import Findings
from .formats import interval, percent, signed, with_sign, yuan
from .groups import group_label, group_order
from .tables import Table
from .wording import pick

INCOME = "disposable_income"


def gains_table(findings: Findings, language: str) -> Table:
    """One row a group of the last year: income under the baseline, what the scenario adds, share of runs that lose."""
    rows = [
        [
            group_label(str(group), language),
            yuan(row["before"], language),
            signed(yuan(row["median"], language)),
            interval(row["p05"], row["p95"], with_sign(yuan), language),
            percent(row["loses"]),
        ]
        for group, row in group_gains(findings).iterrows()
    ]
    year = findings.last_year
    columns = pick(
        language,
        "人群|基准收入|变化|90% 区间|收入下降的模拟占比",
        "Group|Income under the baseline|Change|90% interval|Share of runs in which it loses",
    ).split("|")
    note = pick(
        language,
        "方案减基准，逐次配对，中位数，名义值。分组在两种情景中相同（假设的合成人口），组内仍有得有失。",
        "Scenario less baseline, paired run by run, medians, nominal. Groups are the same in both (of a synthetic "
        "population); within a group some may gain and others lose. ",
    )
    return Table(
        caption=pick(language, f"各类人群 {year} 年收入的变化", f"Income by group in {year}"),
        unit=pick(language, "元/人·年", "yuan per person and year"),
        columns=columns,
        rows=rows,
        note=note + full_interval(language) + pick(language, "。", ". ") + unidentified(language),
    )


def group_gains(findings: Findings) -> pd.DataFrame:
    """One row a group: `before` (median of the baseline), `median p05 p95` of the paired difference, `loses`."""
    table = findings.groups
    # Settlements are hundreds, and synthetic: a chart of their own shows them, and its table holds their numbers.
    kept = (table["indicator"] == INCOME) & (table["dimension"] != "settlement")
    wide = table[kept].pivot(index=["group", "draw", "replication"], columns="scenario", values="value")
    columns = ["before", "median", "p05", "p95", "loses"]
    scenario, baseline = findings.arms
    if not {scenario, baseline} <= set(wide.columns) or wide.empty:
        return pd.DataFrame(columns=columns)
    gain = (wide[scenario] - wide[baseline]).groupby("group")
    found = pd.DataFrame(
        {
            "before": wide[baseline].groupby("group").median(),
            **{name: gain.quantile(at) for name, at in (("median", 0.5), ("p05", 0.05), ("p95", 0.95))},
            "loses": gain.agg(lambda values: float((values < 0).mean())),
        }
    )
    return found.loc[sorted(found.index, key=group_order)]
