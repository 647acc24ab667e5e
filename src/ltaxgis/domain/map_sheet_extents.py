"""The ground that a map sheet (ระวาง) covers, and the sheet over a coordinate.

The grid lies on Indian 1975 UTM; coordinates here are that grid's. Apart from `map_sheets`, because reading a register
needs no projections.
"""

from pyproj import Transformer

from ltaxgis.domain.map_sheets import MapSheet

SQUARE_KM = 2
Extent = tuple[float, float, float, float]


def zone_of(sheet: MapSheet) -> int:
    """UTM zone 47 west of 102° E, else 48."""
    west, _ = _west_south(sheet)
    return 47 if west < 102 else 48


def _west_south(sheet: MapSheet) -> tuple[float, float]:
    """Degrees of the south-west corner of the quadrant of 15 minutes."""
    column, row, quadrant = int(sheet.one[:2]), int(sheet.one[2:]), int(sheet.two)
    east = 0.25 if quadrant in (1, 2) else 0.0
    north = 0.25 if quadrant in (1, 4) else 0.0
    return 75 + 0.5 * column + east, -4.5 + 0.5 * row + north


def sheet_extent(sheet: MapSheet) -> Extent | None:
    """West, south, east, north in metres of the square of 2 km; None where the quadrant has no such square.

    The sheets within the square are left to a person: their order is not sure enough to place anything by it.
    """
    west, south = _west_south(sheet)
    to_grid = Transformer.from_crs(4326, 32600 + zone_of(sheet), always_xy=True)
    corners = [to_grid.transform(west + east, south + north) for east in (0, 0.25) for north in (0, 0.25)]
    easts, norths = [corner[0] / 1000 for corner in corners], [corner[1] / 1000 for corner in corners]
    east_km = _hundreds(int(sheet.three[:2]), min(easts), max(easts))
    north_km = _hundreds(int(sheet.three[2:]), min(norths), max(norths))
    if east_km is None or north_km is None:
        return None
    return east_km * 1000, north_km * 1000, (east_km + SQUARE_KM) * 1000, (north_km + SQUARE_KM) * 1000


def _hundreds(last_two: int, low: float, high: float) -> int | None:
    """The kilometre that ends in these two digits and whose square touches the extent."""
    first = int(low // 100) * 100 + last_two
    return next((km for km in (first, first + 100) if km < high and km + SQUARE_KM > low), None)


def sheet_at(easting: float, northing: float, zone: int) -> MapSheet:
    """The sheet of 1:4,000 over a coordinate in metres of that UTM zone."""
    longitude, latitude = Transformer.from_crs(32600 + zone, 4326, always_xy=True).transform(easting, northing)
    column, row = int((longitude - 75) // 0.5), int((latitude + 4.5) // 0.5)
    east, north = (longitude - 75) % 0.5 >= 0.25, (latitude + 4.5) % 0.5 >= 0.25
    quadrant = {(True, True): "1", (True, False): "2", (False, False): "3", (False, True): "4"}[east, north]
    east_km = int(easting // 1000) // SQUARE_KM * SQUARE_KM
    north_km = int(northing // 1000) // SQUARE_KM * SQUARE_KM
    return MapSheet(f"{column:02}{row:02}", quadrant, f"{east_km % 100:02}{north_km % 100:02}", "00", "4000")
