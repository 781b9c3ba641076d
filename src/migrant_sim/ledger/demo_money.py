"""Invented incomes of invented households: four lines that add up, of the size of published means (ASSUMPTIONS)."""

import numpy as np
import pandas as pd

from .invented import generator

LINES = ("wage_income", "operating_income", "property_income", "transfer_income")
DIVIDEND = 400.0  # yuan a year that every household draws from collective assets
BY_MU, BY_HEAD, BY_OWN_MONTH = 1100.0, 4200.0, 3000.0  # yuan a mu tilled, a head sold, a month of own business
RENT, PENSION, ALLOWANCE = 500.0, 2600.0, 3200.0  # yuan a year: a mu let, a pensioner, a member on the allowance


def add_incomes(homes: pd.DataFrame, people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The households' ledger with wage, operating, property, transfer and disposable income in whole yuan a year."""
    count, home = len(homes), people["home"].to_numpy()
    chance = np.exp(generator(seed, "income").normal(0, 0.3, (4, count)))
    pay = np.nan_to_num(people["monthly_pay"].to_numpy()) * people["months_worked"].to_numpy()
    own = np.where(people["activity"] == "self_employed", people["months_worked"], 0) * BY_OWN_MONTH
    leased, dibao = homes["leased"].to_numpy() == "yes", homes["dibao"].to_numpy() == "yes"
    land, size = homes["land"].to_numpy(), homes["size"].to_numpy()
    operating = np.where(leased, 0, land * BY_MU) + homes["herd"].to_numpy() * BY_HEAD
    operating = operating + np.bincount(home, weights=own, minlength=count)
    transfers = homes["pensioners"].to_numpy() * PENSION + dibao * ALLOWANCE * size + 300.0 * size
    lines = (
        np.bincount(home, weights=pay, minlength=count),
        np.rint(operating * chance[1]),
        np.rint((np.where(leased, land, 0) * RENT + DIVIDEND) * chance[2]),
        np.rint(transfers * chance[3]),
    )
    whole = {name: np.rint(line).astype(np.int64) for name, line in zip(LINES, lines, strict=True)}
    return homes.assign(disposable_income=sum(whole.values()), **whole)[[*homes.columns, *LINES, "disposable_income"]]
