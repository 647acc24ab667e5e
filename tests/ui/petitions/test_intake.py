"""A petition at the counter, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from tests.ui.case_town import petition
from tests.ui.real_town import open_town, parcel_of

from ltaxgis.domain.cases import Case, CaseLink, CaseParty
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.petitions.intake import IntakePage

TEXT = "ไฟทางดับหน้าบ้านมืดมาก"
MOST_KEYS = 60
"""Beside the words of the petition itself: a minute is long enough for them."""


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.begin_case("petitions")
    return window


class Keys:
    """Types as a person does, and counts."""

    def __init__(self, page: IntakePage) -> None:
        self.page, self.count = page, 0

    def type(self, field: QLineEdit, text: str) -> None:
        """Thai comes from an input method, which Qt's test keys do not have."""
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            field.setText(text)
            field.textEdited.emit(text)
        self.count += len(text)

    def enter(self, field: QWidget) -> None:
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.count += 1

    def settle(self) -> None:
        """What is looked up a moment after the last key has come."""
        self.page.look_up()


def the_case(window: MainWindow) -> Case:
    with open_town(window.office).reading() as reading:
        return reading.get(Case, reading.columns(Case, ("number",)).uids)[-1]


def take_in(window: MainWindow, place: str = "01A001", name: str = "นายบุญมี คำแสน", phone: str = "0812345678") -> Keys:
    page, form = window.intake, window.intake.form
    keys = Keys(page)
    form.text.setPlainText(TEXT)  # the words themselves are not counted
    keys.enter(form.text)
    keys.enter(form.category)
    keys.type(form.place, place)
    keys.settle()
    keys.enter(form.place)
    keys.type(form.name, name)
    keys.enter(form.name)
    keys.type(form.phone, phone)
    page.keep()
    keys.count += 1
    return keys


def test_a_petition_is_taken_in_by_few_keys_and_its_receipt_is_on_the_screen(window: MainWindow) -> None:
    keys = take_in(window)

    case = the_case(window)
    shown = [one.text() for one in window.intake.receipt.findChildren(QLabel)]
    assert keys.count <= MOST_KEYS
    assert window.intake.pages.currentIndex() == 1
    assert case.number in shown
    assert any(len(text) == 6 and text.isdigit() for text in shown)  # the PIN
    assert (case.category, case.kind, case.division) == ("light", "service", "engineering")


def test_enter_goes_through_the_form_from_the_words_to_the_button(window: MainWindow) -> None:
    form = window.intake.form
    order = [one for one in form._order if one.isVisibleTo(form) and one.isEnabled()]

    assert order[:5] == [form.text, form.category, form.place, form.name, form.phone]
    assert order[-1] is form.division
    assert form.kind not in order


def test_a_parcel_code_stands_on_its_parcel(window: MainWindow) -> None:
    take_in(window)

    project = open_town(window.office)
    with project.reading() as reading:
        links = reading.having(CaseLink, "case_uid", [the_case(window).uid])
    assert parcel_of(project, "01A001").uid in [one.target_uid for one in links]


def test_a_place_that_nobody_knows_is_kept_as_it_was_written(window: MainWindow) -> None:
    take_in(window, place="ปากซอยหลังวัด")

    case = the_case(window)
    assert (case.place_text, case.shape) == ("ปากซอยหลังวัด", None)
    assert "ไม่พบในแผนที่" in window.intake.form.understood["place"].text()


def test_a_person_of_the_register_is_proposed_and_taken(window: MainWindow) -> None:
    page, form = window.intake, window.intake.form
    form.name.setText("สมชาย ใจ")
    form._name_typed()
    page.look_up()

    offers = page.beside.people.findChildren(QPushButton)
    offers[0].click()
    form.text.setPlainText(TEXT)
    page.keep()

    project = open_town(window.office)
    with project.reading() as reading:
        party = reading.having(CaseParty, "case_uid", [the_case(window).uid])[0]
        person = reading.get(Owner, [party.owner_uid])[0]
        count = sum(one == "สมชาย" for one in reading.columns(Owner, ("first_name",))["first_name"])
    assert person.name == "นายสมชาย ใจดี"
    assert count == 1


def test_nobody_is_proposed_while_people_are_hidden(window: MainWindow) -> None:
    page = window.intake
    window.office.announcer.hide_people(True)
    page.form.name.setText("สมชาย ใจ")
    page.form._name_typed()

    page.look_up()

    assert page.beside.people.findChildren(QPushButton) == []


def test_without_a_name_nothing_of_the_petitioner_is_kept(window: MainWindow) -> None:
    page, form = window.intake, window.intake.form
    form.text.setPlainText(TEXT)
    form.name.setText("นายบุญมี คำแสน")
    form.flags["anonymous"].setChecked(True)
    page.keep()

    with open_town(window.office).reading() as reading:
        case = the_case(window)
        assert reading.having(CaseParty, "case_uid", [case.uid]) == []
        assert reading.having(Petition, "case_uid", [case.uid])[0].anonymous


def test_a_complaint_about_an_official_asks_who_may_see_it_and_cannot_be_nameless(window: MainWindow) -> None:
    form = window.intake.form
    form.kind.setCurrentIndex(form.kind.findData("staff"))
    form._kind_changed()

    assert form.named.isVisibleTo(form)
    assert not form.flags["anonymous"].isEnabled()


def test_a_refusal_keeps_what_was_typed(window: MainWindow) -> None:
    window.intake.form.name.setText("นายบุญมี คำแสน")

    window.intake.keep()

    assert window.intake.pages.currentIndex() == 0
    assert window.intake.form.name.text() == "นายบุญมี คำแสน"
    assert window.errors.isVisibleTo(window)


def test_one_that_repeats_another_is_said_and_merged_when_it_is_the_same(window: MainWindow) -> None:
    first = petition(window, TEXT, days_ago=1)
    page, form = window.intake, window.intake.form
    form.text.setPlainText(TEXT)
    form.place.setText("01A001")
    form._place_typed()
    page.look_up()
    page.look_up()
    take = next(one for one in page.beside.doubles.findChildren(QPushButton) if one.text() == "เรื่องเดียวกัน")

    take.click()
    form.name.setText("นายบุญมี คำแสน")
    page.keep()

    case = the_case(window)
    assert case.state == "merged"
    with open_town(window.office).reading() as reading:
        links = reading.having(CaseLink, "case_uid", [case.uid])
    assert (first.case.uid, "merged_into") in [(one.target_uid, one.how) for one in links]


def test_a_place_is_pointed_at_on_the_map_while_the_form_waits(window: MainWindow) -> None:
    window.intake.form.text.setPlainText(TEXT)

    window.intake.form.map_wanted.emit()

    assert window.pages.currentWidget() is window.intake
    assert window.intake.form.text.toPlainText() == TEXT
    assert window.intake.draft().shape is not None


def test_a_petition_begins_at_a_place_of_the_map(window: MainWindow) -> None:
    window.show_desk("map")

    window.office.announcer.wanted_case_at.emit(500_010.0, 2_000_010.0)

    shape = window.intake.draft().shape
    assert window.pages.currentWidget() is window.intake
    assert shape is not None
    assert (shape.x, shape.y) == (500_010.0, 2_000_010.0)  # type: ignore[attr-defined]


def test_the_next_one_begins_empty_and_on_the_same_channel(window: MainWindow) -> None:
    form = window.intake.form
    form.channel.setCurrentIndex(form.channel.findData("phone"))
    take_in(window)

    window.intake.receipt.next.click()

    assert form.text.toPlainText() == ""
    assert not any(under.text() for under in form.understood.values())  # nor the parcel of the one before
    assert form.channel.currentData() == "phone"
