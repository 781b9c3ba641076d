"""The chapters of the page and what stands in each, in order; a chapter without content is left out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from . import sections_analyses as analyses
from . import sections_method as method
from . import sections_run as run
from .blocks import Block, Chapter
from .gallery import Shown
from .material import Material
from .svg import inline_svg
from .wording import pick

Maker = Callable[[Material, str], Iterable[Block]]


@dataclass(frozen=True)
class Plan:
    """One chapter as planned: anchor, heading, and in order the names of charts and the makers of blocks."""

    key: str
    chinese: str
    english: str
    items: tuple[str | Maker, ...]


MORE = "more"  # where charts stand whose name no chapter knows
PLANS: tuple[Plan, ...] = (
    Plan(
        "verdict",
        "结论",
        "Verdict",
        (run.notices, run.verdict, analyses.sample_verdict, run.ratio, "ratio", "targets", run.targets),
    ),
    Plan("comparison", "几种情景的比较", "Scenarios compared", (analyses.comparisons, analyses.sweeps)),
    Plan(
        "carries",
        "结论靠什么支撑",
        "What carries it",
        (
            *("bridge", analyses.credits, "differences", "ranking", run.income, "income"),
            *("places_of_work", "flows", "months", run.assumptions, "variance_split", "tornado", "indices"),
        ),
    ),
    Plan("gains", "谁受益、谁没有受益", "Who gains and who does not", ("gains", run.gains, "settlements")),
    Plan("cost", "成本", "Cost", ("cost", run.cost, "cost_effect", "front", analyses.mixes)),
    Plan(
        "risks",
        "风险与落空的条件",
        "Risks and conditions of failure",
        ("verdict_grid", "verdict_tolerance", "verdict_tolerances", "flips", analyses.flips, "box", analyses.boxes),
    ),
    Plan(
        "trust",
        "结果有多可信",
        "How far to trust it",
        (run.warnings, run.failures, "backtest", analyses.validation, analyses.calibration, run.fit),
    ),
    Plan(MORE, "其他图表", "More charts", ()),
    Plan(
        "method",
        "方法、口径、来源与重现",
        "Method, definitions, sources, how to reproduce",
        (method.definitions, run.untested, method.folders, method.reproduction, method.sources, method.files),
    ),
)


def chapters(material: Material, shown: Sequence[Shown], language: str) -> list[Chapter]:
    """The chapters that the folders support, each with its blocks; figures are numbered in the order of the page."""
    placed = {item for plan in PLANS for item in plan.items if isinstance(item, str)}
    found: list[Chapter] = []
    number = 0
    for plan in PLANS:
        blocks: list[Block] = []
        items: Iterable[str | Maker] = plan.items
        if plan.key == MORE:
            items = dict.fromkeys(chart.name for chart in shown if chart.name not in placed)
        for item in items:
            if not isinstance(item, str):
                blocks += item(material, language)
                continue
            for chart in (each for each in shown if each.name == item):
                number += 1
                blocks.append(_figure(chart, language, number))
        if blocks:
            found.append(Chapter(plan.key, pick(language, plan.chinese, plan.english), blocks))
    return found


def _figure(chart: Shown, language: str, number: int) -> Block:
    """One chart with the description that stands in for it."""
    key = f"{chart.key}-{language}"
    return Block(
        "figure",
        {
            "key": key,
            "number": number,
            "heading": chart.heading[language],
            "svg": inline_svg(chart.svg[language], key, chart.alt[language]),
            "alt": chart.alt[language],
            "file": chart.file,
        },
    )
