"""Finding anything by any part of it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import Hit
from ltaxgis.storage.schema.tables import Tables


def rebuild(connection: Connection, tables: Tables) -> None:
    """The index holds what is open now."""


def refresh(connection: Connection, tables: Tables, uids: Iterable[Uid]) -> None:
    """The index follows a change of a few things."""


def find(connection: Connection, tables: Tables, text: str, kinds: Sequence[str], limit: int) -> list[Hit]:
    """The best hits first."""
    return []
