"""The window takes care of the project file: says why it is read only, asks once, copies on closing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from tests.ui.conftest import MakeWindow
from tests.ui.fake_care import FakeCare
from tests.ui.fakes import FakeServices

from ltaxgis.domain.errors import Refused
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import PLACE, copies_place, was_asked
from ltaxgis.ui.project_file.keeper import ASKED_ON

TOWN = "เทศบาลตำบลตัวอย่าง"


@pytest.fixture
def care(office: Office) -> FakeCare:
    assert isinstance(office.services, FakeServices)
    return office.services.care


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(folder))


def press(window: MainWindow, number: int) -> None:
    pressed = window.keeper.notice.buttons[number]
    assert isinstance(pressed, QAbstractButton)
    pressed.click()


def shown(window: MainWindow) -> bool:
    return window.keeper.notice.isVisibleTo(window)


def test_the_second_place_is_asked_for_once(
    make_window: MakeWindow, office: Office, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.preferences.set(PLACE, None)
    window = make_window()
    assert shown(window)

    choose(monkeypatch, office_folder)
    press(window, 0)

    assert copies_place(office.preferences) == office_folder
    assert not shown(window)
    window.open_path(Path(f"{TOWN}.ltax"))
    assert not shown(window)


def test_who_wants_no_copies_is_not_asked_again(make_window: MakeWindow, office: Office) -> None:
    office.preferences.set(PLACE, None)
    window = make_window()

    press(window, 1)
    window.open_path(Path(f"{TOWN}.ltax"))

    assert was_asked(office.preferences)
    assert copies_place(office.preferences) is None
    assert not shown(window)


def test_who_chooses_no_folder_is_still_asked(
    make_window: MakeWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.preferences.set(PLACE, None)
    window = make_window()

    choose(monkeypatch, "")
    press(window, 0)

    assert not was_asked(office.preferences)
    assert shown(window)


def test_the_question_is_asked_once_a_day_and_can_be_put_off(make_window: MakeWindow, office: Office) -> None:
    office.preferences.set(PLACE, None)
    window = make_window()
    assert shown(window)

    window.keeper.notice.close_button.click()
    assert not shown(window)
    window.open_path(Path("ทต.ริมน้ำ 2569.ltax"))
    assert not shown(window)

    office.preferences.set(ASKED_ON, "2026-01-05")
    window.open_path(Path(f"{TOWN}.ltax"))
    assert shown(window)


@pytest.mark.parametrize("way", ["close_project", "close"])
def test_closing_makes_a_copy(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path, way: str
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    window = make_window()

    getattr(window, way)()

    assert set(care.places) == {office_folder}
    assert office.project is None


def test_opening_another_project_makes_a_copy_of_the_first(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    window = make_window()

    window.open_path(Path("ทต.ริมน้ำ 2569.ltax"))

    assert [copy.path.name.split(" 2026")[0] for copy in care.copies] == [TOWN]


def test_what_was_not_touched_since_its_copy_closes_without_another(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    care.is_due = False
    window = make_window()

    assert window.close()
    assert care.places == []


def test_the_same_project_is_opened_anew_without_a_copy(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    window = make_window()

    window.open_path(Path(f"{TOWN}.ltax"))

    assert care.places == []
    assert office.project is not None


def test_without_a_place_nothing_is_copied(make_window: MakeWindow, care: FakeCare) -> None:
    make_window().close_project()

    assert care.places == []


def test_a_copy_that_fails_keeps_the_project_open_once_and_says_why(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    care.refuses = Refused("backup.place_missing", path="E:/สำรอง")
    window = make_window()

    window.close_project()
    assert office.project is not None
    assert "E:/สำรอง" in window.keeper.notice.text.text()

    window.close_project()
    assert office.project is None


def test_the_window_too_closes_at_the_second_attempt(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    office.preferences.set(PLACE, str(office_folder))
    care.refuses = Refused("backup.place_missing", path="E:/สำรอง")
    window = make_window()

    assert not window.close()
    assert window.close()


def test_another_place_after_a_failure_is_tried(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.preferences.set(PLACE, "E:/สำรอง")
    care.refuses = Refused("backup.place_missing", path="E:/สำรอง")
    window = make_window()
    window.close_project()

    care.refuses = None
    choose(monkeypatch, office_folder)
    press(window, 0)
    window.close_project()

    assert set(care.places) == {office_folder}
    assert office.project is None


def test_a_project_on_a_network_says_why_it_is_read_only_and_offers_a_copy_here(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = office.services
    assert isinstance(services, FakeServices)
    services.projects["ทต.ริมน้ำ 2569"].writable = False
    window = make_window("ทต.ริมน้ำ 2569")

    assert window.keeper.notice.text.text() == office.words("project.on_network", path=f"Z:/{TOWN}.ltax")
    assert care.people == []

    services.projects["ทต.ริมน้ำ 2569"].writable = True
    choose(monkeypatch, office_folder)
    press(window, 0)

    assert care.places == [office_folder]
    assert window.projects.path == office_folder / f"{TOWN}.ltax"
    assert not shown(window)


def test_nothing_is_copied_of_what_cannot_be_written(
    make_window: MakeWindow, office: Office, care: FakeCare, office_folder: Path
) -> None:
    assert isinstance(office.services, FakeServices)
    office.preferences.set(PLACE, str(office_folder))
    office.services.projects[TOWN].writable = False

    make_window().close_project()

    assert care.places == []


def test_whoever_opens_a_project_is_in_it_for_others_to_see(make_window: MakeWindow, care: FakeCare) -> None:
    make_window()

    assert care.people == ["กัลยา ศรีสุวรรณ"]
