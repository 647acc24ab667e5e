"""Letters and orders of a permit: their text is seen, changed, previewed and printed."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog
from tests.ui.permits.test_permits_desk import building, records, take_in

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.permits.letter_page import LetterPage


def written(window: MainWindow, kind: str) -> tuple[LetterPage, Case]:
    case = take_in(window)
    window.show_case(case.uid, "permits")
    window.papers_out.show_paper(case.uid, "permits", kind)
    page = window.pages.currentWidget()
    assert isinstance(page, LetterPage)
    return page, case


def printed(page: object) -> str:
    assert isinstance(page, PaperPage)
    return pdf_text(page.content)


def pdf_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return to_arabic(text.replace("\r\n", ""))


def test_an_order_stands_there_filled_in_and_its_page_beside_it(window: MainWindow) -> None:
    page, case = written(window, "order_stop")
    assert "นายบุญมี คำแสน" in page.body.toPlainText()
    assert case.number in to_arabic(page.body.toPlainText())
    assert page.preview.count == 1
    assert page.enclosed.isHidden()


def test_what_is_changed_is_printed_and_the_appeal_is_always_told(window: MainWindow) -> None:
    page, _ = written(window, "order_stop")
    page.body.setPlainText("ด้วยตรวจพบการก่อสร้างริมคลอง\n1. ให้หยุดทันที\n2. ให้มาพบภายใน 7 วัน")
    page.number.setText("45/2569")
    page.day.line.setText("160369")

    page.finish()

    text = printed(window.pages.currentWidget())
    for part in ("ริมคลอง", "1. ให้หยุดทันที", "2. ให้มาพบภายใน 7 วัน", "45/2569", "16 มีนาคม", "อุทธรณ์"):
        assert part in text
    paper = window.pages.currentWidget()
    assert isinstance(paper, PaperPage)
    paper.leave()
    assert window.pages.currentWidget() is page


def test_a_sentence_of_the_office_is_inserted_and_may_be_changed(window: MainWindow) -> None:
    page, _ = written(window, "order_stop")
    place = page.templates.findText("ล้ำออกนอกแปลง")
    assert place > 0
    assert page.templates.findText("ที่ว่างไม่เพียงพอ") == -1  # that one is not of this kind
    page.add_template(place)
    assert "ล้ำออกนอกแนวเขตที่ดิน" in page.body.toPlainText()
    page.show_again()
    assert "ล้ำออกนอกแนวเขตที่ดิน" in pdf_text(page.preview._pdf)


def test_a_letter_names_its_enclosures_and_may_go_on_in_word(window: MainWindow) -> None:
    page, _ = written(window, "extension")
    page.enclosed.setText("รายงานตรวจสอบ, สำเนาโฉนด")
    page.subject.setText("ขยายเวลาอีกครั้ง")
    page.finish()
    paper = window.pages.currentWidget()
    text = printed(paper)
    assert "ขยายเวลาอีกครั้ง" in text
    assert "สำเนาโฉนด" in text
    assert isinstance(paper, PaperPage)
    assert not paper.word.isHidden()


def test_a_letter_left_as_it_is_says_what_its_kind_says(window: MainWindow) -> None:
    page, _ = written(window, "extension")
    told = page.asked()
    assert (told.letter.subject, told.letter.body) == ("", "")
    page.closed.emit()
    assert window.permits.isVisibleTo(window)


def test_the_letter_for_missing_papers_lists_them(window: MainWindow) -> None:
    page, _ = written(window, "papers_asked")
    lines = to_arabic(page.body.toPlainText()).splitlines()
    assert sum(line[0].isdigit() for line in lines if line) >= 4


def kept(window: MainWindow) -> list[Attachment]:
    return [one for one in records(window, Attachment) if one.kind == "issued"]


def saved(window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> PaperPage:
    paper = window.pages.currentWidget()
    assert isinstance(paper, PaperPage)
    target = folder / "ออกแล้ว.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    paper.save_pdf()
    assert target.read_bytes() == paper.content
    return paper


def test_an_order_that_went_out_is_kept_with_its_case_once(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, case = written(window, "order_stop")
    page.finish()
    assert kept(window) == []  # looked at, not yet printed

    paper = saved(window, tmp_path, monkeypatch)
    paper.save_pdf()

    (one,) = kept(window)
    assert one.case_uid == case.uid
    assert one.sha256 == hashlib.sha256(paper.content).hexdigest()
    assert one.text == ""


def test_a_licence_is_kept_as_issued_and_printed_again_as_a_copy(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = building(window)
    window.show_case(case.uid, "permits")
    window.papers_out.show_paper(case.uid, "permits", "licence")
    first = saved(window, tmp_path, monkeypatch)
    assert "สำเนา" not in pdf_text(first.content)
    first.leave()

    window.papers_out.show_paper(case.uid, "permits", "licence")
    again = window.pages.currentWidget()
    assert isinstance(again, PaperPage)
    assert "สำเนา" in pdf_text(again.content)
    assert [one.sha256 for one in kept(window)] == [hashlib.sha256(first.content).hexdigest()]


def test_a_licence_without_a_number_is_no_issued_paper(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = take_in(window)
    window.show_case(case.uid, "permits")
    window.papers_out.show_paper(case.uid, "permits", "licence")
    saved(window, tmp_path, monkeypatch)
    assert kept(window) == []
