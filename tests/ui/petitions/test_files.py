"""Files of petitions come in through the window, and what may be published goes out."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.ui.case_town import petition
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import Case
from ltaxgis.storage.project import open_project
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.petitions.files import PetitionFiles

ROWS = (
    "เลขที่,วันที่รับ,หมวด,รายละเอียด\n"
    "X-1,2026-03-02,ไฟฟ้าสาธารณะ,ไฟทางดับหน้าวัด\n"
    "X-2,ไม่ทราบ,ไฟฟ้าสาธารณะ,ไฟดับ\n"
    "X-1,2026-03-02,ไฟฟ้าสาธารณะ,ไฟทางดับหน้าวัด\n"
)


def files_of(window: MainWindow) -> PetitionFiles:
    window.show_desk("petitions")
    return window.petition_files


def cases(window: MainWindow) -> list[Case]:
    with open_town(window.office).reading() as reading:
        return reading.get(Case, reading.columns(Case, ("number",)).uids)


def brought(window: MainWindow, office_folder: Path) -> PetitionFiles:
    file = office_folder / "คำร้องเดิม.csv"
    file.write_text(ROWS, encoding="utf-8")
    files = files_of(window)
    files.bring(file)
    files.keep()
    return files


def test_a_file_tells_what_it_would_bring_and_stores_nothing_before_somebody_says_so(
    window: MainWindow, office_folder: Path
) -> None:
    file = office_folder / "คำร้องเดิม.csv"
    file.write_text(ROWS, encoding="utf-8")
    files = files_of(window)

    files.bring(file)
    told = {"name": "คำร้องเดิม.csv", "read": 3, "stored": 1, "rejected": 1, "skipped": 1}
    assert files.tally.text() == window.office.words("petitions.would_import", **told)
    assert files.findings.isVisibleTo(window)
    assert cases(window) == []

    assert files.keep_button.text() == window.office.words("petitions.import_rows", count=1)
    files.keep_button.click()
    assert len(cases(window)) == 1
    assert not files.keep_button.isVisibleTo(window)


def test_a_copy_lies_beside_before_petitions_are_stored_and_none_where_none_was(
    window: MainWindow, office_folder: Path
) -> None:
    brought(window, office_folder)
    copies = list(office_folder.rglob("* import *.ltax"))
    assert len(copies) == 1
    copy = open_project(copies[0])
    with copy.reading() as reading:
        assert reading.count(Case) == 0
    copy.close()

    brought(window, office_folder)  # all of it came before
    assert list(office_folder.rglob("* import *.ltax")) == copies


def test_an_import_is_told_in_one_line_that_adds_up_and_the_desk_shows_it(
    window: MainWindow, office_folder: Path
) -> None:
    files = brought(window, office_folder)

    assert files.tally.text() == "อ่าน 3 เรื่อง = บันทึก 1 + รับไม่ได้ 1 + เคยนำเข้าแล้ว 1"
    assert files.told.isVisibleTo(window)
    assert [line.number for line in window.petitions.cases.model.lines] == [one.number for one in cases(window)]


def test_the_same_file_again_stores_nothing_and_says_so(window: MainWindow, office_folder: Path) -> None:
    files = brought(window, office_folder)

    brought(window, office_folder)

    assert "บันทึก 0" in files.tally.text()
    assert len(cases(window)) == 1


def test_what_an_import_found_goes_to_a_workbook(window: MainWindow, office_folder: Path) -> None:
    files = brought(window, office_folder)
    target = office_folder / "ข้อที่พบ.xlsx"

    files.write_findings(target)

    assert files.findings.isVisibleTo(window)
    with zipfile.ZipFile(target) as package:
        assert "คำร้องเดิม.csv" in "".join(
            package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")
        )


def test_a_file_that_cannot_be_read_is_refused_in_the_error_band(window: MainWindow, office_folder: Path) -> None:
    file = office_folder / "ภาพ.png"
    file.write_bytes(b"\x89PNG")

    files_of(window).bring(file)

    assert window.errors.isVisibleTo(window)
    assert not window.petition_files.told.isVisibleTo(window)


@pytest.mark.parametrize(("system", "ending"), [("open311", "json"), ("csv", "csv"), ("geojson", "geojson")])
def test_petitions_go_out_without_who_wrote_them(
    window: MainWindow, office_folder: Path, system: str, ending: str
) -> None:
    received = petition(window)
    target = office_folder / f"คำร้อง.{ending}"

    files_of(window).send(target, system)

    text = target.read_text(encoding="utf-8-sig")
    assert received.case.number in text
    assert "สมชาย" not in text
    if ending != "csv":
        assert json.loads(text)
