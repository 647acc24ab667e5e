"""Cases as a whole: how densely they lie, and signs that stand for several."""

from functools import partial
from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter, QPen

from ltaxgis.domain.density import Clusters, density
from ltaxgis.domain.styles import CasesStyle, LayerStyle, Theme
from ltaxgis.render.paint_features import Marks
from ltaxgis.render.surface import Surface
from ltaxgis.render.symbols import StampKind, Stamps, draw_mark, map_font
from ltaxgis.render.view import View

GRAIN = 4.0  # logical pixels: a cell of the heat is no smaller
CELLS_A_RADIUS = 12  # and no larger than this part of the kernel's radius
STEPS = 256
FADES_IN = 0.12  # the part of the ramp over which the heat appears
STAMP = 30.0  # logical pixels: half of the room of the largest sign with its plate
DARK = 128  # of 255: on a darker sign the count is white
SQUARE_KM = 1_000_000.0
_INK, _WHITE = "#1B2430", "#FFFFFF"
_STOPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def paint_heat(
    surface: Surface, view: View, places: NDArray[np.float64], radius: float, top: float, style: CasesStyle
) -> None:
    """How densely the places lie, `top` cases a square kilometre at the ramp's end."""
    if not len(places) or top <= 0:
        return
    cell = max(GRAIN * view.metres, radius / CELLS_A_RADIUS)
    grid = density(places, view.box, cell, radius)
    share = np.clip(grid.values * (SQUARE_KM / top), 0.0, 1.0)
    colours = ramp_pixels(style)[np.rint(share[::-1] * (STEPS - 1)).astype(np.intp)]
    rows, columns = colours.shape
    image = QImage(colours.tobytes(), columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    left, upper = view.to_screen(grid.west, grid.south + rows * cell)
    size = cell / view.metres * view.ratio
    painter = surface.painter(view)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left * view.ratio, upper * view.ratio, columns * size, rows * size), image)
    painter.end()


def ramp_pixels(style: CasesStyle) -> NDArray[np.uint32]:
    """The ramp in steps, nothing at its beginning."""
    colours = [QColor(colour) for colour in style.ramp]
    stops = np.array([[one.red(), one.green(), one.blue()] for one in colours], dtype=np.float64)
    at = np.linspace(0, len(stops) - 1, STEPS)
    parts = [np.interp(at, np.arange(len(stops)), stops[:, part]) for part in range(3)]
    alpha = np.minimum(np.linspace(0, 1, STEPS) / FADES_IN, 1.0) * style.opacity
    red, green, blue = (np.rint(part * alpha).astype(np.uint32) for part in parts)
    made = np.rint(alpha * 255).astype(np.uint32) << 24 | red << 16 | green << 8 | blue
    return made.astype(np.uint32)


def ramp_top(cases_a_square_metre: float) -> float:
    """A round number of cases a square kilometre that nothing lies above."""
    told = cases_a_square_metre * SQUARE_KM
    if told <= 0:
        return 0.0
    step = float(10.0 ** floor(log10(told)))
    return next(stop * step for stop in _STOPS if stop * step >= told * 0.9999)


def class_of_each(signs: Clusters, numbers: NDArray[np.int8], theme: Theme) -> NDArray[np.int8]:
    """The worst class among the points of each sign; where no class is worse, the one that most of them have."""
    bad = theme.badness()
    count = len(signs.counts)
    if bad is None:
        kinds = len(theme.classes)
        many = np.bincount(signs.of_point * kinds + numbers, minlength=count * kinds).reshape(count, kinds)
        most: NDArray[np.int8] = many.argmax(axis=1).astype(np.int8)
        return most
    worst = np.full(count, -2)
    np.maximum.at(worst, signs.of_point, bad[numbers])
    number_of = {int(rank): number for number, rank in enumerate(bad)}
    return np.array([number_of[int(rank)] for rank in worst], np.int8)


def paint_clusters(
    surface: Surface, view: View, signs: Clusters, style: LayerStyle, marks: Marks | None, made: dict[StampKind, QImage]
) -> None:
    """A sign for each cluster in view, a mark of the layer's own where it is one point alone; `marks` of the signs,
    `made` keeps what was drawn, for one style and one ratio."""
    places = view.screen_places(signs.centres)
    inside = ((places >= -40) & (places <= (view.width + 40, view.height + 40))).all(axis=1)
    painter = surface.painter(view)
    stamps, families = Stamps(painter, STAMP * view.ratio, made), QFontDatabase.families()
    shown = np.flatnonzero(inside)[np.argsort(signs.counts[inside], kind="stable")]
    kinds = marks.of_each(shown) if marks is not None else [("", "")] * len(shown)
    draw = partial(_draw_sign, style=style, ratio=view.ratio, families=families)
    told = zip((places[shown] * view.ratio).tolist(), kinds, signs.counts[shown].tolist(), strict=True)
    for (x, y), (colour, letter), count in told:
        stamps.stamp(x, y, (colour, letter, count), draw)
    painter.end()


def sign_radius(count: int) -> float:
    """Half a sign's width in logical pixels: larger for more, never so that two signs hide each other."""
    return min(11.0 + 2.6 * log10(count), 19.0)


def _draw_sign(
    painter: QPainter, x: float, y: float, colour: str, letter: str, count: int, style: LayerStyle, ratio: float,
    families: list[str],
) -> None:  # fmt: skip
    """The count on a disc of the worst class's colour with a white rim, and the class's letter on a plate at it; one
    alone is the layer's own mark."""
    if count == 1:
        draw_mark(painter, x, y, style, ratio, colour, letter)
        return
    at = QPointF(x, y)
    half = sign_radius(count) * ratio
    painter.setPen(QPen(QColor(_WHITE), 3.0 * ratio))
    painter.setBrush(QColor(colour or style.fill))
    painter.drawEllipse(at, half, half)
    painter.setPen(QPen(QColor(_INK), 1.3 * ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, half, half)
    if QColor(colour or style.fill).lightness() < DARK:
        painter.setPen(QColor(_WHITE))
    painter.setFont(map_font(families, (12.5 if count < 1000 else 11.0) * ratio, bold=True))
    told = f"{count}" if count < 10_000 else f"{count // 1000}k"
    painter.drawText(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, told)
    if letter:
        _draw_plate(painter, QPointF(x + half * 0.78, y - half * 0.78), letter, ratio, families)


def _draw_plate(painter: QPainter, at: QPointF, letter: str, ratio: float, families: list[str]) -> None:
    half = 6.5 * ratio
    painter.setPen(QPen(QColor(_INK), 0.9 * ratio))
    painter.setBrush(QColor(_WHITE))
    painter.drawEllipse(at, half, half)
    painter.setFont(map_font(families, 9.5 * ratio, bold=True))
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
