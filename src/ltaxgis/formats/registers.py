"""A register file of any kind becomes tables: what it is, is found by its content first and by its name then."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.archives import ForeignFile, damage_said, members, open_foreign, unpacked
from ltaxgis.formats.dbase import read_dbf
from ltaxgis.formats.delimited import read_delimited
from ltaxgis.formats.dump_tables import read_dump
from ltaxgis.formats.spreadsheet import OLE_MAGIC, is_encrypted_workbook, read_ods, read_xls, read_xlsx
from ltaxgis.ports.readers import ReadChoice

REGISTER_SUFFIXES = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".csv",
    ".tsv",
    ".txt",
    ".dbf",
    ".sql",
    ".sql.gz",
    ".zip",
)
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_SQL = re.compile(rb"-- (?:MySQL|MariaDB) dump|^\s*(?:CREATE\s+TABLE|INSERT\s+INTO|DROP\s+TABLE)\b", re.I | re.M)
_NOT_REGISTERS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}
_DEEPEST = 2


def read_register(path: Path, choice: ReadChoice | None = None) -> list[SourceTable]:
    """The tables of a register file, in its own order; `Refused` (`file.*`) where it cannot be read as a whole.

    Nothing is written beside the file. Meant for a process of its own under a memory limit.
    """
    with open_foreign(path) as file:
        return _read(file, choice or ReadChoice(), 0)


def _read(file: ForeignFile, choice: ReadChoice, depth: int) -> list[SourceTable]:
    head = file.head()
    if head.startswith(OLE_MAGIC):
        if is_encrypted_workbook(file):
            raise Refused("file.password", name=file.source)
        return read_xls(file, choice)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_package(file, choice, depth)
    if head.startswith(b"\x1f\x8b"):
        if file.suffix not in (".sql.gz", ".gz"):
            raise Refused("file.unknown_kind", name=file.source)
        return read_dump(file, choice)
    if kind := next((kind for magic, kind in _NOT_REGISTERS.items() if head.startswith(magic)), ""):
        raise Refused("file.other_kind", name=file.source, kind=kind)
    if file.suffix in _WORKBOOKS:
        raise Refused("file.not_a_workbook", name=file.source)
    return _read_by_name(file, choice, head)


def _read_by_name(file: ForeignFile, choice: ReadChoice, head: bytes) -> list[SourceTable]:
    if file.suffix == ".dbf":
        return read_dbf(file, choice)
    if file.suffix == ".sql" or (file.suffix in (".txt", "") and _SQL.search(head)):
        return read_dump(file, choice)
    if file.suffix in (".csv", ".tsv", ".txt"):
        return read_delimited(file, choice)
    code = "file.damaged" if file.suffix == ".zip" else "file.unknown_kind"
    raise Refused(code, name=file.source)


def _read_package(file: ForeignFile, choice: ReadChoice, depth: int) -> list[SourceTable]:
    """A zip is a workbook by what stands in it, else a folder of register files."""
    with damage_said(file.source), zipfile.ZipFile(file.stream) as package:
        names = {name.lower() for name in package.namelist()}
        if any(name.endswith("xl/workbook.xml") for name in names):
            return read_xlsx(package, file.source, choice)
        if "xl/workbook.bin" in names:
            return read_xls(file, choice)
        if "content.xml" in names and "mimetype" in names:
            if b"spreadsheet" not in package.read("mimetype"):
                raise Refused("file.other_kind", name=file.source, kind="OpenDocument")
            return read_ods(package, file.source, choice)
        if "[content_types].xml" in names:
            raise Refused("file.other_kind", name=file.source, kind="Office")
        if file.suffix in _WORKBOOKS:
            raise Refused("file.not_a_workbook", name=file.source)
        return _read_members(package, file.source, choice, depth + 1)


def _read_members(package: zipfile.ZipFile, source: str, choice: ReadChoice, depth: int) -> list[SourceTable]:
    packed = members(package, source)
    pages = {item.name.lower(): item for item in packed if item.name.lower().endswith(".cpg")}
    tables: list[SourceTable] = []
    ignored: list[Finding] = []
    for item in packed:
        suffix = PurePosixPath(item.name.lower()).suffix
        if not item.name.lower().endswith(REGISTER_SUFFIXES) or (suffix == ".zip" and depth >= _DEEPEST):
            ignored.append(Finding("file.member_ignored", Place(source=f"{source}/{item.name}")))
            continue
        page = pages.get(str(PurePosixPath(item.name.lower()).with_suffix(".cpg")))
        code_page = package.read(page.entry).decode("ascii", "replace").strip() if page else ""
        with unpacked(package, item, source, code_page) as file:
            try:
                tables += _read(file, choice, depth)
            except Refused:
                # a note beside the register is no register
                if suffix != ".txt":
                    raise
                ignored.append(Finding("file.member_ignored", Place(source=file.source)))
    if not tables:
        raise Refused("file.zip_without_register", name=source)
    return [replace(tables[0], findings=tables[0].findings + tuple(ignored)), *tables[1:]]
