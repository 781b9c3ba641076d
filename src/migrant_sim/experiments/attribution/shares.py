"""Shapley credit as a linear rule: credits = weights @ outcomes of coalitions, so that they add up in every run.

Exact: the mean of a player's contribution over all orders of joining (Shapley 1953), from all 2^n coalitions. Sampled:
the mean over a few orders, each with its mirror image (antithetic); every order shares out the whole, so their mean
does so too. Coalitions are numbers whose bits are the players that are in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import comb

import numpy as np

Order = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Rule:
    """Coalitions to run, and weights (players, coalitions) of their outcomes; `pairs` are those of each pair alone."""

    coalitions: tuple[int, ...]
    weights: np.ndarray
    pairs: tuple[np.ndarray, ...] = ()

    def credits(self, outcomes: np.ndarray) -> np.ndarray:
        """(runs, players, columns) credit from outcomes (runs, coalitions, columns)."""
        return np.einsum("pc,rck->rpk", self.weights, outcomes, optimize=False)

    def spread(self, outcomes: np.ndarray) -> np.ndarray | None:
        """(players, columns) standard error of the mean credit by the choice of orders; None where all are counted."""
        if len(self.pairs) < 2:
            return None
        means = np.stack([np.einsum("pc,rck->pk", each, outcomes) / len(outcomes) for each in self.pairs])
        spread: np.ndarray = means.std(axis=0, ddof=1) / np.sqrt(len(self.pairs))
        return spread


def exact_rule(players: int) -> Rule:
    """All coalitions of so many players."""
    count = 1 << players
    weights = np.zeros((players, count))
    for player in range(players):
        for coalition in range(count):
            if not coalition >> player & 1:
                weight = 1.0 / (players * comb(players - 1, coalition.bit_count()))
                weights[player, coalition] -= weight
                weights[player, coalition | 1 << player] += weight
    return Rule(tuple(range(count)), weights)


def sampled_rule(players: int, permutations: int, seed: int) -> Rule:
    """The coalitions on the way of sampled orders, each order with its mirror image; `permutations` is even."""
    orders = sampled_orders(players, permutations, seed)
    everybody = (1 << players) - 1
    singles = [1 << player for player in range(players)]
    found = {0, everybody, *singles, *(everybody ^ single for single in singles)}
    for order in orders:
        found |= set(_way(order))
    coalitions = tuple(sorted(found))
    place = {coalition: number for number, coalition in enumerate(coalitions)}
    each = [_weights(order, place) for order in orders]
    halves = [(each[i] + each[i + 1]) / 2.0 for i in range(0, len(each), 2)]
    return Rule(coalitions, sum(each[1:], each[0]) / len(each), tuple(halves))


def sampled_orders(players: int, permutations: int, seed: int) -> list[Order]:
    """Orders of joining, fixed by the seed; an even place holds the mirror image of the one before it."""
    key = int.from_bytes(sha256(f"orders of joining, seed {seed}".encode()).digest()[:16], "little")
    generator = np.random.Generator(np.random.Philox(key=key))
    drawn = [tuple(int(player) for player in generator.permutation(players)) for _ in range(permutations // 2)]
    return [order for one in drawn for order in (one, one[::-1])]


def _way(order: Sequence[int]) -> list[int]:
    """The coalitions from nobody to everybody."""
    found = [0]
    for player in order:
        found.append(found[-1] | 1 << player)
    return found


def _weights(order: Order, place: dict[int, int]) -> np.ndarray:
    way = _way(order)
    weights = np.zeros((len(order), len(place)))
    for player, before, after in zip(order, way, way[1:], strict=False):
        weights[player, place[before]] -= 1.0
        weights[player, place[after]] += 1.0
    return weights
