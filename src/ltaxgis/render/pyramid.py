"""Rings at several grains, each grain's paths built when it is first looked at."""

from math import floor, log2

import numpy as np
from numpy.typing import NDArray

from ltaxgis.render.paths import PathBatch, painter_paths
from ltaxgis.render.rings import SNAP_PIXELS, Integers, Rings, groups, snapped, taken

FINEST = 0.5  # metres a pixel from which on shapes are thinned
GROUP = 24
GROUP_OF_WIDE = 2  # strokes wider than a pixel are filled shapes, and many in one path slow the rasteriser
SMALL_PIXELS = 3.0  # shapes under this are painted as boxes, without a path


def grain_of(device_metres: float) -> int:
    """0 for the shapes as they are; each further grain is twice as coarse."""
    return 0 if device_metres < FINEST else floor(log2(device_metres / FINEST)) + 1


def grain_metres(grain: int) -> float:
    """The finest pixel that a grain is made for."""
    return FINEST * 2.0 ** (grain - 1) if grain else 0.0


class Pyramid:
    """Rings of shapes with their boxes (metres from the rings' origin) and places along the Hilbert curve.

    `drawn` are the shapes to be painted at all: of identical ones only one.
    """

    def __init__(
        self, rings: Rings, boxes: NDArray[np.float64], distance: Integers, drawn: NDArray[np.bool_], group: int = GROUP
    ) -> None:
        self.rings = rings
        self.boxes = boxes
        self.distance = distance
        self.drawn = drawn
        self.group = group
        self._classes = np.zeros(len(boxes), np.int8)
        self._batches: dict[int, PathBatch] = {}
        self._thinned: dict[int, Rings] = {}

    def set_classes(self, classes: NDArray[np.int8]) -> None:
        """Paths are built again where a class differs."""
        if not np.array_equal(classes, self._classes):
            self._classes = classes
            self._batches.clear()

    @property
    def classes(self) -> NDArray[np.int8]:
        return self._classes

    def batch(self, grain: int) -> PathBatch:
        """The paths of a grain; shapes too small for it are not in them."""
        if grain not in self._batches:
            self._batches[grain] = self._build(grain)
        return self._batches[grain]

    def small(self, grain: int) -> NDArray[np.bool_]:
        """Which shapes a grain leaves to be painted as boxes; never lines."""
        if grain == 0 or not self.rings.closed:
            return np.zeros(len(self.boxes), bool)
        size = np.maximum(self.boxes[:, 2] - self.boxes[:, 0], self.boxes[:, 3] - self.boxes[:, 1])
        return self.drawn & (size < SMALL_PIXELS * grain_metres(grain))

    def _build(self, grain: int) -> PathBatch:
        rings = self._rings_of(grain)
        group = groups(self.distance, self._classes, self.group)
        return painter_paths(rings, group, self._classes)

    def _rings_of(self, grain: int) -> Rings:
        if grain not in self._thinned:
            wanted = (self.drawn & ~self.small(grain))[self.rings.owner]
            rings = self.rings if wanted.all() else taken(self.rings, np.flatnonzero(wanted))
            self._thinned[grain] = snapped(rings, grain_metres(grain) * SNAP_PIXELS) if grain else rings
        return self._thinned[grain]
