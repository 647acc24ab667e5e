"""Buildings, signs and condominium units on the map, each inside its plot."""

from collections import defaultdict

import numpy as np
import shapely
from sample_data.make.lots import box_of
from sample_data.make.plots import Plot
from sample_data.make.register import Row
from shapely import Polygon


def footprints(buildings: list[Row], plots: list[Plot]) -> list[dict[str, object]]:
    """A rectangle for each building, set square to the lot and inside it; an annexe now and then."""
    by_code = {plot.code: plot for plot in plots}
    on_plot: dict[str, list[Row]] = defaultdict(list)
    for row in buildings:
        on_plot[row["parcel"]].append(row)
    rows: list[dict[str, object]] = []
    for code, group in on_plot.items():
        for place, row in enumerate(group):
            shape = _inside(by_code[code].shape, row, place, len(group))
            rows.append(
                {
                    "BLDG_COD": row["code"],
                    "PARCEL_COD": code,
                    "HOUSE_NO": row["house"],
                    "B_TYPE": row["type"],
                    "MATERIAL": row["structure"],
                    "FLOORS": row["floors"],
                    "B_USE": row["use"],
                    "geometry": shape,
                }
            )
    return rows


def _inside(shape: Polygon, row: Row, place: int, count: int) -> Polygon:
    """A rectangle of about the building's size (smaller where the lot is), with an L now and then."""
    core = shape.buffer(-0.6)
    core = shape if core.is_empty else core
    core = max(getattr(core, "geoms", [core]), key=lambda p: p.area)
    box = box_of(core)
    across = np.array([-box.along[1], box.along[0]])
    at = shapely.get_coordinates(shapely.maximum_inscribed_circle(core, 0.3))[0]
    at = at + box.along * ((place + 0.5) / count - 0.5) * box.length * 0.6 * (count > 1)
    size = np.array([row["length"], row["width"]], dtype=float)
    for shrink in (1.0, 0.85, 0.7, 0.55, 0.4, 0.28, 0.2, 0.12):
        length, width = size * shrink / 2
        corners = [(-length, -width), (length, -width), (length, width), (-length, width)]
        if row["id"] % 4 == 0:
            corners = [
                (-length, -width),
                (length, -width),
                (length, 0.2 * width),
                (0.1 * length, 0.2 * width),
                (0.1 * length, width),
                (-length, width),
            ]
        ring = Polygon([at + box.along * a + across * b for a, b in corners])
        if core.contains(ring):
            break
    return shapely.transform(ring, lambda xy: np.round(xy, 3))


def sign_points(signs: list[Row], plots: list[Plot]) -> list[dict[str, object]]:
    """A point for each sign, near the edge of its plot."""
    by_code = {plot.code: plot for plot in plots}
    rows: list[dict[str, object]] = []
    for row in signs:
        shape = by_code[row["parcel"]].shape
        edge = shape.exterior.interpolate((row["id"] * 0.37) % 1.0, normalized=True)
        inner = shape.representative_point()
        x, y = shapely.get_coordinates([edge, inner]).T @ np.array([0.9, 0.1])
        rows.append(
            {
                "SIGN_COD": row["code"],
                "PARCEL_COD": row["parcel"],
                "S_TYPE": row["class"],
                "S_TEXT": row["words"],
                "geometry": shapely.Point(round(float(x), 3), round(float(y), 3)),
            }
        )
    return rows


def unit_shapes(plots: list[Plot]) -> list[dict[str, object]]:
    """The forty units of the condominium, one on top of the other: forty times the same outline."""
    plot = next(plot for plot in plots if plot.use == "condominium")
    outline = _inside(plot.shape, {"length": 34.0, "width": 18.7, "id": 1}, 0, 1)
    return [
        {
            "UNIT_NO": f"77/{n}",
            "PARCEL_COD": plot.code,
            "FLOOR": (n - 1) // 8 + 1,
            "AREA_SQM": (28.5, 32.25, 35.0, 45.5)[n % 4],
            "geometry": outline,
        }
        for n in range(1, 41)
    ]
