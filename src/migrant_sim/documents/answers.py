"""What a finding says in a few sentences: numbers from its rows, words as far as the numbers carry them."""

from collections.abc import Callable, Mapping, Sequence

from ..errors import DataError
from ..reports.wording import label

Row = Mapping[str, str]
RATIO, INCOME, OWN, CHANCE = "income_ratio", "disposable_income", "operating_income", "probability"
IDLE = "zero_employment_households"
BOTH = {
    "posts_or_training": ("welfare_posts_only", "vocational_training_only"),
    "parks_or_export": ("industrial_parks_only", "labour_export_only"),
}


class Facts:
    """The rows of a finding, looked up by what they are."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def find(self, form: str, indicator: str = "", scenario: str = "", period: str = "") -> list[Row]:
        """Rows of a form; whatever is not given does not matter.

        Raises DataError when there is none.
        """
        wanted = {"form": form, "indicator": indicator, "scenario": scenario, "period": period}
        found = [row for row in self.rows if all(row[key] == value for key, value in wanted.items() if value)]
        if not found:
            raise DataError(f"A finding lacks {' '.join(filter(None, wanted.values()))}.", "结论缺少所需数据行。")
        return found

    def one(self, form: str, indicator: str = "", scenario: str = "", period: str = "") -> Row:
        """The first of them."""
        return self.find(form, indicator, scenario, period)[0]


def names(text: str) -> str:
    """A label of an arm as people call it, with the words that it sets."""
    name, _, words = text.partition(" ")
    return label(name, "en") + (f" ({words})" if words else "")


def amount(row: Row, column: str) -> str:
    """One number of a row in the unit of the table; a sign where it is a difference."""
    value = float(row[column])
    sign = "+" if row["form"] == "difference" else ""
    if row["unit"] in ("ratio", "share"):
        return f"{value:{sign}.3f}"
    return f"{value:{sign}.3g}" if abs(value) < 10 else f"{value:{sign},.0f}"


def told(row: Row) -> str:
    """Median and interval of a row as people say them: points of a ratio, percent, yuan, million yuan."""
    size, unit, form = {
        "ratio": (100.0, "points", ".1f"),
        "share": (100.0, "points", ".2f"),
        "yuan": (1e-6, "million yuan", ",.0f"),
    }.get(row["unit"], (1.0, "yuan a person and year" if row["unit"] == "yuan/person/year" else row["unit"], ",.0f"))
    if row["form"] != "difference":
        size, unit, form = (1.0, "", ".2f") if size == 100.0 else (size, unit, form)
    sign = "+" if row["form"] == "difference" and row["unit"] != "yuan" else ""
    middle, low, high = (f"{float(row[column]) * size:{sign}{form}}" for column in ("median", "low", "high"))
    return f"{middle} {unit}".rstrip() + f" ({low} to {high})"


def chance(row: Row) -> str:
    """A probability with its interval, in percent."""
    middle, low, high = (100.0 * float(row[column]) for column in ("median", "low", "high"))
    return f"{middle:.0f} % ({low:.0f} to {high:.0f} %) of {row['runs']} runs"


def clear(row: Row) -> bool:
    """Whether the interval leaves out zero."""
    return float(row["low"]) > 0.0 or float(row["high"]) < 0.0


def zero(row: Row) -> str:
    """The same in words."""
    return "zero outside the interval" if clear(row) else "zero inside the interval"


def _parity(facts: Facts, scenario: str) -> str:
    met, effect = facts.one(CHANCE, scenario=scenario), facts.one("difference", RATIO, scenario, "2025")
    return (
        f"The target {met['indicator']} is met in {chance(met)}. The ratio of 2025 is "
        f"{told(facts.one('level', RATIO, scenario, '2025'))}; {told(effect)} of it, and "
        f"{told(facts.one('difference', INCOME, scenario, '2025'))}, are beside the capacities of 2020 ("
        f"{zero(effect)}), for {told(facts.one('difference', 'cost', scenario))}."
    )


def _three(facts: Facts) -> str:
    effects = [row for row in facts.find("difference", RATIO) if row["scenario"] != "as_written"]
    best = sorted(effects, key=lambda row: -float(row["median"]))
    whole = facts.one("difference", RATIO, "as_written")
    first = "; ".join(f"{names(row['scenario'])} {told(row)}" for row in best[:3])
    unclear = [names(row["scenario"]) for row in best[:3] if not clear(row)]
    doubt = f" Zero lies inside the interval of {', '.join(unclear)}." if unclear else ""
    if float(best[2]["low"]) <= float(best[3]["high"]):
        doubt += " The intervals of third and fourth overlap, so which of them is third is not told."
    part = sum(float(row["median"]) for row in best[:3]) / float(whole["median"])
    return (
        f"Of {len(effects)} instruments, each alone beside the capacities of 2020, these move the ratio of 2025 most: "
        f"{first}. The programme as a whole moves it by {told(whole)}; the three single effects together are "
        f"{100.0 * part:.0f} % of that. Fourth is {names(best[3]['scenario'])} with {told(best[3])}.{doubt}"
    )


def _two(facts: Facts, question: str, indicators: tuple[str, ...]) -> str:
    said = []
    for scenario in BOTH[question]:
        rows = [facts.one("difference", name, scenario) for name in indicators]
        parts = "; ".join(f"{row['indicator']} {told(row)}, {zero(row)}" for row in rows)
        cost = told(facts.one("difference", "cost", scenario))
        said.append(f"{names(scenario).capitalize()}: {parts}; cost {cost}.")
    one, other = (facts.one("difference", indicators[0], scenario) for scenario in BOTH[question])
    apart = float(one["low"]) > float(other["high"]) or float(one["high"]) < float(other["low"])
    return " ".join([*said, f"The two intervals of {indicators[0]} {'do not overlap' if apart else 'overlap'}."])


def _slump(facts: Facts) -> str:
    parts = []
    for period in ("2024", "2025"):
        rows = [facts.one("difference", name, period=period) for name in (OWN, INCOME, RATIO, "poverty_rate")]
        own, total, ratio, poor = map(told, rows)
        parts.append(
            f"In {period} operating income moves by {own}, disposable income by {total}, the ratio by {ratio}, the "
            f"poverty rate by {poor}."
        )
    return " ".join(parts)


def _later(facts: Facts) -> str:
    parts = []
    for scenario in ("as_written", "withdrawn"):
        then, now = (facts.one("level", RATIO, scenario, year) for year in ("2030", "2025"))
        effect = facts.one("difference", RATIO, scenario, "2030")
        parts.append(
            f"{names(scenario).capitalize()}: the ratio is {told(now)} in 2025 and {told(then)} in 2030, "
            f"{told(effect)} beside the capacities of 2020 in 2030 ({zero(effect)})."
        )
    return " ".join(parts)


ANSWERS: Mapping[str, Callable[[Facts], str]] = {
    "parity_as_written": lambda facts: _parity(facts, "as_written"),
    "everything_at_once": lambda facts: _parity(facts, "all_in"),
    "three_measures": _three,
    "posts_or_training": lambda facts: _two(facts, "posts_or_training", (IDLE, "household_job_rate", INCOME)),
    "parks_or_export": lambda facts: _two(facts, "parks_or_export", (RATIO, "wage_income", INCOME)),
    "cattle_slump": _slump,
    "year_2030": _later,
}
