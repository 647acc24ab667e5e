"""Findings as a file for Excel."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.formats.sheet_writers import WRITABLE, write_table
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.services.findings_workbook import LIST_HEADINGS, finding_line, findings_workbook
from ltaxgis.services.found_tables import FoundTable
from ltaxgis.words import Words


def may_write_findings(path: Path) -> None:
    """Raises `Refused` where no workbook can be written there: asked before anything is changed."""
    if path.suffix.lower() not in WRITABLE:
        raise Refused("file.kind_unknown", name=path.name)
    existed = path.exists()
    try:
        with path.open("ab"):
            pass
        if not existed:
            path.unlink()
    except OSError as error:
        raise Refused("file.cannot_write", name=path.name, why=error.strerror or "") from error


def write_findings(path: Path, findings: Iterable[Finding], words: Words, tables: Sequence[FoundTable] = ()) -> None:
    """The findings workbook, with the rows of `tables` to be mended; a .csv is a plain list, what stops first."""
    found = list(findings)
    if path.suffix.lower() != ".csv":
        write_workbook(path, findings_workbook(tables, found, words))
        return
    order = list(Severity)
    rows = (finding_line(finding, words) for finding in sorted(found, key=lambda one: order.index(one.severity)))
    write_table(path, words("findings_workbook.others"), [words(f"findings.{name}") for name in LIST_HEADINGS], rows)
