"""Priors whose evidence is contested, even in sign: a mixture of other rows with declared weights.

`distribution` reads `mixture:0.5*one_row+0.35*another+0.15*a_third`. The rows are priors with a law of their own, or
fixed ones, which stand for a point. They are never drawn by themselves.
"""

from collections.abc import Iterable, Mapping
from math import isfinite

from ..errors import DataError, UserError
from ..paths import folder
from .laws import Weighted, support
from .rows import MIXTURE, Parameter

EXACT = 1e-9  # how far weights may be from 1 in all
PART_ROLES = ("prior", "fixed")


def is_mixture(row: Parameter) -> bool:
    """Whether a row's law is a mixture of other rows."""
    return row.distribution.startswith(MIXTURE)


def weights(distribution: str) -> dict[str, float]:
    """Weight by parameter id of `mixture:…`; ValueError, in words, for a text that is none."""
    found: dict[str, float] = {}
    for part in distribution.removeprefix(MIXTURE).split("+"):
        number, star, name = (text.strip() for text in part.partition("*"))
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if not star or not name or not isfinite(weight) or weight <= 0 or name in found:
            raise ValueError(f"the part {part.strip()!r}")
        found[name] = weight
    if len(found) < 2 or abs(sum(found.values()) - 1.0) > EXACT:
        raise ValueError(f"{len(found)} weights that add up to {sum(found.values()):g}")
    return found


def mixture_parts(row: Parameter) -> tuple[str, ...]:
    """Ids of the rows that a mixture is made of; none for another law."""
    return tuple(weights(row.distribution)) if is_mixture(row) else ()


def parts(row: Parameter, rows: Mapping[str, Parameter]) -> Weighted:
    """The rows of a mixture with their weights."""
    return [(weight, rows[name]) for name, weight in weights(row.distribution).items()]


def shipped_parts(row: Parameter) -> Weighted:
    """The same, found among the shipped rows."""
    from . import load_folder

    return parts(row, load_folder(folder("data")))


def check_mixtures(rows: Mapping[str, Parameter], file: str) -> None:
    """Refuse a mixture of rows that are not there or cannot be drawn; DataError names row and column."""
    for row in rows.values():
        if not is_mixture(row):
            continue
        for name in weights(row.distribution):
            part = rows.get(name)
            if part is None:
                raise _refusal(file, row, "distribution", f"{name!r} is no parameter", f"没有参数 {name!r}")
            if part.role not in PART_ROLES or is_mixture(part):
                said = f"{name!r} has the role {part.role!r} and the law {part.distribution!r}"
                said_zh = f"{name!r} 的角色为 {part.role!r}，分布为 {part.distribution!r}"
                raise _refusal(file, row, "distribution", said, said_zh)
            if part.unit != row.unit:
                said = f"{name!r} has the unit {part.unit!r}, not {row.unit!r}"
                raise _refusal(file, row, "unit", said, f"{name!r} 的单位为 {part.unit!r}，不是 {row.unit!r}")
        _check_range(file, row, [support(rows[name]) for name in weights(row.distribution)])


def _check_range(file: str, row: Parameter, ends: Iterable[tuple[float, float]]) -> None:
    lows, highs = zip(*ends, strict=True)
    for column, value, outside in (("low", row.low, row.low < min(lows)), ("high", row.high, row.high > max(highs))):
        if outside:
            span = f"{min(lows):g} – {max(highs):g}"
            said = f"{value:g} lies outside what its rows can give, {span}"
            raise _refusal(file, row, column, said, f"{value:g} 超出各组成行的范围 {span}")


def _refusal(file: str, row: Parameter, column: str, said: str, said_zh: str) -> UserError:
    return DataError(
        f"{file}, parameter {row.id!r}, column {column}: {said}; expected: mixture:<weight>*<parameter>+…, of priors "
        "with the same unit or fixed rows, whose ranges cover its own.",
        f"{file}，参数 {row.id!r}，{column} 列：{said_zh}；应为：mixture:<权重>*<参数>+…，"
        "组成行须为同单位的先验或固定值，且其范围覆盖本行。",
    )
