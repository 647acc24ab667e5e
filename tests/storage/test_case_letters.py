"""Cases by half a word of what their steps, papers and people say; the index follows each change and each undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project
from tests.case_desk import MORNING, TODAY

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.cases import Case, CaseParty, CaseStep
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.correspondence import Letter
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.records import Record
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.storage import case_search, cases
from ltaxgis.storage.case_search import rebuild_cases
from ltaxgis.storage.give_away import give_away
from ltaxgis.storage.project import SqlProject, open_project


def a_case(number: str, title: str, **more: str) -> Case:
    return Case(uid=new_uid(), desk=more.pop("desk", "petitions"), kind="service", number=number, title=title,
                received_at=MORNING, starts_on=TODAY, **more)  # type: ignore[arg-type] # fmt: skip


def store(project: SqlProject, *changes: Change) -> int:
    with project.work(CLERK, "case.receive") as work:
        work.apply(ChangeSet("case.receive", changes))
        return work.commit().number


def born(project: SqlProject, *records: Record) -> int:
    return store(project, *(Change(None, one) for one in records))


def changed(project: SqlProject, record: Record, **fields: object) -> int:
    with project.reading() as reading:
        before = reading.get(type(record), [record.uid])[0]
    return store(project, Change(before, replace(before, **fields)))  # type: ignore[arg-type]


def found(project: SqlProject, text: str, desk: str = "petitions") -> list[str]:
    with project.reading() as reading:
        return [line.number for line in reading.case_page(CaseQuery(desk, text=text, order="number")).lines]


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


@pytest.fixture
def case(project: SqlProject) -> Case:
    light = a_case("PT69-1", "ไฟทางดับ", details="หลอดนีออนแตกตั้งแต่วันอาทิตย์")
    step = CaseStep(
        uid=new_uid(), case_uid=light.uid, kind="minute", at=MORNING, who="ปลัด", text="มอบช่างไฟเปลี่ยนหม้อแปลง"
    )
    paper = Attachment(uid=new_uid(), case_uid=light.uid, name="หนังสือร้องทุกข์.pdf", text="ด้วยข้าพเจ้าอยู่ใกล้สะพานลอย")
    born(project, light, step, paper, a_case("PT69-2", "ท่อระบายน้ำตัน"))
    return light


@pytest.mark.parametrize(
    "text", ["นีออน", "แตกตั้ง", "หม้อแปลง", "ช่างไฟ", "สะพานล", "ร้องทุกข์.pdf", "สะพาน นีออน หม้อ", "ไฟ", "ไฟ ม"]
)
def test_half_a_word_of_details_steps_and_papers_finds_a_case(project: SqlProject, case: Case, text: str) -> None:
    assert found(project, text) == ["PT69-1"]
    assert found(project, text, "permits") == []


@pytest.mark.parametrize("text", ["นีออน ระบายน้ำ", "สะพานข้าม", "พานลอยฟ้า"])
def test_all_words_must_stand_in_one_case(project: SqlProject, case: Case, text: str) -> None:
    assert found(project, text) == []


def test_the_search_box_finds_a_case_by_its_papers_after_what_is_called_so(project: SqlProject, case: Case) -> None:
    born(project, a_case("PT69-3", "สะพานลอยชำรุด"))

    with project.reading() as reading:
        hits = [hit.title for hit in reading.search("สะพานลอย") if hit.kind == "case"]

    assert hits == ["PT69-3", "PT69-1"]


def test_what_was_written_otherwise_is_found_as_it_is_now_and_after_an_undo_as_it_was(
    project: SqlProject, case: Case
) -> None:
    line = changed(project, case, details="โคมไฟหลุด")
    assert (found(project, "นีออน"), found(project, "โคมไฟ")) == ([], ["PT69-1"])

    with project.work(CLERK, "undo") as work:
        work.undo(line)
        work.commit()

    assert (found(project, "นีออน"), found(project, "โคมไฟ")) == (["PT69-1"], [])


def test_a_person_who_is_called_otherwise_and_one_who_hides_are_found_so(project: SqlProject, case: Case) -> None:
    owner = Owner(uid=new_uid(), kind="person", first_name="ทองใบ", last_name="ดีงาม")
    petition = Petition(uid=new_uid(), case_uid=case.uid)
    born(project, owner, petition, CaseParty(uid=new_uid(), case_uid=case.uid, owner_uid=owner.uid, role="petitioner"))
    assert found(project, "ทองใบ") == ["PT69-1"]

    changed(project, owner, first_name="ทองก้อน")
    assert (found(project, "ทองใบ"), found(project, "ทองก้อน")) == ([], ["PT69-1"])

    changed(project, petition, hide_from_assignee=True)
    assert found(project, "ทองก้อน") == []


def test_a_case_that_becomes_one_for_named_people_leaves_the_index(project: SqlProject, case: Case) -> None:
    changed(project, case, visible_to="ปลัด")

    assert found(project, "นีออน") == []
    assert found(project, "หม้อแปลง") == []


def test_a_letter_is_found_by_its_own_number_and_who_sent_it(project: SqlProject) -> None:
    letter = a_case("123/2569", "ขอเชิญประชุม", desk="letters_in")
    kept = Letter(uid=new_uid(), case_uid=letter.uid, direction="in", their_number="ชม 0023.3/ว 4", sender="แม่ริม")
    born(project, letter, kept)

    assert found(project, "0023.3", "letters_in") == ["123/2569"]
    assert found(project, "แม่ริม", "letters_in") == ["123/2569"]


def test_a_word_of_very_many_cases_is_counted_and_cut_into_pages(
    project: SqlProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "FEW", 3)
    born(project, *(a_case(f"PT69-{n}", "ขยะล้นถัง") for n in range(6)), a_case("PM69-1", "ขยะก่อสร้าง", desk="permits"))
    born(project, a_case("PT69-7", "ขยะของปลัด", visible_to="ปลัด"))
    asked = CaseQuery("petitions", text="ขยะ", order="-number", limit=2, offset=2)

    with project.reading() as reading:
        page, named = reading.case_page(asked), reading.case_page(replace(asked, viewer="ปลัด"))
        open_ones = reading.case_page(replace(asked, open=True))

    assert ([line.number for line in page.lines], page.total) == (["PT69-3", "PT69-2"], 6)
    assert ([line.number for line in named.lines], named.total) == (["PT69-4", "PT69-3"], 7)
    assert open_ones == page


@pytest.mark.parametrize("top", [1, 5, 20])
@pytest.mark.parametrize("order", ["received", "-received", "number"])
def test_pages_of_what_very_many_say_make_the_whole_list(
    project: SqlProject, monkeypatch: pytest.MonkeyPatch, order: str, top: int
) -> None:
    """Whether a page is found in the first part of the list or not."""
    monkeypatch.setattr(case_search, "FEW", 1)
    monkeypatch.setattr(cases, "TOP", top)
    came = [MORNING + timedelta(hours=n * 7 % 9) for n in range(9)]
    born(project, *(
        replace(a_case(f"PT69-{n}", "ขยะล้นถัง" if n % 3 else "ไฟดับ", visible_to="ปลัด" if n == 4 else ""), received_at=at)
        for n, at in enumerate(came)
    ))  # fmt: skip
    asked = CaseQuery("petitions", order=order, viewer="ปลัด")

    with project.reading() as reading:
        every = [line.number for line in reading.case_page(asked).lines]
        pages = [reading.case_page(replace(asked, text="ขยะ", limit=2, offset=start)) for start in range(0, 8, 2)]

    rubbish = [number for number in every if int(number[-1]) % 3]
    assert [line.number for page in pages for line in page.lines] == rubbish
    assert {page.total for page in pages} == {len(rubbish)} == {6}


def test_desks_of_like_names_are_counted_apart(project: SqlProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_search, "FEW", 1)
    names = ("petitions", "permits", "letters_in", "letters_out", "publicity")
    born(project, *(a_case(f"{n}", "ขอเชิญประชุม", desk=desk) for n, desk in enumerate(names) for _ in range(n + 2)))

    with project.reading() as reading:
        totals = [reading.case_page(CaseQuery(desk, text="ประชุม", order="received", limit=1)).total for desk in names]

    assert totals == [2, 3, 4, 5, 6]


def test_the_index_after_many_changes_is_the_one_that_is_made_anew(project: SqlProject, case: Case) -> None:
    changed(project, case, details="โคมไฟหลุด")
    words = ("โคมไฟ", "นีออน", "หม้อแปลง", "สะพาน", "ระบาย", "PT69", "ตัน")
    held = [found(project, word) for word in words]

    with project.work(CLERK, "case.edit") as work:
        rebuild_cases(work.connection, work.tables)
        work.commit()

    assert [found(project, word) for word in words] == held
    assert held[:2] == [["PT69-1"], []]


def test_a_copy_to_give_away_holds_no_letter_of_any_case(project: SqlProject, case: Case, office_folder: Path) -> None:
    target = office_folder / "แจก.ltax"
    give_away(project, target)
    given = open_project(target)

    with given.reading() as reading:
        left = reading.connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM case_letters), (SELECT count(*) FROM search_cases)"
        ).one()
    given.close()

    assert tuple(left) == (0, 0)
    assert "โคม".encode() not in target.read_bytes()
    assert "นีอ".encode() not in target.read_bytes()


def test_a_case_that_nobody_stored_is_found_by_nothing(project: SqlProject) -> None:
    assert found(project, "นีออน") == []
    assert Uid("") not in found(project, "ก")
