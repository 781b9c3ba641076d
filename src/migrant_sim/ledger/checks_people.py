"""People: ID numbers against check digit, birth and sex; ages, repeats, heads, and children at work."""

from typing import TYPE_CHECKING

from ..months import month_label
from .columns import among, matching, without
from .findings import Findings, Ledger

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# GB 11643-1999: weights of the first 17 digits, and the check character for each remainder of 11.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHARACTERS = b"10X98765432"
OLDEST, YOUNGEST_WORKER = 115, 16
_EIGHTEEN = r"^\d{17}[\dX]$"
WORKING = ("farm", "casual", "local", "county", "region", "outside", "self_employed", "post")


def check_people(ledger: Ledger, reference: int, findings: Findings) -> None:
    """All checks of the table of persons; `reference` is a running month."""
    _check_births(ledger, reference, findings)
    _check_work(ledger, reference, findings)
    _check_heads(ledger, findings)
    if "id_number" in ledger.raw:
        check_numbers(ledger, "id_number", findings)
        _check_duplicates(ledger, findings)
        _check_against(ledger, findings)


def check_numbers(ledger: Ledger, column: str, findings: Findings) -> None:
    """Length and check digit of ID numbers."""
    import numpy as np

    numbers = plain_numbers(ledger.raw[column])
    digits, valid = matching(numbers, _EIGHTEEN), valid_numbers(numbers)
    lost = (digits & matching(numbers, "000$") & ~valid) | matching(numbers, r"E\+|\.")
    old = matching(numbers, r"^\d{15}$")
    findings.rows("id_as_number", ledger, column, np.flatnonzero(lost))
    findings.rows("id_old", ledger, column, np.flatnonzero(old & ~lost))
    findings.rows("id_length", ledger, column, np.flatnonzero(numbers.notna().to_numpy(bool) & ~digits & ~old & ~lost))
    findings.rows("id_digit", ledger, column, np.flatnonzero(digits & ~lost & ~valid))


def plain_numbers(column: "pd.Series") -> "pd.Series":
    """ID numbers without spaces and apostrophes, X in capitals."""
    return without(column, "[ '’`]")


def valid_numbers(numbers: "pd.Series") -> "np.ndarray":
    """Whether each is a number of 18 digits with the right check character."""
    import numpy as np

    well = matching(numbers, _EIGHTEEN)
    letters = np.array(numbers[well].to_list(), dtype="S18").view(np.uint8).reshape(-1, 18)
    sums = (letters[:, :17].astype(np.int64) - ord("0")) @ np.array(WEIGHTS)
    well[well] = np.frombuffer(CHARACTERS, np.uint8)[sums % 11] == letters[:, 17]
    return well


def _check_against(ledger: Ledger, findings: Findings) -> None:
    """Birth and sex in a valid ID number against the columns."""
    import numpy as np

    numbers = plain_numbers(ledger.raw["id_number"])
    valid = np.flatnonzero(valid_numbers(numbers))
    letters = np.array(numbers.iloc[valid].to_list(), dtype="S18").view(np.uint8).reshape(-1, 18).astype(np.int64) - 48
    months = letters[:, 6:10] @ np.array([1000, 100, 10, 1]) * 12 + letters[:, 10] * 10 + letters[:, 11] - 1
    births = ledger.clean["birth"].iloc[valid].to_numpy(float, na_value=np.nan)
    findings.rows("id_birth", ledger, "birth", valid[~np.isnan(births) & (births != months)])
    sexes = ledger.clean["sex"].iloc[valid].to_numpy(object, na_value="")
    told = np.where(letters[:, 16] % 2 == 1, "male", "female")
    findings.rows("id_sex", ledger, "sex", valid[np.isin(sexes.astype(str), ("male", "female")) & (sexes != told)])


def _check_duplicates(ledger: Ledger, findings: Findings) -> None:
    import numpy as np

    numbers = plain_numbers(ledger.raw["id_number"])
    again = (numbers.duplicated() & numbers.notna()).to_numpy(bool)
    if again.any():
        first = numbers[among(numbers, numbers[again]) & ~again]
        places, at = dict(zip(first, first.index, strict=True)), np.flatnonzero(again)
        findings.rows(
            "duplicate_person", ledger, "id_number", at, lambda i: ledger.first_at(places[numbers.iloc[i]], i)
        )


def _check_births(ledger: Ledger, reference: int, findings: Findings) -> None:
    import numpy as np

    births = ledger.clean["birth"].to_numpy(float, na_value=np.nan)
    late = {"reference": month_label(reference)}
    findings.rows("after_reference", ledger, "birth", np.flatnonzero(births > reference), lambda _: late)
    ages = (reference - births) // 12
    findings.rows("too_old", ledger, "birth", np.flatnonzero(ages > OLDEST), lambda i: {"age": int(ages[i])})


def _check_work(ledger: Ledger, reference: int, findings: Findings) -> None:
    import numpy as np

    clean = ledger.clean
    ages = (reference - clean["birth"].to_numpy(float, na_value=np.nan)) // 12
    working = clean["activity"].isin(WORKING) | clean["labour"].fillna(False)
    at = np.flatnonzero((ages >= 0) & (ages < YOUNGEST_WORKER) & working.to_numpy(bool))
    findings.rows("working_child", ledger, "birth", at, lambda i: {"age": int(ages[i])})


def _check_heads(ledger: Ledger, findings: Findings) -> None:
    """Every household has one head, where relations are told at all."""
    import numpy as np

    relations = ledger.clean["relation"]
    if not relations.notna().any():
        return
    household = ledger.clean["household_id"]
    heads = (relations == "head").fillna(False).groupby(household).sum()
    told = relations.notna().groupby(household).any()  # a sheet may lack the column
    wrong = heads[(heads != 1) & told]
    first = np.flatnonzero(among(household, wrong.index.to_series()) & ~household.duplicated().to_numpy(bool))
    findings.rows("heads", ledger, "household_id", first, lambda i: {"count": int(wrong[household.iloc[i]])})
