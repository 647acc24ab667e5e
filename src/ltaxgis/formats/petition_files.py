"""Files of petitions as other systems write them: tables, Open311, Traffy's open data."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.open311 import row_of as open311_row
from ltaxgis.domain.petition_rows import CSV, OPEN311, TRAFFY, PetitionFile, PetitionRow
from ltaxgis.domain.petition_tables import rows_of
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.traffy import HEADINGS as TRAFFY_HEADINGS
from ltaxgis.domain.traffy import row_of as traffy_row
from ltaxgis.formats.archives import open_foreign
from ltaxgis.formats.open311 import LARGEST, looks_like_open311, read_requests
from ltaxgis.formats.registers import read_register

Headings = Mapping[str, Sequence[str]]


def read_petitions(path: Path, system: str, headings: Headings) -> PetitionFile:
    """The petitions of a file; with an empty `system` it is found by what the file holds. `headings` say by which
    names a table's columns go. Refused (`file.*`, `open311.*`, `petition_file.*`) where it cannot be read as a whole.

    Meant for a process of its own under a memory limit.
    """
    with open_foreign(path) as file:
        head = file.head()
        if not _is_text(head):
            return _table(path, system, headings)
        size = path.stat().st_size
        if size > LARGEST:
            raise Refused("open311.too_large", name=path.name, most=LARGEST >> 20)
        content = file.stream.read()
    found = system or _system_of(content)
    if found == OPEN311:
        return PetitionFile(path.name, OPEN311, [open311_row(one) for one in read_requests(content, path.name)])
    if found == TRAFFY and _is_json(content):
        return PetitionFile(path.name, TRAFFY, _tickets(content, path.name))
    return _table(path, system, headings)


def _is_text(head: bytes) -> bool:
    """Whether it may be JSON or XML: everything else is a table, a workbook or a zip of them."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"<")


def _is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _system_of(content: bytes) -> str:
    if b'"ticket_id"' in content[:65536]:
        return TRAFFY
    if looks_like_open311(content) or _is_json(content):
        return OPEN311
    return ""


def _tickets(content: bytes, name: str) -> list[PetitionRow]:
    """The tickets of Traffy's answer, of its GeoJSON, or of a bare list."""
    try:
        told: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("petition_file.damaged", name=name) from error
    if isinstance(told, Mapping):
        told = told.get("results", told.get("features"))
    if not isinstance(told, list):
        raise Refused("petition_file.other", name=name)
    return [traffy_row(_ticket(one), count) for count, one in enumerate(told, 1)]


def _ticket(entry: object) -> Mapping[str, Any]:
    if not isinstance(entry, Mapping):
        return {}
    inside, shape = entry.get("properties"), entry.get("geometry")
    if not isinstance(inside, Mapping):
        return entry
    return {"coords": shape.get("coordinates") if isinstance(shape, Mapping) else None, **inside}


def _table(path: Path, system: str, headings: Headings) -> PetitionFile:
    """The first table of a file that has a column of petitions, by Traffy's headings or ours."""
    if system == OPEN311:
        raise Refused("open311.other", name=path.name)
    tables = read_register(path)
    for table in tables:
        traffy = system == TRAFFY or (not system and _is_traffy(table))
        rows = _traffy_rows(table) if traffy else rows_of(table, headings)
        if rows is not None:
            findings = (*table.findings, *table.skipped, *_left_out(tables, table))
            return PetitionFile(table.source, TRAFFY if traffy else CSV, rows, findings, table.name)
    raise Refused("petition_file.no_columns", name=path.name)


def _left_out(tables: Sequence[SourceTable], taken: SourceTable) -> list[Finding]:
    return [
        Finding("file.table_ignored", Place(source=one.source, sheet=one.name)) for one in tables if one is not taken
    ]


def _is_traffy(table: SourceTable) -> bool:
    return {name.strip().lower() for name in table.headers} >= TRAFFY_HEADINGS


def _traffy_rows(table: SourceTable) -> list[PetitionRow] | None:
    names = [name.strip().lower() for name in table.headers]
    if "ticket_id" not in names:
        return None
    return [
        traffy_row(dict(zip(names, cells, strict=True)), line)
        for line, *cells in zip(table.lines, *table.columns, strict=True)
    ]
