"""Composition by Hydra into plain mappings, which `scenario.py` reads; nothing is instantiated and nothing is written.

Hydra chooses the files; values are then set here, so that every error about a key or a value is ours.
A user's folder is searched before the shipped one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
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
from .overrides import INTENSITIES, KEYS, LISTS, RUN_KEYS, SCENARIO_KEYS, Words, one_line, refuse_targets, told_apart
from .paths import folder
from .reading import check_keys, one_of, section

Files = Callable[[tuple[str, ...]], DictConfig]

AS_WRITTEN = "as_written"  # what the texts order: the scenario by default, and the measures in force in fact

_user_folder: ContextVar[Path | None] = ContextVar("user_folder", default=None)


class _UserFolderFirst(SearchPathPlugin):
    """Puts the user's configuration folder before the shipped one; Hydra alone appends it."""

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        if user := _user_folder.get():
            search_path.prepend("user", f"file://{user}", "main")


Plugins.instance().register(_UserFolderFirst)


@dataclass(frozen=True, kw_only=True)
class Composed:
    """Plain mappings for `Scenario.from_config` of both arms, and the settings of the run around them."""

    scenario: Mapping[str, Any]
    baseline: Mapping[str, Any]
    settings: Mapping[str, Any]


def compose(overrides: Sequence[str], config_dir: Path | None = None) -> Composed:
    """Both arms of one run: the scenario, and its baseline without the words that belong to the scenario alone.

    Raises ConfigurationError for a key, file or measure that is not there; `Scenario.from_config` checks parameters.
    """
    words, files = told_apart(overrides), cache(_files)
    with _hydra(config_dir):
        words, custom = _with_scenario_file(words)
        scenario = _composed(words, files)
        baseline_file = _known_option("baseline", "scenario", scenario["baseline"])
        baseline = _composed(words.for_baseline(baseline_file), files)
        factual = _composed(words.for_baseline(AS_WRITTEN), files, intensity="observed")["measure"]
    name = "custom" if custom else scenario["scenario"]
    label = f"{baseline_file}@baseline" if baseline_file == name else baseline_file
    settings = {key: scenario[key] for key in RUN_KEYS}
    for key in ("name", "results"):
        settings[key] = settings[key] if (text := words.typed_text(key)) is None else text
    return Composed(scenario=_arm(scenario, name, factual), baseline=_arm(baseline, label, factual), settings=settings)


def described(group: str, config_dir: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every file of a group by name, the user's before the shipped one of the same name, as it is written."""
    with _hydra(config_dir):
        return {name: _written(path) for name, path in _options(group).items()}


def _written(path: Path) -> dict[str, Any]:
    """A yaml file as it is written; ConfigurationError, naming the file, when it is no readable mapping."""
    try:
        content = OmegaConf.to_container(OmegaConf.load(path))
    except (OmegaConfBaseException, YAMLError, UnicodeDecodeError) as error:
        reason = one_line(error)
        raise ConfigurationError(
            f"{path} cannot be read as yaml in UTF-8: {reason}.", f"{path} 无法作为 UTF-8 的 yaml 读取：{reason}。"
        ) from error
    return dict(section(content, str(path)))


def _check_user_files(config_dir: Path) -> None:
    """Refuse a user's files that would mislead: unreadable ones, and a region or measure that is named otherwise."""
    if (config_dir / "config.yaml").exists():
        raise ConfigurationError(
            f"{config_dir} holds a config.yaml, which would replace the shipped one; keep only the groups' folders.",
            f"{config_dir} 中有 config.yaml，会替换自带的配置；请只保留各组文件夹。",
        )
    for group in ("region", "measure", "shock", "scenario", "population"):
        for path in sorted((config_dir / group).glob("*.yaml")):
            content = _written(path)
            named = {"region": [content.get("name")], "measure": list(content), "shock": list(content)}.get(
                group, [path.stem]
            )
            if named != [path.stem]:
                kind = "the name" if group == "region" else "one section called"
                raise ConfigurationError(
                    f"{path} must hold {kind} {path.stem!r}, that of the file; it holds {named!r}.",
                    f"{path} 中的名称须与文件名 {path.stem!r} 一致；现为 {named!r}。",
                )


def _arm(composed: Mapping[str, Any], name: str, factual: Mapping[str, Any]) -> dict[str, Any]:
    """What `Scenario.from_config` reads."""
    kept = ("region", "population", "process", "measure", "shock", *SCENARIO_KEYS)
    return {
        "name": name,
        **{key: composed[key] for key in kept},
        "factual": factual,
        "groups": composed["output"]["groups"],
    }


def _with_scenario_file(words: Words) -> tuple[Words, bool]:
    """The words with a scenario file that exists; `measure=[…]` makes a free one on `continuation`, called custom."""
    chosen, listed = words.choices.get("scenario"), "measure" in words.choices
    if listed and chosen not in (None, "custom", "continuation"):
        measures = words.choices["measure"]
        raise ConfigurationError(
            f"measure = {measures!r} is not allowed beside scenario = {chosen!r}, which names its own measures; "
            "allowed: measure=[…] alone or with scenario=custom.",
            f"scenario = {chosen!r} 自带措施，不能同时写 measure = {measures!r}；"
            "允许：只写 measure=[…]，或配 scenario=custom。",
        )
    custom = listed or chosen == "custom"
    file = "continuation" if custom else words.choices.get("scenario", AS_WRITTEN)
    return Words({**words.choices, "scenario": file}, words.values), custom


def _files(chosen: tuple[str, ...]) -> DictConfig:
    """What Hydra makes of a choice of files, open for further keys."""
    config = hydra_compose("config", list(chosen))
    OmegaConf.set_struct(config, False)
    return config


def _composed(words: Words, files: Files, **values: Any) -> dict[str, Any]:
    """One composition as plain, resolved data with every top-level key; `scenario` is the name of its file."""
    chosen = sorted(f"{group}={_choice(group, value)}" for group, value in words.choices.items())
    try:
        config = deepcopy(files(tuple(chosen)))
        for word in words.values:
            _set(config, word)
        config.update(values)
        plain = OmegaConf.to_container(config, resolve=True)
    except (HydraException, OmegaConfBaseException, YAMLError) as error:
        reason = one_line(error)
        raise ConfigurationError(
            f"The configuration cannot be put together: {reason}.", f"配置无法组成：{reason}。"
        ) from error
    refuse_targets(plain)
    given = section(plain, "config")
    check_keys(given, (*KEYS, "title"))
    one_of(given.get("intensity"), "intensity", INTENSITIES)
    output = {"groups": None, **section(given.get("output"), "output")}
    return {
        **dict.fromkeys(KEYS),
        **given,
        "scenario": words.choices["scenario"],
        "output": output,
        "measure": given.get("measure") or {},
        "shock": given.get("shock") or {},
    }


def _set(config: DictConfig, word: Override) -> None:
    """Put one value in, or take one measure out; setting a field does not make a measure that the scenario lacks."""
    head, *rest = word.key_or_group.split(".")
    present = list(config.get(head) or {}) if head in LISTS else []
    if head in LISTS and rest[0] not in present and not word.is_add() and not word.is_force_add():
        raise _absent_measure(rest[0], present) if head == "measure" else _absent_shock(rest[0], present)
    if word.is_delete():
        del config[head][rest[0]]
    else:
        OmegaConf.update(config, word.key_or_group, word.value(), force_add=True)


def _absent_shock(name: str, present: list[str]) -> ConfigurationError:
    has = ", ".join(present) or "none"
    return ConfigurationError(
        f"shock.{name} is not among the shocks of this run ({has}); allowed: choose it by shock=[{name}].",
        f"本次运行没有冲击 shock.{name}（现有：{has}）；允许：用 shock=[{name}] 选用。",
    )


def _absent_measure(name: str, present: list[str]) -> ConfigurationError:
    """The error for a measure that the scenario does not have, though it may exist."""
    if name not in (known := _options("measure")):
        return unknown_name("measure", name, present or known)
    has = ", ".join(present) or "none"
    return ConfigurationError(
        f"measure.{name} is not in this scenario, whose measures are: {has}; "
        f"allowed: one of those, or choose your own by measure=[{name}].",
        f"该情景没有措施 measure.{name}，其措施为：{has}；允许：上述措施，或用 measure=[{name}] 自选。",
    )


def _choice(group: str, value: Any) -> str:
    """The choice of a group as Hydra reads it, every name checked."""
    if group not in LISTS:
        return _known_option(group, group, value)
    names = value if isinstance(value, list) else [value]
    return f"[{','.join(_known_option(group, group, name) for name in names)}]"


def _known_option(key: str, group: str, value: Any) -> str:
    known = tuple(_options(group))
    if value not in known:
        raise unknown_name(key, str(value), known)
    return str(value)


def _options(group: str) -> dict[str, Path]:
    """The files of a group by name, in order; the user's takes the place of the shipped one of the same name."""
    places = [place for place in (folder("conf"), _user_folder.get()) if place]
    found = {path.stem: path for place in places for path in (place / group).glob("*.yaml") if path.is_file()}
    return dict(sorted(found.items()))


@contextmanager
def _hydra(config_dir: Path | None) -> Iterator[None]:
    """Hydra on the shipped folder, with the user's folder before it."""
    if config_dir is not None and not config_dir.is_dir():
        raise bad_value("--config-dir", str(config_dir), "a folder that exists", "已存在的文件夹")
    if config_dir is not None:
        _check_user_files(config_dir)
    token = _user_folder.set(config_dir.resolve() if config_dir else None)
    try:
        with initialize_config_dir(str(folder("conf")), version_base="1.3"):
            yield
    finally:
        _user_folder.reset(token)
