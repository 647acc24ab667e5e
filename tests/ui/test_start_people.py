"""Who works: several people on one computer, a PIN on wish, and what waits for each."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from tests.ui.conftest import MakeWindow
from tests.ui.fakes import FakeProject

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.users import User, hide_pin, pin_fits, without
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office, RecentProject
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.projects import id_at
from ltaxgis.ui.register.views import View, Views
from ltaxgis.ui.start.person import everybody, known_people, known_user, remember_user, sign_in

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


@pytest.fixture
def hall(office: Office) -> Office:
    """An administrator works; a clerk with a PIN is known."""
    remember_user(office.preferences, WITH_PIN)
    sign_in(office, User("วิชัย", "", ("administrator",)))
    return office


def said(window: MainWindow) -> str:
    return window.top.people.people.said.text()


def test_who_works_here_no_more_is_not_offered_and_can_come_back(make_window: MakeWindow, hall: Office) -> None:
    window = make_window()
    people = window.top.people.people
    people.begin()

    people.remove(WITH_PIN)
    assert WITH_PIN.name not in [user.name for user in known_people(hall.preferences)]
    assert said(window) == hall.words("people.removed", name=WITH_PIN.name)

    people.bring_back(next(user for user in everybody(hall.preferences) if user.name == WITH_PIN.name))
    assert WITH_PIN in known_people(hall.preferences)


def test_nobody_removes_himself_and_a_clerk_removes_nobody(make_window: MakeWindow, hall: Office) -> None:
    window = make_window()
    people = window.top.people.people
    people.begin()
    people.remove(User("วิชัย"))
    assert said(window) == hall.words("people.not_oneself", name="วิชัย")

    sign_in(hall, WITH_PIN)
    people.begin()
    people.remove(User("วิชัย"))

    assert hall.words("role.administrator") in said(window)
    assert {"วิชัย", WITH_PIN.name} <= {user.name for user in known_people(hall.preferences)}


def change_pin(window: MainWindow, user: User, old: str, new: str, twice: str) -> None:
    people = window.top.people.people
    people.ask_new_pin(user)
    for field, text in ((people.new_pin.old, old), (people.new_pin.new, new), (people.new_pin.twice, twice)):
        field.setText(text)
    people.new_pin.tell()


def pin_of(office: Office, name: str) -> User:
    return next(user for user in known_people(office.preferences) if user.name == name)


def test_a_pin_is_changed_with_the_old_one_and_by_typing_the_new_one_twice(
    make_window: MakeWindow, hall: Office
) -> None:
    sign_in(hall, WITH_PIN)
    window = make_window()
    people = window.top.people.people
    people.begin()

    change_pin(window, WITH_PIN, "9999", "5678", "5678")
    assert said(window) == hall.words("people.wrong_pin")
    change_pin(window, WITH_PIN, "1234", "5678", "5679")
    assert not people.new_pin.wrong.isHidden()
    assert pin_fits(pin_of(hall, WITH_PIN.name), "1234")

    change_pin(window, WITH_PIN, "1234", "5678", "5678")
    assert pin_fits(pin_of(hall, WITH_PIN.name), "5678")


def test_an_administrator_gives_who_forgot_his_a_new_one(make_window: MakeWindow, hall: Office) -> None:
    window = make_window()
    window.top.people.people.begin()

    change_pin(window, WITH_PIN, "", "4321", "4321")

    assert pin_fits(pin_of(hall, WITH_PIN.name), "4321")
    assert not pin_fits(pin_of(hall, WITH_PIN.name), "1234")


def test_the_last_administrator_stays() -> None:
    people = [User("ก", "", ("administrator",)), User("ข", "", ("administrator",)), User("ค", "", ("clerk",))]
    left = without(people, "ข", people[0].actor)
    assert [user.active for user in left] == [True, False, True]

    with pytest.raises(Refused, match=r"people\.last_administrator"):
        without(left, "ก", people[1].actor)


def test_a_project_that_is_gone_is_grey_and_can_be_forgotten(make_window: MakeWindow, office: Office) -> None:
    paths = [Path("ทต.ริมน้ำ 2569.ltax"), Path("ทต.หาย.ltax")]
    office.preferences.set("recent", [str(path) for path in paths])
    window = make_window("")
    window.start.show_recent(
        [RecentProject(paths[0], "ทต.ริมน้ำ 2569"), RecentProject(paths[1], "ทต.หาย", is_there=False)]
    )
    gone = [
        line for line in window.start.recent.findChildren(QToolButton) if line.toolTip() == office.words("start.forget")
    ]
    assert len(gone) == 1
    assert "ทต.หาย" in [told.text() for told in window.start.recent.findChildren(QLabel)], "no link"

    gone[0].click()

    assert office.preferences.get("recent") == [str(paths[0])]


def test_work_lists_follow_the_project_and_not_the_name_of_its_file(office: Office, make_window: MakeWindow) -> None:
    window = make_window()
    project = office.project
    assert isinstance(project, FakeProject)
    project.settings = replace(project.settings, uid="0199")
    views = Views(office.preferences)
    views.keep(View("ไม่มีแปลง", {"joined": "ไม่มี"}))

    window.work.register.reload()

    assert views.counts("0199") == {"ไม่มีแปลง": 30}
    assert views.counts(project.name) == {}
    window.open_path(Path("เทศบาลตำบลตัวอย่าง.ltax"))
    assert id_at(office.preferences, Path("เทศบาลตำบลตัวอย่าง.ltax")) == "0199"
