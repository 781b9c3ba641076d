"""What a mix orders, before any run: places, posts and money as the orders multiply out; a plan, never a result."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..measures import Measure
    from ..scenario import Scenario

LABOUR, LABOUR_YEAR = "share of labour", "share of labour/yr"
MONTHS = 12.0


@dataclass(frozen=True)
class Order:
    """What one instrument orders over all its clauses: people (places, posts, or course places) at real scale, yuan.

    `yuan` is None where the bill depends on use, which only a run tells.
    """

    instrument: str
    people: float | None
    yearly: bool
    yuan: float | None


@dataclass(frozen=True)
class Plan:
    """The orders of a mix, the instruments whose bill only a run tells, and the people of the region."""

    orders: tuple[Order, ...]
    persons: float
    labour: float

    @property
    def yuan(self) -> float:
        """Sum of what can be told beforehand."""
        return sum(order.yuan or 0.0 for order in self.orders)

    @property
    def places(self) -> float:
        """Places and posts for work that stand in the end; course places are not among them."""
        return sum(order.people or 0.0 for order in self.orders if not order.yearly)

    @property
    def courses(self) -> float:
        """Course places of all years."""
        return sum(order.people or 0.0 for order in self.orders if order.yearly)

    @property
    def priced(self) -> int:
        """Instruments with a bill that can be told beforehand."""
        return sum(order.yuan is not None for order in self.orders)


def plan_of(scenario: "Scenario") -> Plan:
    """The plan of a scenario: shares times the labour force, places times their price; nothing is simulated."""
    from ..population import build

    people = build(scenario.region, scenario.population, scenario.seed)
    living = people.persons.alive == 1
    labour = float(people.persons.labour[living].sum()) / people.scale
    by_name: dict[str, list[Order]] = {}
    for order in (_order(measure, scenario, labour) for _, measure in scenario.measures):
        by_name.setdefault(order.instrument, []).append(order)
    orders = tuple(_together(name, parts) for name, parts in by_name.items())
    return Plan(tuple(sorted(orders, key=lambda order: -(order.yuan or 0.0))), people.persons_real, labour)


def _together(name: str, parts: list[Order]) -> Order:
    people = [order.people for order in parts if order.people is not None]
    yuan = [order.yuan for order in parts if order.yuan is not None]
    return Order(name, sum(people) if people else None, parts[0].yearly, sum(yuan) if yuan else None)


def _order(measure: "Measure", scenario: "Scenario", labour: float) -> Order:
    unit, share = next(_shares(measure), ("", None))
    if share is None:
        return Order(measure.name(), None, False, None)
    months = max(0, min(measure.stop, scenario.start + scenario.months) - max(measure.start, scenario.start + 1) + 1)
    yearly = unit == LABOUR_YEAR
    people = share * labour * (months / MONTHS if yearly else 1.0)
    return Order(measure.name(), people, yearly, _bill(measure, scenario, people, months))


def _shares(measure: "Measure") -> Iterator[tuple[str, float]]:
    """Units and amounts of the fields that add places or posts by the labour force."""
    for field in fields(measure):
        unit = field.metadata.get("unit", "")
        if field.name in ("places", "posts") and unit in (LABOUR, LABOUR_YEAR):
            yield unit, measure.amount(getattr(measure, field.name), field.metadata["source"])


def _bill(measure: "Measure", scenario: "Scenario", people: float, months: int) -> float | None:
    """Yuan over the window where places have a price of their own; posts are paid by the rule for posts."""
    own: Any = measure
    about = {field.name: field.metadata.get("unit", "") for field in fields(measure)}
    if about.get("cost_per_place") == "yuan/place":
        return float(people * own.cost_per_place / getattr(own, "additional", 1.0))
    if "site_grant" in about:
        return float(people / own.places_per_site * own.site_grant)
    if "posts" in about:
        return float(people * months * _post_pay(scenario))
    return None


def _post_pay(scenario: "Scenario") -> float:
    """Yuan a month of a post by the rule, at the rural mean of the matched year."""
    from ..published import series

    mean = series("rural_income_pc", scenario.region.series_region)[scenario.base_year]
    return float(scenario.process("earnings").post_pay_rule * mean)
