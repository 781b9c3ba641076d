"""Programmes: which clause of a policy text orders which instruments, each as a measure of its own in a scenario.

A clause is a mapping of instruments to their fields, with `multiplier` beside them for all; off leaves it out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import ConfigurationError, bad_value, unknown_name
from .months import month_label, month_number
from .published import measures
from .reading import section, typed

INTENSITY = "${intensity}"  # what the files of instruments refer to
OWN = "own"  # stands for the programme of the region itself
TITLE = "title"
SCALE = "multiplier"
SWITCHES = {"on": True, "off": False, True: True, False: False}
NEAREST = 5  # clauses named where one is unknown
MOST = 100.0  # as of a measure's own multiplier

Clauses = dict[str, Any]
Fields = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """What there is to choose from, read when it is asked for: programmes and instruments by name."""

    programmes: tuple[str, ...]
    instruments: tuple[str, ...]
    programme: Callable[[str], Mapping[str, Any]]
    instrument: Callable[[str], Mapping[str, Any]]


@dataclass
class Edits:
    """Words of the command line under `programme.`: switches and settings by path."""

    switches: dict[tuple[str, ...], bool] = field(default_factory=dict)
    settings: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @classmethod
    def read(cls, words: Iterable[tuple[str, Any]]) -> "Edits":
        """From (dotted key, value) pairs.

        Raises ConfigurationError for a value that a key does not allow, and for two values of one key.
        """
        made = cls()
        for key, value in words:
            path = tuple(key.split(".")[1:])
            if not path:
                raise bad_value(key, value, "programme=[…] or programme.<clause>=on|off")
            setting = len(path) > 2 or path[-1] == SCALE
            known: dict[tuple[str, ...], Any] = made.settings if setting else made.switches
            if path[-1] == "clause":
                raise bad_value(key, value, "a field of the instrument: its clause is the one that it stands in")
            new = value if setting else _switch(key, value)
            if known.setdefault(path, new) != new:
                raise bad_value(key, value, "one value a key; it stands there twice", "每个键只能给一个值")
        return made


def measures_of(chosen: Any, own: str | None, words: Iterable[tuple[str, Any]], shelf: Shelf) -> dict[str, Fields]:
    """Measures by instance name, from the composed section `programme`, the region's programme and the words.

    Raises ConfigurationError, with the clause in it, for an unknown clause or instrument, for what contradicts itself
    and for a negative multiplier.
    """
    given = dict(section(chosen, "programme"))
    clauses: Clauses = {}
    if given.pop(OWN, False) and own is not None:
        _known_programme(own, shelf)
        clauses = {clause: {} if orders is None else orders for clause, orders in shelf.programme(own).items()}
    clauses.pop(TITLE, None)
    for clause, orders in given.items():
        if clause != TITLE:
            clauses[clause] = _merged(clauses.get(clause), orders, clause, shelf)
    _edit(clauses, Edits.read(words), shelf)
    return {
        instance(clause, name): fields
        for clause, orders in clauses.items()
        for name, fields in _ordered(clause, orders, shelf)
    }


def unresolved(measures: Mapping[str, Fields]) -> set[str]:
    """What in the fields of measures stands for other keys, or is no plain value and may hold such."""
    fields = (value for fields in measures.values() for value in fields.values())
    return {str(value) for value in fields if isinstance(value, (Mapping, list)) or "$" in str(value)}


def resolved(measures: Mapping[str, Fields], intensity: Any) -> dict[str, Fields]:
    """Measures with the intensity where they refer to it."""
    return {
        name: {key: intensity if value == INTENSITY else value for key, value in fields.items()}
        for name, fields in measures.items()
    }


def instance(clause: str, instrument: str) -> str:
    """The name of a measure that a clause orders: `nx_04_welfare_posts`."""
    return f"{clause.lower().replace('-', '_')}_{instrument}"


def path_of(name: str, values: Mapping[str, Any]) -> str:
    """The key by which a user knows a measure: that of its clause where a programme made it."""
    clause, instrument = str(values.get("clause") or ""), name.partition(instance(str(values.get("clause")), ""))[2]
    return f"programme.{clause}.{instrument}" if clause and instrument else f"measure.{name}"


def instances_of(instrument: str, present: Mapping[str, Any]) -> list[str]:
    """The measures that are this instrument, the earliest first."""
    names = [name for name, values in present.items() if (values.get("instrument") or name) == instrument]
    return sorted(names, key=lambda name: (str(present[name].get("start")), name))


def check_window(key: str, values: Mapping[str, Any], start: Any, months: Any, other: bool = False) -> None:
    """Refuse a window that is empty, or that the simulated months never meet; what is no month is refused elsewhere.

    `key` is the end of the window that the user set; where the other end is at fault and was set too (`other`), its own
    key is named instead.
    """
    try:
        opens, closes, closed = (month_number(m, "") for m in (values["start"], values["stop"], start))
        last = closed + int(months)
    except (ConfigurationError, KeyError, TypeError, ValueError):
        return
    begins = key.endswith(".start")
    mine = month_label(opens if begins else closes)
    if opens > closes:
        if begins and not other:
            stop = month_label(closes)
            raise bad_value(key, mine, f"{stop} (its stop) or earlier", f"不晚于截止月 {stop}")
    elif (closes <= closed or opens > last) and not (other and begins == (closes <= closed)):
        horizon = f"{month_label(closed + 1)} – {month_label(last)}"
        whole = f"{month_label(opens)} – {month_label(closes)}"
        raise bad_value(
            key, mine, f"a window that meets {horizon}; it is {whole}", f"与 {horizon} 相交的时段；现为 {whole}"
        )


def known_clauses(clause: str) -> tuple[str, ...]:
    """The clauses of the policy texts, where an id is of their kind; none for an id of the user's own."""
    return tuple(row.id for row in measures() if row.id.partition("-")[0] == clause.partition("-")[0].upper())


def _known_programme(name: str, shelf: Shelf) -> None:
    if name not in shelf.programmes:
        raise unknown_name("region.programme", str(name), shelf.programmes)


def _merged(before: Any, orders: Any, clause: str, shelf: Shelf) -> Any:
    """What a file says of a clause, on top of what the programme before it said."""
    known = known_clauses(clause)
    if known and clause not in known:
        raise unknown_name("clause", clause, known, NEAREST)
    if not isinstance(orders, Mapping) and orders is not None:
        on = _switch(f"programme.{clause}", orders)
        return (before or _from_shelf(clause, shelf)) if on else False
    mine = dict(before) if isinstance(before, Mapping) else {}
    for key, value in section(orders, f"programme.{clause}").items():
        both = isinstance(value, Mapping) and isinstance(mine.get(key), Mapping)
        mine[key] = {**mine[key], **value} if both else value
    return mine


def _edit(clauses: Clauses, edits: Edits, shelf: Shelf) -> None:
    """Switch and set clauses and their instruments; every clause is looked up before anything is set."""
    for (clause, *rest), on in edits.switches.items():
        if rest:
            continue
        if on and not isinstance(clauses.get(clause), Mapping):
            clauses[clause] = _from_shelf(clause, shelf)
        elif clause not in clauses:
            raise _absent(clause, clauses, shelf)
        elif not on:
            clauses[clause] = False
    for path, value in {**edits.switches, **edits.settings}.items():
        if len(path) > 1:
            _set(clauses, path, value, shelf, switch=path in edits.switches)


def _set(clauses: Clauses, path: tuple[str, ...], value: Any, shelf: Shelf, switch: bool) -> None:
    """Set one field of an instrument or the multiplier of a clause, or switch an instrument of a clause."""
    clause, name, *rest = path
    key = f"programme.{'.'.join(path)}"
    if clause not in clauses:
        raise _absent(clause, clauses, shelf)
    orders = clauses[clause]
    if not isinstance(orders, Mapping):
        if switch and not value:
            return
        raise _contradiction(key, value, f"programme.{clause}")
    orders = clauses[clause] = dict(orders)
    if name == SCALE:
        orders[SCALE] = _scale(value, key)
    elif name not in orders:
        raise unknown_name(f"instrument of programme.{clause}", name, [n for n in orders if n != SCALE])
    elif not switch:
        if not isinstance(orders[name] or {}, Mapping) or orders[name] is False:
            raise _contradiction(key, value, f"programme.{clause}.{name}")
        orders[name] = {**(orders[name] or {}), ".".join(rest): value}
    elif not value:
        orders[name] = False
    elif not isinstance(orders[name], Mapping):
        orders[name] = {}


def _ordered(clause: str, orders: Any, shelf: Shelf) -> Iterable[tuple[str, Fields]]:
    """(instrument, fields) of a clause: defaults of the instrument, then the clause's own, scaled."""
    if not isinstance(orders, Mapping):
        return
    scale = _scale(orders.get(SCALE, 1.0), f"programme.{clause}.{SCALE}")
    for name, own in orders.items():
        if name == SCALE or own is False or own == "off":
            continue
        path = f"programme.{clause}.{name}"
        if name not in shelf.instruments:
            raise unknown_name(f"instrument of programme.{clause}", name, shelf.instruments)
        fields = {**shelf.instrument(name), **section({} if own in (True, "on") else own, path), "clause": clause}
        fields.setdefault("instrument", name)
        yield name, {**fields, SCALE: _scale(fields.get(SCALE, 1.0), f"{path}.{SCALE}") * scale}


def _from_shelf(clause: str, shelf: Shelf) -> Mapping[str, Any]:
    """What the shipped or the user's programmes say of a clause."""
    known: list[str] = []
    for name in shelf.programmes:
        if name != OWN:
            content = shelf.programme(name)
            if clause in content:
                return dict(content[clause] or {})
            known += [key for key in content if key != TITLE]
    raise unknown_name("clause", clause, known_clauses(clause) or known, NEAREST)


def _absent(clause: str, clauses: Clauses, shelf: Shelf) -> ConfigurationError:
    """The error for a clause that the scenario does not have, though it may exist."""
    try:
        _from_shelf(clause, shelf)
    except ConfigurationError as error:
        return error
    return ConfigurationError(
        f"programme.{clause} is not in this scenario; allowed: programme.{clause}=on beside it, which takes the clause "
        "in, or its whole programme by programme=[…].",
        f"该情景没有条款 programme.{clause}；允许：同时写 programme.{clause}=on 纳入该条，"
        "或用 programme=[…] 选用整个方案。",
    )


def _contradiction(key: str, value: Any, off: str) -> ConfigurationError:
    return ConfigurationError(
        f"{key} = {value!r} contradicts {off}=off; allowed: one of the two.",
        f"{key} = {value!r} 与 {off}=off 矛盾；只能保留其一。",
    )


def _switch(key: str, value: Any) -> bool:
    if not isinstance(value, (str, bool)) or value not in SWITCHES:
        raise bad_value(key, value, "on or off", "on 或 off")
    return SWITCHES[value]


def _scale(value: Any, key: str) -> float:
    number: float = typed(value, float, key)
    if not 0.0 <= number <= MOST:
        raise bad_value(key, value, f"from 0 to {MOST:g} ratio", f"0 至 {MOST:g}")
    return number
