"""`run`: configuration in; a study, its report and its verdict out."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .language import choose
from .memory import make_ready
from .remarks import tell_remarks
from .request import Request
from .study import study_of

BAR_COLUMNS, BAR_LINES = 80, 24


def run_verb(request: Request) -> int:
    """Run the study that the words describe; 0 when every run is there, 1 when some failed."""
    study = study_of(request)
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    tell_remarks(request, study.scenario)
    make_ready(study, request.language)
    from ..experiments.runner import run_study
    from ..ledger.public import screened
    from ..reports import write_report
    from ..reports.text import verdict_lines

    result = run_study(study, progress(request.language), tell=aside(request.language))
    write_report(study.folder, screen=screened)
    if request.json:
        print(json.dumps(result.summary, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*verdict_lines(result.summary, request.language), _where(study.folder, request.language)]))
    _tell_failures(result.manifest.get("failures", []), study.folder, request.language)
    return result.exit_code


def _where(folder: Path, language: str) -> str:
    return choose(language, f"结果与报告：{folder / 'report.html'}", f"Results and report: {folder / 'report.html'}")


def aside(language: str) -> Callable[[str, str], None]:
    """Says a line, given in English and in Chinese, beside the output."""

    def tell(english: str, chinese: str) -> None:
        print(choose(language, chinese, english), file=sys.stderr, flush=True)

    return tell


def progress(language: str) -> Callable[[int, int], None]:
    """Tells how far a study is: a bar with the time left on a terminal, a line every tenth elsewhere."""
    unit = choose(language, "次", "runs")
    if sys.stderr.isatty():
        from tqdm import tqdm

        bar: Any = None

        def on_terminal(done: int, total: int) -> None:
            nonlocal bar
            bar = bar or tqdm(total=total, initial=done, unit=f" {unit}", file=sys.stderr, leave=False, **_shape())
            bar.update(done - bar.n)
            if done >= total:
                bar.close()

        return on_terminal
    told = -1

    def in_log(done: int, total: int) -> None:
        nonlocal told
        tenth = 10 * done // max(total, 1)
        if tenth > told:
            told = tenth
            print(f"{done}/{total} {unit}", file=sys.stderr, flush=True)

    return in_log


def _shape() -> dict[str, Any]:
    """Size of a bar on a terminal that does not tell its own, as under `script`: tqdm would show nothing there."""
    try:
        size = os.get_terminal_size(sys.stderr.fileno())
    except OSError:  # a terminal that is none of the system's
        return {}
    return {} if size.columns and size.lines else {"ncols": BAR_COLUMNS, "nrows": BAR_LINES}


def _tell_failures(failures: Sequence[Mapping[str, Any]], folder: Path, language: str) -> None:
    """A line for each failed run on stderr, and where the whole tracebacks are."""
    if not failures:
        return
    said = choose(
        language,
        f"{len(failures)} 次模拟失败，其余已保存；完整记录在 {folder / 'failures'}：",
        f"{len(failures)} runs failed, the others are kept; tracebacks are in {folder / 'failures'}:",
    )
    print(said, file=sys.stderr)
    for row in failures:
        print(
            f"  draw {row['draw']}  replication {row['replication']}  {row['error']}: {row['message']}", file=sys.stderr
        )
