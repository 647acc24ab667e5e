"""Papers that come with a case still being taken in: dropped, read into the form, stored with the case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shapely import Point
from tests.builders import a_project
from tests.paper_files import mail, photo
from tests.ui.real_town import real_office

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import Resources
from ltaxgis.storage.project import SqlProject
from ltaxgis.ui.cases.paper_drop import PaperDrop
from ltaxgis.ui.petitions.intake import IntakePage

CLERK = Actor("กัลยา ศรีสุวรรณ", "เจ้าพนักงานธุรการ", ("clerk",))


@pytest.fixture
def page(dressed: QApplication, resources: Resources, office_folder: Path, qtbot: QtBot) -> Iterator[IntakePage]:
    office = real_office(resources)
    office.actor = CLERK
    project = a_project(office_folder)
    office.project = project
    made = IntakePage(office)
    qtbot.addWidget(made)
    made.begin()
    yield made
    project.close()


def project_of(page: IntakePage) -> SqlProject:
    project = page._office.project
    assert isinstance(project, SqlProject)
    return project


def put(page: IntakePage, name: str, content: bytes) -> Path:
    path = project_of(page).path.parent / name
    path.write_bytes(content)
    return path


def drop_on(drop: PaperDrop, *paths: Path) -> None:
    """As Qt hands a drop to the widget's filter; it lets nobody else send one."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, button, keys = QPointF(QPoint(5, 5)), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop.eventFilter(drop, QDropEvent(place, Qt.DropAction.CopyAction, mime, button, keys))


def attached(page: IntakePage) -> list[Attachment]:
    with project_of(page).reading() as reading:
        cases = reading.columns(Case).uids
        return reading.having(Attachment, "case_uid", cases)


def test_a_mail_dropped_on_the_form_fills_it_and_is_stored_with_its_case(page: IntakePage) -> None:
    drop_on(page.papers.drop, put(page, "คำร้อง.eml", mail("ไฟดับหน้าบ้าน", "ไฟทางดับมาสามวันแล้ว", รูป__jpg=photo())))

    assert page.form.text.toPlainText() == "ไฟดับหน้าบ้าน\nไฟทางดับมาสามวันแล้ว"
    assert page.form.name.text() == "นายสมชาย ใจดี"
    assert page.form.channel.currentData() == "email"
    assert attached(page) == []  # nothing is stored before somebody says so

    page.keep()

    assert [paper.name for paper in attached(page)] == ["คำร้อง.eml", "รูป.jpg"]
    assert page.papers.looks == []


def test_nothing_that_names_him_is_kept_of_who_wants_no_name(page: IntakePage) -> None:
    said: list[str] = []
    page._office.announcer.said.connect(lambda text, _tone: said.append(text))
    page.papers.bring([put(page, "คำร้อง.eml", mail("ไฟดับ", "ไฟดับ", รูป__jpg=photo()))])
    page.form.flags["anonymous"].setChecked(True)

    page.keep()

    assert [paper.name for paper in attached(page)] == ["รูป.jpg"]
    assert any("ไม่ประสงค์ออกนาม" in text for text in said)


def test_a_photo_gives_the_place_and_what_was_typed_stays(page: IntakePage) -> None:
    page.form.text.setPlainText("ถนนเป็นหลุม")
    page.papers.bring([put(page, "หลุม.jpg", photo())])

    assert page.form.text.toPlainText() == "ถนนเป็นหลุม"
    assert page.form.place_taken is not None
    assert page.form.place_taken.point is not None
    assert page.form.place_taken.point.distance(Point(499_273, 2_077_337)) < 1


def test_a_paper_is_left_out_again_and_the_same_waits_once(page: IntakePage) -> None:
    path = put(page, "หลุม.jpg", photo())
    page.papers.bring([path, path])
    page.papers.bring([path])
    assert [look.name for look in page.papers.looks] == ["หลุม.jpg"]

    page.papers._leave_out(page.papers.looks[0])
    page.papers.bring([put(page, "ปลอม.jpg", b"<html>")])

    assert page.papers.looks == []
    assert "ไม่ใช่ภาพ" in page.papers.said.text()


def test_beginning_anew_forgets_what_waited(page: IntakePage) -> None:
    page.papers.bring([put(page, "หลุม.jpg", photo())])
    page.begin()
    assert page.papers.looks == []


def test_files_dropped_on_a_desk_are_brought_and_nothing_on_a_project_to_read(
    page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = QWidget()
    qtbot.addWidget(desk)
    brought: list[list[Path]] = []
    drop = PaperDrop(page._office, desk)
    drop.brought.connect(brought.append)

    drop_on(drop, tmp_path / "ก.pdf")
    page._office.project = None
    drop_on(drop, tmp_path / "ข.pdf")

    assert brought == [[tmp_path / "ก.pdf"]]
