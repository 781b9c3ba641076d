"""Fabricated rows of groups in the last year: incomes by level and settlement, flows, months, change of income."""

import numpy as np
import pandas as pd

UNITS = {
    **{"state_flow": "persons", "residents": "persons", "disposable_income": "yuan/person/year"},
    **{"months_worked_share": "share", "income_change_share": "share"},
}
STATES = ("own", "local", "region", "outside", "support", "searching", "none")
BANDS = ("below -5", "-5 to -1", "-1 to 1", "1 to 5", "above 5")
LEVELS = (
    *(f"quintile:{fifth}" for fifth in range(1, 6)),
    *("group:policy", "group:self_moved", "list:region-led", "list:none"),
)
SETTLEMENTS = (
    *("settlement:永宁县/village/1", "settlement:永宁县/village/2", "settlement:永宁县/town/3"),
    *("settlement:红寺堡区/village/4", "settlement:红寺堡区/village/5"),
)


def rows(rng: np.random.Generator, arm: str, lift: float, shape: tuple[int, int, str]) -> pd.DataFrame:
    """Tidy rows of one arm, for (draws, replications, last year); `lift` is what the arm adds."""
    draws, replications, year = shape
    runs, tables = draws * replications, []
    draw, replication = np.divmod(np.arange(runs), replications)

    def add(name: str, group: str, values: np.ndarray) -> None:
        run = {"scenario": arm, "draw": draw, "replication": replication, "period": year}
        tables.append(pd.DataFrame({**run, "indicator": name, "group": group, "value": values, "unit": UNITS[name]}))

    luck = rng.normal(0, 120, (runs, len(LEVELS) + len(SETTLEMENTS)))
    for number, level in enumerate((*LEVELS, *SETTLEMENTS)):
        gain = lift * 12000 * (1 - number / 8) if level != "quintile:5" else -lift * 12000
        add("disposable_income", level, 9000 + 1000 * number + luck[:, number] + gain + rng.normal(0, 30, runs))
    for number, level in enumerate(SETTLEMENTS):
        add("residents", level, np.full(runs, 800.0 + 100 * number))
    for one, start in enumerate(STATES):
        for two, end in enumerate(STATES):
            if (start, end) != ("none", "none"):
                size = 900.0 if one == two else 60.0 + 500 * lift * (end == "outside")
                add("state_flow", f"flow:{start}>{end}", size * np.exp(rng.normal(0, 0.05, runs)))
    shares = np.array([0.02, 0.05, 0.25, 0.40 - lift, 0.28 + lift]) * np.exp(rng.normal(0, 0.05, (runs, 5)))
    shares /= shares.sum(axis=1, keepdims=True)
    for number, months in enumerate(("0", "1-3", "4-6", "7-9", "10-12")):
        add("months_worked_share", f"months:{months}", shares[:, number])
    for number, change in enumerate(BANDS if lift else ()):
        add("income_change_share", f"change:{change}", np.full(runs, (0.10, 0.04, 0.24, 0.29, 0.33)[number]))
    return pd.concat(tables, ignore_index=True)
