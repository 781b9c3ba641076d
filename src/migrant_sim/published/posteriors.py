"""Posterior samples that `calibrate` leaves in `data/posterior`: joint values of parameters, with where they come from.

`<name>.csv` has the column `row` (0, 1, …) and one column a parameter id; its rows lie in blocks of 64, each of which
stands for the whole. `<name>.yaml` beside it is the provenance. A parameter without a column keeps its prior.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from math import isfinite, nan
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..paths import folder
from .laws import mixed_support, support
from .mixtures import is_mixture, parts
from .reading import Place
from .rows import Parameter

BLOCK = 64  # rows of a block, and draws of a block of the priors' design
INDEX = "row"
SLACK = 1e-9  # of the range of a parameter: the rounding of the file


@dataclass(frozen=True)
class Posterior:
    """One sample: values by parameter id, each as long as the sample, and what its provenance says.

    `region` is the region whose observations it rests on; `identified` the parameters that its calibration claims to
    have learnt about. The others of its columns move with them and are not claimed.
    """

    name: str
    region: str
    columns: Mapping[str, tuple[float, ...]]
    identified: tuple[str, ...]
    about: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values())))

    @property
    def blocks(self) -> int:
        """Number of blocks of 64 rows."""
        return self.size // BLOCK


def posterior_names() -> tuple[str, ...]:
    """Names of the samples that are there; none before a first calibration."""
    return tuple(sorted(path.stem for path in (folder("data") / "posterior").glob("*.csv")))


def posterior(name: str) -> Posterior | None:
    """The sample of that name, or None while there is no file of it; DataError for a file that is not as it should."""
    return load_posterior(folder("data") / "posterior", name)


@cache
def load_posterior(place: Path, name: str) -> Posterior | None:
    """The sample `name` of a folder, checked against the parameter rows; None where it does not exist.

    Raises DataError, naming file, row and column, for a column that is no drawn parameter, a value that is missing or
    outside what the parameter's law allows, rows that do not fill blocks of 64, and a provenance that is missing.
    """
    path = place / f"{name}.csv"
    if not path.is_file():
        return None
    from . import load_folder

    columns = _columns(path, load_folder(folder("data")))
    about = _provenance(path.with_suffix(".yaml"))
    claimed = tuple(str(each) for each in about.get("identified") or ())
    for each in claimed:
        if each not in columns:
            raise _bad_provenance(path.with_suffix(".yaml"), f"identified: {each!r}", "parameters of the sample")
    return Posterior(name, str(about["region"]), columns, claimed, about)


def _columns(path: Path, rows: Mapping[str, Parameter]) -> dict[str, tuple[float, ...]]:
    """Values by parameter id, in the order of the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *lines = csv.reader(file, strict=True)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as problem:
        raise DataError(
            f"The data file {path} cannot be read ({problem}); expected: a csv file in UTF-8 with a header.",
            f"数据文件 {path} 无法读取（{problem}）；应为：UTF-8 编码、带表头的 csv 文件。",
        ) from problem
    ranges = _ranges(Place(path, 1), header, rows)
    found: dict[str, list[float]] = {name: [] for name in header[1:]}
    for number, cells in enumerate(lines):
        place = Place(path, number + 2)
        if len(cells) != len(header) or cells[0] != str(number):
            expected = f"row {number} with {len(header)} cells"
            raise place.refusal(INDEX, f"{len(cells)} cells, {cells[:1]}", expected, f"{len(cells)} 格", expected)
        for name, text in zip(header[1:], cells[1:], strict=True):
            found[name].append(_value(place, name, text, ranges[name]))
    if not lines or len(lines) % BLOCK:
        expected, expected_zh = f"a multiple of {BLOCK}", f"{BLOCK} 的整数倍"
        raise Place(path, len(lines) + 1).refusal(
            INDEX, f"{len(lines)} rows", expected, f"{len(lines)} 行", expected_zh
        )
    return {name: tuple(values) for name, values in found.items()}


def _ranges(place: Place, header: list[str], rows: Mapping[str, Parameter]) -> dict[str, tuple[float, float]]:
    """Least and greatest value of every column, which must be a prior."""
    if header[:1] != [INDEX] or len(header) < 2:
        raise place.refusal(INDEX, "is not the first of two columns or more", INDEX, "不是首列或没有参数列", INDEX)
    ranges = {}
    for name in header[1:]:
        row = rows.get(name)
        if row is None or row.role != "prior" or name in ranges:
            known = [each.id for each in rows.values() if each.role == "prior"]
            near = ", ".join(get_close_matches(name, known, n=1, cutoff=0.0))
            found = f"has the role {row.role!r}" if row and row.role != "prior" else "is no parameter or stands twice"
            found_zh = f"角色为 {row.role!r}" if row and row.role != "prior" else "不是参数，或重复出现"
            expected = f"the id of a row with the role 'prior', such as {near}"
            raise place.refusal(name, found, expected, found_zh, f"角色为 'prior' 的参数编号，如 {near}")
        ranges[name] = mixed_support(parts(row, rows)) if is_mixture(row) else support(row)
    return ranges


def _value(place: Place, name: str, text: str, ends: tuple[float, float]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    low, high = ends
    slack = SLACK * (high - low)
    if isfinite(value) and low - slack <= value <= high + slack:
        return min(max(value, low), high)
    found, found_zh = (f"{text!r}", f"{text!r}") if text.strip() else ("is empty", "为空")
    expected = f"a number from {low:.8g} to {high:.8g}, the range of its prior"
    raise place.refusal(name, found, expected, found_zh, f"先验范围 {low:.8g} 至 {high:.8g} 内的数")


def _provenance(path: Path) -> dict[str, Any]:
    """What a sample says of itself; the key `region` must be there, and `identified` is a list."""
    import yaml

    try:
        about = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise _bad_provenance(path, f"it cannot be read ({problem})", "the provenance of the sample") from problem
    if not isinstance(about, Mapping) or not about.get("region"):
        raise _bad_provenance(path, "region: is missing", "the region whose observations were fitted")
    if not isinstance(about.get("identified") or [], list):
        raise _bad_provenance(path, f"identified: {about['identified']!r}", "a list of parameter ids")
    return dict(about)


def _bad_provenance(path: Path, found: str, expected: str) -> DataError:
    name = f"{path.parent.name}/{path.name}"
    return DataError(f"{name}, {found}; expected: {expected}.", f"{name}：{found}；应为：{expected}。")
