"""What worker processes do for the page: plans, estimates in batches, pictures, papers. Nothing here knows the page."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .pictures import Picture, pictures
from .plan import Plan, plan_of

if TYPE_CHECKING:
    from ..experiments.study import Study
    from ..reports.findings import Findings

BATCHES = (4, 12, 24, 48)  # draws after which the page is told; the intervals grow honest on the way
EARLY_PICTURES = 2  # drawn while batches are still under way
FIGURES = "figures-page"  # beside the report's own figures, which have other files

Tell = Callable[[Any], None]
Make = Callable[[Sequence[str]], "Study"]  # the study of some words of `run`


@dataclass(frozen=True)
class Step:
    """How far a batch is: runs done of those of this batch, and the draws that the whole estimate aims at."""

    done: int
    total: int
    aim: int


@dataclass(frozen=True)
class Drawn:
    """One more picture of the batch last told, and the folder that its files lie in."""

    picture: Picture
    folder: Path


@dataclass(frozen=True)
class Prepared:
    """What is known of a mix before it runs: its plan, and the study that would be run."""

    plan: Plan
    study: "Study"


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a result says, ready for the page: the summary, who gains, the ratio by year, what failed."""

    folder: Path
    summary: Mapping[str, Any]
    gains: Sequence[Mapping[str, Any]]
    ratio: Sequence[Mapping[str, Any]]
    failures: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    @property
    def draws(self) -> int:
        """Parameter draws behind the numbers."""
        return int(self.summary["draws"])


def warm(tell: Tell, make: Make, words: Sequence[str]) -> None:
    """Load what a run needs and the kernels with it, so that the first estimate need not wait for them."""
    from ..experiments.runner import model_engine
    from ..reports.canvas import Words, drawing, sheet
    from ..reports.charts import CHARTS

    study = make(words)
    for arm in (study.scenario, study.baseline):
        model_engine().trajectory(arm, 0, 0)
    with drawing():  # the font is found and measured once
        sheet(Words(title=CHARTS[0].heading_zh, subtitle="", note="", alt=""), 1.0)


def prepare(tell: Tell, make: Make, words: Sequence[str]) -> Prepared:
    """The plan of a mix, and its study; raises ConfigurationError for what the model would not run."""
    study = make(words)
    return Prepared(plan_of(study.scenario), study)


def estimate(tell: Tell, prepared: "tuple[Make, Sequence[str]] | Study", folder: Path, language: str) -> None:
    """Run a mix in growing batches below `folder`; tells a Look after each, then its pictures.

    The numbers of a batch are those of `migrant-sim run` with the same words and that many draws. The folder told is
    whole and stays so: a stop in the middle of the next batch leaves brief, tables and saving to the last one.
    """
    from ..experiments.runner import run_study

    study = prepared[0](prepared[1]) if isinstance(prepared, tuple) else prepared
    for draws in BATCHES:
        batch = resized(study, draws, folder)
        run_study(batch, lambda done, total: tell(Step(done, total, BATCHES[-1])))
        last = draws == BATCHES[-1]
        findings = _findings(batch.folder if last else _put_by(batch.folder, folder / f"draws-{draws}"))
        tell(_look(findings))
        target = batch.folder / FIGURES
        target.mkdir(exist_ok=True)
        for picture in pictures(findings, language, target, None if last else EARLY_PICTURES):
            tell(Drawn(picture, target))


def _put_by(folder: Path, room: Path) -> Path:
    """A copy of a finished result below `room`, which the next batch, that goes on in the folder itself, leaves be."""
    ignored = shutil.ignore_patterns(FIGURES, ".*")
    return Path(shutil.copytree(folder, room / folder.name, ignore=ignored))


def resized(study: "Study", draws: int, folder: Path) -> "Study":
    """The study with another number of draws, in a folder below `folder`; its stored configuration says so too."""
    told = study.config_yaml.replace(f"\ndraws: {study.draws}\n", f"\ndraws: {draws}\n", 1)
    command = tuple(word for word in study.command if not word.startswith("draws="))
    return replace(
        study, draws=draws, folder=folder / study.name, config_yaml=told, command=(*command, f"draws={draws}")
    )


def opened(tell: Tell, folder: Path, language: str, scratch: Path) -> None:
    """A finished result folder as the page shows it; its pictures go to `scratch`, for the folder is not ours.

    Raises DataError for a folder that holds no finished run.
    """
    findings = _findings(folder)
    tell(_look(findings))
    scratch.mkdir(parents=True, exist_ok=True)
    for picture in pictures(findings, language, scratch):
        tell(Drawn(picture, scratch))


def redrawn(tell: Tell, folder: Path, language: str, scratch: Path) -> None:
    """The pictures of a result once more, in another language."""
    scratch.mkdir(parents=True, exist_ok=True)
    for picture in pictures(_findings(folder), language, scratch):
        tell(Drawn(picture, scratch))


def papers(tell: Tell, folder: Path) -> list[Path]:
    """The report of a run with its brief and tables."""
    from ..ledger.public import screened
    from ..reports import write_report

    written = write_report(folder, screen=screened)
    return [path for path in written if path.suffix in (".html", ".docx", ".xlsx")]


def _findings(folder: Path) -> "Findings":
    from ..ledger.public import screened
    from ..reports.findings import Findings
    from ..result import Result

    return Findings(screened(Result.load(folder)))


def _look(findings: "Findings") -> Look:
    """The summary with what the page adds to it."""
    table = findings.quantiles("income_ratio", findings.arms[0]).rename_axis("year").reset_index()
    return Look(
        folder=findings.result.folder,
        summary=findings.summary,
        gains=_gains(findings),
        ratio=[{str(name): value for name, value in row.items()} for row in table.to_dict("records")],
        failures=tuple(findings.result.manifest.get("failures", [])),
    )


def _gains(findings: "Findings") -> list[dict[str, Any]]:
    """Yuan a person and year that each group gains in the last year, scenario less baseline, paired: 5, 50, 95 %."""
    result, found = findings.result, []
    known = set(result.indicators["group"].unique())
    for group in sorted(known):
        if group.partition(":")[0] not in ("all", "quintile", "group"):
            continue
        change = result.difference("disposable_income", group)
        if change.empty:
            continue
        low, middle, high = change[change.columns[-1]].quantile([0.05, 0.5, 0.95])
        losing = float((change[change.columns[-1]] < 0).mean())
        found.append({"group": group, "p05": low, "median": middle, "p95": high, "losing": losing})
    return found
