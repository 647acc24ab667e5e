"""What a project file holds, to be compared before and after."""

from pathlib import Path

from ltaxgis.storage.engine import connect
from ltaxgis.storage.schema.tables import make_tables

NO_CONTENT = {"open_by", "gate"}
"""Who has it open now. (SpatiaLite's own tables keep a diary of who looked: they are none of ours.)"""
TABLES = sorted({*make_tables(32647).metadata.tables, "search_rows"} - NO_CONTENT)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, by table; `ok` from the integrity check is asked first."""
    connection = connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}
    finally:
        connection.close()
