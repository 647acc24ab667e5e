"""A desk's list of what lies in a part of the town: told on the map, by a road's name, or by the selected parcels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton
from shapely import Polygon

from ltaxgis.domain.case_areas import LISTED, ROAD, CaseArea
from ltaxgis.domain.errors import Refused
from ltaxgis.services.case_areas import (
    ROAD_LAYERS,
    count_kinds,
    drawn_area,
    parcels_area,
    road_area,
    road_names,
    road_of,
)
from ltaxgis.ui.cases.area_bar import AreaBar
from ltaxgis.ui.map.canvas import REACH_PIXELS
from ltaxgis.ui.map.messages import Under
from ltaxgis.ui.map.tools.pointing import Hand, HandOver, PickRoad
from ltaxgis.ui.map.tools.tracing import TraceCases
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder

if TYPE_CHECKING:
    from ltaxgis.domain.ids import Uid
    from ltaxgis.ports.stores import Project
    from ltaxgis.ui.cases.desk import CasesDesk
    from ltaxgis.ui.map.canvas import MapCanvas
    from ltaxgis.ui.office import MapView
    from ltaxgis.ui.projects import Projects

_METRES = "cases.road_metres"
ENDINGS = {"geojson": ".geojson", "csv": ".csv", "xlsx": ".xlsx"}
ROAD_PIXELS = 2 * REACH_PIXELS
SMOOTH_M = 1.0


class CaseAreas(QToolButton):
    """The button of ways to tell a part of the town; `bar` stands over the list while it is narrowed. `show_desk` shows
    a desk of the window by its name."""

    def __init__(
        self, office: Office, projects: Projects, desk: CasesDesk, map_view: Callable[[], MapView],
        show_desk: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._office, self._projects, self._desk = office, projects, desk
        self._map_view, self._show_desk = map_view, show_desk
        self._uids: tuple[Uid, ...] = ()
        words = office.words
        self.setText(words("case_area.where"))
        self.setToolTip(words("case_area.where.tip"))
        self.setAccessibleName(words("case_area.where"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.draw_action = menu.addAction(words("case_area.draw"), self.draw)
        self.point_action = menu.addAction(words("case_area.point_road"), self.point_road)
        self.name_action = menu.addAction(words("case_area.name_road"), self.name_road)
        self.parcels_action = menu.addAction("", self.use_parcels)
        menu.aboutToShow.connect(self._offer)
        self.setMenu(menu)
        self.bar = AreaBar(words, office.icons, desk)
        self.bar.metres.show_metres(int(office.preferences.get(_METRES, self.bar.metres.metres)))
        self.bar.road_wanted.connect(self.along)
        self.bar.closed_wanted.connect(lambda wanted: desk.show_area(desk.area, with_closed=wanted))
        self.bar.left.connect(self.leave)
        self.bar.map_wanted.connect(self.show_on_map)
        self.bar.send_wanted.connect(self.ask_to_send)
        desk.area_seen.connect(self._seen)
        projects.opened.connect(self._forget)
        desk.cases.offer_filter(self, self.bar)

    # the ways to tell an area

    def draw(self) -> None:
        """The map takes the corners of an outline; its last one brings the list back."""
        canvas = self._go_to_map()
        if canvas is not None:
            canvas.use(TraceCases(self._drawn))

    def point_road(self) -> None:
        """The next click on the map that hits a road."""
        canvas = self._go_to_map()
        if canvas is not None:
            canvas.use(PickRoad(lambda east, north: self._road_at(canvas, east, north)))

    def name_road(self) -> None:
        self._office.look(_road_names, self.bar.begin_road)

    def use_parcels(self) -> None:
        uids = list(self._office.announcer.selection)

        def look(project: Project) -> CaseArea:
            with project.reading() as reading:
                return parcels_area(reading, uids)

        self._office.look(look, self.narrow)

    def along(self, road: str, metres: float) -> None:
        """So many metres on both sides of a road, by its name."""
        self._office.preferences.set(_METRES, round(metres))

        def look(project: Project) -> tuple[CaseArea, list[str]]:
            with project.reading() as reading:
                return road_area(reading, road, metres), road_names(reading)

        def show(answer: tuple[CaseArea, list[str]]) -> None:
            area, names = answer
            self.bar.show_roads(names, area.name or road)
            self.narrow(area)

        self._office.look(look, show)

    def narrow(self, area: CaseArea) -> None:
        """The list has what lies there; the desk is looked at."""
        self._show_desk(self._desk.look.name)
        self._desk.show_area(area, with_closed=self._desk.with_closed or area.kind == LISTED)

    def leave(self) -> None:
        self.bar.hide()
        self._desk.show_area(None)

    # what is done with it

    def show_on_map(self) -> None:
        """The area stands outlined on the map, with the desk's theme."""
        area, canvas = self._desk.area, self._go_to_map()
        if canvas is None or area is None or area.shape is None:
            return
        canvas.zoom_to(area.shape.bounds)
        canvas.use(HandOver(_ring_of(area)))

    def ask_to_send(self, system: str) -> None:
        words, ending = self._office.words, ENDINGS[system]
        desk = words(f"desk.{self._desk.look.name}")
        proposed = str(documents_folder() / f"{words('case_area.file', desk=desk)}{ending}")
        path, _ = QFileDialog.getSaveFileName(self, words("case_area.send"), proposed, f"*{ending}")
        if path:
            target = Path(path)
            self.send(target if target.suffix else target.with_suffix(ending), system)

    def send(self, target: Path, system: str) -> None:
        """What may be published of these cases stands in a file; where it lies is said."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        kind = "geojson" if system == "geojson" else "csv"
        told = (path, target, kind, office.words.language, office.actor, self._uids)
        said = office.words("case_area.sent", name=target.name)
        job = office.services.cases.area_job(self._desk.look.name)
        office.tasks.run_in_process("work.send", job, told, lambda _done: office.announcer.said.emit(said, "good"))

    # inside

    def _forget(self, _project: object) -> None:
        """What lay in one town is nothing to another."""
        self._desk.area, self._desk.with_closed = None, False
        self.bar.hide()

    def _offer(self) -> None:
        count = len(self._office.announcer.selection)
        self.parcels_action.setText(self._office.words("case_area.selected", count=count))
        self.parcels_action.setEnabled(count > 0)

    def _go_to_map(self) -> MapCanvas | None:
        self._show_desk("map")
        canvas = self._map_view().canvas
        if canvas is not None:
            canvas.setFocus()
            if self._desk.look.name not in canvas.cases_shown:
                self._map_view().set_theme(self._desk.look.name)
        return canvas

    def _drawn(self, places: Sequence[tuple[float, float]]) -> None:
        canvas = self._map_view().canvas
        if canvas is not None:
            canvas.use(Hand())
        try:
            area = drawn_area(places)
        except Refused as refused:
            self._office.tasks.failed.emit(refused)
        else:
            self.narrow(area)

    def _road_at(self, canvas: MapCanvas, east: float, north: float) -> None:
        def found(uids: list[Uid]) -> None:
            if not uids:
                self._office.announcer.said.emit(self._office.words("map.no_road_here"), "attention")
                return
            canvas.use(Hand())
            self._office.look(lambda project: _road_of(project, uids[0]), self._along_road)

        canvas.painter.ask(Under(east, north, ROAD_PIXELS * canvas.view.metres, ROAD_LAYERS), found)

    def _along_road(self, road: str) -> None:
        self.along(road, float(self.bar.metres.metres))

    def _seen(self, area: CaseArea | None, found: tuple[tuple[Uid, str], ...]) -> None:
        words, desk = self._office.words, self._desk.look.name
        self._uids = tuple(uid for uid, _ in found)
        kinds = [
            (words(f"{desk}.kind.{kind}"), count) for kind, count in count_kinds(kind for _, kind in found).items()
        ]
        if area is not None or self.bar.count.isVisibleTo(self.bar):
            self.bar.show_area(area, kinds, self._desk.with_closed)


def _ring_of(area: CaseArea) -> tuple[tuple[float, float], ...]:
    """The largest outline of an area, with fewer corners than it has."""
    assert area.shape is not None
    parts = [one for one in getattr(area.shape, "geoms", (area.shape,)) if isinstance(one, Polygon)]
    outline = max(parts, key=lambda one: one.area).exterior.simplify(SMOOTH_M if area.kind == ROAD else 0.0)
    return tuple((east, north) for east, north in outline.coords[:-1])


def _road_names(project: Project) -> list[str]:
    with project.reading() as reading:
        return road_names(reading)


def _road_of(project: Project, uid: Uid) -> str:
    with project.reading() as reading:
        return road_of(reading, uid)


def listed(uids: Sequence[Uid]) -> CaseArea:
    """The cases that somebody pointed at."""
    return replace(CaseArea(LISTED), uids=tuple(uids))
