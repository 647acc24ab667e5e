"""Painter paths in bulk, rings thinned and put into groups."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from tests.render.map_scene import objects

from ltaxgis.render.paths import painter_paths
from ltaxgis.render.rings import first_of_each, groups, hilbert, polygon_rings, snapped

DONUT = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])


def test_a_path_has_the_places_of_its_shapes_in_their_rings() -> None:
    rings = polygon_rings(objects(DONUT, None, shapely.box(20, 0, 30, 10)), (0.0, 0.0))

    batch = painter_paths(rings, np.array([0, 0, 1]), np.array([3, 0, 5], np.int8))

    assert [path.elementCount() for path in batch.paths] == [10, 5]
    assert batch.classes.tolist() == [3, 5]
    assert batch.boxes.tolist() == [[0, 0, 10, 10], [20, 0, 30, 10]]
    starts = [number for number in range(10) if batch.paths[0].elementAt(number).isMoveTo()]
    assert starts == [0, 5]
    assert batch.paths[1].boundingRect().getRect() == (20.0, 0.0, 10.0, 10.0)


def test_overlapping_shapes_in_one_path_stay_filled_and_holes_stay_open() -> None:
    shapes = objects(DONUT, shapely.box(5, 0, 15, 3))

    [path] = painter_paths(polygon_rings(shapes, (0.0, 0.0)), np.zeros(2, np.int64), np.zeros(2, np.int8)).paths

    assert path.contains(QPointF(7, 1))
    assert not path.contains(QPointF(5, 5))
    assert path.contains(QPointF(1, 1))


def test_polygons_inside_collections_are_found_and_lines_are_not() -> None:
    line = shapely.LineString([(0, 0), (5, 5)])
    mixed = shapely.GeometryCollection([shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]), line])

    rings = polygon_rings(objects(mixed, shapely.Point(1, 1), shapely.Polygon()), (0.0, 0.0))

    assert rings.owner.tolist() == [0]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=3, max_size=12), st.floats(0.1, 20))
@settings(max_examples=60)
def test_thinning_moves_no_place_further_than_its_cell_and_keeps_rings_closed(
    places: list[tuple[float, float]], cell: float
) -> None:
    rings = polygon_rings(objects(shapely.Polygon(places)), (0.0, 0.0))

    thin = snapped(rings, cell)

    for start, end in zip(thin.starts[:-1], thin.starts[1:], strict=True):
        ring = thin.xy[start:end]
        assert len(ring) >= 4
        assert (ring[0] == ring[-1]).all()
        near = np.abs(ring[:, None, :] - rings.xy[None, :, :]).max(axis=2).min(axis=1)
        assert (near <= cell / 2 + 1e-9).all()


def test_neighbours_on_a_grid_get_neighbouring_numbers_along_the_curve() -> None:
    side = 32
    places = np.array([(x, y) for x in range(side) for y in range(side)], dtype=float)

    order = np.argsort(hilbert(places, order=5))

    steps = np.abs(np.diff(places[order], axis=0)).sum(axis=1)
    assert (steps == 1).all()


def test_a_group_holds_one_class_only() -> None:
    rng = np.random.default_rng(4)
    classes = rng.integers(0, 5, 1000).astype(np.int8)

    found = groups(hilbert(rng.random((1000, 2))), classes, 20)

    assert all(len(np.unique(classes[found == number])) == 1 for number in range(found.max() + 1))
    assert np.bincount(found).mean() > 10


def test_identical_shapes_are_known_by_the_first_of_them() -> None:
    shapes = objects(shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6), shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1))

    first = first_of_each(
        shapely.bounds(shapes), shapely.area(shapes), shapely.get_num_coordinates(shapes).astype(np.int64)
    )

    assert first.tolist() == [0, 1, 0, 0]
