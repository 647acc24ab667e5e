"""The record of posting on paper, and the evidence in a workbook."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from tests.builders import a_project
from tests.publicity import OFFICER, TODAY, VIEWER, PublicityDesk, a_news

from ltaxgis.app.case_papers import PaperOffice
from ltaxgis.app.publicity import evidence_job
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.ports.resources import Resources
from ltaxgis.services.papers_asked import PaperAsked
from ltaxgis.services.postings import PostingDraft, add_postings, take_down
from ltaxgis.services.progress import silent
from ltaxgis.services.publicity_evidence import year_of_publicity


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def a_photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (320, 240), "#88aacc").save(made, "JPEG")
    return made.getvalue()


def posted(desk: PublicityDesk, title: str = "ประกาศราคาประเมินทุนทรัพย์") -> Uid:
    uid = desk.out(a_news("announcement", title, announced_on=TODAY, signer="นายมานะ ปลัดดี"))
    photo = desk.photo(uid, place=0, content=a_photo())
    made = add_postings(
        desk.project, OFFICER, uid,
        [PostingDraft(place=place, last=TODAY + timedelta(days=15), by="วิชัย ติดดี", photo_uid=photo, note="=1+1")
         for place in ("บอร์ดหน้าสำนักงานเทศบาล", "ตลาดสดเทศบาล")], desk.now,
    )  # fmt: skip
    take_down(desk.project, OFFICER, [made[0].uid], TODAY + timedelta(days=15))
    return uid


def test_the_record_says_what_hung_where_from_to_and_by_whom(desk: PublicityDesk, resources: Resources) -> None:
    uid = posted(desk)

    pdf = PaperOffice(desk.project, resources, OFFICER, desk.now).pdf(uid, PaperAsked("posting_record")).pdf

    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    pages = len(document)
    document.close()
    assert pages == 1
    plain = "".join(text.split())
    for told in ("ประกาศราคาประเมินทุนทรัพย์", "ตลาดสดเทศบาล", "2 ก.พ. 2569", "17 ก.พ. 2569", "วิชัย ติดดี", "1/2569"):
        assert "".join(told.split()) in plain, told


def test_the_record_shows_the_photo_of_what_hung(desk: PublicityDesk, resources: Resources) -> None:
    pdf = PaperOffice(desk.project, resources, OFFICER, desk.now).pdf(posted(desk), PaperAsked("posting_record")).pdf

    document = pypdfium2.PdfDocument(pdf)
    pictures = [one for page in document for one in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=5)]
    sizes = {one.get_px_size() for one in pictures}
    document.close()
    assert (320, 240) in sizes


def test_nothing_in_the_evidence_is_computed_by_a_spreadsheet(desk: PublicityDesk, tmp_path: Path) -> None:
    posted(desk, title='=HYPERLINK("http://x","<b>ประกาศ</b>")')
    target = tmp_path / "หลักฐาน (2569).xlsx"

    evidence_job(silent, desk.project.path, target, TODAY, TODAY, "th", OFFICER)

    cells = [cell for row in load_workbook(target).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_year_counts_what_went_out(desk: PublicityDesk) -> None:
    posted(desk)
    gone = desk.out()
    desk.step(gone, "withdraw", reason="ผิด")
    desk.new()
    with desk.project.reading() as reading:
        told = year_of_publicity(reading, OFFICER, TODAY, TODAY + timedelta(days=300))
        with pytest.raises(Refused, match="may_not"):
            year_of_publicity(reading, VIEWER, TODAY, TODAY)

    assert (told.products, told.months) == ({"announcement": 1, "news": 1}, {"2026-02": 2})
    assert (told.channels, told.corrected, told.withdrawn) == ({"board": 2}, 0, 1)
