"""A page of a list with the length of the list, looked for once."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

_COLUMN = re.compile(r"\bc\.(\w+)")


def counted_page(
    connection: Connection, asked: str, values: Sequence[object], order: str, limit: int, offset: int
) -> tuple[int, list[int]]:
    """How many rows the statement `asked` finds, and the ids of a page of them. It answers `id` and the columns by
    which `order` sorts, which names them as those of `c`."""
    statement = (
        f"WITH c AS MATERIALIZED ({asked}) SELECT count(*) FROM c UNION ALL "
        f"SELECT id FROM (SELECT c.id FROM c ORDER BY {order} LIMIT ? OFFSET ?)"
    )
    driver: Any = connection.connection.cursor()  # without a row object each
    ((total,), *page) = driver.execute(statement, (*values, limit, offset)).fetchall()
    return int(total), [number for (number,) in page]


def columns_in(order: str) -> str:
    """The columns of `c` by which an order sorts, and its id."""
    return ", ".join(dict.fromkeys(("c.id", *(f"c.{name}" for name in _COLUMN.findall(order)))))
