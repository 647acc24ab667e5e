"""One transaction of one person with one reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ltaxgis.domain.changes import Applied, ChangeSet
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Imported, Source
from ltaxgis.storage import case_search, findings, imported, journal, own_files, papers, private_numbers, search
from ltaxgis.storage.bulk import add_columns
from ltaxgis.storage.reading import SqlReading
from ltaxgis.storage.ready_rows import JOINED, take_links, take_ready
from ltaxgis.storage.records import apply_change, close_uids, open_records
from ltaxgis.storage.schema.columns import field_names
from ltaxgis.storage.schema.gate import close_gate
from ltaxgis.storage.schema.tables import Tables
from ltaxgis.storage.settings import store_settings


class SqlWork(SqlReading):
    """`ports.stores.Work`: its line stands in the journal from the start, and goes with it if nothing is committed."""

    def __init__(self, connection: Connection, tables: Tables, actor: Actor, action: str, reason: str, at: datetime):
        super().__init__(connection, tables)
        self.actor = actor
        self.at = at
        self.line = journal.open_line(connection, tables, actor, action, reason, at)
        self.done: Applied | None = None
        self.index_is_ready = False

    def apply(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            apply_change(self.connection, self.tables.of[change.kind], change, self.line, self.at)
        search.refresh(self.connection, self.tables, changes.touched)
        about = case_search.cases_touched(self.connection, self.tables, changes.changes)
        case_search.refresh_cases(self.connection, self.tables, about)

    def add(self, kind: type[Record], columns: Columns) -> None:
        add_columns(self.connection, self.tables.of[kind], kind, columns, self.line, self.at)

    def close(self, kind: type[Record], uids: Sequence[Uid]) -> None:
        close_uids(self.connection, self.tables.of[kind], uids, self.line, self.at)

    def rewrite(self, kind: type[Record], fields: Mapping[Uid, Mapping[str, Any]]) -> None:
        table, wanted = self.tables.of[kind], [uid for uid, changed in fields.items() if changed]
        records = open_records(self.connection, table, kind, wanted)
        after = [replace(record, version=record.version + 1, **fields[record.uid]) for record in records]
        close_uids(self.connection, table, [record.uid for record in records], self.line, self.at)
        names = [name for name in field_names(kind) if name != "uid"]
        columns = {name: [getattr(record, name) for record in after] for name in names}
        self.add(kind, Columns([record.uid for record in after], columns))

    def keep_imported(self, kind: type[Record], source: Source, rows: Imported) -> None:
        imported.store_imported(self.connection, self.tables, kind, source, rows, self.line, self.at)

    def take_ready(self, kind: type[Record], source: Source, path: Path) -> None:
        take_ready(self.connection, self.tables, kind, source, path, self.line, self.at)

    def take_links(self, path: Path) -> None:
        take_links(self.connection, self.tables, path, self.line, self.at)
        self.index_is_ready = True

    def forget_imported(self, uids: Sequence[Uid]) -> None:
        close_uids(self.connection, self.tables.imported, uids, self.line, self.at)

    def keep_findings(self, scope: str, found: Iterable[Finding]) -> None:
        findings.store_findings(self.connection, self.tables, scope, found)

    def accept_findings(self, code: str, subjects: Collection[str] | None = None) -> int:
        return findings.accept_findings(self.connection, self.tables, code, subjects, self.actor.name, self.at)

    def revoke_acceptance(self, code: str) -> int:
        return findings.revoke_acceptance(self.connection, self.tables, code)

    def mend_kind(self, code: str) -> None:
        findings.mend_kind(self.connection, self.tables, code, self.line)

    def mend_findings(self, found: Iterable[Finding]) -> None:
        findings.mend_findings(self.connection, self.tables, found, self.line)

    def number_keys(self, numbers: Iterable[str]) -> dict[str, int]:
        return private_numbers.keys_for(self.connection, self.tables, numbers)

    def keep_settings(self, settings: ProjectSettings) -> None:
        store_settings(self.connection, self.tables, settings)

    def keep_own_file(self, name: str, content: bytes) -> None:
        own_files.store_own_file(self.connection, self.tables, name, content, self.actor.name, self.at)

    def keep_paper(self, sha256: str, content: bytes) -> None:
        papers.store_paper(self.connection, self.tables, sha256, content)

    def undo(self, number: int) -> None:
        journal.undo_line(self.connection, self.tables, number, self.line, self.at)
        findings.take_back_mending(self.connection, self.tables, number, self.line)
        self.refresh_search()

    def refresh_search(self) -> None:
        if self.index_is_ready:
            search.rebuild(self.connection, self.tables, JOINED)
        else:
            search.follow(self.connection, self.tables, self.line)
        about = case_search.touched_in(self.connection, self.tables, self.line)
        case_search.refresh_cases(self.connection, self.tables, about)

    def commit(self) -> Applied:
        self.done = journal.close_line(self.connection, self.tables, self.line)
        close_gate(self.connection)
        self.connection.commit()
        return self.done
