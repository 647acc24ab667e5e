"""Map sheets (ระวาง): which sheet a place lies on, by the grid of the Indian 1975 datum.

A sheet is four parts and a scale: `4746`, quadrant 1–4, the kilometres of the south-west corner `9876`, number inside
it. The grid was laid before WGS 84, so a place is moved back by 334 m east and 303 m south first.
"""

from dataclasses import dataclass

from pyproj import Transformer

_TO_DEGREES = Transformer.from_crs(32647, 4326, always_xy=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`parts` are UTMMAP1..4 as the layers write them; empty where the title has no sheet."""

    parts: tuple[str, str, str, str] = ("", "", "", "")
    scale: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.parts)


def utm_sheet(east: float, north: float, scale: int) -> Sheet:
    """The sheet of a title deed: 1:4000 covers 2 km, 1:1000 a sixteenth of that, counted from the north-west."""
    old_east, old_north = east + 334, north - 303
    first, quadrant = _series(east, north)
    corner_e, corner_n = int(old_east // 2000) * 2, int(old_north // 2000) * 2
    part = "00"
    if scale == 1000:
        column = int((old_east - corner_e * 1000) // 500)
        row = 3 - int((old_north - corner_n * 1000) // 500)
        part = f"{row * 4 + column + 1:02d}"
    return Sheet((first, quadrant, f"{corner_e % 100:02d}{corner_n % 100:02d}", part), str(scale))


def air_sheet(east: float, north: float) -> Sheet:
    """The aerial photo sheet of a น.ส.3ก, 1:5000."""
    first, quadrant = _series(east, north)
    number = int(east // 2300) % 10 * 20 + int(north // 2300) % 20 + 11
    return Sheet((first, quadrant, "0000", f"{number:03d}"), "5000")


def _series(east: float, north: float) -> tuple[str, str]:
    lon, lat = _TO_DEGREES.transform(east, north)
    column, row = int((lon - 75) // 0.5), int((lat + 4.5) // 0.5)
    right, upper = (lon - 75) % 0.5 >= 0.25, (lat + 4.5) % 0.5 >= 0.25
    quadrant = {(True, True): "1", (True, False): "2", (False, False): "3", (False, True): "4"}[right, upper]
    return f"{column:02d}{row:02d}", quadrant
