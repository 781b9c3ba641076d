"""Composition by Hydra into plain mappings, which `scenario.py` reads; nothing is instantiated and nothing is written.

Hydra chooses the files; values are then set here, so that every error about a key or a value is ours.
A user's folder is searched before the shipped one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from types import NoneType
from typing import Any

from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.override_parser.types import Override
from hydra.core.plugins import Plugins
from hydra.errors import HydraException
from hydra.plugins.search_path_plugin import SearchPathPlugin
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from .errors import ConfigurationError, bad_value, unknown_name
from .files import check_user_files, content, imported, listings, options, user_folder, written
from .overrides import INTENSITIES, KEYS, LISTS, RUN_KEYS, SCENARIO_KEYS, Words, one_line, refuse_targets, told_apart
from .paths import folder
from .programme import (
    INTENSITY,
    OWN,
    Shelf,
    check_window,
    instance,
    instances_of,
    measures_of,
    path_of,
    resolved,
    unresolved,
)
from .reading import MONTH_FIELDS, check_keys, missing, one_of, section
from .setting import Skeleton, composed_plainly, put_word

Files = Callable[[tuple[str, ...], Mapping[str, Any]], Skeleton]

AS_WRITTEN = "as_written"  # what the texts order: the scenario by default, and the measures in force in fact


class _UserFolderFirst(SearchPathPlugin):
    """Puts the user's configuration folder before the shipped one; Hydra alone appends it."""

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        if user := user_folder.get():
            search_path.prepend("user", f"file://{user}", "main")


Plugins.instance().register(_UserFolderFirst)


@dataclass(frozen=True, kw_only=True)
class Composed:
    """Plain mappings for `Scenario.from_config` of both arms, and the settings of the run around them."""

    scenario: Mapping[str, Any]
    settings: Mapping[str, Any]
    later: Callable[[], Mapping[str, Any]]

    @cached_property
    def baseline(self) -> Mapping[str, Any]:
        """The other arm, put together when it is asked for: who mistypes a number need not wait for it."""
        return self.later()


def compose(overrides: Sequence[str], config_dir: Path | None = None) -> Composed:
    """Both arms of one run: the scenario, and its baseline without the words that belong to the scenario alone.

    Raises ConfigurationError for a key, file or measure that is not there, as does `baseline` for what only the other
    arm chooses; `Scenario.from_config` checks parameters.
    """
    with _hydra(config_dir):
        made = _compose(overrides, _once(), {})
    return replace(made, later=_hydra(config_dir)(made.later))


def compose_each(many: Iterable[Sequence[str]], config_dir: Path | None = None) -> list[Composed]:
    """Both arms of each of several runs; those that share a baseline hold the same mapping of it."""
    files, arms, made = _once(), dict[Any, Any](), list[Composed]()
    with _hydra(config_dir):
        for overrides in many:
            made.append(_compose(overrides, files, arms))
            made[-1].later()
    return made


def _compose(overrides: Sequence[str], files: Files, arms: dict[Any, Any]) -> Composed:
    words = told_apart(overrides)
    words, name = _with_scenario_file(words)
    scenario = _composed(words, files)
    base, baseline_file = _with_scenario_file(words.for_baseline(scenario["baseline"]), "baseline")
    label = f"{baseline_file}@baseline" if baseline_file == name else baseline_file
    shared = repr((sorted(base.choices.items()), [word.input_line for word in base.values]))
    if (shared, label) not in arms:
        factual = _factual(words, scenario, files)
        arms[shared, label] = factual, cache(lambda: _arm(_composed(base, files), label, factual))
    factual, later = arms[shared, label]
    typed = {key: text for key in ("name", "results") if (text := words.typed_text(key)) is not None}
    settings = {key: scenario[key] for key in RUN_KEYS} | typed
    return Composed(scenario=_arm(scenario, name, factual), settings=settings, later=later)


def _factual(words: Words, scenario: Mapping[str, Any], files: Files) -> Mapping[str, Any]:
    """The measures in force in fact; where the scenario is just that, they are known already."""
    fact = words.for_baseline(AS_WRITTEN)
    same = fact.choices == words.choices and fact.values == words.values
    if same and scenario["intensity"] == "observed":
        return dict(scenario["measure"])
    return dict(_composed(fact, files, intensity="observed")["measure"])


def names_of(group: str, config_dir: Path | None = None) -> list[str]:
    """Names that a group may be given: its files, and for scenarios those of one instrument alone."""
    with _hydra(config_dir):
        found = list(options(group))
        return [*found, *scenarios_alone(options("measure"))] if group == "scenario" else found


def described(group: str, config_dir: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every file of a group by name, the user's before the shipped one of the same name, as it is written."""
    with _hydra(config_dir):
        return {name: written(path) for name, path in options(group).items()}


def _arm(composed: Mapping[str, Any], name: str, factual: Mapping[str, Any]) -> dict[str, Any]:
    """What `Scenario.from_config` reads."""
    kept = ("region", "population", "process", "measure", "shock", *SCENARIO_KEYS)
    return {
        "name": name,
        **{key: composed[key] for key in kept},
        "factual": factual,
        "groups": composed["output"]["groups"],
    }


def _with_scenario_file(words: Words, key: str = "scenario") -> tuple[Words, str]:
    """The words with a scenario file that exists, and the scenario's name.

    `measure=[…]` or `programme=[…]` alone makes a free one on `continuation`, called custom; `<instrument>_only` needs
    no file of its own.
    """
    chosen, listed = words.choices.get("scenario"), "measure" in words.choices
    if not isinstance(chosen, (str, int, float, NoneType)):
        raise bad_value(key, chosen, "the name of one scenario", "一个情景的名称")
    if listed and chosen not in (None, "custom", "continuation"):
        measures = words.choices["measure"]
        raise ConfigurationError(
            f"measure = {measures!r} is not allowed beside scenario = {chosen!r}, which names its own measures; "
            "allowed: measure=[…] alone or with scenario=custom.",
            f"scenario = {chosen!r} 自带措施，不能同时写 measure = {measures!r}；"
            "允许：只写 measure=[…]，或配 scenario=custom。",
        )
    free = listed or chosen == "custom" or chosen in (None, "continuation") and "programme" in words.choices
    file = "continuation" if free else words.choices.get("scenario", AS_WRITTEN)
    name, more = "custom" if free else file, {}
    if file not in options("scenario") and file in (alone := scenarios_alone(options("measure"))):
        file, more = "continuation", {"measure": [alone[file]]}
    else:
        _known_option(key, "scenario", file)
    return Words({**words.choices, **more, "scenario": file}, words.values), name


def scenarios_alone(instruments: Iterable[str]) -> dict[str, str]:
    """Instrument by the name of the scenario that adds it, and nothing else, to `continuation`."""
    return {f"{instrument}_only": instrument for instrument in instruments}


def _once() -> Files:
    """Makes the skeleton of a choice of files, and keeps it for the next composition."""
    made: dict[Any, Skeleton] = {}

    def files(chosen: tuple[str, ...], sections: Mapping[str, Any]) -> Skeleton:
        if (key := (chosen, repr(sections))) not in made:
            config = hydra_compose("config", list(chosen))
            OmegaConf.set_struct(config, False)  # open for further keys
            config.update(sections)
            made[key] = Skeleton.of(config)
        return made[key]

    return files


def _composed(words: Words, files: Files, **values: Any) -> dict[str, Any]:
    """One composition as plain, resolved data with every top-level key; `scenario` is the name of its file."""
    chosen, sections = imported({group: _choice(group, value) for group, value in words.choices.items()})
    told = [word for word in words.values if _head(word) != "programme"]
    try:
        skeleton = files(chosen, sections)
        ordered = _ordered(skeleton, [word for word in words.values if _head(word) == "programme"])
        given = composed_plainly(skeleton, ordered, told, values)
        given = _by_omegaconf(skeleton.config, ordered, told, values) if given is None else given
    except (HydraException, OmegaConfBaseException, YAMLError) as error:
        why = one_line(error)
        raise ConfigurationError(
            f"The configuration cannot be put together: {why}.", f"配置无法组成：{why}。"
        ) from error
    check_keys(given, (*KEYS, "title"))
    one_of(given.get("intensity"), "intensity", INTENSITIES)
    for word in words.values:
        _check_window(word, given, {other.key_or_group for other in words.values})
    output = {"groups": None, **section(given.get("output"), "output")}
    return {
        **dict.fromkeys(KEYS),
        **given,
        "scenario": words.choices["scenario"],
        "output": output,
        **{key: given.get(key) or {} for key in ("measure", "shock")},
    }


def _by_omegaconf(
    files: DictConfig, ordered: Mapping[str, Any], words: Sequence[Override], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The same for whatever refers to other keys, or is more than a number, a text or a flag."""
    config = deepcopy(files)
    apart = unresolved(ordered) <= {INTENSITY} and all(_head(word) != "measure" for word in words)
    if ordered and not apart:
        config.measure = {**(config.get("measure") or {}), **ordered}
    for word in words:
        put_word(config, word, partial(OmegaConf.update, config, force_add=True))
    config.update(values)
    given = dict(section(OmegaConf.to_container(config, resolve=True), "config"))
    if apart:  # six hundred fields that OmegaConf need not look at
        given["measure"] = (given.get("measure") or {}) | resolved(ordered, given.get("intensity"))
    refuse_targets(given)
    return given


def _ordered(skeleton: Skeleton, words: Sequence[Override]) -> dict[str, Any]:
    """The measures that programmes order, to stand beside those that the scenario lists."""
    pairs = [(word.key_or_group, word.value()) for word in words]
    if (key := repr(pairs)) in skeleton.ordered:
        return skeleton.ordered[key]
    config = skeleton.config
    chosen = OmegaConf.to_container(config.get("programme") or OmegaConf.create())
    if OWN in section(chosen, "programme") and "programme" not in config.region:
        raise missing("region.programme")
    shelf = Shelf(tuple(options("programme")), tuple(options("measure")), content("programme"), content("measure"))
    ordered = measures_of(chosen, config.region.get("programme"), pairs, shelf)
    refuse_targets(ordered)
    skeleton.ordered.clear()  # points that follow one another share it; those of a long design do not
    return skeleton.ordered.setdefault(key, ordered)


def _head(word: Override) -> str:
    return str(word.key_or_group).partition(".")[0]


def _check_window(word: Override, given: Mapping[str, Any], keys: Collection[str]) -> None:
    """Refuse a window set by a word that is empty or that the horizon never meets; `keys` are those of all words."""
    head, *rest = word.key_or_group.split(".")
    if head not in ("measure", "programme") or len(rest) < 2 or rest[-1] not in MONTH_FIELDS:
        return
    present = given.get("measure") or {}
    name = instance(rest[0], rest[1]) if head == "programme" else rest[0]
    for found in [name] if name in present else instances_of(name, present):
        both = all(f"{word.key_or_group.rpartition('.')[0]}.{field}" in keys for field in MONTH_FIELDS)
        key = f"{path_of(found, present[found])}.{rest[-1]}"
        check_window(key, present[found], given["start"], given["months"], both)


def _choice(group: str, value: Any) -> str:
    """The choice of a group as Hydra reads it, every name checked."""
    if group not in LISTS:
        return _known_option(group, group, value)
    names = value if isinstance(value, list) else [value]
    return f"[{','.join(_known_option(group, group, name) for name in names)}]"


def _known_option(key: str, group: str, value: Any) -> str:
    known = tuple(options(group))
    if value not in known:
        raise unknown_name(key, str(value), known)
    return str(value)


@contextmanager
def _hydra(config_dir: Path | None) -> Iterator[None]:
    """Hydra on the shipped folder, with the user's folder before it."""
    if config_dir and not config_dir.is_dir():
        raise bad_value("--config-dir", str(config_dir), "a folder that exists", "已存在的文件夹")
    if config_dir is not None:
        check_user_files(config_dir)
    token, listed = user_folder.set(config_dir.resolve() if config_dir else None), listings.set({})
    try:
        with initialize_config_dir(str(folder("conf")), version_base="1.3"):
            yield
    finally:
        listings.reset(listed)
        user_folder.reset(token)
