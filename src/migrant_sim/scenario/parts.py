"""The parts of a scenario from plain mappings, strictly, and back."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

from ..errors import ConfigurationError, bad_value, unknown_name
from ..funds import funds_from
from ..measures import MEASURES, Measure
from ..months import month_label, month_number
from ..population import PopulationSpec, Region
from ..processes import PROCESSES, Process
from ..processes.shocks import Shock
from ..programme import path_of
from ..published import own_hash, parameter
from ..reading import check_keys, missing, one_of, plain, read, read_once, section, typed

PLAIN = ("seed", "months", "information", "parameters", "base_year", "fit_until")  # keys that are fields as they are
KEYS = (
    *("name", "region", *PLAIN, "start", "population", "process", "measure", "factual"),
    *("fund", "shock", "groups", "fixed"),
)

INFORMATION = ("ex_post", "ex_ante")

POSTERIOR = "posterior"
PRIOR = "prior"
PARAMETERS = (POSTERIOR, PRIOR)  # where parameter draws come from, as far as the region has a posterior sample

# Fields of processes that the scenario decides as a whole, and the key that the user sets instead.
DECIDED = {
    **{"information": "information", "share_of_region": "region", "series_region": "region"},
    **{"base_year": "base_year", "fit_until": "fit_until"},
    **{"epidemic": "shock", "cattle_slump": "shock", "shocks": "shock"},
}

# Shocks of the data: the flag that processes read, and the information sets in which each happens unasked.
SHOCKS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "epidemic_2020": ("epidemic", INFORMATION),
    "cattle_slump_2024": ("cattle_slump", ("ex_post",)),
}
WINDOWS = {"epidemic_2020": ("2020-01", "2020-12"), "cattle_slump_2024": ("2024-01", "2024-12")}

Named = tuple[tuple[str, Any], ...]


def from_parts(config: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a scenario from its mapping; what is absent keeps its default.

    Raises ConfigurationError for an unknown or missing key and for a value that its field does not allow.
    """
    check_keys(config, KEYS)
    for key in ("name", "region", "seed", "start", "months", "population"):
        if config.get(key) is None:
            raise missing(key)
    parts: dict[str, Any] = {
        "name": typed(config["name"], str, "name"),
        "region": Region.from_mapping(section(config["region"], "region")),
        "population": read(PopulationSpec, config["population"], "population"),
        "processes": _processes(section(config.get("process"), "process")),
        "measures": _measures(section(config.get("measure"), "measure"), "measure"),
        "factual": _measures(section(config.get("factual"), "factual"), "factual"),
        "funds": funds_from(section(config.get("fund"), "fund")),
        "start": month_number(config["start"], "start"),
        **{key: config[key] for key in PLAIN if config.get(key) is not None},
    }
    parts["asked_shocks"], parts["disturbances"] = _shocks(section(config.get("shock") or {}, "shock"))
    names = {"groups": ("groups", "output.groups"), "fixed": ("fixed", "fixed")}
    for field, (key, path) in names.items():
        if config.get(key) is not None:
            parts[field] = tuple(sorted(set(typed(config[key], tuple[str, ...], path))))
    return {"fixed": _fixed(config), **parts}


def _processes(config: Mapping[str, Any]) -> Named:
    """Every process of the registry, in its order, with the values given."""
    for name in config:
        one_of(name, "process", PROCESSES)
        for key in section(config[name], f"process.{name}"):
            if key in DECIDED:
                own = DECIDED[key]
                raise bad_value(f"process.{name}.{key}", config[name][key], f"set {own}= instead", f"请改用 {own}=")
    return tuple(
        (name, read_once(cls, config.get(name), f"process.{name}", own_hash())) for name, cls in PROCESSES.items()
    )


def _shocks(config: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[str, Shock], ...]]:
    """Names of the shocks of the data, and the others by name, sorted, so that the order in a list changes nothing."""
    asked, others = [], []
    for name in sorted(config):
        shock = read(Shock, config[name], f"shock.{name}").checked(name)
        if shock.kind == "published":
            asked.append(one_of(name, "shock", SHOCKS))
            _check_published(name, shock)
            continue
        if shock.stop < shock.start:
            stop = month_label(shock.stop) if shock.stop else "nothing"
            raise bad_value(f"shock.{name}.stop", stop, f"{month_label(shock.start)} or later", "不早于 start")
        others.append((name, shock))
    return tuple(asked), tuple(others)


def _check_published(name: str, shock: Shock) -> None:
    """Nothing of a shock of the data can be changed: its months and sizes are those of its rows."""
    start, stop = map(month_number, WINDOWS[name], ("start", "stop"))
    stands = {"start": (start, 0), "stop": (stop, 0), "spread": (1.0,), "host_loss": (0.0,)}
    for field, values in stands.items():
        if (value := getattr(shock, field)) not in values:
            allowed = "as published; another one can be added by +shock.<name>={kind: …}", "按原样使用，或另加一项"
            raise bad_value(f"shock.{name}.{field}", value, *allowed)


def _measures(config: Mapping[str, Any], path: str) -> Named:
    """Measures by instance name, sorted, so that the order in a list changes nothing."""
    return tuple((name, _measure(name, config[name], path)) for name in sorted(config))


def _measure(name: str, values: Any, path: str) -> Measure:
    path = path_of(name, section(values, f"{path}.{name}"))
    instrument = _instrument(name, section(values, path))
    given = {key: value for key, value in section(values, path).items() if key != "instrument"}
    try:
        return read_once(MEASURES[instrument], given, path, own_hash())
    except ConfigurationError as error:
        # An instrument names itself in its own checks; the user knows the instance, or the clause that orders it.
        own, known = f"measure.{instrument}.", f"{path}."
        raise ConfigurationError(error.english.replace(own, known), error.chinese.replace(own, known)) from error


def _instrument(name: str, values: Mapping[str, Any]) -> str:
    instrument = str(values.get("instrument") or name)
    if instrument not in MEASURES:
        raise unknown_name("measure", instrument, MEASURES)
    return instrument


def _fixed(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Dotted paths of the published figures that a configuration sets itself; the parts have been checked."""
    processes, measures, factual = (section(config.get(key), key) for key in ("process", "measure", "factual"))
    given: list[tuple[str, type, Any]] = [(f"processes.{n}", PROCESSES[n], values) for n, values in processes.items()]
    for kind, named in (("measures", measures), ("factual", factual)):
        given += [(f"{kind}.{n}", MEASURES[_instrument(n, values or {})], values) for n, values in named.items()]
    return tuple(
        sorted(f"{prefix}.{key}" for prefix, cls, values in given for key in values or {} if key in _figures(cls))
    )


@cache
def _figures(cls: type) -> frozenset[str]:
    """The fields that hold a figure of the published parameters, not a plain setting."""
    return frozenset(f.name for f in fields(cls) if f.metadata.get("source", "") not in ("", "setting"))


def settled(process: Process, decided: Mapping[str, Any]) -> Process:
    """The process with those of its fields that the scenario as a whole decides."""
    own = {f.name: decided[f.name] for f in fields(process) if f.name in decided}
    stands = all(getattr(process, name) == value for name, value in own.items())
    return process if stands else replace(process, **own)


def without_decided(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a process that a configuration may set."""
    return {key: value for key, value in values.items() if key not in DECIDED}


def regional(region: Region) -> dict[str, str]:
    """Dotted path -> id of the parameter that the region puts in the place of the field's own."""
    return {f"processes.{path}": source for path, source in region.priors.items()}


def central_values(region: Region, fixed: tuple[str, ...]) -> dict[str, float]:
    """Central values of the region's own parameters by path, but for those the user fixed."""
    return {path: parameter(source).central for path, source in regional(region).items() if path not in fixed}


def region_mapping(region: Region) -> dict[str, Any]:
    """A region as its yaml file writes it, each scope with its persons and its share of self-movers."""
    written: dict[str, Any] = plain(region)
    shares = written.pop("self_moved")
    written["scopes"] = {name: {"persons": n, "self_moved": shares[name]} for name, n in written["scopes"].items()}
    return written
