"""The journal: who did what, when and why. The records themselves hold the before and the after."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    Table,
    distinct,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.parcels import Link
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.storage.schema.tables import Tables

NAMED_AT_MOST = 5_000


def open_line(connection: Connection, tables: Tables, actor: Actor, action: str, reason: str, at: datetime) -> int:
    """A line for the act that begins; its count is filled in when it is done. Private numbers in its reason are
    masked: the journal is read by many."""
    values = {"uid": new_uid(), "at": at, "actor": actor.name, "position": actor.position, "action": action,
              "reason": mask_numbers_in(reason), "count": 0}  # fmt: skip
    number = connection.execute(insert(tables.journal), values).inserted_primary_key
    assert number is not None
    return int(number[0])


def close_line(connection: Connection, tables: Tables, number: int) -> Applied:
    """Counts what the act touched and answers its line."""
    written = _written(connection, list(tables.of.values()), number)
    count = sum(_count_touched(connection, table, number) for table in written)
    connection.execute(update(tables.journal).where(tables.journal.c.number == number).values(count=count))
    row = connection.execute(select(tables.journal).where(tables.journal.c.number == number)).one()
    touched: set[Uid] = set()
    if count <= NAMED_AT_MOST:
        for table in written:
            touched.update(connection.execute(select(_touched(table, number).c.uid)).scalars())
    named = frozenset(touched) if count <= NAMED_AT_MOST else None
    return Applied(number, row.action, row.actor, row.at, row.reason, count, row.undoes, None, named)


def _written(connection: Connection, every: list[Table], number: int) -> list[Table]:
    """Those in which an act opened or closed something, found by one statement: most acts touch a few of many."""
    asked = " UNION ALL ".join(
        f'SELECT {place} WHERE EXISTS (SELECT 1 FROM "{table.name}" WHERE opened_by = {number}) '
        f'OR EXISTS (SELECT 1 FROM "{table.name}" WHERE closed_by = {number})'
        for place, table in enumerate(every)
    )
    return [every[place] for place in connection.exec_driver_sql(asked).scalars()]


def _count_touched(connection: Connection, table: Table, number: int) -> int:
    """The uids that the act which ends now opened or closed: those it leaves open, and those it only closed."""
    t = table.c
    left_open = select(t.uid).where(t.opened_by == number, t.closed_by.is_(None))
    closed = select(func.count(distinct(t.uid))).where(t.closed_by == number, t.uid.not_in(left_open))
    opened = select(func.count()).select_from(left_open.subquery())
    return connection.execute(opened).scalar_one() + connection.execute(closed).scalar_one()


def _touched(table: Table, number: int) -> Subquery:
    """The uids an act opened or closed in a table."""
    opened = select(table.c.uid).where(table.c.opened_by == number)
    return opened.union(select(table.c.uid).where(table.c.closed_by == number)).subquery()


def lines(connection: Connection, tables: Tables, limit: int) -> list[Applied]:
    """The newest acts first, without what they touched."""
    table = tables.journal
    rows = connection.execute(select(table).order_by(table.c.number.desc()).limit(limit))
    return [
        Applied(r.number, r.action, r.actor, r.at, r.reason, r._mapping["count"], r.undoes, r.undone_by) for r in rows
    ]


def undo_line(connection: Connection, tables: Tables, number: int, by: int, at: datetime) -> None:
    """Takes an act back as a new act: what it opened is closed, what it closed opens again as a new version.

    Raises `Conflict` where something stands on it: a later version of what it touched, or a link to what it brought;
    `Refused` where it gave a number.
    """
    journal = tables.journal
    given = tables.of[GivenNumber]
    gave = or_(given.c.opened_by == number, given.c.closed_by == number)
    if connection.execute(select(given.c.id).where(gave)).first():
        raise Refused("undo.number_given")
    free = select(journal.c.number).where(journal.c.number == number, journal.c.undone_by.is_(None))
    if connection.execute(free).first() is None:
        raise Conflict("undo.already", number=number)
    written = _written(connection, tables.versioned, number)
    _refuse_dangling(connection, tables.of[Link], written, number)
    for table in written:
        _refuse_later(connection, table, number)
        _take_back(connection, table, number, by, at)
    connection.execute(update(journal).where(journal.c.number == number).values(undone_by=by))
    connection.execute(update(journal).where(journal.c.number == by).values(undoes=number))


def _refuse_later(connection: Connection, table: Table, number: int) -> None:
    """What the act left must still stand: its versions open, or brought back by an undo; its ends still ended."""
    standing = table.alias()
    left = exists().where(
        standing.c.uid == table.c.uid, standing.c.recorded_to.is_(None), _root(standing) == _root(table)
    )
    overtaken = select(table.c.uid).where(table.c.opened_by == number, ~left)
    again = exists().where(standing.c.uid == table.c.uid, standing.c.recorded_to.is_(None))
    opened = exists().where(standing.c.uid == table.c.uid, standing.c.opened_by == number)
    risen = select(table.c.uid).where(table.c.closed_by == number, ~opened, again)
    for query in (overtaken, risen):
        if connection.execute(query.limit(1)).first():
            raise Conflict("undo.stands_on", number=number, kind=table.name)


def _root(table: FromClause) -> ColumnElement[int]:
    return func.coalesce(table.c.same_as, table.c.version)


def _refuse_dangling(connection: Connection, links: Table, written: list[Table], number: int) -> None:
    for column in (links.c.row_uid, links.c.parcel_uid):
        for table in written:
            brought = select(table.c.uid).where(table.c.opened_by == number, table.c.version == 1)
            standing = select(links.c.uid).where(
                links.c.recorded_to.is_(None), links.c.opened_by != number, column.in_(brought)
            )
            if connection.execute(standing.limit(1)).first():
                raise Conflict("undo.stands_on", number=number, kind=links.name)


def _take_back(connection: Connection, table: Table, number: int, by: int, at: datetime) -> None:
    opened = select(table.c.uid).where(table.c.opened_by == number)
    connection.execute(
        update(table).where(table.c.uid.in_(opened), table.c.recorded_to.is_(None)).values(recorded_to=at, closed_by=by)
    )
    new = ("id", "version", "same_as", "recorded_from", "recorded_to", "opened_by", "closed_by")
    kept = [column for column in table.columns if column.name not in new]
    versions = table.alias()
    newest = select(func.max(versions.c.version)).where(versions.c.uid == table.c.uid).scalar_subquery()
    moment = literal(at, table.c.recorded_from.type)
    copy = select(*kept, newest + 1, _root(table), moment, literal(by)).where(table.c.closed_by == number)
    connection.execute(insert(table).from_select([*kept, "version", "same_as", "recorded_from", "opened_by"], copy))
