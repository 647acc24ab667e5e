"""The desk of publicity in the window: a text begun, its personal data seen, approved, out, posted and copied."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import pikepdf
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.publicity import Broadcast, Posting, Publication
from ltaxgis.domain.publicity_desk import Election, neutral_on
from ltaxgis.domain.records import Record
from ltaxgis.services.publicity import edit_publication
from ltaxgis.services.publicity_steps import step_publication
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.publicity.election_card import ElectionCard, election_of
from ltaxgis.ui.publicity.files import PublishedFiles
from ltaxgis.ui.publicity.output_card import OutputCard
from ltaxgis.ui.publicity.personal_card import PersonalCard
from ltaxgis.ui.publicity.postings_card import PostingsCard
from ltaxgis.ui.publicity.speaker_card import SpeakerCard
from ltaxgis.ui.publicity.text_card import TextCard

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=QWidget)


def records(window: MainWindow, kind: type[R]) -> list[R]:
    with open_town(window.office).reading() as reading:
        return reading.get(kind, reading.columns(kind, ()).uids)


def card(window: MainWindow, kind: type[W]) -> W:
    page = window.publicity.page
    return next(one for one in page.findChildren(kind) if one.isVisibleTo(page))


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def begun(window: MainWindow, title: str = "งานลอยกระทง", body: str = "ขอเชิญร่วมงาน", product: str = "event") -> Case:
    window.begin_case("publicity")
    page = window.publication_intake
    page.product.setCurrentIndex(page.product.findData(product))
    page.title.setText(title)
    page.body.setPlainText(body)
    page.keep()
    return records(window, Case)[-1]


def take(window: MainWindow, event: str) -> None:
    page = window.publicity.page
    assert page.seen is not None
    page.want_event(next(one for one in page.seen.events if one.event == event))
    if page.panel is not None:
        page.panel.tell()


def test_a_text_is_begun_and_opened_at_its_desk(real_window: MainWindow) -> None:
    case = begun(real_window)

    assert (case.desk, case.kind, case.title, case.state) == ("publicity", "event", "งานลอยกระทง", "draft")
    assert real_window.publicity.page.uid == case.uid
    assert "ขอเชิญร่วมงาน" in texts(card(real_window, TextCard))


def test_nothing_begins_without_a_title(real_window: MainWindow) -> None:
    real_window.begin_case("publicity")
    real_window.publication_intake.keep()

    assert records(real_window, Case) == []


def test_the_text_is_written_on_its_card(real_window: MainWindow) -> None:
    begun(real_window)
    text = card(real_window, TextCard)
    text.edit()
    summary, body = text.texts["summary"], text.texts["body"]
    assert isinstance(summary, QLineEdit)
    assert isinstance(body, QPlainTextEdit)
    summary.setText("ริมน้ำ คืนวันเพ็ญ")
    body.setPlainText("บรรทัดแรก\nบรรทัดสอง")
    day, hour = text.days["starts"]
    day.line.setText("241169")
    hour.setText("18.00")
    text.channels["board"].setChecked(True)
    text.keep()

    (told,) = records(real_window, Publication)
    assert (told.summary, told.body) == ("ริมน้ำ คืนวันเพ็ญ", "บรรทัดแรก\nบรรทัดสอง")
    assert told.starts is not None
    assert told.starts.isoformat() == "2026-11-24T11:00:00+00:00"
    assert "board" in told.channels.split(",")


def test_it_goes_from_draft_to_the_public_and_is_posted(real_window: MainWindow) -> None:
    begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    assert records(real_window, Case)[0].state == "published"
    postings = card(real_window, PostingsCard)
    postings.begin()
    assert postings.form is not None
    postings.form.place.setCurrentText("บอร์ดหน้าสำนักงานเทศบาล")
    postings.form.by.setText("วิชัย ติดดี")
    postings.add()

    (posted,) = records(real_window, Posting)
    assert (posted.channel, posted.place) == ("board", "บอร์ดหน้าสำนักงานเทศบาล")
    assert "บอร์ดหน้าสำนักงานเทศบาล" in texts(card(real_window, PostingsCard))


def test_a_posting_is_noted_otherwise_printed_and_taken_back_with_a_reason(real_window: MainWindow) -> None:
    case = begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    card(real_window, PostingsCard).begin()
    postings = card(real_window, PostingsCard)
    assert postings.form is not None
    postings.form.place.setCurrentText("ตลาดสด")
    postings.add()
    (posted,) = records(real_window, Posting)
    card(real_window, PostingsCard).begin(posted)
    postings = card(real_window, PostingsCard)
    assert postings.form is not None
    assert postings.form.place.currentText() == "ตลาดสด"
    postings.form.first.line.setText("010169")
    postings.change(posted)
    assert records(real_window, Posting)[0].first == date(2026, 1, 1)

    real_window.papers_out.show_paper(case.uid, "publicity", "posting_record")
    assert any("บันทึกการปิดประกาศ" in page.windowTitle() for page in real_window.findChildren(PaperPage))

    postings = card(real_window, PostingsCard)
    postings._ask_why(posted)
    postings.remove(posted)
    assert len(records(real_window, Posting)) == 1  # nothing is taken back without a reason
    assert postings.reason is not None
    postings.reason.setText("บันทึกผิดเรื่อง")
    postings.remove(posted)
    assert records(real_window, Posting) == []


def test_what_is_changed_after_its_approval_is_a_draft_again(real_window: MainWindow) -> None:
    begun(real_window)
    for event in ("submit", "approve"):
        take(real_window, event)
    text = card(real_window, TextCard)
    text.edit()
    title = text.texts["title"]
    assert isinstance(title, QLineEdit)
    title.setText("งานลอยกระทงปีนี้งด")
    text.keep()

    assert records(real_window, Case)[0].state == "draft"


def test_personal_data_stops_it_until_somebody_says_why_it_may_be_read(real_window: MainWindow) -> None:
    begun(real_window, body="ติดต่อคุณสมหญิง โทร. 089-123-4567")
    personal = card(real_window, PersonalCard)
    assert "โทรศัพท์" in texts(personal)
    take(real_window, "submit")
    assert records(real_window, Case)[0].state == "draft"

    personal = card(real_window, PersonalCard)
    personal.why.setText("เจ้าตัวขอให้ลงไว้")
    personal.confirm()
    take(real_window, "submit")
    assert records(real_window, Case)[0].state == "review"


def test_words_for_other_programs_lie_on_the_clipboard(real_window: MainWindow) -> None:
    begun(real_window, body="เปิดเวลา 08.30 น.")
    output = card(real_window, OutputCard)
    output.copy("line")
    assert "งานลอยกระทง" in QGuiApplication.clipboard().text()
    output.copy("spoken")

    assert "แปดนาฬิกาสามสิบนาที" in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text() == output.shown.toPlainText()


def test_only_an_alert_may_go_out_at_once(real_window: MainWindow) -> None:
    begun(real_window, product="alert", title="น้ำหลาก")
    page = real_window.publicity.page
    assert page.seen is not None
    assert "publish_at_once" in [one.event for one in page.seen.events]
    begun(real_window, product="news", title="ข่าว")
    assert page.seen is not None
    assert not {"publish_at_once", "keep_edition", "change"} & {one.event for one in page.seen.events}


def test_a_month_shows_what_happens_and_turns(real_window: MainWindow) -> None:
    begun(real_window)
    text = card(real_window, TextCard)
    text.edit()
    text.days["starts"][0].line.setText("010169")
    text.keep()
    real_window.show_desk("publicity")
    real_window.publicity_page.choose("month")
    month = real_window.month
    month.year, month.month = 2026, 1
    month.reload()
    assert ("งานลอยกระทง" in [line[2] for line in month.model.lines]) is True

    month.turn(-1)
    assert (month.year, month.month) == (2025, 12)
    assert "งานลอยกระทง" not in [line[2] for line in month.model.lines]


def test_what_must_be_announced_is_begun_by_a_click_with_its_data(real_window: MainWindow) -> None:
    real_window.show_desk("publicity")
    real_window.publicity_page.choose("month")
    month = real_window.month
    month.year, month.month = 2026, 1
    month.reload()
    assert month._seen is not None
    first = month._seen.proposals[0]
    month._begin(first)

    (case,) = records(real_window, Case)
    assert (case.title, case.state) == (first.title, "draft")
    assert "{" not in records(real_window, Publication)[0].body
    month.reload()
    assert month._seen is not None
    assert month._seen.proposals[0].begun == case.uid


def test_a_reading_is_planned_and_noted(real_window: MainWindow) -> None:
    begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    speaker = card(real_window, SpeakerCard)
    speaker.begin()
    assert speaker.form is not None
    assert "งานลอยกระทง" in speaker.form.script.toPlainText()
    speaker.form.weekdays[6].click()
    speaker.plan()
    (plan,) = records(real_window, Broadcast)
    assert (plan.times, plan.days) == ("06:00,17:00", "1,2,3,4,5,6")
    card(real_window, SpeakerCard).note_reading(plan)

    assert [one.channel for one in records(real_window, Posting)] == ["speaker"]


def read_today(window: MainWindow) -> str:
    window.month.reload()
    return texts(window.month.readings)


def test_words_of_ones_own_wait_for_a_chief_and_the_list_of_today_says_so(real_window: MainWindow) -> None:
    begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    speaker = card(real_window, SpeakerCard)
    speaker.begin()
    assert speaker.form is not None
    speaker.form.script.setPlainText("พรุ่งนี้มีงาน เชิญทุกท่าน")
    speaker.plan()
    assert "ยังไม่มีผู้อนุมัติ" in read_today(real_window)

    (plan,) = records(real_window, Broadcast)
    card(real_window, SpeakerCard).approve(plan)

    assert "ยังไม่มีผู้อนุมัติ" not in read_today(real_window)


def test_a_picture_is_made_in_the_size_that_was_asked_for(real_window: MainWindow, tmp_path: Path) -> None:
    case = begun(real_window)
    target = tmp_path / "ภาพ.png"
    PublishedFiles(real_window.office, real_window.projects, real_window.publicity).make_picture(
        case.uid, "link", target
    )

    with Image.open(target) as made:
        assert made.size == (1200, 630)


def test_her_own_picture_is_made_up_for_a_vinyl_of_three_metres(real_window: MainWindow, tmp_path: Path) -> None:
    case = begun(real_window)
    own, target = tmp_path / "กล้อง.jpg", tmp_path / "ไวนิล.pdf"
    Image.new("RGB", (640, 480), "#4477aa").save(own)
    files = PublishedFiles(real_window.office, real_window.projects, real_window.publicity)
    files.make_picture(case.uid, "vinyl", target, own)

    with pikepdf.open(target) as made:
        box = made.pages[0].mediabox
        assert [round(float(one) / 72 * 2.54) for one in box[2:]] == [300, 100]
        assert made.pages[0].get_images()


def test_sizes_of_paper_and_vinyl_are_offered_beside_those_in_pixels(real_window: MainWindow) -> None:
    begun(real_window)
    asked: list[tuple[object, ...]] = []
    real_window.office.announcer.wanted_picture.disconnect()
    real_window.office.announcer.wanted_picture.connect(lambda *told: asked.append(told))
    card = real_window.publicity.findChild(OutputCard)
    assert card is not None
    card.sizes.setCurrentIndex(card.sizes.findData("vinyl"))
    card.make_picture(own=True)

    assert "300 × 100" in card.sizes.currentText()
    assert [told[1:] for told in asked] == [("vinyl", "pdf", True)]


def test_what_is_published_is_written_as_a_folder_of_pages(real_window: MainWindow, tmp_path: Path) -> None:
    begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    folder = tmp_path / "เว็บ"
    PublishedFiles(real_window.office, real_window.projects, real_window.publicity).write(folder)

    assert "งานลอยกระทง" in (folder / "index.html").read_text(encoding="utf-8")
    assert "web" in [one.channel for one in records(real_window, Posting)]


def test_what_was_scheduled_goes_out_once_its_time_has_come_and_nothing_else_does(real_window: MainWindow) -> None:
    scheduled, draft = begun(real_window), begun(real_window, "ร่างที่ถึงเวลาแล้ว")
    office, cases = real_window.office, real_window.office.services.cases
    project, actor, now = open_town(office), office.actor, cases.now()
    assert actor is not None
    book = cases.book(project)
    past = {"publish_from": now - timedelta(hours=1), "publish_to": now + timedelta(days=2)}
    for one in (scheduled, draft):
        edit_publication(project, actor, book, one.uid, past, now)
    for event in ("submit", "approve", "schedule"):
        step_publication(project, actor, book, scheduled.uid, event, StepTold(), now)

    assert real_window.due_timer.isActive()
    real_window.due_timer.timeout.emit()

    states = {one.uid: one.state for one in records(real_window, Case)}
    assert (states[scheduled.uid], states[draft.uid]) == ("published", "draft")


def test_a_text_of_the_days_of_an_election_is_warned_of(real_window: MainWindow) -> None:
    begun(real_window)
    seen = real_window.publicity.page.seen
    assert seen is not None
    day = seen.today + timedelta(days=3)
    row = {"first": day, "last": day, "th": "เลือกตั้งสภา"}
    page = {**seen.book.tables["publicity"], "election": [row]}
    warned = replace(seen, book=replace(seen.book, tables={**seen.book.tables, "publicity": page}))
    (publication,) = records(real_window, Publication)[-1:]
    at = datetime.combine(day, time(9), BANGKOK)

    assert election_of(warned, publication) is None
    assert election_of(warned, replace(publication, publish_to=at)) is not None
    assert election_of(seen, replace(publication, publish_to=at)) is None
    warning = ElectionCard(real_window.office, warned, neutral_on(warned.book, day) or Election(day, day), real_window)
    assert "เลือกตั้งสภา" in texts(warning)


def test_what_was_published_where_goes_to_a_workbook(real_window: MainWindow, tmp_path: Path) -> None:
    begun(real_window)
    for event in ("submit", "approve", "publish"):
        take(real_window, event)
    postings = card(real_window, PostingsCard)
    postings.begin()
    postings.add()
    target = tmp_path / "หลักฐาน.xlsx"
    real_window.published_files.write_evidence(date(2026, 1, 1), date(2026, 12, 31), target)

    first, second, *_ = load_workbook(target).worksheets
    assert [cell.value for cell in first[2]][2] == "งานลอยกระทง"
    assert second.max_row > 1
