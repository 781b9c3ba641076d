"""`validate`: what the model's own twin trials give, beside the effects that the literature reports."""

import csv
import json
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from .language import choose
from .memory import check_memory
from .request import Request
from .run import progress
from .study import study_of

if TYPE_CHECKING:
    from ..experiments.study import Study
    from ..experiments.trials import Finding, Row

FILES = ("config.yaml", "trials.csv")
WORDS_ZH = {"within": "在区间内", "below": "低于区间", "above": "高于区间"}


def validate_verb(request: Request) -> int:
    """Run the trials over draws and replications, print the table and write trials.csv; back-tests are not part yet."""
    study = study_of(request)
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    check_memory(study)
    from ..experiments import manifest

    study = replace(study, folder=study.folder.parents[1] / "validate" / study.folder.name)
    began, started = time.monotonic(), manifest.opening(study, manifest.earlier(study))
    rows = trial_rows(study, request.language)
    write_files(study, rows)
    manifest.save(study, manifest.closing(started, study, [], time.monotonic() - began, FILES))
    if request.json:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2))
    else:
        print(as_text(rows, study.draws * study.replications, request.language, study.folder))
    return 0


def trial_rows(study: "Study", language: str) -> "list[Row]":
    """Every trial in every draw and replication, as the table."""
    from ..experiments.trials import findings, table

    tell, runs = progress(language), list(study.tasks())
    found: list[Finding] = []
    tell(0, len(runs))
    for done, (draw, replication) in enumerate(runs, start=1):
        found += findings(study.scenario, draw, replication)
        tell(done, len(runs))
    return table(found)


def write_files(study: "Study", rows: "list[Row]") -> None:
    """The table and the configuration that it comes from."""
    from ..result import write_text

    write_text(study.folder / "trials.csv", as_csv(rows))
    write_text(study.folder / "config.yaml", study.config_yaml)


def as_csv(rows: "list[Row]") -> str:
    """The table for a machine or a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0]._fields)
    writer.writerows([format(cell, ".6g") if isinstance(cell, float) else cell for cell in row] for row in rows)
    return out.getvalue()


def as_text(rows: "list[Row]", runs: int, language: str, folder: Path) -> str:
    """The table for a reader."""
    head = choose(
        language,
        f"双胞胎试验（同一随机数，有无干预各一次；{runs} 次模拟，中位数与 5%—95% 区间）与文献区间：",
        f"Twin trials (same draws, with and without; {runs} runs, median, 5-95 % range) beside the published ranges:",
    )
    lines = [head]
    for row in rows:
        own = f"{row.middle:+.3f} ({row.low:+.3f} … {row.high:+.3f})"
        known = f"{row.published:+.3f} [{row.published_low:+.3f} … {row.published_high:+.3f}]"
        verdict = choose(language, WORDS_ZH[row.verdict], row.verdict)
        lines.append(f"  {row.moment:<36} {own:<28} {known:<28} {verdict}")
    note = choose(
        language,
        "文献效应只用于对照，从不作为模型输入；历史回测尚未提供。",
        "Published effects are compared with, never put in; back-tests are not part of this version.",
    )
    return "\n".join([*lines, note, f"{folder / 'trials.csv'}"])
