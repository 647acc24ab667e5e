"""Lists of cases, counted and cut into pages by SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.cases import NAMES_APART
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import owner_name
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.cases import CaseCounts, CaseLine, CasePage, CaseQuery, CaseStatistic, SetDay
from ltaxgis.storage.case_search import Condition, Found, among, count_saying, found_by
from ltaxgis.storage.counted_page import columns_in, counted_page

_AT_ONCE = 500
TOP = 5_000
"""So many rows of a list are looked through for what many cases say, before all of them are."""
_ORDERS = {
    "due": "c.due IS NULL, c.due, c.received_at",
    "-due": "c.due DESC, c.received_at DESC",
    "due_number": "c.due, c.number",
    "received": "c.received_at, c.id",
    "-received": "c.received_at DESC, c.id DESC",
    "number": "c.number",
    "-number": "c.number DESC",
    "state": "c.state, c.due",
    "-state": "c.state DESC, c.due",
    "priority": "c.priority DESC, c.due IS NULL, c.due",
    "-priority": "c.priority, c.due",
    **{
        f"{sign}{name}": f"c.{column}{' DESC' if sign else ''}, c.due"
        for name, column in (
            ("category", "category"),
            ("title", "title"),
            ("place", "place_text"),
            ("division", "division"),
            ("assignee", "assignee"),
            ("closed", "closed_on"),
        )
        for sign in ("", "-")
    },
}
PARTY = (
    "(SELECT p.owner_uid FROM case_parties p WHERE p.case_uid = c.uid AND p.recorded_to IS NULL ORDER BY p.id LIMIT 1)"
)
HIDDEN = (
    "(SELECT t.hide_from_assignee OR t.anonymous FROM petitions t WHERE t.case_uid = c.uid AND t.recorded_to IS NULL)"
)
_CORRESPONDENT = (
    "(SELECT iif(l.direction = 'in', l.sender, l.addressee) FROM letters l "
    "WHERE l.case_uid = c.uid AND l.recorded_to IS NULL)"
)
_COLUMNS = (
    "c.uid, c.desk, c.number, c.register_number, c.kind, c.category, c.title, c.state, c.division, c.assignee, "
    "c.received_at, c.starts_on, c.due, c.closed_on, c.folder_at, c.place_text, c.priority, c.paused"
)
"""The columns of a line in its order."""


def case_page(connection: Connection, query: CaseQuery) -> CasePage:
    """One page of a work list, and how long the list is."""
    total, ids = _page(connection, query)
    # the page first, its people after: a name for each of fifty thousand would take half a second
    driver: Any = connection.connection.cursor()  # without a row object each
    rows = driver.execute(
        f"SELECT c.id, {_COLUMNS}, {_CORRESPONDENT}, o.prefix, o.first_name, o.last_name, {HIDDEN} FROM cases c "
        f"LEFT JOIN owners o ON o.uid = {PARTY} AND o.recorded_to IS NULL WHERE c.id IN ({', '.join(map(str, ids))})"
    )
    lines = {number: _line(values) for number, *values in rows}
    return CasePage(tuple(lines[number] for number in ids), total)


def case_uids(connection: Connection, query: CaseQuery) -> list[Uid]:
    """The cases of a page, nothing else of them."""
    _, ids = _page(connection, query)
    rows = connection.exec_driver_sql(f"SELECT id, uid FROM cases WHERE id IN ({', '.join(map(str, ids))})")
    uids = {number: Uid(uid) for number, uid in rows}
    return [uids[number] for number in ids]


def count_steps(connection: Connection, uids: Sequence[Uid], event: str) -> dict[Uid, int]:
    """How many steps of an event cases have, of those that have one."""
    counted: dict[Uid, int] = {}
    for start in range(0, len(uids), _AT_ONCE):
        part = uids[start : start + _AT_ONCE]
        rows = connection.exec_driver_sql(
            f"SELECT case_uid, count(*) FROM case_steps WHERE case_uid IN ({', '.join('?' * len(part))}) "
            "AND event = ? AND recorded_to IS NULL GROUP BY case_uid",
            (*part, event),
        )
        counted |= {Uid(uid): int(count) for uid, count in rows}
    return counted


def set_days(connection: Connection, desk: str, states: Sequence[str], viewer: str) -> list[SetDay]:
    """The days that steps set for cases in these states."""
    marks = ", ".join("?" * len(states))
    rows = connection.exec_driver_sql(
        "SELECT c.uid, s.event, s.at, s.until, c.state FROM cases c CROSS JOIN case_steps s ON s.case_uid = c.uid "
        f"WHERE c.recorded_to IS NULL AND c.desk = ? AND c.state IN ({marks}) "
        f"AND {SEEN.replace('visible_to', 'c.visible_to')} AND s.recorded_to IS NULL AND s.until IS NOT NULL "
        "AND s.kind = 'event' ORDER BY s.at, s.id",
        (desk, *states, viewer_of(viewer)),
    )
    return [
        SetDay(Uid(uid), event, datetime.fromisoformat(at), date.fromisoformat(until), state)
        for uid, event, at, until, state in rows
    ]


def _page(connection: Connection, query: CaseQuery) -> tuple[int, list[int]]:
    """How many there are, and the rows of the page in their order."""
    if query.text:
        return _found_page(connection, query, found_by(connection, query.text))
    where, values = _where(_conditions(query))
    total = connection.exec_driver_sql(f"SELECT count(*) FROM cases c WHERE {where}", values).scalar_one()
    if query.limit == 0:
        return int(total), []
    asked = f"SELECT c.id FROM cases c WHERE {where} ORDER BY {_ORDERS[query.order]} LIMIT ? OFFSET ?"
    return int(total), list(connection.exec_driver_sql(asked, (*values, query.limit, query.offset)).scalars())


def _found_page(connection: Connection, query: CaseQuery, found: Found) -> tuple[int, list[int]]:
    if found.many and (page := _at_the_top(connection, query, found)) is not None:
        seen = SEEN.replace("visible_to", "c.visible_to"), (viewer_of(query.viewer),)
        return count_saying(connection, found, query.desk, seen), page
    order = _ORDERS[query.order]
    plus = "+" if found.many else ""  # many are looked for along the list, few by their rows
    where, values = _where([*_conditions(query), (f"{plus}{found.condition[0]}", found.condition[1])])
    asked = f"SELECT {columns_in(order)} FROM cases c WHERE {where}"
    return counted_page(connection, asked, values, order, query.limit, query.offset)


def _at_the_top(connection: Connection, query: CaseQuery, found: Found) -> list[int] | None:
    """The page of what many cases of a desk say, where nothing else is asked and it lies in the first part of a list
    by day of receipt, whose rows lie beside each other; else None."""
    plain = CaseQuery(query.desk, text=query.text, viewer=query.viewer, order=query.order, limit=query.limit,
                      offset=query.offset)  # fmt: skip
    last = query.offset + query.limit
    if query != plain or not query.desk or query.order not in ("received", "-received") or last > TOP:
        return None
    where, values = _where(_conditions(query))
    asked = f"SELECT c.id FROM cases c WHERE {where} ORDER BY {_ORDERS[query.order]} LIMIT {TOP}"
    hits = among(connection, found, connection.exec_driver_sql(asked, values).scalars().all())
    return hits[query.offset : last] if len(hits) >= last else None


def case_counts(connection: Connection, desk: str, today: date, viewer: str) -> CaseCounts:
    """What waits on a desk."""
    where, values = "recorded_to IS NULL AND desk = ? AND closed_on IS NULL AND " + SEEN, (desk, viewer_of(viewer))

    def by(column: str) -> dict[str, int]:
        rows = connection.exec_driver_sql(f"SELECT {column}, count(*) FROM cases c WHERE {where} GROUP BY 1", values)
        return {str(name): int(count) for name, count in rows}

    late = connection.exec_driver_sql(
        f"SELECT count(*) FROM cases c WHERE {where} AND NOT paused AND due < ?", (*values, today.isoformat())
    ).scalar_one()
    return CaseCounts(by("state"), by("division"), by("assignee"), int(late))


def case_statistics(connection: Connection, desk: str, first: date, last: date, viewer: str) -> list[CaseStatistic]:
    """Of the cases that came between two days, both included, and that the viewer may see: by month, kind and
    division."""
    month = "strftime('%Y-%m', c.received_at, '+7 hours')"
    rows = connection.exec_driver_sql(
        f"SELECT {month}, kind, category, division, count(*), sum(closed_on IS NOT NULL), "
        "sum(closed_on > due), avg(julianday(closed_on) - julianday(starts_on)) "
        f"FROM cases c WHERE recorded_to IS NULL AND desk = ? AND received_at >= ? AND received_at < ? AND {SEEN} "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        (desk, moment_of(first), moment_of(last + timedelta(days=1)), viewer_of(viewer)),
    )
    return [
        CaseStatistic(
            int(when[:4]) + BE_OFFSET, int(when[5:]), kind, category, division, came, closed or 0, late or 0, days
        )
        for when, kind, category, division, came, closed, late, days in rows
    ]


def last_number(connection: Connection, series: str, division: str, year: int) -> int:
    """The highest number that was given, whatever became of it; 0 before the first."""
    query = (
        "SELECT max(number) FROM given_numbers WHERE series = ? AND division = ? AND year = ? AND recorded_to IS NULL"
    )
    return int(connection.exec_driver_sql(query, (series, division, year)).scalar() or 0)


SEEN = "(visible_to = '' OR instr('|' || visible_to || '|', '|' || ? || '|') > 0)"


def viewer_of(name: str) -> str:
    """A name that holds the sign between names is nobody's."""
    return "" if NAMES_APART in name else name


def _where(parts: Iterable[Condition]) -> Condition:
    told = list(parts)
    return " AND ".join(part for part, _ in told), tuple(value for _, values in told for value in values)


def _conditions(query: CaseQuery) -> Iterator[Condition]:
    yield "c.recorded_to IS NULL", ()
    if query.desk:
        yield "c.desk = ?", (query.desk,)
    if query.open is not None:
        yield f"c.closed_on IS {'' if query.open else 'NOT '}NULL", ()
    for column in ("state", "kind", "category", "division", "assignee"):
        if values := getattr(query, f"{column[:-1]}ies" if column == "category" else f"{column}s"):
            yield f"c.{column} IN ({', '.join('?' * len(values))})", values
    for condition, day in _days(query):
        if day is not None:
            yield condition, (day.isoformat(),)
    if query.received_from is not None:
        yield "c.received_at >= ?", (moment_of(query.received_from),)
    if query.received_to is not None:
        yield "c.received_at < ?", (moment_of(query.received_to + timedelta(days=1)),)
    if query.box is not None:
        yield _IN_BOX, query.box
    if query.uids is not None:
        yield f"c.uid IN ({', '.join('?' * len(query.uids))})", query.uids
    yield SEEN.replace("visible_to", "c.visible_to"), (viewer_of(query.viewer),)


def _days(query: CaseQuery) -> Iterator[tuple[str, date | None]]:
    yield "c.closed_on IS NULL AND NOT c.paused AND c.due < ?", query.late_on
    yield "c.due = ?", query.due_on
    yield "c.closed_on >= ?", query.closed_from


_IN_BOX = "c.id IN (SELECT pkid FROM idx_cases_shape WHERE xmax >= ? AND ymax >= ? AND xmin <= ? AND ymin <= ?)"


def moment_of(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=BANGKOK).astimezone(UTC).isoformat(timespec="microseconds")


def _line(row: Any) -> CaseLine:
    *told, received_at, starts_on, due, closed_on, folder_at, place_text, priority, paused = row[:-5]
    uid, desk, number, register_number, kind, category, title, state, division, assignee = told
    other, prefix, first, last, hidden = row[-5:]
    return CaseLine(
        uid=Uid(uid), desk=desk, number=number, register_number=register_number, kind=kind, category=category,
        title=title, state=state, division=division, assignee=assignee, priority=priority, paused=bool(paused),
        received_at=datetime.fromisoformat(received_at), starts_on=date.fromisoformat(starts_on), due=_day(due),
        closed_on=_day(closed_on), folder_at=folder_at, place_text=place_text, hidden=bool(hidden),
        party=owner_name(prefix or "", first or "", last or "") if first or last else other or "",
    )  # fmt: skip


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
