"""`make odd`, `trace`, `experiments` and `pictures`: the made parts of the pages, written again."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ..errors import UserError, unknown_name
from .odd import odd_pages
from .pictures import example_pictures, examples
from .questions import commands, findings, question_pages
from .trace import trace_pages

Maker = Callable[[], Mapping[Path, str | bytes]]
PAGES: Mapping[str, Maker] = {"odd": odd_pages, "trace": trace_pages, "experiments": question_pages}
# Made from results, and so only when named.
COLLECTED: Mapping[str, Maker] = {"findings": findings, "pictures": example_pictures}


def main(words: list[str]) -> int:
    """Write the pages that the words name, all of them without a word; the exit code.

    `commands`, with words on the number of runs, prints the commands of the questions instead, `examples` those of the
    pictures.
    """
    try:
        if words[:1] == ["commands"]:
            print(commands(words[1:]))
            return 0
        if words[:1] == ["examples"]:
            print(examples())
            return 0
        for word in words or PAGES:
            if word not in (known := {**PAGES, **COLLECTED}):
                raise unknown_name("page", word, known)
            for path, made in known[word]().items():
                path.write_bytes(made.encode() if isinstance(made, str) else made)
    except UserError as error:
        print(error.english, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
