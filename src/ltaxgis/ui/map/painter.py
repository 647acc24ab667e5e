"""What the canvas asks of whoever paints, and the twin that paints at once, in the same process."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapChoice, MapStyles
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import paint_picture
from ltaxgis.render.view import View
from ltaxgis.ui.map.engine import LoadLayers, MapEngine
from ltaxgis.ui.map.messages import Question

Reply = Callable[[Any], None]


class Painter(Protocol):
    """`loaded(Loaded)`; `painted(QImage, Drawn, final)`; `failed(code, facts)`; `withdrawn()`.

    A final image is good until the next final one or `withdrawn`: its pixels are the painter's, and nothing is copied
    on the window's thread. Who is told lets go of the one before.
    """

    @property
    def loaded(self) -> SignalInstance: ...

    @property
    def painted(self) -> SignalInstance: ...

    @property
    def failed(self) -> SignalInstance: ...

    @property
    def withdrawn(self) -> SignalInstance: ...

    def start(self) -> None: ...

    def paint(self, view: View, choice: MapChoice) -> None:
        """A picture of this view will come; of several wishes the latest wins."""
        ...

    def ask(self, question: Question, reply: Reply) -> None: ...

    def reload(self, touched: frozenset[Uid] | None = None) -> None:
        """Layers are read again: those parcels on which something of `touched` hangs, or all."""
        ...

    def replace_layer(self, layer: LayerShapes) -> None: ...

    def close(self) -> None: ...


class DirectPainter(QObject):
    """Paints and answers before the call returns."""

    loaded = Signal(object)
    painted = Signal(QImage, object, bool)
    failed = Signal(str, object)
    withdrawn = Signal()

    def __init__(self, load_layers: LoadLayers, styles: MapStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = MapEngine(load_layers, styles)

    def start(self) -> None:
        self.reload()

    def paint(self, view: View, choice: MapChoice) -> None:
        picture = paint_picture(self._engine.drawing, view, choice)
        self.painted.emit(picture.image.copy(), picture.drawn, True)

    def ask(self, question: Question, reply: Reply) -> None:
        reply(self._engine.answer(question))

    def reload(self, touched: frozenset[Uid] | None = None) -> None:
        self.loaded.emit(self._engine.load(touched))

    def replace_layer(self, layer: LayerShapes) -> None:
        self.loaded.emit(self._engine.replace(layer))

    def close(self) -> None:
        """Nothing is held."""
