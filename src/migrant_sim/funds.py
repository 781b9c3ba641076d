"""The funds that pay for measures: their names, what they may spend in a year, and who is served first.

Texts name a fund in several ways, and a bundle of payments may draw on two of them together; so every name leads to a
key, and a cap is set by key. No text gives an amount, so no fund has a cap unless the user sets one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ConfigurationError
from .fields import param
from .published.funds import KEYS
from .reading import one_of, read, section


@dataclass(frozen=True, kw_only=True)
class Fund:
    """What a fund may spend on increments over 2020, each calendar year of the run, in yuan of that year."""

    cap: float | None = param(
        None, unit="yuan/yr", doc="most that it spends in a calendar year, real scale; null: no limit", low=0
    )
    by_month: bool = param(
        False, unit="-", doc="open the cap by twelfths, so that the money lasts all year; what is left over stays"
    )
    required: bool = param(False, unit="-", doc="refuse to run without a cap")
    first: tuple[str, ...] = param(
        (), unit="-", doc="instruments served before the others when a month asks too much, in this order"
    )


Funds = tuple[tuple[str, Fund], ...]
UNCAPPED: Funds = tuple((key, Fund()) for key in KEYS)


def capped(funds: Funds) -> Funds:
    """Those with a cap: the others change nothing in a run."""
    return tuple((key, fund) for key, fund in funds if fund.cap is not None)


def funds_from(config: Mapping[str, Any]) -> Funds:
    """Every fund, with what a configuration says of it.

    Raises ConfigurationError for an unknown key and for a value that its field does not allow.
    """
    for key in config:
        one_of(key, "fund", KEYS)
    return tuple((key, read(Fund, section(config.get(key), f"fund.{key}"), f"fund.{key}")) for key in KEYS)


def check_funds(funds: Funds, measures: tuple[tuple[str, Any], ...], instruments: Iterable[str]) -> None:
    """Raise ConfigurationError, with the clauses concerned, for a fund that nobody knows or that lacks its cap.

    `measures` are pairs of an instance's name and the measure; a fund may serve any of `instruments` first.
    """
    for name, measure in measures:
        try:
            measure.funds()
        except ConfigurationError as error:
            where = f"measure.{name} ({measure.clause}): "
            raise ConfigurationError(where + error.english, where + error.chinese) from error
    for key, fund in funds:
        for name in fund.first:
            one_of(name, f"fund.{key}.first", instruments)
        if fund.required and fund.cap is None:
            clauses = ", ".join(sorted({measure.clause for _, measure in measures if key in measure.funds()})) or "-"
            raise ConfigurationError(
                f"fund.{key}.cap is missing, and fund.{key}.required is true; give it in yuan a year "
                f"(clauses that draw on it: {clauses}).",
                f"缺少 fund.{key}.cap，而 fund.{key}.required 为 true；请给出每年的金额（元）。"
                f"使用该资金的条款：{clauses}。",
            )
