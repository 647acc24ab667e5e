"""Petitions taken in, led to their end, answered and rated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.petitions import CHIEF, COUNTER, SURVEYOR, VIEWER, Desk, a_lamp, a_person, build_street

from ltaxgis.domain.cases import Case, CaseLink, CaseParty
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import Petition, may_see_petitioner
from ltaxgis.domain.users import User, pin_fits
from ltaxgis.services.case_file import cases_on
from ltaxgis.services.case_steps import Sorting, edit_case
from ltaxgis.services.petitions import give_pin

NUMBER, PHONE = "1000000000009", "0891234567"


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def refused(desk: Desk, uid: Uid, event: str, text: str = "", **told: Any) -> str:
    with pytest.raises(Refused) as why:
        desk.step(uid, event, text, **told)
    return why.value.code


def test_a_lamp_is_received_with_number_division_clock_and_parcel(desk: Desk) -> None:
    parcel, *_ = build_street(desk)

    received = desk.receive()

    case = received.case
    assert case.number.startswith("PT69-000001-")
    assert (case.division, case.state, case.due) == ("engineering", "new", date(2026, 2, 9))
    assert case.title == "ไฟทางดับหน้าบ้าน 2 ต้น"
    with desk.project.reading() as reading:
        assert [one.target_uid for one in reading.having(CaseLink, "case_uid", [case.uid])] == [parcel]


def test_a_kind_that_correspondence_registers_has_both_numbers(desk: Desk) -> None:
    received = desk.receive(a_lamp(kind="nuisance", category="noise", text="เสียงเลื่อยไฟฟ้าตอนกลางคืน"))

    assert received.numbers == (received.case.number, "1/2569")


def test_nothing_is_kept_of_who_wants_no_name(desk: Desk) -> None:
    case = desk.receive(a_lamp(anonymous=True, public_name=True)).case

    with desk.project.reading() as reading:
        assert reading.having(CaseParty, "case_uid", [case.uid]) == []
        assert reading.count(Owner) == 0
    assert desk.petition(case.uid).anonymous
    assert not desk.petition(case.uid).public_name


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (a_lamp(kind="nuisance", category="noise", anonymous=True), "petition.not_anonymous"),
        (a_lamp(kind="staff", category="staff", anonymous=True, named=("ก",)), "petition.not_anonymous"),
        (a_lamp(kind="staff", category="staff"), "petition.needs_named"),
        (a_lamp(person=None), "petition.needs_person"),
        (a_lamp(text="  "), "petition.needs_details"),
        (a_lamp(kind="ghost"), "petition.no_kind"),
        (a_lamp(category="ghost"), "petition.no_category"),
        (a_lamp(person=a_person("ก" * 4_000)), "petition.too_long"),
        (a_lamp(text="ก" * 20_001), "petition.too_long"),
        (a_lamp(person=a_person(number="1000000000008")), "person.bad_number"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_uses_no_number(desk: Desk, draft: object, code: str) -> None:
    assert isinstance(draft, type(a_lamp()))

    with pytest.raises(Refused) as why:
        desk.receive(draft)

    assert why.value.code == code
    assert desk.receive().case.number.startswith("PT69-000001-")


def test_a_viewer_receives_nothing(desk: Desk) -> None:
    with pytest.raises(Refused) as why:
        desk.receive(actor=VIEWER)

    assert why.value.code == "role.may_not"


def test_one_citizen_is_one_record_over_all_his_petitions(desk: Desk) -> None:
    for _ in range(2):
        desk.receive(a_lamp(person=a_person(phone="089-123-4567")))

    with desk.project.reading() as reading:
        assert reading.count(Owner) == 1


def test_a_lamp_changed_in_the_morning_needs_one_step_and_its_photo(desk: Desk) -> None:
    uid = desk.receive().case.uid

    assert refused(desk, uid, "resolve", "เปลี่ยนหลอดแล้ว") == "petition.needs_photo"
    desk.photo(uid)
    case = desk.step(uid, "resolve", "เปลี่ยนหลอดแล้ว", SURVEYOR)

    assert (case.state, case.closed_on) == ("resolved", date(2026, 2, 2))
    assert desk.petition(uid).answered_on == date(2026, 2, 2)
    assert [(one.event, one.public) for one in desk.steps(uid)][-1] == ("resolve", True)
    assert desk.step(uid, "close").state == "closed"


def test_nobody_resolves_without_saying_what_was_done(desk: Desk) -> None:
    uid = desk.receive().case.uid
    desk.photo(uid)

    assert refused(desk, uid, "resolve") == "case.needs_text"


def test_a_pause_moves_the_day_and_its_reason_is_for_the_citizen(desk: Desk) -> None:
    uid = desk.receive().case.uid
    assert refused(desk, uid, "hold", until=date(2026, 2, 20)) == "case.needs_reason"
    assert refused(desk, uid, "hold", reason="materials") == "case.needs_until"
    assert refused(desk, uid, "hold", reason="materials", until=date(2026, 2, 1)) == "case.until_past"

    desk.step(uid, "hold", reason="materials", until=date(2026, 2, 20))
    desk.wait(7)
    case = desk.step(uid, "resume")

    assert desk.steps(uid)[-2].public
    assert case.due == date(2026, 2, 16)


def test_a_refusal_takes_its_reason_from_the_list(desk: Desk) -> None:
    uid = desk.receive().case.uid

    assert refused(desk, uid, "reject", reason="ไม่อยากทำ") == "petition.needs_reject_code"
    assert desk.step(uid, "reject", reason="not_ours").state == "rejected"
    assert desk.petition(uid).reject_code == "not_ours"
    assert desk.step(uid, "take_back", reason="เป็นถนนของเทศบาล").state == "accepted"
    assert desk.petition(uid).reject_code == ""


def test_what_is_forwarded_names_the_body_and_is_closed_with_its_answer(desk: Desk) -> None:
    uid = desk.receive().case.uid

    assert refused(desk, uid, "forward") == "case.needs_agency"
    desk.step(uid, "forward", agency="การไฟฟ้าส่วนภูมิภาค", agency_ref="มท 5306/12")
    petition = desk.petition(uid)

    assert (petition.agency, petition.agency_ref, petition.answered_on) == (
        "การไฟฟ้าส่วนภูมิภาค", "มท 5306/12", date(2026, 2, 2)
    )  # fmt: skip
    assert desk.step(uid, "close", "กฟภ. เปลี่ยนหม้อแปลงแล้ว").state == "closed"


def test_reopening_counts_and_ends_at_the_third_time(desk: Desk) -> None:
    uid = desk.receive().case.uid
    desk.photo(uid)
    for _ in range(3):
        desk.step(uid, "resolve", "เปลี่ยนหลอดแล้ว")
        desk.step(uid, "reopen", reason="ยังดับอยู่")
    desk.step(uid, "resolve", "เปลี่ยนโคมแล้ว")

    assert desk.petition(uid).reopened == 3
    assert refused(desk, uid, "reopen", reason="ดับอีก") == "petition.reopened_too_often"


def test_stars_are_given_once_for_each_time_it_was_done(desk: Desk) -> None:
    uid = desk.receive().case.uid
    desk.photo(uid)
    assert refused(desk, uid, "rate", stars=5) == "case.no_such_step"
    desk.step(uid, "resolve", "เปลี่ยนหลอดแล้ว")

    assert refused(desk, uid, "rate", stars=6) == "petition.needs_stars"
    desk.step(uid, "rate", "ดีมาก", stars=5)
    assert (desk.petition(uid).stars, desk.petition(uid).rating_text) == (5, "ดีมาก")
    assert refused(desk, uid, "rate", stars=1) == "petition.rated_already"

    desk.step(uid, "reopen", reason="ดับอีก")
    desk.step(uid, "resolve", "เปลี่ยนโคมแล้ว")
    desk.step(uid, "rate", stars=2)
    assert desk.petition(uid).stars == 2
    assert [one.event for one in desk.steps(uid)].count("rate") == 2


def test_a_complaint_about_an_official_is_for_those_named_and_closed_by_an_approver(desk: Desk) -> None:
    staff = a_lamp(kind="staff", category="staff", text="เรียกรับเงิน", named=(CHIEF.name,))
    uid = desk.receive(staff).case.uid

    assert desk.case(uid).visible_to == f"{CHIEF.name}|{COUNTER.name}"
    assert refused(desk, uid, "start", actor=SURVEYOR) == "case.not_for_you"
    desk.step(uid, "resolve", "สอบข้อเท็จจริงแล้ว")
    assert refused(desk, uid, "close") == "petition.staff_approver"
    assert desk.step(uid, "close", actor=CHIEF).state == "closed"


def test_a_complaint_about_an_official_is_one_whatever_kind_was_chosen(desk: Desk) -> None:
    mistaken = a_lamp(kind="service", category="staff", text="เรียกรับเงิน")
    with pytest.raises(Refused) as lacking:
        desk.receive(mistaken)
    uid = desk.receive(replace(mistaken, named=(CHIEF.name,))).case.uid

    assert lacking.value.code == "petition.needs_named"
    assert (desk.case(uid).kind, desk.case(uid).visible_to) == ("staff", f"{CHIEF.name}|{COUNTER.name}")


def test_with_another_category_come_its_division_and_its_clock(desk: Desk) -> None:
    uid = desk.receive().case.uid
    by = Sorting(PETITIONS, desk.book, desk.now)
    lamp = desk.case(uid)
    edit_case(desk.project, COUNTER, uid, {"category": "waste"}, sorting=by)
    waste = desk.case(uid)
    with pytest.raises(Refused) as restricted:
        edit_case(desk.project, COUNTER, uid, {"category": "staff"}, sorting=by)

    # five and three working days after Monday, 2 February
    assert (lamp.division, lamp.due) == ("engineering", date(2026, 2, 9))
    assert (waste.division, waste.due) == ("health", date(2026, 2, 5))
    assert restricted.value.code == "case.named_only"


def test_nobody_is_no_petitioner_and_tomorrow_no_day_of_receipt(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"petition\.needs_person"):
        desk.receive(a_lamp(person=a_person(" ", "")))
    with pytest.raises(Refused, match=r"case\.bad_moment"):
        desk.receive(a_lamp(received_at=desk.now + timedelta(days=400)))

    assert desk.receive().case.number.startswith("PT69-000001-")


@pytest.mark.parametrize("number", ["123456789012", "12345678901234", "1000000000018"])
def test_twelve_and_fourteen_figures_are_no_identity_number(desk: Desk, number: str) -> None:
    with pytest.raises(Refused, match=r"person\.bad_number"):
        desk.receive(a_lamp(person=a_person(number=number)))

    assert desk.receive(a_lamp(person=a_person(number="๑๐๐๐๐๐๐๐๐๐๐๐๙"))).case.number
    assert desk.receive(a_lamp(person=a_person("จอห์น", "สมิธ", number="AB123456"))).case.number


def test_who_works_on_it_does_not_see_a_hidden_petitioner(desk: Desk) -> None:
    case = replace(desk.receive().case, assignee=COUNTER.name)
    open_one, hidden = (Petition(uid=Uid("1"), case_uid=case.uid, hide_from_assignee=it) for it in (False, True))

    assert may_see_petitioner(case, open_one, SURVEYOR)
    assert may_see_petitioner(case, hidden, CHIEF)
    assert not may_see_petitioner(case, hidden, COUNTER)
    assert not may_see_petitioner(case, hidden, SURVEYOR)


def test_a_person_does_not_tell_of_petitions_in_which_he_is_hidden(desk: Desk) -> None:
    shown, hidden = (desk.receive(a_lamp(person=a_person(number=NUMBER), hide_from_assignee=it)).case
                     for it in (False, True))  # fmt: skip
    with desk.project.reading() as reading:
        (person,) = {one.owner_uid for one in reading.having(CaseParty, "case_uid", [shown.uid, hidden.uid])}
        seen = [{one.uid for one in cases_on(reading, who, person)} for who in (CHIEF, SURVEYOR)]

    assert seen == [{shown.uid, hidden.uid}, {shown.uid}]


def test_private_numbers_stay_where_they_belong(desk: Desk) -> None:
    draft = a_lamp(
        text=f"โทรกลับที่ {PHONE} เลข {NUMBER}", place_text=f"หน้าบ้าน {PHONE}", person=a_person(number=NUMBER, phone=PHONE)
    )
    uid = desk.receive(draft).case.uid
    desk.step(uid, "assign", f"โทร {PHONE} ก่อนเข้าไป", reason=f"ผู้ร้อง {NUMBER} เร่ง")
    desk.step(uid, "forward", agency=f"กฟภ. {PHONE}", agency_ref=f"อ้าง {PHONE}")

    with desk.project.reading() as reading:
        told = [reading.get(Case, [uid]), desk.steps(uid), reading.journal(), desk.petition(uid)]
        assert PHONE not in repr(told)
        assert NUMBER not in repr(told)
        keys = desk.case(uid).text_keys.split(",")
        assert [reading.number(int(key)) for key in keys] == [NUMBER, PHONE]


def test_a_pin_can_be_given_anew_and_the_old_one_opens_nothing(desk: Desk) -> None:
    received = desk.receive(a_lamp(with_pin=True))
    fresh = give_pin(desk.project, COUNTER, received.case.uid)

    kept = User("", pin=desk.case(received.case.uid).pin)
    assert pin_fits(kept, fresh)
    assert fresh == received.pin or not pin_fits(kept, received.pin)
    assert len(fresh) == 6
