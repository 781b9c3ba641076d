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
from .reading import Place
from .rows import Parameter

BLOCK = 64  # rows of a block, and draws of a block of the priors' design
INDEX = "row"


@dataclass(frozen=True, eq=False)
class Posterior:
    """One sample: values by parameter id, each as long as the sample, and what its provenance says.

    `region` is the region whose observations it rests on; `identified` the parameters that its calibration claims to
    have learnt about. The others of its columns move with them and are not claimed.
    """

    path: Path
    region: str
    columns: Mapping[str, tuple[float, ...]]
    identified: tuple[str, ...]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """That of its file."""
        return self.path.stem

    def check(self, parameter_id: str, low: float, high: float) -> None:
        """Refuse a value outside the bounds of a field that the parameter feeds; DataError names file, row, column."""
        for number, value in enumerate(self.columns[parameter_id]):
            if not low <= value <= high:
                place, said = Place(self.path, number + 2), f"{low:g} – {high:g}"
                raise place.refusal(parameter_id, f"{value:g}", f"a number of {said}", f"{value:g}", f"{said} 内的数")

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

    Raises DataError, naming file, row and column, for a column that is no drawn parameter, a missing value, rows that
    do not fill blocks of 64, and a provenance that is missing.
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
    return Posterior(path, str(about["region"]), columns, claimed, about)


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
    _check_header(Place(path, 1), header, rows)
    found: dict[str, list[float]] = {name: [] for name in header[1:]}
    for number, cells in enumerate(lines):
        place = Place(path, number + 2)
        if len(cells) != len(header) or cells[0] != str(number):
            expected = f"row {number} with {len(header)} cells"
            expected_zh = f"第 {number} 号样本，共 {len(header)} 格"
            raise place.refusal(
                INDEX, f"{len(cells)} cells, {cells[:1]}", expected, f"{len(cells)} 格，{cells[:1]}", expected_zh
            )
        for name, text in zip(header[1:], cells[1:], strict=True):
            found[name].append(_value(place, name, text))
    if not lines or len(lines) % BLOCK:
        expected, expected_zh = f"a multiple of {BLOCK}", f"{BLOCK} 的整数倍"
        raise Place(path, len(lines) + 1).refusal(
            INDEX, f"{len(lines)} rows", expected, f"{len(lines)} 行", expected_zh
        )
    return {name: tuple(values) for name, values in found.items()}


def _check_header(place: Place, header: list[str], rows: Mapping[str, Parameter]) -> None:
    """Every column but the first must be a prior, once."""
    if header[:1] != [INDEX] or len(header) < 2:
        raise place.refusal(INDEX, "is not the first of two columns or more", INDEX, "不是首列或没有参数列", INDEX)
    for name in header[1:]:
        row = rows.get(name)
        if row is None or row.role != "prior" or header.count(name) > 1:
            known = [each.id for each in rows.values() if each.role == "prior"]
            near = ", ".join(get_close_matches(name, known, n=1, cutoff=0.0))
            found = f"has the role {row.role!r}" if row and row.role != "prior" else "is no parameter or stands twice"
            found_zh = f"角色为 {row.role!r}" if row and row.role != "prior" else "不是参数，或重复出现"
            expected = f"the id of a row with the role 'prior', such as {near}"
            raise place.refusal(name, found, expected, found_zh, f"角色为 'prior' 的参数编号，如 {near}")


def _value(place: Place, name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = nan
    if isfinite(value):
        return value
    found, found_zh = (f"{text!r}", f"{text!r}") if text.strip() else ("is empty", "为空")
    raise place.refusal(name, found, "a finite number", found_zh, "有限的数")


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
