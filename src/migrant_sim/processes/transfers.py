"""Statutory protection and other regular transfers; they stay on in every scenario.

The minimum living allowance (低保) comes in three bands. Who has it is fixed until the end of 2020; from June 2021 on a
review twice a year lets households in and go by trailing income against a line that is matched once.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels import reviews
from ..kernels import transfers as kernel
from ..months import month_of_year
from ..state import Band, State, Streams, flow
from .base import Process

GRANT_MONTHS = 3  # months of work away before a transport grant is paid (rule of export_transport_subsidy_guangxi_gd)
BONUS_MONTHS = 6  # months of work away that count as stable for the retention bonus
HARDSHIP_MONTHS = 6  # length of the hardship allowance in the texts (GX-05)
MOST_COVER = 0.95  # assumption: no bill is reimbursed beyond this share
START = 2021 * 12  # month in which the line of reviews is matched; no band changes in 2020
REVIEWS = (1, 7)  # a review closes in June and December and counts from the next month on
BAND_PAY = np.array([0.0, 0.7, 1.0, 1.45])  # assumption: benefit by Band against the mean one
MOST_PAY = float(BAND_PAY.max())
SHARE_A, SHARE_B = 0.2, 0.5  # assumption: members by band; with BAND_PAY the mean benefit is one
LEAST_LEVEL, MOST_LEVEL, HALVINGS = 0.02, 20.0, 40  # bounds of the matched line against the published one
NEED_NOISE = 0.5  # assumption: spread of the draw beside workers per member in the order of need
LUCK_FOR_GOOD = 0  # month of draws that hold for the whole run
FLOWS = (  # that are paid every month
    flow("government", "households", "pensions"),
    flow("government", "households", "minimum living allowance"),
    flow("government", "households", "hardship allowance"),
    flow("government", "households", "temporary assistance"),
    flow("government", "households", "medical reimbursement"),
    flow("government", "households", "other regular transfers"),
    flow("households", "government", "social contributions"),
)
REWARDS = (  # for work away
    flow("government", "households", "transport grants"),
    flow("government", "outside", "transport grants"),
    flow("government", "households", "retention bonuses"),
    flow("government", "outside", "retention bonuses"),
)
NOTES = (  # what levers have used, in the order of the kernel: yuan, and persons in the households reached
    *("topped_up", "let_in", "let_in_people", "hardship_applied", "hardship_applied_people"),
    *("assisted_more", "assisted_more_people", "cover_added", "cover_aid_added", "covered_people"),
)


@dataclass(frozen=True, kw_only=True)
class Transfers(Process):
    """Pensions, the allowances, assistance, medical cover, contributions, grants, and one matched line for the rest."""

    pension: float = param(
        unit="yuan/month",
        doc="resident pension received by a person of 60 or older, 2020",
        low=0,
        source="pension_ningxia_total",
    )
    allowance_line: float = param(
        unit="yuan/person/yr", doc="line of the minimum living allowance, 2020", low=0, source="dibao_line_ningxia"
    )
    allowance_ratio: float = param(
        unit="share", doc="mean benefit over the line", low=0, high=1, source="dibao_topup_ratio"
    )
    exclusion: float = param(
        unit="share",
        doc="households with members able to work that are never let in",
        low=0,
        high=1,
        source="dibao_exclusion_error",
    )
    review_share: float = param(
        unit="share", doc="changed cases that a review acts on", low=0, high=1, source="dibao_review_share"
    )
    exit_margin: float = param(
        unit="ratio",
        doc="assessed income over the line of entry that ends the allowance",
        low=1,
        source="dibao_exit_margin",
    )
    withdrawal: float = param(
        unit="share",
        doc="benefit that a month of work by one more member costs",
        low=0,
        high=1,
        source="dibao_withdrawal_rate",
    )
    contribution: float = param(
        unit="yuan/person/yr",
        doc="medical and pension contributions of a registered person, 2020",
        low=0,
        source="social_contribution",
    )
    cover: float = param(
        unit="share", doc="medical bills that are reimbursed", low=0, high=1, source="medical_cover_share"
    )
    cover_extra: float = param(
        unit="share",
        doc="the same in addition for households with allowance or registered as poor",
        low=0,
        high=1,
        source="medical_cover_extra",
    )
    assistance: float = param(unit="yuan/case", doc="temporary assistance, 2020", low=0, source="temp_assist_amount")
    assistance_share: float = param(
        unit="share", doc="newly monitored households that get it", low=0, high=1, source="temp_assist_share"
    )

    def prepare(self, state: State, streams: Streams) -> None:
        """Turn the flag of the population into bands by need: few workers a member first, ties and noise by draw."""
        households = state.households
        rows = np.flatnonzero(households.dibao > 0)
        size = np.maximum(households.size[rows], 1)
        draw = streams.uniform("allowance band", LUCK_FOR_GOOD, households.key[rows])
        order = np.argsort(households.labour[rows] / size + NEED_NOISE * draw, kind="stable")
        upto = (np.cumsum(size[order]) - 0.5 * size[order]) / max(size.sum(), 1)
        households.dibao[rows[order]] = np.select([upto < SHARE_A, upto < SHARE_A + SHARE_B], [Band.A, Band.B], Band.C)
        # What work would cost is known before the labour market is matched; nominal levels are those of the match.
        mean = self.allowance_line * self.allowance_ratio * state.economy.index / 12.0
        households.at_stake[:] = BAND_PAY[households.dibao] * households.size * (mean * self.withdrawal)

    def step(self, state: State, streams: Streams) -> None:
        """Review the allowance if it is time, pay and book the month; all amounts follow the nominal index.

        Reads last month's `recent` and `hardship_left` of monitoring; `at_stake` is read by labour next month.
        """
        mean = self.allowance_line * self.allowance_ratio * state.economy.index / 12.0
        if state.month == START:
            state.economy.allowance_level = self._level(state, streams, BAND_PAY * mean)
        elif state.month > START and month_of_year(state.month) in REVIEWS:
            self._revise(state, streams, BAND_PAY * mean)
        month, now = state.once("month of transfers", lambda: _month(state)), self._now(state, streams, mean)
        rewards = kernel.month_of_transfers.run(month, self._rules, now)
        state.notes.update(zip(NOTES, month.used.tolist(), strict=True))
        state.notes["allowance_mean"] = mean
        self._book(state, now, month.paid.tolist())
        if rewards:
            _book_rewards(state, month.rewarded.tolist())

    @cached_property
    def _rules(self) -> kernel.Rules:
        """What parameters say for all months."""
        return kernel.Rules(
            pension=self.pension,
            line=self.allowance_line,
            aid=self.assistance,
            band_pay=BAND_PAY,
            most_added=max(1.0 / MOST_PAY - self.allowance_ratio, 0.0),  # no band gets more than the line
            withdrawal=self.withdrawal,
            hardship_months=HARDSHIP_MONTHS,
            cover=self.cover,
            cover_extra=self.cover_extra,
            cover_most=MOST_COVER,
            aid_share=self.assistance_share,
        )

    def _now(self, state: State, streams: Streams, mean: float) -> kernel.Now:
        """What differs this month, in which a member gets `mean` yuan of the allowance in the mean."""
        index = state.economy.index
        return kernel.Now(
            level=index,
            mean=mean,
            other=state.economy.transfer_other * index / 12.0,
            contribution=self.contribution * index / 12.0,
            aid_luck=streams.luck("temporary assistance", state.month),
        )

    @staticmethod
    def _book(state: State, now: kernel.Now, paid: list[float]) -> None:
        *yuan, people = paid
        state.books.add_all(FLOWS, (*yuan, people * now.other, people * now.contribution))

    def _review(
        self, state: State, streams: Streams, benefit: np.ndarray, level: float, cut: float = 0.0
    ) -> reviews.Review:
        entry = level * self.allowance_line * state.economy.index
        return reviews.Review(
            entry=entry,
            leaving=entry * self.exit_margin,
            benefit=benefit,
            exclusion=max(self.exclusion - cut, 0.0),
            usual=self.exclusion,
            share=self.review_share,
            share_a=SHARE_A,
            share_b=SHARE_B,
            excluded=streams.luck("allowance exclusion", LUCK_FOR_GOOD),
            taken_up=streams.luck("allowance review", state.month),
            band=streams.luck("allowance band", state.month),
        )

    def _revise(self, state: State, streams: Streams, benefit: np.ndarray) -> None:
        """Review the allowance, which levers may have raised and opened to more households."""
        economy, rules = state.economy, state.rules
        added = min(float(rules.allowance_added[0]), self._rules.most_added)
        top_up = BAND_PAY * (self.allowance_line * added * economy.index / 12.0)
        cut = float(rules.exclusion_cut[0])
        review = self._review(state, streams, benefit + top_up, economy.allowance_level, cut)
        reviews.revise.run(state.view(kernel.Homes, state.households), review)

    def _level(self, state: State, streams: Streams, benefit: np.ndarray) -> float:
        """The line of entry over the published one at which a review would let in as many as it lets go, by bisection.

        `recent` holds the matched accounts of 2020, and no lever counts, so the level is the same for all arms.
        """
        low, high, line = LEAST_LEVEL, MOST_LEVEL, self.allowance_line
        review, index = self._review(state, streams, benefit, 1.0), state.economy.index
        homes = state.view(kernel.Homes, state.households)
        for _ in range(HALVINGS):
            middle = (low * high) ** 0.5
            entry = middle * line * index
            gain = reviews.turnover.run(homes, review._replace(entry=entry, leaving=entry * self.exit_margin))
            low, high = (low, middle) if gain > 0 else (middle, high)
        return low


def _month(state: State) -> kernel.Month:
    """The columns of a month, which stay the same arrays, and room for what it pays."""
    settlements, households = state.settlements, state.households
    rewards = kernel.Rewards(
        grant=np.zeros(len(settlements)),
        bonus=settlements.retention_bonus,
        grant_from=GRANT_MONTHS,
        bonus_from=BONUS_MONTHS,
        granted=settlements.granted,
        rewarded=settlements.rewarded,
        transfer=households.transfer,
        away=households.away,
    )
    homes, workers = state.view(kernel.Homes, households), state.view(kernel.Workers, state.persons)
    levers, room = state.view(kernel.Levers, state.rules), (np.zeros(6), np.zeros(kernel.USES), *np.zeros((3, 4)))
    return kernel.Month(homes, workers, levers, settlements.transport_grant, rewards, *room)


def _book_rewards(state: State, yuan: list[float]) -> None:
    """Book transport grants, a twelfth a month, and retention bonuses to people at work outside the region."""
    state.books.add_all(REWARDS, yuan)
