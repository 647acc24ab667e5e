"""Small layers for tests of the map, and what stands on a pixel."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapStyles
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.styles import load_styles
from ltaxgis.render.view import View

EAST, NORTH = 499_000.0, 2_077_000.0


def objects(*shapes: Any) -> NDArray[np.object_]:
    found = np.empty(len(shapes), object)
    found[:] = shapes
    return found


def square(east: float, north: float, size: float = 20.0) -> shapely.Polygon:
    """A square of `size` metres whose south-west corner lies so far from the scene's origin."""
    return shapely.box(EAST + east, NORTH + north, EAST + east + size, NORTH + north + size)


def layer(name: str, shapes: list[Any], **columns: list[Any]) -> LayerShapes:
    return LayerShapes(name, [Uid(f"{name}-{number}") for number in range(len(shapes))], objects(*shapes), columns)


def parcels(shapes: list[Any], **columns: list[Any]) -> LayerShapes:
    return layer("parcels", shapes, **columns)


def grid_town(side: int, size: float = 20.0) -> LayerShapes:
    """side x side nine-cornered parcels with every use."""
    uses = ["1", "2", "4", "5", "6", "7"]
    turn = np.linspace(0, 2 * np.pi, 9, endpoint=False)
    east, north = (np.arange(side * side) % side) * size, (np.arange(side * side) // side) * size
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=-1) * size * 0.48
    places = ring[None, :, :] + np.stack([east + EAST, north + NORTH], axis=-1)[:, None, :]
    count = side * side
    return LayerShapes(
        "parcels",
        [Uid(str(number)) for number in range(count)],
        np.asarray(shapely.polygons(places), dtype=object),
        {
            "land_use": [uses[(number * 7 + number // side) % 6] for number in range(count)],
            "code": [f"{number // 1000:02d}A{number % 1000:03d}" for number in range(count)],
        },
    )


def view(width: int = 200, height: int = 100, metres: float = 1.0, ratio: float = 1.0) -> View:
    """A view whose centre is 100 m east and 50 m north of the scene's origin."""
    return View(EAST + 100, NORTH + 50, metres, width, height, ratio)


def colour_at(image: QImage, shown: View, east: float, north: float) -> str:
    """The colour, as #rrggbb, at a place so far from the scene's origin."""
    x, y = shown.to_screen(EAST + east, NORTH + north)
    return QColor(image.pixel(int(x * shown.ratio), int(y * shown.ratio))).name().upper()


def styles() -> MapStyles:
    return load_styles(find_resources().styles)
