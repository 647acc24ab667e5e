"""The findings of the sample register go to Excel, every faulty cell is mended there, and comes back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.builders import CLERK, a_project

from ltaxgis.app.excel_round_trip import read_back, send_findings, take_diff
from ltaxgis.app.findings_file import write_findings
from ltaxgis.app.readers import readers
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.thai.identity import check_digit
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.readers import ReadChoice
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.found_tables import FoundTable
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile, import_files
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

SAMPLE = Path(__file__).parents[2] / "sample_data" / "register.xlsx"
OWNERS = "1_เจ้าของทรัพย์สิน"
ABOUT_CELLS = ("cell.", "code.", "person.number")


@dataclass
class Imported:
    project: SqlProject
    report: ImportReport
    read: list[SourceTable]
    workbook: Path
    folder: Path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    folder = tmp_path_factory.mktemp("road") / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    project = a_project(folder)
    resources = find_resources()
    request = ImportRequest((RegisterFile(SAMPLE),), rows_told="found")
    report = import_files(project, CLERK, request, readers(resources), lambda step: None)
    workbook = folder / "ข้อตรวจพบ.xlsx"
    told = [finding for finding in report.findings if not finding.code.startswith("join.")]
    places = {(finding.place.sheet, finding.place.row) for finding in told}
    tables = [only_rows(table, places) for table in report.tables]
    write_findings(workbook, told, load_words(resources.words, "th"), tables)
    yield Imported(project, report, read_register(SAMPLE, ReadChoice()), workbook, folder)
    project.close()


def only_rows(table: FoundTable, places: set[tuple[str, int | None]]) -> FoundTable:
    """Without a map every row has no parcel: those would be thousands."""
    kept = [index for index, line in enumerate(table.lines) if (table.name, line) in places]
    return replace(
        table, lines=tuple(table.lines[i] for i in kept), uids=tuple(table.uids[i] for i in kept),
        rows=tuple(table.rows[i] for i in kept),
    )  # fmt: skip


def on_cells(findings: Any) -> list[Finding]:
    """Findings about one cell of the sample's register."""
    return [f for f in findings if f.place.row and f.place.source == SAMPLE.name and f.code.startswith(ABOUT_CELLS)]


def mended_text(finding: Finding, known_number: str) -> str:
    """What an officer would type."""
    if finding.code.startswith("person.number"):
        fresh = "110270054321"
        return fresh + str(check_digit(fresh)) if finding.place.sheet == OWNERS else known_number
    text = finding.understood or finding.suggestion
    assert text, f"nobody says what mends {finding}"
    return text


def test_a_workbook_that_nobody_touched_changes_nothing(imported: Imported) -> None:
    assert read_back(imported.project, imported.workbook, lists()).is_empty


def test_the_sheets_have_the_files_own_headings_in_its_order(imported: Imported) -> None:
    book = load_workbook(imported.workbook)
    for table in imported.read:
        if table.name in book.sheetnames:
            head = [cell.value for cell in next(book[table.name].iter_rows(max_row=1))]
            assert tuple(head[1:]) == table.headers
            assert book[table.name].column_dimensions["A"].hidden


def test_the_window_sends_the_same_rows_later_from_the_project(imported: Imported) -> None:
    later = imported.folder / "ภายหลัง.xlsx"
    send_findings(imported.project, CLERK, later, load_words(find_resources().words, "th"), lists())
    now, then = load_workbook(later), load_workbook(imported.workbook)
    names = [table.name for table in imported.read if table.name in then.sheetnames]
    assert len(names) == 4  # owners, land, buildings, signs
    for name in names:
        head, *rows = then[name].iter_rows(values_only=True)
        sent = list(now[name].iter_rows(values_only=True))
        assert sent[0] == head
        assert set(rows) <= set(sent[1:])
    assert read_back(imported.project, later, lists()).is_empty


def test_no_private_number_stands_in_the_workbook(imported: Imported) -> None:
    owners = next(table for table in imported.read if table.name == OWNERS)
    numbers = {cell for header in ("เลขบัตรประชาชน", "โทรศัพท์")
               for cell in owners.columns[owners.headers.index(header)] if cell and len(cell) > 8}  # fmt: skip
    assert len(numbers) > 3000
    texts = {str(value) for sheet in load_workbook(imported.workbook) for row in sheet.iter_rows(values_only=True)
             for value in row if value is not None}  # fmt: skip
    everything = "\n".join(texts)
    assert [number for number in numbers if number in everything] == []


def test_every_faulty_cell_is_coloured_and_says_why(imported: Imported) -> None:
    cell_of = Cells(load_workbook(imported.workbook))
    for finding in on_cells(imported.report.findings):
        cell = cell_of(finding)
        assert cell.fill.fgColor.rgb in ("FFF6B8B0", "FFFBE3A1", "FFCFE5F7"), finding
        assert cell.comment is not None, finding
        assert len(cell.comment.text) > 10


def test_mending_every_faulty_cell_ends_the_findings_that_stood_on_them(imported: Imported) -> None:
    diff = mend_everything(imported)
    assert [(refused.cell, refused.code) for refused in diff.refused] == []
    assert diff.rows_refused == ()
    with imported.project.reading() as reading:
        before = reading.findings()
    applied = take_diff(imported.project, CLERK, diff)
    with imported.project.reading() as reading:
        left = reading.findings()
    assert on_cells(before)
    assert on_cells(left) == []
    assert {f.code for f in left} >= {"file.column_empty", "join.row_without_parcel"}
    assert applied.count >= len(diff.changes.changes)
    with imported.project.work(CLERK, "undo") as work:
        work.undo(applied.number)
        work.commit()
    assert not read_back(imported.project, imported.folder / "แก้แล้ว.xlsx", lists()).refused


def mend_everything(imported: Imported) -> Diff:
    owners = next(table for table in imported.read if table.name == OWNERS)
    known = owners.columns[owners.headers.index("เลขบัตรประชาชน")][0]
    assert known is not None
    book = load_workbook(imported.workbook)
    cell_of = Cells(book)
    for finding in on_cells(imported.report.findings):
        cell_of(finding).value = mended_text(finding, known)
    path = imported.folder / "แก้แล้ว.xlsx"
    book.save(path)
    return read_back(imported.project, path, lists())


class Cells:
    """The cell a finding is about, by the row's hidden line and the heading."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.lines = {(sheet.title, json.loads(row[0].value)["line"]): row
                      for sheet in book if sheet["A1"].value and sheet["A1"].value.startswith("LTaxGIS")
                      and sheet.sheet_state == "visible" for row in sheet.iter_rows(min_row=2)}  # fmt: skip

    def __call__(self, finding: Finding) -> Any:
        sheet = self.book[finding.place.sheet]
        column = next(cell.column for cell in sheet[1] if cell.value == finding.place.column)
        return self.lines[finding.place.sheet, finding.place.row][column - 1]


def lists() -> Any:
    return readers(find_resources()).knowledge.lists
