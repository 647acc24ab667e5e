"""The card of a case's papers, over a real project file."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_project
from tests.paper_files import letter, mail, photo, sparse
from tests.petitions import Desk, a_lamp
from tests.ui.real_town import real_office

from ltaxgis.domain.attachments import DOCUMENT, MAIL, PHOTO_AFTER, PHOTO_BEFORE, SCAN, Attachment
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import Resources
from ltaxgis.services.case_file import case_file
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.scan_folder import TAKEN
from ltaxgis.ui.cases.attachments_card import AttachmentsCard
from ltaxgis.ui.cases.scan_list import FOLDER
from ltaxgis.ui.cases.seen_case import SeenCase

CLERK = Actor("กัลยา ศรีสุวรรณ", "เจ้าพนักงานธุรการ", ("clerk",))


class Page:
    """Draws the card anew whenever something was stored, as the page of a case does."""

    def __init__(self, folder: Path, resources: Resources, parent: QWidget) -> None:
        self.folder, self.parent = folder, parent
        self.office = real_office(resources)
        self.office.actor = CLERK
        self.project = a_project(folder)
        self.office.project = self.project
        self.desk = Desk(self.project)
        self.uid = self.desk.receive(a_lamp()).case.uid
        self.veiled = False
        self.stored: list[tuple[object, str]] = []
        self.failed: list[object] = []
        self.office.tasks.failed.connect(self.failed.append)
        self.draw()

    def draw(self) -> None:
        cases = self.office.services.cases
        desk = cases.desk("petitions")
        book, today = cases.book(self.project), local_day(cases.now())
        with self.project.reading() as reading:
            file = case_file(reading, CLERK, desk, self.uid, today)
        self.card = AttachmentsCard(self.office, SeenCase(file, desk, book, CLERK, today, ()), self.parent, self.veiled)
        self.card.stored.connect(self._again)

    def _again(self, applied: object, text: str) -> None:
        self.stored.append((applied, text))
        old = self.card
        self.draw()
        old.deleteLater()

    @property
    def papers(self) -> list[Attachment]:
        with self.project.reading() as reading:
            return reading.having(Attachment, "case_uid", [self.uid])

    def put(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path


@pytest.fixture
def page(dressed: QApplication, resources: Resources, office_folder: Path, qtbot: QtBot) -> Iterator[Page]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Page(office_folder, resources, parent)
    yield made
    made.project.close()


def dropped(page: Page, mime: QMimeData) -> None:
    action = Qt.DropAction.CopyAction
    place, button, keys = QPointF(QPoint(5, 5)), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.card.dropEvent(QDropEvent(place, action, mime, button, keys))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_a_dropped_photo_is_in_the_case_at_once_and_can_be_taken_back(page: Page) -> None:
    dropped(page, files(page.put("หลุม.jpg", photo())))

    assert [(paper.name, paper.kind) for paper in page.papers] == [("หลุม.jpg", PHOTO_BEFORE)]
    [(applied, said)] = page.stored
    assert said == "แนบเอกสารแล้ว"
    [line] = page.card.lines.values()
    assert line.text().startswith("หลุม.jpg\nภาพก่อนดำเนินการ")
    take_back(page.project, CLERK, applied.number)  # type: ignore[attr-defined]
    assert page.papers == []


def test_a_photo_of_a_case_that_is_worked_on_shows_what_was_done(page: Page) -> None:
    page.desk.step(page.uid, "start")
    page.draw()
    page.card.bring([page.put("เสร็จ.jpg", photo())])
    assert [paper.kind for paper in page.papers] == [PHOTO_AFTER]


def test_a_mail_brings_its_papers_and_one_bad_file_is_said_and_stays_said(page: Page) -> None:
    content = mail(แผน__pdf=letter("ก"))

    page.card.bring([page.put("คำร้อง.eml", content), sparse(page.folder / "ใหญ่.jpg", 500_000_000)])

    assert [(paper.name, paper.kind) for paper in page.papers] == [("คำร้อง.eml", MAIL), ("แผน.pdf", DOCUMENT)]
    assert "500 MB" in page.card.told.text()
    assert not page.card.told.isHidden()
    page.card.bring([page.put("ข.jpg", photo())])
    assert page.card.told.isHidden()


def a_zip(folder: Path, name: str, inside: str, size: int) -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(inside, bytes(size) if size else letter("ก"))
    return folder / name


@pytest.mark.parametrize(
    "bad",
    [
        lambda folder: sparse(folder / "ใหญ่.jpg", 500 << 20),
        lambda folder: Path(shutil.copy(__file__, folder / "ไม่ใช่ภาพ.jpg")),
        lambda folder: a_zip(folder, "ระเบิด.zip", "a.pdf", 120 << 20),
    ],
)
def test_a_bad_paper_is_one_sentence_naming_it_and_the_good_one_beside_it_is_kept(
    page: Page, bad: Callable[[Path], Path]
) -> None:
    path = bad(page.folder)

    page.card.bring([path, page.put("ดี.jpg", photo())])

    assert path.name in page.card.told.text()
    assert "\n" not in page.card.told.text()
    assert [paper.name for paper in page.papers] == ["ดี.jpg"]
    assert page.failed == []


def test_a_paper_whose_name_leads_out_of_its_archive_stays_inside(page: Page) -> None:
    page.card.bring([a_zip(page.folder, "ขึ้นบน.zip", "../../ออกไป.pdf", 0)])

    assert not list(page.folder.parent.parent.rglob("ออกไป.pdf"))
    assert [paper.name for paper in page.papers if "/" in paper.name or ".." in paper.name] == []


def test_a_picture_is_pasted_from_the_clipboard(page: Page) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)

    page.card.paste()

    [paper] = page.papers
    assert paper.name.startswith("ภาพจากคลิปบอร์ด")
    assert paper.media == "image/png"


def test_files_are_pasted_and_an_empty_clipboard_is_said(page: Page) -> None:
    QGuiApplication.clipboard().setMimeData(files(page.put("ก.pdf", letter("ก"))))
    page.card.paste()
    assert [paper.name for paper in page.papers] == ["ก.pdf"]

    QGuiApplication.clipboard().setText("ข้อความ")
    page.card.paste()
    assert page.card.told.text() == "ในคลิปบอร์ดไม่มีภาพหรือแฟ้ม"


def test_a_paper_is_looked_at_in_place_and_stays_open_when_its_note_is_kept(page: Page) -> None:
    page.card.bring([page.put("ก.pdf", letter("ก\n#pagebreak()\nข"))])
    page.card.open_paper(page.papers[0].uid)
    view = page.card.view
    assert view is not None
    assert not view.pages[0].isNull()
    view.turn(1)
    view.turn(1)
    assert (view.page, view.last_page, view.said.text()) == (1, True, "หน้า 2")

    view.note.setText("ฉบับลงนาม")
    view.note.editingFinished.emit()

    assert page.papers[0].note == "ฉบับลงนาม"
    assert page.card.view is not None
    assert page.card.view is not view
    assert page.card.view.note.text() == "ฉบับลงนาม"
    page.card.open_paper(page.papers[0].uid)
    assert page.card.view is None


def test_before_becomes_after_by_one_choice(page: Page) -> None:
    page.card.bring([page.put("ข.jpg", photo())])
    page.card.open_paper(page.papers[0].uid)
    view = page.card.view
    assert view is not None
    view.kind.setCurrentIndex(view.kind.findData(PHOTO_AFTER))
    view.kind.activated.emit(view.kind.currentIndex())
    assert page.papers[0].kind == PHOTO_AFTER


def test_a_document_is_no_photo(page: Page) -> None:
    page.card.bring([page.put("ก.pdf", letter("ก"))])
    page.card.open_paper(page.papers[0].uid)
    assert page.card.view is not None
    assert page.card.view.kind.findData(PHOTO_AFTER) == -1


def test_a_copy_that_leaves_tells_no_place_and_the_original_opens_as_it_came(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = photo(400, 200, orientation=6)
    page.card.bring([page.put("หลุม.jpg", content)])
    page.card.open_paper(page.papers[0].uid)
    view = page.card.view
    assert view is not None
    target = tmp_path / "ออก.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))

    view.ask_where()
    view.open_original()

    image = Image.open(BytesIO(target.read_bytes()))
    assert (image.size, dict(image.getexif())) == ((200, 400), {})
    assert [path.read_bytes() for path in opened] == [content]
    assert opened[0].name == "หลุม.jpg"


def test_what_cannot_leave_offers_no_copy(page: Page) -> None:
    page.card.bring([page.put("คลิป.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40)])
    page.card.open_paper(page.papers[0].uid)
    view = page.card.view
    assert view is not None
    assert not view.leave.isEnabled()
    assert not view.text.isHidden()


def test_a_paper_is_taken_out(page: Page) -> None:
    page.card.bring([page.put("ข.jpg", photo())])
    page.card.open_paper(page.papers[0].uid)
    assert page.card.view is not None
    page.card.view.take_out()
    assert page.papers == []
    assert page.stored[-1][1] == "นำเอกสารออกจากเรื่องแล้ว"
    assert page.card.view is None


def test_hidden_people_hide_papers(page: Page) -> None:
    page.card.bring([page.put("นายสมชาย.jpg", photo())])
    page.office.announcer.hide_people(True)
    page.draw()
    assert page.card.lines == {}
    assert page.card.view is None


def test_who_may_not_know_the_petitioner_sees_photos_alone_and_none_as_it_came(page: Page) -> None:
    page.card.bring([page.put("นายสมชาย.jpg", photo()), page.put("คำร้อง.eml", mail())])
    page.veiled = True
    page.draw()

    [line] = page.card.lines.values()
    assert "สมชาย" not in line.text() + line.toolTip()
    page.card.open_paper(page.card.papers[0].uid)
    assert page.card.view is not None
    assert not page.card.view.open.isEnabled()


def test_scans_are_listed_with_their_pictures_and_moved_only_once_stored(page: Page) -> None:
    folder = page.folder / "สแกน"
    folder.mkdir()
    page.office.preferences.set(FOLDER, str(folder))
    for name in ("001.pdf", "002.pdf"):
        (folder / name).write_bytes(letter(f"เรื่อง {name}"))
    soon = page.office.services.cases.now() + timedelta(minutes=1)
    page.office.services.cases.now = lambda: soon  # type: ignore[method-assign]

    page.card.show_scans()

    scans = page.card.scans
    assert scans is not None
    assert scans.title.text() == "แฟ้มสแกนใหม่ 2 รายการ"
    assert [scans.list.item(number).icon().isNull() for number in range(2)] == [False, False]
    assert not scans.keep.isEnabled()
    assert {path.name for path in folder.iterdir()} == {"001.pdf", "002.pdf"}
    item = next(scans.list.item(n) for n in range(2) if scans.list.item(n).text().startswith("002"))
    item.setCheckState(Qt.CheckState.Checked)
    assert scans.keep.text() == "แนบ 1 รายการ"
    scans.keep.click()

    assert [(paper.name, paper.kind) for paper in page.papers] == [("002.pdf", SCAN)]
    assert [path.name for path in (folder / TAKEN).iterdir()] == ["002.pdf"]
    assert (folder / "001.pdf").is_file()


def test_a_scanner_s_folder_that_is_gone_is_said(page: Page) -> None:
    page.office.preferences.set(FOLDER, str(page.folder / "ไม่มี"))
    page.card.show_scans()
    assert page.card.scans is not None
    assert "ไม่พบโฟลเดอร์ของเครื่องสแกน" in page.card.scans.title.text()
    page.card.leave_scans()
    assert page.card.scans is None


def test_what_was_stored_while_another_case_is_looked_at_is_told_all_the_same(page: Page) -> None:
    first = page.uid
    path = page.put("ข.jpg", photo())
    intake_card = page.card
    page.uid = page.desk.receive(a_lamp(text="ไฟกะพริบ")).case.uid
    page.draw()
    page.stored.clear()

    intake_card.bring([path])

    with page.project.reading() as reading:
        assert len(reading.having(Attachment, "case_uid", [first])) == 1
    assert len(page.stored) == 1
