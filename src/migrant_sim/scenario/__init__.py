"""A scenario: everything that decides a run, except which draw and which replication."""

from pathlib import Path
from typing import Any

from .parts import POSTERIOR as POSTERIOR
from .parts import PRIOR as PRIOR
from .parts import regional as regional
from .value import GROUPS as GROUPS
from .value import INFORMATION as INFORMATION
from .value import SHOCKS as SHOCKS
from .value import Scenario as Scenario
from .value import source_hash as source_hash


def load_scenario(name: str = "as_written", *, config_dir: Path | str | None = None, **overrides: Any) -> Scenario:
    """The scenario of that name, composed from the shipped configuration and the user's folder.

    Overrides are the keys of the command line, as in `load_scenario("as_written", region="minning", months=12)` or
    `load_scenario("custom", measure=["labour_export"], **{"population.scale": 0.02})`.
    Raises ConfigurationError for a name, key or value that is not allowed; the other arm is not looked at.
    """
    from ..configuration import compose
    from ..overrides import word

    words = [word(key, value) for key, value in {"scenario": name, **overrides}.items()]
    return Scenario.from_config(compose(words, Path(config_dir) if config_dir is not None else None).scenario)
