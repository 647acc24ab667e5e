"""Papers through the whole window: dropped on a desk, on a case, taken back with Ctrl+Z; and with real children."""

from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.paper_files import letter, mail, photo, sparse
from tests.ui.case_town import petition
from tests.ui.real_town import open_town

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.owners import Owner
from ltaxgis.ui.cases.attachments_card import AttachmentsCard
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.tasks import ThreadTasks


def put(window: MainWindow, name: str, content: bytes) -> Path:
    path = open_town(window.office).path.parent / name
    path.write_bytes(content)
    return path


def names(window: MainWindow) -> list[str]:
    with open_town(window.office).reading() as reading:
        return [paper.name for paper in reading.get(Attachment, reading.columns(Attachment, ("name",)).uids)]


def card_of(window: MainWindow) -> AttachmentsCard:
    cards = window.petitions.page.findChildren(AttachmentsCard)
    return next(card for card in reversed(cards) if card.isVisibleTo(window.petitions.page))


def test_a_mail_dropped_on_the_desk_becomes_a_petition_with_its_papers(window: MainWindow) -> None:
    window.show_desk("petitions")
    content = mail("ไฟทางดับ", "ไฟทางดับหน้าตลาด", รูป__jpg=photo())

    window.begin_with("petitions", [put(window, "คำร้อง.eml", content)])
    assert window.pages.currentWidget() is window.intake
    window.intake.keep()

    with open_town(window.office).reading() as reading:
        case = reading.get(Case, reading.columns(Case, ("number",)).uids)[-1]
        party = reading.having(CaseParty, "case_uid", [case.uid])[0]
        sender = reading.get(Owner, [party.owner_uid])[0]
    assert (case.channel, sender.name) == ("email", "นายสมชาย ใจดี")
    assert "ไฟทางดับหน้าตลาด" in case.details + case.title
    assert names(window) == ["คำร้อง.eml", "รูป.jpg"]


def test_papers_dropped_on_the_permits_desk_wait_for_the_application(window: MainWindow) -> None:
    window.begin_with("permits", [put(window, "คำขอ.pdf", letter("(นายประเสริฐ คำแสน)"))])

    page = window.permit_intake
    assert window.pages.currentWidget() is page
    assert page.lines["applicant"].text() == "นายประเสริฐ คำแสน"
    page.keep()
    assert names(window) == ["คำขอ.pdf"]


def test_a_paper_taken_into_a_case_goes_and_comes_with_undo_and_redo(window: MainWindow) -> None:
    case = petition(window).case
    window.show_case(case.uid, "petitions")

    card_of(window).bring([put(window, "หลุม.jpg", photo())])
    assert names(window) == ["หลุม.jpg"]
    assert len(card_of(window).lines) == 1
    assert window.undo is not None
    window.undo.undo()
    assert names(window) == []
    assert card_of(window).lines == {}
    window.undo.redo()

    assert names(window) == ["หลุม.jpg"]


def test_children_look_at_papers_while_the_window_lives(window: MainWindow, qtbot: QtBot) -> None:
    case = petition(window).case
    window.show_case(case.uid, "petitions")
    tasks = ThreadTasks(window)
    before, window.office.tasks = window.office.tasks, tasks
    try:
        big = sparse(open_town(window.office).path.parent / "ใหญ่.jpg", 500_000_000)
        card_of(window).bring([put(window, "หลุม.jpg", photo(900, 600, 6)), big])
        qtbot.waitUntil(lambda: names(window) == ["หลุม.jpg"], timeout=60_000)
        qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)
    finally:
        tasks.close()
        window.office.tasks = before
