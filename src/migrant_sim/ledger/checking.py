"""`check`: read a county's ledgers, find everything that is wrong with them, give back clean tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, bad_value
from ..months import month_number
from .problems import ERROR, WARNING, Problem

if TYPE_CHECKING:
    import pandas as pd

    from .findings import Ledger

REFERENCE = "2020-12"
Told = Callable[[str, str], None]


@dataclass(frozen=True, eq=False)
class Checked:
    """Clean tables and what was wrong.

    `tables` maps the id of each table that was given to a frame with all its kept columns (`schema.TABLES[id].kept`:
    nothing personal, nothing dropped), in that order, with the dtypes of `field.DTYPES`: codes as their ids, money in
    the unit of the field, months as running numbers, missing as NA. Rows keep the order of the sources. A table with
    errors may hold rows that an import must not take. Ids that are not plain, such as ID numbers, are replaced by
    running ones. `rows` counts the rows of each table by the name of the file.
    """

    tables: "dict[str, pd.DataFrame]"
    problems: tuple[Problem, ...]
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops an import."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is kept and shown in every report."""
        return tuple(problem for problem in self.problems if problem.severity == WARNING)


def check(files: Sequence[Path | str], reference: str = REFERENCE, told: Told | None = None) -> Checked:
    """Read ledgers (files or folders of .xlsx and .csv) and check them against a month written YYYY-MM.

    `told` is called with Chinese and English as each stage begins. Raises ConfigurationError for a reference that is
    not a December or when no file is named, DataError for a path that is missing or a folder without ledgers. What is
    wrong inside a file is a Problem.
    """
    return _checked(files, reference_month(reference), told or (lambda zh, en: None))[0]


def check_marked(
    files: Sequence[Path | str], reference: str = REFERENCE, told: Told | None = None
) -> tuple[Checked, "Mapping[str, Ledger]"]:
    """As `check`, with the tables as read, personal columns included, for the marked-up workbook alone."""
    return _checked(files, reference_month(reference), told or (lambda zh, en: None))


def reference_month(reference: str) -> int:
    """The running month of a reference date, the end of a year.

    Raises ConfigurationError for anything else.
    """
    month = month_number(str(reference), "reference")
    if month % 12 != 11:
        raise bad_value("reference", reference, "the December of a year, such as 2020-12", "某年 12 月，例如 2020-12")
    return month


def _checked(files: Sequence[Path | str], reference: int, told: Told) -> "tuple[Checked, dict[str, Ledger]]":
    from .checks_form import check_form
    from .checks_links import check_links, check_repeats
    from .checks_names import check_names
    from .checks_people import check_numbers, check_people
    from .checks_sums import check_figures
    from .cleaning import clean
    from .findings import Findings
    from .messages import Place
    from .reading import read_ledgers, rows_by_file
    from .stand_ins import replace_ids

    if not files:
        raise missing_files()
    findings = Findings()
    told("读取文件", "reading the files")
    ledgers = read_ledgers(files, findings)
    if not ledgers and not any(problem.severity == ERROR for problem in findings.problems()):
        findings.add("nothing_read", Place(Path(files[0]).name))
    for name, ledger in ledgers.items():
        told(f"核对{ledger.table.zh}（{len(ledger.raw)} 行）", f"checking {name} ({len(ledger.raw)} rows)")
        clean(ledger, findings)
        check_form(ledger, findings)
        check_repeats(ledger, findings)
        check_figures(ledger, findings)
        if name == "persons":
            check_people(ledger, reference, findings)
        if "head_id_number" in ledger.raw:
            check_numbers(ledger, "head_id_number", findings)
    told("核对各表之间的关系", "checking the tables against one another")
    check_links(ledgers, findings)
    check_names(ledgers, findings)
    replace_ids(ledgers)
    tables = {name: ledger.clean for name, ledger in ledgers.items()}
    return Checked(tables, findings.problems(), rows_by_file(ledgers)), ledgers


def missing_files() -> ConfigurationError:
    """The error when no ledger is named."""
    return ConfigurationError(
        "files= is missing: name ledgers, such as files=[households.xlsx,persons.csv], or a folder.",
        "缺少 files=：请给出台账，例如 files=[households.xlsx,persons.csv]，或一个文件夹。",
    )
