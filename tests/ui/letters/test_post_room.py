"""The post room, the figures, the texts and the lists of correspondence in the window."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from tests.ui.letters.test_letters_desk import records, register
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import Case, CaseStep, StepTold
from ltaxgis.domain.correspondence import ECMS, EMAIL, HAND, Letter, Recipient
from ltaxgis.domain.ecms import EcmsMessage, EcmsNotice
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.formats.ecms import write_message_file
from ltaxgis.services.letter_numbers import quick_number
from ltaxgis.services.letter_sending import send_letter
from ltaxgis.services.letter_steps import step_letter
from ltaxgis.services.letter_texts import all_letter_texts
from ltaxgis.services.letters import LetterDraft
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.letters.files import LetterFiles, ReportOut
from ltaxgis.ui.main_window import MainWindow


def sent(window: MainWindow, *ways: str) -> Uid:
    """A letter that went to a receiver by each of these ways today."""
    office = window.office
    project, actor, now = open_town(office), office.actor, office.services.cases.now()
    assert actor is not None
    book = office.services.cases.book(project)
    to = [Recipient(uid=new_uid(), case_uid=Uid(""), name=f"ผู้รับ {way}", way=way) for way in ways]
    draft = LetterDraft(subject="ส่งรายงาน", division="clerk", recipients=to)
    case = quick_number(project, actor, book, draft, now).case
    send_letter(project, actor, book, case.uid, now)
    return case.uid


def awaits_reply(window: MainWindow, uid: Uid) -> None:
    office = window.office
    project, actor, now = open_town(office), office.actor, office.services.cases.now()
    assert actor is not None
    book = office.services.cases.book(project)
    step_letter(project, actor, book, uid, "await_reply", StepTold(until=date(2077, 1, 1)), now)


def post(window: MainWindow) -> "MainWindow":
    window.show_desk("letters")
    window.letters.choose("post")
    return window


def test_who_has_not_answered_is_asked_in_one_step_with_a_note(real_window: MainWindow) -> None:
    uid = sent(real_window, EMAIL, HAND)
    view = post(real_window).post
    assert [line[2] for line in view.awaited.lines] == ["ผู้รับ email"]
    view.chase()
    assert records(real_window, Recipient)[0].chased == 0, "nobody was chosen"
    view.waiting.selectRow(0)
    view.note.setText("โทรแล้ว รับปากจะตอบพรุ่งนี้")
    view.chase()

    assert max(one.chased for one in records(real_window, Recipient)) == 1
    assert "โทรแล้ว รับปากจะตอบพรุ่งนี้" in [one.text for one in records(real_window, CaseStep) if one.event == "chase"]
    view.waiting.selectRow(0)
    view.note.setText("123/2569")
    view.came()
    assert view.awaited.lines == []
    assert "123/2569" in [one.their_number for one in records(real_window, Recipient)]

    awaits_reply(real_window, uid)
    view.reload()
    assert [line[5] for line in view.awaited.lines] == ["ขอคำตอบภายใน 1 ม.ค. 2620"]
    view.waiting.selectRow(0)
    view.came()
    assert view.awaited.lines == []


def test_a_reminder_is_begun_from_its_text_and_answers_the_letter(real_window: MainWindow) -> None:
    sent(real_window, EMAIL)
    view = post(real_window).post
    view.waiting.selectRow(0)
    view.remind()

    page = real_window.draft_page
    assert real_window.pages.currentWidget() is page
    assert page.lines["addressee"].text() == "ผู้รับ email"
    assert "ขอเตือน" in page.long["body"].toPlainText()
    page.keep()
    assert len(records(real_window, Letter)) == 2


def test_the_delivery_book_of_a_day_is_kept_and_printed(real_window: MainWindow) -> None:
    sent(real_window, HAND, EMAIL)
    view = post(real_window).post
    assert [line[2] for line in view.sent.lines] == ["ผู้รับ hand"]
    view.book.setCurrentIndex(view.sent.index(0, 0))
    view.taker.setText("สมชาย เดินสาร")
    view.handed()
    assert view.sent.lines[0][6] == "สมชาย เดินสาร"
    assert view.sent.lines[0][7]
    view.day.set_value(date(2020, 1, 6))
    view.reload()
    assert view.sent.lines == []
    view._print()

    page = real_window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert page.preview.count == 1


def test_figures_are_seen_printed_and_sent_to_excel(real_window: MainWindow, tmp_path: Path) -> None:
    register(real_window)
    real_window.show_desk("letters")
    real_window.letters.choose("figures")
    view = real_window.figures
    assert [line[1] for line in view.lines.lines] == ["1", "1"], "the month and its sum"
    view.way.setCurrentIndex(1)
    view._show_lines()
    assert [line[1] for line in view.lines.lines] == ["0"]
    target = tmp_path / "รายงาน.xlsx"
    ReportOut(real_window.office, real_window.projects, view).write(view.chosen, target)
    assert len(load_workbook(target).sheetnames) == 7
    view._print()
    assert isinstance(real_window.pages.currentWidget(), PaperPage)


def test_a_text_of_the_town_is_made_retired_and_deleted(real_window: MainWindow) -> None:
    def texts() -> dict[str, bool]:
        project = open_town(real_window.office)
        with project.reading() as reading:
            told = all_letter_texts(reading, real_window.office.services.cases.book(project))
            return {one.th: one.retired for one in told.values()}

    real_window.draft_letter()
    real_window.show_texts()
    page = real_window.texts_page
    assert "ยังไม่ยืนยัน" in page.texts.item(0).text()
    page.begin_new()
    page.lines["th"].setText("แจ้งน้ำท่วม")
    page.long["body"].setPlainText("ด้วย{ไม่มีช่องนี้}")
    page.keep()
    assert "แจ้งน้ำท่วม" not in texts(), "an unknown field is refused"
    page.long["body"].setPlainText("ด้วย{เทศบาล}")
    page.keep()
    assert texts()["แจ้งน้ำท่วม"] is False
    page.turn()
    assert texts()["แจ้งน้ำท่วม"] is True
    real_window.draft_letter()
    shown = [real_window.draft_page.texts.item(at).text() for at in range(real_window.draft_page.texts.count())]
    assert "แจ้งน้ำท่วม" not in shown
    page.take_away()
    assert "แจ้งน้ำท่วม" not in texts()


def test_a_list_that_has_nothing_is_not_printed(real_window: MainWindow) -> None:
    real_window.show_desk("letters")
    real_window.letters.choose("filing")
    real_window.filing.print_list("kept")

    assert real_window.pages.currentWidget() is real_window.letters


def test_whose_notice_it_is_is_asked_where_several_may_have_sent_it(real_window: MainWindow, tmp_path: Path) -> None:
    uid = sent(real_window, ECMS, ECMS)
    number = next(one.number for one in records(real_window, Case) if one.uid == uid)
    file = tmp_path / "ตอบรับ.xml"
    write_message_file(file, EcmsMessage(EcmsNotice("accept", number, date(2026, 1, 5), accept_id="77/2569"), "1", ""))
    files = real_window.letters_out.cases.findChild(LetterFiles)
    assert files is not None
    files.bring(file)
    assert [one.their_number for one in records(real_window, Recipient)] == ["", ""]
    assert files.choice.people.count() == 2
    files.choice.people.setCurrentRow(1)
    files.choice.people.itemActivated.emit(files.choice.people.currentItem())

    answered = sorted(records(real_window, Recipient), key=lambda one: one.place)
    assert [one.their_number for one in answered] == ["", "77/2569"]
