"""What an import says of itself afterwards: warnings by kind, and the lines that every run of the region carries."""

from collections.abc import Iterable, Mapping
from typing import Any

from .messages import kinds
from .problems import Problem


def warning_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """One row a kind of warning: its code, how often it was found, and what it says, without any cell of the ledger."""
    found: dict[str, int] = {}
    for problem in problems:
        found[problem.code] = found.get(problem.code, 0) + problem.count
    known = kinds()
    return [
        {"code": code, "count": count, "zh": _general(known[code].zh), "en": _general(known[code].en)}
        for code, count in sorted(found.items())
    ]


def _general(text: str) -> str:
    """The message of a kind with an ellipsis for what differs from case to case."""
    out, depth = [], 0
    for letter in text:
        depth += letter == "{"
        if depth == 0:
            out.append(letter)
        elif letter == "}":
            depth -= 1
            out.append("…" if depth == 0 else "")
    return "".join(out)


def told_of(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Lines in Chinese and English that end an import: who is there, what counts, what was made up."""
    counts, share = about["counts"], about["coverage"]
    lines = [
        (
            f"{counts['households']} 户、{counts['persons']} 人、{counts['settlements']} 个安置点；"
            f"覆盖率 {share:.1%}（{_MET_ZH[about['weights']['met']]}）。",
            f"{counts['households']} households, {counts['persons']} persons, {counts['settlements']} settlements; "
            f"coverage {share:.1%} ({_MET_EN[about['weights']['met']]}).",
        )
    ]
    for path, row in about["start"].items():
        value = f"{row['central']:.3f} ({row['low']:.3f} – {row['high']:.3f})"
        lines.append(
            (
                f"取自台账：{row['description_zh']}（{path}）= {value}，幅度为假设。",
                f"From the ledger: {row['description']} ({path}) = {value} as a {row['unit']}; spread assumed.",
            )
        )
    if "reference.start_ratio" not in about["start"]:
        lines.append(("起始收入比取自基础地区。", "The start ratio of incomes is that of the base region."))
    lines += [(row["zh"], row["en"]) for row in about["remarks"]]
    filled = {name: row for name, row in about["missing"].items() if row["imputed"]}
    if filled:
        listed = ", ".join(f"{name} {row['share']:.1%}" for name, row in filled.items())
        ways = about["imputations"]
        lines.append((f"由模型补足的缺失（{ways} 组插补）：{listed}。", f"Imputed ({ways} imputations): {listed}."))
    return lines


_MET_ZH = {
    "all": "逐户照录",
    "age, sex and size": "按年龄、性别、户规模加权",
    "size": "仅按户规模加权",
    "none": "等权放大：台账无法与边际数据相符",
}
_MET_EN = {
    "all": "one to one",
    "age, sex and size": "weighted to age, sex and household size",
    "size": "weighted to household size alone",
    "none": "equal weights: the ledger cannot meet the margins",
}
