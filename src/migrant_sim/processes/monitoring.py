"""Falls below the line, their detection with lag and error, and clearing; and what a household had in about a year."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..fields import param
from ..kernels import monitoring as kernel
from ..months import month_of_year, year_of
from ..state import State, Streams
from .base import Process

START = 2021 * 12  # monitoring of survey income begins in January 2021
HELP_MONTHS = 6  # length of the hardship allowance in the texts (GX-05)
NEAR = 1.2  # assumption: false alarms concern households less than a fifth above the line
MOST_COVER = 0.95  # assumption: no bill is reimbursed beyond this share
MOST_SAVED = 0.9  # assumption: no lever saves more of the time to a detection
NOTES = (
    *("monitoring_falls", "monitoring_watched", "monitoring_unseen", "monitoring_cleared"),
    *("monitoring_found", "monitoring_files"),
)
LUCK_FOR_GOOD = 0  # month of draws that hold for the whole run


@dataclass(frozen=True, kw_only=True)
class Monitoring(Process):
    """Trailing income of households; who falls below the line, who is found, who is cleared."""

    line_2021: float = param(unit="yuan/person/yr", doc="line of monitoring in 2021", low=0, source="monitor_line_2021")
    line_2025: float = param(
        unit="yuan/person/yr",
        doc="line of monitoring in 2025 and later; a straight path from 2021",
        low=0,
        source="monitor_line_2025",
    )
    detection_days: float = param(
        unit="days", doc="mean time from a fall to its detection", low=1, source="monitor_detection_days"
    )
    missed: float = param(
        unit="share", doc="falls that are never detected", low=0, high=1, source="monitor_missed_share"
    )
    false_alarm: float = param(
        unit="1/month",
        doc="chance that a household just above the line is monitored",
        low=0,
        high=1,
        source="monitor_false_alarm",
    )
    clearing: float = param(
        unit="1/month",
        doc="chance that a monitored household above the line is cleared",
        low=0,
        high=1,
        source="monitor_exit_monthly",
    )
    illness_months: float = param(
        unit="months", doc="months for which the bills of a major illness run", low=1, source="major_illness_months"
    )
    cover: float = param(
        unit="share", doc="medical bills that are reimbursed", low=0, high=1, source="medical_cover_share"
    )

    def step(self, state: State, streams: Streams) -> None:
        """Bring trailing income up to date; from 2021 on watch it.

        Runs after accounts; labour, posts, relief and transfers read `watch`, `recent` and `hardship_left` next month.
        """
        month = state.once("month of monitoring", lambda: _month(state))
        december = month_of_year(state.month) == 12
        if state.month < START:
            kernel.remember.run(month.homes, december)
            return
        kernel.month_of_monitoring.run(month, december, self._usual, self._now(state, streams))
        state.notes.update(zip(NOTES, month.seen.tolist(), strict=True))

    def line(self, year: int) -> float:
        """The line of a year in yuan a person: a straight path from 2021 to 2025, level before and after."""
        return self.line_2021 + (self.line_2025 - self.line_2021) * min(max((year - 2021) / 4.0, 0.0), 1.0)

    @cached_property
    def _usual(self) -> kernel.Usual:
        """What parameters say for all months."""
        return kernel.Usual(
            missed=self.missed,
            detection_days=self.detection_days,
            most_saved=MOST_SAVED,
            clearing=self.clearing,
            near=NEAR,
            false_alarm=self.false_alarm,
            illness_months=self.illness_months,
            cover=self.cover,
            most_cover=MOST_COVER,
            help_months=HELP_MONTHS,
        )

    def _now(self, state: State, streams: Streams) -> kernel.Now:
        """What differs this month."""
        return kernel.Now(
            line=self.line(year_of(state.month)) * state.economy.base_level,
            start=state.month == START,
            fate=streams.luck("never detected", LUCK_FOR_GOOD),
            chance=streams.luck("monitoring", state.month),
            applies=streams.luck("hardship applied for", LUCK_FOR_GOOD),
        )


def _month(state: State) -> kernel.Month:
    """The columns of a month, which stay the same arrays, and room for its counts."""
    homes, levers = state.view(kernel.Homes, state.households), state.view(kernel.Levers, state.rules)
    return kernel.Month(homes, levers, np.empty(len(NOTES)))
