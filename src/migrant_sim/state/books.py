"""Who paid whom for what: every yuan is booked once, payer to payee, so the books of each month balance."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

SECTORS = ("households", "hosts", "enterprises", "government", "banks", "outside")
_KNOWN = frozenset(SECTORS)
Flow = tuple[str, str, str]  # payer, payee and purpose


@cache
def flow(payer: str, payee: str, purpose: str) -> Flow:
    """A flow, always the same tuple: thousands of lines then share a few.

    Raises KeyError for an unknown sector.
    """
    if payer not in _KNOWN or payee not in _KNOWN:
        raise KeyError(payer if payee in _KNOWN else payee)
    return payer, payee, purpose


@dataclass
class Page:
    """The lines of a month as they were booked: flows, and their yuan at simulated scale."""

    flows: list[Flow]
    yuan: Sequence[float]

    def sums(self) -> dict[Flow, float]:
        """Yuan by flow."""
        found: dict[Flow, float] = defaultdict(float)
        for flow, yuan in zip(self.flows, self.yuan, strict=True):
            found[flow] += float(yuan)
        return found


@dataclass
class Books:
    """Flows of the open month by (payer, payee, purpose) in yuan at simulated scale, and their totals by year.

    Lines wait until somebody asks for sums: some ninety are booked in a month.
    """

    _flows: list[Flow] = field(default_factory=list)  # of the open month
    _yuan: list[float] = field(default_factory=list)
    _closed: list[tuple[int, Page]] = field(default_factory=list)  # months that no total holds yet
    _years: dict[tuple[int, str, str, str], float] = field(default_factory=lambda: defaultdict(float))

    def book(self, payer: str, payee: str, purpose: str, yuan: float) -> None:
        """Book one flow; both sides must be known sectors.

        Raises KeyError for an unknown sector.
        """
        self.add(flow(payer, payee, purpose), yuan)

    def add(self, line: Flow, yuan: float) -> None:
        """Book one flow that `flow` has made."""
        self._flows.append(line)
        self._yuan.append(yuan)

    def add_all(self, lines: Iterable[Flow], yuan: Iterable[float]) -> None:
        """Book flows that `flow` has made, and as many amounts."""
        self._flows += lines
        self._yuan += yuan

    @property
    def month(self) -> dict[Flow, float]:
        """Yuan of the open month by flow."""
        return Page(self._flows, self._yuan).sums()

    def net(self, sector: str) -> float:
        """Receipts less payments of one sector in the open month, in yuan."""
        return sum(yuan * ((payee == sector) - (payer == sector)) for (payer, payee, _), yuan in self.month.items())

    @property
    def years(self) -> dict[tuple[int, str, str, str], float]:
        """Totals of the months closed so far by (year, payer, payee, purpose), made when somebody asks for them."""
        for year, page in self._closed:
            for flow, yuan in page.sums().items():
                self._years[year, *flow] += yuan
        self._closed.clear()
        return self._years

    def clear_month(self) -> None:
        """Forget the lines of the open month."""
        self._flows, self._yuan = [], []

    def close_month(self, year: int) -> None:
        """Keep the month for the year and open a clean page."""
        self._closed.append((year, Page(self._flows, array("d", self._yuan))))
        self.clear_month()
