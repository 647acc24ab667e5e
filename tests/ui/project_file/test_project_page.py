"""The page of the project: what it is, its copies, a copy to give away."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from tests.ui.conftest import MakeWindow
from tests.ui.fake_care import FakeCare
from tests.ui.fakes import FakeServices

from ltaxgis.domain.errors import Refused
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import PLACE


@pytest.fixture
def care(office: Office) -> FakeCare:
    assert isinstance(office.services, FakeServices)
    return office.services.care


@pytest.fixture
def window(make_window: MakeWindow, office: Office, office_folder: Path) -> MainWindow:
    office.preferences.set(PLACE, str(office_folder))
    made = make_window()
    made.actions_table["project.info"].trigger()
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget: QWidget, text: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget)).click()


def test_the_page_says_what_the_project_is(window: MainWindow) -> None:
    told = texts(window.project_page.about)

    assert window.pages.currentWidget() is window.project_page
    for part in ("EPSG:32647", "206,837,295", "2,986", "3,012", "27.7 MB", "0.2.0", "กัลยา ศรีสุวรรณ"):
        assert part in told
    assert "สิ่งปลูกสร้าง" not in told


def test_a_copy_can_be_made_now_and_is_listed(window: MainWindow, care: FakeCare, office_folder: Path) -> None:
    assert window.office.words("backup.none") in texts(window.project_page.copies)

    press(window.project_page.copies, window.office.words("care.copy_now"))

    assert care.places == [office_folder]
    assert "22 พ.ย. 2569" in texts(window.project_page.copies)
    assert "16:30" in texts(window.project_page.copies)


def test_a_copy_is_restored_as_a_file_of_its_own_and_opened(window: MainWindow, care: FakeCare) -> None:
    press(window.project_page.copies, window.office.words("care.copy_now"))
    copy = care.copies[0].path

    press(window.project_page.copies, window.office.words("care.restore"))

    assert care.restored == [copy]
    assert window.pages.currentWidget() is window.work


def test_without_a_place_the_page_asks_for_one(make_window: MakeWindow, office: Office) -> None:
    window = make_window()
    window.show_project_page()

    assert office.words("care.place.none") in texts(window.project_page.copies)
    assert office.words("care.copy_now") not in [
        one.text() for one in window.project_page.copies.findChildren(QPushButton)
    ]


def test_a_place_chosen_on_the_page_is_shown_there(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path))

    press(window.project_page.copies, window.office.words("care.choose"))

    assert str(tmp_path) in texts(window.project_page.copies)


@pytest.mark.parametrize("typed", ["ให้สภา", "ให้สภา.ltax"])
def test_a_copy_to_give_away_is_made_where_one_says(
    window: MainWindow, care: FakeCare, office_folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(office_folder / typed), ""))

    press(window.project_page.giving, window.office.words("care.give.go"))

    assert care.given == [office_folder / "ให้สภา.ltax"]
    assert window.status.said.text() == window.office.words("care.given", name="ให้สภา.ltax")


def test_what_cannot_be_made_is_one_sentence(
    window: MainWindow, care: FakeCare, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(office_folder / "ก.ltax"), ""))
    care.refuses = Refused("project.disk_full", path="E:/")

    press(window.project_page.giving, window.office.words("care.give.go"))

    assert window.project_page.errors.text == window.office.words("project.disk_full", path="E:/")
    care.refuses = None


def test_an_emblem_is_chosen_said_and_taken_away(
    window: MainWindow, care: FakeCare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ตรา.png").write_bytes(b"\x89PNG")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "ตรา.png"), ""))

    press(window.project_page.emblem, window.office.words("emblem.choose"))
    assert "ตรา.png" in window.status.said.text()
    press(window.project_page.emblem, window.office.words("emblem.remove"))

    assert care.emblems == [b"\x89PNG", b""]


def test_an_emblem_that_is_none_is_one_sentence(window: MainWindow, care: FakeCare) -> None:
    care.refuses = Refused("emblem.unknown_kind", name="ตรา.gif")
    window.project_page.emblem.keep(b"GIF", "ตรา.gif")
    assert "ตรา.gif" in window.project_page.errors.text
