"""The R*Tree of what is drawn: it must know each shape that is stored."""

from sqlalchemy import Connection, Engine

from ltaxgis.domain.ids import Uid

_DRAWN = "SELECT f_table_name FROM geometry_columns WHERE f_geometry_column = 'shape' ORDER BY rowid"


def mend_shape_index(engine: Engine) -> list[str]:
    """Indexes that hold another number of shapes than their table are made anew; answers their tables."""
    with engine.connect() as connection, connection.begin():
        drawn = connection.exec_driver_sql(_DRAWN).scalars().all()
        mended = [table for table in drawn if _differs(connection, table)]
    for table in mended:
        with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            connection.exec_driver_sql(f"SELECT RecoverSpatialIndex('{table}', 'shape')")
    return mended


def near_uids(connection: Connection, table: str, box: tuple[float, float, float, float]) -> list[Uid]:
    """The open records whose box touches this one."""
    west, south, east, north = box
    query = (
        f'SELECT uid FROM "{table}" WHERE recorded_to IS NULL AND id IN (SELECT pkid FROM "idx_{table}_shape" '
        "WHERE xmax >= ? AND xmin <= ? AND ymax >= ? AND ymin <= ?) ORDER BY id"
    )
    return [Uid(uid) for uid in connection.exec_driver_sql(query, (west, east, south, north)).scalars()]


def _differs(connection: Connection, table: str) -> bool:
    stored = f'SELECT count(shape) FROM "{table}"'
    indexed = f'SELECT count(*) FROM "idx_{table}_shape_rowid"'
    return bool(connection.exec_driver_sql(f"SELECT ({stored}) != ({indexed})").scalar())
