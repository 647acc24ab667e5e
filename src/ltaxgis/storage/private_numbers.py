"""Identity and telephone numbers in full: in one table, everything else holds their keys."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from ltaxgis.storage.schema.tables import Tables


def keys_for(connection: Connection, tables: Tables, numbers: Iterable[str]) -> dict[str, int]:
    """A key for each number; a number met before keeps its key."""
    table = tables.private_numbers
    wanted = {number for number in numbers if number}
    known: dict[str, int] = {
        number: key for key, number in connection.execute(select(table.c.key, table.c.number)) if number in wanted
    }
    new = sorted(wanted - known.keys())
    if new:
        connection.execute(insert(table), [{"number": number} for number in new])
        rows = connection.execute(select(table.c.key, table.c.number))
        known |= {number: key for key, number in rows if number in wanted}
    return known


def number_of(connection: Connection, tables: Tables, key: int) -> str:
    table = tables.private_numbers
    return str(connection.execute(select(table.c.number).where(table.c.key == key)).scalar_one())
