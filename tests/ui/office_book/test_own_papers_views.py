"""Letterhead, own pictures and templates, and roles of layers: parts of the office's book in the window."""

import io
from pathlib import Path

import docx
from pytestqt.qtbot import QtBot
from shapely.geometry import box
from tests.builders import CLERK
from tests.ui.real_town import open_town

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.services.office_book import book_of
from ltaxgis.services.own_templates import EMBLEM, GARUDA, own_papers
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office_book.own_papers import WORD
from ltaxgis.ui.office_book.page import OfficeBookPage

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#f00" d="M0 0H9V9H0z"/></svg>'


def a_page(window: MainWindow, qtbot: QtBot, part: str) -> OfficeBookPage:
    page = OfficeBookPage(window.office)
    qtbot.addWidget(page)
    page.begin()
    page.show_part(part)
    return page


def sample_text(window: MainWindow) -> str:
    office = window.office
    assert office.actor is not None
    pdf = office.services.case_papers.sample(open_town(office), office.actor)
    return "".join("".join(PdfiumPages().lines(pdf, 0)).split())


def test_an_address_a_prefix_and_a_signer_stand_on_the_next_letter(real_window: MainWindow, qtbot: QtBot) -> None:
    view = a_page(real_window, qtbot, "letterhead").letterhead
    view.address.setPlainText("99 ถนนริมน้ำ\nอำเภอเมือง")
    view.lines["signer"].setText("นายสมชาย ใจดี")
    view.prefixes.item(0, 1).setText("ชม 52303")

    view.keep()

    told = sample_text(real_window)
    assert all(text in told for text in ("๙๙ถนนริมน้ำ", "นายสมชายใจดี", "ชม๕๒๓๐๓/"))
    assert not view.sample.pixmap().isNull()


def test_a_text_that_is_too_long_or_no_size_is_said_and_nothing_is_kept(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot, "letterhead")
    page.letterhead.lines["phone"].setText("0" * 4000)
    page.letterhead.keep()
    assert "200" in page.errors.text

    page.letterhead.lines["phone"].setText("0 5312 3456")
    page.letterhead.lines["text_pt"].setText("สิบหก")
    page.letterhead.keep()
    assert "สิบหก" in page.errors.text
    with open_town(real_window.office).reading() as reading:
        book = book_of(reading, real_window.office.services.office_texts)
    assert book.tables["letters"]["phone"] == ""


def test_emblem_and_garuda_come_from_files_and_a_broken_picture_does_not(
    real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = a_page(real_window, qtbot, "own_papers")
    good, broken = tmp_path / "ครุฑ.svg", tmp_path / "ภาพ.png"
    good.write_bytes(SQUARE)
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 200)
    for name in ("emblem", "garuda"):
        page.own_papers.choose(name)
        page.own_papers.bring_file(broken)
        assert "ภาพ.png" in page.errors.text
        assert page.own_papers.own is not None
        assert not page.own_papers._is_own(name)
        page.own_papers.bring_file(good)
        assert page.own_papers._is_own(name)
    with open_town(real_window.office).reading() as reading:
        assert (reading.own_file(EMBLEM), reading.own_file(GARUDA)) == (SQUARE, SQUARE)

    page.own_papers.choose("emblem")
    page.own_papers.keep(b"", "")
    assert not page.own_papers._is_own("emblem")


def test_a_template_is_taken_out_changed_and_used(real_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = a_page(real_window, qtbot, "own_papers")
    view, file = page.own_papers, tmp_path / "จดหมายของเรา.typ"
    view.choose("letter.typ")
    view.write(file)
    shipped = file.read_text(encoding="utf-8")

    file.write_text(shipped.replace("l.subject", "l.wrong_name"), encoding="utf-8")
    view.bring_file(file)
    assert "wrong_name" in page.errors.text
    assert not view._is_own("letter.typ")

    file.write_text(shipped.replace("garuda(l)", 'garuda(l)\n  "แบบของเรา"', 1), encoding="utf-8")
    view.bring_file(file)
    assert not page.errors.isVisible()
    assert "แบบของเรา" in sample_text(real_window)

    view.keep(b"", "")
    assert "แบบของเรา" not in sample_text(real_window)


def test_the_word_letter_begins_with_every_field_and_an_unknown_one_is_named(
    real_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = a_page(real_window, qtbot, "own_papers")
    view, file = page.own_papers, tmp_path / "หนังสือ.docx"
    view.choose(WORD)
    view.write(file)
    view.bring_file(file)
    assert view._is_own(WORD)

    made = docx.Document()
    made.add_paragraph("{{เรื่อง}} {{เลขบัตรประชาชน}}")
    out = io.BytesIO()
    made.save(out)
    before = real_window.office.services.case_papers.word_letter(open_town(real_window.office))
    file.write_bytes(out.getvalue())
    view.bring_file(file)
    assert "เลขบัตรประชาชน" in page.errors.text
    assert real_window.office.services.case_papers.word_letter(open_town(real_window.office)) == before


def test_a_layer_is_given_a_role_and_what_is_missing_is_said(real_window: MainWindow, qtbot: QtBot) -> None:
    layer = "สีผัง_2565"
    zone = Feature(uid=new_uid(), layer=layer, label="เหลือง", shape=box(0, 0, 9, 9))
    with open_town(real_window.office).work(CLERK, "feature.add") as work:
        work.apply(ChangeSet("feature.add", (Change(None, zone),)))
        work.commit()
    view = a_page(real_window, qtbot, "layers").layers
    assert "ผังเมืองรวม" in view.missing.text()

    choice = view.box(layer)
    choice.setCurrentIndex(choice.findData("town_plan"))
    choice.activated.emit(choice.currentIndex())

    assert "ผังเมืองรวม" not in view.missing.text()
    with open_town(real_window.office).reading() as reading:
        told = book_of(reading, real_window.office.services.office_texts).tables["permit_checks"]["layers"]
        assert layer in told["town_plan"]
        assert not own_papers(reading).templates
