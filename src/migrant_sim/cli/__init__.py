"""The command line: `migrant-sim VERB [key=value …]`.

What went wrong is one paragraph on stderr in the chosen language, and an exit code: 0 all done, 1 some runs failed,
2 bad configuration or usage, 3 bad data or environment, 4 verification failed, 130 interrupted.
"""

import os
import sys
import traceback
from collections.abc import Sequence

from ..errors import UserError
from .language import choose, language_of
from .request import read_request
from .verbs import perform

INTERRUPTED = 130
ENVIRONMENT = 3
# These write at their end or not at all; every other verb goes on where it was interrupted.
ONE_GO = frozenset({"validate", "report", "verify", "compare", "catalogue", "codebook", "list", "doctor", "warmup"})


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = language_of(words)
    try:
        code = perform(read_request(words, language))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads has seen enough, as in `migrant-sim codebook | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in words:
            traceback.print_exception(error)
        code, paragraph = explained(error, language, resumable=not ONE_GO & set(words))
        print(paragraph, file=sys.stderr)
        return code


def explained(error: BaseException, language: str, *, resumable: bool = True) -> tuple[int, str]:
    """Exit code and paragraph for whatever ended a command; `resumable` if it goes on where it stopped."""
    if isinstance(error, UserError):
        return error.exit_code, error.message(language)
    if isinstance(error, KeyboardInterrupt) and not resumable:
        english = "Interrupted; nothing of this command was kept. Give it again to start anew."
        return INTERRUPTED, choose(language, "已中断；本命令未保存任何结果。请重新执行。", english)
    if isinstance(error, KeyboardInterrupt):
        english = "Interrupted; what was finished is kept. The same command goes on where this one stopped."
        return INTERRUPTED, choose(language, "已中断；完成的部分已保存。重新执行同一命令即可继续。", english)
    if isinstance(error, MemoryError):
        english = "Out of memory; choose a smaller population.scale or fewer workers."
        return ENVIRONMENT, choose(language, "内存不足；请减小 population.scale 或 workers。", english)
    if isinstance(error, OSError):
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        english = f"The system refused: {what}. Check that the disk has space and that you may write there."
        return ENVIRONMENT, choose(language, f"系统拒绝：{what}。请检查磁盘空间和写入权限。", english)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    english = f"Something unexpected went wrong ({what}). Run the same command with --debug and report what it shows."
    return 1, choose(language, f"发生意外错误（{what}）。请加上 --debug 重新执行，并反馈所显示的内容。", english)
