"""Sweeps of the fake model: points that differ in their effect, beside one baseline."""

import hashlib
from pathlib import Path

import fake_model

from migrant_sim.experiments.points import Point
from migrant_sim.experiments.sweep import Sweep

EFFECTS = (0.05, 0.02, 0.0)
SAME = ("indicators", "costs")  # tables that must be equal to the bit, however a sweep came about


def sweep(folder, effects=EFFECTS, **changes):
    own = {name: changes.pop(name) for name in ("mood", "place_of_mood") if name in changes}
    mood = {"mood": own.get("mood", ""), "place": own.get("place_of_mood", "")}
    base = fake_model.Scenario(name="continuation", effect=0.0)
    points = tuple(
        Point((f"effect={e}",), f"as_written effect={e}", fake_model.Scenario(effect=e, **mood), "base@baseline", base)
        for e in effects
    )
    given = {"scenario": points[0].scenario, "baseline": base, "points": points, "identity": ("effect",)}
    given |= {
        "draws": 4,
        "replications": 2,
        "folder": Path(folder),
        "name": "sweep",
        "config_yaml": "region: ningxia\n",
    }
    return Sweep(**(given | changes))


def digests(folder):
    """Hashes of everything but the times that runs took and the manifest."""
    names = [*(path for name in SAME for path in Path(folder, name).rglob("*.parquet"))]
    names += [Path(folder, name) for name in ("draws.parquet", "points.parquet", "summary.parquet", "config.yaml")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(names)}
