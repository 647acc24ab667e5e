"""The map of the window, put together."""

from PySide6.QtCore import QObject

from ltaxgis.app.map_layers import LoadLayers
from ltaxgis.domain.styles import MapStyles
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import Project
from ltaxgis.render.styles import load_styles
from ltaxgis.storage.project import SqlProject
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.map.engine import LoadLayers as LoadsLayers
from ltaxgis.ui.map.painter import Painter
from ltaxgis.ui.map.painter_process import ProcessPainter
from ltaxgis.ui.map.workers import Workers
from ltaxgis.ui.office import MapView, Office


def map_desk(office: Office, resources: Resources, workers: Workers) -> MapView:
    """A map that is painted by the processes of `workers`."""

    def make_painter(load: LoadsLayers, styles: MapStyles, parent: QObject) -> Painter:
        return ProcessPainter(load, styles, workers, parent)

    def layers_of(project: Project) -> LoadsLayers:
        assert isinstance(project, SqlProject)
        return LoadLayers(project.path)

    return MapDesk(office, load_styles(resources.styles), layers_of, make_painter)
