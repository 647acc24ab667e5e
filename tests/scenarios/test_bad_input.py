"""Files as they should not be: one sentence and nothing changed, or taken with all rows accounted for."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Command, TownFiles, beside
from tests.cli.test_commands import adds_up
from tests.contents import contents
from tests.scenarios.bad_files import ODD_CODES, REFUSED, TAKEN, odd_codes


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where the bad files lie: not beside the project."""
    folder = tmp_path / "รับมา (จากผู้รับจ้าง)"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_one_sentence_and_nothing_is_changed(command: Command, town: TownFiles, inbox: Path, kind: str) -> None:
    option, make = REFUSED[kind]
    file = make(inbox)
    before, names, theirs = contents(town.project), beside(town.project), sorted(inbox.rglob("*"))

    told = command("import", town.project, option, file)

    assert told.status == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert file.name.split(".")[0] in told.err or kind == "degrees as metres"
    assert contents(town.project) == before
    assert beside(town.project) == names
    assert sorted(inbox.rglob("*")) == theirs


@pytest.mark.parametrize("kind", TAKEN)
def test_it_is_taken_and_every_row_is_accounted_for(
    command: Command, office_folder: Path, inbox: Path, kind: str
) -> None:
    option, make, count = TAKEN[kind]
    project = office_folder / "x.ltax"
    command("new", project, "--name", "x", "--crs", "32647")

    told = command("import", project, option, make(inbox), "--json")

    assert told.status == 1
    assert told.err == ""
    adds_up(told.json)
    assert told.json["register"]["stored"] == count


def test_an_exported_cell_never_runs_as_a_formula(command: Command, office_folder: Path, inbox: Path) -> None:
    project = office_folder / "x.ltax"
    command("new", project, "--name", "x", "--crs", "32647", "--codes", "free")
    command("import", project, "--register", odd_codes(inbox))

    for out in (office_folder / "ออก.csv", office_folder / "ออก.xlsx"):
        assert command("export", project, "--to", out).status == 0

    with (office_folder / "ออก.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert {cell for cell in cells if cell.startswith(("=", "@", "+", "-", "\t"))} <= {"-2"}  # a plain number
    book = load_workbook(office_folder / "ออก.xlsx")
    written = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell.value for cell in written if cell.data_type == "f"]
    assert any("HYPERLINK" in str(cell.value) for cell in written)
    assert len(ODD_CODES) == book.worksheets[0].max_row - 1


def test_what_is_no_project_is_not_imported_into(command: Command, town: TownFiles) -> None:
    text = town.project.parent / "ข้อความ.ltax"
    text.write_text("ไม่ใช่โครงการ", encoding="utf-8")
    before = beside(town.project)

    told = command("import", text, "--register", town.register)

    assert (told.status, told.err.count("\n")) == (2, 1)
    assert beside(town.project) == before
    assert text.read_text(encoding="utf-8") == "ไม่ใช่โครงการ"
