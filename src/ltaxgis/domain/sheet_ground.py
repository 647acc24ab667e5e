"""Where a sheet lies on the earth, for readers of georeferenced PDF."""

from pyproj import CRS, Transformer
from pyproj.enums import WktVersion

from ltaxgis.domain.crs import read_crs
from ltaxgis.domain.papers.map_sheet import SheetGround
from ltaxgis.domain.sheets import Extent


def ground_of(extent: Extent, crs: str | int) -> SheetGround:
    """The corners of an extent in the geographic system under its own CRS: no change of datum takes place."""
    projected = read_crs(crs)
    geographic = projected.geodetic_crs
    assert geographic is not None
    west, south, east, north = extent
    to_degrees = Transformer.from_crs(projected, CRS(geographic), always_xy=True)
    longitudes, latitudes = to_degrees.transform([west, west, east, east], [south, north, north, south])
    corners = tuple((float(lat), float(lon)) for lat, lon in zip(latitudes, longitudes, strict=True))
    return SheetGround(corners, projected.to_wkt(WktVersion.WKT1_ESRI), projected.to_epsg() or 0)
