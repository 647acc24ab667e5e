"""The map of a project as a picture, without a window.

Qt is imported where painting begins, after what reads a project: PySide looks through the source of each module that is
imported after it, and that took a tenth of the whole command.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ltaxgis.app.opening import opened_beside
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.sheets import Extent
from ltaxgis.domain.styles import MapChoice, MapStyles
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.styles import load_styles
from ltaxgis.services.map_layers import map_layers
from ltaxgis.ui.garbage import undisturbed_by_garbage

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QImage

LIGHTLY_PACKED = 70
"""Qt's figure for PNG: half the time of its default, a tenth more bytes."""


@dataclass(frozen=True, slots=True)
class DrawWish:
    """What `ltaxgis draw` was asked for; `box` None shows everything."""

    out: Path
    theme: str
    size: tuple[int, int]
    box: Extent | None
    labels: bool
    repeat: int


def drawing_room(resources: Resources) -> "QGuiApplication":
    """What painting needs where there is no window; the caller keeps it."""
    from PySide6.QtGui import QGuiApplication

    from ltaxgis.ui.fonts import load_fonts

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    load_fonts(resources.fonts)
    return application


def draw(project: Path, wish: DrawWish, resources: Resources) -> dict[str, object]:
    """The picture stands at `wish.out`; answers the figures of `draw --json`."""
    styles = load_styles(resources.styles)
    check_theme(styles, wish.theme)
    with undisturbed_by_garbage(), opened_beside(project) as found:
        start = time.perf_counter()
        layers = map_layers(found.reading, found.settings)
        load_s = time.perf_counter() - start
        room = drawing_room(resources)
        answer = _paint(layers, wish, styles)
        del room
    return {**answer, "load_s": round(load_s, 3)}


def _paint(layers: Sequence[LayerShapes], wish: DrawWish, styles: MapStyles) -> dict[str, object]:
    from ltaxgis.render.picture import MapDrawing, paint_picture
    from ltaxgis.render.view import view_of

    start = time.perf_counter()
    drawing = MapDrawing(styles, layers)
    choice = MapChoice(theme=wish.theme, label="{code}" if wish.labels else "")
    if not wish.labels:
        drawing.styles = replace(styles, layers={name: replace(s, label="") for name, s in styles.layers.items()})
    view = view_of(wish.box or drawing.box or (0, 0, 1, 1), *wish.size)
    drawing.build(view, choice)
    build_s = time.perf_counter() - start
    seconds = []
    for _ in range(max(1, wish.repeat)):
        begin = time.perf_counter()
        picture = paint_picture(drawing, view, choice)
        seconds.append(round(time.perf_counter() - begin, 4))
    _save(picture.image, wish.out)
    return {
        "parcels_drawn": picture.drawn.parcels_drawn, "labels_drawn": picture.drawn.labels_drawn,
        "build_s": round(build_s, 3), "draw_s": seconds,
    }  # fmt: skip


def _save(image: "QImage", path: Path) -> None:
    """The picture without transparency, which a map has none of: quicker, and a sixth smaller."""
    opaque = image.convertToFormat(image.Format.Format_RGB32)
    if not opaque.save(str(path), "PNG", LIGHTLY_PACKED):  # type: ignore[call-overload]
        raise Refused("file.cannot_write", name=path.name, why="")


def check_theme(styles: MapStyles, theme: str) -> None:
    if theme not in styles.themes:
        raise Refused("map.theme_unknown", theme=theme, themes=", ".join(styles.themes))
