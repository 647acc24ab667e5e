"""What surfaces, edges and points are drawn with: brushes, hatches, pens, marks, fonts."""

from collections.abc import Callable, Hashable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QImage, QPainter, QPen, QTransform

from ltaxgis.domain.styles import LayerStyle

FAMILIES = ("Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", "Laksaman")
SMALL_DRAWN = {"Laksaman": 1.3}
StampKind = tuple[Hashable, ...]
"""What tells one mark from another."""
TILE = 10  # logical pixels from one line of a hatch to the next
TILES_KEPT = 128  # of 400 bytes to some kilobytes


def outline_pen(colour: str, width: float, ratio: float, dash: tuple[float, ...] = ()) -> QPen:
    """A pen whose width does not grow with the scale; `dash` in logical pixels."""
    pen = QPen(QColor(colour), width * ratio)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern([part / width for part in dash])
    return pen


def hatch_colour(fill: str) -> QColor:
    """A darker relative of the fill: seen on paper and screen, quiet under a label."""
    darker = QColor(fill).darker(150)
    darker.setAlpha(115)
    return darker


def hatch_tile(hatch: str, colour: QColor, ratio: float = 1.0, ground: str = "") -> QImage:
    """One tile of a hatch that repeats without a seam, on a ground or on nothing."""
    size = round(TILE * ratio)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground) if ground else QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.0, ratio)))
    for start, end in _hatch_lines(hatch, float(size)):
        painter.drawLine(start, end)
    if hatch == "dots":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x, y in ((0.25, 0.25), (0.75, 0.75)):
            painter.drawEllipse(QPointF(x * size, y * size), ratio, ratio)
    painter.end()
    return image


@lru_cache(maxsize=TILES_KEPT)
def _kept_tile(hatch: str, rgba: int, ratio: float, ground: str) -> QImage:
    """The same tile for picture after picture: to draw all of a theme's took a fifteenth of a street."""
    return hatch_tile(hatch, QColor.fromRgba(rgba), ratio, ground)


def _hatch_lines(hatch: str, size: float) -> list[tuple[QPointF, QPointF]]:
    # diagonals run over the tile's edges, and again through its corners, so that tiles join
    rising = [(QPointF(x - 2 * size, 2 * size), QPointF(x + size, -size)) for x in (0.0, size, 2 * size)]
    falling = [(QPointF(x - size, -size), QPointF(x + 2 * size, 2 * size)) for x in (-size, 0.0, size)]
    middle = round(size / 2) + 0.5
    level = [(QPointF(0, middle), QPointF(size, middle))]
    upright = [(QPointF(middle, 0), QPointF(middle, size))]
    return {
        "rising": rising, "falling": falling, "level": level, "upright": upright,
        "cross": level + upright, "diamond": rising + falling,
    }.get(hatch, [])  # fmt: skip


def hatch_brush(hatch: str, colour: QColor, ratio: float, world: QTransform, ground: str = "") -> QBrush:
    """A brush of device pixels for a painter under `world`; it stands still on the map while the view moves."""
    tile = _kept_tile(hatch, colour.rgba(), ratio, ground)
    brush = QBrush(tile)
    shift = QTransform.fromTranslate(world.dx() % tile.width(), world.dy() % tile.height())
    brush.setTransform(shift * world.inverted()[0])
    return brush


def map_font(families: list[str], size: float, *, bold: bool = False) -> QFont:
    """The first known family at `size` pixels; families that draw small are enlarged."""
    family = next((name for name in FAMILIES if name in families), "")
    font = QFont(family) if family else QFont()
    font.setPixelSize(max(1, round(size * SMALL_DRAWN.get(family, 1.0))))
    font.setBold(bold)
    return font


def draw_mark(
    painter: QPainter, x: float, y: float, style: LayerStyle, ratio: float, colour: str = "", letter: str = ""
) -> None:
    """A point's mark around x, y in device pixels: `sign` a board on a post, `case` a ringed dot with the letter of
    its class in it, else a dot. `colour` is its class's, the style's where none is told."""
    half = style.symbol_size * ratio / 2
    painter.setPen(QPen(QColor("#FFFFFF"), 1.2 * ratio))
    painter.setBrush(QColor(colour or style.fill or style.outline))
    if style.symbol == "sign":
        painter.drawRect(QRectF(x - half, y - half * 1.6, 2 * half, half * 1.3))
        painter.setPen(QPen(QColor(style.fill or style.outline), 1.6 * ratio))
        painter.drawLine(QPointF(x, y - half * 0.2), QPointF(x, y + half * 0.6))
    elif style.symbol == "case":
        painter.setPen(QPen(QColor(style.outline), 1.4 * ratio))
        painter.drawEllipse(QPointF(x, y), half, half)
        if letter:
            painter.setFont(map_font(QFontDatabase.families(), style.symbol_size * 0.72 * ratio, bold=True))
            painter.drawText(QRectF(x - half, y - half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, letter)
    else:
        painter.drawEllipse(QPointF(x, y), half * 0.8, half * 0.8)


class Stamps:
    """Marks that are drawn once each and then stamped: thousands of points need few different ones."""

    def __init__(self, painter: QPainter, half: float, made: "dict[StampKind, QImage] | None" = None) -> None:
        """`half` a stamp's width in device pixels; `made` those of earlier pictures with marks of the same size."""
        self._painter, self._half = painter, round(half) + 1
        self._made = {} if made is None else made

    def stamp(self, x: float, y: float, kind: "StampKind", draw: Callable[..., None]) -> None:
        """The mark of this kind stands around x, y in device pixels; `draw(painter, x, y, *kind)` makes the first of
        its kind."""
        image = self._made.get(kind)
        if image is None:
            size = 2 * self._half
            image = self._made[kind] = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(QColor(0, 0, 0, 0))
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter, self._half, self._half, *kind)
            painter.end()
        self._painter.drawImage(round(x) - self._half, round(y) - self._half, image)
