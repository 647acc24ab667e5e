"""Where letters wait, who has not answered, and how many there were: asked of SQLite."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.letters import AwaitedLine, InboxLine, InboxPage, InboxQuery, LetterStatistic
from ltaxgis.storage.cases import SEEN, moment_of, viewer_of
from ltaxgis.storage.counted_page import counted_page

_SEEN_CASE = SEEN.replace("visible_to", "c.visible_to")
_OPEN = "r.recorded_to IS NULL AND r.done_on IS NULL AND r.returned = ''"
_ORDER = "c.priority DESC, c.due IS NULL, c.due, c.sent_at, c.id"


def inbox_page(connection: Connection, query: InboxQuery) -> InboxPage:
    """What waits, the most urgent first, then by its day."""
    parts = list(_inbox(query))
    # what waits is little beside what ever went: its own index first, and each of its cases by what an index says
    asked = (
        "SELECT r.id, c.priority, r.due, r.sent_at FROM routings r INDEXED BY routings_waiting CROSS JOIN cases c "
        "INDEXED BY cases_open ON c.uid = r.case_uid AND c.recorded_to IS NULL "
        f"WHERE {' AND '.join(part for part, _ in parts)}"
    )
    values = tuple(value for _, told in parts for value in told)
    total, page = counted_page(connection, asked, values, _ORDER, query.limit, query.offset)
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.uid, r.case_uid, c.number, r.number, c.title, coalesce(l.sender, ''), c.priority, c.secrecy, "
        "r.division, r.person, r.purpose, r.sent_at, r.due, r.received_at FROM routings r "
        "JOIN cases c ON c.uid = r.case_uid AND c.recorded_to IS NULL "
        "LEFT JOIN letters l ON l.case_uid = c.uid AND l.recorded_to IS NULL "
        f"WHERE r.id IN ({', '.join(map(str, page))})"
    )
    lines = {number: _inbox_line(values) for number, *values in rows}
    return InboxPage(tuple(lines[number] for number in page), total)


def _inbox(query: InboxQuery) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield _OPEN, ()
    places = [(f"r.{name} IN ({', '.join('?' * len(told))})", told)
              for name, told in (("division", query.divisions), ("person", query.persons)) if told]  # fmt: skip
    if places:
        yield f"({' OR '.join(one for one, _ in places)})", tuple(value for _, told in places for value in told)
    if query.purposes:
        yield f"r.purpose IN ({', '.join('?' * len(query.purposes))})", query.purposes
    if query.received is not None:
        yield f"r.received_at IS {'NOT ' if query.received else ''}NULL", ()
    if query.late_on is not None:
        yield "r.due < ?", (query.late_on.isoformat(),)
    yield _SEEN_CASE, (viewer_of(query.viewer),)


def _inbox_line(row: Any) -> InboxLine:
    values = dict(zip(_NAMES, row, strict=True))
    values |= {"routing_uid": Uid(values["routing_uid"]), "case_uid": Uid(values["case_uid"])}
    values["sent_at"], values["due"] = datetime.fromisoformat(values["sent_at"]), _day(values["due"])
    received_at = values["received_at"]
    values["received_at"] = None if received_at is None else datetime.fromisoformat(received_at)
    return InboxLine(**values)


_NAMES = tuple(one.name for one in fields(InboxLine))


def awaited(connection: Connection, viewer: str) -> list[AwaitedLine]:
    """Who was sent a letter with the wish to hear that it came, and has said neither yes nor no; the first sent
    first."""
    rows = connection.exec_driver_sql(
        "SELECT r.uid, c.uid, c.number, c.title, r.name, r.way, r.sent_at, c.priority, r.chased, r.chased_on, r.email, "
        "r.tracking FROM recipients r JOIN cases c ON c.uid = r.case_uid AND c.recorded_to IS NULL "
        "WHERE r.recorded_to IS NULL AND r.awaited AND r.sent_at IS NOT NULL AND r.acknowledged_at IS NULL "
        f"AND r.rejected = '' AND c.state = 'sent' AND {_SEEN_CASE} ORDER BY r.sent_at, r.id",
        (viewer_of(viewer),),
    )
    return [
        AwaitedLine(
            Uid(recipient), Uid(case), number, title, name, way, datetime.fromisoformat(sent_at), priority, chased,
            _day(on), email, tracking,
        )
        for recipient, case, number, title, name, way, sent_at, priority, chased, on, email, tracking in rows
    ]  # fmt: skip


def letter_statistics(connection: Connection, first: date, last: date, today: date) -> list[LetterStatistic]:
    """Of letters that came, or were numbered, between two days, both included. A letter that goes out has ended when
    it was sent; void ones are not counted."""
    came = connection.exec_driver_sql(
        f"SELECT strftime('%Y-%m', c.received_at, '+7 hours'), 'in', c.kind, c.division, {_SUMS} FROM cases c "
        "WHERE c.recorded_to IS NULL AND c.desk = 'letters_in' AND c.received_at >= ? AND c.received_at < ? "
        "GROUP BY 1, 3, 4 ORDER BY 1, 3, 4",
        (today.isoformat(), moment_of(first), moment_of(date.fromordinal(last.toordinal() + 1))),
    ).all()
    went = connection.exec_driver_sql(
        f"SELECT substr(l.numbered_on, 1, 7), 'out', c.kind, c.division, {_SUMS} FROM letters l "
        "JOIN cases c ON c.uid = l.case_uid AND c.recorded_to IS NULL WHERE l.recorded_to IS NULL "
        "AND l.direction = 'out' AND c.state != 'void' AND l.numbered_on BETWEEN ? AND ? GROUP BY 1, 3, 4 "
        "ORDER BY 1, 3, 4",
        (today.isoformat(), first.isoformat(), last.isoformat()),
    ).all()
    return [LetterStatistic(int(month[:4]) + BE_OFFSET, int(month[5:]), *told) for month, *told in (*came, *went)]


_SUMS = (
    "count(*), sum(c.closed_on IS NOT NULL), coalesce(sum(c.closed_on > c.due), 0), "
    "coalesce(sum(c.closed_on IS NULL AND c.due < ?), 0), "
    "coalesce(sum(CAST(julianday(c.closed_on) - julianday(c.starts_on) AS INTEGER)), 0)"
)


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
