"""Configuration files by group and name, the user's before the shipped ones, as they are written."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from omegaconf import OmegaConf
from omegaconf._utils import get_yaml_loader
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from .errors import ConfigurationError, unknown_name
from .overrides import one_line
from .paths import folder
from .published import imported_regions
from .reading import section


class _SafeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever is there
    """Reads yaml ten times as fast as Hydra does, and numbers such as 1e-3 as it does; only for files of our own."""


_SafeLoader.yaml_implicit_resolvers = get_yaml_loader().yaml_implicit_resolvers

user_folder: ContextVar[Path | None] = ContextVar("user_folder", default=None)
# Names found while a composition goes on, group by group; a folder is listed once for all points of a sweep.
listings: ContextVar[dict[str, dict[str, Path]] | None] = ContextVar("listings", default=None)


def options(group: str) -> dict[str, Path]:
    """The files of a group by name, in order; the user's takes the place of the shipped one of the same name.

    Regions imported from ledgers stand between: beside the shipped ones, behind those of the user's folder.
    """
    found = listings.get()
    if found is None:
        return _listed(group)
    if group not in found:
        found[group] = _listed(group)
    return found[group]


def _listed(group: str) -> dict[str, Path]:
    places = [place for place in (folder("conf"), user_folder.get()) if place]
    listed = [{path.stem: path for path in (place / group).glob("*.yaml") if path.is_file()} for place in places]
    if group == "region":
        listed.insert(1, imported_regions())
    return dict(sorted(ChainMap(*reversed(listed)).items()))


def imported(choices: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The choices of files as words for Hydra, and the sections that an imported region among them puts in their place.

    Such a region brings the scale that suits it, unless a file of the population is chosen.
    """
    chosen, name = dict(choices), choices.get("region", "")
    sections: dict[str, Any] = {}
    path = imported_regions().get(name)
    if path is not None and options("region")[name] == path:
        del chosen["region"]
        sections["region"] = _read(path)
        if "population" not in chosen:
            sections["population"] = {"scale": sections["region"]["register"]["scale"], "scope": None}
    return tuple(sorted(f"{group}={choice}" for group, choice in chosen.items())), sections


def content(group: str) -> Callable[[str], Mapping[str, Any]]:
    """Reads the file of that name: a measure's own section, or a whole file; nobody may change what it gives."""
    paths = options(group)
    return lambda name: _kept(paths[name])[name] if group == "measure" else _kept(paths[name])


@lru_cache(maxsize=512)
def _read_as_of(path: Path, stamp: int) -> dict[str, Any]:
    if not path.is_relative_to(folder("conf")):
        return written(path)
    return dict(yaml.load(path.read_text(encoding="utf-8"), _SafeLoader) or {})


def _kept(path: Path) -> Mapping[str, Any]:
    """A file as it is written, read again only when it has changed; it is the same value every time."""
    return _read_as_of(path, path.stat().st_mtime_ns)


def _read(path: Path) -> dict[str, Any]:
    """A file as it is written, for whoever changes it."""
    return dict(deepcopy(_kept(path)))


def written(path: Path) -> dict[str, Any]:
    """A yaml file as it is written; ConfigurationError, naming the file, when it is no readable mapping."""
    try:
        content = OmegaConf.to_container(OmegaConf.load(path))
    except (OmegaConfBaseException, YAMLError, UnicodeDecodeError) as error:
        reason = one_line(error)
        raise ConfigurationError(
            f"{path} cannot be read as yaml in UTF-8: {reason}.", f"{path} 无法作为 UTF-8 的 yaml 读取：{reason}。"
        ) from error
    return dict(section(content, str(path)))


def check_user_files(config_dir: Path) -> None:
    """Refuse a user's files that would mislead: unreadable ones, and a region or measure that is named otherwise."""
    if (config_dir / "config.yaml").exists():
        raise ConfigurationError(
            f"{config_dir} holds a config.yaml, which would replace the shipped one; keep only the groups' folders.",
            f"{config_dir} 中有 config.yaml，会替换自带的配置；请只保留各组文件夹。",
        )
    for group in ("region", "measure", "shock", "programme", "scenario", "population"):
        for path in sorted((config_dir / group).glob("*.yaml")):
            content = written(path)
            own = {"region": [content.get("name")], "measure": list(content), "shock": list(content)}
            named = own.get(group, [path.stem])
            if named != [path.stem]:
                kind = "the name" if group == "region" else "one section called"
                raise ConfigurationError(
                    f"{path} must hold {kind} {path.stem!r}, that of the file; it holds {named!r}.",
                    f"{path} 中的名称须与文件名 {path.stem!r} 一致；现为 {named!r}。",
                )


def absent_shock(name: str, present: list[str]) -> ConfigurationError:
    """The error for a shock that the run does not have."""
    has = ", ".join(present) or "none"
    return ConfigurationError(
        f"shock.{name} is not among the shocks of this run ({has}); allowed: choose it by shock=[{name}].",
        f"本次运行没有冲击 shock.{name}（现有：{has}）；允许：用 shock=[{name}] 选用。",
    )


def absent_measure(name: str, present: list[str]) -> ConfigurationError:
    """The error for a measure that the scenario does not have, though it may exist."""
    if name not in (known := options("measure")):
        return unknown_name("measure", name, {*present, *known})
    has = ", ".join(present) or "none"
    return ConfigurationError(
        f"measure.{name} is not in this scenario, whose measures are: {has}; "
        f"allowed: one of those, or choose your own by measure=[{name}].",
        f"该情景没有措施 measure.{name}，其措施为：{has}；允许：上述措施，或用 measure=[{name}] 自选。",
    )
