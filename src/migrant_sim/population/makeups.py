"""Make-ups of households (size × workers × members of each other kind), with shares fitted to the margins."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from . import margins as m
from .fitting import Constraint, rake
from .kinds import Kind, person_types
from .margins import Margins

_LARGEST = 10  # persons; the open class 7+ is spread over 7 to 10
_MOST = (5, 4, 3, 2, 4, 3)  # most members of a kind in one household
_ALONE = 0.15  # ASSUMPTION: how much rarer each child is in a household without workers, before fitting


class HouseholdTypes(NamedTuple):
    """Cells of the household table: members of each kind (n, 6) and shares of all households (n,)."""

    members: np.ndarray
    share: np.ndarray


@lru_cache(maxsize=8)
def household_types(margins: Margins) -> HouseholdTypes:
    """The fitted household table; DataError where its margins contradict each other or those of persons."""
    members = _possible_households()
    persons = person_types(margins)
    per_person = np.bincount(persons.kind, weights=persons.share, minlength=len(Kind))
    share = rake(_household_seed(members), _household_constraints(margins, members, per_person * margins.mean_size))
    kept = share > 1e-12
    return HouseholdTypes(members[kept], share[kept] / share[kept].sum())


def _possible_households() -> np.ndarray:
    """(n, 6) every make-up of at most ten members with a grown-up, sorted by size, workers and the rest."""
    makeups = np.array(list(product(*(range(most + 1) for most in _MOST))))
    size = makeups.sum(axis=1)
    grown = makeups[:, : Kind.PUPIL].sum(axis=1)
    able = makeups[:, Kind.WORKER] + makeups[:, Kind.ELDER]
    children = makeups[:, Kind.PUPIL] + makeups[:, Kind.INFANT]
    makeups = makeups[(size >= 1) & (size <= _LARGEST) & (grown > 0) & ((children == 0) | (able > 0))]
    return makeups[np.lexsort((*makeups.T[::-1], makeups.sum(axis=1)))]


def _household_seed(members: np.ndarray) -> np.ndarray:
    """(n,) members of each kind come independently (Poisson counts without their rates), children with workers."""
    factorial = np.array([1.0, 1, 2, 6, 24, 120])
    seed = 1.0 / factorial[members[:, 1:]].prod(axis=1)
    children = members[:, Kind.PUPIL] + members[:, Kind.INFANT]
    return seed * np.where(members[:, Kind.WORKER] == 0, _ALONE**children, 1.0)


def _household_constraints(margins: Margins, members: np.ndarray, means: np.ndarray) -> list[Constraint]:
    """What the households must add up to; `means` (6,) holds the members of each kind per household."""
    return [
        *_size_constraints(margins, members.sum(axis=1), members[:, Kind.WORKER]),
        *(_mean(members, kind, float(means[kind])) for kind in (Kind.ELDER, Kind.AGED, Kind.PUPIL, Kind.INFANT)),
        _having(margins, members, m.CHILD, Kind.INFANT),
        _having(margins, members, m.AGED, Kind.AGED),
        Constraint(
            name="labour_per_household",
            labels=members[:, Kind.WORKER],
            targets=_shares(margins, "labour_per_household"),
        ),
    ]


def _size_constraints(margins: Margins, size: np.ndarray, workers: np.ndarray) -> list[Constraint]:
    size_class = np.minimum(size, 7) - 1
    return [
        Constraint(name="household_size", labels=size_class, targets=_shares(margins, "household_size")),
        Constraint(
            name="household_size (mean of the class 7+)",
            labels=np.where(size >= 7, 0, -1),
            targets=np.array([m.OPEN_SIZE_MEAN]),
            values=size.astype(float),
        ),
        Constraint(
            name="labour_by_size",
            labels=size_class,
            targets=np.array([margins.value("labour_by_size", level) for level in m.SIZES]),
            values=workers.astype(float),
        ),
    ]


def _shares(margins: Margins, table: str) -> np.ndarray:
    levels = {"household_size": m.SIZES, "labour_per_household": m.WORKERS}[table]
    shares = np.array([margins.value(table, level) for level in levels])
    return shares / shares.sum()


def _mean(members: np.ndarray, kind: Kind, mean: float) -> Constraint:
    """Members of one kind per household, as the person table has them."""
    return Constraint(
        name=f"age_sex ({kind.name.lower()} members per household)",
        labels=np.zeros(len(members), np.int64),
        targets=np.array([mean]),
        values=members[:, kind].astype(float),
    )


def _having(margins: Margins, members: np.ndarray, level: str, kind: Kind) -> Constraint:
    """Households with at least one member of a kind."""
    share = margins.value("care_burden", level)
    labels = (members[:, kind] > 0).astype(np.int64)
    return Constraint(name=f"care_burden '{level}'", labels=labels, targets=np.array([1 - share, share]))
