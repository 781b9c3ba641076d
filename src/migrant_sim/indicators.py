"""The indicators: each with its name, unit and meaning in two languages, from `data/indicators.csv`."""

import csv
from typing import NamedTuple

from .paths import folder


class Indicator(NamedTuple):
    """What one number of the results means; `nominal` marks money at the prices of its year."""

    name: str
    unit: str
    label_en: str
    label_zh: str
    meaning_en: str
    meaning_zh: str
    nominal: bool
    monthly: bool


def _read() -> dict[str, Indicator]:
    with (folder("data") / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    read = [
        Indicator(*texts, money == "nominal", period == "month and year")  # type: ignore[call-arg, arg-type]
        for *texts, money, period in rows
    ]
    return {row.name: row for row in read}


INDICATORS: dict[str, Indicator] = _read()


def unit_of(name: str, period: str) -> str:
    """The unit of an indicator in a period (`2025` or `2025-12`): money of a month is per month."""
    unit = INDICATORS[name].unit
    return unit.replace("/year", "/month") if len(period) > 4 and "yuan" in unit else unit
