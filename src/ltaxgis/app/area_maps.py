"""The map around the area of an alert, for its pictures: ground that anybody may see, and the area over it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ltaxgis.app.pictures import drawing_room
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.published import Published, Ring
from ltaxgis.domain.styles import LayerChoice, MapChoice, MapStyles
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.styles import load_styles
from ltaxgis.services.map_layers import map_layers
from ltaxgis.storage.project import SqlProject

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ltaxgis.render.view import View

GROUND = frozenset({"water", "road_areas", "parcels", "roads", "buildings", "boundary"})
"""Layers that say nothing of anybody's property."""
_NAMED = frozenset({"roads", "water"})
_PLAIN = "petitions"  # a theme of points leaves the parcels white
_SIZE = (3200, 800)
"""The area fits into the square in the middle: pictures cut off left and right what they have no room for."""
_AROUND = 0.12  # of that square, on each side of the area
_LEAST_M = 400.0
_INK, _TINT = "#b00020", 90


def area_maps(project: SqlProject, shown: Sequence[Published], resources: Resources | None = None) -> dict[str, bytes]:
    """PNGs by uid, of those that have an area and no photo."""
    wanted = [one for one in shown if one.area and not one.pictures]
    if not wanted:
        return {}
    resources = resources or find_resources()
    styles = _without_names(load_styles(resources.styles))
    layers = [one for one in map_layers(project.reading, project.settings) if one.name in GROUND]
    room = drawing_room(resources)
    made = {one.uid: _painted(layers, styles, [_in_metres(ring, project.settings.crs) for ring in one.area])
            for one in wanted}  # fmt: skip
    del room
    return made


def _without_names(styles: MapStyles) -> MapStyles:
    """House numbers and codes stay in the office."""
    return replace(styles, layers={name: style if name in _NAMED else replace(style, label="")
                                   for name, style in styles.layers.items()})  # fmt: skip


def _in_metres(ring: Ring, crs: int) -> shapely.Polygon:
    return shapely.Polygon(transformer("4326", crs)(np.asarray(ring, dtype=np.float64)))


def _painted(layers: Sequence[LayerShapes], styles: MapStyles, area: Sequence[shapely.Polygon]) -> bytes:
    from ltaxgis.render.picture import draw_map
    from ltaxgis.render.view import view_of

    east, north, to_east, to_north = shapely.total_bounds(np.array(area))
    middle, half = ((east + to_east) / 2, (north + to_north) / 2), max(to_east - east, to_north - north, _LEAST_M) / 2
    box = (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
    view = view_of(box, *_SIZE, margin=_AROUND)
    choice = MapChoice(theme=_PLAIN, label="", layers=tuple(LayerChoice(one.name) for one in layers))
    image = draw_map(layers, styles, view, choice).image
    _paint_area(image, view, area)
    return _png(image)


def _paint_area(image: "QImage", view: "View", area: Sequence[shapely.Polygon]) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(_INK), 6))
    tint = QColor(_INK)
    tint.setAlpha(_TINT)
    painter.setBrush(tint)
    for one in area:
        painter.drawPolygon(QPolygonF([QPointF(*view.to_screen(*place)) for place in one.exterior.coords]))
    painter.end()


def _png(image: "QImage") -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(image.Format.Format_RGB32).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
