"""Hatches, pens and fonts."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from ltaxgis.domain.styles import HATCHES
from ltaxgis.render.surface import new_surface, pixel
from ltaxgis.render.symbols import hatch_brush, hatch_tile, map_font, outline_pen

pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("qapp")]
INK = QColor("#000000")


def ink(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    columns, lines = range(image.width()), range(image.height())
    return np.array([[image.pixelColor(x, y).alpha() for x in columns] for y in lines], np.uint8)


@pytest.mark.parametrize("hatch", [hatch for hatch in HATCHES if hatch])
def test_every_hatch_repeats_without_a_seam(hatch: str) -> None:
    tile = ink(hatch_tile(hatch, INK))
    size = len(tile)
    surface = new_surface(3 * size, 3 * size)
    painter = QPainter(surface.image)
    painter.fillRect(0, 0, 3 * size, 3 * size, hatch_brush(hatch, INK, 1.0, QTransform()))
    painter.end()

    laid = ink(surface.image)

    assert tile.any()
    assert (laid == np.tile(tile, (3, 3))).all()
    # no edge of the tile differs from its inside: each line goes on into the next tile
    assert set(map(bool, tile[0])) == set(map(bool, tile[size // 2])) or hatch in ("level", "dots", "cross")


def test_hatches_differ_from_each_other() -> None:
    tiles = {hatch: ink(hatch_tile(hatch, INK)).tobytes() for hatch in HATCHES}

    assert len(set(tiles.values())) == len(HATCHES)
    assert not any(tiles[""])


def test_a_hatch_stands_still_on_the_map_while_the_view_moves() -> None:
    pictures = []
    for shift in (0, 7):
        surface = new_surface(60, 60)
        painter = QPainter(surface.image)
        world = QTransform(2, 0, 0, -2, 100 + shift, 300)
        painter.setTransform(world)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(hatch_brush("rising", INK, 1.0, world))
        painter.drawRect(-500, -500, 1000, 1000)
        painter.end()
        pictures.append(ink(surface.image))

    assert (pictures[0][:, :53] == pictures[1][:, 7:]).all()


def test_a_surface_is_one_memory_for_numbers_and_picture() -> None:
    surface = new_surface(4, 3)

    surface.pixels[1, 2] = pixel("#336699")

    assert surface.image.pixelColor(2, 1).name() == "#336699"
    assert surface.image.pixelColor(0, 0).alpha() == 0


def test_a_translucent_pixel_is_premultiplied() -> None:
    assert pixel("#FF0000", 0.5) == 0x80800000


def test_dashes_are_logical_pixels_whatever_the_width() -> None:
    assert outline_pen("#000000", 2.0, 1.0, (6.0, 3.0)).dashPattern() == [3.0, 1.5]
    assert outline_pen("#000000", 2.0, 2.0).isCosmetic()


def test_a_font_that_draws_small_is_enlarged() -> None:
    assert map_font(["Laksaman"], 10).pixelSize() == 13
    assert map_font(["Sarabun", "Laksaman"], 10).pixelSize() == 10
