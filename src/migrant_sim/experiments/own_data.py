"""What a run says of the user's own data: the ledger its people come from, and official figures beside the shipped."""

from typing import Any

from ..population import Region
from ..population.register_tables import about
from ..published import own_figures, own_hash

Notes = list[dict[str, str]]
USER = "user"  # the provenance of what the user brought


def own_figure_rows() -> list[dict[str, Any]]:
    """The figures of the user's own that are in use, as `summary.json` lists them."""
    keys = ("indicator", "region", "year", "value", "unit", "source", "published")
    return [{key: getattr(row, key) for key in keys} | {"provenance": USER} for row in own_figures()]


def own_inputs(region: Region) -> list[dict[str, Any]]:
    """What a manifest says of data of the user's own: figures and ledgers, each with its hash; empty without any."""
    found: list[dict[str, Any]] = []
    if own_hash():
        found.append({"what": "figures", "provenance": USER, "sha256": own_hash(), "rows": len(own_figures())})
    if region.register:
        counts = about(region.name)["counts"]
        told = {"what": "ledgers", "provenance": USER, "region": region.name, "sha256": region.register["key"]}
        found.append(told | {"rows": sum(counts.values())})
    return found


def ledger_notes(region: str) -> Notes:
    """Where the people of an imported region come from, what was made up, and what its ledgers were warned of."""
    told = about(region)
    counts, share = told["counts"], told["coverage"]
    notes = [
        {
            "en": f"The people are those of the ledgers imported as {region} ({counts['households']} households, "
            f"{counts['persons']} persons, coverage {share:.1%}, reference {told['reference']}); carers, attachment to "
            "home and tenure are the model's.",
            "zh": f"人口取自导入台账 {region}（{counts['households']} 户、{counts['persons']} 人，覆盖率 {share:.1%}，"
            f"核对日 {told['reference']}）；照料者、恋家程度与在岗时长由模型给出。",
        }
    ]
    notes += _start(told) + list(told["remarks"])
    filled = {name: row for name, row in told["missing"].items() if row["imputed"]}
    if filled:
        listed = ", ".join(f"{name} {row['cells']} ({row['share']:.1%})" for name, row in filled.items())
        ways = told["imputations"]
        notes.append(
            {
                "en": f"Imputed cells (assumption; {ways} imputations, draw d uses number d mod {ways}): {listed}.",
                "zh": f"插补的缺失值（假设；共 {ways} 组插补，第 d 组抽样使用第 d mod {ways} 组）：{listed}。",
            }
        )
    return notes + [_warning(row) for row in told["warnings"]]


def _start(told: dict[str, Any]) -> Notes:
    """Which levels of 2020 are the ledger's."""
    return [
        {
            "en": f"From the ledger: {path} = {row['central']:g} {row['unit']} ({row['low']:g} to {row['high']:g}; "
            "the spread is an assumption).",
            "zh": f"取自台账：{path} = {row['central']:g}（{row['low']:g} 至 {row['high']:g}；幅度为假设）。",
        }
        for path, row in told["start"].items()
    ]


def _warning(row: dict[str, Any]) -> dict[str, str]:
    return {
        "en": f"Ledger warning {row['code']} ({row['count']} listed): {row['en']}",
        "zh": f"台账提示 {row['code']}（列出 {row['count']} 处）：{row['zh']}",
    }


def own_figure_notes() -> Notes:
    """That figures of the user's own are in use, and which."""
    rows = own_figures()
    if not rows:
        return []
    listed = "; ".join(f"{row.indicator}:{row.region} {row.year} = {row.value:g} {row.unit}" for row in rows)
    return [
        {
            "en": f"Figures brought by the user (ledger series) are in use: {listed}.",
            "zh": f"使用了用户补充的公布数据（ledger series）：{listed}。",
        }
    ]
