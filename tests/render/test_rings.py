"""Rings taken from shapes all at once are those that would be taken one by one."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry
from tests.render.map_scene import objects

from ltaxgis.render.rings import line_rings, point_places, polygon_rings

HOLE = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(2, 2), (4, 2), (4, 4), (2, 4)], [(5, 5), (7, 5), (7, 7)]])
WRONG_WAY = shapely.Polygon(HOLE.exterior.coords[::-1], [ring.coords[::-1] for ring in HOLE.interiors])
SHAPES: list[BaseGeometry | None] = [
    HOLE, WRONG_WAY, shapely.box(20, 0, 30, 5), shapely.MultiPolygon([WRONG_WAY, shapely.box(40, 0, 44, 4)]),
    shapely.MultiPolygon([shapely.Polygon(), shapely.box(50, 0, 54, 4)]), shapely.Polygon(), shapely.MultiPolygon(),
    None, shapely.Point(1, 2), shapely.LineString([(0, 0), (5, 5)]),
    shapely.GeometryCollection([shapely.box(60, 0, 61, 1), shapely.Point(3, 3), shapely.LineString([(1, 1), (2, 2)])]),
]  # fmt: skip


@given(st.lists(st.sampled_from(SHAPES), max_size=12))
def test_outer_rings_run_against_the_clock_holes_with_it_and_none_is_lost(shapes: list[BaseGeometry | None]) -> None:
    rings = polygon_rings(objects(*shapes), (0.0, 0.0))

    parts, owner = shapely.get_parts(shapely.get_parts(objects(*shapes)), return_index=True)
    found = [rings.xy[start:end] for start, end in zip(rings.starts[:-1], rings.starts[1:], strict=True)]
    polygons = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    expected = [ring for polygon in shapely.orient_polygons(polygons) for ring in shapely.get_rings(polygon)]
    assert len(owner) == len(parts)
    assert [shapely.is_ccw(shapely.LinearRing(xy)) for xy in found] == [shapely.is_ccw(ring) for ring in expected]
    assert all(shapely.equals(shapely.LinearRing(xy), ring) for xy, ring in zip(found, expected, strict=True))


def test_each_ring_line_and_point_knows_its_shape() -> None:
    shapes = objects(*SHAPES)

    assert np.unique(polygon_rings(shapes, (0.0, 0.0)).owner).tolist() == [0, 1, 2, 3, 4, 10]
    assert line_rings(shapes, (0.0, 0.0)).owner.tolist() == [9, 10]
    assert point_places(shapes)[1].tolist() == [8, 10]
