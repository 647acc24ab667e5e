"""What papers of cases say: the chain, the clock, who is named, whose number is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import CLERK
from tests.paper_samples import (
    TODAY,
    a_case,
    a_file,
    a_line,
    a_minute,
    a_permit_file,
    a_person,
    a_petition_file,
    every_paper,
    stationery,
)

from ltaxgis.domain.cases import NOTICE, CaseStep
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.papers.letter import Letter, lines_of
from ltaxgis.domain.permits import Permit, PermitPaper
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.numerals import in_thai_figures
from ltaxgis.ports.cases import CasePage
from ltaxgis.services.case_papers import LetterTold, ListHead, case_letter, case_list, route_slip, slip
from ltaxgis.services.permit_forms import OrderTold, licence, work_order
from ltaxgis.services.permit_letters import permit_letter
from ltaxgis.services.petition_letters import answer_letter, forward_letter, may_name
from ltaxgis.services.stationery import Stationery

NUMBER = "3000000000005"


def test_the_slip_tells_number_clerk_clock_and_how_to_follow() -> None:
    case = a_case(register_number="1023/2569", division="engineering")
    made = slip(stationery(), case, CLERK, "123456")
    told = dict(made.facts)
    assert (made.number, made.pin, made.qr) == ("PT69-000123-K", "123456", "LTAX:PT69-000123-K")
    assert told["เลขทะเบียนรับ"] == "1023/2569"
    assert told["รับเมื่อ"] == "5 ม.ค. 2569 เวลา 09:12 น."
    assert told["ครบกำหนด"] == "19 ก.พ. 2569"
    assert made.signature.name == CLERK.name
    assert any("รหัสติดตาม" in step for step in made.next_steps)


def test_a_slip_without_a_pin_promises_none() -> None:
    made = slip(stationery(), a_case(), CLERK)
    assert made.pin_label == ""
    assert not any("รหัสติดตาม" in step for step in made.next_steps)


def test_a_receipt_outside_office_hours_tells_from_which_day_it_counts() -> None:
    made = slip(stationery(), replace(a_case(), starts_on=date(2026, 1, 6)), CLERK)
    assert dict(made.facts)["เริ่มนับวันที่"] == "6 ม.ค. 2569"


def test_a_town_with_a_page_for_citizens_has_its_address_in_the_code() -> None:
    paper = stationery()
    tables = {**paper.book.tables, "letters": {"qr_prefix": "https://example.go.th/?c="}}
    made = slip(replace(paper, book=replace(paper.book, tables=tables)), a_case(), CLERK)
    assert made.qr == "https://example.go.th/?c=PT69-000123-K"


def test_the_route_slip_has_a_box_for_each_chief_of_the_chain() -> None:
    made = route_slip(stationery(), a_petition_file())
    assert [box.position for box in made.boxes] == list(stationery().book.chain)
    assert all(box.empty for box in made.boxes)


def test_minutes_stand_first_and_the_chain_goes_on_above_the_highest() -> None:
    case = a_case()
    steps = (
        a_minute(case, "เจ้าพนักงานธุรการ", "เพื่อโปรดพิจารณา", 6),
        a_minute(case, "ผู้อำนวยการกองช่าง", "เห็นควรดำเนินการ", 8),
    )
    made = route_slip(stationery(), a_file(case, {}, (), steps))
    written = [box for box in made.boxes if not box.empty]
    assert [box.text for box in written] == ["เพื่อโปรดพิจารณา", "เห็นควรดำเนินการ"]
    assert all(box.note == "คัดจากกระดาษ" for box in written)
    assert [box.position for box in made.boxes if box.empty] == ["ปลัดเทศบาล", "นายกเทศมนตรี"]


def test_who_wants_to_be_hidden_is_on_no_paper() -> None:
    case = a_case(assignee="ช่าง ไฟ")
    petition = Petition(uid=new_uid(), case_uid=case.uid, hide_from_assignee=True, agency="pea")
    file = a_file(case, {"petitioner": a_person()}, (petition,))
    made = route_slip(stationery(), file, named=may_name(file, CLERK))
    assert "สมชาย" not in str(made)
    assert "สมชาย" not in str(forward_letter(stationery(), file, CLERK, LetterTold()))
    with pytest.raises(Refused, match=r"paper\.hidden"):
        answer_letter(stationery(), file, Actor("ช่าง ไฟ", roles=("survey",)), LetterTold())
    assert (
        answer_letter(stationery(), file, Actor("รับเรื่อง", roles=("clerk",)), LetterTold()).addressee == "นายสมชาย ใจดี"
    )


def test_an_anonymous_petition_is_not_answered_by_letter() -> None:
    case = a_case()
    file = a_file(case, {"petitioner": a_person()}, (Petition(uid=new_uid(), case_uid=case.uid, anonymous=True),))
    with pytest.raises(Refused, match=r"paper\.nobody"):
        answer_letter(stationery(), file, CLERK, LetterTold())


def test_a_list_says_in_words_what_is_late_and_hides_what_is_hidden() -> None:
    hidden = replace(a_line(3, False), hidden=True)
    page = CasePage((a_line(1, True), a_line(2, False), hidden), 90)
    made = case_list(stationery(), page, ListHead("รายการ"), may_see_people=True)
    assert [row.late for row in made.rows] == [True, False, False]
    assert "10 ม.ค. 2569 เกินกำหนด 5 วัน" in made.rows[0].cells
    assert "(ปกปิดชื่อ)" in made.rows[2].cells
    assert made.totals == "รวม 90 เรื่อง พิมพ์ 3 เรื่อง เกินกำหนด 1 เรื่อง"
    blind = case_list(stationery(), page, ListHead("รายการ"), may_see_people=False)
    assert not any(page.lines[0].party in row.cells for row in blind.rows)


def test_letters_are_written_in_thai_figures_and_codes_are_not() -> None:
    made = permit_letter(stationery(), a_permit_file(), "papers_asked", LetterTold(day=TODAY, number="ชม 52303/123"))
    assert (made.number, made.day) == ("ชม ๕๒๓๐๓/๑๒๓", "๑๕ มกราคม ๒๕๖๙")
    assert "BP-2569-00012" in made.body[0].text
    assert "๓๐ มกราคม ๒๕๖๙" in made.body[1].text
    assert in_thai_figures("ส่ง a1@b.go.th 12/2569 PT69-1") == "ส่ง a1@b.go.th ๑๒/๒๕๖๙ PT69-1"


def test_a_letter_that_is_not_signed_yet_leaves_its_day_to_the_pen() -> None:
    made = case_letter(stationery(), a_case(), "answer", "นาย ก", LetterTold())
    assert made.day == "........ มกราคม ๒๕๖๙"


def test_a_division_has_its_own_prefix() -> None:
    paper = stationery()
    tables = {**paper.book.tables, "letters": {"prefix": {"engineering": "ชม 52303"}}}
    paper = replace(paper, book=replace(paper.book, tables=tables))
    assert permit_letter(paper, a_permit_file(), "collect", LetterTold()).number == "ชม ๕๒๓๐๓/"


def test_the_one_request_names_each_missing_paper() -> None:
    made = permit_letter(stationery(), a_permit_file(long=True), "papers_asked", LetterTold())
    assert [point.split(".")[0] for point in made.body[1].points] == ["๑", "๒", "๓", "๔", "๕"]
    case = a_case("permits")
    came = PermitPaper(uid=new_uid(), case_uid=case.uid, code="D01", came_on=TODAY)
    file = a_file(case, {"applicant": a_person()}, (Permit(uid=new_uid(), case_uid=case.uid), came))
    with pytest.raises(Refused, match=r"paper\.nothing_missing"):
        permit_letter(stationery(), file, "papers_asked", LetterTold())


@pytest.mark.parametrize("kind", ["refusal", "objection", "returned"])
def test_what_goes_against_the_applicant_tells_reason_and_appeal(kind: str) -> None:
    whole = "\n".join(lines_of(permit_letter(stationery(), a_permit_file(), kind, LetterTold())))
    assert "แบบแปลนไม่ครบ" in whole
    assert "อุทธรณ์" in whole


def test_a_late_notice_counts_what_was_sent() -> None:
    file = a_permit_file()
    days = (TODAY - timedelta(days=14), TODAY - timedelta(days=7), TODAY)
    steps = [
        CaseStep(uid=new_uid(), case_uid=file.case.uid, kind=NOTICE, event="late_notice", who="ผู้ทดสอบ",
                 at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
        for day in days
    ]  # fmt: skip
    file = replace(file, steps=steps)  # today's own is printed again as what it was
    assert "ครั้งที่ ๓" in permit_letter(stationery(), file, "late_notice", LetterTold(text="รอผลสำรวจ")).body[1].text


def test_an_order_tells_what_until_when_and_the_appeal() -> None:
    told = OrderTold(("หยุดก่อสร้างชั้นที่ 2",), "ผิดแบบ", date(2026, 3, 1), "125/2569", TODAY)
    made = work_order(stationery(), a_permit_file(), "stop", told)
    assert made.number == "ที่ ๑๒๕/๒๕๖๙"
    assert made.body[2].points == ("๑. หยุดก่อสร้างชั้นที่ ๒",)
    assert "๑ มีนาคม ๒๕๖๙" in made.body[2].text
    assert "๓๐ วัน" in made.appeal


def test_an_order_says_what_the_step_behind_it_said() -> None:
    file = a_permit_file()
    step = replace(file.steps[0], event="order_stop", reason="ผิดแบบ", text="หยุดงาน\nแก้ไขเสา", until=date(2026, 3, 1))
    made = work_order(stationery(), replace(file, steps=[*file.steps, step]), "stop", OrderTold())
    assert made.body[1].text == "ผิดแบบ"
    assert made.body[2].points == ("๑. หยุดงาน", "๒. แก้ไขเสา")
    assert "๑ มีนาคม ๒๕๖๙" in made.body[2].text


def test_a_notice_is_received_and_not_permitted() -> None:
    file = a_permit_file()
    permit = replace(file.of_desk[Permit][0], work="notify", notified="build")  # type: ignore[call-arg]
    made = licence(stationery(), replace(file, of_desk={**file.of_desk, Permit: [permit]}))
    assert "ได้รับแจ้งว่าจะก่อสร้างอาคาร" in made.grant
    assert made.holder[0][0] == "ผู้แจ้ง"
    assert made.form.number == "แบบ ยผ.๔"


def test_forms_that_nobody_has_confirmed_say_so() -> None:
    made = licence(stationery(), a_permit_file())
    assert (made.form.number, made.form.unconfirmed) == ("แบบ อ.๑", "ยังไม่ได้ยืนยัน")
    letter = permit_letter(stationery(), a_permit_file(), "collect", LetterTold())
    assert (letter.form.number, letter.form.unconfirmed) == ("แบบ น.๑", "ยังไม่ได้ยืนยัน")


def test_an_identity_number_is_masked_unless_it_was_asked_for() -> None:
    file = a_permit_file()
    person = replace(file.people[0][1], number_masked="x-xxxx-xxxx0-00-5")
    file = replace(file, people=[(file.people[0][0], person)])
    masked = dict(licence(stationery(), file).holder)["เลขประจำตัว"]
    assert NUMBER not in in_thai_figures(masked)
    assert masked == "x-xxxx-xxxx0-00-5"
    assert dict(licence(stationery(), file, {person.uid: NUMBER}).holder)["เลขประจำตัว"] == in_thai_figures(NUMBER)


def test_every_paper_can_be_written_in_english() -> None:
    paper: Stationery = stationery("en")
    made = permit_letter(paper, a_permit_file(), "refusal", LetterTold(day=TODAY))
    assert made.day == "15 Jan 2026"
    assert "1 Jan" not in made.number
    assert not made.thai_digits


def test_no_paper_lacks_a_word() -> None:
    for long in (False, True):
        for name, made in every_paper(long=long).items():
            shown = str(made)
            for prefix in ("letter.", "order.", "licence.", "slip.", "inspection.", "paper."):
                assert f"'{prefix}" not in shown, (name, prefix)
    assert isinstance(every_paper(long=True)["answer"], Letter)
