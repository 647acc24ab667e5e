"""Identity and telephone numbers in full: in one table, everything else holds their keys."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from ltaxgis.storage.bulk import run_many
from ltaxgis.storage.schema.tables import Tables

FEW = 500


def keys_for(connection: Connection, tables: Tables, numbers: Iterable[str]) -> dict[str, int]:
    """A key for each number; a number met before keeps its key."""
    wanted = {number for number in numbers if number}
    known = _known(connection, wanted)
    new = sorted(wanted - known.keys())
    if new:
        run_many(connection, "INSERT INTO private_numbers (number) VALUES (?)", zip(new, strict=True))
        known |= _known(connection, set(new))
    return known


def _known(connection: Connection, wanted: set[str]) -> dict[str, int]:
    query, asked = "SELECT number, key FROM private_numbers", sorted(wanted)
    if len(asked) <= FEW:  # a file brings all, a form one or two
        query = f"{query} WHERE number IN ({', '.join('?' * len(asked))})"
    rows = connection.connection.cursor().execute(query, asked if len(asked) <= FEW else ())
    return {number: key for number, key in rows if number in wanted}


def key_of(connection: Connection, tables: Tables, number: str) -> int | None:
    """The key of a number that is known."""
    table = tables.private_numbers
    return connection.execute(select(table.c.key).where(table.c.number == number)).scalar()


def number_of(connection: Connection, tables: Tables, key: int) -> str:
    table = tables.private_numbers
    return str(connection.execute(select(table.c.number).where(table.c.key == key)).scalar_one())
