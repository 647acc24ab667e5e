"""Books that leave, stamps on scans, form 25, messages of the exchange: from the window."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtCore import QPointF
from tests.ui.letters.test_letters_desk import opened, records, register
from tests.ui.real_town import open_town

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.correspondence import StampPlace
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.services.attachments import the_attachment
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.cases.paper_intake import Order, intake_of
from ltaxgis.ui.letters.files import RegisterOut
from ltaxgis.ui.letters.letter_card import LetterCard
from ltaxgis.ui.main_window import MainWindow


def a_scan(folder: Path) -> Path:
    content = BytesIO()
    Image.new("RGB", (827, 1169), "white").save(content, "PNG", dpi=(100, 100))
    path = folder / "หนังสือนำ.png"
    path.write_bytes(content.getvalue())
    return path


def test_a_register_is_shown_as_pages(real_window: MainWindow) -> None:
    register(real_window)
    real_window.show_desk("letters")
    real_window.letters.choose("register")
    real_window.register_view._print()

    page = real_window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert page.preview.count == 1


def test_a_stamp_stands_where_somebody_clicks(real_window: MainWindow, tmp_path: Path) -> None:
    window = opened(real_window, register(real_window))
    case = window.letters_in.page.uid
    assert case is not None
    intake_of(window.office).bring(Order(case, "document"), [a_scan(tmp_path)])
    (scan,) = records(window, Attachment)
    window.show_stamps(case, scan.uid, scan.name)
    page = window.stamps
    assert window.office.services.pages.count(page._pdf) == 1
    before = page._pdf
    page.picture._at = QPointF(page.picture.width() / 2, page.picture.height() / 2)
    stamp = page.picture.stamp
    assert stamp is not None
    page.place(stamp.left() / page.picture.width(), stamp.top() / page.picture.height())

    (placed,) = records(window, StampPlace)
    assert (placed.page, placed.division) == (1, "")
    assert 0.3 < placed.left < 0.45
    assert page._pdf != before
    assert the_attachment_is_as_it_came(window, scan)


def the_attachment_is_as_it_came(window: MainWindow, scan: Attachment) -> bool:
    actor = window.office.actor
    assert actor is not None
    with open_town(window.office).reading() as reading:
        return the_attachment(reading, actor, scan.uid).sha256 == scan.sha256


def test_the_stamp_stays_on_the_page(real_window: MainWindow) -> None:
    picture = real_window.stamps.picture
    content = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(content, "PNG")
    picture.show_page(content.getvalue())
    for corner in (QPointF(-50, -50), QPointF(5_000, 5_000)):
        picture._at = corner
        stamp = picture.stamp
        assert stamp is not None
        assert picture.rect().toRectF().contains(stamp)


def test_without_a_scan_there_is_nothing_to_stamp(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window))
    card = next(
        one for one in window.letters_in.page.findChildren(LetterCard) if one.isVisibleTo(window.letters_in.page)
    )

    assert not card._stamp_way().isVisibleTo(card)


@pytest.mark.parametrize("book", [0, 1])
def test_a_register_goes_to_excel(real_window: MainWindow, tmp_path: Path, book: int) -> None:
    window = real_window
    register(window, "ขอเชิญประชุม")
    window.take_number(at_once=True)
    window.show_desk("letters")
    window.letters.choose("register")
    window.register_view.book.setCurrentIndex(book)
    window.register_view.reload()
    query = window.register_view._query
    assert query is not None
    target = tmp_path / "ทะเบียน.xlsx"
    RegisterOut(window.office, window.projects, window).send(query, target)

    told = " ".join(str(cell.value) for sheet in load_workbook(target) for line in sheet.iter_rows() for cell in line)
    assert ("ขอเชิญประชุม" in told) is (book == 0)


def test_the_book_that_is_looked_at_is_the_one_that_goes_to_excel(real_window: MainWindow, tmp_path: Path) -> None:
    register(real_window, subject="ในทะเบียนรับ")
    target = tmp_path / "ทะเบียน.xlsx"
    out = RegisterOut(real_window.office, real_window.projects, real_window)
    year = real_window.office.services.cases.now().year + 543
    for series, lines in (("letter_in", 1), ("secret_in", 0), ("division_in", 0)):
        out.send(RegisterQuery(series=series, year=year), target)
        sheet = load_workbook(target).worksheets[0]
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert cells.count("ในทะเบียนรับ") == lines, series
