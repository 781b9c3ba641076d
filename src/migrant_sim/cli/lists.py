"""Verbs that show what there is: `list` names, `codebook` parameters."""

import json
from collections.abc import Iterator
from typing import Any

from ..errors import ConfigurationError, unknown_name
from ..reading import one_of
from .folders import named
from .language import choose
from .request import Request

KINDS = ("regions", "scenarios", "programmes", "measures", "indicators", "shocks", "funds")
Rows = list[dict[str, Any]]
_OTHER = {"zh": "_en", "en": "_zh"}


def codebook_verb(request: Request) -> int:
    """Print every parameter with unit, range and source."""
    named(request, ("language",))
    from ..codebook import rows, table

    print(json.dumps(rows(), ensure_ascii=False, indent=2) if request.json else table())
    return 0


def list_verb(request: Request) -> int:
    """Print the names of one kind, each with its meaning."""
    kinds = [word for word in request.words if "=" not in word]
    if len(kinds) != 1:
        raise ConfigurationError(
            f"list takes one name; allowed: {', '.join(KINDS)}.", f"list 需要一个名称；可用的有：{'、'.join(KINDS)}。"
        )
    if kinds[0] not in KINDS:
        raise unknown_name("list", kinds[0], KINDS)
    rest = tuple(word for word in request.words if word != kinds[0])
    named(Request(verb="list", words=rest, language=request.language), ("language",))
    makers = {"indicators": _indicators, "shocks": _shocks, "funds": _funds}
    rows = makers.get(kinds[0], lambda _: _files(kinds[0][:-1], request))(request)
    if request.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        print("  ".join([row["name"].ljust(width), *filter(None, _told(row, request.language))]))
    return 0


def _told(row: dict[str, Any], language: str) -> Iterator[str]:
    """What a row says besides its name, in one language; columns of the other are left out."""
    from ..reports.units import nominal, unit_words

    mine = {key.removesuffix(f"_{language}"): value for key, value in row.items() if not key.endswith(_OTHER[language])}
    yield str(mine["title"])
    for key, value in mine.items():
        if key == "size":
            number, _, unit = str(value).partition(" ")
            yield f"{number} {unit_words(unit, language)}"
        elif key == "spread":
            yield str(value).replace("spread", choose(language, "离散度", "spread"))
        elif key == "money":
            yield nominal(bool(value), language)
        elif key == "eligible":
            yield choose(language, f"对象：{value}", f"for whom: {value}") if value else ""
        elif key not in ("name", "title"):
            yield unit_words(str(value), language) if key == "unit" else str(value)


def _files(group: str, request: Request) -> Rows:
    """Regions, scenarios, programmes or measures of the user's folder and the shipped one, with their titles."""
    from ..configuration import described, scenarios_alone

    found = described(group, request.config_dir)
    if group == "scenario":
        found |= {name: {} for name in scenarios_alone(described("measure", request.config_dir)) if name not in found}
    return [{"name": name, **_titles(group, name, content)} for name, content in found.items()]


def _titles(group: str, name: str, content: dict[str, Any]) -> dict[str, Any]:
    if group == "region":
        return {"title_zh": content.get("title_zh", ""), "title_en": content.get("title_en", "")}
    from ..reports.wording import label

    if group in ("scenario", "programme"):
        title = content.get("title") or {}
        return {"title_zh": title.get("zh") or label(name, "zh"), "title_en": title.get("en") or label(name, "en")}
    values = content.get(name) or {}
    instrument = values.get("instrument") or name
    window = f"{values.get('start')} – {values.get('stop')}"
    titles = {"title_zh": label(instrument, "zh"), "title_en": label(instrument, "en")}
    return {**titles, "clause": values.get("clause", ""), "window": window, **_eligible(instrument)}


def _eligible(instrument: str) -> dict[str, str]:
    """Whom an instrument is for, in both languages; empty for one that the table does not hold."""
    from ..published import eligibility

    row = next((row for row in eligibility() if row.id == instrument), None)
    return {"eligible_zh": row.eligible_zh if row else "", "eligible_en": row.eligible_en if row else ""}


def _funds(request: Request) -> Rows:
    """Funds by key, with the names that texts and measures use for each and the key that sets a cap."""
    from ..published.funds import KEYS, NAMES

    also = {key: [name for name, row in NAMES.items() if row.key == key and name != key] for key in KEYS}
    return [
        {
            "name": key,
            "title_zh": NAMES[key].label_zh,
            "title_en": NAMES[key].label_en,
            "cap": f"fund.{key}.cap",
            "names_zh": "、".join(NAMES[name].label_zh for name in also[key]),
            "names_en": ", ".join(also[key]),
        }
        for key in KEYS
    ]


def _indicators(request: Request) -> Rows:
    from ..indicators import INDICATORS

    return [
        {
            "name": row.name,
            "title_zh": f"{row.label_zh}：{row.meaning_zh}",
            "title_en": f"{row.label_en}: {row.meaning_en}",
            "unit": row.unit,
            "money": ("nominal" if row.nominal else "") if "yuan" in row.unit else "",
        }
        for row in INDICATORS.values()
    ]


def _shocks(request: Request) -> Rows:
    from ..configuration import described

    return [_shock(name, content.get(name) or {}) for name, content in described("shock", request.config_dir).items()]


def _shock(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """One shock with its size, dates and spread; unit and meaning of the size are those of its kind."""
    from ..processes.shocks import KINDS

    kind = KINDS[one_of(values.get("kind"), f"shock.{name}.kind", KINDS)]
    title_zh, title_en = values.get("title_zh") or name, values.get("title_en") or name
    return {
        "name": name,
        "title_zh": f"{title_zh}：{kind.title_zh}",
        "title_en": f"{title_en}: {kind.title_en}",
        "size": f"{values.get('size', 1.0):g} {kind.unit}",
        "window": f"{values.get('start')} – {values.get('stop')}",
        "spread": f"spread {values.get('spread', 1.0):g}",
    }
