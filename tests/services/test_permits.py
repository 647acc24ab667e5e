"""Applications taken in, led through their states by the right people, issued, refused, renewed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import MultiPolygon, Polygon
from tests.builders import a_project
from tests.permits import (
    CHIEF,
    COUNTER,
    EVERYTHING,
    NUMBER,
    PHONE,
    SURVEYOR,
    Desk,
    E,
    N,
    a_house,
    a_person,
    at,
)
from tests.private import leaks

from ltaxgis.domain.cases import Case, CaseParty, StepTold
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.permit_fees import other_fee
from ltaxgis.domain.permits import Permit, PermitCheck, PermitPaper
from ltaxgis.domain.project import Actor
from ltaxgis.services.case_file import cases_on
from ltaxgis.services.case_numbers import reserve_number, void_number
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.permit_steps import amended_due, transfer_permit
from ltaxgis.services.permits import Receipt, a_floor, compute_fee, edit_permit, enter_receipt


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


def refused(desk: Desk, uid: Uid, event: str, actor: Actor = EVERYTHING, **told: Any) -> str:
    with pytest.raises(Refused) as why:
        desk.step(uid, event, actor, **told)
    return why.value.code


def accepted(desk: Desk, **fields: Any) -> Uid:
    uid = desk.receive(**fields).received.case.uid
    desk.bring_papers(uid)
    desk.step(uid, "accept", COUNTER)
    return uid


def test_an_application_has_its_numbers_clock_division_and_the_sum_of_its_floors(desk: Desk) -> None:
    told = desk.receive(plots=2)

    case = told.received.case
    assert told.received.numbers == ("BP-2569-00001", "1/2569")
    assert (case.due, case.division, case.state) == (date(2026, 2, 19), "engineering", "submitted")
    assert (told.permit.area, told.permit.largest_floor, told.over_limit) == (8000, 8000, False)
    assert [one.code for one in told.papers if one.needed] == ["D01", "D02", "D03", "D04"]
    with desk.project.reading() as reading:
        assert [one.uid for one in cases_on(reading, EVERYTHING, desk.plots[1])] == [case.uid]


def test_more_than_150_m2_is_told_and_not_refused(desk: Desk) -> None:
    uid = accepted(desk)

    edit_permit(desk.project, COUNTER, uid, {}, [a_floor(1, 9000), a_floor(2, 6001)])

    assert desk.permit(uid).area == 15_001
    assert desk.permit(uid).largest_floor == 9000
    assert desk.state(uid) == "accepted"


def test_who_is_no_owner_and_sends_an_agent_needs_more_papers(desk: Desk) -> None:
    people = [a_person(), a_person("owner"), a_person("agent"), a_person("engineer", licence_no="ภย.12345")]

    told = desk.receive(people=people, storeys=2)

    assert {"D05", "D07", "D11"} <= {one.code for one in told.papers if one.needed}
    with desk.project.reading() as reading:
        parties = reading.having(CaseParty, "case_uid", [told.received.case.uid])
    assert {(one.role, one.licence_no) for one in parties} >= {("engineer", "ภย.12345"), ("agent", "")}


def test_no_private_number_stays_in_texts(desk: Desk) -> None:
    people = [a_person(number=NUMBER, phone=PHONE)]

    uid = desk.receive(people=people, materials=f"อิฐ โทร {PHONE}").received.case.uid
    edit_permit(desk.project, COUNTER, uid, {"conditions": f"ให้ติดต่อ {NUMBER}"})

    permit = desk.permit(uid)
    assert PHONE not in permit.materials
    assert NUMBER not in permit.conditions
    with desk.project.reading() as reading:
        assert reading.having(Owner, "first_name", ["มานี"])[0].number_masked != NUMBER


def test_the_usual_way_each_by_his_own_role(desk: Desk) -> None:
    uid = accepted(desk)
    desk.step(uid, "screen", SURVEYOR)
    desk.check(uid)
    for event in ("inspect", "check_plan", "propose"):
        desk.step(uid, event, SURVEYOR)
    assert refused(desk, uid, "sign", SURVEYOR) == "permits.not_your_signature"
    desk.step(uid, "sign", CHIEF)
    desk.step(uid, "ask_fee", COUNTER)
    assert compute_fee(desk.project, COUNTER, desk.book, uid, desk.now).total == 20_000 + 80 * 50
    desk.pay(uid, amount=24_000)
    desk.step(uid, "issue", COUNTER, text="ห้ามกองวัสดุบนทางเท้า")

    permit, case = desk.permit(uid), desk.file(uid).case
    assert (permit.licence_no, permit.issued_on, permit.valid_to) == ("1/2569", date(2026, 1, 5), date(2027, 1, 4))
    assert permit.conditions == "ห้ามกองวัสดุบนทางเท้า"
    assert (case.state, case.closed_on, case.due) == ("issued", date(2026, 1, 5), date(2026, 2, 19))


def test_a_chief_who_signed_on_paper_is_entered_with_his_name(desk: Desk) -> None:
    uid = accepted(desk)
    desk.check(uid)
    desk.step(uid, "propose")

    desk.step(uid, "sign", COUNTER, who="ประสิทธิ์ นายก", position="นายกเทศมนตรี", on_paper=True)

    step = desk.file(uid).steps[-1]
    assert (step.who, step.on_paper, desk.state(uid)) == ("ประสิทธิ์ นายก", True, "signed")


def test_no_licence_without_receipt_and_map_report(desk: Desk) -> None:
    uid = accepted(desk)
    assert refused(desk, uid, "propose") == "permits.no_map_report"
    desk.check(uid)
    desk.step(uid, "propose")
    # another outline: the report was made of something else
    edit_permit(desk.project, SURVEYOR, uid, {"footprint": a_house(6)})
    assert refused(desk, uid, "sign") == "permits.no_map_report"
    desk.check(uid)
    desk.step(uid, "sign")
    assert refused(desk, uid, "issue") == "permits.no_receipt"
    with desk.project.reading() as reading:
        assert reading.last_number("permit_licence", "", 2569) == 0
    desk.pay(uid)
    desk.step(uid, "issue")
    assert desk.permit(uid).licence_no == "1/2569"


def test_papers_are_asked_for_once_and_the_clock_waits(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    assert refused(desk, uid, "accept") == "permits.papers_missing"
    desk.step(uid, "ask_papers", COUNTER, text="ขาดสำเนาโฉนด", until=date(2026, 1, 20))
    assert refused(desk, uid, "return", reason="ไม่ส่งเอกสาร") == "permits.papers_still_time"
    desk.wait(10)
    desk.bring_papers(uid)
    desk.step(uid, "papers_came", COUNTER)

    # ten days stood still: 19 February becomes Sunday 1 March, and that the Monday after
    assert desk.file(uid).case.due == date(2026, 3, 2)
    assert refused(desk, uid, "ask_papers", text="ขาดอีก", until=date(2026, 2, 1)) == "case.no_such_step"
    desk.step(uid, "accept", COUNTER)


def test_who_does_not_bring_his_papers_gets_his_application_back(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.step(uid, "ask_papers", text="ขาดสำเนาโฉนด", until=date(2026, 1, 20))
    desk.wait(16)

    desk.step(uid, "return", reason="พ้นกำหนดส่งเอกสาร")

    assert desk.state(uid) == "returned"


def test_the_clock_is_extended_twice_before_its_day_and_no_more(desk: Desk) -> None:
    uid = accepted(desk)
    days = [desk.file(uid).case.due]
    for _ in range(2):
        desk.step(uid, "extend", SURVEYOR, reason="ต้องรังวัดแนวเขต")
        days.append(desk.file(uid).case.due)

    # 5 April is a Sunday and the 6th Chakri day; the second counts from the raw day
    assert days == [date(2026, 2, 19), date(2026, 4, 7), date(2026, 5, 20)]
    assert desk.file(uid).case.due_raw == date(2026, 5, 20)
    assert refused(desk, uid, "extend", reason="อีกครั้ง") == "permits.no_more_extension"


@pytest.mark.parametrize("day", [date(2026, 2, 19), date(2026, 2, 20)])
def test_on_its_last_day_or_after_nobody_extends(desk: Desk, day: date) -> None:
    uid = accepted(desk)
    desk.now = at(day)

    assert refused(desk, uid, "extend", reason="ล่าช้า") == "permits.extension_late"
    assert desk.permit(uid).extended == 0


def test_amended_plans_have_30_days(desk: Desk) -> None:
    uid = accepted(desk)
    desk.step(uid, "check_plan", SURVEYOR)
    desk.step(uid, "order_amend", SURVEYOR, text="แก้ระยะร่นด้านหน้า")
    desk.wait(7)
    desk.step(uid, "amended", COUNTER)

    due = amended_due(desk.permit(uid), desk.book)
    assert due is not None
    assert due.day == date(2026, 2, 11)


def test_a_refusal_has_its_reasons_and_tells_of_the_appeal(desk: Desk) -> None:
    uid = accepted(desk)
    desk.check(uid)
    desk.step(uid, "propose")
    assert refused(desk, uid, "refuse", CHIEF) == "case.needs_reason"

    desk.step(uid, "refuse", CHIEF, reason="แนวอาคารล้ำเขตถนน")

    assert desk.state(uid) == "refused"
    assert desk.permit(uid).refusal.startswith("แนวอาคารล้ำเขตถนน\n")
    assert "อุทธรณ์" in desk.permit(uid).refusal
    desk.step(uid, "appeal", COUNTER)
    desk.step(uid, "appeal_upheld", CHIEF, reason="คำวินิจฉัยที่ 5/2569")
    # what was decided once is not late from its first day on
    assert (desk.state(uid), desk.file(uid).case.due) == ("proposed", None)


def test_a_licence_is_renewed_before_its_end_and_not_after(desk: Desk) -> None:
    uid = desk.issued()
    assert other_fee(desk.permit(uid), desk.book, "renewal", desk.now.date()).confirmed is False
    desk.now = at(date(2026, 12, 20))
    desk.step(uid, "ask_renewal", COUNTER)
    assert refused(desk, uid, "renew", until=date(2028, 1, 4)) == "permits.no_receipt"
    desk.pay(uid, "ล.99/1", renewal=True)
    assert refused(desk, uid, "renew", until=date(2026, 12, 31)) == "permits.not_longer"
    desk.step(uid, "renew", CHIEF, until=date(2028, 1, 4))

    permit = desk.permit(uid)
    assert (permit.valid_to, permit.renewals, permit.receipt_no, permit.renewal_receipt) == (
        date(2028, 1, 4), 1, "ล.12/34", "ล.99/1",
    )  # fmt: skip
    desk.now = at(date(2028, 1, 5))
    assert refused(desk, uid, "ask_renewal") == "permits.expired_already"
    desk.step(uid, "expire", COUNTER)
    assert desk.state(uid) == "expired"


def test_a_licence_that_is_not_collected_lapses(desk: Desk) -> None:
    uid = accepted(desk)
    desk.check(uid)
    for event in ("propose", "sign", "ask_fee"):
        desk.step(uid, event)
    desk.pay(uid)
    desk.step(uid, "issue")
    assert refused(desk, uid, "not_collected") == "permits.collect_still_time"
    desk.wait(31)
    desk.step(uid, "not_collected", COUNTER)
    desk.step(uid, "lapse", COUNTER)

    assert desk.state(uid) == "lapsed"


def test_a_transfer_keeps_who_had_it_before(desk: Desk) -> None:
    uid = desk.issued()
    heir = a_person(number=NUMBER)

    assert refused(desk, uid, "transfer") == "permits.transfer_to_whom"
    with pytest.raises(Refused, match=r"permits\.not_your_signature"):
        transfer_permit(desk.project, COUNTER, desk.book, uid, heir, StepTold(), desk.now)
    transfer_permit(desk.project, CHIEF, desk.book, uid, heir, StepTold(), desk.now)

    assert sorted(party.role for party, _ in desk.file(uid).people) == ["applicant", "former_applicant"]
    assert desk.state(uid) == "active"


def test_orders_stop_correct_and_remove(desk: Desk) -> None:
    uid = desk.issued()
    desk.step(uid, "order_stop", CHIEF, reason="ก่อสร้างผิดแบบ")
    desk.step(uid, "order_correct", CHIEF, reason="ให้แก้ระยะร่น")
    desk.step(uid, "order_remove", CHIEF, reason="ไม่แก้ไข")
    assert desk.file(uid).case.closed_on is None
    desk.step(uid, "order_obeyed", SURVEYOR, text="รื้อถอนแล้ว")

    assert desk.state(uid) == "closed"


def test_who_obeyed_goes_on_building_while_his_licence_lasts(desk: Desk) -> None:
    uid = desk.issued()
    desk.step(uid, "order_stop", CHIEF, reason="ก่อสร้างผิดแบบ")
    desk.step(uid, "order_obeyed", SURVEYOR, text="แก้แล้ว")
    assert desk.state(uid) == "active"
    desk.step(uid, "order_stop", CHIEF, reason="อีกครั้ง")
    desk.now = at(date(2027, 1, 5))
    assert refused(desk, uid, "order_obeyed", text="แก้แล้ว") == "permits.expired_already"
    desk.step(uid, "close_order", SURVEYOR, text="แก้แล้ว ใบอนุญาตหมดอายุ")


def test_building_without_a_licence_is_stopped_while_the_application_goes_on(desk: Desk) -> None:
    uid = accepted(desk)

    desk.step(uid, "order_stop_early", CHIEF, reason="เริ่มก่อสร้างก่อนได้รับอนุญาต")

    assert desk.state(uid) == "accepted"


def test_a_notice_gets_its_receipt_and_is_extended_never_renewed(desk: Desk) -> None:
    told = desk.receive(kind="notify", notified="build")
    uid = told.received.case.uid
    assert {one.code for one in told.papers} == {"N01", "N02", "N03", "N04", "N05", "N06"}
    # three working days for the receipt
    assert told.received.case.due == date(2026, 1, 8)
    desk.bring_papers(uid)
    assert refused(desk, uid, "accept") == "permits.not_for_notice"
    assert refused(desk, uid, "give_receipt") == "permits.no_receipt"
    desk.pay(uid)
    assert refused(desk, uid, "give_receipt") == "permits.no_map_report"
    desk.check(uid)
    desk.step(uid, "give_receipt", COUNTER)

    assert desk.permit(uid).licence_no == "1/2569"
    # the office's 120 days to object are nobody's to wait for
    later = desk.file(uid, date(2026, 9, 1))
    assert (later.case.due, later.clock.due, later.clock.mark, later.clock.notices) == (None, None, 0, ())
    assert refused(desk, uid, "ask_renewal") == "case.no_such_step"
    desk.step(uid, "prolong", COUNTER, until=date(2028, 1, 4))
    assert desk.permit(uid).valid_to == date(2028, 1, 4)
    assert desk.permit(uid).renewals == 0


def test_after_120_days_only_three_matters_are_objected_to(desk: Desk) -> None:
    uid = desk.receive(kind="notify").received.case.uid
    desk.bring_papers(uid)
    desk.pay(uid)
    desk.check(uid)
    desk.step(uid, "give_receipt")
    assert refused(desk, uid, "close_notice") == "permits.objection_still_time"
    desk.wait(121)

    assert refused(desk, uid, "object", text="แบบไม่ถูกต้อง") == "permits.objection_late"
    desk.step(uid, "object", CHIEF, text="ล้ำทางสาธารณะ", reason="public_land")
    desk.step(uid, "correct", COUNTER)
    desk.step(uid, "close_notice", COUNTER)
    assert desk.state(uid) == "closed"


def test_a_receipt_has_a_number_or_a_reason_and_the_right_money(desk: Desk) -> None:
    uid = accepted(desk)
    compute_fee(desk.project, COUNTER, desk.book, uid, desk.now)

    def entered(**told: Any) -> str:
        with pytest.raises(Refused) as why:
            enter_receipt(desk.project, COUNTER, uid, Receipt(**told), desk.now)
        return why.value.code

    assert entered(number=" ") == "permits.receipt_empty"
    assert entered(number="1", amount=100) == "permits.receipt_differs"
    enter_receipt(desk.project, COUNTER, uid, Receipt(exempt_reason="บรรเทาสาธารณภัย"), desk.now)
    assert (desk.permit(uid).fee, desk.permit(uid).exempt_reason) == (0, "บรรเทาสาธารณภัย")


def test_what_a_step_decides_cannot_be_typed(desk: Desk) -> None:
    uid = accepted(desk)

    with pytest.raises(Refused, match=r"case\.fixed_field"):
        edit_permit(desk.project, EVERYTHING, uid, {"licence_no": "99/2569"})


@pytest.mark.parametrize("fields", [{"storeys": -3}, {"height": -1}, {"accuracy_m": -0.1}])
def test_nothing_is_less_than_nothing(desk: Desk, fields: dict[str, Any]) -> None:
    uid = desk.receive().received.case.uid

    with pytest.raises(Refused, match=r"permits\.bad_measure"):
        edit_permit(desk.project, COUNTER, uid, fields)
    with pytest.raises(Refused, match=r"permits\.bad_measure"):
        desk.receive(**fields)
    with pytest.raises(Refused, match=r"permits\.bad_measure"):
        desk.pay(uid, amount=-500)


def test_an_outline_that_crosses_itself_or_is_two_is_refused_in_words(desk: Desk) -> None:
    crossed = Polygon([(E, N), (E + 10, N + 10), (E + 10, N), (E, N + 10)])
    with pytest.raises(Refused, match=r"permits\.footprint_crosses"):
        desk.receive(footprint=crossed)
    with pytest.raises(Refused, match=r"permits\.footprint_kind"):
        desk.receive(footprint=MultiPolygon([a_house(), a_house(40)]))

    alone = desk.receive(footprint=MultiPolygon([a_house()]))
    assert alone.permit.footprint == a_house()


def test_a_kind_of_work_that_no_list_knows_takes_no_number(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"permits\.no_work"):
        desk.receive(kind="castle")

    assert desk.receive().received.case.number == "BP-2569-00001"


def test_no_private_number_stays_in_reasons_and_lists(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    told = f"ผู้ยื่น โทร {PHONE} เลข {NUMBER}"
    edit_permit(desk.project, COUNTER, uid, {"drawings": json.dumps([told])})
    enter_receipt(desk.project, COUNTER, uid, Receipt(exempt_reason=told), desk.now)
    kept = reserve_number(desk.project, COUNTER, desk.book, "permit_request", desk.now.date(), reason=told)
    void_number(desk.project, EVERYTHING, kept.uid, told)

    assert leaks(desk.project.path, {PHONE, NUMBER}) == {}


def test_a_licence_number_is_never_taken_back_but_a_step_is(desk: Desk) -> None:
    uid = desk.issued()
    with desk.project.reading() as reading:
        lines = reading.journal()
    collected, issued = lines[0], lines[1]

    take_back(desk.project, EVERYTHING, collected.number)
    assert desk.state(uid) == "issued"
    with pytest.raises(Refused, match=r"undo\.number_given"):
        take_back(desk.project, EVERYTHING, issued.number)


def test_the_map_report_replaces_the_one_before(desk: Desk) -> None:
    uid = accepted(desk)

    first, second = desk.check(uid), desk.check(uid)

    assert first == second
    assert first["C1"] == "pass"
    assert first["C2"] == "not_applicable"  # the street is 6 m wide
    with desk.project.reading() as reading:
        assert len(reading.having(PermitCheck, "case_uid", [uid])) == 14


def test_the_days_on_which_papers_came_are_kept(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    with desk.project.reading() as reading:
        papers = reading.having(PermitPaper, "case_uid", [uid])
        assert all(one.came_on == date(2026, 1, 5) for one in papers)
        assert reading.count(Permit) == reading.count(Case) == 1


def test_a_name_of_4000_characters_is_refused_and_takes_no_number(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"case\.too_long") as refused:
        desk.receive(people=[PersonDraft("applicant", owner=Owner(uid=new_uid(), first_name="ก" * 4_000))])
    assert len(str(refused.value.facts["text"])) <= 30
    assert desk.receive().received.case.number.endswith("00001")


def test_texts_of_a_permit_end_somewhere(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    with pytest.raises(Refused, match=r"case\.too_long"):
        edit_permit(desk.project, EVERYTHING, uid, {"materials": "ค" * 4_000})
