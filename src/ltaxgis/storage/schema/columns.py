"""Tables of records: the dataclass's fields, and what time and provenance add to each."""

import types
import typing
from dataclasses import MISSING, Field, fields
from datetime import date, datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.storage.shape_type import Shape


class Utc(TypeDecorator[datetime]):
    """A moment in UTC as ISO text of one width, so that texts sort as times."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> str | None:
        return None if value is None else value.isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: object) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


TYPES: dict[object, type[TypeEngine[typing.Any]]] = {
    str: Text,
    Uid: Text,
    int: Integer,
    bool: Boolean,
    float: Float,
    date: Date,
    datetime: Utc,
}


def record_table(
    metadata: MetaData, name: str, kind: type[Record], *, shapes: dict[str, Shape] | None = None, index: tuple[str, ...]
) -> Table:
    """A table of all versions of records of a kind.

    `id` is local (the R*Tree needs it); the open version of a uid is the row whose `recorded_to` is empty.
    `opened_by` and `closed_by` are lines of the journal: both together are the before and after of each act.
    `same_as` is the version that an undo brought back with this one.
    """
    hints = typing.get_type_hints(kind)
    own = [_column(field, hints[field.name]) for field in fields(kind) if field.name not in (shapes or {})]
    drawn = [Column(field, shape) for field, shape in (shapes or {}).items()]
    table = Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        *own,
        *drawn,
        Column("same_as", Integer),
        Column("recorded_from", Utc, nullable=False),
        Column("recorded_to", Utc),
        Column("opened_by", Integer, ForeignKey("journal.number"), nullable=False),
        Column("closed_by", Integer, ForeignKey("journal.number")),
    )
    Index(f"{name}_versions", table.c.uid, table.c.version, unique=True)
    Index(f"{name}_opened", table.c.opened_by)
    Index(f"{name}_closed", table.c.closed_by, sqlite_where=table.c.closed_by.is_not(None))
    for column in index:
        Index(f"{name}_{column}", table.c[column])
    return table


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record in their order."""
    return tuple(field.name for field in fields(kind))


def _column(field: Field[typing.Any], hint: object) -> Column[typing.Any]:
    plain, optional = _without_none(hint)
    assert plain is not BaseGeometry, f"{field.name} needs a shape type"
    default = None if field.default is MISSING else field.default
    at_rest = None if default is None else str(int(default) if isinstance(default, bool) else default)
    return Column(field.name, TYPES[plain](), nullable=optional, default=default, server_default=at_rest)


def _without_none(hint: object) -> tuple[object, bool]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        plain = [part for part in typing.get_args(hint) if part is not type(None)]
        return plain[0], True
    return hint, False
