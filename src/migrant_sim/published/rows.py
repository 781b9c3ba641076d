"""The rows of the shipped data files as values, with what each file must state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

GRADES = ("A", "B", "C")
SEEN = ("yes", "memory", "assumption")
ORIGINAL_SEEN = ("yes", "no", "n/a")
DISTRIBUTIONS = ("triangular", "normal", "lognormal", "beta", "uniform", "fixed")
MIXTURE = "mixture:"  # then weights and ids of other rows, see `mixtures.py`
CONSTANT_ROLES = ("fixed", "scenario")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every kind of row states about itself: its key column, columns that must be filled, and words allowed."""

    KEY: ClassVar[str] = ""
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = {}


@dataclass(frozen=True, kw_only=True)
class Parameter(Row):
    """One rate, norm, price or effect; low and high are roughly its 5 and 95 % bounds, central the most likely."""

    KEY = "parameter_id"
    REQUIRED = ("id", "description", "unit", "region", "year", "source")
    WORDS = {
        "distribution": DISTRIBUTIONS,
        "seen": SEEN,
        "original_seen": ORIGINAL_SEEN,
        "grade": GRADES,
        "role": ("prior", "moment", "context", "do_not_use", *CONSTANT_ROLES),
    }

    id: str
    description: str
    description_zh: str
    unit: str
    low: float
    central: float
    high: float
    distribution: str
    region: str
    year: str
    source: str
    seen: str
    original_seen: str
    grade: str
    role: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Figure(Row):
    """One published figure; `period` is filled where it does not stand for one whole year."""

    REQUIRED = ("indicator", "region", "unit", "source")
    WORDS = {"original_seen": ORIGINAL_SEEN, "grade": GRADES, "role": ("observation", "context", "do_not_use")}

    indicator: str
    region: str
    group: str
    year: int
    period: str
    value: float
    unit: str
    source: str
    original_seen: str
    grade: str
    role: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Margin(Row):
    """One cell of a population margin, over one or two dimensions."""

    REQUIRED = ("table", "dimension1", "level1", "unit", "population", "region", "source")
    WORDS = {"seen": SEEN, "original_seen": ORIGINAL_SEEN, "grade": GRADES, "role": ("margin",)}

    table: str
    dimension1: str
    level1: str
    dimension2: str
    level2: str
    value: float
    unit: str
    population: str
    region: str
    year: int
    source: str
    seen: str
    original_seen: str
    grade: str
    role: str
    note: str


# In the order in which the most active one names a clause that has several.
TREATMENTS = ("instrument", "parameter", "eligibility", "fund", "documentation")
PROGRAMMES = ("ningxia", "yinchuan", "yunnan", "guangxi")


@dataclass(frozen=True, kw_only=True)
class PolicyTarget(Row):
    """One target that a policy text sets; never data, never drawn."""

    KEY = "target_id"
    REQUIRED = ("id", "section_ref", "indicator", "statement_en", "statement_zh", "value", "unit")
    WORDS = {
        "programme": PROGRAMMES,
        "comparator": (">", ">=", "<=", "=", "≈", "count"),
        "simulatable": ("yes", "proxy", "no"),
    }

    id: str
    programme: str
    section_ref: str
    indicator: str
    statement_en: str
    statement_zh: str
    comparator: str
    value: float
    unit: str
    reference_series: str
    deadline: str
    population_scope: str
    simulatable: str
    how_measured_in_model: str
    measure_id: str
    value_max: float | None
    recurrence: str
    ambiguity_note: str


@dataclass(frozen=True, kw_only=True)
class PolicyMeasure(Row):
    """One measure that a policy text orders; the first entry of a list is the primary one."""

    KEY = "measure_id"
    REQUIRED = ("id", "section_ref", "title_en", "title_zh", "model_treatment")
    WORDS = {"programme": PROGRAMMES, "item_kind": ("task", "safeguard", "stage", "framing")}

    id: str
    programme: str
    title_en: str
    title_zh: str
    instruments: tuple[str, ...]
    eligible_population: str
    actors: tuple[str, ...]
    start: str
    end: str
    quantities: str
    mechanism: tuple[str, ...]
    income_channel: tuple[str, ...]
    model_treatment: tuple[str, ...]
    treatment_note: str
    item_kind: str
    section_ref: str


@dataclass(frozen=True, kw_only=True)
class PolicyMechanism(Row):
    """One word of the vocabulary that measures share."""

    KEY = "mechanism"
    REQUIRED = ("id", "description_en", "label_zh")
    WORDS = {"income_channel": ("wage", "operating", "property", "transfer", "cost", "none")}

    id: str
    description_en: str
    label_zh: str
    income_channel: str
    agents_involved: tuple[str, ...]
    programmes_using_it: tuple[str, ...]
    key_parameters: str
    incentives_or_caveats: str
    group: str
    programmes: tuple[str, ...]
    n_measures: int


@dataclass(frozen=True, kw_only=True)
class Treatment(Row):
    """What the model does with a mechanism of the texts: instruments, parameter paths or funds that stand for it."""

    KEY = "mechanism"
    REQUIRED = ("id", "reason_en", "reason_zh")
    WORDS = {"treatment": TREATMENTS}

    id: str
    treatment: str
    target: tuple[str, ...]
    indicators: tuple[str, ...]
    reason_en: str
    reason_zh: str


@dataclass(frozen=True, kw_only=True)
class Eligibility(Row):
    """Whom an instrument is for as the model has it, in words."""

    KEY = "instrument"
    REQUIRED = ("id", "eligible_en", "eligible_zh")

    id: str
    eligible_en: str
    eligible_zh: str


@dataclass(frozen=True, kw_only=True)
class ClauseTreatment(Row):
    """The treatment of a clause where that of its mechanisms would say too much."""

    KEY = "clause"
    REQUIRED = ("id", "reason_en", "reason_zh")
    WORDS = {"treatment": TREATMENTS}

    id: str
    treatment: str
    reason_en: str
    reason_zh: str
