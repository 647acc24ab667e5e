"""Another case is found on the page of a case, linked, shown on both and taken away again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from tests.ui.case_town import petition

from ltaxgis.ui.cases.links_card import LinksCard
from ltaxgis.ui.main_window import MainWindow


def card(window: MainWindow, uid: str) -> LinksCard:
    window.show_desk("petitions")
    window.petitions.reload()
    window.petitions.show_case(uid)  # type: ignore[arg-type]
    return standing(window)


def standing(window: MainWindow) -> LinksCard:
    page = window.petitions.page
    return next(one for one in page.findChildren(LinksCard) if one.isVisibleTo(page))


def says(one: LinksCard) -> list[str]:
    return [button.text() for button in one.findChildren(QPushButton) if button.isVisibleTo(one)]


def test_a_case_is_found_by_half_a_word_and_linked_by_enter(window: MainWindow) -> None:
    first, second = petition(window, "ไฟดับหน้าวัด"), petition(window, "ท่อระบายน้ำอุดตันหน้าตลาดสด")
    links = card(window, first.case.uid)

    links.ask()
    links.line.setText("ตลาดส")
    QTest.keyClick(links.line, Qt.Key.Key_Return)  # looks at once
    QTest.keyClick(links.line, Qt.Key.Key_Return)  # takes the first

    assert any(second.case.number in text for text in says(standing(window)))
    other = card(window, second.case.uid)
    assert any(first.case.number in text for text in says(other))
    words = window.office.words
    assert words("case.how.follows.back") in [one.text() for one in other.findChildren(type(other.heading))]


def test_a_link_is_taken_away_by_its_cross_and_brought_back_by_undo(window: MainWindow) -> None:
    first, second = petition(window, "ไฟดับหน้าวัด"), petition(window, "ท่อตันหน้าตลาด")
    links = card(window, first.case.uid)
    links.ask()
    assert links.how is not None
    links.how.setCurrentIndex(2)
    links.link(second.case.uid)

    (cross,) = standing(window).findChildren(QToolButton)
    cross.click()
    assert not any(second.case.number in text for text in says(standing(window)))

    assert window.undo is not None
    window.undo.undo()
    window.petitions.page.again()
    assert any(second.case.number in text for text in says(standing(window)))


def test_what_finds_nothing_says_so_and_esc_leaves_the_line(window: MainWindow) -> None:
    links = card(window, petition(window, "ไฟดับหน้าวัด").case.uid)
    links.ask()
    links.line.setText("ไม่มีคำนี้")
    links.look()
    assert window.office.words("case_links.none") in [one.text() for one in links.findChildren(type(links.heading))]

    QTest.keyClick(links.line, Qt.Key.Key_Escape)

    assert links.how is None
    assert links.add_button.isVisibleTo(links)
