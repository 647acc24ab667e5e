"""The R*Tree of what is drawn: it must know each shape that is stored."""

from sqlalchemy import Connection, Engine

from ltaxgis.domain.ids import Uid
from ltaxgis.storage.schema.tables import Tables
from ltaxgis.storage.shape_type import Shape


def mend_shape_index(engine: Engine, tables: Tables) -> list[str]:
    """Indexes that hold another number of shapes than their table are made anew; answers their tables."""
    mended = []
    for table in tables.of.values():
        if isinstance(getattr(table.c.get("shape"), "type", None), Shape):
            with engine.connect() as connection, connection.begin():
                wrong = _differs(connection, table.name)
            if wrong:
                with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
                    connection.exec_driver_sql(f"SELECT RecoverSpatialIndex('{table.name}', 'shape')")
                mended.append(table.name)
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
