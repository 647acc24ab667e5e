"""The area that an alert is about: drawn on the map, or that of the selected parcels."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from shapely import MultiPolygon, Polygon, get_parts
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_areas import drawn_area, parcels_area
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.publicity import edit_publication
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.tools.pointing import Hand, HandOver
from ltaxgis.ui.map.tools.tracing import Place, TraceArea
from ltaxgis.ui.office import MapView, Office


class AreaDrawing(QObject):
    """`show_map` brings the map to the front. `kept` carries what was applied and the words for it, `closed` the case
    to go back to."""

    kept = Signal(object, str)
    closed = Signal(str)

    def __init__(
        self, office: Office, map_view: Callable[[], MapView], show_map: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._map, self._show_map = office, map_view, show_map

    def begin(self, uid: Uid) -> None:
        """The map takes the corners of the area; Esc leaves it as it was."""
        canvas = self._canvas()
        if canvas is not None:
            canvas.use(TraceArea(partial(self._drawn, canvas, uid)))

    def take_parcels(self, uid: Uid) -> None:
        """The area is that of the selected parcels."""
        uids = list(self._office.announcer.selection)

        def look(project: Project) -> BaseGeometry | None:
            with project.reading() as reading:
                return parcels_area(reading, uids).shape

        self._office.look(look, partial(self.keep, uid))

    def show(self, area: BaseGeometry) -> None:
        """The area stands outlined on the map."""
        canvas = self._canvas()
        if canvas is not None:
            largest = max(_polygons(area), key=lambda one: one.area)
            canvas.zoom_to(area.bounds)
            canvas.use(HandOver(tuple((east, north) for east, north in largest.exterior.coords[:-1])))

    def keep(self, uid: Uid, area: BaseGeometry | None) -> None:
        """The publication is about this area; one without a place gets one in its middle."""
        services = self._office.services.cases
        now, shape = services.now(), _as_one(area)

        def work(project: Project, actor: Actor) -> Applied:
            with project.reading() as reading:
                case, _ = the_publication(reading, actor, uid)
            place = {"shape": shape.representative_point()} if shape is not None and case.shape is None else {}
            return edit_publication(project, actor, services.book(project), uid, {"area": shape, **place}, now)

        said = self._office.words("publicity.area_kept")
        self._office.act("work.edit", work, lambda applied: self.kept.emit(applied, said))
        self.closed.emit(uid)

    # inside

    def _canvas(self) -> MapCanvas | None:
        self._show_map()
        canvas = self._map().canvas
        if canvas is not None:
            canvas.setFocus()
        return canvas

    def _drawn(self, canvas: MapCanvas, uid: Uid, places: Sequence[Place]) -> None:
        canvas.use(Hand())
        try:
            area = drawn_area(places).shape
        except Refused as refused:
            self._office.tasks.failed.emit(refused)
        else:
            self.keep(uid, area)


def _polygons(area: BaseGeometry) -> list[Polygon]:
    return [one for one in get_parts(area) if isinstance(one, Polygon)]


def _as_one(area: BaseGeometry | None) -> BaseGeometry | None:
    """Its surfaces alone: a ring that crosses itself leaves lines behind where it is mended."""
    if area is None:
        return None
    parts = _polygons(area)
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
