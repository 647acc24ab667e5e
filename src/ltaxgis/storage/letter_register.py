"""The books of correspondence, cut into pages by SQLite: all numbers of a series, whatever has them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import owner_name
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ports.letters import RegisterLine, RegisterPage, RegisterQuery, RoutedLine
from ltaxgis.storage.case_search import found_by
from ltaxgis.storage.cases import HIDDEN, PARTY, SEEN, viewer_of
from ltaxgis.storage.counted_page import counted_page

Values = tuple[object, ...]

_COLUMNS = (
    "g.id, g.uid, g.series, g.number, g.text, g.state, g.reason, g.dated AS day, c.uid AS case_uid, c.desk, c.kind, "
    "c.state AS case_state, c.title, c.division, c.assignee, c.priority, c.secrecy, c.due, c.closed_on, "
    "c.received_at, l.their_number, l.dated, l.sender, l.addressee, l.action, l.remark, l.circular, "
    f"o.prefix, o.first_name, o.last_name, {HIDDEN} AS person_hidden, {SEEN.replace('visible_to', 'c.visible_to')} "
    "AS seen"
)
_FROM = (
    "given_numbers g LEFT JOIN cases c ON c.uid = g.case_uid AND c.recorded_to IS NULL "
    "LEFT JOIN letters l ON l.case_uid = g.case_uid AND l.recorded_to IS NULL "
    f"LEFT JOIN owners o ON o.uid = {PARTY} AND o.recorded_to IS NULL"
)


def register_page(connection: Connection, query: RegisterQuery) -> RegisterPage:
    """One page of a book, and how many numbers it has."""
    total, told = _page(connection, query)
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE g.id IN ({', '.join(map(str, told))})", (viewer_of(query.viewer),)
    ).mappings()
    by_id = {row["id"]: row for row in rows}
    cases = [row["case_uid"] for row in by_id.values() if row["case_uid"] and row["seen"]]
    routed, receivers = _routed(connection, cases), _receivers(connection, cases)
    return RegisterPage(tuple(_line(by_id[one], routed, receivers) for one in told), total)


def _page(connection: Connection, query: RegisterQuery) -> tuple[int, list[int]]:
    """How many there are, and the rows of the page in their order."""
    where, values = _where(query)
    way = "DESC" if query.newest_first else "ASC"
    if not query.text.strip() and not query.worked_by:
        total = connection.exec_driver_sql(f"SELECT count(*) FROM given_numbers g WHERE {where}", values).scalar_one()
        asked = f"SELECT g.id FROM given_numbers g WHERE {where} ORDER BY g.number {way} LIMIT ? OFFSET ?"
        return int(total), list(connection.exec_driver_sql(asked, (*values, query.limit, query.offset)).scalars())
    asked = f"SELECT g.id, g.number, g.case_uid FROM given_numbers g INDEXED BY given_book WHERE {where}"
    if query.text.strip():
        asked, values = _saying(connection, query, where, values)
    if query.worked_by:
        asked, values = f"SELECT g.* FROM ({asked}) g WHERE {_WORKED_BY}", (*values, query.worked_by, query.worked_by)
    return counted_page(connection, asked, values, f"c.number {way}", query.limit, query.offset)


def _saying(connection: Connection, query: RegisterQuery, where: str, values: Values) -> tuple[str, Values]:
    """The numbers whose case says it or which hold it themselves: from the cases to their numbers, not the other way,
    or each number of the book would be looked up among the cases."""
    found, said = found_by(connection, query.text).condition
    asked = (
        "SELECT g.id, g.number, g.case_uid FROM cases c CROSS JOIN given_numbers g INDEXED BY given_numbers_case_uid "
        f"ON g.case_uid = c.uid WHERE c.recorded_to IS NULL AND {_SEEN_CASE} AND {found} AND {where} UNION "
        f"SELECT g.id, g.number, g.case_uid FROM given_numbers g INDEXED BY given_book WHERE {where} "
        "AND instr(g.text, ?) > 0"
    )
    return asked, (viewer_of(query.viewer), *said, *values, *values, to_arabic(query.text.strip()))


def _where(query: RegisterQuery) -> tuple[str, Values]:
    parts = list(_conditions(query))
    return " AND ".join(part for part, _ in parts), tuple(value for _, values in parts for value in values)


def _conditions(query: RegisterQuery) -> Iterator[tuple[str, Values]]:
    yield "g.recorded_to IS NULL", ()
    yield "g.series = ? AND g.division = ? AND g.year = ?", (query.series, query.division, query.year)
    if query.states:
        yield f"g.state IN ({', '.join('?' * len(query.states))})", query.states
    if query.first is not None or query.last is not None:
        days = ((query.first or date.min).isoformat(), (query.last or date.max).isoformat())
        yield "g.dated BETWEEN ? AND ?", days


_SEEN_CASE = SEEN.replace("visible_to", "c.visible_to")
_WORKED_BY = (
    "g.case_uid IN (SELECT uid FROM cases WHERE recorded_to IS NULL AND division = ? "
    "UNION SELECT case_uid FROM routings WHERE recorded_to IS NULL AND division = ?)"
)


def _routed(connection: Connection, cases: Sequence[str]) -> dict[str, list[RoutedLine]]:
    found: dict[str, list[RoutedLine]] = {}
    rows = connection.exec_driver_sql(
        "SELECT case_uid, division, person, purpose, sent_at, number, done_on, returned FROM routings "
        f"WHERE recorded_to IS NULL AND case_uid IN ({', '.join('?' * len(cases))}) ORDER BY place, id",
        tuple(cases),
    )
    for case, division, person, purpose, sent_at, number, done_on, returned in rows:
        told = RoutedLine(
            division, person, purpose, datetime.fromisoformat(sent_at), number, _day(done_on), bool(returned)
        )
        found.setdefault(case, []).append(told)
    return found


def _receivers(connection: Connection, cases: Sequence[str]) -> dict[str, tuple[str, int]]:
    """The first receiver of each letter, and how many it has."""
    rows = connection.exec_driver_sql(
        "SELECT case_uid, count(*), min(printf('%09d', place) || name) FROM recipients "
        f"WHERE recorded_to IS NULL AND case_uid IN ({', '.join('?' * len(cases))}) GROUP BY case_uid",
        tuple(cases),
    )
    return {case: (first[9:], count) for case, count, first in rows}


def _line(row: Any, routed: dict[str, list[RoutedLine]], receivers: dict[str, tuple[str, int]]) -> RegisterLine:
    plain = {
        "number_uid": Uid(row["uid"]), "series": row["series"], "number": row["number"], "text": row["text"],
        "state": row["state"], "reason": row["reason"], "day": _day(row["day"]) or _received_on(row),
    }  # fmt: skip
    if row["case_uid"] is None:
        return RegisterLine(**plain)
    if not row["seen"]:
        return RegisterLine(**{**plain, "reason": ""}, hidden=True, secrecy=row["secrecy"])
    first, count = receivers.get(row["case_uid"], ("", 0))
    return RegisterLine(
        **plain, case_uid=Uid(row["case_uid"]), desk=row["desk"], kind=row["kind"], case_state=row["case_state"],
        their_number=row["their_number"] or "", dated=_day(row["dated"]), sender=_sender(row),
        addressee=row["addressee"] or first, subject=row["title"], action=row["action"] or "",
        remark=row["remark"] or "", division=row["division"], assignee=row["assignee"], urgency=row["priority"],
        secrecy=row["secrecy"], circular=bool(row["circular"]), due=_day(row["due"]),
        closed_on=_day(row["closed_on"]), receivers=count, routed=tuple(routed.get(row["case_uid"], ())),
    )  # fmt: skip


def _sender(row: Any) -> str:
    """What the letter says, or who stands in the case where he may be named."""
    if row["sender"] or row["person_hidden"]:
        return row["sender"] or ""
    return owner_name(row["prefix"] or "", row["first_name"] or "", row["last_name"] or "")


def _received_on(row: Any) -> date | None:
    """The day of a number of an older version of the program, which kept none with it."""
    at = row["received_at"]
    return None if at is None else datetime.fromisoformat(at).astimezone(BANGKOK).date()


def _day(told: str | None) -> date | None:
    return None if not told else date.fromisoformat(told)
