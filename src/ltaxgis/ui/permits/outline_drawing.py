"""Drawing a permit's building on the map: tool and figures are two views of one outline."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from shapely import Polygon

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_drawing import Plot
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.permit_ground import DrawingGround, drawing_ground
from ltaxgis.services.permits import edit_permit
from ltaxgis.ui.map.panel_place import lay_over
from ltaxgis.ui.map.tools.outlining import DrawOutline
from ltaxgis.ui.map.tools.pointing import Hand
from ltaxgis.ui.office import MapView, Office
from ltaxgis.ui.permits.outline_panel import OutlinePanel


class OutlineDrawing(QObject):
    """`kept` carries what was applied and the words for it, `closed` the case to go back to."""

    kept = Signal(object, str)
    closed = Signal(str)

    def __init__(self, office: Office, map_view: Callable[[], MapView], parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._map = office, map_view
        self.tool: DrawOutline | None = None
        self.panel: OutlinePanel | None = None
        self._uid = Uid("")
        self._number = ""
        self._begun: Polygon | None = None
        self._ended: Callable[[], None] = lambda: None
        office.announcer.opened.connect(lambda _project: self._put_away())

    def begin(self, uid: Uid, ended: Callable[[], None] = lambda: None) -> None:
        """The plot stands on the map, with its building to be drawn or to be moved; `ended` is called after."""
        self._put_away()
        self._ended = ended

        def look(project: Project) -> DrawingGround:
            with project.reading() as reading:
                return drawing_ground(reading, uid)

        self._office.look(look, partial(self._begin, uid))

    def keep(self) -> None:
        """The outline is the permit's from now on; undone like any other change."""
        shape, uid = self.tool.shape if self.tool is not None else None, self._uid
        if shape is None or shape is self._begun:
            self.leave()
            return

        def work(project: Project, actor: Actor) -> Applied:
            return edit_permit(project, actor, uid, {"footprint": shape})

        self._office.act("work.edit", work, self._stored)

    def leave(self) -> None:
        """What was drawn is dropped."""
        uid = self._uid
        self._put_away()
        self.closed.emit(uid)

    # inside

    def _begin(self, uid: Uid, ground: DrawingGround) -> None:
        canvas = self._map().canvas
        if canvas is None:
            return
        shape = ground.permit.footprint
        self._begun = shape if isinstance(shape, Polygon) else None
        self._uid, self._number, plot = uid, ground.number, Plot(ground.plot)
        panel = OutlinePanel(self._office, ground.number, plot)
        tool = DrawOutline(plot, self._begun, panel.show_shape)
        panel.typed.connect(tool.show)
        panel.typed.connect(lambda _shape: self._take_tool())
        panel.anew.connect(self._anew)
        panel.kept.connect(self.keep)
        panel.left.connect(self.leave)
        self.tool, self.panel = tool, panel
        panel.show_shape(self._begun)
        lay_over(canvas, panel)
        if ground.box is not None:
            canvas.zoom_to(ground.box)
            canvas.pan(-panel.width() / 2, 0)  # the plot stands beside the panel
        self._take_tool()
        canvas.setFocus()

    def _take_tool(self) -> None:
        canvas = self._map().canvas
        if canvas is not None and self.tool is not None and canvas.tool is not self.tool:
            canvas.use(self.tool)

    def _anew(self) -> None:
        if self.tool is not None and self.panel is not None:
            self.tool.show(None)
            self.panel.show_shape(None)
            self._take_tool()

    def _stored(self, applied: Applied) -> None:
        uid, number, words = self._uid, self._number, self._office.words
        self._put_away()
        self.kept.emit(applied, words("cases.done", what=words("outline.done"), number=number))
        self.closed.emit(uid)

    def _put_away(self) -> None:
        tool, panel = self.tool, self.panel
        self.tool = self.panel = self._begun = None
        canvas = self._map().canvas if tool is not None else None
        if canvas is not None and canvas.tool is tool:
            canvas.use(Hand())
        if panel is not None:
            panel.hide()
            panel.deleteLater()
            self._ended()
