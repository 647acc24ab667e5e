"""Where the pointer is: metres of the project's grid and degrees, with the zone."""

import numpy as np
from pyproj import CRS
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from ltaxgis.domain.crs import DEFAULT_SHIFT, CrsTransform, transformer
from ltaxgis.words import Words


def metres_text(metres: float) -> str:
    """`2 077 337`: whole metres in groups of three."""
    return f"{metres:,.0f}".replace(",", "\u00a0")


def degrees_text(longitude: float, latitude: float) -> str:
    north = "N" if latitude >= 0 else "S"
    east = "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.5f}° {north}  {abs(longitude):.5f}° {east}"


def zone_of(crs: int) -> str:
    """`47N` for a UTM grid, else the grid's EPSG code."""
    return CRS.from_epsg(crs).utm_zone or f"EPSG:{crs}"


class Coordinates(QLabel):
    """A line of fixed width, so that nothing beside it moves with the pointer."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", "quiet")
        self.setAccessibleName(words("map.coordinates"))
        self.setToolTip(words("map.coordinates"))
        self._degrees: CrsTransform | None = None
        self._zone = ""
        widest = f"{self.text_of(999_999.0, 9_999_999.0)}   {degrees_text(100.0, 10.0)}   47N"
        self.setMinimumWidth(round(QFontMetricsF(self.font()).horizontalAdvance(widest)))

    def set_crs(self, crs: int | None, datum_shift: str = DEFAULT_SHIFT) -> None:
        """An EPSG code of a grid in metres; None where no project is open. Degrees are those of WGS 84, from Indian
        1975 by the project's own shift."""
        self._degrees = transformer(crs, 4326, datum_shift) if crs else None
        self._zone = zone_of(crs) if crs else ""
        self.setText("")

    def show_place(self, east: float, north: float) -> None:
        self.setText(self.text_of(east, north))

    def text_of(self, east: float, north: float) -> str:
        parts = [f"E {metres_text(east)}", f"N {metres_text(north)}", self._zone]
        if self._degrees is not None:
            longitude, latitude = self._degrees(np.array([[east, north]]))[0].tolist()
            if abs(longitude) <= 180:
                parts.insert(2, degrees_text(longitude, latitude))
        return "   ".join(part for part in parts if part)
