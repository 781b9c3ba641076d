"""A region: who is counted in it, where they live, and which promises of the policy texts are tested there."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, isfinite, log10
from typing import Any

from ..errors import bad_value, unknown_name
from .margins import Margins, published_margins
from .region_fields import checked_fields

LEAST_HOUSEHOLDS = 100  # fewer cannot carry the margins


@dataclass(frozen=True, kw_only=True)
class Region:
    """One region as its configuration describes it; make it with `from_mapping`, which checks every field.

    `scopes` gives real persons by scope and `self_moved` the share of them who came on their own; `counties` is never
    empty (an empty list in the configuration means all). `county_scope` names the scope that the county margins add up
    to. `priors` replaces the parameter that feeds a field of a process, by dotted path. `synthetic` stands where the
    county margins do not know the region: so many equal, made-up counties share residents and rural residents.
    `series_region` names the rural mean it is compared with; `caution` is what every run of the region warns of.
    `register` stands for an imported region and says which ledger its people come from (`register_tables`).
    `programme` names the policy text of the region, None where it has none; `posterior` the sample that its parameters
    are drawn from, None for priors alone.
    """

    name: str
    title_en: str
    title_zh: str
    counties: tuple[str, ...]
    scopes: Mapping[str, float]
    self_moved: Mapping[str, float]
    default_scope: str
    county_scope: str | None
    verdict_target: str | None
    verdict_reason_en: str
    verdict_reason_zh: str
    targets: tuple[str, ...]
    priors: Mapping[str, str]
    region_led: int
    county_led: int
    synthetic: Mapping[str, float] | None = None
    series_region: str = "宁夏"
    settlement_persons: float = 2500
    caution_en: str = ""
    caution_zh: str = ""
    programme: str | None = None
    posterior: str | None = None
    register: Mapping[str, Any] | None = None

    @classmethod
    def from_mapping(cls, plain: Mapping[str, Any], margins: Margins | None = None) -> "Region":
        """A region from the plain mapping of its yaml file.

        Raises ConfigurationError, naming the field, for an unknown or missing key, county, scope, target or parameter
        and for a number outside its bounds; DataError where the county margins contradict `county_scope`.
        """
        return cls(**checked_fields(plain, margins or published_margins()))

    @property
    def share_of_region(self) -> float:
        """Part of all relocated people of Ningxia who live here, from the default split by county (assumption).

        It shrinks the weight of the simulated people in the rural mean; a region with counties of its own is whole.
        """
        if self.register is not None:
            return float(self.register["share"])
        if self.synthetic is not None:
            return 1.0
        margins = published_margins()
        return margins.persons_in(self.counties) / margins.persons_in(margins.counties)

    @property
    def home(self) -> str:
        """The shipped region whose texts bind it: its own name, or the base of an imported one."""
        return str(self.register["base"]) if self.register else self.name

    @property
    def imputations(self) -> int:
        """How many ways the empty cells of its ledger are filled; 1 for a region without one."""
        return int(self.register["imputations"]) if self.register else 1

    def known_scope(self, scope: str | None) -> str:
        """The scope's name, the default for None; ConfigurationError for an unknown one."""
        chosen = self.default_scope if scope is None else scope
        if chosen not in self.scopes:
            raise unknown_name(f"population.scope of region {self.name}", str(chosen), self.scopes)
        return chosen

    def persons(self, scope: str | None = None) -> float:
        """Real persons in a scope, by default the region's own; ConfigurationError for an unknown one."""
        return float(self.scopes[self.known_scope(scope)])

    def least_scale(self, scope: str | None, mean_size: float) -> float:
        """The smallest population scale that still gives enough households, rounded up to two digits."""
        exact = LEAST_HOUSEHOLDS * mean_size / self.persons(scope)
        unit = 10.0 ** (ceil(log10(exact)) - 2)
        return min(1.0, round(ceil(exact / unit) * unit, 12))


@dataclass(frozen=True, kw_only=True)
class PopulationSpec:
    """How much of whom is simulated: `scale` in (0, 1] and the scope's name (None for the region's default).

    `imputation` says which way the empty cells of an imported ledger are filled: that of the draw, 0 elsewhere.
    """

    scale: float
    scope: str | None = None
    imputation: int = 0

    def checked(self, region: Region, mean_size: float) -> "PopulationSpec":
        """The same with the scope filled in; ConfigurationError, with the least scale, for a scale out of range."""
        scope = region.known_scope(self.scope)
        least = region.least_scale(scope, mean_size)
        number = isinstance(self.scale, (int, float)) and not isinstance(self.scale, bool) and isfinite(self.scale)
        if not number or not least <= self.scale <= 1:
            raise bad_value(
                "population.scale",
                self.scale,
                f"from {least:g} to 1 for region {region.name}, scope {scope}",
                f"地区 {region.name}、口径 {scope} 为 {least:g} 至 1",
            )
        if type(self.imputation) is not int or not 0 <= self.imputation < region.imputations:
            most = region.imputations - 1
            raise bad_value(
                "population.imputation", self.imputation, f"a whole number from 0 to {most}", f"0 至 {most} 的整数"
            )
        return PopulationSpec(scale=float(self.scale), scope=scope, imputation=self.imputation)
