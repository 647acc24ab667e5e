"""What reads foreign files, filled in for the services: for worker processes only, because GDAL comes with it."""

from collections.abc import Iterable

from ltaxgis.app.beside import beside
from ltaxgis.app.knowledge import knowledge, shipped_titles
from ltaxgis.domain.profiles import Profile
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import MakeReady
from ltaxgis.services.import_files import Readers


def readers(resources: Resources, own: Iterable[Profile] = (), make_ready: MakeReady | None = None) -> Readers:
    known, titles = knowledge(resources, own), shipped_titles(resources)
    return Readers(read_register, read_shapes, known, titles, beside, make_ready)
