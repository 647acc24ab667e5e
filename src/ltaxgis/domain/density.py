"""How densely points lie: a kernel over a grid, hexagons, and points that are one sign at a scale. Plain NumPy.

Places are rows of E, N in metres. Grids and cells are anchored at the CRS's origin, so that nothing flickers when a
view moves.
"""

from dataclasses import dataclass
from math import ceil, floor, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
Box = tuple[float, float, float, float]
_PEAK = 3 / pi  # of the kernel (1 - r²)² · 3/π over the unit disc, whose whole is 1
_PEAK_CELLS = 6  # cells in a radius where the highest place is looked for
_NEAR = [(across, up) for across in range(-2, 3) for up in range(-2, 3) if (across, up) > (0, 0)]


@dataclass(frozen=True, slots=True)
class DensityGrid:
    """`values[row, column]` points a square metre at the cells' middles, the southernmost row first; `west`, `south`
    the grid's corner, `cell` metres."""

    values: NDArray[np.float64]
    west: float
    south: float
    cell: float

    @property
    def whole(self) -> float:
        """How many points the grid holds."""
        return float(self.values.sum()) * self.cell**2


def density(places: Places, box: Box, cell: float, radius: float) -> DensityGrid:
    """Points a square metre over a box, each spread by a quartic kernel of `radius` metres; points around the box count
    where they reach into it."""
    reach = ceil(radius / cell) + 1
    west, south = floor(box[0] / cell) - reach, floor(box[1] / cell) - reach
    wide, high = ceil(box[2] / cell) + reach - west, ceil(box[3] / cell) + reach - south
    counts = _spread_over_cells(places, west, south, wide, high, cell)
    spread = _convolved(counts, _kernel(radius, cell, reach)) / cell**2
    inner = spread[reach : high - reach, reach : wide - reach]
    return DensityGrid(inner, (west + reach) * cell, (south + reach) * cell, cell)


def highest(places: Places, radius: float) -> float:
    """About the greatest density anywhere, whatever is looked at: it is looked for where points lie, and between a few
    of them it may be somewhat higher."""
    if not len(places):
        return 0.0
    cell = radius / _PEAK_CELLS
    cells, counts = np.unique(np.floor(places / cell).astype(np.int64), axis=0, return_counts=True)
    keys = _keys(cells)
    order = np.argsort(keys)
    keys, weights = keys[order], counts[order].astype(float)
    found = np.zeros(len(keys))
    kernel = _kernel(radius, cell, _PEAK_CELLS)
    for (row, column), weight in np.ndenumerate(kernel):
        if weight > 0:
            other = _place_of(keys, keys + _key_step(column - _PEAK_CELLS, row - _PEAK_CELLS))
            found += np.where(other >= 0, weights[other], 0.0) * weight
    return float(found.max()) / cell**2


def _spread_over_cells(places: Places, west: int, south: int, wide: int, high: int, cell: float) -> NDArray[np.float64]:
    """How many points each cell has, a point shared by the four cells whose middles are around it."""
    counts = np.zeros((high, wide))
    at = places / cell - (west + 0.5, south + 0.5)
    inside = ((at >= 0) & (at < (wide - 1, high - 1))).all(axis=1)
    low = np.floor(at[inside]).astype(np.int64)
    part = at[inside] - low
    for across, up in ((0, 0), (1, 0), (0, 1), (1, 1)):
        share = np.abs(1 - across - part[:, 0]) * np.abs(1 - up - part[:, 1])
        numbers = (low[:, 1] + up) * wide + low[:, 0] + across
        counts += np.bincount(numbers, share, wide * high).reshape(high, wide)
    return counts


def _kernel(radius: float, cell: float, reach: int) -> NDArray[np.float64]:
    """Weights of the cells around one, whose sum is 1."""
    steps = np.arange(-reach, reach + 1) * (cell / radius)
    far = steps[:, None] ** 2 + steps[None, :] ** 2
    weights = np.where(far < 1, _PEAK * (1 - far) ** 2, 0.0)
    made: NDArray[np.float64] = weights / weights.sum()
    return made


def _convolved(counts: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each cell gets from all cells around it; what goes over the edge is lost."""
    reach = len(kernel) // 2
    size = [_quick_length(length + 2 * reach) for length in counts.shape]
    made = np.fft.irfft2(np.fft.rfft2(counts, size) * np.fft.rfft2(kernel, size), size)
    inner: NDArray[np.float64] = made[reach : reach + counts.shape[0], reach : reach + counts.shape[1]]
    return np.maximum(inner, 0.0)


def _quick_length(least: int) -> int:
    """The next length that has no factor over 5: the transform is quick there."""
    found = least
    while True:
        rest = found
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return found
        found += 1


@dataclass(frozen=True, slots=True)
class Hexagons:
    """Middles and counts of those hexagons that hold a point; `size` metres from flat side to flat side."""

    centres: Places
    counts: NDArray[np.int64]
    size: float

    def corners(self) -> NDArray[np.float64]:
        """Six corners each, the upper one first."""
        turns = np.deg2rad(np.arange(6) * 60 + 90)
        round_about = np.column_stack([np.cos(turns), np.sin(turns)]) * (self.size / sqrt(3))
        made: NDArray[np.float64] = self.centres[:, None, :] + round_about[None, :, :]
        return made


def hexagons(places: Places, size: float) -> Hexagons:
    """Each point in the hexagon whose middle is nearest; the fullest hexagon last."""
    if not len(places):
        return Hexagons(np.zeros((0, 2)), np.zeros(0, np.int64), size)
    step = np.array([size, size * sqrt(3)])
    lattices = [np.rint(places / step) * step, (np.rint(places / step - 0.5) + 0.5) * step]
    far = [((places - lattice) ** 2).sum(axis=1) for lattice in lattices]
    nearest = np.where((far[0] <= far[1])[:, None], lattices[0], lattices[1])
    halves, counts = np.unique(np.rint(nearest / (step / 2)).astype(np.int64), axis=0, return_counts=True)
    order = np.argsort(counts, kind="stable")
    return Hexagons(halves[order] * (step / 2), counts[order].astype(np.int64), size)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Signs at a scale: where each stands (the middle of its points), how many points it is, and which sign each point
    belongs to."""

    centres: Places
    counts: NDArray[np.int64]
    of_point: NDArray[np.int64]


def clusters(places: Places, reach: float) -> Clusters:
    """Points nearer than `reach` metres become one sign, until no two signs stand nearer than that."""
    centres, of_point = places.copy(), np.arange(len(places))
    counts = np.ones(len(places), np.int64)
    while len(centres):
        joined = _joined(centres, counts, reach)
        if joined is None:
            break
        of_point = joined[of_point]
        weights = np.bincount(of_point)
        centres = np.column_stack([np.bincount(of_point, places[:, axis]) / weights for axis in (0, 1)])
        counts = weights.astype(np.int64)
    return Clusters(centres, counts, of_point)


def _joined(centres: Places, counts: NDArray[np.int64], reach: float) -> NDArray[np.int64] | None:
    """The new number of each sign after those in one cell were joined, else after the fullest took in those near them;
    None where none is near another."""
    cells = np.floor(centres / (reach / 2)).astype(np.int64)
    keys, firsts, numbers = np.unique(_keys(cells), return_index=True, return_inverse=True)
    if len(keys) < len(centres):
        return numbers.astype(np.int64)
    pairs = _pairs(centres, keys, firsts, reach)
    if not len(pairs):
        return None
    near: dict[int, list[int]] = {}
    for one, other in pairs.tolist():
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    taken = [-1] * len(centres)
    number = 0
    for one in np.argsort(-counts, kind="stable").tolist():
        if taken[one] < 0:
            taken[one] = number
            for other in near.get(one, ()):
                if taken[other] < 0:
                    taken[other] = number
            number += 1
    return np.array(taken, np.int64)


def _pairs(centres: Places, keys: NDArray[np.int64], in_cell: NDArray[np.int64], reach: float) -> NDArray[np.int64]:
    """Numbers of signs that stand nearer to each other than `reach`; one stands in each of the cells `keys`."""
    found = [np.zeros((0, 2), np.int64)]
    for across, up in _NEAR:
        others = _place_of(keys, keys + _key_step(across, up))
        here = np.flatnonzero(others >= 0)
        ones, there = in_cell[here], in_cell[others[here]]
        close = ((centres[ones] - centres[there]) ** 2).sum(axis=1) < reach**2
        found.append(np.column_stack([ones[close], there[close]]))
    made: NDArray[np.int64] = np.concatenate(found)
    return made


_WIDE = 1 << 31


def _keys(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number a cell; neighbours differ by `_key_step`."""
    made: NDArray[np.int64] = cells[:, 1] * _WIDE + cells[:, 0]
    return made


def _key_step(across: int, up: int) -> int:
    return up * _WIDE + across


def _place_of(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in the ascending keys each of these stands, -1 where it does not."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    made: NDArray[np.int64] = np.where(keys[at] == wanted, at, -1)
    return made
