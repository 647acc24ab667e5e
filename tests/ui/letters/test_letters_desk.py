"""The desk of correspondence in the window: registered, numbered in one key, passed on, sent, filed, destroyed."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import MINUTE, Case, CaseLink, CaseStep, StepTold
from ltaxgis.domain.correspondence import Folder, Letter, Loan, Recipient, Routing
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.records import Record
from ltaxgis.services.letters import LetterDraft, receive_letter
from ltaxgis.ui.cases.ask_panel import AskPanel
from ltaxgis.ui.letters.filing_card import FilingCard
from ltaxgis.ui.letters.letter_card import LetterCard
from ltaxgis.ui.letters.routing_card import RoutingCard
from ltaxgis.ui.letters.sending_card import SendingCard
from ltaxgis.ui.main_window import MainWindow

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=QWidget)


def records(window: MainWindow, kind: type[R]) -> list[R]:
    with open_town(window.office).reading() as reading:
        return reading.get(kind, reading.columns(kind, ()).uids)


def card(window: MainWindow, kind: type[W], desk: str = "letters_in") -> W:
    page = window.case_desk(desk).page
    return next(one for one in page.findChildren(kind) if one.isVisibleTo(page))


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def register(window: MainWindow, subject: str = "ขอเชิญประชุม", **lines: str) -> Case:
    window.begin_case("letters_in")
    page = window.letter_intake
    told = {"their_number": "ตย 0018/123", "sender": "ที่ว่าการอำเภอตัวอย่าง", "subject": subject, **lines}
    for name, text in told.items():
        page.lines[name].setText(text)
    page.keep()
    return max(records(window, Case), key=lambda one: one.uid)


def opened(window: MainWindow, case: Case) -> MainWindow:
    window.show_case(case.uid, case.desk)
    window.case_desk(case.desk).reload()
    return window


def test_a_letter_is_registered_by_keyboard_and_its_number_is_shown(real_window: MainWindow) -> None:
    real_window.begin_case("letters_in")
    page = real_window.letter_intake
    page.lines["their_number"].setText("ตย 0018/123")
    for name in ("their_number", "sender", "addressee"):
        QTest.keyClick(page.lines[name], Qt.Key.Key_Return)
    page.lines["subject"].setText("ขอเชิญประชุม")
    page.keep()

    (letter,) = records(real_window, Letter)
    (case,) = records(real_window, Case)
    assert (letter.their_number, letter.addressee, letter.direction) == ("ตย 0018/123", "นายกเทศมนตรี", "in")
    assert (case.title, case.state, case.desk) == ("ขอเชิญประชุม", "registered", "letters_in")
    assert case.number in texts(page.receipt)


def test_the_list_names_the_kind_of_document_in_words(real_window: MainWindow) -> None:
    register(real_window)
    real_window.show_desk("letters_in")
    model = real_window.letters_in.cases.model
    place = [name for name, *_ in model.columns].index("kind")

    assert model.index(0, place).data() == "หนังสือภายนอก"


def test_a_desk_reached_by_a_key_is_not_covered_by_hits(real_window: MainWindow) -> None:
    box = real_window.top.search
    box.results.show()

    real_window.show_desk("petitions")

    assert box.results.isHidden()


def test_a_letter_without_a_subject_is_not_stored(real_window: MainWindow) -> None:
    real_window.begin_case("letters_in")
    real_window.letter_intake.keep()

    assert records(real_window, Case) == []
    assert real_window.letter_intake.lines["subject"].hasFocus() or real_window.letter_intake.pages.currentIndex() == 0


def test_a_secret_letter_asks_for_names_and_takes_no_papers(real_window: MainWindow) -> None:
    real_window.begin_case("letters_in")
    page = real_window.letter_intake
    assert not page.lines["named"].isVisibleTo(page)
    page.boxes["secrecy"].setCurrentIndex(1)
    assert page.lines["named"].isVisibleTo(page)
    assert not page.papers.isVisibleTo(page)
    page.lines["subject"].setText("เรื่องลับ")
    page.keep()
    assert records(real_window, Case) == []
    page.lines["named"].setText("วีระ มั่นคง")
    page.keep()

    (case,) = records(real_window, Case)
    assert case.secrecy == 1
    assert "วีระ มั่นคง" in case.visible_to.split("|")


def test_one_key_gives_a_number_and_what_it_is_for_comes_after(real_window: MainWindow) -> None:
    real_window.show_desk("letters")
    real_window.number_key()
    page = real_window.number_page
    (given,) = records(real_window, GivenNumber)
    assert page.number.text() == given.text
    assert records(real_window, Case)[0].title == ""
    page.lines["subject"].setText("ส่งรายงานประจำเดือน")
    page.keep()
    assert records(real_window, Case)[0].title == "ส่งรายงานประจำเดือน"

    page.take_number()
    assert len(records(real_window, GivenNumber)) == 2


def test_from_another_desk_the_key_leads_to_the_page_and_gives_nothing(real_window: MainWindow) -> None:
    real_window.show_desk("map")
    real_window.number_key()

    assert real_window.pages.currentWidget() is real_window.number_page
    assert records(real_window, GivenNumber) == []


def test_a_number_is_copied(real_window: MainWindow) -> None:
    real_window.take_number(at_once=True)
    real_window.number_page._copy()

    assert QGuiApplication.clipboard().text() == records(real_window, GivenNumber)[0].text


def test_a_letter_is_passed_on_taken_in_and_done(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window))
    routing = card(window, RoutingCard)
    routing.division.setCurrentIndex(routing.division.findData("finance"))
    routing.pass_on()
    (routed,) = records(window, Routing)
    assert (routed.division, routed.purpose, routed.done_on) == ("finance", "action", None)
    assert "กองคลัง" in texts(card(window, RoutingCard))

    card(window, RoutingCard)._take_in(routed)
    taken = records(window, Routing)[0]
    assert taken.number
    assert taken.number in texts(card(window, RoutingCard))
    field = card(window, RoutingCard).asked[taken.uid]
    field.setText("ตอบแล้ว")
    card(window, RoutingCard)._done(taken, field)

    assert records(window, Routing)[0].done_on is not None
    assert records(window, Case)[0].state == "reported"


def test_a_letter_is_not_sent_back_without_a_reason(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window))
    routing = card(window, RoutingCard)
    routing.division.setCurrentIndex(routing.division.findData("finance"))
    routing.pass_on()
    (routed,) = records(window, Routing)
    field = card(window, RoutingCard).asked[routed.uid]
    card(window, RoutingCard)._back(routed, field)
    assert records(window, Routing)[0].returned == ""

    field.setText("ส่งผิดกอง")
    card(window, RoutingCard)._back(routed, field)
    assert records(window, Routing)[0].returned == "ส่งผิดกอง"


def test_a_command_written_on_paper_is_a_minute(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window))
    page = window.letters_in.page
    assert page.seen is not None
    page.want_event(next(one for one in page.seen.events if one.event == "command"))
    panel = page.panel
    assert isinstance(panel, AskPanel)
    page._take(panel.ask, StepTold(text="มอบกองช่าง", who="วีระ มั่นคง", position="ปลัดเทศบาล", on_paper=True), {})

    minutes = [one for one in records(window, CaseStep) if one.kind == MINUTE]
    assert [(one.text, one.who, one.on_paper) for one in minutes] == [("มอบกองช่าง", "วีระ มั่นคง", True)]


def test_the_letter_is_corrected_on_its_card(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window))
    letter = card(window, LetterCard)
    letter.edit()
    letter.fields["sender"].setText("นายอำเภอตัวอย่าง")  # type: ignore[attr-defined]
    letter.keep()

    assert records(window, Letter)[0].sender == "นายอำเภอตัวอย่าง"
    assert "นายอำเภอตัวอย่าง" in texts(card(window, LetterCard))


def test_a_letter_is_sent_to_several_and_their_answers_come(real_window: MainWindow) -> None:
    window = real_window
    window.take_number(at_once=True)
    window.number_page.lines["subject"].setText("แจ้งผล")
    window.number_page.keep()
    window = opened(window, records(window, Case)[0])
    sending = card(window, SendingCard, "letters_out")
    sending.way.setCurrentIndex(sending.way.findData("email"))
    sending.name.setText("นายอำเภอ, a@example.go.th; ท้องถิ่นจังหวัด, b@example.go.th")
    sending.add()
    assert [one.email for one in records(window, Recipient)] == ["a@example.go.th", "b@example.go.th"]
    card(window, SendingCard, "letters_out").send()
    assert records(window, Case)[0].state == "sent"

    for one in records(window, Recipient):
        page = card(window, SendingCard, "letters_out")
        page._came(one, QLineEdit("45/2569"))
    assert records(window, Case)[0].state == "answered"
    assert "45/2569" in texts(card(window, SendingCard, "letters_out"))


def test_a_letter_is_filed_lent_and_taken_back(real_window: MainWindow) -> None:
    window = real_window
    window.show_desk("letters")
    window.letters.choose("filing")
    window.filing.head.setCurrentIndex(2)
    window.filing.add_folder()
    window.filing.add_folder()
    assert [one.code for one in records(window, Folder)] == ["03", "03.1"]
    window = opened(window, register(window))
    filing = card(window, FilingCard)
    assert filing.folder.count() == 2
    filing.file()
    assert records(window, Case)[0].state == "filed"
    filing = card(window, FilingCard)
    assert "โต้ตอบ" in texts(filing)
    filing.borrower.setText("ประยูร ช่างดี")
    filing.lend_it()

    (loan,) = records(window, Loan)
    assert loan.borrower == "ประยูร ช่างดี"
    assert "ประยูร ช่างดี" in texts(card(window, FilingCard))
    window.letters.choose("filing")
    assert [line[2] for line in window.filing.loans.lines] == ["ประยูร ช่างดี"]


@pytest.mark.parametrize(("book", "expected"), [(0, "ขอเชิญประชุม"), (1, "ส่งออก")])
def test_the_registers_show_their_numbers(real_window: MainWindow, book: int, expected: str) -> None:
    window = real_window
    register(window)
    window.take_number(at_once=True)
    window.number_page.lines["subject"].setText("ส่งออก")
    window.number_page.keep()
    window.show_desk("letters")
    window.letters.choose("register")
    window.register_view.book.setCurrentIndex(book)
    window.register_view.reload()

    model = window.register_view.model
    assert [model.text(line, "subject") for line in model.lines] == [expected]


def test_people_are_hidden_in_the_register_at_a_key(real_window: MainWindow) -> None:
    window = real_window
    register(window, sender="นายสมชาย ใจดี")
    window.show_desk("letters")
    window.letters.choose("register")
    window.office.announcer.hide_people(True)

    model = window.register_view.model
    told = " ".join(str(model.data(model.index(0, column))) for column in range(model.columnCount()))
    assert "สมชาย" not in told
    window.office.announcer.hide_people(False)


def test_an_answer_is_drafted_from_a_text_and_linked(real_window: MainWindow) -> None:
    window = opened(real_window, register(real_window, "ขอข้อมูลจำนวนแปลงที่ดิน"))
    case = records(window, Case)[0]
    window.draft_letter(case.uid, f"{case.number} {case.title}")
    page = window.draft_page
    assert page.texts.count() >= 20
    page.search.setText("ตอบหนังสือ")
    page.texts.setCurrentRow(0)
    assert "ขอข้อมูลจำนวนแปลงที่ดิน" in page.long["body"].toPlainText() + page.lines["subject"].text()
    page.keep()

    drafted = next(one for one in records(window, Case) if one.desk == "letters_out")
    assert drafted.state == "draft"
    assert [(one.case_uid, one.target_uid, one.how) for one in records(window, CaseLink)] == [
        (drafted.uid, case.uid, "answers")
    ]


def test_the_lists_show_from_whom_a_letter_is(real_window: MainWindow) -> None:
    register(real_window)
    real_window.show_desk("letters_in")
    real_window.letters_in.reload()

    assert [line.party for line in real_window.letters_in.cases.model.lines] == ["ที่ว่าการอำเภอตัวอย่าง"]


def test_the_rail_counts_letters_that_nobody_has_taken(real_window: MainWindow) -> None:
    office = real_window.office
    project, actor = open_town(office), office.actor
    assert actor is not None
    cases = office.services.cases
    receive_letter(project, actor, cases.book(project), LetterDraft(subject="ก", sender="ข"), cases.now())
    real_window.show_desk("letters_in")
    real_window.letters_in.reload()

    assert real_window.rail.badge("letters").text() == "1"
