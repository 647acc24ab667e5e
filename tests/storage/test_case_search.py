"""Cases found by half a word, and by who stands in them, where that may be known."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.builders import CLERK, a_project
from tests.case_desk import MORNING, TODAY

from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.records import Record
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.storage.project import SqlProject


def _filed(
    number: str, title: str, place: str, first: str, last: str, visible_to: str = "", **hidden: Any
) -> list[Record]:
    owner = Owner(uid=new_uid(), kind="person", first_name=first, last_name=last)
    case = Case(uid=new_uid(), desk="petitions", kind="service", number=number, title=title, place_text=place,
                received_at=MORNING, starts_on=TODAY, visible_to=visible_to)  # fmt: skip
    party = CaseParty(uid=new_uid(), case_uid=case.uid, owner_uid=owner.uid, role="petitioner")
    return [case, owner, party, Petition(uid=new_uid(), case_uid=case.uid, **hidden)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    opened = a_project(tmp_path_factory.mktemp("ค้น"))
    born = [
        *_filed("PT69-000001-A", "ไฟทางดับหน้าวัด", "ซอยเทศบาล 5", "สมหญิง", "ใจดี"),
        *_filed("PT69-000002-B", "ท่อระบายน้ำอุดตัน", "ตลาดสด", "ประเสริฐ", "มั่นคง", hide_from_assignee=True),
        *_filed("PT69-000003-C", "เสียงดังกลางคืน", "ซอยเทศบาล 5", "ลับเฉพาะ", "คนหนึ่ง", anonymous=True),
        *_filed("PT69-000004-D", "เจ้าหน้าที่เรียกเงิน", "", "กล้าหาญ", "บอกความ", visible_to="วีระ ปลัด"),
    ]
    with opened.work(CLERK, "case.receive") as work:
        work.apply(ChangeSet("case.receive", tuple(Change(None, one) for one in born)))
        work.commit()
    yield opened
    opened.close()


def found(project: SqlProject, text: str, viewer: str = "") -> list[str]:
    with project.reading() as reading:
        page = reading.case_page(CaseQuery(text=text, viewer=viewer, order="number"))
    return [line.number[:11] for line in page.lines]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ไฟทาง", ["PT69-000001"]), ("ทางดับ", ["PT69-000001"]), ("หน้าวัด ไฟ", ["PT69-000001"]), ("ไฟ", ["PT69-000001"]),
        ("000002", ["PT69-000002"]), ("pt69-000001-a", ["PT69-000001"]), ("ตลาด", ["PT69-000002"]),
        ("เทศบาล", ["PT69-000001", "PT69-000003"]), ("เทศบาล เสียง", ["PT69-000003"]),
        ("สมหญิง", ["PT69-000001"]), ("ใจดี", ["PT69-000001"]), ("๐๐๐๐๐๑", ["PT69-000001"]),
        ("ไม่มีเรื่องนี้", []), ("%", []), ('"', []),
    ],
)  # fmt: skip
def test_half_a_word_is_enough(project: SqlProject, text: str, wanted: list[str]) -> None:
    assert found(project, text) == wanted


@pytest.mark.parametrize("name", ["ประเสริฐ", "มั่นคง", "ลับเฉพาะ", "คนหนึ่ง"])
def test_a_hidden_petitioner_is_not_found_by_name(project: SqlProject, name: str) -> None:
    assert found(project, name) == []


def test_a_case_for_named_people_is_found_by_them_alone(project: SqlProject) -> None:
    assert found(project, "เรียกเงิน") == []
    assert found(project, "เรียกเงิน", "สมศรี ธุรการ") == []
    assert found(project, "เรียกเงิน", "วีระ ปลัด") == ["PT69-000004"]
    assert found(project, "กล้าหาญ", "สมศรี ธุรการ") == []
    with project.reading() as reading:
        assert [hit for hit in reading.search("เรียกเงิน") if hit.kind == "case"] == []


def test_a_case_is_among_what_the_search_box_finds(project: SqlProject) -> None:
    with project.reading() as reading:
        hits = reading.search("PT69-000002")

    assert [(hit.kind, hit.title) for hit in hits[:1]] == [("case", "PT69-000002-B")]
