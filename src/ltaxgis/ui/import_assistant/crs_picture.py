"""Where a layer would lie under each system: the country small, the layer's neighbourhood large, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ltaxgis.domain.fitting_crs import Box
from ltaxgis.ui.tokens import GAP_2, GAP_3, Colours

BEFORE, AFTER, OFFERED, NEIGHBOUR = "before", "after", "offered", "neighbour"
_SIZE = (780, 210)
_COUNTRY_WIDTH, _LEGEND_WIDTH = 130, 290
_LEAST_SPAN = 0.02
# a sketch, in degrees; no boundary of the state
_COUNTRY = (
    (100.1, 20.4), (101.2, 19.5), (101.0, 18.4), (101.2, 17.5), (102.1, 18.2), (103.4, 18.4), (104.2, 18.2),
    (104.8, 17.4), (104.8, 16.4), (105.6, 15.6), (105.5, 14.4), (104.0, 14.4), (102.9, 14.2), (102.5, 13.6),
    (102.9, 11.8), (102.3, 12.2), (101.4, 12.6), (100.9, 12.7), (100.9, 13.4), (100.0, 13.4), (100.0, 12.6),
    (99.5, 11.2), (99.2, 10.0), (99.4, 9.2), (100.1, 9.1), (100.4, 7.8), (101.3, 6.9), (102.1, 6.2), (101.1, 5.7),
    (100.2, 6.5), (99.6, 7.2), (98.4, 8.0), (98.3, 9.0), (98.7, 10.3), (99.6, 11.8), (99.2, 12.6), (99.1, 13.8),
    (98.2, 15.0), (98.6, 16.2), (97.7, 17.8), (97.4, 18.5), (98.0, 19.7), (99.0, 20.1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownBox:
    """A box in degrees of WGS 84; `role` says whether the file puts it there, the choice does, or it is another
    layer."""

    role: str
    text: str
    box: Box


class CrsPicture(QWidget):
    """Left the country with a mark for each box, right the boxes around the chosen one."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.boxes: list[ShownBox] = []
        self.setFixedSize(*_SIZE)

    def show_boxes(self, boxes: Sequence[ShownBox]) -> None:
        self.boxes = list(boxes)
        self.setAccessibleDescription(" · ".join(shown.text for shown in self.boxes))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(self._colours.border), 1))
        painter.setBrush(QColor(self._colours.sunken))
        painter.drawRoundedRect(whole, 6, 6)
        country = QRectF(GAP_2, GAP_2, _COUNTRY_WIDTH, whole.height() - 2 * GAP_2)
        self._paint_country(painter, country)
        near = QRectF(country.right() + GAP_3, GAP_2, whole.right() - country.right() - 2 * GAP_3, country.height())
        painter.setPen(QPen(QColor(self._colours.border), 1))
        painter.drawLine(QPointF(near.left() - GAP_2, 0), QPointF(near.left() - GAP_2, whole.height()))
        self._paint_near(painter, near)
        painter.end()

    def _paint_country(self, painter: QPainter, room: QRectF) -> None:
        scale = _Scale(room, (96.8, 5.2, 106.2, 20.8))
        painter.setPen(QPen(QColor(self._colours.strong_border), 1))
        painter.setBrush(QColor(self._colours.surface))
        painter.drawPolygon(QPolygonF([scale(place) for place in _COUNTRY]))
        for shown in self.boxes:
            if shown.role == NEIGHBOUR:
                continue
            at = scale(_middle(shown.box))
            if not room.contains(at):
                at = QPointF(min(max(at.x(), room.left()), room.right()), min(max(at.y(), room.top()), room.bottom()))
            painter.setPen(self._pen(shown.role))
            painter.setBrush(QColor(self._colours.accent) if shown.role == AFTER else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, 4, 4)

    def _paint_near(self, painter: QPainter, room: QRectF) -> None:
        chosen = next((shown.box for shown in self.boxes if shown.role == AFTER), None)
        if chosen is None:
            return
        legend = QRectF(room.left(), room.top(), _LEGEND_WIDTH, room.height())
        room = room.adjusted(_LEGEND_WIDTH + GAP_2, 0, 0, 0)
        self._paint_legend(painter, legend)
        painter.setClipRect(room)
        scale = _Scale(room, _around(chosen))
        for shown in sorted(self.boxes, key=lambda one: one.role == AFTER):
            west, south, east, north = shown.box
            painter.setPen(self._pen(shown.role))
            fill = QColor(self._colours.accent)
            fill.setAlpha(40)
            painter.setBrush(fill if shown.role == AFTER else Qt.BrushStyle.NoBrush)
            area = QRectF(scale((west, north)), scale((east, south)))
            painter.drawRect(area)
        painter.setClipping(False)

    def _paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """What stands here, line by line, in the colours of the boxes; neighbours are not named."""
        high = painter.fontMetrics().height()
        for number, shown in enumerate(one for one in reversed(self.boxes) if one.role != NEIGHBOUR):
            top = room.top() + number * high
            painter.setPen(self._pen(shown.role))
            painter.drawLine(QPointF(room.left(), top + high / 2), QPointF(room.left() + 18, top + high / 2))
            painter.setPen(QColor(self._colours.text if shown.role == AFTER else self._colours.quiet))
            line = QRectF(room.left() + 24, top, room.width() - 24, high)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown.text)

    def _pen(self, role: str) -> QPen:
        colours = self._colours
        colour = {BEFORE: colours.wrong, AFTER: colours.accent, OFFERED: colours.attention}.get(role, colours.quiet)
        style = Qt.PenStyle.SolidLine if role == AFTER else Qt.PenStyle.DashLine
        return QPen(QColor(colour), 2 if role in (AFTER, BEFORE) else 1, style)


class _Scale:
    """Degrees to pixels, alike on both axes."""

    def __init__(self, room: QRectF, box: Box) -> None:
        west, south, east, north = box
        self._middle = ((west + east) / 2, (south + north) / 2)
        self._room = room.center()
        self._size = min(room.width() / max(east - west, 1e-9), room.height() / max(north - south, 1e-9))

    def __call__(self, place: tuple[float, float]) -> QPointF:
        return QPointF(
            self._room.x() + (place[0] - self._middle[0]) * self._size,
            self._room.y() - (place[1] - self._middle[1]) * self._size,
        )


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _around(box: Box) -> Box:
    """The box with room about it."""
    wide, high = max(box[2] - box[0], _LEAST_SPAN), max(box[3] - box[1], _LEAST_SPAN)
    x, y = _middle(box)
    return x - 0.8 * wide, y - 0.8 * high, x + 0.8 * wide, y + 0.8 * high
