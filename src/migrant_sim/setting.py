"""Values put into a composition: by OmegaConf, or into plain data, which takes a hundredth of its time.

A sweep composes thousands of points that differ in a few numbers. Where no file refers to another key but for the
intensity, and every value is a number, a text or a flag, plain data gives what OmegaConf would give; whatever else
there is goes to OmegaConf.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hydra.core.override_parser.types import Override
from omegaconf import DictConfig, OmegaConf

from .files import absent_measure, absent_shock
from .overrides import refuse_targets
from .programme import INTENSITY, SCALE, instances_of, path_of, resolved, unresolved

Put = Callable[[str, Any], None]


@dataclass(frozen=True)
class Skeleton:
    """Files put together, no value set yet: as Hydra has them, and as plain data unless only OmegaConf reads them."""

    config: DictConfig
    plain: Mapping[str, Any] | None
    # What programmes order on it, by the words under `programme.`; nobody may change what stands here.
    ordered: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, config: DictConfig) -> "Skeleton":
        """The skeleton of a composition. Raises ConfigurationError for `_target_`."""
        found: Any = OmegaConf.to_container(config, resolve=False)
        rest = {key: value for key, value in found.items() if key != "measure"}
        listed = found.get("measure") or {}
        simple = all(isinstance(fields, Mapping) for fields in listed.values()) and unresolved(listed) <= {INTENSITY}
        if not simple or _refers(rest):
            return cls(config, None)
        refuse_targets(found)
        return cls(config, found)


def composed_plainly(
    skeleton: Skeleton, ordered: Mapping[str, Any], words: Sequence[Override], values: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The skeleton with measures `ordered` by programmes, the words and further top-level values; None where OmegaConf
    is needed. What no word touches is shared with the skeleton, so nobody may change it.

    Raises ConfigurationError for a measure or shock that is not there.
    """
    if skeleton.plain is None or not unresolved(ordered) <= {INTENSITY} or not all(map(_simple, words)):
        return None
    given = {**skeleton.plain, "measure": {**(skeleton.plain.get("measure") or {}), **ordered}}
    try:
        for word in words:
            put_word(given, word, lambda key, value: _put(given, key, value))
    except _NeedsOmegaConf:
        return None
    given |= values
    if unresolved(measures := given["measure"]) - {INTENSITY}:
        return None
    return {**given, "measure": resolved(measures, given.get("intensity"))}


def put_word(config: Any, word: Override, put: Put) -> None:
    """Put one value in, or take one measure out; setting a field does not make a measure that the scenario lacks.

    `put(key, value)` sets a value by its dotted key. An instrument that stands in several clauses is set, scaled or
    taken out in all of them; its stock exists once, so `kept` is set in the first.
    """
    head, *rest = word.key_or_group.split(".")
    if head == "shock" and not word.is_add() and not word.is_force_add():
        if rest[0] not in (there := list(config.get("shock") or {})):
            raise absent_shock(rest[0], there)
        if word.is_delete():
            del config["shock"][rest[0]]
            return
    if head != "measure" or word.is_add() or word.is_force_add():
        put(word.key_or_group, word.value())
        return
    present = config.get("measure") or {}
    names = [rest[0]] if rest[0] in present else instances_of(rest[0], present)
    if not names:
        raise absent_measure(rest[0], [name for name in present if path_of(name, present[name]) == f"measure.{name}"])
    for name in names[:1] if rest[1:] == ["kept"] else names:
        if word.is_delete():
            del config["measure"][name]
            continue
        value: Any = word.value()
        parts = 1.0 if name == rest[0] else config["measure"][name].get(SCALE, 1.0)
        scaled = rest[1:] == [SCALE] and isinstance(value, (int, float)) and value >= 0
        put(".".join(["measure", name, *rest[1:]]), value * parts if scaled else value)


class _NeedsOmegaConf(Exception):
    """A value that plain data would take otherwise than OmegaConf does."""


def _simple(word: Override) -> bool:
    other = word.is_add() or word.is_force_add() or word.is_delete() or "[" in word.key_or_group
    return not other and _is_plain(word.value())


def _is_plain(value: Any) -> bool:
    """Whether a value is made of numbers, flags and texts that stand for nothing else."""
    if isinstance(value, Mapping):
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or type(value) in (bool, int, float) or isinstance(value, str) and not _refers(value)


def _put(given: dict[str, Any], key: str, value: Any) -> None:
    """Set a value by its dotted key; the sections on the way to it are copied."""
    *heads, last = key.split(".")
    node = given
    for head in heads:
        if not isinstance(found := node.get(head, {}), Mapping):
            raise _NeedsOmegaConf
        node[head] = dict(found)
        node = node[head]
    before = node.get(last)
    if isinstance(before, Mapping) and before or isinstance(before, list) and not isinstance(value, list):
        raise _NeedsOmegaConf
    if isinstance(before, Mapping) and not isinstance(value, Mapping):
        raise _NeedsOmegaConf
    node[last] = value


def _refers(node: Any) -> bool:
    """Whether a text below stands for another key, or for a value to be given."""
    if isinstance(node, str):
        return "$" in node or node == "???"
    below: Iterable[Any] = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    return any(map(_refers, below))
