"""The words after a verb, in Hydra's override grammar: which files to take, and which values to set."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override, Quote, QuotedString
from hydra.errors import HydraException

from .errors import ConfigurationError, bad_value
from .reading import check_keys

GROUPS = ("region", "population", "process", "scenario", "programme", "measure", "shock")
LISTS = ("programme", "measure", "shock")  # groups of which several files may stand side by side
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "population": ("scale", "scope"),
    "output": ("groups",),
    "attribute": ("by", "permutations", "players", "strongest"),
    "optimise": (
        *("aim", "batch", "budget", "check_draws", "high", "levers", "probability", "rounds", "strongest", "trials"),
    ),
    "discover": ("boxes", "least", "method", "resamples", "threshold"),
}
SCENARIO_KEYS = ("information", "seed", "start", "months", "fund")
ANALYSES = ("attribute", "optimise", "discover")
RUN_KEYS = ("draws", "replications", "workers", "executor", "name", "results", "language", *ANALYSES)
INTENSITIES = ("low", "observed", "high")
KEYS = (*GROUPS, *SCENARIO_KEYS, *RUN_KEYS, "baseline", "intensity", "output")

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
    parser = OverridesParser.create()
    for word in overrides:
        try:
            parsed = parser.parse_override(_quoted(word))
        except HydraException as error:
            raise ConfigurationError(
                f"{word!r} is not understood ({one_line(error)}); "
                "allowed: key=value, such as months=60 or measure=[labour_export].",
                f"无法理解 {word!r}；允许的写法：key=value，例如 months=60 或 measure=[labour_export]。",
            ) from error
        if parsed.is_sweep_override():
            raise ConfigurationError(
                f"{word!r} names several values; many runs belong to the verb sweep, which is not there yet; "
                "allowed: one value, or a list in brackets.",
                f"{word!r} 给出了多个取值；成批运行属于 sweep，目前尚未提供；允许：一个取值，或用方括号写列表。",
            )
        refuse_targets({parsed.key_or_group: None if parsed.is_delete() else parsed.value()})
        yield parsed


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
