"""A plain mapping becomes a frozen dataclass, strictly: unknown keys, wrong types and values out of range fail."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache, lru_cache
from math import isfinite
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .errors import ConfigurationError, bad_value, unknown_name
from .fields import check_bounds
from .months import month_label, month_number

T = TypeVar("T")

# Dataclass fields that hold a running month number and are written YYYY-MM in a configuration.
MONTH_FIELDS = frozenset({"start", "stop"})
PLAIN = (bool, int, float, str, type(None))
EARLIEST = 1900 * 12  # smaller numbers are years written without their month


def read(cls: type[T], values: Any, path: str) -> T:
    """An instance of the dataclass `cls` from a mapping of its fields; `path` names the mapping in messages.

    Raises ConfigurationError for an unknown or missing key, a wrong type, or a number outside its bounds.
    """
    known = fields(cls)  # type: ignore[arg-type]
    given = section(values, path)
    check_keys(given, (f.name for f in known), path)
    for f in known:
        if f.name not in given and f.default is MISSING and f.default_factory is MISSING:
            raise missing(f"{path}.{f.name}")
    made = cls(**{name: read_field(cls, name, value, path) for name, value in given.items()})
    check_bounds(made, f"{path}.")
    return made


def read_once(cls: type[T], values: Any, path: str, figures: str) -> T:
    """`read`, made once for equal values: the points of a sweep have most of their parts in common.

    `figures` is the hash of whatever else defaults of `cls` come from.
    """
    given = section(values, path)
    if any(type(value) not in PLAIN for value in given.values()):
        return read(cls, given, path)
    # 1, 1.0 and True are equal, but not the same to whoever checks them.
    made: T = _made(cls, tuple((name, repr(value), value) for name, value in given.items()), path, figures)  # type: ignore[arg-type]
    return made


@lru_cache(maxsize=8192)
def _made(cls: type, given: tuple[tuple[str, str, Any], ...], path: str, figures: str) -> Any:
    return read(cls, {name: value for name, _, value in given}, path)


def read_field(cls: type, name: str, value: Any, path: str) -> Any:
    """The value of one field, converted to the field's type; months may be written YYYY-MM."""
    field = f"{path}.{name}" if path else name
    if name in MONTH_FIELDS and (type(value) is not int or value < EARLIEST):
        return month_number(value, field)
    return typed(value, type_hints(cls)[name], field)


def changed(node: T, changes: Mapping[str, Any]) -> T:
    """A copy of a frozen dataclass with values replaced by dotted path; tuples of pairs are gone through by name.

    Raises ConfigurationError for an unknown path and for a value that its field does not allow.
    """
    tree = _Branch()
    for path, value in changes.items():
        *heads, last = path.split(".")
        branch: dict[str, Any] = tree
        for head in heads:
            branch = branch.setdefault(head, _Branch())
        branch[last] = value
    made: T = _branched(node, tree, "")
    return made


def section(values: Any, path: str) -> Mapping[str, Any]:
    """The mapping under `path`; an absent one counts as empty."""
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise bad_value(path, values, "a section with named keys", "含有具名键的一节")
    return values


def check_keys(given: Iterable[Any], known: Iterable[str], path: str = "") -> None:
    """Raise ConfigurationError for the first key that is not known, with the nearest one that is."""
    prefix = f"{path}." if path else ""
    names = [f"{prefix}{name}" for name in known]
    for key in given:
        if f"{prefix}{key}" not in names:
            raise unknown_name("key", f"{prefix}{key}", names)


def missing(path: str) -> ConfigurationError:
    """The error for a key that must be there."""
    return ConfigurationError(f"{path} is missing; give it a value.", f"缺少 {path}，请给出取值。")


def whole_number(value: Any, path: str, low: int, high: int) -> int:
    """`value` as an integer from `low` to `high`; booleans and decimal numbers are refused."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise bad_value(path, value, f"a whole number from {low} to {high}", f"{low} 至 {high} 的整数")
    return value


def one_of(value: Any, path: str, known: Iterable[str]) -> str:
    """`value`, one of the known words."""
    names = list(known)
    if value not in names:
        raise unknown_name(path, str(value), names)
    return str(value)


@cache
def type_hints(cls: type) -> Mapping[str, Any]:
    """The resolved annotations of a dataclass."""
    return get_type_hints(cls)


def typed(value: Any, kind: Any, path: str) -> Any:
    """`value` checked against the annotation `kind`: numbers, texts, flags, lists, mappings, words and dataclasses."""
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin in (Union, UnionType):
        return None if value is None else typed(value, next(k for k in get_args(kind) if k is not type(None)), path)
    if origin is Literal:
        return one_of(value, path, get_args(kind))
    if origin is tuple:
        return _tuple(value, get_args(kind), path)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        return {str(k): typed(v, inner, f"{path}.{k}") for k, v in section(value, path).items()}
    if is_dataclass(kind):
        return value if isinstance(value, kind) else read(kind, value, path)  # type: ignore[arg-type]
    return _scalar(value, kind, path)


def _tuple(value: Any, kinds: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise bad_value(path, value, "a list, written [a,b]", "列表，写作 [a,b]")
    if kinds[-1] is Ellipsis:
        return tuple(typed(item, kinds[0], path) for item in value)
    if len(kinds) != len(value):
        raise bad_value(path, value, f"a list of {len(kinds)}", f"{len(kinds)} 项的列表")
    return tuple(typed(item, kind, path) for item, kind in zip(value, kinds, strict=True))


def _scalar(value: Any, kind: Any, path: str) -> Any:
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    if kind in (int, str, bool) and type(value) is kind:
        return value
    allowed, allowed_zh = _NAMES.get(kind, (str(kind), str(kind)))
    raise bad_value(path, value, allowed, allowed_zh)


class _Branch(dict[str, Any]):
    """Changes below a dotted path, as against a value that happens to be a mapping."""


def _branched(node: Any, changes: Mapping[str, Any], path: str) -> Any:
    """A copy of a dataclass, or of (name, value) pairs, with the changes of a tree put in."""
    pairs = node if isinstance(node, tuple) else [(f.name, getattr(node, f.name)) for f in fields(node)]
    known = dict(pairs)
    for name in changes:
        if name not in known:
            raise unknown_name("path", f"{path}{name}", [f"{path}{other}" for other in known])
    new = {name: _new_value(node, name, known[name], value, path) for name, value in changes.items()}
    return (
        tuple((name, new.get(name, value)) for name, value in pairs)
        if isinstance(node, tuple)
        else replace(node, **new)
    )


def _new_value(node: Any, name: str, old: Any, value: Any, path: str) -> Any:
    if not isinstance(value, _Branch):
        return value if isinstance(node, tuple) else read_field(type(node), name, value, path.rstrip("."))
    if not (is_dataclass(old) or isinstance(old, tuple)):
        raise unknown_name("path", f"{path}{name}.{next(iter(value))}", [f"{path}{name}"])
    return _branched(old, value, f"{path}{name}.")


def plain(value: Any) -> Any:
    """Dataclasses, mappings and tuples as plain data; months as YYYY-MM."""
    if is_dataclass(value):
        found = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        return {key: month_label(item) if key in MONTH_FIELDS else item for key, item in found.items()}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


_NAMES = {
    float: ("a finite number", "有限的数"),
    int: ("a whole number", "整数"),
    str: ("a text", "文本"),
    bool: ("true or false", "true 或 false"),
}
