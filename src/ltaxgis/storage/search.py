"""Finding anything by any part of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, CaseLink
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, owner_name
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.searching import Query, likeness, read_query, search_form, sound_form
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.thai.keyboard import other_layout
from ltaxgis.ports.stores import Columns, Hit
from ltaxgis.storage.bulk import run_many
from ltaxgis.storage.case_search import cases_saying
from ltaxgis.storage.records import columns_of
from ltaxgis.storage.schema.search import SEARCH_TABLES
from ltaxgis.storage.schema.tables import Tables

CANDIDATES = 150
ENOUGH = 8
SURE = 0.6
SAID = 0.62
"""Less than what a thing is called by, more than what only sounds like it."""
FEW_IDS = 500
MANY = 5_000
"""Of more things than so many the indexes are made anew: one by one they would take as long."""
# kind: what it is called by, what is told beside, what else it is found by
_TOLD: dict[str, tuple[type[Record], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "place": (Feature, ("label",), ("layer",), ()),
    "parcel": (Parcel, ("code",), ("land_no",), ("code_read", "title_no")),
    "row": (LandRow, ("code",), ("title_no", "house_no"), ("code_read", "land_no", "unit_no", "condominium", "memo")),
    "owner": (Owner, ("prefix", "first_name", "last_name"), ("house_no", "tambon"), ("pt4_code", "now_house_no")),
    "building": (Building, ("code",), ("house_no", "name"), ("parcel_code", "house_code")),
    "sign": (Sign, ("business",), ("code",), ("words", "parcel_code", "house_no")),
    "case": (Case, ("number",), ("title", "place_text"), ("register_number", "external_id")),
}
# a case for named people only is found by nobody here
_ONLY = {"case": "visible_to = ''"}
# found by what the register says of them
NO_PLACES = frozenset({"buildings", "signs", "prices"})
# a place called just so is first by its likeness; of those that only begin so, parcels come before
KIND_RANK = {kind: rank for rank, kind in enumerate((*tuple(_TOLD)[1:], "place"))}

Line = tuple[str, str, str, str, str, str]


def rebuild(connection: Connection, tables: Tables, ready: str = "") -> None:
    """The indexes hold what is open now, and nothing else. `ready` is an attached file in which `write_index` wrote
    those of some kinds: they are taken as they are."""
    connection.exec_driver_sql("DELETE FROM search_rows")
    taken = _take_index(connection, ready) if ready else ()
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_rows").scalar_one()
    for kind in _TOLD:
        if kind in taken:
            continue
        also = ""
        if kind not in _LINES:
            connection.exec_driver_sql(_plain_lines(tables, kind))
            also = f"NOT ({_is_plain(kind)})"
        run_many(connection, _INSERT, _lines(connection, tables, kind, None, also))
    for index, columns in _INDEXES.items():
        if taken:
            more = f"SELECT id, {columns} FROM search_rows WHERE id > {last} ORDER BY id"
            connection.exec_driver_sql(f"INSERT INTO {index} (rowid, {columns}) {more}")
        else:
            connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def write_index(connection: Connection, things: Mapping[type[Record], Columns]) -> None:
    """An empty file holds the indexes of these things, all of their kinds that will be open."""
    for statement in SEARCH_TABLES:
        if not statement.startswith("CREATE INDEX"):
            connection.exec_driver_sql(statement)
    for kind, (record, *names) in _TOLD.items():
        if record in things:
            told, nothing = things[record], [""] * len(things[record])
            columns = (told.data.get(name, nothing) for part in names for name in part)
            run_many(connection, _INSERT, _lines_of(kind, zip(told.uids, *columns, strict=True)))
    for index in _INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _take_index(connection: Connection, ready: str) -> tuple[str, ...]:
    """The lines and, table by table, the indexes of the attached file stand instead of ours; answers their kinds."""
    connection.exec_driver_sql(f"INSERT INTO search_rows SELECT * FROM {ready}.search_rows")
    for index in _INDEXES:
        # made anew: of one that was there before, FTS5 remembers how it was laid out
        connection.exec_driver_sql(f"DROP TABLE {index}")
        connection.exec_driver_sql(next(made for made in SEARCH_TABLES if f" {index} " in made))
        for part in ("data", "idx", "docsize"):
            connection.exec_driver_sql(f"DELETE FROM {index}_{part}")
            connection.exec_driver_sql(f"INSERT INTO {index}_{part} SELECT * FROM {ready}.{index}_{part}")
    return tuple(connection.exec_driver_sql(f"SELECT DISTINCT kind FROM {ready}.search_rows").scalars())


def refresh(connection: Connection, tables: Tables, uids: Iterable[Uid]) -> None:
    """The indexes follow a change of some things; of many, they are made anew."""
    touched = sorted(set(uids))
    parts = [touched[start : start + FEW_IDS] for start in range(0, len(touched), FEW_IDS)]
    if len(touched) > MANY or (len(parts) > 1 and any(_has_places(connection, tables, part) for part in parts)):
        rebuild(connection, tables)
        return
    for part in parts:
        _refresh_part(connection, tables, part)


def follow(connection: Connection, tables: Tables, line: int) -> None:
    """As `refresh`, of what a line of the journal opened or closed."""
    touched: set[Uid] = set()
    for record, *_ in _TOLD.values():
        table = tables.of[record].name
        both = f"SELECT uid FROM {table} WHERE opened_by = ? UNION SELECT uid FROM {table} WHERE closed_by = ? LIMIT ?"
        touched.update(map(Uid, connection.exec_driver_sql(both, (line, line, MANY + 1)).scalars()))
        if len(touched) > MANY or (touched and record is Feature):
            rebuild(connection, tables)
            return
    refresh(connection, tables, touched)


def _has_places(connection: Connection, tables: Tables, uids: Sequence[Uid]) -> bool:
    """Whether some are pieces of what is found once by its name."""
    query = f"SELECT EXISTS (SELECT 1 FROM {tables.of[Feature].name} WHERE uid IN ({', '.join('?' * len(uids))}))"
    return bool(connection.exec_driver_sql(query, tuple(uids)).scalar_one())


def _refresh_part(connection: Connection, tables: Tables, touched: Sequence[Uid]) -> None:
    marks = ", ".join("?" * len(touched))
    query = f"SELECT id, folded, sound FROM search_rows WHERE uid IN ({marks})"
    old = [tuple(row) for row in connection.exec_driver_sql(query, (*touched,))]
    gone = "INSERT INTO search_letters (search_letters, rowid, folded, sound) VALUES ('delete', ?, ?, ?)"
    run_many(connection, gone, old)
    gone = "INSERT INTO search_words (search_words, rowid, folded) VALUES ('delete', ?, ?)"
    run_many(connection, gone, [row[:2] for row in old])
    run_many(connection, "DELETE FROM search_rows WHERE id = ?", [row[:1] for row in old])
    lines = [line for kind in _TOLD for line in _lines(connection, tables, kind, touched)]
    last = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_rows").scalar_one())
    fresh = list(enumerate(lines, last + 1))
    run_many(connection, _INSERT_AS, [(number, *line) for number, line in fresh])
    into = "INSERT INTO search_letters (rowid, folded, sound) VALUES (?, ?, ?)"
    run_many(connection, into, [(number, *line[4:]) for number, line in fresh])
    into = "INSERT INTO search_words (rowid, folded) VALUES (?, ?)"
    run_many(connection, into, [(number, line[4]) for number, line in fresh])


_INDEXES = {"search_letters": "folded, sound", "search_words": "folded"}
_INSERT = "INSERT INTO search_rows (kind, uid, title, detail, folded, sound) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_AS = "INSERT INTO search_rows (id, kind, uid, title, detail, folded, sound) VALUES (?, ?, ?, ?, ?, ?, ?)"


def _plain_lines(tables: Tables, kind: str) -> str:
    """The statement that does in SQLite what `_lines` does with rows that hold nothing but ASCII, which most do."""
    record, titles, details, more = _TOLD[kind]
    names = (*titles, *details, *more)
    fresh = []
    for place, name in enumerate(names):
        before = ", ".join(("''", *names[:place]))
        fresh.append(f"CASE WHEN {name} IN ({before}) THEN '' ELSE ' ' || {name} END")
    told = [f"CASE WHEN {name} = '' THEN '' ELSE ' ' || {name} END" for name in details]
    return (
        "INSERT INTO search_rows (kind, uid, title, detail, folded, sound) "
        f"SELECT '{kind}', uid, {names[0]}, substr({' || '.join(told)}, 2), trim(lower({' || '.join(fresh)})), '' "
        f'FROM "{tables.of[record].name}" WHERE recorded_to IS NULL AND {_is_plain(kind)} ORDER BY id'
    )


def _is_plain(kind: str) -> str:
    _, titles, details, more = _TOLD[kind]
    plain = f"{' || '.join((*titles, *details, *more))} NOT GLOB '*[^ -~]*'"
    return f"{plain} AND {_ONLY[kind]}" if kind in _ONLY else plain


def _lines(
    connection: Connection, tables: Tables, kind: str, only: Collection[Uid] | None, also: str = ""
) -> Iterator[Line]:
    record, title_names, detail_names, more_names = _TOLD[kind]
    names = (*title_names, *detail_names, *more_names)
    where = " AND ".join(filter(None, (also, _ONLY.get(kind, ""))))
    columns = columns_of(connection, tables.of[record], record, names, None, only, where)
    return _lines_of(kind, zip(columns.uids, *(columns[name] for name in names), strict=True))


def _lines_of(kind: str, rows: Iterable[Sequence[Any]]) -> Iterator[Line]:
    """Lines from uids, each with the texts that are told of its kind."""
    _, title_names, detail_names, _ = _TOLD[kind]
    if kind in _LINES:
        yield from _LINES[kind](rows)
        return
    details = slice(len(title_names), len(title_names) + len(detail_names))
    for uid, *values in rows:
        detail = " ".join(filter(None, values[details]))
        yield kind, uid, values[0], detail, search_form(" ".join(filter(None, dict.fromkeys(values)))), ""


def _place_lines(rows: Iterable[Sequence[Any]]) -> Iterator[Line]:
    """A road of many pieces is found once."""
    places: set[tuple[str, str]] = set()
    for uid, label, layer in rows:
        if label and layer not in NO_PLACES and (label, layer) not in places:
            places.add((label, layer))
            yield "place", uid, label, layer, search_form(label), ""


def _owner_lines(rows: Iterable[Sequence[Any]]) -> Iterator[Line]:
    """Owners told by their number only are found by what they hold."""
    for uid, prefix, first, last, *others in rows:
        if first or last or prefix or any(others):
            name = search_form(" ".join(filter(None, (first, last))))
            folded = search_form(" ".join(filter(None, (first, last, *others))))
            detail = " ".join(filter(None, others[:2]))
            yield "owner", uid, owner_name(prefix, first, last), detail, folded, sound_form(name) if name else ""


_LINES = {"owner": _owner_lines, "place": _place_lines}


def find(connection: Connection, tables: Tables, text: str, kinds: Sequence[str], limit: int) -> list[Hit]:
    """The best hits first. What finds nothing, or only what is somewhat like it, is tried as if it had been typed on
    the other keyboard layout."""
    hits = _find(connection, tables, text, kinds, limit)
    if (not hits or hits[0].score < SURE) and (other := other_layout(text)):
        swapped = _find(connection, tables, other, kinds, limit)
        hits = sorted([*swapped, *hits], key=lambda hit: -hit.score)[:limit]
    return hits


def _find(connection: Connection, tables: Tables, text: str, kinds: Sequence[str], limit: int) -> list[Hit]:
    """The less sure ways are taken only where the sure ones found little."""
    query = read_query(text)
    if not query.words:
        return []
    found: dict[int, Any] = {}
    for statement, value in _ways(query):
        rows = connection.exec_driver_sql(f"{_SELECT} {statement} LIMIT {CANDIDATES}", (value,))
        found |= {row.id: row for row in rows if not kinds or row.kind in kinds}
        if len(found) >= ENOUGH:
            break
    said = _said_in_cases(connection, query, kinds)
    found |= said
    ranked = sorted(
        (
            (likeness(query, row.folded, row.sound) or (SAID if number in said else 0.0), row)
            for number, row in found.items()
        ),
        key=lambda pair: (-pair[0], KIND_RANK[pair[1].kind], len(pair[1].folded), pair[1].title),
    )
    parcel_of = _parcels_of(connection, tables, [row for _, row in ranked[: 2 * limit]])
    hits = [
        Hit(row.kind, row.uid, row.title, row.detail, parcel_of.get(row.uid), score) for score, row in ranked if score
    ]
    return _without_echoes(hits)[:limit]


def _said_in_cases(connection: Connection, query: Query, kinds: Sequence[str]) -> dict[int, Any]:
    """Cases whose steps or papers say it."""
    asked = not kinds or {"case", "owner"} <= {*kinds}  # where nobody is found by name, papers name nobody either
    uids = cases_saying(connection, query.long_words, CANDIDATES) if asked else []
    if not uids or len(query.long_words) < len(query.words):
        return {}
    marks = ", ".join("?" * len(uids))
    rows = connection.exec_driver_sql(f"{_SELECT} WHERE s.kind = 'case' AND s.uid IN ({marks})", (*uids,))
    return {row.id: row for row in rows}


_SELECT = "SELECT s.id, s.kind, s.uid, s.title, s.detail, s.folded, s.sound FROM search_rows s"


def _ways(query: Query) -> Iterator[tuple[str, str]]:
    """Statements and their values, the surest first."""
    letters = "JOIN search_letters f ON f.rowid = s.id WHERE search_letters MATCH ?"
    words = "JOIN search_words f ON f.rowid = s.id WHERE search_words MATCH ?"
    if query.code:
        yield words, _quoted(query.code)
    # one or two letters begin thousands of words: parcels stand first in the index, and ranking all would take long
    order = "ORDER BY rank" if query.long_words else "ORDER BY f.rowid"
    yield f"{words} {order}", " AND ".join(f"{_quoted(word)} *" for word in query.words)
    if query.long_words:
        yield letters, " AND ".join(f"folded : {_quoted(word)}" for word in query.long_words)
    if query.sound:
        yield letters, f"sound : {_quoted(query.sound)}"
    if len(query.text) > 3:
        text = "".join(query.words)
        threes = dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2))
        yield f"{letters} ORDER BY rank", " OR ".join(f"folded : {_quoted(three)}" for three in threes)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _parcels_of(connection: Connection, tables: Tables, rows: Sequence[Any]) -> dict[str, Uid]:
    """Where each hit lies on the map: itself, or the parcel its land row stands on."""
    parcels = {row.uid: row.uid for row in rows if row.kind == "parcel"}
    land = {row.uid: row.uid for row in rows if row.kind == "row"}
    for kind, record, column in (("building", Building, "land_uid"), ("sign", Sign, "land_uid")):
        uids = [row.uid for row in rows if row.kind == kind]
        land |= _looked_up(connection, tables.of[record].name, "uid", column, uids)
    owners = [row.uid for row in rows if row.kind == "owner"]
    land |= _looked_up(connection, "ownerships", "owner_uid", "subject_uid", owners)
    cases = [row.uid for row in rows if row.kind == "case"]
    parcels |= _looked_up(connection, tables.of[CaseLink].name, "case_uid", "target_uid", cases)
    standing = _looked_up(connection, tables.of[Link].name, "row_uid", "parcel_uid", list(land.values()))
    return parcels | {uid: standing[row] for uid, row in land.items() if row in standing}


def _looked_up(connection: Connection, table: str, given: str, wanted: str, uids: Sequence[str]) -> dict[str, Uid]:
    if not uids:
        return {}
    marks = ", ".join("?" * len(uids))
    where = f"recorded_to IS NULL AND {wanted} IS NOT NULL AND {given} IN ({marks})"
    query = f"SELECT {given}, {wanted} FROM {table} WHERE {where}"
    return {row[0]: Uid(row[1]) for row in connection.exec_driver_sql(query, (*uids,))}


def _without_echoes(hits: Sequence[Hit]) -> list[Hit]:
    """A row that only repeats its parcel's code is one hit with it."""
    parcels = {(hit.parcel_uid, hit.title) for hit in hits if hit.kind == "parcel"}
    return [hit for hit in hits if hit.kind != "row" or hit.detail or (hit.parcel_uid, hit.title) not in parcels]
