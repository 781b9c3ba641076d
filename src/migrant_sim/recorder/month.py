"""The month: what is read of it, and the indicators that come of that."""

from itertools import repeat

import numpy as np

from ..kernels.accounts import sums_of
from ..kernels.levers import total
from ..state import ACTIVITIES, LAST_WORK, Activity, PoolKind, State

SOURCES = ("wage", "operating", "property", "transfer")
SHARES = ("farm", "casual", "local", "region", "outside", "self_employed", "post", "relief", "training", "searching")
# Pools of one kind among those of the counties, which each have the same in the order of their codes; two follow.
WORKSHOPS, PARKS = (slice(kind, -2, PoolKind.REGION) for kind in (PoolKind.WORKSHOP, PoolKind.PARK))
# Numbers that processes leave as notes; 0 in months without.
NOTES = (
    *("monitoring_watched", "births", "deaths", "monitoring_falls"),
    *("host_pay", "post_allocations", "post_priority_broken", "one_off_awards", "courses_ended", "courses_passed"),
    *("post_exits", "post_exits_to_work", "post_exits_without"),
)
NUMBERS = (  # what is read of a month, at simulated scale; days worked follow, by activity
    *(activity.name.lower() for activity in Activity),
    *(*SOURCES, "away", "with_labour", "idle", "homes", "allowance", "registered", "residents", "ill"),
    *(*NOTES, "workshops", "parks", "trained", "labour", "working", "nearby", "prices", "real", "month"),
)
RATES = (  # indicator of the month: one number over another
    *((f"{source}_income", source, "residents") for source in SOURCES),
    ("employment_rate", "working", "labour"),
    ("zero_employment_households", "idle", "with_labour"),
    ("ill_share", "ill", "registered"),
    ("dibao_share", "allowance", "homes"),
    ("monitored_share", "monitoring_watched", "registered"),
    *((f"share_{name}", name, "labour") for name in SHARES),
    ("one_off_awards", "one_off_awards", "registered"),
)
COUNTS = (  # indicator of the month: a number at real scale
    ("employed_local", "nearby"),
    ("employed_region", "region"),
    ("employed_outside", "outside"),
    ("employed_workshops", "workshops"),
    ("employed_parks", "parks"),
    ("casual_labour", "casual"),
    ("welfare_posts", "post"),
    ("work_relief", "relief"),
    ("trained", "trained"),
    ("births", "births"),
    ("deaths", "deaths"),
    ("fallen_below_line", "monitoring_falls"),
)
MONTHLY = (*(row[0] for row in (*RATES, *COUNTS)), "disposable_income", "disposable_income_real")
RATE_ABOVE, RATE_BELOW = (np.array([NUMBERS.index(row[i]) for row in RATES]) for i in (1, 2))
COUNTED = np.array([NUMBERS.index(number) for _, number in COUNTS])
LABOUR, PRICES, REAL, MONTH, HOST_PAY, POSTS, ENDED, PASSED = (
    NUMBERS.index(name)
    for name in ("labour", "prices", "real", "month", "host_pay", "post", "courses_ended", "courses_passed")
)
ALLOCATIONS, BROKEN, EXITS, TO_WORK, WITHOUT = (
    NUMBERS.index(f"post_{name}")
    for name in ("allocations", "priority_broken", "exits", "exits_to_work", "exits_without")
)


def month_read(state: State) -> list[float]:
    """The `NUMBERS` of the open month and its days worked, from tally, notes and columns."""
    sums, migrants = sums_of(state.tally), state.enterprises.migrants
    days, counts = sums[:ACTIVITIES], sums[ACTIVITIES : 2 * ACTIVITIES]
    return [
        *sums[ACTIVITIES:],
        *map(state.notes.get, NOTES, repeat(0.0)),
        *(sum(migrants[WORKSHOPS].tolist()), sum(migrants[PARKS].tolist()), total.run(state.settlements.trained)),
        *(sum(counts), sum(counts[: LAST_WORK + 1]), counts[Activity.CASUAL] + counts[Activity.LOCAL]),
        *(state.economy.prices, 1.0 / state.scale, state.month, *days),
    ]


def monthly_values(read: np.ndarray) -> np.ndarray:
    """(indicators + 1, months) the values of `MONTHLY`, then days worked a head, from (months, numbers) as read.

    Rows are contiguous, so that a mean over months adds them as it would add a list of them.
    """
    by_number = read.T.copy()
    rates = by_number[RATE_ABOVE] / np.maximum(by_number[RATE_BELOW], 1.0)
    counts, income = by_number[COUNTED] * by_number[REAL], sum(rates[: len(SOURCES)])
    days = read[:, len(NUMBERS) :].sum(axis=1) / np.maximum(by_number[LABOUR], 1.0)
    return np.concatenate([rates, counts, [income, income / by_number[PRICES], days]])
