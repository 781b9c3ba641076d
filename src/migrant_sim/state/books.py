"""Who paid whom for what: every yuan is booked once, payer to payee, so the books of each month balance."""

from collections import defaultdict
from dataclasses import dataclass, field

SECTORS = ("households", "hosts", "enterprises", "government", "banks", "outside")


@dataclass
class Books:
    """Flows of the open month by (payer, payee, purpose) in yuan at simulated scale, and their totals by year."""

    month: dict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    years: dict[tuple[int, str, str, str], float] = field(default_factory=lambda: defaultdict(float))

    def book(self, payer: str, payee: str, purpose: str, yuan: float) -> None:
        """Book one flow; both sides must be known sectors.

        Raises KeyError for an unknown sector.
        """
        if payer not in SECTORS or payee not in SECTORS:
            raise KeyError(payer if payee in SECTORS else payee)
        self.month[payer, payee, purpose] += float(yuan)

    def net(self, sector: str) -> float:
        """Receipts less payments of one sector in the open month, in yuan."""
        return sum(yuan * ((payee == sector) - (payer == sector)) for (payer, payee, _), yuan in self.month.items())

    def close_month(self, year: int) -> None:
        """Add the month to the year and open a clean page."""
        for (payer, payee, purpose), yuan in self.month.items():
            self.years[year, payer, payee, purpose] += yuan
        self.month.clear()
