"""The core month in polars alone: whole-column expressions, and small sorted frames for queues."""

from collections import Counter

import numpy as np
import polars as pl

from .frames import (
    CASUAL,
    LOCAL,
    MAY_ENROL,
    OUTSIDE,
    POST,
    RELIEF,
    SEARCHING,
    SELF_EMPLOYED,
    TRAINING,
    at_place,
    channel_of,
    frame_of,
    kind,
    looked_up,
    luck,
    served,
)
from .world import OTHER, Tally, World

KINDS = tuple(int(k) for k in OTHER)


class Model:
    """Months of the core, one a step."""

    def __init__(self, world: World, seed: int = 1) -> None:
        self.world, self.rates = world, world.rates
        self.random = np.random.default_rng(seed)
        self.frame = frame_of(world)
        self.employed = np.bincount(world.household, weights=world.activity <= RELIEF)
        self.year = np.zeros(len(self.employed))
        self.count: Counter[str] = Counter()

    def step(self) -> None:
        self._separate()
        self._local_jobs()
        self._other_work()
        self._posts()
        self._courses()
        self._earn()
        self._settle()

    def _put(self, who: pl.Series, activity: int | pl.Series | np.ndarray) -> None:
        """Move persons into an activity."""
        kinds, tenure = self.frame["activity"].to_numpy().copy(), self.frame["tenure"].to_numpy().copy()
        kinds[who], tenure[who] = activity, 0
        self.frame = self.frame.with_columns(activity=kinds, tenure=tenure)

    def _drop(self, leaves: pl.Expr) -> int:
        """Send those who leave, by an expression that may use `luck`, to the search for work."""
        marked = self.frame.with_columns(luck(self.random, len(self.frame))).with_columns(leaves.alias("leaves"))
        self.frame = marked.with_columns(
            activity=pl.when("leaves").then(SEARCHING).otherwise(kind).cast(pl.Int32),
            tenure=pl.when("leaves").then(0).otherwise("tenure").cast(pl.Int32),
        ).drop("luck", "leaves")
        return int(marked["leaves"].sum())

    def _separate(self) -> None:
        self.frame = self.frame.with_columns(pl.col("tenure") + 1)
        chance = looked_up(self.rates.separation, "activity")
        self.count["separated"] += self._drop((kind <= SELF_EMPLOYED) & (pl.col("luck") < chance))

    def _queue(self, who: pl.Expr) -> pl.DataFrame:
        queue = self.frame.filter(who)
        return queue.with_columns(luck(self.random, len(queue)))

    def _local_jobs(self) -> None:
        queue = self._queue(kind.is_in([CASUAL, SEARCHING]))
        chance = pl.when(kind == SEARCHING).then(self.rates.apply_seeking).otherwise(self.rates.apply_casual)
        queue = queue.filter(pl.col("luck") < chance)
        queue = queue.with_columns(luck(self.random, len(queue)))
        places = self.world.local_places
        vacant = places - at_place(self.frame, LOCAL, "county", len(places))
        hired = served(queue, "county", vacant, ["luck"])
        self.count["hired"] += len(hired)
        self._put(hired, LOCAL)

    def _other_work(self) -> None:
        chance = pl.when(pl.col("hard") == 1).then(self.rates.finding[1]).otherwise(self.rates.finding[0])
        found = self._queue(kind == SEARCHING).filter(pl.col("luck") < chance)["unique_id"]
        self.count["found"] += len(found)
        self._put(found, channel_of(self.rates.channels, KINDS, self.random.random(len(found))))

    def _posts(self) -> None:
        ends = (pl.col("luck") < self.rates.post_exit) | (pl.col("tenure") >= self.rates.post_cap)
        self._drop((kind == POST) & ends)
        first = (looked_up(self.employed, "household") == 0) | (pl.col("disabled") == 1)
        need = pl.when(first).then(0).when(pl.col("hard") == 1).then(1).otherwise(2)
        queue = self._queue((kind == SEARCHING) & (pl.col("tenure") > 0)).with_columns(need.alias("need"))
        places = self.world.post_places
        vacant = places - at_place(self.frame, POST, "settlement", len(places))
        given = served(queue.filter(pl.col("need") < 2), "settlement", vacant, ["need", "luck"])
        self.count["posted"] += len(given)
        self._put(given, POST)

    def _courses(self) -> None:
        left = pl.when(kind == TRAINING).then(pl.col("training_left") - 1).otherwise("training_left")
        self.frame = self.frame.with_columns(training_left=left)
        over = self._queue((kind == TRAINING) & (pl.col("training_left") <= 0))
        passed = over.filter(pl.col("luck") < self.rates.certificate)["unique_id"]
        self._put(over["unique_id"], SEARCHING)
        open_places = np.floor(self.world.course_places + self.random.random(len(self.world.course_places)))
        taken = served(self._queue(MAY_ENROL), "settlement", open_places, ["luck"])
        self.count["enrolled"] += len(taken)
        self._put(taken, TRAINING)
        new = pl.col("unique_id").is_in(taken.implode())
        self.frame = self.frame.with_columns(
            certified=pl.when(pl.col("unique_id").is_in(passed.implode())).then(1).otherwise("certified"),
            courses=pl.col("courses") + new,
            training_left=pl.when(new).then(self.rates.course_months).otherwise("training_left"),
        )

    def _earn(self) -> None:
        gain = (pl.col("certified") * self.rates.certificate_gain).exp()
        own = pl.when(kind < POST).then(pl.col("skill") * gain).otherwise(1.0)
        works = (kind <= RELIEF) & (luck(self.random, len(self.frame)) < looked_up(self.rates.at_work, "activity"))
        pay = pl.when(works).then(looked_up(self.rates.wage, "activity") * own).otherwise(0.0)
        self.frame = self.frame.with_columns(pay=pay)

    def _settle(self) -> None:
        sent = (kind == OUTSIDE) & (pl.col("resident") == 0)
        homes = self.frame.group_by("household").agg(
            wage=pl.col("pay").filter((kind != SELF_EMPLOYED) & ~sent).sum(),
            operating=pl.col("pay").filter(kind == SELF_EMPLOYED).sum(),
            transfer=pl.col("pay").filter(sent).sum() * self.rates.remittance,
            employed=(kind <= RELIEF).sum(),
        )
        rows = homes["household"].to_numpy()
        self.employed[rows] = homes["employed"].to_numpy()
        income = homes.select(pl.sum_horizontal("wage", "operating", "transfer")).to_series()
        self.year[rows] += income.to_numpy()

    def tally(self) -> Tally:
        employed = int((self.frame["activity"] <= RELIEF).sum())
        counts = {name: self.count[name] for name in Tally._fields[:5]}
        return Tally(**counts, employed=employed, yuan=float(self.year.sum()))
