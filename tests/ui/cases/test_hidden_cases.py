"""F9: nothing that people told of themselves stays on the screen, wherever cases are shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from tests.ui.case_town import MORNING, NUMBER, PHONE, petition
from tests.ui.real_town import open_town, parcel_of

from ltaxgis.domain.ids import Uid
from ltaxgis.services.case_links import link_cases
from ltaxgis.services.case_steps import comment
from ltaxgis.ui.cases.links_card import LinksCard
from ltaxgis.ui.main_window import MainWindow

MARKS = ("สมชาย", "ใจดี", "กระบือหาย", "คลองลึก", "ปากทางบ้านผู้ใหญ่", "โทรหาเขา", "หมาเห่าดัง", "บุญมี", "คำแสน", "วาดดี",
         NUMBER, PHONE, "0812345678", "4567")  # fmt: skip


def told(whole: QWidget) -> set[str]:
    """Every text that stands on it, in its tips and for those who hear it."""
    said: set[str] = set()
    for one in [whole, *whole.findChildren(QWidget)]:
        if one is not whole and not one.isVisibleTo(whole):
            continue
        said |= {one.toolTip(), one.accessibleName(), one.accessibleDescription()}
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            said.add(one.text())
        if isinstance(one, QPlainTextEdit):
            said.add(one.toPlainText())
        if isinstance(one, QComboBox):
            said |= {one.currentText(), *(one.itemText(line) for line in range(one.count()))}
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            said |= cells(one)
    return said - {""}


def cells(view: QAbstractItemView) -> set[str]:
    model, said = view.model(), set()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for line in range(model.rowCount()):
        for column in range(1 if isinstance(view, QListView) else model.columnCount()):
            said |= {str(model.data(model.index(line, column), role) or "") for role in roles}
    return said


def marked(whole: QWidget) -> set[str]:
    return {mark for mark in MARKS for text in told(whole) if mark in text}


def two_petitions(window: MainWindow) -> Uid:
    first = petition(window, "กระบือหายที่คลองลึก ผมนายสมชาย โทร 081-234-5678", place_text="ปากทางบ้านผู้ใหญ่สมชาย")
    second = petition(window, "หมาเห่าดังบ้านสมชาย", category="noise")
    project, actor = open_town(window.office), window.office.actor
    assert actor is not None
    comment(project, actor, first.case.uid, "โทรหาเขาแล้ว 0891234567", MORNING)
    link_cases(project, actor, first.case.uid, second.case.uid, "together")
    return first.case.uid


def test_no_text_of_the_petitions_desk_names_or_quotes_anybody(window: MainWindow) -> None:
    uid = two_petitions(window)
    window.show_desk("petitions")
    window.petitions.reload()
    window.petitions.show_case(uid)
    assert {"สมชาย", "กระบือหาย", "ปากทางบ้านผู้ใหญ่", "โทรหาเขา", "หมาเห่าดัง"} <= marked(window)

    window.actions_table["view.hide_people"].trigger()

    assert marked(window) == set()
    window.petitions.show_whole(True)
    assert marked(window) == set()


def test_what_is_being_corrected_is_closed_before_it_is_seen(window: MainWindow) -> None:
    uid = two_petitions(window)
    window.show_desk("petitions")
    window.petitions.reload()
    window.petitions.show_case(uid)
    window.petitions.page.want_edit()

    window.actions_table["view.hide_people"].trigger()

    assert window.petitions.page.panel is None
    assert marked(window) == set()


def test_the_line_that_links_finds_cases_without_quoting_them(window: MainWindow) -> None:
    uid = two_petitions(window)
    petition(window, "กระบือหายอีกตัว")
    window.show_desk("petitions")
    window.petitions.reload()
    window.actions_table["view.hide_people"].trigger()
    window.petitions.show_case(uid)
    page = window.petitions.page
    card = next(one for one in page.findChildren(LinksCard) if one.isVisibleTo(page))
    card.ask()
    card.line.setText("PT")
    card.look()

    assert len(card.found) == 1
    assert marked(window) == set()


def test_the_search_box_tells_numbers_of_cases_and_no_titles(window: MainWindow) -> None:
    two_petitions(window)
    window.show_desk("map")
    window.actions_table["view.hide_people"].trigger()
    window.top.search.setText("PT69")
    window.top.search.ask()
    hits = window.top.search.results.list
    hits_told = cells(hits) | {label.text() for label in hits.findChildren(QLabel)}

    assert any("PT69" in text for text in hits_told)
    assert not [text for text in hits_told for mark in MARKS if mark in text]


@pytest.mark.parametrize("word", ["สมชาย", "โทรหาเขา"])
def test_no_case_is_found_by_who_or_what_its_papers_name(window: MainWindow, word: str) -> None:
    two_petitions(window)
    window.show_desk("map")
    window.actions_table["view.hide_people"].trigger()
    window.top.search.setText(word)
    window.top.search.ask()

    texts = cells(window.top.search.results.list)
    assert not any("PT69" in text for text in texts if word == "โทรหาเขา")
    assert not any(mark in text for text in texts for mark in MARKS)


def test_the_inspector_of_a_parcel_tells_its_cases_without_their_titles(window: MainWindow) -> None:
    two_petitions(window)
    window.show_desk("map")
    window.office.announcer.select([parcel_of(open_town(window.office), "01A001").uid], "map")
    assert "กระบือหาย" in marked(window.inspector)

    window.actions_table["view.hide_people"].trigger()

    assert marked(window.inspector) == set()


def test_no_text_of_the_permits_desk_names_anybody(window: MainWindow) -> None:
    window.begin_case("permits")
    page = window.permit_intake
    lines = {"place": "01A001", "applicant": "นายบุญมี คำแสน", "phone": "0812345678", "architect": "นายเอก วาดดี, ภ-สถ 12",
             "storeys": "2", "height": "7.5", "area": "120"}  # fmt: skip
    for name, text in lines.items():
        page.lines[name].setText(text)
    page.look_up()
    page.keep()
    window.show_desk("permits")
    window.permits.reload()
    window.permits.cases.select(0)
    assert "บุญมี" in marked(window)

    window.actions_table["view.hide_people"].trigger()

    assert marked(window) == set()


def test_the_numbers_that_were_given_are_told_without_their_titles(window: MainWindow) -> None:
    two_petitions(window)
    window.show_office_book()
    book = window.office_book
    book.list.setCurrentRow(book.list.count() - 1)
    held = [book.numbers.model.item(line, 3) for line in range(book.numbers.model.rowCount())]
    assert any("กระบือหาย" in item.text() for item in held if isinstance(item, QStandardItem))

    window.actions_table["view.hide_people"].trigger()

    assert marked(book) == set()
