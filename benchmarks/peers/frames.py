"""What the engines on data frames share: the world as a frame, luck by column, and places served by lowest score."""

from typing import Any

import numpy as np
import polars as pl

from .world import MOST_COURSES, OLDEST, World

CASUAL, LOCAL, OUTSIDE, SELF_EMPLOYED, POST, RELIEF, TRAINING, SEARCHING = 1, 2, 4, 5, 6, 7, 8, 9
kind = pl.col("activity")
MAY_ENROL = kind.is_in([CASUAL, SEARCHING]) & (pl.col("courses") < MOST_COURSES) & (pl.col("age") <= OLDEST)


def frame_of(world: World) -> pl.DataFrame:
    """One row a member of the labour force."""
    whole = [name for name in world.columns() if name != "skill"]
    extra = {"certified": 0, "training_left": 0, "pay": 0.0}
    frame = pl.DataFrame({"unique_id": np.arange(len(world.activity)), **world.columns()})
    return frame.with_columns(pl.col(whole).cast(pl.Int32), **{name: pl.lit(value) for name, value in extra.items()})


def luck(generator: np.random.Generator, rows: int) -> pl.Series:
    """(rows,) uniforms."""
    return pl.Series("luck", generator.random(rows))


def looked_up(values: Any, column: str) -> pl.Expr:
    """The entry of `values` that the integers of a column point at."""
    return pl.lit(pl.Series(np.asarray(values))).gather(pl.col(column))


def served(queue: pl.DataFrame, place: str, places: np.ndarray, by: list[str]) -> pl.Series:
    """`unique_id` of those of a queue who get one of the places (g,) of their county or settlement, lowest first."""
    turn = pl.int_range(pl.len()).over(place)
    return queue.sort(by).filter(turn < looked_up(places, place))["unique_id"]


def channel_of(cumulative: tuple[float, ...], kinds: tuple[int, ...], draws: np.ndarray) -> np.ndarray:
    """The kind of work that each draw falls on."""
    return np.array(kinds)[np.minimum(np.searchsorted(cumulative, draws), len(kinds) - 1)]


def at_place(frame: pl.DataFrame, activity: int, place: str, places: int) -> np.ndarray:
    """(places,) persons in an activity by county or settlement."""
    return np.bincount(frame.filter(kind == activity)[place].to_numpy(), minlength=places)
