"""`check`: read a county's ledgers, find everything that is wrong with them, give back clean tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import ERROR, WARNING, Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Checked:
    """Clean tables and what was wrong.

    `tables` maps the id of each table that was given to a frame with all its kept columns (`schema.TABLES[id].kept`:
    nothing personal, nothing dropped), in that order, with the dtypes of `field.DTYPES`: codes as their ids, money in
    the unit of the field, months as running numbers, missing as NA. Rows keep the order of the sources. A table with
    errors may hold rows that an import must not take.
    """

    tables: "dict[str, pd.DataFrame]"
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops an import."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is kept and shown in every report."""
        return tuple(problem for problem in self.problems if problem.severity == WARNING)


def check(files: Sequence[Path | str], reference: str = "2020-12") -> Checked:
    """Read ledgers (files or folders of .xlsx and .csv) and check them against a month written YYYY-MM.

    Raises ConfigurationError for a reference that is not a December or files that are not named, DataError for a path
    that is missing, unsafe or no ledger at all. What is wrong inside a file is a Problem.
    """
    raise NotImplementedError
