"""What a user may not expect of the words of a run, though nothing is wrong with them; told on stderr, exit code 0."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from ..scenario import Scenario
from .language import choose
from .request import Request

OFF = (False, "off")
Remark = tuple[str, str]  # in Chinese and in English


def tell_remarks(request: Request, scenario: Scenario) -> None:
    """Say on stderr what the words of a run amount to where that may surprise."""
    for chinese, english in remarks(request, scenario):
        print(choose(request.language, chinese, english), file=sys.stderr)


def remarks(request: Request, scenario: Scenario) -> Iterator[Remark]:
    """Programmes named twice, programmes that order the same, and clauses off that order nothing anyway."""
    from ..overrides import told_apart

    words = told_apart(request.words)
    if "programme" in words.choices:
        yield from _named_twice(words.choices["programme"], scenario.region.name, request)
    yield from _ordered_twice(scenario)
    off = [word.key_or_group for word in words.values if word.key_or_group.startswith("programme.")]
    switched = [word for word in words.values if word.key_or_group in off and word.value() in OFF]
    yield from _nothing_to_switch([word.key_or_group for word in switched], request)


def _named_twice(choice: Any, region: str, request: Request) -> Iterator[Remark]:
    """A whole programme that stands there more than once, `own` being that of the region, counts once."""
    from ..configuration import described
    from ..programme import OWN

    own = described("region", request.config_dir).get(region, {}).get("programme")
    names = [own if name == OWN else name for name in (choice if isinstance(choice, list) else [choice])]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        yield (
            f"提示：programme 中 {name} 出现两次（own 即本地区的方案），只计一次。",
            f"Note: programme names {name} twice (own is that of the region); it counts once.",
        )


def _ordered_twice(scenario: Scenario) -> Iterator[Remark]:
    """Instruments that clauses of several programmes order add up: each text states its whole increment."""
    by_programme: dict[str, set[str]] = {}
    for _, measure in scenario.measures:
        by_programme.setdefault(measure.clause.partition("-")[0], set()).add(measure.name())
    shared = {name for names in by_programme.values() for name in names}
    shared = {name for name in shared if sum(name in names for names in by_programme.values()) > 1}
    if shared:
        listed, texts = ", ".join(sorted(shared)), ", ".join(sorted(by_programme))
        yield (
            f"提示：多个方案（{texts}）都包含以下措施，其增量相加：{listed}。",
            f"Note: several programmes ({texts}) order these instruments, and their increments add up: {listed}.",
        )


def _nothing_to_switch(keys: list[str], request: Request) -> Iterator[Remark]:
    """A clause without an instrument is documentation or the like, and off changes nothing."""
    if not keys:
        return
    from ..catalogue import clauses

    ordered: Mapping[str, Mapping[str, Any]] = clauses(request.config_dir)
    for key in keys:
        clause = key.partition(".")[2]
        if clause in ordered and not ordered[clause]:
            yield (
                f"提示：{key}=off 不改变结果：条款 {clause} 没有对应的措施（原因见 migrant-sim catalogue）。",
                f"Note: {key}=off changes nothing: clause {clause} orders no instrument "
                "(migrant-sim catalogue says why).",
            )
