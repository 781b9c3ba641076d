"""The words after a verb, in Hydra's override grammar: which files to take, and which values to set."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Glob, Override, Quote, QuotedString, ValueType
from hydra.errors import HydraException

from .errors import ConfigurationError, bad_value
from .reading import check_keys

GROUPS = ("region", "population", "process", "scenario", "programme", "measure", "shock", "executor")
LISTS = ("programme", "measure", "shock")  # groups of which several files may stand side by side
CALIBRATE_KEYS = ("simulations", "replicated", "trials", "waves", "samples", "candidates", "ranks")
SENSITIVITY_KEYS = (
    *("trajectories", "keep", "quantify", "base", "check_draws", "chance_draws", "chance_replications"),
    *("ranking", "ranking_draws", "instruments"),
)
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "population": ("scale", "scope"),
    "output": ("groups",),
    "validate": ("parts", "least_people"),
    "calibrate": CALIBRATE_KEYS,
    "sensitivity": SENSITIVITY_KEYS,
    "attribute": ("by", "permutations", "players", "strongest"),
    "optimise": (
        *("aim", "batch", "budget", "check_draws", "high", "levers", "probability", "rounds", "strongest", "trials"),
    ),
    "discover": ("boxes", "least", "method", "resamples", "threshold"),
    "executor": ("address", "chunk", "cluster", "mem_gb", "partition", "poll_s", "timeout_min", "wait_s"),
    "sweep": ("design", "file", "limit_s", "most", "over", "points", "retries"),
}
SCENARIO_KEYS = ("information", "parameters", "base_year", "fit_until", "seed", "start", "months", "fund")
RUN_KEYS = (
    *("draws", "replications", "workers", "executor", "name", "results", "language", "horizon"),
    *("validate", "calibrate", "sensitivity", "sweep", "attribute", "optimise", "discover"),
)
INTENSITIES = ("low", "observed", "high")
KEYS = tuple(dict.fromkeys((*GROUPS, *SCENARIO_KEYS, *RUN_KEYS, "baseline", "intensity", "output")))

# Keys that change the scenario alone; all others change the baseline too.
SCENARIO_ONLY = ("scenario", "programme", "measure", "intensity")

# Runs of characters that Hydra's grammar takes in quotes only, such as Chinese names.
_BEYOND_ASCII = re.compile(r"[^\[\]{},:\s]*[^\x00-\x7f\s][^\[\]{},:]*")


@dataclass(frozen=True)
class Words:
    """Overrides told apart: the choice of file by group, and values by dotted key, in order."""

    choices: dict[str, Any] = field(default_factory=dict)
    values: list[Override] = field(default_factory=list)

    def for_baseline(self, scenario: str) -> "Words":
        """The same on another scenario file, without what belongs to the scenario alone."""
        choices = {group: value for group, value in self.choices.items() if group not in SCENARIO_ONLY}
        values = [word for word in self.values if word.key_or_group.split(".")[0] not in SCENARIO_ONLY]
        return Words({**choices, "scenario": scenario}, values)

    def typed_text(self, key: str) -> str | None:
        """The last value of a key as it was typed, for a text may look like a number; None if it was not given."""
        word = next((word for word in reversed(self.values) if word.key_or_group == key), None)
        if word is None or word.value() is None:
            return None
        value = word.value()
        return value if isinstance(value, str) else (word.input_line or "").partition("=")[2]


def parse(overrides: Iterable[str]) -> Iterator[Override]:
    """Parsed overrides, in order.

    Raises ConfigurationError for a word that is no override, for values to sweep over, and for `_target_`.
    """
    for word, parsed in _parsed(overrides):
        if parsed.is_sweep_override():
            raise ConfigurationError(
                f"{word!r} names several values; many runs belong to the verb sweep (or to -m); "
                "allowed here: one value, or a list in brackets.",
                f"{word!r} 给出了多个取值；成批运行请用 sweep（或 -m）；此处允许：一个取值，或用方括号写列表。",
            )
        refuse_targets({parsed.key_or_group: None if parsed.is_delete() else parsed.value()})
        yield parsed


def _parsed(overrides: Iterable[str]) -> Iterator[tuple[str, Override]]:
    for word in overrides:
        try:
            yield word, _override(word)
        except HydraException as error:
            raise ConfigurationError(
                f"{word!r} is not understood ({one_line(error)}); "
                "allowed: key=value, such as months=60 or measure=[labour_export].",
                f"无法理解 {word!r}；允许的写法：key=value，例如 months=60 或 measure=[labour_export]。",
            ) from error


@lru_cache(maxsize=4096)  # points of a sweep repeat most of their words
def _override(word: str) -> Override:
    return OverridesParser.create().parse_override(_quoted(word))


def swept(
    overrides: Iterable[str], names: Callable[[str], Iterable[str]], most: int
) -> tuple[list[str], list[list[str]]]:
    """The words with one value, and for each word with several values a list of words with one; no value twice.

    `names(group)` are the files that glob() chooses from; of a list no more than `most + 1` values are read.
    Raises ConfigurationError for a word that is not understood, has no value at all, or an interval.
    """
    single, lists = [], []
    for word, parsed in _parsed(overrides):
        if not parsed.is_sweep_override():
            single.append(word)
            continue
        key = parsed.get_key_element()
        if parsed.value_type is ValueType.INTERVAL_SWEEP:
            allowed = "a list, range(…), or sweep.design= with sweep.over={key:[low,high]}"
            raise bad_value(key, word, allowed, "列表、range(…)，或 sweep.design= 配 sweep.over={键:[下限,上限]}")
        glob = parsed.value()
        values: Iterable[str] = (
            glob.filter(list(names(key))) if isinstance(glob, Glob) else parsed.sweep_string_iterator()
        )
        found = list(dict.fromkeys(f"{key}={value}" for value in islice(values, most + 1)))
        if not found:
            raise bad_value(key, word, "at least one value", "至少一个取值")
        lists.append(found)
    return single, lists


def word(key: str, value: Any) -> str:
    """One override in the grammar, from a Python value."""
    return f"{key}={_written(value)}"


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, (int, float)):
        return str(value)
    return QuotedString(str(value), Quote.single).with_quotes()


def told_apart(overrides: Sequence[str]) -> Words:
    """The overrides as choices and values, top-level keys checked."""
    words = Words()
    for word in parse(overrides):
        head, *rest = word.key_or_group.split(".")
        # A scenario is a name, not a section; `group@package=` would put a file where nobody reads it.
        whole = head == "scenario" or word.package is not None
        check_keys([word.get_key_element().lstrip("+~") if whole else head], KEYS)
        if rest and head in SECTIONS:
            check_keys([".".join(rest)], SECTIONS[head], head)
        if word.is_delete() and (head not in ("measure", "shock") or len(rest) != 1):
            allowed = "~measure.<name> takes a measure out; nothing else can be left out"
            raise bad_value(word.get_key_element(), word.input_line, allowed, "只有 ~measure.<名称> 可以删去一项措施")
        if head in GROUPS and not rest:
            words.choices[head] = word.value()
        else:
            words.values.append(word)
    return words


def refuse_targets(node: Any, path: str = "") -> None:
    """Raise ConfigurationError for a key that would have Hydra build an object: names come from registries."""
    items = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        if any(part == "_target_" for part in str(key).split(".")):
            allowed = "a name from the registry (instrument: …), never _target_"
            raise bad_value(here, value, allowed, "登记过的名称（instrument: …），不得使用 _target_")
        refuse_targets(value, here)


def one_line(error: BaseException) -> str:
    """An error of Hydra without its line breaks and its list of folders."""
    return " ".join(str(error).split("Config search path")[0].split()).rstrip(".")


def _quoted(word: str) -> str:
    key, equals, value = word.partition("=")
    if value.isascii() or "'" in value or '"' in value:
        return word
    return key + equals + _BEYOND_ASCII.sub(lambda found: f'"{found[0].rstrip()}"', value)
