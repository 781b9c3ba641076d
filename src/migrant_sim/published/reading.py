"""The reader of the shipped data files, which refuses a row that is not complete."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from math import isfinite, nan
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from ..errors import DataError
from .mixtures import weights
from .rows import CONSTANT_ROLES, MIXTURE, Parameter, Row

RowKind = TypeVar("RowKind", bound=Row)


@dataclass(frozen=True)
class Place:
    """Where in which file a row stands."""

    path: Path
    line: int

    def refusal(self, column: str, found: str, expected: str, found_zh: str, expected_zh: str) -> DataError:
        """The error that names file, row and column, what is there and what is expected."""
        name = f"{self.path.parent.name}/{self.path.name}"
        return DataError(
            f"{name}, row {self.line}, column {column}: {found}; expected: {expected}.",
            f"{name} 第 {self.line} 行，{column} 列：{found_zh}；应为：{expected_zh}。",
        )

    def not_one_of(self, column: str, text: str, words: tuple[str, ...]) -> DataError:
        """The error for a word that is not in a list."""
        listed = ", ".join(words)
        found, found_zh = (f"{text!r} is unknown", f"{text!r} 未知") if text else ("is empty", "为空")
        return self.refusal(column, found, f"one of {listed}", found_zh, f"以下之一：{listed}")


def read_rows(path: Path, kind: type[RowKind]) -> tuple[RowKind, ...]:
    """All rows of one csv file.

    Raises DataError, naming file, row and column, for a missing file, a column that is missing or unknown, and a row
    that is not complete or contradicts itself.
    """
    rows, lines = [], dict[str, int]()
    columns = _columns(kind)
    for place, texts in _lines(path, columns):
        key = texts.get(kind.KEY, f"{place.line}")
        if key in lines:
            found, found_zh = f"{key!r} stands in row {lines[key]} already", f"{key!r} 已见于第 {lines[key]} 行"
            raise place.refusal(kind.KEY, found, "an id used once", found_zh, "不重复的编号")
        lines[key] = place.line
        rows.append(_row(place, texts, kind, columns))
    return tuple(rows)


def _columns(kind: type[Row]) -> Mapping[str, Any]:
    """Type by column, in the order of the fields; the field `id` has a column name of its own in each file."""
    types = get_type_hints(kind)
    return {kind.KEY if f.name == "id" else f.name: types[f.name] for f in fields(kind)}


def _lines(path: Path, columns: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            _check_header(Place(path, 1), header, columns)
            for cells in reader:
                place = Place(path, reader.line_num)
                if len(cells) != len(header):
                    count = f"{len(cells)} cells"
                    raise place.refusal(
                        header[0], count, f"{len(header)} cells", f"{len(cells)} 格", f"{len(header)} 格"
                    )
                yield place, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise DataError(
            f"The data file {path} cannot be read ({problem}); expected: a csv file in UTF-8.",
            f"数据文件 {path} 无法读取（{problem}）；应为：UTF-8 编码的 csv 文件。",
        ) from problem


def _check_header(place: Place, header: list[str], columns: Mapping[str, Any]) -> None:
    for column in columns:
        if column not in header:
            raise place.refusal(
                column, "is missing", f"the columns {', '.join(columns)}", "缺失", f"各列 {', '.join(columns)}"
            )
    for column in header:
        if column not in columns or header.count(column) > 1:
            found, found_zh = "is not known or stands twice", "未知或重复"
            raise place.refusal(
                column, found, f"the columns {', '.join(columns)}", found_zh, f"各列 {', '.join(columns)}"
            )


def _row(place: Place, texts: Mapping[str, str], kind: type[RowKind], columns: Mapping[str, Any]) -> RowKind:
    for column, words in kind.WORDS.items():
        mixture = kind is Parameter and column == "distribution" and texts[column].startswith(MIXTURE)
        if texts[column] not in words and not mixture:
            raise place.not_one_of(column, texts[column], words)
    for name in kind.REQUIRED:
        column = kind.KEY if name == "id" else name
        if not texts[column]:
            raise place.refusal(column, "is empty", f"a text that states the {column}", "为空", f"必填的 {column}")
    values = [_value(place, column, texts[column], target) for column, target in columns.items()]
    row = kind(**dict(zip((f.name for f in fields(kind)), values, strict=True)))
    if isinstance(row, Parameter):
        _check_parameter(place, row)
    return row


def _value(place: Place, column: str, text: str, target: Any) -> Any:
    if target is str:
        return text
    if target == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if target == float | None and not text:
        return None
    try:
        value = int(text) if target is int else float(text)
    except ValueError:
        value = nan
    if isfinite(value):
        return value
    wanted, wanted_zh = ("a whole number", "整数") if target is int else ("a finite number", "有限的数")
    found, found_zh = (f"{text!r} is not one", f"{text!r} 不是数") if text else ("is empty", "为空")
    raise place.refusal(column, found, wanted, found_zh, wanted_zh)


def _check_parameter(place: Place, row: Parameter) -> None:
    for column, below, above in (("low", row.low, row.central), ("high", row.central, row.high)):
        if below > above:
            found, found_zh = (
                f"{row.low:g}, {row.central:g}, {row.high:g}",
                f"{row.low:g}、{row.central:g}、{row.high:g}",
            )
            raise place.refusal(column, found, "low <= central <= high", found_zh, "low <= central <= high")
    if row.distribution.startswith(MIXTURE):
        _check_weights(place, row)
    if row.role == "prior" and (row.distribution == "fixed" or row.low == row.high):
        found, found_zh = "a prior that cannot vary", "先验分布不变"
        raise place.refusal("distribution", found, "a distribution over low < high", found_zh, "low < high 上的分布")
    if row.role in CONSTANT_ROLES and row.distribution != "fixed":
        found, found_zh = (
            f"{row.distribution!r} for the role {row.role!r}",
            f"角色 {row.role!r} 用了 {row.distribution!r}",
        )
        raise place.refusal("distribution", found, "fixed", found_zh, "fixed")
    if row.distribution == "lognormal" and row.low <= 0:
        raise place.refusal("low", f"{row.low:g} for a lognormal", "above 0", f"对数正态的 {row.low:g}", "大于 0")


def _check_weights(place: Place, row: Parameter) -> None:
    """Refuse a mixture that cannot be read, or whose weights do not add up to 1."""
    try:
        weights(row.distribution)
    except ValueError as problem:
        expected = "mixture:<weight>*<parameter>+…, weights above 0 that add up to 1, each parameter once"
        expected_zh = "mixture:<权重>*<参数>+…，权重大于 0、合计为 1，参数不重复"
        found = row.distribution.removeprefix(MIXTURE)
        raise place.refusal("distribution", str(problem), expected, f"{found!r} 不符", expected_zh) from problem
