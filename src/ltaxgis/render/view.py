"""Which piece of the world a picture shows, and how places on the one become places on the other."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QTransform

Box = tuple[float, float, float, float]
"""Least E, least N, greatest E, greatest N in metres of the project CRS."""

SCREEN_DPI = 96.0
METRES_PER_INCH = 0.0254
CLOSEST, FARTHEST = 10.0, 20_000_000.0


@dataclass(frozen=True, slots=True)
class View:
    """`east`, `north` is the centre; `metres` the length of one logical pixel; `width`, `height` in logical pixels,
    `ratio` device pixels in each. North is up."""

    east: float
    north: float
    metres: float
    width: int
    height: int
    ratio: float = 1.0

    @property
    def box(self) -> Box:
        half_e, half_n = self.width * self.metres / 2, self.height * self.metres / 2
        return self.east - half_e, self.north - half_n, self.east + half_e, self.north + half_n

    @property
    def device_size(self) -> tuple[int, int]:
        return max(1, ceil(self.width * self.ratio)), max(1, ceil(self.height * self.ratio))

    @property
    def device_metres(self) -> float:
        """Metres in one device pixel."""
        return self.metres / self.ratio

    def denominator(self, dpi: float = SCREEN_DPI) -> float:
        """1000 at a scale of 1:1000, where a logical pixel is 1/`dpi` inch."""
        return self.metres * dpi / METRES_PER_INCH

    def at_scale(self, denominator: float, dpi: float = SCREEN_DPI) -> "View":
        wanted = min(max(denominator, CLOSEST), FARTHEST)
        return replace(self, metres=wanted * METRES_PER_INCH / dpi)

    def to_screen(self, east: float, north: float) -> tuple[float, float]:
        """Logical pixels from the left upper corner."""
        return (
            (east - self.east) / self.metres + self.width / 2,
            (self.north - north) / self.metres + self.height / 2,
        )

    def to_world(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.east + (x - self.width / 2) * self.metres,
            self.north - (y - self.height / 2) * self.metres,
        )

    def screen_places(self, world: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of E, N as rows of logical x, y."""
        return (world - (self.east, self.north)) / (self.metres, -self.metres) + (self.width / 2, self.height / 2)

    def zoomed(self, factor: float, x: float, y: float) -> "View":
        """`factor` 2 shows half as much; the place under logical x, y stays there."""
        east, north = self.to_world(x, y)
        nearer = self.at_scale(self.denominator() / factor)
        share = nearer.metres / self.metres
        return replace(nearer, east=east + (self.east - east) * share, north=north + (self.north - north) * share)

    def moved(self, x: float, y: float) -> "View":
        """What is shown moves right and down by logical pixels."""
        return replace(self, east=self.east - x * self.metres, north=self.north + y * self.metres)

    def resized(self, width: int, height: int, ratio: float | None = None) -> "View":
        return replace(self, width=width, height=height, ratio=self.ratio if ratio is None else ratio)

    def grown(self, pixels: int) -> "View":
        """The same scale with a margin on all sides."""
        return replace(self, width=self.width + 2 * pixels, height=self.height + 2 * pixels)

    def transform(self, origin: tuple[float, float] = (0.0, 0.0)) -> QTransform:
        """From metres east and north of `origin` to device pixels."""
        scale = 1 / self.device_metres
        wide, high = self.device_size
        return QTransform(
            scale, 0.0, 0.0, -scale,
            (origin[0] - self.east) * scale + wide / 2, (self.north - origin[1]) * scale + high / 2,
        )  # fmt: skip


def view_of(box: Box, width: int, height: int, ratio: float = 1.0, margin: float = 0.03) -> View:
    """The view that shows all of a box with a margin, a part of the picture's width."""
    wide, high = max(box[2] - box[0], 1.0), max(box[3] - box[1], 1.0)
    metres = max(wide / max(width, 1), high / max(height, 1)) * (1 + 2 * margin)
    return View((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, metres, width, height, ratio).at_scale(
        metres * SCREEN_DPI / METRES_PER_INCH
    )


def joined_box(boxes: NDArray[np.float64]) -> Box | None:
    """The box around rows of boxes; None where none of them is finite."""
    known = boxes[np.isfinite(boxes).all(axis=1)] if len(boxes) else boxes
    if not len(known):
        return None
    low, high = known[:, :2].min(axis=0), known[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def touching(boxes: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Which rows of boxes touch a box; rows of NaN do not."""
    return (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
