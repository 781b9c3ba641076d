"""What can go wrong for a user, each kind with its exit code and one clear paragraph in two languages."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """A mistake that the user can mend; shown as one paragraph, never as a traceback."""

    exit_code = 1

    def __init__(self, english: str, chinese: str = "") -> None:
        super().__init__(english)
        self.english, self.chinese = english, chinese or english

    def message(self, language: str) -> str:
        """The paragraph in `zh` or `en`."""
        return self.chinese if language == "zh" else self.english

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Both languages survive the way back from a worker process."""
        return type(self), (self.english, self.chinese)


class ConfigurationError(UserError):
    """A value, key or name in the configuration or on the command line that is not allowed."""

    exit_code = 2


class DataError(UserError):
    """A data file or the environment (disk, memory, permissions) is not as it must be."""

    exit_code = 3


class VerificationError(UserError):
    """A result folder does not agree with its manifest."""

    exit_code = 4


def bad_value(field: str, value: object, allowed: str, allowed_zh: str = "") -> ConfigurationError:
    """The error for a value outside what a field allows."""
    return ConfigurationError(
        f"{field} = {value!r} is not allowed; allowed: {allowed}.",
        f"{field} = {value!r} 不允许；允许的取值：{allowed_zh or allowed}。",
    )


def unknown_name(kind: str, name: str, known: Iterable[str], most: int | None = None) -> ConfigurationError:
    """The error for a name that no registry knows, with the nearest one that it does; case does not count.

    Where `most` is given and there are more names, only so many are listed, the nearest ones.
    """
    names = sorted(known)
    near = _nearest(name, names, 1, 0.4)
    hint, hint_zh = (f" Did you mean {near[0]!r}?", f"是否想用 {near[0]!r}？") if near else ("", "")
    listed, more, more_zh = names, "", ""
    if most is not None and len(names) > most:
        listed = _nearest(name, names, most, 0.0)
        more, more_zh = f" and others, {len(names)} in all", f" 等共 {len(names)} 个"
    return ConfigurationError(
        f"Unknown {kind} {name!r}; allowed: {', '.join(listed)}{more}.{hint}",
        f"未知的 {kind} {name!r}；可用的有：{', '.join(listed)}{more_zh}。{hint_zh}",
    )


def _nearest(name: str, names: list[str], count: int, cutoff: float) -> list[str]:
    """The names most like one, whatever their case, the likest first."""
    folded = {known.lower(): known for known in reversed(names)}
    return [folded[found] for found in get_close_matches(name.lower(), folded, n=count, cutoff=cutoff)]
