"""The page that sends copies out and takes them back, over a real project and real files."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from tests.ui.real_town import open_town, parcel_of

from ltaxgis.domain.users import User
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map_copies.page import MapCopiesPage


@pytest.fixture
def page(real_window: MainWindow) -> MapCopiesPage:
    real_window.actions_table["project.copies"].trigger()
    return real_window.map_copies


def edited_elsewhere(copy: Path, code: str) -> None:
    """What QGIS does, in a program of its own: `code` is Python over `table`."""
    program = (
        "import geopandas, pyogrio, shapely, sys\n"
        "table = pyogrio.read_dataframe(sys.argv[1], layer='parcels')\n"
        f"{code}\n"
        "pyogrio.write_dataframe(table, sys.argv[1], layer='parcels')\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, str(copy)], check=True, timeout=120)


@pytest.fixture
def copy(page: MapCopiesPage, tmp_path: Path) -> Path:
    target = tmp_path / "แผนที่ภาษี 2569" / "สำหรับแก้.gpkg"
    page.send(target)
    return target


def test_a_copy_is_sent_and_said(page: MapCopiesPage, copy: Path, real_window: MainWindow) -> None:
    assert copy.is_file()
    assert "สำหรับแก้.gpkg" in real_window.status.said.text()


def test_the_way_out_asks_where(page: MapCopiesPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offered: list[str] = []

    def answer(_parent: object, _title: str, where: str, kinds: str) -> tuple[str, str]:
        offered.extend([Path(where).name, kinds])
        return str(tmp_path / "แปลง"), "geojson (*.geojson)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page.ask_to_send()
    assert offered[0] == "ทต.ริมน้ำ (สำรอง) สำหรับแก้.gpkg"
    assert "xlsx (*.xlsx)" in offered[1]
    assert (tmp_path / "แปลง.geojson").is_file()


def test_owners_names_need_a_reason(page: MapCopiesPage, tmp_path: Path) -> None:
    page.personal.setChecked(True)
    page.send(tmp_path / "ชื่อ.csv")
    assert page.errors.isVisibleTo(page)
    assert not (tmp_path / "ชื่อ.csv").exists()
    page.reason.setText("สภาขอดู")
    page.send(tmp_path / "ชื่อ.csv")
    assert "สมหญิง" in (tmp_path / "ชื่อ.csv").read_text("utf-8-sig")


def test_what_was_changed_is_shown_decided_line_by_line_taken_and_undone(
    page: MapCopiesPage, copy: Path, real_window: MainWindow
) -> None:
    edited_elsewhere(copy, "table.loc[0, 'land_no'] = '55'\ntable.loc[1, 'land_no'] = '66'")
    page.bring(copy)
    model = page.diff.model
    assert [model.texts(line)[1:4] for line in model.lines] == [
        ("แปลงที่ดิน (แผนที่)", "01A001", "เลขที่ดิน"), ("แปลงที่ดิน (แผนที่)", "01A002", "เลขที่ดิน")
    ]  # fmt: skip
    page.diff.table.selectRow(1)
    page.diff.turn.click()
    page.take()
    project = open_town(real_window.office)
    assert (parcel_of(project, "01A001").land_no, parcel_of(project, "01A002").land_no) == ("55", "")
    assert page.returned is None
    real_window.actions_table["edit.undo"].trigger()
    assert parcel_of(project, "01A001").land_no == ""


def test_a_drawn_parcel_can_be_left_out(page: MapCopiesPage, copy: Path, real_window: MainWindow) -> None:
    edited_elsewhere(
        copy,
        "import pandas\n"
        "new = table.iloc[[0]].assign(uid=None, version=None, code='01A008')\n"
        "new['geometry'] = [shapely.MultiPolygon([shapely.box(500500, 2000000, 500510, 2000010)])]\n"
        "table = geopandas.GeoDataFrame(pandas.concat([table, new]), crs=table.crs)",
    )
    page.bring(copy)
    model = page.diff.model
    (line,) = model.lines
    assert model.decision(line) == "add"
    model.toggle(model.index(0, 0))
    assert model.decision(line) == "left_out"
    page.take()
    assert page.errors.isVisibleTo(page)
    model.toggle(model.index(0, 0))
    page.take()
    assert parcel_of(open_town(real_window.office), "01A008").area_m2 == 100


def test_a_file_that_is_no_copy_is_one_sentence(page: MapCopiesPage, tmp_path: Path) -> None:
    (tmp_path / "อื่น.gpkg").write_bytes(b"x")
    page.bring(tmp_path / "อื่น.gpkg")
    assert page.errors.isVisibleTo(page)
    assert "อื่น.gpkg" in page.errors.text
    assert not page.take_button.isEnabled()


def test_who_may_not_edit_parcels_is_told_who_may(page: MapCopiesPage, copy: Path, real_window: MainWindow) -> None:
    edited_elsewhere(copy, "table.loc[0, 'land_no'] = '55'")
    real_window.office.actor = User("ผู้ดู", roles=("viewer",)).actor
    page.bring(copy)
    page.take()
    assert page.errors.isVisibleTo(page)
    assert parcel_of(open_town(real_window.office), "01A001").land_no == ""
