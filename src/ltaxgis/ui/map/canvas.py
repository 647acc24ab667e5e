"""The map: a widget that shows the last picture at once, moved and scaled, while the next one is painted elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import CLUSTERS, HEAT, PARCELS, LayerChoice, MapChoice, MapStyles
from ltaxgis.render.picture import Drawn, layer_order
from ltaxgis.render.view import Box, View, joined_box, view_of
from ltaxgis.ui.map.history import History
from ltaxgis.ui.map.messages import Cluster, ClusterAt, Loaded, Outline, OutlineOf, Under, Within
from ltaxgis.ui.map.overlay import SelectionOverlay, paint_band
from ltaxgis.ui.map.painter import Painter
from ltaxgis.ui.map.pointing import PointerSurface
from ltaxgis.ui.map.tools.pointing import Hand
from ltaxgis.ui.map.tools.tool import Mode, Tool
from ltaxgis.ui.tokens import LIGHT, TIP_DELAY_MS, Colours

MARGIN = 96  # logical pixels painted around the window, so that a short drag shows nothing empty
COALESCE_MS = 20
SETTLE_MS = 400
REACH_PIXELS = 5.0
LEAST_EXTENT = 20.0  # metres: a single sign is not zoomed to the grain of the screen


class MapCanvas(PointerSurface):
    """Shows what `painter` paints. Uids in signals and slots are of any layer; places in project CRS metres."""

    selection_changed = Signal(list)
    view_changed = Signal(float, object)
    asked_about = Signal(str)
    case_wanted = Signal(str)
    cluster_clicked = Signal(object)
    identified = Signal(list)
    picked = Signal(str)
    tool_hint = Signal(str)
    tool_changed = Signal(str)
    layers_changed = Signal(object)
    choice_changed = Signal(object)
    picture_changed = Signal(object)
    tip_wanted = Signal(str, QPoint)
    painter_said = Signal(str, object)

    def __init__(self, painter: Painter, styles: MapStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.styles = styles
        self.colours: Colours = LIGHT
        self.choice = MapChoice()
        self.selection: list[Uid] = []
        self.view = View(0.0, 0.0, 1.0, 800, 600)
        self._placed = False
        self._picture: QImage | None = None
        self._drawn: Drawn | None = None
        self._drawn_view: View | None = None
        self._loaded = Loaded(())
        self._history = History()
        self._overlay = SelectionOverlay()
        self._question = 0
        self._request = _single_shot(self, COALESCE_MS, self._ask_picture)
        self._settle = _single_shot(self, SETTLE_MS, self._settled)
        self._rest = _single_shot(self, TIP_DELAY_MS, self._pointer_rests)
        self.tool: Tool = Hand()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self.painter = painter
        self.view_wanted.connect(self.set_view)
        painter.loaded.connect(self._layers_loaded)
        painter.painted.connect(self._painted)
        painter.failed.connect(self.painter_said)
        painter.withdrawn.connect(self._forget_picture)
        self.tool.start(self)

    # what is shown

    @property
    def drawn(self) -> Drawn | None:
        """What stands on the last finished picture."""
        return self._drawn

    @property
    def layers(self) -> list[str]:
        """The names of the layers that are there, the lowest first."""
        return layer_order([name for name, _, _ in self._loaded.layers], self.styles, self.choice)

    @property
    def cases_shown(self) -> list[str]:
        """Those layers of cases that are seen, the lowest first."""
        return self.styles.cases_shown(self.layers, self.choice)

    def box_of(self, layer: str) -> Box | None:
        return next((box for name, _, box in self._loaded.layers if name == layer), None)

    def whole_box(self) -> Box | None:
        """The parcels' box, else that of all layers."""
        boxes = [box for name, _, box in self._loaded.layers if box is not None]
        return self.box_of(PARCELS) or (joined_box(np.array(boxes)) if boxes else None)

    def set_view(self, view: View) -> None:
        """Shown from now on: the old picture at once, a new one soon."""
        self.view = view.resized(self.width(), self.height(), self.devicePixelRatioF())
        self._wish()
        self._settle.start()
        self.view_changed.emit(self.view.denominator(), self.view.box)
        self.update()

    def begin_at(self, view: View) -> None:
        """The first sight of the map is this one, not all of it."""
        self._placed = True
        self.set_view(view)

    def zoom_to(self, box: Box) -> None:
        wide, high = max(box[2] - box[0], LEAST_EXTENT), max(box[3] - box[1], LEAST_EXTENT)
        east, north = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        grown = (east - wide / 2, north - high / 2, east + wide / 2, north + high / 2)
        self._placed = True
        self.set_view(view_of(grown, self.width(), self.height(), self.devicePixelRatioF()))

    def zoom_to_layer(self, name: str) -> None:
        box = self.box_of(name)
        if box is not None:
            self.zoom_to(box)

    def zoom_to_all(self) -> None:
        box = self.whole_box()
        if box is not None:
            self.zoom_to(box)

    def zoom_to_uids(self, uids: Sequence[Uid]) -> None:
        """The box around some things with room about it; the scale is at most 1:500."""
        self.painter.ask(OutlineOf(tuple(uids)), self._zoom_to_outline)

    def set_scale(self, denominator: float) -> None:
        self.set_view(self.view.at_scale(denominator))

    def back(self) -> None:
        self._go(self._history.back())

    def forward(self) -> None:
        self._go(self._history.forward())

    # what a person chooses

    def set_theme(self, code: str, letters: tuple[str, ...] = ()) -> None:
        """`letters` are those of the theme's classes, in their order."""
        self._choose(replace(self.choice, theme=code, letters=letters))

    def set_label(self, template: str) -> None:
        """`{code}`, `{lot}`, `{owner}`, `{deed}`, `{area}`, `{letter}` of the class, lines by line breaks; empty for no
        names of parcels."""
        self._choose(replace(self.choice, label=template))

    def show_cases(self, look: str, radius: float) -> None:
        """One of `styles.LOOKS`, and the heat's radius in metres, for all layers of cases."""
        self._choose(replace(self.choice, cases=look, radius=radius))

    def set_layer_visible(self, name: str, visible: bool) -> None:
        self._choose_layer(name, visible=visible)

    def set_layer_opacity(self, name: str, opacity: float) -> None:
        self._choose_layer(name, opacity=opacity)

    def set_layer_order(self, names: Sequence[str]) -> None:
        """The lowest first."""
        self._choose(replace(self.choice, layers=tuple(self.layer_choice(name) for name in names)))

    def layer_choice(self, name: str) -> LayerChoice:
        return self.choice.of(name, self.styles.style_of(name))

    def show_layers(self, touched: frozenset[Uid] | None = None) -> None:
        """What hangs on `touched`, or all, is read again, by the painter."""
        self.painter.reload(touched)

    def select(self, uids: Sequence[Uid]) -> None:
        """Selected without telling anybody: somebody else says so."""
        self.selection = list(uids)
        if not self.selection:
            self._overlay.show(None)
            self.update()
            return
        self._question += 1
        number = self._question
        self.painter.ask(OutlineOf(tuple(self.selection)), lambda outline: self._show_selection(number, outline))

    def use(self, tool: Tool) -> None:
        self.tool.finish()
        self.tool = tool
        tool.start(self)
        self.show_cursor()
        self.tool_changed.emit(tool.code)
        self.update()

    def escape(self) -> None:
        """One step back: what was begun is dropped, then the tool is put away, then nothing is selected."""
        if isinstance(self.tool, Hand):
            self.tool.escape()
        elif not self.tool.cancel():
            self.use(Hand())
        self.update()

    # what tools ask for

    def select_at(self, east: float, north: float, mode: Mode) -> None:
        def select(cluster: Cluster | None) -> None:
            if cluster is not None:
                self.cluster_clicked.emit(cluster)
            else:
                self.painter.ask(self._under(east, north), lambda uids: self._select(uids[:1], mode))

        self._ask_cluster(east, north, select) if mode is Mode.REPLACE else select(None)

    def _ask_cluster(self, east: float, north: float, then: Callable[[Cluster | None], None]) -> None:
        """The sign of several cases that stands here; None at once where the map shows no such signs."""
        shown = self.cases_shown if self.choice.cases == CLUSTERS else []
        if shown:
            self.painter.ask(ClusterAt(east, north, self.view.metres, tuple(shown)), then)
        else:
            then(None)

    def select_within(self, ring: Sequence[tuple[float, float]], mode: Mode) -> None:
        self.painter.ask(Within(np.array(ring, dtype=float)), lambda uids: self._select(uids, mode))

    def clear_selection(self) -> None:
        self._select([], Mode.REPLACE)

    def identify_at(self, east: float, north: float) -> None:
        self.painter.ask(self._under(east, north, tuple(reversed(self.layers))), self.identified.emit)

    def pick_at(self, east: float, north: float) -> None:
        self.painter.ask(self._under(east, north), lambda uids: self.picked.emit(uids[0]) if uids else None)

    def ask_about_at(self, east: float, north: float) -> None:
        """Where a theme shows points, one of them that lies here, else the parcel."""
        layer = self.styles.themes[self.choice.theme].layer
        if layer == PARCELS or self.choice.cases == HEAT:
            self._ask_about_parcel(east, north)
            return

        def told(uids: list[Uid]) -> None:
            if uids:
                self.case_wanted.emit(uids[0])
            else:
                self._ask_about_parcel(east, north)

        # the first click on a sign of several has answered already
        self._ask_cluster(
            east, north, lambda sign: None if sign else self.painter.ask(self._under(east, north, (layer,)), told)
        )

    def _ask_about_parcel(self, east: float, north: float) -> None:
        self.painter.ask(self._under(east, north), lambda uids: self.asked_about.emit(uids[0]) if uids else None)

    def say(self, code: str) -> None:
        self.tool_hint.emit(code)

    def refresh(self) -> None:
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.styles.background))
        if self._picture is not None and self._drawn_view is not None:
            self._lay_picture(painter, self._picture, self._drawn_view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._overlay.paint(painter, self.view, self.colours)
        paint_band(painter, self.view, self.tool.band(), self.colours)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view = self.view.resized(self.width(), self.height(), self.devicePixelRatioF())
        if not self._placed:
            self._place()
        self.set_view(self.view)
        super().resizeEvent(event)

    def _lay_picture(self, painter: QPainter, picture: QImage, drawn: View) -> None:
        """The picture where it belongs under the view of now."""
        left, top = self.view.to_screen(drawn.box[0], drawn.box[3])
        share = drawn.metres / self.view.metres
        if abs(share - 1) < 1e-9:
            ratio = self.view.ratio
            painter.drawImage(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), picture)
        else:
            painter.drawImage(QRectF(left, top, drawn.width * share, drawn.height * share), picture)

    def _wish(self) -> None:
        """A picture is asked for soon; wishes that follow do not put it off."""
        if not self._request.isActive():
            self._request.start()

    def _ask_picture(self) -> None:
        if self._loaded.layers and self.width() > 1:
            self.painter.paint(self.view.grown(MARGIN), self.choice)

    def _painted(self, image: QImage, drawn: Drawn, final: bool) -> None:
        unfinished_over_finished = not final and self._drawn_view is not None and _covers(self._drawn_view, drawn.view)
        if unfinished_over_finished:
            return  # the old picture, scaled, says more than half a new one
        self._picture, self._drawn_view = image, drawn.view
        if final:
            self._drawn = drawn
            self.picture_changed.emit(drawn)
        self.update()

    def _forget_picture(self) -> None:
        self._picture = self._drawn_view = None

    def _layers_loaded(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.layers_changed.emit(loaded)
        if not self._placed:
            self._place()
        self._wish()
        if self.selection:
            self.select(self.selection)

    def _place(self) -> None:
        """The first sight of a map is all of it."""
        box = self.whole_box()
        if box is not None and self.width() > 1:
            self.zoom_to(box)

    def _settled(self) -> None:
        if self._placed:
            self._history.settle(self.view)

    def _go(self, view: View | None) -> None:
        if view is not None:
            self.set_view(view)

    def _choose(self, choice: MapChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.choice_changed.emit(choice)
            self._wish()

    def _choose_layer(self, name: str, **changes: object) -> None:
        chosen = [self.layer_choice(one) for one in self.layers]
        changed = [replace(one, **changes) if one.name == name else one for one in chosen]  # type: ignore[arg-type]
        self._choose(replace(self.choice, layers=tuple(changed)))

    def _under(self, east: float, north: float, layers: tuple[str, ...] = (PARCELS,)) -> Under:
        return Under(east, north, REACH_PIXELS * self.view.metres, layers)

    def _select(self, uids: Sequence[Uid], mode: Mode) -> None:
        found = list(dict.fromkeys(uids))
        if mode is Mode.ADD:
            found = list(dict.fromkeys([*self.selection, *found]))
        elif mode is Mode.TOGGLE:
            dropped = set(self.selection) & set(found)
            found = [uid for uid in dict.fromkeys([*self.selection, *found]) if uid not in dropped]
        if found != self.selection:
            self.select(found)
            self.selection_changed.emit(found)

    def _show_selection(self, number: int, outline: Outline) -> None:
        if number == self._question and self.selection:
            self._overlay.show(outline)
            self.update()

    def _zoom_to_outline(self, outline: Outline) -> None:
        if outline.box is not None:
            self.zoom_to(outline.box)
            wide = self.view.zoomed(0.6, self.width() / 2, self.height() / 2)
            self.set_view(wide if wide.denominator() > 500 else wide.at_scale(500))

    def _pointer_rests(self) -> None:
        at = self.pointer_at
        if at is None or self.pressing:
            return
        place = self.mapToGlobal(QPoint(round(at.x), round(at.y)))
        self.painter.ask(
            self._under(at.east, at.north), lambda uids: self.tip_wanted.emit(uids[0] if uids else "", place)
        )

    def pointer_rests_soon(self) -> None:
        self._rest.start()


def _single_shot(parent: QWidget, milliseconds: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer


def _covers(shown: View, unfinished: View) -> bool:
    one, other = shown.box, unfinished.box
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
