"""Findings as a workbook: the file's own sheets with the faulty cells marked, to be mended in Excel.

Identity and telephone numbers stand in it masked; who mends one types it in full.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from ltaxgis.domain.findings import SEVERITIES, Finding, Severity
from ltaxgis.domain.parsing import unique_headers
from ltaxgis.domain.sheet_facts import FINDINGS, SheetFacts, row_key
from ltaxgis.domain.tables import Cell
from ltaxgis.ports.workbooks import CellValue, Mark, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.found_tables import FoundTable
from ltaxgis.words import Words

LIST_HEADINGS = ("severity", "kind", "source", "sheet", "row", "column", "subject", "value", "understood",
                 "suggestion", "sentence")  # fmt: skip
_WIDTHS = {"sentence": 70.0, "kind": 38.0, "source": 28.0, "sheet": 24.0, "column": 24.0, "subject": 18.0,
           "suggestion": 20.0, "value": 20.0, "understood": 20.0, "example": 70.0}  # fmt: skip
_NARROWEST, _WIDEST, _LOOKED_AT = 9.0, 36.0, 200
_ORDER = list(Severity)


def findings_workbook(tables: Sequence[FoundTable], findings: Sequence[Finding], words: Words) -> list[WorkSheet]:
    """A sheet of kinds with counts, one for each table, and one of the findings that stand on no row of them."""
    at: dict[tuple[str, str, int | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        at[finding.place.source, finding.place.sheet, finding.place.row].append(finding)
    sheets = [_table_sheet(table, at, words) for table in tables if table.lines]
    shown = {(table.source, table.name, line) for table in tables for line in table.lines}
    rest = [f for f in findings if (f.place.source, f.place.sheet, f.place.row) not in shown]
    listed = [_list_sheet(rest, words)] if rest else []
    return [_kinds_sheet(findings, words), *sheets, *listed]


def sentence(finding: Finding, words: Words) -> str:
    """The whole sentence of a finding."""
    place = finding.place
    facts = {"source": place.source, "sheet": place.sheet, "row": place.row, "column": place.column,
             "field": place.field, "subject": place.subject, "value": finding.value,
             "understood": finding.understood, "suggestion": finding.suggestion}  # fmt: skip
    return words(finding.code, **(facts | dict(finding.facts)))


def finding_line(finding: Finding, words: Words) -> tuple[CellValue, ...]:
    """A finding under `LIST_HEADINGS`."""
    place = finding.place
    return (
        words(f"severity.{finding.severity}"), words(f"finding.{finding.code}"), place.source, place.sheet, place.row,
        place.column, place.subject, finding.value, finding.understood, finding.suggestion, sentence(finding, words),
    )  # fmt: skip


def _kinds_sheet(findings: Sequence[Finding], words: Words) -> WorkSheet:
    counts = Counter(finding.code for finding in findings)
    first = {finding.code: finding for finding in reversed(findings)}
    codes = sorted(counts, key=lambda code: (_ORDER.index(SEVERITIES[code]), -counts[code]))
    rows = [
        SheetRow(
            (words(f"severity.{SEVERITIES[code]}"), words(f"finding.{code}"), counts[code],
             sentence(first[code], words)),
            marks={0: Mark(SEVERITIES[code])},
        )
        for code in codes
    ]  # fmt: skip
    names = ("severity", "kind", "count", "example")
    columns = _list_columns(names, words)
    intro = tuple(words(f"findings_workbook.{line}") for line in ("intro", "masked", "back"))
    return WorkSheet(words("findings_workbook.kinds"), columns, rows, intro=intro)


def _list_sheet(findings: Sequence[Finding], words: Words) -> WorkSheet:
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    rows = (SheetRow(finding_line(finding, words), marks={0: Mark(finding.severity)}) for finding in ordered)
    return WorkSheet(words("findings_workbook.others"), _list_columns(LIST_HEADINGS, words), rows)


def _list_columns(names: Iterable[str], words: Words) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(words(f"findings.{name}"), _WIDTHS.get(name, 12.0)) for name in names)


def _table_sheet(
    table: FoundTable, at: Mapping[tuple[str, str, int | None], Sequence[Finding]], words: Words
) -> WorkSheet:
    headers = unique_headers(table.headers)
    index_of = {header: index for index, header in enumerate(headers)}
    whole_row = next((index for index, name in table.mapping.items() if name == "code"), 0)

    def marks(line: int) -> dict[int, Mark]:
        cells: dict[int, list[Finding]] = defaultdict(list)
        for finding in at.get((table.source, table.name, line), ()):
            cells[index_of.get(finding.place.column, whole_row)].append(finding)
        return {index: _mark_of(found, words) for index, found in cells.items()}

    rows = (
        SheetRow(cells, row_key(uid, cells, line=line), marks(line))
        for line, uid, cells in zip(table.lines, table.uids, table.rows, strict=True)
    )
    facts = SheetFacts(
        FINDINGS, table.layout.kind, headers, {headers[index]: name for index, name in table.mapping.items()},
        table.layout.system, table.layout.codes, table.source, table.sha256, table.name,
    )  # fmt: skip
    widths = (_width(header, table.rows, index) for index, header in enumerate(table.headers))
    columns = tuple(SheetColumn(header, width) for header, width in zip(table.headers, widths, strict=True))
    return WorkSheet(table.name or table.source, columns, rows, facts.as_json())


def _mark_of(found: Sequence[Finding], words: Words) -> Mark:
    """How bad the worst of them is, and all their sentences."""
    ordered = sorted(found, key=lambda finding: _ORDER.index(finding.severity))
    lines = chain.from_iterable(_told(finding, words) for finding in ordered)
    return Mark(ordered[0].severity, "\n".join(dict.fromkeys(lines)))


def _told(finding: Finding, words: Words) -> Iterable[str]:
    said = sentence(finding, words)
    yield f"{words(f'severity.{finding.severity}')}: {said}"
    if finding.suggestion and finding.suggestion not in said:
        yield words("findings_workbook.suggestion", suggestion=finding.suggestion)


def _width(header: str, rows: Sequence[Sequence[Cell]], index: int) -> float:
    longest = max((len(row[index] or "") for row in islice(rows, _LOOKED_AT)), default=0)
    return max(_NARROWEST, min(_WIDEST, max(len(header) + 3.0, longest + 2.0)))
