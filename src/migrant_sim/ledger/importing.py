"""`ledger import`: checked ledgers become the people of a region that every verb can run on.

Errors stop it and are all shown; the folder of the region appears whole or not at all (`regions.new_folder`).
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ..errors import ConfigurationError, DataError, bad_value, unknown_name
from ..files import content
from ..months import month_label
from ..population import published_margins
from ..population.register_tables import content_key
from ..population.register_weights import Weights, weigh
from ..published import shipped_regions
from ..result import sha256_of
from .checking import Checked, check, reference_month
from .clean_tables import Frames, clean_tables
from .findings import Findings
from .gaps import gaps
from .problems import ERROR, Problem, counts
from .region_file import counties_of, region_mapping
from .regions import Told, free_name, new_folder
from .safety import given_files
from .start_level import start_parameters, write_parameters
from .summing import warning_rows

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ("settlements", "households", "persons")
MOST_MEMBERS = 60  # a household's members have six bits in their keys
LEAST_COVERAGE = 0.02
WAYS = 5


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to import: ledgers, the region's name and titles, the shipped region behind it.

    `persons` are the real persons of the region where the ledgers hold a part of them (None: they hold all),
    `imputations` how many ways empty cells are filled.
    """

    files: tuple[str, ...]
    name: str
    title_en: str
    title_zh: str
    base: str = "ningxia"
    reference: str = "2020-12"
    persons: float | None = None
    imputations: int = WAYS
    replace: bool = False


class Refused(DataError):
    """Ledgers with errors; `problems` are all that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        errors = counts(problems)[ERROR]
        super().__init__(
            f"Nothing was imported: the ledgers have {errors} errors (those listed); mend them and import again.",
            f"未导入：台账有 {errors} 处错误（见所列）；请更正后重新导入。",
        )
        self.problems = problems


def import_ledgers(order: Order, told: Told = lambda zh, en: None) -> dict[str, Any]:
    """Import, and give back what `import.json` says; `told` hears of every stage in Chinese and English.

    Raises Refused for ledgers with errors, ConfigurationError for a mistake in the order, DataError for a folder that
    cannot be written. The region of that name, if there is one, then stands unchanged.
    """
    base = _base(order)
    checked = check(order.files, order.reference, told)
    if checked.errors:
        raise Refused(checked.problems)
    _complete(checked)
    told("整理各表", "putting the tables in order")
    margins = published_margins()
    counties, known = counties_of(checked.tables["settlements"]["county"], base, margins)
    tables = clean_tables(checked.tables, known)
    _small_enough(tables)
    told("计算权重与缺失", "weights and missing cells")
    reference = reference_month(order.reference)
    weights = _weigh(order, tables, reference)
    tables["households"]["weight"] = weights.weight
    start, remarks = start_parameters(order.name, tables["households"], _sizes(tables), base, reference)
    remarks += _left_aside(checked)
    missing = gaps(tables, reference)
    about = _about(order, checked, tables, weights, missing) | {"start": start, "remarks": remarks}
    told("写入", "writing")
    with new_folder(order.name) as folder:
        _write(folder, order, tables, (about, base, counties))
    return about


def _base(order: Order) -> Mapping[str, Any]:
    """The shipped region behind the new one, after the order has been checked as far as it can be without files."""
    free_name(order.name, order.replace)
    if order.base not in shipped_regions():
        raise unknown_name("base", order.base, shipped_regions())
    if not order.title_en.strip() or not order.title_zh.strip():
        raise bad_value("region_title", order.title_zh, "a title for tables and reports", "表格和报告用的名称")
    if type(order.imputations) is not int or not 1 <= order.imputations <= 64:
        raise bad_value("imputations", order.imputations, "a whole number from 1 to 64", "1 至 64 的整数")
    return deepcopy(content("region")(order.base))


def _complete(checked: Checked) -> None:
    """Refuse ledgers that lack one of the three tables, or have nobody in it."""
    for name in NEEDED:
        if name not in checked.tables or checked.tables[name].empty:
            raise DataError(
                f"Nothing was imported: the table {name} is missing or empty; needed: {', '.join(NEEDED)}.",
                f"未导入：缺少 {name} 表或表为空；必须有安置点、户、人员三张表。",
            )


def _left_aside(checked: Checked) -> list[dict[str, str]]:
    """What an import says of published figures that stand among the ledgers: it does not take them."""
    rows = len(checked.tables.get("series", ()))
    if not rows:
        return []
    return [
        {
            "en": f"Published figures ({rows} rows) were not taken: they serve every region; use ledger series.",
            "zh": f"公布数据表（{rows} 行）未采用：它用于所有地区，请另用 ledger series files=[…]。",
        }
    ]


def _sizes(tables: Frames) -> "pd.Series":
    """Members listed by row of household."""
    counted = tables["persons"]["household_id"].value_counts()
    return counted.reindex(range(len(tables["households"])), fill_value=0)


def _small_enough(tables: Frames) -> None:
    most = int(_sizes(tables).max())
    if most > MOST_MEMBERS:
        raise DataError(
            f"Nothing was imported: a household has {most} members; allowed: up to {MOST_MEMBERS}.",
            f"未导入：有一户多达 {most} 人；每户至多 {MOST_MEMBERS} 人。",
        )


def _weigh(order: Order, tables: Frames, reference: int) -> Weights:
    """One for every household, or weights that make the part in the ledgers stand for all."""
    import numpy as np

    people = tables["persons"]
    count = len(people)
    if order.persons is None or order.persons == count:
        return Weights(np.ones(len(tables["households"])), "all")
    if not isinstance(order.persons, (int, float)) or not count < order.persons <= count / LEAST_COVERAGE:
        allowed = f"from {count}, the persons in the ledgers, to {count / LEAST_COVERAGE:.0f}"
        raise bad_value("persons", order.persons, allowed, f"{count}（台账人数）至 {count / LEAST_COVERAGE:.0f}")
    age = (reference - people["birth"].fillna(reference - 12 * 35)).to_numpy(np.int64) // 12
    sex = people["sex"].cat.codes.to_numpy()
    return weigh(people["household_id"].to_numpy(), age, sex, float(order.persons), published_margins())


def _about(
    order: Order, checked: Checked, tables: Frames, weights: Weights, missing: Mapping[str, Any]
) -> dict[str, Any]:
    """What `import.json` says, but for the hashes of the files."""
    persons, held = len(tables["persons"]), float(weights.weight @ _sizes(tables).to_numpy())
    empty = any(row["imputed"] for row in missing.values())
    return {
        "schema": 1,
        "name": order.name,
        "title_en": order.title_en,
        "title_zh": order.title_zh,
        "base": order.base,
        "reference": month_label(reference_month(order.reference)),
        "sources": _sources(order.files, checked),
        "counts": {name: len(table) for name, table in tables.items()},
        "persons": held,
        "coverage": round(persons / held, 12),
        "weights": {"met": weights.met, "largest": float(weights.weight.max() / weights.weight.mean())},
        "imputations": order.imputations if empty else 1,
        "missing": dict(missing),
        "warnings": warning_rows(checked.warnings),
    }


def _sources(files: Sequence[str], checked: Checked) -> list[dict[str, Any]]:
    """Kind, hash and rows by table of each file that was read; not its name, which may be somebody's."""
    given = [file for file in given_files(files, Findings()) if file.name in checked.rows]
    rows = [(file.path.suffix.lower(), sha256_of(file.path), dict(checked.rows[file.name])) for file in given]
    return [{"kind": kind, "sha256": digest, "rows": count} for kind, digest, count in sorted(rows, key=lambda r: r[1])]


def _write(
    folder: Path, order: Order, tables: Frames, rest: tuple[dict[str, Any], Mapping[str, Any], Sequence[str]]
) -> None:
    """Every file of the region; the configuration last, for it holds the key of the others."""
    import json

    about, base, counties = rest
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", compression="zstd", index=False)
    write_parameters(folder / "parameters.csv", about["start"])
    records = {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    about["files"] = records
    text = json.dumps(about, ensure_ascii=False, indent=2, allow_nan=False)
    (folder / "import.json").write_text(text + "\n", encoding="utf-8")
    written = region_mapping(about, base, counties, tables["settlements"])
    written["register"]["key"] = content_key(records)
    said = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    (folder / "region.yaml").write_text(said, encoding="utf-8")


def known_region(name: object) -> str:
    """The name of an imported region.

    Raises ConfigurationError, with the nearest one, for a region that was not imported.
    """
    from ..published import imported_regions

    known = imported_regions()
    if not known:
        raise ConfigurationError(
            "No region has been imported yet: migrant-sim ledger import files=[…] name=my_county.",
            "尚未导入任何地区：migrant-sim ledger import files=[…] name=my_county。",
        )
    if str(name) not in known:
        raise unknown_name("imported region", str(name), known)
    return str(name)
