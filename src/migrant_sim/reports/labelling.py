"""Names beside the points of a scatter, placed so that they hide neither each other nor the points."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

NEAR, STEP, RINGS = 7.0, 9.0, 9  # points from a dot to its name: first, between tries, how often
PAD = 1.5


class Box(NamedTuple):
    """A rectangle in points: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share room."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


class Spot(NamedTuple):
    """Where a name stands: its box, and whether it is so far off that a line must tie it to its dot."""

    box: Box
    tied: bool


def place_names(
    dots: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], taken: Sequence[Box], area: Box
) -> list[Spot]:
    """A spot for each name (widths and heights in `sizes`), the first free one outwards from its dot, inside `area`.

    `taken` are boxes that no name may hide. Where nothing is free the last try stands.
    """
    placed: list[Spot] = []
    for dot, size in zip(dots, sizes, strict=True):
        blocked = [*taken, *(spot.box for spot in placed)]
        spot = None
        for spot in _spots(dot, size):
            box = spot.box
            inside = area.left <= box.left and box.right <= area.right
            inside = inside and area.bottom <= box.bottom and box.top <= area.top
            if inside and not any(box.meets(other) for other in blocked):
                break
        assert spot is not None  # there is always a try
        placed.append(spot)
    return placed


def _spots(dot: tuple[float, float], size: tuple[float, float]) -> Iterator[Spot]:
    """Right, left, above and below, and the corners, ever farther off."""
    (x, y), (wide, high) = dot, (size[0] + 2 * PAD, size[1] + 2 * PAD)
    for ring in range(RINGS):
        off = NEAR + STEP * ring
        rows = [(x + off, y - high / 2), (x - off - wide, y - high / 2)]
        for level in (y + off * 0.7, y - off * 0.7 - high):
            rows += [(x + off * 0.6, level), (x - off * 0.6 - wide, level), (x - wide / 2, level)]
        for left, bottom in rows:
            yield Spot(Box(left, bottom, left + wide, bottom + high), ring > 0)
