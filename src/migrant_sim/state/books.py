"""Who paid whom for what: every yuan is booked once, payer to payee, so the books of each month balance."""

from collections import defaultdict
from dataclasses import dataclass, field

SECTORS = ("households", "hosts", "enterprises", "government", "banks", "outside")
_KNOWN = frozenset(SECTORS)
Flow = tuple[str, str, str]  # payer, payee and purpose


@dataclass
class Books:
    """Flows of the open month by (payer, payee, purpose) in yuan at simulated scale, and their totals by year."""

    month: dict[Flow, float] = field(default_factory=lambda: defaultdict(float))
    _closed: list[tuple[int, dict[Flow, float]]] = field(default_factory=list)  # months that no total holds yet
    _years: dict[tuple[int, str, str, str], float] = field(default_factory=lambda: defaultdict(float))

    def book(self, payer: str, payee: str, purpose: str, yuan: float) -> None:
        """Book one flow; both sides must be known sectors.

        Raises KeyError for an unknown sector.
        """
        if payer not in _KNOWN or payee not in _KNOWN:
            raise KeyError(payer if payee in _KNOWN else payee)
        self.month[payer, payee, purpose] += float(yuan)

    def net(self, sector: str) -> float:
        """Receipts less payments of one sector in the open month, in yuan."""
        return sum(yuan * ((payee == sector) - (payer == sector)) for (payer, payee, _), yuan in self.month.items())

    @property
    def years(self) -> dict[tuple[int, str, str, str], float]:
        """Totals of the months closed so far by (year, payer, payee, purpose), made when somebody asks for them."""
        for year, month in self._closed:
            for flow, yuan in month.items():
                self._years[year, *flow] += yuan
        self._closed.clear()
        return self._years

    def close_month(self, year: int) -> None:
        """Keep the month for the year and open a clean page."""
        self._closed.append((year, self.month))
        self.month = defaultdict(float)
