"""The catalogue: every clause of the policy texts, how it is treated, and whom it is for."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..configuration import described
from ..programme import OWN, SCALE, TITLE
from ..published import (
    TREATMENTS,
    PolicyMeasure,
    Treatment,
    clause_treatments,
    eligibility,
    measures,
    mechanisms,
    treatments,
)
from ..reports.wording import label, pick

TREATMENTS_ZH = {
    "instrument": "措施",
    "parameter": "参数",
    "eligibility": "资格规则",
    "fund": "资金",
    "documentation": "仅记录",
}
COLUMNS = (
    *("clause", "programme", "title_en", "title_zh", "mechanisms", "treatment", "instruments"),
    *("eligible_en", "eligible_zh", "reason"),
)
INSTRUMENT = "instrument"


def entries(language: str = "en", config_dir: Path | None = None) -> list[dict[str, Any]]:
    """One record a clause of the policy texts, in the order of the texts, with the keys of `COLUMNS`."""
    ordered = clauses(config_dir)
    return [_entry(row, ordered.get(row.id, {}), language) for row in measures()]


def clauses(config_dir: Path | None = None) -> dict[str, Mapping[str, Any]]:
    """What every programme orders: fields by instrument, by clause."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, content in described("programme", config_dir).items():
        if name != OWN:
            found |= {clause: orders or {} for clause, orders in content.items() if clause != TITLE}
    return found


def _entry(row: PolicyMeasure, orders: Mapping[str, Any], language: str) -> dict[str, Any]:
    instruments = [name for name in orders if name != SCALE]
    treatment, reason = _treated(row, instruments, language)
    titles = {"title_en": row.title_en, "title_zh": row.title_zh}
    head = {"clause": row.id, "programme": row.programme, **titles, "mechanisms": list(row.mechanism)}
    who: dict[str, Any] = {f"eligible_{tongue}": _eligible(instruments, tongue) for tongue in ("en", "zh")}
    return {**head, "treatment": treatment, "instruments": instruments, **who, "reason": reason}


def _eligible(instruments: Sequence[str], language: str) -> str:
    """Whom the instruments of a clause are for, as the model has it: those for the same people together."""
    known = {row.id: row for row in eligibility()}
    by_words: dict[str, list[str]] = {}
    for name in instruments:
        if name in known:
            words = pick(language, known[name].eligible_zh, known[name].eligible_en)
            by_words.setdefault(words, []).append(label(name, language))
    comma, colon, stop = pick(language, "、|：|；", ", |: |. ").split("|")
    return stop.join(f"{comma.join(names)}{colon}{words}" for words, names in by_words.items())


def _treated(row: PolicyMeasure, instruments: list[str], language: str) -> tuple[str, str]:
    """Treatment and reason of a clause: its own, else instruments, else the most active of its mechanisms."""
    for own in clause_treatments():
        if own.id == row.id:
            return own.treatment, pick(language, own.reason_zh, own.reason_en)
    known = {one.id: one for one in treatments()}
    rows = [known[name] for name in row.mechanism if name in known]
    others = [one for one in rows if one.treatment != INSTRUMENT]
    if instruments:
        carried = pick(language, "由措施模拟。", "Simulated by the instruments.")
        return INSTRUMENT, _joined([carried, *_named_reasons(others, language)], language)
    treatment = next((name for name in TREATMENTS for one in others if one.treatment == name), "documentation")
    return treatment, _joined(_reasons(others, language), language)


def _reasons(rows: Sequence[Treatment], language: str) -> list[str]:
    return [pick(language, row.reason_zh, row.reason_en) for row in rows]


def _named_reasons(rows: Sequence[Treatment], language: str) -> list[str]:
    """Reasons of the mechanisms beside the instruments, each with its mechanism."""
    names = {row.id: pick(language, row.label_zh, row.id.replace("_", " ")) for row in mechanisms()}
    colon = pick(language, "：", ": ")
    return [f"{names[row.id]}{colon}{reason}" for row, reason in zip(rows, _reasons(rows, language), strict=True)]


def _joined(texts: list[str], language: str) -> str:
    return pick(language, "", " ").join(texts)


def table(rows: Iterable[Mapping[str, Any]], language: str) -> str:
    """The records for a terminal: one line a clause, its reason below."""
    lines = []
    for row in rows:
        title = pick(language, row["title_zh"], row["title_en"])
        treated = pick(language, TREATMENTS_ZH[row["treatment"]], row["treatment"])
        names = pick(language, "、", ", ").join(label(name, language) for name in row["instruments"])
        lines += [f"{row['clause']:6} [{treated}] {title}{pick(language, '：', ': ') + names if names else ''}"]
        lines += [f"       {row['reason']}"]
        if who := pick(language, row["eligible_zh"], row["eligible_en"]):
            lines += [f"       {pick(language, '对象：', 'for whom: ')}{who}"]
    return "\n".join(lines)
