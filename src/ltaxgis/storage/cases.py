"""Lists of cases, counted and cut into pages by SQLite."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.cases import NAMES_APART
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import owner_name
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.cases import CaseCounts, CaseLine, CasePage, CaseQuery, CaseStatistic
from ltaxgis.storage.case_search import count_saying, found_by

_ORDERS = {
    "due": "c.due IS NULL, c.due, c.received_at",
    "-due": "c.due DESC, c.received_at DESC",
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


def case_page(connection: Connection, query: CaseQuery) -> CasePage:
    """One page of a work list, and how long the list is."""
    total, ids = _page(connection, query)
    # the page first, its people after: a name for each of fifty thousand would take half a second
    rows = connection.exec_driver_sql(
        f"SELECT c.id, {_COLUMNS}, {_CORRESPONDENT}, o.prefix, o.first_name, o.last_name, {HIDDEN} FROM cases c "
        f"LEFT JOIN owners o ON o.uid = {PARTY} AND o.recorded_to IS NULL WHERE c.id IN ({', '.join(map(str, ids))})"
    )
    lines = {number: _line(values) for number, *values in rows}
    return CasePage(tuple(lines[number] for number in ids), total)


def _page(connection: Connection, query: CaseQuery) -> tuple[int, list[int]]:
    """How many there are, and the rows of the page in their order."""
    where, values = _where(connection, query)
    if query.limit == 0:
        total = connection.exec_driver_sql(f"SELECT count(*) FROM cases c WHERE {where}", values).scalar_one()
        return int(total), []
    asked = f"SELECT c.id FROM cases c WHERE {where} ORDER BY {_ORDERS[query.order]}"
    many = _count_of_words(connection, query)
    if query.text and many is None:  # looked for once, not for the count and for the page
        driver: Any = connection.connection.cursor()  # fifty thousand results take half as long without a row each
        found = driver.execute(asked, values).fetchall()
        return len(found), [number for (number,) in found[query.offset : query.offset + query.limit]]
    page = connection.exec_driver_sql(f"{asked} LIMIT ? OFFSET ?", (*values, query.limit, query.offset))
    counted = f"SELECT count(*) FROM cases c WHERE {where}"
    total = connection.exec_driver_sql(counted, values).scalar_one() if many is None else many
    return int(total), list(page.scalars())


def _count_of_words(connection: Connection, query: CaseQuery) -> int | None:
    """How many cases say a word that many say, where nothing else is asked: the index of words knows that by itself."""
    plain = CaseQuery(query.desk, text=query.text, viewer=query.viewer, order=query.order, limit=query.limit,
                      offset=query.offset)  # fmt: skip
    if not query.text or query != plain:
        return None
    seen = SEEN.replace("visible_to", "c.visible_to"), (viewer_of(query.viewer),)
    return count_saying(connection, query.text, query.desk, seen)


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


def _where(connection: Connection, query: CaseQuery) -> tuple[str, tuple[Any, ...]]:
    parts = [*_conditions(query), *([found_by(connection, query.text)] if query.text else ())]
    return " AND ".join(part for part, _ in parts), tuple(value for _, values in parts for value in values)


def _conditions(query: CaseQuery) -> Iterator[tuple[str, tuple[object, ...]]]:
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
    *plain, correspondent, prefix, first, last, hidden = row
    values = dict(zip(_NAMES, plain, strict=True))
    for name in ("starts_on", "due", "closed_on"):
        values[name] = None if values[name] is None else date.fromisoformat(values[name])
    values["received_at"] = datetime.fromisoformat(values["received_at"])
    values["paused"] = bool(values["paused"])
    values["uid"] = Uid(values["uid"])
    party = owner_name(prefix or "", first or "", last or "") if first or last else correspondent or ""
    return CaseLine(**values, party=party, hidden=bool(hidden))


_NAMES = tuple(name.strip().removeprefix("c.") for name in _COLUMNS.split(","))
