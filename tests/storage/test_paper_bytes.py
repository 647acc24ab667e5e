"""The bytes of papers inside a project: each once, the same again, and nowhere in what is given away."""

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import CLERK, a_project
from tests.case_desk import NUMBER, PHONE, Counter, a_person
from tests.contents import contents

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.personal import PERSONAL, PRIVATE_KINDS
from ltaxgis.services.case_steps import comment
from ltaxgis.storage.give_away import give_away
from ltaxgis.storage.project import SqlProject
from ltaxgis.storage.schema.tables import make_tables


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(project: SqlProject, *papers: bytes) -> None:
    with project.work(CLERK, "case.attach") as work:
        for content in papers:
            work.keep_paper(hash_of(content), content)
        work.commit()


def test_a_paper_comes_back_as_it_went_in_and_lies_there_once(office_folder: Path) -> None:
    project = a_project(office_folder)
    scan = bytes(range(256)) * 400
    keep(project, scan, scan, b"")
    keep(project, scan)

    with project.reading() as reading:
        assert reading.paper(hash_of(scan)) == scan
        assert reading.paper(hash_of(b"")) == b""
        assert reading.paper(hash_of(b"other")) is None
    assert len(contents(project.path)["paper_bytes"]) == 2
    project.close()


def test_what_was_not_committed_is_not_there(office_folder: Path) -> None:
    project = a_project(office_folder)
    with project.work(CLERK, "case.attach") as work:
        work.keep_paper("a", b"a")

    with project.reading() as reading:
        assert reading.paper("a") is None
    project.close()


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_papers_are_known_by_their_content(papers: list[bytes]) -> None:
    assert len({hash_of(one) for one in papers}) == len(set(papers))


def test_every_kind_of_record_is_given_away_blank_or_not_at_all() -> None:
    kinds = set(make_tables(32647).of)

    assert PERSONAL.keys() | PRIVATE_KINDS == kinds
    assert PERSONAL.keys() & PRIVATE_KINDS == set()


def test_a_copy_to_give_away_knows_of_no_case_and_no_paper(office_folder: Path) -> None:
    project = a_project(office_folder)
    desk = Counter(project)
    case = desk.case("ท่อระบายน้ำอุดตันหน้าบ้านเจ๊หมวย", details="เหม็นมาก", place_text="หลังตลาดโก้งโค้ง",
                     people=[a_person("สมปรารถนา", "วงศ์วรกาญจน์", NUMBER, PHONE)], at=(500_005, 2_000_005))  # fmt: skip
    comment(project, CLERK, case.uid, "ผู้ร้องเป็นน้องสาวกำนันแหนม", desk.now)
    scan = "ใบคำร้องของเจ๊หมวย".encode() * 50
    with project.work(CLERK, "case.attach") as work:
        paper = Attachment(uid=new_uid(), case_uid=case.uid, name="คำร้องเจ๊หมวย.pdf", sha256=hash_of(scan))
        work.apply(ChangeSet("case.attach", (Change(None, paper),)))
        work.keep_paper(hash_of(scan), scan)
        work.commit()
    target = office_folder / "สำเนาให้สภา.ltax"

    give_away(project, target)

    secrets = ("เจ๊หมวย", "เหม็นมาก", "โก้งโค้ง", "กำนันแหนม", "สมปรารถนา", NUMBER, PHONE, case.number, case.uid,
               hash_of(scan), "สมศรี")  # fmt: skip
    inside = project.path.read_bytes() + project.path.with_name(project.path.name + "-wal").read_bytes()
    given = target.read_bytes()
    assert [one for one in secrets if one.encode() not in inside] == []
    assert [one for one in secrets if one.encode() in given] == []
    rows = contents(target)
    tables = make_tables(32647)
    assert [name for name in (*(tables.of[kind].name for kind in PRIVATE_KINDS), "paper_bytes") if rows[name]] == []
    project.close()
