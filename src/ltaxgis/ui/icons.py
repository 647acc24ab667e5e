"""Outlined pictures, coloured by the tokens in force."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from ltaxgis.ui import tokens

_NAME = "iconName"
_ROLE = "iconRole"


class Icons:
    """The set of one folder. `colours` may be exchanged; `redress` then recolours what is on the screen."""

    def __init__(self, folder: Path, colours: tokens.Colours) -> None:
        self.folder = folder
        self.colours = colours
        self._text: dict[str, bytes] = {}
        self._made: dict[tuple[str, str, str, int], QIcon] = {}

    def icon(self, name: str, role: str = "text", size: int = tokens.ICON_SIZE) -> QIcon:
        """`role` is a colour token; disabled and selected states follow by themselves."""
        key = (name, role, self.colours.name, size)
        if key not in self._made:
            self._made[key] = self._make(name, role, size)
        return self._made[key]

    def pixmap(self, name: str, role: str = "text", size: int = tokens.ICON_SIZE, ratio: float = 1.0) -> QPixmap:
        return self._paint(name, str(getattr(self.colours, role)), size, ratio)

    def dress(self, button: QAbstractButton, name: str, role: str = "text", size: int = tokens.ICON_SIZE) -> None:
        """The button shows the picture and keeps it when the colours change."""
        button.setProperty(_NAME, name)
        button.setProperty(_ROLE, role)
        button.setIcon(self.icon(name, role, size))
        button.setIconSize(QSize(size, size))

    def redress(self, root: QWidget) -> None:
        for button in root.findChildren(QAbstractButton):
            name = button.property(_NAME)
            if name:
                self.dress(button, name, button.property(_ROLE), button.iconSize().width())

    def _make(self, name: str, role: str, size: int) -> QIcon:
        icon = QIcon()
        normal = str(getattr(self.colours, role))
        for ratio in _screen_ratios():
            icon.addPixmap(self._paint(name, normal, size, ratio), QIcon.Mode.Normal)
            icon.addPixmap(self._paint(name, self.colours.disabled, size, ratio), QIcon.Mode.Disabled)
        return icon

    def _paint(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        if name not in self._text:
            self._text[name] = (self.folder / f"{name}.svg").read_bytes()
        drawing = self._text[name].replace(b"currentColor", colour.encode("ascii"))
        # two units of 24 look heavy beside thin Thai letters
        drawing = drawing.replace(b'stroke-width="2"', b'stroke-width="1.8"')
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def write_coloured(source: Path, folder: Path, colours: tokens.Colours) -> Path:
    """The few pictures a style sheet names stand in `folder` in their colours: sheets know files only."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, colour in (
        ("chevron-down", colours.quiet),
        ("chevron-right", colours.quiet),
        ("check", colours.on_accent),
    ):
        drawing = (source / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
        (folder / f"{name}.svg").write_text(drawing.replace('stroke-width="2"', 'stroke-width="2.6"'), encoding="utf-8")
    return folder


def _screen_ratios() -> list[float]:
    """Device pixels a logical pixel, of the screens there are: drawing more would only cost time at the start."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}) or [1.0]
