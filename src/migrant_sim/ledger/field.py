"""What a column of a ledger is: its names, type, unit, bounds, codes, and whether it is personal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# kind -> dtype of the clean column. A month is the running number of `months.month_number`; a date is text, YYYY-MM-DD.
DTYPES: Mapping[str, str] = {
    "id": "string",
    "text": "string",
    "id_number": "string",
    "phone": "string",
    "date": "string",
    "code": "string",
    "flag": "boolean",
    "number": "Float64",
    "whole": "Int64",
    "month": "Int64",
}
YUAN_YEAR, YUAN_MONTH = "yuan/year", "yuan/month"


@dataclass(frozen=True)
class Code:
    """One allowed word of a column: `id` is stored; the other words are read as it."""

    id: str
    zh: str
    en: str
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is read as this code."""
        return (self.id, self.zh, self.en, *self.also)


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of a table.

    `low` and `high` bound every value (a value outside is an error); `usual` is the range in which the median of a
    whole column must lie (else a warning: probably another unit). `dropped` columns are read by nobody; `personal`
    ones serve the checks and are dropped then. `per` is a unit of money, `unit` any unit as it is shown.
    """

    id: str
    zh: str
    en: str
    kind: str
    about_zh: str
    about_en: str
    also: tuple[str, ...] = ()
    unit: str = ""
    unit_zh: str = ""
    low: float | None = None
    high: float | None = None
    usual: tuple[float, float] | None = None
    codes: tuple[Code, ...] = ()
    required: bool = False
    personal: bool = False
    dropped: bool = False

    @property
    def kept(self) -> bool:
        """Whether the column leaves the check."""
        return not (self.personal or self.dropped)

    @property
    def dtype(self) -> str:
        """Type of the clean column in pandas."""
        return DTYPES[self.kind]

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is read as this column."""
        return (self.id, self.zh, self.en, *self.also)

    def title(self, language: str) -> str:
        """The header in `zh` or `en`."""
        return self.zh if language == "zh" else self.en

    def unit_of(self, language: str) -> str:
        """The unit in `zh` or `en`; empty when there is none."""
        return self.unit_zh if language == "zh" else self.unit


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a ledger; `key` is the column whose values may not repeat (None: no single one)."""

    id: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    fields: tuple[Field, ...]
    key: str | None = None
    also: tuple[str, ...] = ()
    by_id: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {entry.id: entry for entry in self.fields})

    @property
    def names(self) -> tuple[str, ...]:
        """Every sheet or file name that is read as this table."""
        return (self.id, self.zh, self.en, *self.also)

    @property
    def required(self) -> tuple[Field, ...]:
        """The columns without which the table cannot be used."""
        return tuple(entry for entry in self.fields if entry.required)

    @property
    def kept(self) -> tuple[Field, ...]:
        """The columns of the clean table, in order."""
        return tuple(entry for entry in self.fields if entry.kept)

    def title(self, language: str) -> str:
        """The sheet's name in `zh` or `en`."""
        return self.zh if language == "zh" else self.en
