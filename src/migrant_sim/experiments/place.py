"""Where runs are computed, as a value: the name of an executor and its options."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROCESSES, DASK, SUBMITIT = "processes", "dask", "submitit"
PLACES = (PROCESSES, DASK, SUBMITIT)


@dataclass(frozen=True)
class Place:
    """An executor by name, with its options as (name, value) pairs; no result depends on it."""

    name: str = PROCESSES
    options: tuple[tuple[str, Any], ...] = ()

    def option(self, name: str, default: Any = None) -> Any:
        """The value of an option, or the default when it is absent or null."""
        value = dict(self.options).get(name)
        return default if value is None else value

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Place":
        """The place that a section of the configuration describes; `kind` names it."""
        return cls(str(values["kind"]), tuple(sorted((key, value) for key, value in values.items() if key != "kind")))
