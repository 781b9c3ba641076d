"""Which language a message comes in."""

import os
from collections.abc import Sequence

LANGUAGES = ("zh", "en")


def choose(language: str, chinese: str, english: str) -> str:
    """The text in the wanted language."""
    return chinese if language == "zh" else english


def language_of(words: Sequence[str]) -> str:
    """`zh` or `en`: the override language=, else the terminal's language."""
    asked = [word.partition("=")[2].strip("'\"") for word in words if word.startswith("language=")]
    if asked and asked[-1] in LANGUAGES:
        return asked[-1]
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
