"""What `sensitivity` prints: the heaviest inputs, the split of the variance, the nearest flips, the measures' order."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..result import UNIDENTIFIED
from .language import choose

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5


def told(tables: Mapping[str, "pd.DataFrame"], facts: Mapping[str, Any], language: str) -> list[str]:
    """The lines for a reader, in the order in which the stages rest on one another."""
    lines = [
        *_screen(tables["screen"], language),
        *_indices(tables["indices"], language),
        *_split(tables["variance"], language),
        *_flips(tables["flips"], facts, language),
    ]
    if "ranking" in tables:
        lines += _ranking(tables["ranking"], language)
    return [*lines, choose(language, UNIDENTIFIED[1], UNIDENTIFIED[0])]


def _screen(table: "pd.DataFrame", language: str) -> list[str]:
    """Morris: the inputs whose whole move changes the ratio most."""
    title = choose(
        language,
        "筛选（Morris）：单个输入由其 5% 点移到 95% 点时收入比的平均变动（±90% 自助区间）：",
        "Screening (Morris): mean change of the income ratio as an input goes from its 5 to its 95 % point (± 90 %):",
    )
    rows = table[table["outcome"] == "ratio"].nsmallest(SHOWN, "rank").to_dict("records")
    return [title] + [
        f"  {row['mu_star']:6.3f} ± {row['mu_star_conf']:.3f}  {row[f'label_{language}']}" for row in rows
    ]


def _indices(table: "pd.DataFrame", language: str) -> list[str]:
    """PAWN or, where it was asked for, the total index of Sobol': the heaviest inputs with their intervals."""
    ratio = table[table["outcome"] == "ratio"]
    method = "sobol_total" if (ratio["method"] == "sobol_total").any() else "pawn"
    shown = ratio[ratio["method"] == method].nlargest(SHOWN, "index").to_dict("records")
    lines = [
        choose(
            language, f"指数 {method}（90% 自助区间，0 至 1）：", f"Index {method} (90 % bootstrap interval, 0 to 1):"
        )
    ]
    for row in shown:
        noise = row["noise"]
        beside = choose(language, f"，噪声线 {noise:.2f}", f", noise {noise:.2f}") if noise == noise else ""
        lines.append(
            f"  {row['index']:6.3f} ({row['low']:.3f} … {row['high']:.3f}{beside})  {row[f'label_{language}']}"
        )
    return lines


def _split(table: "pd.DataFrame", language: str) -> list[str]:
    title = choose(language, "收入比方差的构成（90% 区间）：", "Variance of the income ratio (90 % interval):")
    rows = table[table["outcome"] == "ratio"].to_dict("records")
    return [title] + [
        f"  {100 * row['share']:5.1f} % ({100 * row['low']:.1f} … {100 * row['high']:.1f})  {row[f'label_{language}']}"
        for row in rows
    ]


def _flips(table: "pd.DataFrame", facts: Mapping[str, Any], language: str) -> list[str]:
    """The probability that the flips are about, the run's own word where it differs, and the nearest flips."""
    own, run = facts["verdict"], facts["run_verdict"]
    share = f"{100 * own['probability']:.1f} % ({100 * own['low']:.1f} … {100 * own['high']:.1f})"
    lines = [
        choose(
            language,
            f"最易改变概率用语的输入（现为 {share}：{own['word_zh']}；90% 区间来自参数抽样）：",
            f"Nearest to changing the word of the probability (now {share}: {own['word']}; 90 % over draws):",
        )
    ]
    if run["word"] and run["word"] != own["word"]:
        lines.append(
            choose(
                language,
                f"  该运行自身的结论为“{run['word_zh']}”；下表只论概率所属的一档。",
                f"  The run's own verdict is {run['word']!r}; the rows below are about the class of its probability.",
            )
        )
    for row in table.head(SHOWN).to_dict("records"):
        far = f"{row['distance']:.2f}" if row["distance"] == row["distance"] else "–"
        label, said = row[f"label_{language}"], row[f"said_{language}"]
        lines.append(
            choose(
                language,
                f"  {far} 个标准差  {label}（中位数 {row['start']:.3g}）：{said}",
                f"  {far} spreads  {label} (median {row['start']:.3g}): {said}",
            )
        )
    return lines


def _ranking(table: "pd.DataFrame", language: str) -> list[str]:
    """How alike the order of the instruments is under each contested setting."""
    from ..reports.chart_parts import setting_label

    rows = table[table["setting"] != "central"].drop_duplicates(["setting", "value"]).to_dict("records")
    title = choose(
        language,
        "措施排序与现行设定的一致程度（Kendall τ，90% 区间）：",
        "Agreement of the order of instruments with that as it stands (Kendall's tau, 90 % interval):",
    )
    return [title] + [
        f"  {row['tau']:5.2f} ({row['tau_low']:.2f} … {row['tau_high']:.2f})  {setting_label(row, language)}"
        for row in rows
    ]
