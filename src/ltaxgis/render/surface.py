"""A picture whose pixels are a NumPy array and a QImage at the same time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from ltaxgis.render.view import View

Check = Callable[[], None]
"""Called often while painting; raises what the caller wants raised where the picture is no longer wanted."""


def never(_: object = None) -> None:
    """For pictures that nobody overtakes."""


@dataclass(frozen=True, slots=True)
class Surface:
    """`pixels` (rows, columns, premultiplied ARGB) and `image` are the same memory."""

    pixels: NDArray[np.uint32]
    image: QImage

    def painter(self, view: View, origin: tuple[float, float] | None = None) -> QPainter:
        """A painter in device pixels, or in metres from an origin; to be ended by the caller."""
        painter = QPainter(self.image)
        if origin is not None:
            painter.setTransform(view.transform(origin))
        return painter


def surface_over(memory: memoryview | bytearray, width: int, height: int) -> Surface:
    """A surface over the first width x height x 4 bytes of memory that outlives it."""
    pixels = np.frombuffer(memory, np.uint32, width * height).reshape(height, width)
    image = QImage(pixels.data.cast("B"), width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return Surface(pixels, image)


def new_surface(width: int, height: int) -> Surface:
    return surface_over(bytearray(width * height * 4), width, height)


def pixel(colour: str, opacity: float = 1.0) -> int:
    """The premultiplied pixel of a colour."""
    found = QColor(colour)
    alpha = round(found.alpha() * opacity)
    red, green, blue = (part * alpha // 255 for part in (found.red(), found.green(), found.blue()))
    return alpha << 24 | red << 16 | green << 8 | blue
