"""The map as the window knows it: canvas, tools, theme, layers, scale and coordinates in one widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QToolTip, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import HEAT, MapChoice, MapStyles
from ltaxgis.ports.stores import Project
from ltaxgis.render.picture import Drawn
from ltaxgis.render.view import Box, View
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.cluster_list import cluster_menu, parts
from ltaxgis.ui.map.coordinates import Coordinates
from ltaxgis.ui.map.engine import LoadLayers
from ltaxgis.ui.map.kept_choice import choice_from, kept_from
from ltaxgis.ui.map.messages import About, Cluster, Loaded, Places
from ltaxgis.ui.map.painter import Painter
from ltaxgis.ui.map.scale_box import ScaleBox
from ltaxgis.ui.map.side_panel import SidePanel
from ltaxgis.ui.map.tip import TIP_COLUMNS, tip_text
from ltaxgis.ui.map.tool_strip import ToolStrip
from ltaxgis.ui.map.tools.pointing import Hand, PickParcel, PickPlace
from ltaxgis.ui.office import MapSeen, Office
from ltaxgis.ui.widgets.blocks import EmptyState, label

LayersOf = Callable[[Project], LoadLayers]
MakePainter = Callable[[LoadLayers, MapStyles, QObject], Painter]
_CHOICE = "map.choice"
KEEP_AFTER_MS = 500
READ_AGAIN_MS, MOST_ATTEMPTS = 1_500, 5
PATIENCE_MS = 5_000
_ROOM = 0.02


class MapDesk(QWidget):
    """`layers_of` gives what a worker process calls to read a project's layers, picklable.
    `picked` carries the parcel for whoever called `pick_parcel`."""

    picked = Signal(str)
    selection_changed = Signal(list)

    def __init__(
        self,
        office: Office,
        styles: MapStyles,
        layers_of: LayersOf,
        make_painter: MakePainter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._styles = styles
        self._layers_of = layers_of
        self._make_painter = make_painter
        self._loaded = Loaded(())
        self.canvas: MapCanvas | None = None
        self._then: Callable[[], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._seen)
        self._keep = QTimer(self)  # a slider that is dragged writes once
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER_MS)
        self._keep.timeout.connect(self._keep_choice)
        self._attempts = 0
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(READ_AGAIN_MS)
        self._again.timeout.connect(self._read_again)
        words = office.words
        self.side = SidePanel(words, styles, self)
        self.hint = label("", "quiet", self)
        self.scale = ScaleBox(words, self)
        self.coordinates = Coordinates(words, self)
        self._status: tuple[QWidget, ...] = (self.scale, self.coordinates, self.hint)
        self._place = QWidget(self)
        self._pages = QStackedLayout(self._place)
        self._pages.addWidget(EmptyState(office.icons, "map", words("map.empty"), self._place))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addWidget(self._place, 1)
        self.scale.scale_wanted.connect(self._set_scale)
        self.side.theme_wanted.connect(self.set_theme)
        self.side.label_wanted.connect(self._set_label)
        self.side.layers.visible_changed.connect(self._on_canvas(MapCanvas.set_layer_visible))
        self.side.layers.opacity_changed.connect(self._on_canvas(MapCanvas.set_layer_opacity))
        self.side.layers.order_changed.connect(self._on_canvas(MapCanvas.set_layer_order))
        self.side.layers.zoom_wanted.connect(self._on_canvas(MapCanvas.zoom_to_layer))
        self.side.cases.look_wanted.connect(lambda look: self._show_cases(cases=look))
        self.side.cases.radius_wanted.connect(lambda metres: self._show_cases(radius=metres))
        self.side.places.place_wanted.connect(self._on_canvas(MapCanvas.zoom_to))
        office.announcer.privacy.connect(self._hide_people)

    # what the window asks

    def widget(self) -> QWidget:
        return self

    def status_widgets(self) -> Sequence[QWidget]:
        return self._status

    def open(self, project: Project | None) -> None:
        """The map of this project, or none; what painted the last one has ended."""
        self.close_map()
        if project is None:
            return
        self._loaded, self._attempts = Loaded(()), 0
        self.coordinates.set_crs(project.settings.crs, project.settings.datum_shift)
        painter = self._make_painter(self._layers_of(project), self._styles, self)
        canvas = MapCanvas(painter, self._styles, self._place)
        canvas.choice = self._kept_choice()
        self.canvas = canvas
        self._connect(canvas)
        self._pages.addWidget(canvas)
        self._pages.setCurrentWidget(canvas)
        self._lay_strip(canvas)
        self.side.show_choice(canvas.choice.theme, canvas.choice.label)
        self.side.legend.show_theme(self._styles.themes[canvas.choice.theme], None)
        painter.start()

    def when_seen(self, then: Callable[[], None]) -> None:
        self._then = then
        if self.canvas is None or self.canvas.drawn is not None:
            self._seen()
        else:
            self._patience.start()

    def close_map(self) -> None:
        """Nothing paints any more, and no process is left."""
        self._then = None
        self._patience.stop()
        if self._keep.isActive():
            self._keep.stop()
            self._keep_choice()
        self._again.stop()
        canvas, self.canvas = self.canvas, None
        if canvas is not None:
            canvas.painter.close()
            self._pages.removeWidget(canvas)
            canvas.deleteLater()
        self._pages.setCurrentIndex(0)

    def refresh(self, touched: frozenset[Uid] | None) -> None:
        """The painter reads again what hangs on what was touched: themes look at rows that hang on parcels."""
        if self.canvas is not None:
            self.canvas.show_layers(touched)

    def select(self, uids: Sequence[Uid]) -> None:
        if self.canvas is not None:
            self.canvas.select(uids)

    def zoom_to(self, uids: Sequence[Uid]) -> None:
        if self.canvas is not None:
            self.canvas.zoom_to_uids(uids)
            self.canvas.select(uids)

    def set_theme(self, name: str) -> None:
        if self.canvas is not None and name in self._styles.themes:
            self.canvas.set_theme(name, self._letters(name))

    def seen(self) -> MapSeen | None:
        """What stands on the canvas, less the emptiness around it; None where nothing was painted yet."""
        canvas = self.canvas
        if canvas is None or canvas.drawn is None:
            return None
        return MapSeen(_without_emptiness(canvas.view.box, canvas.whole_box()), canvas.choice)

    def place(self) -> object:
        """Where the map is, for `go_on_at` of another window's map; None where there is none yet."""
        canvas = self.canvas
        return canvas.view if canvas is not None and canvas.drawn is not None else None

    def go_on_at(self, place: object) -> None:
        if self.canvas is not None and isinstance(place, View):
            self.canvas.begin_at(place)

    def escape(self) -> None:
        """Esc, wherever the keyboard is: one step back on the map."""
        if self.canvas is not None:
            self.canvas.escape()

    def pick_parcel(self) -> None:
        """The next click on a parcel comes as `picked`; Esc gives the hand back."""
        if self.canvas is not None:
            self.canvas.use(PickParcel())

    def pick_place(self, then: Callable[[float, float], None]) -> None:
        """The next click tells its place, E and N; Esc gives the hand back."""
        canvas = self.canvas

        def placed(east: float, north: float) -> None:
            if canvas is not None:
                canvas.use(Hand())
            then(east, north)

        if canvas is not None:
            canvas.use(PickPlace(placed))

    # what the canvas tells

    def _connect(self, canvas: MapCanvas) -> None:
        canvas.pointer_moved.connect(self.coordinates.show_place)
        canvas.view_changed.connect(self._show_view)
        canvas.pointer_left.connect(self._show_middle)
        canvas.selection_changed.connect(self._selected)
        canvas.asked_about.connect(self._office.announcer.asked_about)
        canvas.case_wanted.connect(self._office.announcer.wanted_case)
        canvas.cluster_clicked.connect(self._cluster_clicked)
        canvas.identified.connect(self._office.announcer.asked_here)
        canvas.picked.connect(self._picked)
        canvas.tool_hint.connect(lambda code: self.hint.setText(self._office.words(code)))
        canvas.layers_changed.connect(self._show_layers)
        canvas.choice_changed.connect(self._choice_changed)
        canvas.picture_changed.connect(self._show_legend)
        canvas.picture_changed.connect(lambda _drawn: self._seen())
        canvas.painter_said.connect(lambda _code, _facts: self._seen())
        canvas.tip_wanted.connect(self._show_tip)
        canvas.menu_wanted.connect(self._show_menu)
        canvas.painter_said.connect(self._painter_failed)
        self.hint.setText(self._office.words(canvas.tool.hint))

    def _painter_failed(self, code: str, facts: Mapping[str, object]) -> None:
        """Said; where the map is still empty it is read again: whoever kept the file busy has done soon."""
        self._office.announcer.said.emit(self._office.words(code, **facts), "attention")
        if self.canvas is not None and not self._loaded.layers and self._attempts < MOST_ATTEMPTS:
            self._attempts += 1
            self._again.start()

    def _read_again(self) -> None:
        if self.canvas is not None:
            self.canvas.show_layers()

    def _lay_strip(self, canvas: MapCanvas) -> None:
        moves = (
            ("map.nearer", "plus", lambda: canvas.zoom_by(1.5)),
            ("map.farther", "map-minus", lambda: canvas.zoom_by(1 / 1.5)),
            ("map.whole", "map-whole", canvas.zoom_to_all),
            ("map.to_selection", "map-pinned", lambda: canvas.zoom_to_uids(canvas.selection)),
            ("map.back", "arrow-left", canvas.back),
            ("map.forward", "arrow-right", canvas.forward),
            ("map.only_selected", "list-filter", self._want_rows),
        )
        strip = ToolStrip(self._office.words, self._office.icons, canvas.use, moves, canvas)
        canvas.tool_changed.connect(strip.show_tool)
        strip.show()

    def _seen(self) -> None:
        """The map stands there, or will not: what waited for it goes on."""
        then, self._then = self._then, None
        self._patience.stop()
        if then is not None:
            then()

    def _selected(self, uids: list[Uid]) -> None:
        self.selection_changed.emit(uids)
        self._office.announcer.select(uids, "map")

    def _picked(self, uid: str) -> None:
        self.picked.emit(uid)
        if self.canvas is not None:
            self.canvas.use(Hand())

    def _show_layers(self, loaded: Loaded) -> None:
        self._loaded = loaded
        if self.canvas is None:
            return
        counts = {name: count for name, count, _ in loaded.layers}
        self.side.layers.show_layers(
            [(self.canvas.layer_choice(name), f"layer.{name}", counts[name]) for name in self.canvas.layers]
        )
        self._pages.setCurrentWidget(self.canvas)
        if not loaded.layers:
            self._seen()
        self.canvas.painter.ask(Places(), self.side.places.show_places)

    def _show_view(self, scale: float, _: Box) -> None:
        self.scale.show_scale(scale)
        self._show_middle()

    def _show_middle(self) -> None:
        """Where no pointer is, the coordinates are those of the middle."""
        if self.canvas is not None and self.canvas.pointer_at is None:
            self.coordinates.show_place(self.canvas.view.east, self.canvas.view.north)

    def _want_rows(self) -> None:
        """The table shows the rows of what is selected here."""
        if self.canvas is not None and self.canvas.selection:
            self._office.announcer.wanted_rows.emit(self.canvas.selection)

    def _letters(self, theme: str) -> tuple[str, ...]:
        return tuple(self._office.words(one.letter) for one in self._styles.themes[theme].classes)

    def _choice_changed(self, choice: MapChoice) -> None:
        self.side.show_choice(choice.theme, choice.label)
        self._show_legend(self.canvas.drawn if self.canvas is not None else None)
        self._keep.start()

    def _show_legend(self, drawn: Drawn | None) -> None:
        if self.canvas is not None:
            choice, shown = self.canvas.choice, self.canvas.cases_shown
            self.side.cases.show_choice(choice, shown)
            theme = self._styles.themes[choice.theme]
            if choice.cases == HEAT and theme.layer in shown:
                self.side.legend.show_heat(self._styles.cases, drawn.heat_top if drawn is not None else 0.0)
                return
            fits = drawn is not None and len(drawn.classes) == len(theme.classes)
            self.side.legend.show_theme(theme, drawn if fits else None)

    def _show_cases(self, cases: str = "", radius: float = 0.0) -> None:
        if self.canvas is not None:
            choice = self.canvas.choice
            self.canvas.show_cases(cases or choice.cases, radius or choice.radius)

    def _cluster_clicked(self, found: Cluster) -> None:
        """Nearer where that parts the cases of a sign, else a list of them."""
        canvas, announcer = self.canvas, self._office.announcer
        if canvas is not None and parts(found, self._styles.cases.pixels):
            canvas.zoom_to(found.box)
        elif canvas is not None:
            list_all = partial(announcer.wanted_cases.emit, found.layer, list(found.uids))
            menu = cluster_menu(found, self._office.words, announcer.wanted_case.emit, list_all, self)
            menu.popup(QCursor.pos())

    def _show_tip(self, uid: str, at: QPoint) -> None:
        canvas = self.canvas
        if not uid or canvas is None:
            QToolTip.hideText()
            return

        def show(facts: Mapping[str, Any]) -> None:
            if facts and canvas is self.canvas:
                hides = self._office.announcer.hides_people
                text = tip_text(facts, self._styles.themes["land-use"], self._office.words, hides_people=hides)
                QToolTip.showText(at, text, canvas)

        # whose name may not be seen is not read
        names = tuple(name for name in TIP_COLUMNS if name != "owner" or not self._office.announcer.hides_people)
        canvas.painter.ask(About(Uid(uid), names), show)

    def _show_menu(self, east: float, north: float, at: QPoint) -> None:
        """What can be done at a place."""
        project = self._office.project
        if project is not None and project.writable:
            menu = QMenu(self)
            menu.addAction(self._office.words("map.case_here"), lambda: self._begin_case(east, north))
            menu.popup(at)

    def _begin_case(self, east: float, north: float) -> None:
        self._office.announcer.wanted_case_at.emit(east, north)

    def _set_scale(self, denominator: float) -> None:
        if self.canvas is not None:
            self.canvas.set_scale(denominator)

    def _set_label(self, template: str) -> None:
        if self.canvas is not None:
            self.canvas.set_label(template)
            self._hide_people(self._office.announcer.hides_people)

    def _hide_people(self, hidden: bool) -> None:
        """Where people's names must vanish, the map's vanish too."""
        if hidden and self.canvas is not None and "{owner}" in self.canvas.choice.label:
            self.canvas.set_label("{code}")

    def _keep_choice(self) -> None:
        if self.canvas is not None:
            self._office.preferences.set(_CHOICE, kept_from(self.canvas.choice))

    def _kept_choice(self) -> MapChoice:
        kept = choice_from(self._office.preferences.get(_CHOICE, {}), self._styles)
        hides = self._office.announcer.hides_people and "{owner}" in kept.label
        return replace(kept, label="{code}" if hides else kept.label, letters=self._letters(kept.theme))

    def _on_canvas(self, call: Callable[..., None]) -> Callable[..., None]:
        def told(*arguments: object) -> None:
            if self.canvas is not None:
                call(self.canvas, *arguments)

        return told


def _without_emptiness(seen: Box, drawn: Box | None) -> Box:
    """What is seen of what is drawn with a little room about it; all that is seen where nothing is drawn there."""
    if drawn is None:
        return seen
    room = max(drawn[2] - drawn[0], drawn[3] - drawn[1]) * _ROOM
    west, south = max(seen[0], drawn[0] - room), max(seen[1], drawn[1] - room)
    east, north = min(seen[2], drawn[2] + room), min(seen[3], drawn[3] + room)
    return (west, south, east, north) if west < east and south < north else seen
