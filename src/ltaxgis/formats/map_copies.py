"""Copies of the map that come back from another program: the tables that carry our identities.

To be run in a worker process, as all that goes through GDAL.
"""

import tempfile
import warnings
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Place
from ltaxgis.domain.map_copies import LAND, MANIFEST, PARCELS, UID, VERSION
from ltaxgis.formats.layer_copies import copy_layer
from ltaxgis.formats.ogr import pyogrio
from ltaxgis.formats.ogr_layers import read_layer
from ltaxgis.formats.vector_files import read_shapes
from ltaxgis.ports.readers import ShapeChoice, ShapeTable

_OWN = frozenset({UID, VERSION})


def read_map_copy(path: Path) -> dict[str, ShapeTable]:
    """Parcels, land rows and the list of what left, as far as the file has them. A GeoPackage is read by the names of
    its tables; of any other file the first layer with our identities is the parcels.

    Refused: `file.missing`, `copy.not_ours`, and what `read_shapes` refuses.
    """
    if not path.is_file():
        raise Refused("file.missing", name=path.name)
    tables = _of_geopackage(path) if path.suffix.lower() == ".gpkg" else _of_layers(path)
    if not (tables.keys() & {PARCELS, LAND}):
        raise Refused("copy.not_ours", name=path.name)
    return tables


def _of_geopackage(path: Path) -> dict[str, ShapeTable]:
    found = {}
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as folder:
        copy = copy_layer(path, Path(folder))
        for name in _names(copy, path.name):
            if name not in (PARCELS, LAND, MANIFEST):
                continue
            raw = read_layer(copy, name, Place(path.name, name))
            if set(raw.headers) >= _OWN:
                found[name] = ShapeTable(
                    path.name, name, raw.shapes, raw.headers, raw.columns, range(1, len(raw.shapes) + 1), raw.crs,
                    findings=tuple(raw.findings),
                )  # fmt: skip
    return found


def _names(copy: Path, name: str) -> list[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(layer) for layer, _kind in pyogrio.list_layers(copy)]
    except (pyogrio.errors.DataSourceError, RuntimeError) as error:
        raise Refused("copy.not_ours", name=name) from error


def _of_layers(path: Path) -> dict[str, ShapeTable]:
    layers = read_shapes(path, ShapeChoice(kinds="any"))
    return next(({PARCELS: layer} for layer in layers if set(layer.headers) >= _OWN), {})
