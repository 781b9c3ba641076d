import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

from small import KEYS, REFERENCE, small  # noqa: E402 - the folder is no package, so that `make baseline` can run beside it

TOLERANCE = 1e-6  # relative; values agree across machines, bytes within one environment


def test_the_small_experiment_gives_the_committed_values():
    kept = pd.read_csv(REFERENCE, dtype={"period": str}).set_index(KEYS)["value"]
    new = small().set_index(KEYS)["value"]
    assert list(new.index) == list(kept.index), "other rows than in results/reference; run `make baseline` if meant"
    off = (new - kept).abs() > TOLERANCE * kept.abs().clip(lower=1e-6)
    assert not off.any(), f"numbers changed; if meant, run `make baseline` and say why:\n{new[off].head(10)}"
