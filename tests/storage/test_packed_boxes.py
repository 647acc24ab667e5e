"""An R*Tree that was packed answers as one that grew."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pysqlite3.dbapi2 as sqlite
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sqlalchemy import Connection, create_engine

from ltaxgis.storage.bulk import store_boxes
from ltaxgis.storage.packed_boxes import pack_boxes


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=sqlite)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def boxes(connection: Connection, index: str) -> list[Any]:
    return list(connection.exec_driver_sql(f"SELECT * FROM {index} ORDER BY pkid").all())


def squares(corner: NDArray[np.float64], size: NDArray[np.float64]) -> list[Any]:
    far = corner + size
    return list(shapely.box(corner[:, 0].tolist(), corner[:, 1].tolist(), far[:, 0].tolist(), far[:, 1].tolist()))


@given(
    count=st.one_of(st.integers(0, 120), st.sampled_from([51 * 51, 51 * 51 + 1, 3_000])),
    seed=st.integers(0, 9),
    scale=st.sampled_from([0.0, 1.0, 7e5, 1e7]),
)
def test_it_holds_the_boxes_that_a_grown_one_holds(connection: Connection, count: int, seed: int, scale: float) -> None:
    random = np.random.default_rng(seed)
    corner = random.uniform(-scale, scale, (count, 2))
    drawn = squares(corner, random.uniform(0, 40, (count, 2)))
    shapes = [None if i % 10 == 3 else shape for i, shape in enumerate(drawn)]
    for index in ("grown", "packed"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {index}")
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {index} USING rtree (pkid, xmin, xmax, ymin, ymax)")
    if shapes:
        store_boxes(connection, "grown", 1, shapes)
        pack_boxes(connection, "packed", shapes)

    assert boxes(connection, "packed") == boxes(connection, "grown")
    assert connection.exec_driver_sql("SELECT rtreecheck('packed')").scalar() == "ok"
    window = f"xmin < {scale / 3} AND xmax > {-scale / 2} AND ymin < {scale / 2} AND ymax > {-scale / 3}"
    found = [
        connection.exec_driver_sql(f"SELECT pkid FROM {index} WHERE {window} ORDER BY pkid").all()
        for index in ("packed", "grown")
    ]
    assert found[0] == found[1]


def test_it_grows_and_shrinks_like_any_other(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS packed")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE packed USING rtree (pkid, xmin, xmax, ymin, ymax)")
    pack_boxes(connection, "packed", squares(np.arange(10_000.0).reshape(-1, 2), np.ones((5_000, 2))))
    connection.exec_driver_sql("DELETE FROM packed WHERE pkid % 3 = 0")
    connection.exec_driver_sql("INSERT INTO packed VALUES (9000, 1, 2, 1, 2)")
    assert connection.exec_driver_sql("SELECT rtreecheck('packed')").scalar() == "ok"
    assert connection.exec_driver_sql("SELECT count(*) FROM packed").scalar() == 5_000 - 1_666 + 1
