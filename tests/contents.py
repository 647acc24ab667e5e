"""What a project file holds, to be compared before and after."""

from pathlib import Path

from ltaxgis.storage.engine import connect

OWN = ("open_by", "gate")
"""Who has it open now is no content."""


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by table; `ok` from the integrity check is asked first."""
    connection = connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )]  # fmt: skip
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name not in OWN}
    finally:
        connection.close()
