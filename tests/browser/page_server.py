"""The page with small batches, and regions that fail on cue; started by test_dashboard.py, port and folder as words."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from migrant_sim.cli.dashboard import study_of_words
from migrant_sim.dashboard import estimates
from migrant_sim.dashboard.server import Options, serve

estimates.BATCHES = (2, 6)  # in the workers too, which run this file's top again


def make(words: Sequence[str]) -> Any:
    """The study of the words; one region breaks."""
    if "region=guangxi" in words:
        raise ZeroDivisionError("boom on cue <script>document.title='hit'</script>")
    return study_of_words(words)


if __name__ == "__main__":
    serve(Options(make=make, port=int(sys.argv[1]), first_port=0, open=False, results=Path(sys.argv[2]), language="zh"))
