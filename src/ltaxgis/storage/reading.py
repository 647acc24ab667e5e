"""One consistent look at a project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Ownership
from ltaxgis.domain.parcels import Link
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.ports.cases import Box, CaseCounts, CasePage, CasePlaces, CaseQuery, CaseStatistic, SetDay
from ltaxgis.ports.letters import AwaitedLine, InboxPage, InboxQuery, LetterStatistic, RegisterPage, RegisterQuery
from ltaxgis.ports.permits import EndingQuery
from ltaxgis.ports.stores import Accepted, Columns, Hit, Imported, Source
from ltaxgis.storage import (
    cases,
    findings,
    imported,
    journal,
    letter_register,
    letters,
    own_files,
    papers,
    permits,
    private_numbers,
    search,
)
from ltaxgis.storage.case_places import case_places
from ltaxgis.storage.records import columns_of, open_records, record_versions, records_having
from ltaxgis.storage.schema.columns import field_names
from ltaxgis.storage.schema.tables import Tables
from ltaxgis.storage.shape_index import near_uids

R = TypeVar("R", bound=Record)


class SqlReading:
    """`ports.stores.Reading` over one transaction of a connection."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self.connection = connection
        self.tables = tables

    def columns(self, kind: type[Record], names: Sequence[str] | None = None, as_of: datetime | None = None) -> Columns:
        return columns_of(self.connection, self.tables.of[kind], kind, names, as_of)

    def get(self, kind: type[R], uids: Iterable[Uid]) -> list[R]:
        return open_records(self.connection, self.tables.of[kind], kind, uids)

    def count(self, kind: type[Record]) -> int:
        table = self.tables.of[kind]
        query = select(func.count()).select_from(table).where(table.c.recorded_to.is_(None))
        return int(self.connection.execute(query).scalar_one())

    def count_unlinked(self) -> int:
        rows, links = self.tables.of[LandRow], self.tables.of[Link]
        standing = select(links.c.id).where(links.c.row_uid == rows.c.uid, links.c.recorded_to.is_(None))
        query = select(func.count()).select_from(rows).where(rows.c.recorded_to.is_(None), ~standing.exists())
        return int(self.connection.execute(query).scalar_one())

    def findings(self, code: str | None = None) -> list[Finding]:
        return findings.load_findings(self.connection, self.tables, code)

    def findings_about(self, subjects: Collection[str]) -> list[Finding]:
        return findings.load_findings(self.connection, self.tables, None, subjects)

    def finding_counts(self) -> dict[str, int]:
        return findings.count_findings(self.connection, self.tables)

    def accepted(self) -> list[Accepted]:
        return findings.load_accepted(self.connection, self.tables)

    def imported(self, kind: type[Record]) -> Imported:
        return imported.load_imported(self.connection, self.tables, kind)

    def read_at(self, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]:
        return imported.load_places(self.connection, self.tables, kind)

    def standing_at(self, source: str, table: str, line: int) -> list[Uid]:
        return imported.standing_at(self.connection, self.tables, source, table, line)

    def rest_of(self, uids: Collection[Uid]) -> dict[Uid, str]:
        return imported.rest_of(self.connection, self.tables, uids)

    def versions(self, kind: type[R], wanted: Iterable[tuple[Uid, int]]) -> dict[Uid, R]:
        return {record.uid: record for record in record_versions(self.connection, self.tables.of[kind], kind, wanted)}

    def journal(self, limit: int = 200) -> list[Applied]:
        return journal.lines(self.connection, self.tables, limit)

    def history(self, kind: type[R], uid: Uid) -> list[tuple[R, datetime, str]]:
        t, j = self.tables.of[kind], self.tables.journal
        names = field_names(kind)
        columns = [t.c[name] for name in names]
        query = (
            select(*columns, t.c.recorded_from, j.c.actor)
            .join(j, j.c.number == t.c.opened_by)
            .where(t.c.uid == uid)
            .order_by(t.c.version.desc())
        )
        return [
            (kind(**dict(zip(names, row, strict=False))), row[-2], row[-1])
            for row in map(tuple, self.connection.execute(query))
        ]

    def sources(self) -> list[Source]:
        return imported.load_sources(self.connection, self.tables)

    def linked(self, uid: Uid) -> Mapping[str, list[Uid]]:
        link = self.tables.of[Link]
        rows = self._uids(link, "row_uid", "parcel_uid", [uid])
        parcels = self._uids(link, "parcel_uid", "row_uid", [uid])
        about = rows or [uid]
        things = {
            name: self._uids(self.tables.of[kind], "uid", "land_uid", about)
            for name, kind in (("uses", UseRow), ("buildings", Building), ("signs", Sign))
        }
        held = [*about, *things["buildings"], *things["signs"]]
        owners = self._uids(self.tables.of[Ownership], "owner_uid", "subject_uid", held)
        holds = self._uids(self.tables.of[Ownership], "subject_uid", "owner_uid", [uid])
        return {"rows": rows, "parcels": parcels, **things, "owners": owners, "holds": holds}

    def _uids(self, table: Table, wanted: str, given: str, uids: Sequence[str]) -> list[Uid]:
        query = (
            select(table.c[wanted]).where(table.c[given].in_(uids), table.c.recorded_to.is_(None)).order_by(table.c.id)
        )
        return [Uid(uid) for uid in dict.fromkeys(self.connection.execute(query).scalars())]

    def having(self, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
        return records_having(self.connection, self.tables.of[kind], kind, name, values)

    def near(self, kind: type[Record], box: tuple[float, float, float, float]) -> list[Uid]:
        return near_uids(self.connection, self.tables.of[kind].name, box)

    def case_page(self, query: CaseQuery) -> CasePage:
        return cases.case_page(self.connection, query)

    def case_uids(self, query: CaseQuery) -> list[Uid]:
        return cases.case_uids(self.connection, query)

    def count_steps(self, uids: Sequence[Uid], event: str) -> dict[Uid, int]:
        return cases.count_steps(self.connection, uids, event)

    def set_days(self, desk: str, states: Sequence[str], viewer: str) -> list[SetDay]:
        return cases.set_days(self.connection, desk, states, viewer)

    def ending_permits(self, query: EndingQuery) -> list[tuple[Uid, Uid]]:
        return permits.ending_permits(self.connection, query)

    def case_counts(self, desk: str, today: date, viewer: str) -> CaseCounts:
        return cases.case_counts(self.connection, desk, today, viewer)

    def case_statistics(self, desk: str, first: date, last: date, viewer: str = "") -> list[CaseStatistic]:
        return cases.case_statistics(self.connection, desk, first, last, viewer)

    def case_places(
        self, desk: str, viewer: str = "", box: Box | None = None, first: date | None = None, last: date | None = None
    ) -> CasePlaces:
        return case_places(self.connection, desk, viewer, box, first, last)

    def letter_register(self, query: RegisterQuery) -> RegisterPage:
        return letter_register.register_page(self.connection, query)

    def letter_inbox(self, query: InboxQuery) -> InboxPage:
        return letters.inbox_page(self.connection, query)

    def awaited_answers(self, viewer: str) -> list[AwaitedLine]:
        return letters.awaited(self.connection, viewer)

    def letter_statistics(self, first: date, last: date, today: date) -> list[LetterStatistic]:
        return letters.letter_statistics(self.connection, first, last, today)

    def last_number(self, series: str, division: str, year: int) -> int:
        return cases.last_number(self.connection, series, division, year)

    def paper(self, sha256: str) -> bytes | None:
        return papers.load_paper(self.connection, self.tables, sha256)

    def search(self, text: str, kinds: Sequence[str] = (), limit: int = 30) -> list[Hit]:
        return search.find(self.connection, self.tables, text, kinds, limit)

    def own_file(self, name: str) -> bytes | None:
        return own_files.load_own_file(self.connection, self.tables, name)

    def own_file_names(self, folder: str) -> list[str]:
        return own_files.own_file_names(self.connection, self.tables, folder)

    def number(self, key: int) -> str:
        return private_numbers.number_of(self.connection, self.tables, key)

    def number_key(self, number: str) -> int | None:
        return private_numbers.key_of(self.connection, self.tables, number)
