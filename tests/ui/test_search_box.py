"""The search box: places beside parcels, nobody by name while people are hidden, Esc its own while it has text."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeMap
from tests.ui.real_town import open_town

from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.thai.keyboard import other_layout
from ltaxgis.ui.main_window import MainWindow


def found(window: MainWindow, text: str) -> list[str]:
    search = window.top.search
    search.setText(text)
    search.ask()
    hits = [search.results.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(search.results.list.count())]
    return [hit.title for hit in hits]


def test_a_block_is_found_by_its_code_and_the_map_goes_to_all_of_it(real_window: MainWindow) -> None:
    assert found(real_window, "01A")[0] == "01A"
    hit = real_window.top.search.results.list.item(0).data(Qt.ItemDataRole.UserRole)

    real_window.top.search.picked.emit(hit)

    with open_town(real_window.office).reading() as reading:
        parcels = reading.columns(Parcel, ("code",)).uids
    assert isinstance(real_window.work.map, FakeMap)
    assert set(real_window.work.map.zoomed) == set(parcels)


def test_names_vanish_from_the_list_with_all_others(real_window: MainWindow) -> None:
    assert "นายสมชาย ใจดี" in found(real_window, "สมชาย")

    real_window.office.announcer.hide_people(True)

    assert found(real_window, "สมชาย") == []
    words = real_window.office.words
    assert real_window.top.search.results.note.text() == words("search.nothing_without_people", text="สมชาย")
    assert found(real_window, "01A001")[0] == "01A001"


def test_esc_clears_the_box_before_it_does_anything_else(real_window: MainWindow) -> None:
    search = real_window.top.search

    def takes_esc() -> bool:
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        override.ignore()
        QApplication.sendEvent(search, override)
        return override.isAccepted()

    search.setText("01A")
    assert takes_esc()
    search.clear()
    assert not takes_esc()


def test_the_box_says_what_was_typed_on_the_other_layout_was_taken_for(real_window: MainWindow) -> None:
    words, note = real_window.office.words, real_window.top.search.results.note

    assert found(real_window, "จๅฤจจๅ")[0] == "01A001"
    assert note.text() == words("search.other_layout", text=other_layout("จๅฤจจๅ"))
    assert found(real_window, "01A001")
    assert note.isHidden()
