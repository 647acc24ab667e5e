"""Findings as a table for Excel, one line a finding, what stops first."""

from collections.abc import Iterable
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.formats.sheet_writers import WRITABLE, write_table
from ltaxgis.words import Words

HEADERS = ("severity", "kind", "source", "sheet", "row", "column", "subject", "value", "understood", "suggestion",
           "sentence")  # fmt: skip


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


def write_findings(path: Path, findings: Iterable[Finding], words: Words) -> None:
    order = list(Severity)
    rows = sorted(findings, key=lambda finding: order.index(finding.severity))
    write_table(path, words("findings.sheet"), [words(f"findings.{name}") for name in HEADERS],
                (_row(finding, words) for finding in rows))  # fmt: skip


def _row(finding: Finding, words: Words) -> tuple[str | int | None, ...]:
    place = finding.place
    return (
        words(f"severity.{finding.severity}"), words(f"finding.{finding.code}"), place.source, place.sheet, place.row,
        place.column, place.subject, finding.value, finding.understood, finding.suggestion, sentence(finding, words),
    )  # fmt: skip


def sentence(finding: Finding, words: Words) -> str:
    """The whole sentence of a finding."""
    place = finding.place
    facts = {"source": place.source, "sheet": place.sheet, "row": place.row, "column": place.column,
             "field": place.field, "subject": place.subject, "value": finding.value,
             "understood": finding.understood, "suggestion": finding.suggestion}  # fmt: skip
    return words(finding.code, **(facts | dict(finding.facts)))
