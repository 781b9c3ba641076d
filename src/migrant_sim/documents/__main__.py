"""`make odd` and `make trace`: the made parts of the pages, written again."""

import sys

from ..errors import UserError, unknown_name
from .odd import odd_pages
from .trace import trace_pages

PAGES = {"odd": odd_pages, "trace": trace_pages}


def main(words: list[str]) -> int:
    """Write the pages that the words name, all of them without a word; the exit code."""
    try:
        for word in words or PAGES:
            if word not in PAGES:
                raise unknown_name("page", word, PAGES)
            for path, text in PAGES[word]().items():
                path.write_text(text, encoding="utf-8", newline="\n")
    except UserError as error:
        print(error.english, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
