"""The loudspeakers' texts of a day on paper: what may be read, large; what nobody approved, only named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from tests.builders import a_project
from tests.publicity import OFFICER, TODAY, PublicityDesk, a_news

from ltaxgis.app.case_papers import PaperOffice
from ltaxgis.ports.resources import Resources
from ltaxgis.services.broadcasts import BroadcastDraft, log_reading

WEEK = BroadcastDraft("", TODAY, TODAY + timedelta(days=6))


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def text_of(desk: PublicityDesk, resources: Resources) -> str:
    made = PaperOffice(desk.project, resources, OFFICER, desk.now).reading_sheet(TODAY)
    document = pypdfium2.PdfDocument(made.pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(text.split())


def test_the_sheet_holds_the_words_their_hours_and_what_was_read(desk: PublicityDesk, resources: Resources) -> None:
    uid = desk.out(a_news(title="เปิดลานกีฬาใหม่", body="ลานกีฬาเปิดทุกวัน\nตั้งแต่ 8.00 น."))
    plan = desk.plan(uid, replace(WEEK, script=desk.script(uid)))
    log_reading(desk.project, OFFICER, plan.uid, desk.now - timedelta(hours=4), desk.now, "สมหญิง")
    unapproved = desk.plan(desk.out(a_news(title="ตลาดนัด")), replace(WEEK, script="ถ้อยคำของใครไม่รู้"))

    text = text_of(desk, resources)

    for told in ("เปิดลานกีฬาใหม่", "แปดนาฬิกา", "06.00น.", "17.00น.", "อ่านแล้ว06.00น.สมหญิง", "ตลาดนัด"):
        assert told in text, told
    assert unapproved.script not in text


def test_a_day_without_readings_says_so(desk: PublicityDesk, resources: Resources) -> None:
    assert "วันนี้ไม่มีเรื่องที่ต้องอ่าน" in text_of(desk, resources)
