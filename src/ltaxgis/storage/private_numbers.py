"""Identity and telephone numbers in full: in one table, everything else holds their keys."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from ltaxgis.storage.schema.tables import Tables

FEW = 500


def keys_for(connection: Connection, tables: Tables, numbers: Iterable[str]) -> dict[str, int]:
    """A key for each number; a number met before keeps its key."""
    wanted = {number for number in numbers if number}
    known = _known(connection, tables, wanted)
    new = sorted(wanted - known.keys())
    if new:
        connection.execute(insert(tables.private_numbers), [{"number": number} for number in new])
        known |= _known(connection, tables, set(new))
    return known


def _known(connection: Connection, tables: Tables, wanted: set[str]) -> dict[str, int]:
    table = tables.private_numbers
    query = select(table.c.key, table.c.number)
    if len(wanted) <= FEW:  # a file brings all, a form one or two
        query = query.where(table.c.number.in_(sorted(wanted)))
    return {number: key for key, number in connection.execute(query) if number in wanted}


def key_of(connection: Connection, tables: Tables, number: str) -> int | None:
    """The key of a number that is known."""
    table = tables.private_numbers
    return connection.execute(select(table.c.key).where(table.c.number == number)).scalar()


def number_of(connection: Connection, tables: Tables, key: int) -> str:
    table = tables.private_numbers
    return str(connection.execute(select(table.c.number).where(table.c.key == key)).scalar_one())
