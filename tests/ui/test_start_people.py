"""Who works: several people on one computer, a PIN on wish, and what waits for each."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from tests.ui.conftest import MakeWindow

from ltaxgis.domain.users import User, hide_pin
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office, RecentProject
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.register.views import View, Views
from ltaxgis.ui.start.person import known_people, known_user, remember_user, sign_in

WITH_PIN = User("มานี รักงาน", "เจ้าพนักงานธุรการ", ("clerk",), hide_pin("1234"))


def works(office: Office, user: User) -> bool:
    return office.actor == user.actor


def test_several_people_are_kept_and_the_last_one_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "แผนที่ภาษี 2569" / "preferences.json"
    preferences = Preferences(path)
    for name in ("กัลยา", "วิชัย", "กัลยา"):
        remember_user(preferences, User(name))

    assert [user.name for user in known_people(Preferences(path))] == ["กัลยา", "วิชัย"]


def test_who_has_a_pin_is_asked_for_it_when_the_program_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    preferences = Preferences(path)
    remember_user(preferences, WITH_PIN)

    assert known_user(preferences) == WITH_PIN
    assert known_user(Preferences(path)) is None
    assert "1234" not in path.read_text(encoding="utf-8")


def test_the_start_page_asks_for_the_pin_before_anything_else(make_window: MakeWindow, office: Office) -> None:
    remember_user(office.preferences, WITH_PIN)
    office.preferences.hold("signed_in", None)
    window = make_window("")
    start = window.start
    assert not works(office, WITH_PIN)
    assert start.choices.isHidden()
    start.people.choose(WITH_PIN)
    start.people.pin.setText("9999")
    start.people.try_pin()
    assert not works(office, WITH_PIN)
    assert not start.people.wrong.isHidden()

    start.people.pin.setText("1234")
    start.people.try_pin()

    assert works(office, WITH_PIN)
    assert not start.choices.isHidden()
    assert window.top.person.text().startswith("มานี")


def test_somebody_else_takes_over_from_the_top_bar(make_window: MakeWindow, office: Office) -> None:
    window = make_window()
    sign_in(office, User("วิชัย", "", ("revenue",)))
    window.top.people.people.begin()
    window.top.people.people.choose(known_people(office.preferences)[1])

    assert office.actor is not None
    assert office.actor.name == "กัลยา ศรีสุวรรณ"
    assert window.top.person.text().startswith("กัลยา")


@pytest.mark.parametrize(("roles", "may_add"), [(("administrator",), True), (("clerk",), False)])
def test_people_are_added_by_administrators(
    make_window: MakeWindow, office: Office, roles: tuple[str, ...], may_add: bool
) -> None:
    window: MainWindow = make_window()
    sign_in(office, User("วิชัย", "", roles))
    people = window.top.people.people
    people.begin()

    assert people.another.isHidden() != may_add
    assert people.refused.isHidden() == may_add


def test_names_in_the_table_follow_the_role(make_window: MakeWindow, office: Office) -> None:
    window = make_window()
    model = window.work.register.model
    owner = model.columns[model.position("owner")]
    sign_in(office, User("วิชัย", "", ("viewer",)))

    assert model.text(owner, 0) == "•••"


def test_a_kept_filter_counts_what_waits_in_it(make_window: MakeWindow, office: Office) -> None:
    window = make_window()
    register = window.work.register
    register.panes.set_filters({"joined": "ไม่มี"})
    register._filters_changed()
    register._keep_view("ไม่มีแปลง")

    assert office.project is not None
    assert Views(office.preferences).counts(office.project.name) == {"ไม่มีแปลง": 30}


def test_the_start_page_shows_work_lists_and_opens_the_project_with_one(
    make_window: MakeWindow, office: Office
) -> None:
    views = Views(office.preferences)
    views.keep(View("ไม่มีแปลง", {"joined": "ไม่มี"}))
    views.keep_counts("เทศบาลตำบลตัวอย่าง", {"ไม่มีแปลง": 30})
    window = make_window("")
    window.start.show_recent([RecentProject(Path("เทศบาลตำบลตัวอย่าง.ltax"), "เทศบาลตำบลตัวอย่าง")])
    link = next(made for made in window.start.recent.findChildren(QPushButton) if "30" in made.text())

    link.click()

    assert len(window.work.register.model.order) == 30
    assert window.work.register.panes.filters() == [("joined", "ไม่มี")]
