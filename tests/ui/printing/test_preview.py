"""The preview shows the pages that will be printed."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from tests.ui.fakes import blank_pages

from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ui.office import Office
from ltaxgis.ui.printing.preview import MOST_PIXELS, MOST_ZOOM, Preview
from ltaxgis.ui.tasks import SyncTasks

A4, A0 = (210.0, 297.0), (841.0, 1189.0)


@pytest.fixture
def preview(qtbot: QtBot, office: Office) -> Preview:
    made = Preview(office, PdfiumPages())
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.grab()  # lays it out without a screen
    return made


def test_one_page_needs_no_list_and_several_do(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4]))
    assert preview.pages.isHidden()

    preview.show_pdf(blank_pages([A4, A4, A0]))
    assert not preview.pages.isHidden()
    assert preview.pages.count() == 3
    assert not preview.pages.item(2).icon().isNull()


def test_a_page_says_its_number_and_its_millimetres(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4, A0]))
    preview.pages.setCurrentRow(1)

    assert preview.page == 1
    assert "841 × 1,189" in preview.said.text()


def test_the_whole_page_is_in_sight_until_one_comes_nearer(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4]))
    fitting = preview.shown_zoom
    assert preview.zoom is None
    assert preview.paper.height() <= preview.area.height()

    preview.zoom_by(1.25)
    assert preview.shown_zoom == pytest.approx(fitting * 1.25)
    preview.set_zoom(None)
    assert preview.shown_zoom == pytest.approx(fitting)


def test_at_zoom_one_a_millimetre_is_a_millimetre_of_a_usual_screen(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4]))
    preview.set_zoom(1.0)

    assert preview.paper.size_shown.width() == pytest.approx(210 / 25.4 * 96, abs=1.5)


def test_zoom_has_an_end_and_a_large_page_does_not_fill_the_memory(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A0]))
    preview.set_zoom(1000)

    assert preview.shown_zoom == MOST_ZOOM
    pixmap = preview.paper.picture
    assert pixmap.width() * pixmap.height() <= MOST_PIXELS * 1.01
    assert preview.paper.size_shown.width() == pytest.approx(841 / 25.4 * 96 * MOST_ZOOM, rel=0.01)


def test_the_page_in_sight_stays_where_it_still_exists(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4] * 5))
    preview.show_page(3)

    preview.show_pdf(blank_pages([A4] * 4))
    assert preview.page == 3
    preview.show_pdf(blank_pages([A4] * 2))
    assert preview.page == 1


def test_no_pages_are_an_empty_table(preview: Preview) -> None:
    preview.show_pdf(blank_pages([A4]))
    preview.show_pdf(b"")

    assert preview.count == 0
    assert preview.paper.picture.isNull()
    assert preview.said.text() == ""


@pytest.mark.parametrize(("turn", "nearer"), [(120, True), (-120, False)])
def test_ctrl_and_the_wheel_zoom(preview: Preview, turn: int, nearer: bool) -> None:
    preview.show_pdf(blank_pages([A4]))
    before = preview.shown_zoom
    middle = QPointF(50, 50)
    event = QWheelEvent(
        middle, middle, QPoint(0, turn), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip

    QApplication.sendEvent(preview.area.viewport(), event)

    assert (preview.shown_zoom > before) is nearer
    assert preview.shown_zoom != before


def test_a_page_that_comes_after_the_preview_was_closed_is_left(office: Office) -> None:
    waiting: list[Callable[[], None]] = []

    class Later(SyncTasks):
        def query(self, work: Callable[[], Any], on_done: Callable[[Any], None], *_: Any) -> None:
            waiting.append(lambda: on_done(work()))

    office.tasks = Later()
    preview = Preview(office, PdfiumPages())
    preview.resize(700, 600)
    preview.show_pdf(blank_pages([A4, A4]))
    assert waiting

    delete(preview)

    for answer in waiting:
        answer()
