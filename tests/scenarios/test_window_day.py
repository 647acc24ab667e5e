"""Import, join, mend, search, edit, undo, print: the program's own window with files that nobody here made."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from tests.scenarios.day import Day
from tests.ui.conftest import screen

from ltaxgis.app import window as program
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ui import projects
from ltaxgis.ui.import_assistant import files_step

__all__ = ["screen"]
pytestmark = [pytest.mark.real_data, pytest.mark.needs_qt, pytest.mark.usefixtures("screen")]
HARMED = 12


@pytest.fixture
def day(qapp: QApplication, office_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(program, "settings_folder", lambda: tmp_path / "ตั้งค่า")
    for module in (files_step, projects):
        monkeypatch.setattr(module, "documents_folder", lambda: office_folder)
    made = Day(qapp, office_folder, tmp_path / "ภาพ")
    yield made
    made.close()


def harmed(register: Path, folder: Path) -> tuple[Path, list[str]]:
    """The real register with an O for a 0 in some of its codes."""
    book = load_workbook(register)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("91216000")]
    codes = []
    for cell in cells[100 : 100 + HARMED * 50 : 50]:
        codes.append(str(cell.value))
        cell.value = f"{str(cell.value)[:5]}O{str(cell.value)[6:]}"
    path = folder / "ทะเบียน.xlsx"
    book.save(path)
    return path, codes


def test_a_day_with_the_french_cadastre(day: Day, real_data: Path) -> None:
    register, codes = harmed(real_data / "fr_cadastre" / "register-91216.xlsx", day.documents)
    day.import_files("Épinay-sur-Orge", [register, real_data / "fr_cadastre" / "cadastre-91216-parcelles.json"])
    sheet = day.window.work.register.model
    day.until(lambda: len(sheet.sheet) == 4241)
    day.until_painted()
    day.take("map")
    assert day.read(lambda reading: (reading.count(Parcel), reading.count(Link))) == (4241, 4241 - HARMED)

    # mend: what the join could not place is offered its parcel, and accepted by a person
    day.window.show_desk("join")
    desk = day.window.join
    day.until(lambda: len(desk.offers.offers) >= HARMED)
    desk.show_list("offers")
    desk.tick_strong()
    day.take("offers")
    desk.accept()
    day.until(lambda: day.read(lambda reading: reading.count(Link)) == 4241)
    day.take("joined")

    # search: the harmed row and its parcel are one place on the map
    day.window.show_desk("map")
    box = day.window.top.search
    box.setText(codes[0])
    box.ask()
    day.until(lambda: box.results.list.count() > 0)
    day.take("search")
    box.take_first()
    day.until(lambda: bool(day.canvas.selection))
    day.until_painted()
    day.take("found")

    # edit a cell, undo it
    day.window.show_desk("register")
    register_desk = day.window.work.register
    row = next(place for place, code in enumerate(sheet.sheet.data["code"]) if code and "O" not in code)
    uid = sheet.sheet.uids[row]
    register_desk.select_uid(uid)
    model_row = sheet.order.tolist().index(row)
    sheet.setData(sheet.index(model_row, sheet.position("title_no")), "เอกสารใหม่ 7")
    day.until(lambda: title_of(day, uid) == "เอกสารใหม่ 7")
    day.take("edited")
    day.window.actions_table["edit.undo"].trigger()
    day.until(lambda: title_of(day, uid) == "")
    day.take("undone")

    # print what the map shows
    day.window.show_desk("map")
    day.until_painted()
    day.window.actions_table["print.sheet"].trigger()
    printing = day.window.printing
    day.until(lambda: printing.pages is not None)
    day.take("print")
    assert printing.pages is not None
    document = pypdfium2.PdfDocument(printing.pages.pdf)
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    assert "Épinay-sur-Orge" in text
    assert "cadastre-91216-parcelles.json" in text
    assert "EPSG2154" in text or "EPSG:2154" in text


def title_of(day: Day, uid: str) -> object:
    return day.read(lambda reading: reading.get(LandRow, [uid])[0].title_no)  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("folder", "layer", "count", "overlaps"),
    [("melbourne", "Property Boundaries.shp", 14_947, True), ("linz_nz", "parcels.shp", 7_636, False)],
)
def test_a_layer_of_another_country_is_on_the_map(
    day: Day, real_data: Path, folder: str, layer: str, count: int, overlaps: bool
) -> None:
    day.import_files(folder, [real_data / folder / layer])
    day.take("opened")
    day.until_painted()
    day.take("map")
    assert day.read(lambda reading: reading.count(Parcel)) == count
    assert day.canvas.drawn is not None
    assert day.canvas.drawn.parcels_drawn > 0.9 * count
    counts = day.read(lambda reading: reading.finding_counts())
    assert isinstance(counts, dict)
    assert bool(counts.get("shape.overlap")) is overlaps
    day.window.show_desk("findings")
    assert day.window.findings.pages.currentWidget() is not day.window.findings.empty, "nothing is known yet"
    day.until(lambda: len(day.window.findings.kinds.kinds) == len(counts))
    day.take("findings")
