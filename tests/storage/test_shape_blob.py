"""Shapes are stored in the form that SpatiaLite itself would give them."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.create import create_project
from ltaxgis.storage.project import SqlProject, open_project
from ltaxgis.storage.shape_blob import shape_blobs

SHAPES = (
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))",
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 3 2, 3 3, 2 2)), ((20 20, 29 20, 29 29, 20 20)))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 3 2, 3 3, 2 2))",
    "POINT (1 2)",
    "MULTIPOINT (1 2, 3 4)",
    "LINESTRING (1 2, 3 4, 5 6)",
    "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8, 9 9))",
    "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SqlProject:
    path = tmp_path_factory.mktemp("แผนที่ภาษี 2569") / "ทต.ตัวอย่าง.ltax"
    create_project(path, ProjectSettings("ทต.ตัวอย่าง", 32647))
    return open_project(path)


def _by_spatialite(project: SqlProject, shape: BaseGeometry) -> bytes | None:
    with project.engine.connect() as connection:
        blob: bytes | None = connection.exec_driver_sql("SELECT GeomFromWKB(?, 32647)", (shape.wkb,)).scalar()
    return blob


@pytest.mark.parametrize("wkt", SHAPES)
def test_each_kind_of_shape_is_as_spatialite_writes_it(project: SqlProject, wkt: str) -> None:
    shape = shapely.from_wkt(wkt)
    with project.engine.connect() as connection:
        assert shape_blobs(connection, [shape, None], 32647) == [_by_spatialite(project, shape), None]


corners = st.tuples(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(corners, min_size=3, max_size=9), min_size=1, max_size=4))
def test_any_polygons_are_as_spatialite_writes_them(
    project: SqlProject, rings: list[list[tuple[float, float]]]
) -> None:
    shape = shapely.MultiPolygon([shapely.Polygon(ring) for ring in rings])
    with project.engine.connect() as connection:
        assert shape_blobs(connection, [shape], 32647) == [_by_spatialite(project, shape)]


def test_a_third_dimension_is_left_out(project: SqlProject) -> None:
    with project.engine.connect() as connection:
        high = shape_blobs(connection, [shapely.from_wkt("MULTIPOINT Z (1 2 9, 3 4 9)")], 32647)
        assert high == shape_blobs(connection, [shapely.from_wkt("MULTIPOINT (1 2, 3 4)")], 32647)


@pytest.mark.parametrize("wkt", ["POLYGON EMPTY", "POINT EMPTY", "GEOMETRYCOLLECTION EMPTY"])
def test_what_has_no_corner_is_no_shape(project: SqlProject, wkt: str) -> None:
    with project.engine.connect() as connection:
        assert shape_blobs(connection, [shapely.from_wkt(wkt)], 32647) == [None]
