"""Cases by any part of what they, their steps and their papers say, and of who stands in them.

`case_letters` holds a line of letters for each open case that is not for named people only, under the row of its open
version: a list narrows itself by numbers of rows and reads no text. `search_cases` knows under which row a case stands.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case, CaseParty, CaseStep
from ltaxgis.domain.changes import Change
from ltaxgis.domain.correspondence import Letter, Recipient, Routing
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.publicity import Publication
from ltaxgis.domain.records import Record
from ltaxgis.domain.searching import SHORT, read_query, search_form
from ltaxgis.storage.schema.tables import Tables

Condition = tuple[str, tuple[object, ...]]

FEW = 1_500
"""Up to so many hits are looked up one by one; of more the list itself is gone through."""
BATCH = 500
OWN = ("number", "register_number", "external_id", "title", "place_text", "details")
TEXTS: dict[type[Record], tuple[str, ...]] = {
    CaseStep: ("text", "reason"),
    Attachment: ("name", "note", "text"),
    Letter: ("their_number", "sender", "addressee", "action", "remark", "references", "enclosures", "body", "signer"),
    Routing: ("number", "person", "told", "returned"),
    Recipient: ("name", "agency", "tracking", "their_number"),
    Publication: ("summary", "body", "title_en", "tags"),
}
"""What else a case is found by: records that hang on it, and the fields of theirs that speak."""
_PERSON = ("first_name", "last_name", "house_no")
_ALPHABET = "".join(
    chr(code) for code in (*range(0x20, 0x41), *range(0x5B, 0x7F), *range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E47))
)
"""Every letter that may follow two others in search form; an end is followed by a blank."""


@dataclass(frozen=True, slots=True)
class Found:
    """The cases `c` in whose texts all words stand, as a condition. `many` is what the index of letters is asked where
    it finds many, else empty; `named` what those for named people only are asked."""

    condition: Condition
    many: str
    named: tuple[str, str]


def found_by(connection: Connection, text: str) -> Found:
    """The cases in whose texts all words stand; half a word is enough. Those for named people only, which no index
    holds, by number or title."""
    words = read_query(text).words
    asked, named = _match(words), (f"%{text}%", f"%{text}%")
    if asked is None:
        holds = " AND instr(s.folded, ?)" * len(words)
        short = f"EXISTS (SELECT 1 FROM search_rows s WHERE s.uid = c.uid AND s.kind = 'case'{holds})"
        return Found((f"({short if words else '0'} OR c.id IN ({_NAMED}))", (*words, *named)), "", named)
    few = connection.exec_driver_sql(f"{_HITS} LIMIT {FEW + 1}", (asked,)).scalars().all()
    if len(few) > FEW:
        return Found((f"c.id IN ({_HITS} UNION ALL {_NAMED})", (asked, *named)), asked, named)
    also = connection.exec_driver_sql(_NAMED, named).scalars().all()
    return Found((f"c.id IN ({', '.join(map(str, (*few, *also)))})", ()), "", named)


def count_saying(connection: Connection, found: Found, desk: str, seen: Condition) -> int:
    """How many cases of a desk are found where nothing else is asked and many are: the index knows that by itself.
    `seen` is which of those for named people count."""
    on_desk = f"desk : {_quoted(_sign(desk))} AND {found.many}"
    count = connection.exec_driver_sql(_HITS.replace("rowid", "count(*)", 1), (on_desk,)).scalar_one()
    named = f"SELECT count(*) FROM cases c WHERE c.id IN ({_NAMED}) AND c.desk = ? AND {seen[0]}"
    also = connection.exec_driver_sql(named, (*found.named, desk, *seen[1])).scalar_one()
    return int(count) + int(also)


def among(connection: Connection, found: Found, rows: Sequence[int]) -> list[int]:
    """Those of a part of a list that are found where many are, in its order: only the part of the index that holds
    them is read."""
    if not rows:
        return []
    driver: Any = connection.connection.cursor()  # without a row object each
    said = driver.execute(f"{_HITS} AND rowid BETWEEN ? AND ?", (found.many, min(rows), max(rows))).fetchall()
    holds = {number for (number,) in (*said, *driver.execute(_NAMED, found.named))}
    return [number for number in rows if number in holds]


def cases_saying(connection: Connection, words: Sequence[str], limit: int) -> list[Uid]:
    """Cases in whose texts all of these words stand, the newest first."""
    asked = _match(tuple(word for word in words if len(word) >= SHORT))
    if asked is None:
        return []
    query = (
        "SELECT c.uid FROM case_letters f CROSS JOIN cases c ON c.id = f.rowid "
        "WHERE case_letters MATCH ? ORDER BY f.rowid DESC LIMIT ?"
    )
    return [Uid(uid) for uid in connection.exec_driver_sql(query, (asked, limit)).scalars()]


def cases_touched(connection: Connection, tables: Tables, changes: Iterable[Change]) -> set[Uid]:
    """The cases about which a change of a few things says something else."""
    uids, people = set(), set()
    for change in changes:
        for one in filter(None, (change.before, change.after)):
            if isinstance(one, Case):
                uids.add(one.uid)
            elif type(one) in _OF_CASE:
                uids.add(Uid(one.case_uid))  # type: ignore[attr-defined]
            elif isinstance(one, Owner):
                people.add(one.uid)
    return uids | _cases_of(connection, tables, people)


def touched_in(connection: Connection, tables: Tables, line: int) -> set[Uid]:
    """As `cases_touched`, of everything that a line of the journal opened or closed."""
    found: set[str] = set()
    for kind, column in ((Case, "uid"), *((kind, "case_uid") for kind in _OF_CASE)):
        table = tables.of[kind].name
        both = (
            f"SELECT {column} FROM {table} WHERE opened_by = ? UNION SELECT {column} FROM {table} WHERE closed_by = ?"
        )
        found.update(connection.exec_driver_sql(both, (line, line)).scalars())
    parties, owners = tables.of[CaseParty].name, tables.of[Owner].name
    if connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {parties})").scalar():
        either = (
            f"SELECT p.case_uid FROM {parties} p JOIN {owners} o ON o.uid = p.owner_uid "
            "WHERE p.recorded_to IS NULL AND (o.opened_by = ? OR o.closed_by = ?)"
        )
        found.update(connection.exec_driver_sql(either, (line, line)).scalars())
    return {Uid(uid) for uid in found}


def rebuild_cases(connection: Connection, tables: Tables) -> None:
    """The index holds every open case that everybody may find, and nothing else."""
    connection.exec_driver_sql("INSERT INTO case_letters (case_letters) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_cases")
    uids = connection.exec_driver_sql("SELECT uid FROM cases WHERE recorded_to IS NULL ORDER BY id").scalars().all()
    for start in range(0, len(uids), BATCH):
        _add(connection, tables, uids[start : start + BATCH])


def refresh_cases(connection: Connection, tables: Tables, uids: Collection[Uid]) -> None:
    """The index follows a change of these cases."""
    every = sorted(uids)
    for start in range(0, len(every), BATCH):
        part = every[start : start + BATCH]
        marks = _marks(part)
        old = f"SELECT case_id FROM search_cases WHERE uid IN ({marks})"
        connection.exec_driver_sql(f"DELETE FROM case_letters WHERE rowid IN ({old})", tuple(part))
        connection.exec_driver_sql(f"DELETE FROM search_cases WHERE uid IN ({marks})", tuple(part))
        _add(connection, tables, part)


# inside

_HITS = "SELECT rowid FROM case_letters WHERE case_letters MATCH ?"
_NAMED = (
    "SELECT n.id FROM cases n INDEXED BY cases_named WHERE n.recorded_to IS NULL AND n.visible_to != '' "
    "AND (n.number LIKE ? OR n.title LIKE ?)"
)
_OF_CASE: frozenset[type[Record]] = frozenset({*TEXTS, CaseParty, Petition})


def _match(words: Sequence[str]) -> str | None:
    """What the index is asked; None where no word has two letters."""
    if all(len(word) == 1 for word in words):
        return None
    parts = (_quoted(word) if len(word) >= SHORT else _begins(word.rjust(2)) for word in words)
    return f"folded : ({' AND '.join(parts)})"


def _begins(two: str) -> str:
    """Two letters, whatever follows: the index is made of three. One letter is the beginning of a word."""
    return f"({' OR '.join(_quoted(two + letter) for letter in _ALPHABET)})"


def _sign(desk: str) -> str:
    """Three letters, which the index finds at once, other ones for each desk."""
    return f"{desk[:1]}{desk[-2:]}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _cases_of(connection: Connection, tables: Tables, people: Collection[Uid]) -> set[Uid]:
    found: set[str] = set()
    every = sorted(people)
    for start in range(0, len(every), BATCH):
        part = every[start : start + BATCH]
        query = f"SELECT case_uid FROM {tables.of[CaseParty].name} WHERE recorded_to IS NULL AND owner_uid IN ("
        found.update(connection.exec_driver_sql(f"{query}{_marks(part)})", tuple(part)).scalars())
    return {Uid(uid) for uid in found}


def _add(connection: Connection, tables: Tables, uids: Sequence[str]) -> None:
    own = ", ".join(OWN)
    query = f"SELECT uid, id, desk, {own} FROM cases WHERE recorded_to IS NULL AND visible_to = '' AND uid IN ("
    rows = connection.exec_driver_sql(f"{query}{_marks(uids)})", tuple(uids)).all()
    said: dict[str, list[str]] = {uid: list(filter(None, texts)) for uid, _, _, *texts in rows}
    for uid, text in (*_texts(connection, tables, uids), *_names(connection, tables, uids)):
        if uid in said:
            said[uid].append(text)
    letters = [(number, _sign(desk), f" {search_form(' '.join(said[uid]))} ") for uid, number, desk, *_ in rows]
    if not letters:
        return
    connection.exec_driver_sql("INSERT INTO case_letters (rowid, desk, folded) VALUES (?, ?, ?)", letters)
    connection.exec_driver_sql("INSERT INTO search_cases VALUES (?, ?)", [(uid, number) for uid, number, *_ in rows])


def _texts(connection: Connection, tables: Tables, uids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for kind, names in TEXTS.items():
        columns = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT case_uid, {columns} FROM {tables.of[kind].name} WHERE recorded_to IS NULL AND case_uid IN ("
        for uid, *texts in connection.exec_driver_sql(f"{query}{_marks(uids)})", tuple(uids)):
            yield uid, " ".join(filter(None, texts))


def _names(connection: Connection, tables: Tables, uids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of people who may be known to everybody that works here."""
    owner = ", ".join(f"o.{name}" for name in _PERSON)
    rows = connection.exec_driver_sql(
        f"SELECT p.case_uid, {owner} FROM {tables.of[CaseParty].name} p "
        f"JOIN {tables.of[Owner].name} o ON o.uid = p.owner_uid AND o.recorded_to IS NULL "
        f"WHERE p.recorded_to IS NULL AND p.case_uid IN ({_marks(uids)}) "
        f"AND NOT EXISTS (SELECT 1 FROM {tables.of[Petition].name} t WHERE t.case_uid = p.case_uid "
        "AND t.recorded_to IS NULL AND (t.hide_from_assignee OR t.anonymous))",
        tuple(uids),
    )
    for uid, *texts in rows:
        yield uid, " ".join(filter(None, texts))
