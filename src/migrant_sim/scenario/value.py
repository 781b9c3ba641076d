"""The scenario as a value: frozen, hashable, checked however it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from json import dumps
from typing import Any, Self

from ..errors import bad_value
from ..fields import priors
from ..funds import UNCAPPED, Funds, check_funds
from ..measures import MEASURES, Measure
from ..months import MATCHED_YEAR, month_label, month_number, months_ahead
from ..paths import PACKAGE
from ..population import PopulationSpec, Region, published_margins
from ..processes import PROCESSES, Process
from ..processes.shocks import Shock
from ..published import data_hash, series
from ..reading import changed, one_of, plain, whole_number
from .parts import INFORMATION as INFORMATION
from .parts import (
    PARAMETERS,
    POSTERIOR,
    Named,
    central_values,
    from_parts,
    region_mapping,
    regional,
    settled,
    without_decided,
)
from .parts import SHOCKS as SHOCKS

GROUPS = ("change", "county", "flow", "group", "list", "months", "quintile", "settlement")
FIRST_BASE_YEAR = 2014  # the first year of the best documented place, and of the published rural means
LAST_START = month_number("2099-12")
MOST_MONTHS = 600
MOST_PLACES = 2.0  # of the labour force, as much as a single field allows; a settlement cannot hold more (assumption)
MOST_SEED = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Everything that decides a run; make one with `from_config` or `load_scenario`, change it with `with_`.

    `base_year` is the calendar year that the state is matched to, and `fit_until` the last year that a back-test knows
    (0: none). `start` is the running number of the closed baseline month; the first simulated month follows it.
    `factual` are the measures taken to have been in force in fact. `asked_shocks` come on top of those of the
    information set; `disturbances` are shocks of the user's choice, which the rural mean as published knows nothing
    of. `fixed` holds the dotted paths of parameters that the user set: no parameter draw touches them. `parameters`
    says whether draws come from the region's posterior sample, as far as it has one, or from priors alone.
    """

    name: str
    region: Region
    information: str = "ex_post"
    parameters: str = POSTERIOR
    base_year: int = MATCHED_YEAR
    fit_until: int = 0
    seed: int = 0
    start: int = 12 * MATCHED_YEAR + 11
    months: int = 60
    population: PopulationSpec
    processes: tuple[tuple[str, Process], ...]
    measures: tuple[tuple[str, Measure], ...] = ()
    factual: tuple[tuple[str, Measure], ...] = ()
    funds: Funds = UNCAPPED
    groups: tuple[str, ...] = GROUPS
    asked_shocks: tuple[str, ...] = ()
    disturbances: tuple[tuple[str, Shock], ...] = ()
    fixed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        one_of(self.information, "information", INFORMATION)
        one_of(self.parameters, "parameters", PARAMETERS)
        whole_number(self.seed, "seed", 0, MOST_SEED)
        whole_number(self.months, "months", 1, MOST_MONTHS)
        self._check_clock()
        for group in self.groups:
            one_of(group, "output.groups", GROUPS)
        for shock in self.asked_shocks:
            one_of(shock, "shock", SHOCKS)
        self._check_windows()
        self._check_places()
        check_funds(self.funds, self.measures, MEASURES)
        spec = self.population.checked(self.region, published_margins().mean_size)
        object.__setattr__(self, "population", spec)
        decided = self._decided
        object.__setattr__(self, "processes", tuple((name, settled(p, decided)) for name, p in self.processes))

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A scenario from a plain, resolved mapping, as `configuration.compose` and `to_config` give it.

        Raises ConfigurationError, naming field, value and what is allowed, for a mistake.
        """
        made = cls(**from_parts(config))
        own = central_values(made.region, made.fixed)
        return changed(made, own) if own else made

    @property
    def label(self) -> str:
        """What tables and reports call it."""
        return self.name

    @property
    def shocks(self) -> tuple[str, ...]:
        """Every shock that happens: those of the information set, those asked for, and the user's own."""
        known = {name for name, (_, sets) in SHOCKS.items() if self.information in sets} | set(self.asked_shocks)
        if self.base_year < MATCHED_YEAR:
            # The epidemic is part of the match of 2020; a run from before takes that year's loss from the rural mean.
            known.discard("epidemic_2020")
        return tuple(sorted(known | {name for name, _ in self.disturbances}))

    @property
    def begin(self) -> int:
        """`start` in the engine's calendar, in which the matched year is always 2020."""
        return self.start + months_ahead(self.base_year)

    def timed(self, named: Named) -> Named:
        """Measures or shocks with their windows in the engine's calendar."""
        if not (ahead := months_ahead(self.base_year)):
            return named
        return tuple((name, replace(one, start=one.start + ahead, stop=one.stop + ahead)) for name, one in named)

    @property
    def _decided(self) -> dict[str, Any]:
        """Fields that a process takes from the scenario as a whole."""
        flags = {flag: name in self.shocks for name, (flag, _) in SHOCKS.items()}
        own = {"share_of_region": self.region.share_of_region, "series_region": self.region.series_region}
        clock = {"base_year": self.base_year, "fit_until": self.fit_until}
        return {"information": self.information, **clock, **own, "shocks": self.timed(self.disturbances), **flags}

    def _check_clock(self) -> None:
        """Base year, start and cut of a back-test must follow one another, on published rural means."""
        whole_number(self.base_year, "base_year", FIRST_BASE_YEAR, MATCHED_YEAR)
        whole_number(self.fit_until, "fit_until", 0, LAST_START // 12)
        known = series("rural_income_pc", self.region.series_region)
        if self.base_year not in known:
            years = f"{min(known)} to {MATCHED_YEAR}, whose rural means are published"
            raise bad_value("base_year", self.base_year, years, f"{min(known)} 至 {MATCHED_YEAR}（农村均值已公布）")
        if self.fit_until and self.fit_until < self.base_year:
            allowed = f"{self.base_year} (base_year) or later", f"不早于 {self.base_year}（base_year）"
            raise bad_value("fit_until", self.fit_until, *allowed)
        first, last = 12 * self.base_year + 11, LAST_START
        if not first <= self.start <= last:
            raise bad_value(
                "start",
                month_label(self.start),
                f"{month_label(first)} to {month_label(last)}; the model starts from the matched year {self.base_year}",
                f"{month_label(first)} 至 {month_label(last)}；模型从匹配好的 {self.base_year} 年出发",
            )

    def _check_windows(self) -> None:
        first, last = month_label(self.start + 1), month_label(self.start + self.months)
        for name, shock in self.disturbances:
            for field in ("start", "stop"):
                month = month_label(getattr(shock, field))
                if not first <= month <= last:
                    allowed = f"{first} to {last}, the simulated months", f"{first} 至 {last}（模拟的月份）"
                    raise bad_value(f"shock.{name}.{field}", month, *allowed)

    def _check_places(self) -> None:
        """Refuse more places for work than settlements could hold, summed over measures."""
        asked = {name: places for name, measure in self.measures if (places := measure.work_places()) > 0.0}
        if sum(asked.values()) > MOST_PLACES:
            most = max(asked, key=lambda name: asked[name])
            clause = dict(self.measures)[most].clause
            raise bad_value(
                f"measure.{most} ({clause})",
                f"{asked[most]:g} of {sum(asked.values()):g}",
                f"places and posts of all measures up to {MOST_PLACES:g} times the labour force of the settlements",
                f"各项措施岗位合计不超过安置区劳动力的 {MOST_PLACES:g} 倍",
            )

    def host_loss(self, year: int) -> float:
        """Share of hosts' income of an engine's year that the user's shocks take beyond the pools that hosts share."""
        timed = self.timed(self.disturbances)
        months = {name: sum(shock.active(12 * year + m) for m in range(12)) for name, shock in timed}
        return sum(shock.host_loss * months[name] / 12.0 for name, shock in self.disturbances)

    @cached_property
    def key(self) -> str:
        """Content key: sha256 over resolved content, input data and package source; not the name."""
        content = dumps({**self.to_config(), "name": None}, sort_keys=True, ensure_ascii=False)
        return sha256("\0".join((content, data_hash(), source_hash())).encode()).hexdigest()

    def process(self, name: str) -> Any:
        """The process of that name; ConfigurationError for an unknown one."""
        return dict(self.processes)[one_of(name, "process", PROCESSES)]

    def with_(self, **changes: Any) -> Self:
        """A copy with values replaced by dotted path, as in `with_(**{"processes.labour.separation": 0.05})`.

        Parameters replaced so count as fixed: parameter draws leave them alone.
        Raises ConfigurationError for an unknown path and for a value that its field does not allow.
        """
        parameters = {path for path in changes if path.startswith(("processes.", "measures.")) and path.count(".") > 1}
        return changed(self, {**changes, "fixed": tuple(sorted({*self.fixed, *parameters}))})

    def uncertain(self) -> tuple[tuple[str, str], ...]:
        """(dotted path, parameter id) of every parameter that a draw sets, in the order of the paths.

        Those the user fixed are left out; a region may name its own parameter for a path.
        """
        parts: list[tuple[str, Any]] = [(f"processes.{name}", part) for name, part in self.processes]
        parts += [(f"measures.{name}", part) for name, part in self.measures]
        parts += [(f"factual.{name}", part) for name, part in self.factual]
        found = {path: source for prefix, part in parts for path, source in priors(part, prefix)}
        found |= regional(self.region)
        return tuple(sorted((path, source) for path, source in found.items() if path not in self.fixed))

    def to_config(self) -> dict[str, Any]:
        """The plain mapping that `from_config` reads back as an equal scenario."""
        return {
            "name": self.name,
            "region": region_mapping(self.region),
            "information": self.information,
            "parameters": self.parameters,
            "base_year": self.base_year,
            "fit_until": self.fit_until or None,
            "seed": self.seed,
            "start": month_label(self.start),
            "months": self.months,
            "population": plain(self.population),
            "process": {name: without_decided(plain(process)) for name, process in self.processes},
            "measure": {name: {"instrument": measure.name(), **plain(measure)} for name, measure in self.measures},
            "factual": {name: {"instrument": measure.name(), **plain(measure)} for name, measure in self.factual},
            "fund": {key: plain(fund) for key, fund in self.funds},
            "shock": {name: {"kind": "published"} for name in self.asked_shocks} | dict(plain(self.disturbances)),
            "groups": list(self.groups),
            "fixed": list(self.fixed),
        }


@cache
def source_hash() -> str:
    """sha256 over the package's own source files in name order."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
