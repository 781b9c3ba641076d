"""What the page offers to choose from, as plain frozen values: regions, programmes, clauses, levers, funds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIRST_PEOPLE = 1_500  # simulated people of the quick sample: enough for a first look, some seconds of work
SAMPLES = (FIRST_PEOPLE, 6_000, 24_000)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region; `persons` are real people of its default scope, `least` the smallest scale that it allows."""

    name: str
    zh: str
    en: str
    programme: str
    persons: float
    least: float

    def scales(self) -> tuple[float, ...]:
        """Sample sizes as shares of the real people, small to large; never below what the region allows."""
        wanted = (min(1.0, max(self.least, float(f"{people / self.persons:.2g}"))) for people in SAMPLES)
        return tuple(dict.fromkeys(wanted))


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause of a policy text with the instruments that it orders and its part of each (multiplier)."""

    id: str
    programme: str
    zh: str
    en: str
    section: str
    treatment: str
    reason_zh: str
    reason_en: str
    instruments: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Lever:
    """Something that policy staff move: the field of an instrument, from `low` to `high`, at `default` unless moved.

    `scales` levers multiply what every clause orders; the others set the field itself. `row` is the figure behind it.
    """

    instrument: str
    field: str
    group: str
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    low: float
    high: float
    step: float
    default: float
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """`instrument.field`, by which a mix knows it."""
        return f"{self.instrument}.{self.field}"

    @property
    def scales(self) -> bool:
        """Whether it multiplies what the clauses order."""
        return self.field == "multiplier"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Everything that there is to choose, in the order in which it is shown."""

    places: Mapping[str, Place]
    programmes: Mapping[str, tuple[str, str]]
    clauses: Mapping[str, Clause]
    levers: Mapping[str, Lever]
    funds: Mapping[str, tuple[str, str]]

    def of(self, programmes: tuple[str, ...]) -> list[Clause]:
        """The clauses of some programmes, in the order of the texts."""
        return [clause for clause in self.clauses.values() if clause.programme in programmes]

    def instruments(self, programmes: tuple[str, ...]) -> set[str]:
        """Instruments that some programmes order."""
        return {name for clause in self.of(programmes) for name in clause.instruments}


# instrument, field, group, Chinese, English, low, high, step; places are multiples of what the clauses order.
_LEVERS = (
    ("vocational_training", "multiplier", "places", "培训名额", "Training places", 0.0, 3.0, 0.1),
    ("welfare_posts", "multiplier", "places", "公益性岗位", "Welfare posts", 0.0, 3.0, 0.1),
    ("workshops", "multiplier", "places", "帮扶车间岗位", "Workshop places", 0.0, 3.0, 0.1),
    ("industrial_parks", "multiplier", "places", "产业园区岗位", "Industrial-park places", 0.0, 3.0, 0.1),
    ("labour_export", "multiplier", "places", "劳务输出服务", "Labour export", 0.0, 3.0, 0.1),
    ("workshops", "pay_ratio", "pay", "车间工资与当地工资之比", "Workshop pay over local pay", 0.5, 1.5, 0.05),
    ("industrial_parks", "pay_ratio", "pay", "园区工资与当地工资之比", "Park pay over local pay", 0.8, 2.0, 0.05),
    ("workshops", "worker_grant", "pay", "车间吸纳补助", "Workshop grant a worker", 0.0, 10000.0, 500.0),
    ("hiring_subsidy", "grant", "pay", "企业吸纳补助", "Hiring grant", 0.0, 10000.0, 500.0),
)
_UNITS = {"multiplier": ("倍", "×"), "pay_ratio": ("比值", "ratio")}


def offers() -> Offer:
    """The offer of the shipped configuration and data; heavy, so a worker makes it."""
    from ..catalogue import clauses, entries
    from ..configuration import described
    from ..published import measures
    from ..published.funds import KEYS, NAMES

    ordered, rows = clauses(), {row["clause"]: row for row in entries("zh")}
    english = {row["clause"]: row for row in entries("en")}
    found = {
        row.id: Clause(
            id=row.id,
            programme=row.programme,
            zh=row.title_zh,
            en=row.title_en,
            section=row.section_ref,
            treatment=rows[row.id]["treatment"],
            reason_zh=rows[row.id]["reason"],
            reason_en=english[row.id]["reason"],
            instruments={
                name: float((own or {}).get("multiplier", 1.0))
                for name, own in ordered.get(row.id, {}).items()
                if name != "multiplier"
            },
        )
        for row in measures()
    }
    titles = {name: content.get("title") or {} for name, content in described("programme").items()}
    names = dict.fromkeys(clause.programme for clause in found.values())
    programmes = {name: (titles[name].get("zh") or name, titles[name].get("en") or name) for name in names}
    return Offer(
        places=_places(),
        programmes=programmes,
        clauses=found,
        levers={lever.key: lever for lever in _levers()},
        funds={key: (NAMES[key].label_zh, NAMES[key].label_en) for key in KEYS},
    )


def _places() -> dict[str, Place]:
    from ..configuration import names_of
    from ..population import published_margins
    from ..scenario import load_scenario

    found = {}
    for name in ("ningxia", *sorted(set(names_of("region")) - {"ningxia"})):
        region = load_scenario("continuation", region=name, months=1).region
        found[name] = Place(
            name=name,
            zh=region.title_zh,
            en=region.title_en,
            programme=region.programme or "",
            persons=region.persons(None),
            least=region.least_scale(None, published_margins().mean_size),
        )
    return found


def _levers() -> list[Lever]:
    from dataclasses import asdict, fields

    from ..measures import MEASURES
    from ..published import parameter

    made = []
    for instrument, field, group, zh, en, low, high, step in _LEVERS:
        about = {f.name: f for f in fields(MEASURES[instrument])}
        if field not in about:
            continue
        sources = [about[field].metadata.get("source", "")]
        if field == "multiplier":  # what it scales: the increment that the instrument adds
            sources = [f.metadata.get("source", "") for f in about.values()]
            sources = [source for source in sources if source.startswith("increment_")]
        source = sources[0] if sources else ""
        row = asdict(parameter(source)) if source and source != "setting" else {}
        unit = _UNITS.get(field, ("元", "yuan"))
        default = 1.0 if field == "multiplier" else float(row.get("central", low))
        made.append(
            Lever(
                instrument=instrument,
                field=field,
                group=group,
                zh=zh,
                en=en,
                unit_zh=unit[0],
                unit_en=unit[1],
                low=low,
                high=high,
                step=step,
                default=default,
                row=row,
            )
        )
    return made


def offers_told(tell: Any) -> Offer:
    """The offer as a worker's call."""
    return offers()
