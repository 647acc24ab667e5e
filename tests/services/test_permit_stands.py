"""What a licence allowed stands, and its numbers of papers carry nobody's identity number."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.permits import COUNTER, EVERYTHING, NUMBER, PHONE, Desk, a_house, at
from tests.private import leaks

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.permits import PermitCheck, PermitFloor
from ltaxgis.domain.thai.identity import check_digit_holds
from ltaxgis.services.permit_lists import late_permits
from ltaxgis.services.permit_steps import upheld_due
from ltaxgis.services.permits import Receipt, a_floor, compute_fee, edit_permit, enter_receipt


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


ALLOWED: list[dict[str, Any]] = [
    {"area": 9000}, {"storeys": 2}, {"use": "shop_house"}, {"footprint": a_house(6)}, {"height": 500},
    {"work": "alter"}, {"walls": "[]"},
]  # fmt: skip


@pytest.mark.parametrize("fields", ALLOWED)
def test_what_a_licence_allows_is_not_edited(desk: Desk, fields: dict[str, Any]) -> None:
    uid = desk.issued()
    before = desk.permit(uid)

    with pytest.raises(Refused, match=r"permits\.licence_stands"):
        edit_permit(desk.project, EVERYTHING, uid, fields)

    assert desk.permit(uid) == before
    with desk.project.reading() as reading:
        assert reading.having(PermitCheck, "case_uid", [uid])


def test_the_floors_of_a_licence_stand_though_their_sum_is_the_same(desk: Desk) -> None:
    uid = desk.issued()

    with pytest.raises(Refused, match=r"permits\.licence_stands"):
        edit_permit(desk.project, EVERYTHING, uid, {}, [a_floor(1, 8000, "shop_house")])

    edit_permit(desk.project, EVERYTHING, uid, {}, [a_floor(1, 8000)])
    with desk.project.reading() as reading:
        assert [(one.area, one.use) for one in reading.having(PermitFloor, "case_uid", [uid])] == [(8000, "")]


def test_it_stands_from_the_signature_on_and_through_every_order(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    desk.step(uid, "accept")
    desk.check(uid)
    desk.step(uid, "propose")
    edit_permit(desk.project, EVERYTHING, uid, {"storeys": 2})
    desk.check(uid)
    desk.pay(uid)
    for event in ("sign", "ask_fee", "issue", "collect", "order_stop"):
        desk.step(uid, event, reason="เหตุผล")
        with pytest.raises(Refused, match=r"permits\.licence_stands"):
            edit_permit(desk.project, EVERYTHING, uid, {"storeys": 1})


def test_what_was_notified_stands_once_its_receipt_is_given(desk: Desk) -> None:
    uid = desk.receive(kind="notify", notified="build").received.case.uid
    desk.bring_papers(uid)
    desk.pay(uid)
    desk.check(uid)
    desk.step(uid, "give_receipt")

    with pytest.raises(Refused, match=r"permits\.licence_stands"):
        edit_permit(desk.project, EVERYTHING, uid, {"notified": "alter"})


def test_the_rest_of_a_licensed_permit_is_still_corrected(desk: Desk) -> None:
    uid = desk.issued()
    same = {"area": 8000, "storeys": 1, "use": "house", "height": 450, "footprint": a_house()}

    edit_permit(desk.project, COUNTER, uid, {**same, "materials": "คอนกรีต", "house_no": "99/9"})

    assert (desk.permit(uid).materials, desk.permit(uid).house_no) == ("คอนกรีต", "99/9")


def test_an_identity_number_is_no_house_number_and_no_receipt(desk: Desk) -> None:
    uid = desk.issued()
    edit_permit(desk.project, COUNTER, uid, {"house_no": f"99/9 {NUMBER} {PHONE}"})
    other = desk.receive().received.case.uid
    enter_receipt(desk.project, COUNTER, other, Receipt(f"ล.1 {NUMBER}"), desk.now)
    enter_receipt(desk.project, COUNTER, uid, Receipt(f"ล.2 {NUMBER}", renewal=True), desk.now)
    assert desk.permit(uid).house_no.startswith("99/9 x-xxxx-xxxx")
    assert desk.permit(other).receipt_no.startswith("ล.1 x-xxxx-xxxx")
    assert desk.permit(uid).renewal_receipt.startswith("ล.2 x-xxxx-xxxx")
    enter_receipt(desk.project, COUNTER, uid, Receipt(exempt_reason=f"ถาม {PHONE}", renewal=True), desk.now)
    desk.step(uid, "complete")
    desk.step(uid, "house_number", text=f"12/3 {NUMBER}")

    assert desk.permit(uid).house_no.startswith("12/3 x-xxxx-xxxx")
    assert leaks(desk.project.path, {NUMBER, PHONE}) == {}


def test_a_receipt_number_that_looks_like_an_identity_number_of_nobody_here_stays(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    assert check_digit_holds("1569000123457")

    enter_receipt(desk.project, COUNTER, uid, Receipt("1569000123457"), desk.now)
    enter_receipt(desk.project, COUNTER, uid, Receipt("2569 000 123 455", renewal=True), desk.now)

    assert (desk.permit(uid).receipt_no, desk.permit(uid).renewal_receipt) == ("1569000123457", "2569 000 123 455")


def test_a_receipt_number_that_looks_like_a_telephone_number_stays(desk: Desk) -> None:
    uid = desk.receive().received.case.uid

    enter_receipt(desk.project, COUNTER, uid, Receipt("0812345678"), desk.now)
    enter_receipt(desk.project, COUNTER, uid, Receipt("0812345679", renewal=True), desk.now)

    assert (desk.permit(uid).receipt_no, desk.permit(uid).renewal_receipt) == ("0812345678", "0812345679")


def test_a_signature_is_taken_back_with_a_reason_and_what_it_held_may_change(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    desk.step(uid, "accept")
    desk.check(uid)
    for event in ("propose", "sign", "ask_fee"):
        desk.step(uid, event)

    with pytest.raises(Refused, match=r"case\.needs_reason"):
        desk.step(uid, "unsign")
    desk.step(uid, "unsign", reason="ลงนามผิดฉบับ")

    assert desk.file(uid).case.state == "proposed"
    permit = desk.permit(uid)
    assert (permit.signed_on, permit.collect_by) == (None, None)
    edit_permit(desk.project, EVERYTHING, uid, {"storeys": 2})


def test_the_counter_takes_no_signature_back_by_itself(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    desk.step(uid, "accept")
    desk.check(uid)
    for event in ("propose", "sign"):
        desk.step(uid, event)
    with pytest.raises(Refused, match=r"permits\.not_your_signature"):
        desk.step(uid, "unsign", COUNTER, reason="เปลี่ยนใจ")


def test_a_fee_stands_once_the_licence_is_issued_but_for_a_renewal(desk: Desk) -> None:
    uid = desk.issued()
    before = desk.permit(uid)

    with pytest.raises(Refused, match=r"permits\.fee_stands"):
        compute_fee(desk.project, COUNTER, desk.book, uid, desk.now)
    with pytest.raises(Refused, match=r"permits\.fee_stands"):
        enter_receipt(desk.project, COUNTER, uid, Receipt("RC-2"), desk.now)
    for fields in ({"parking_area": 100}, {"heavy_load": True}, {"fence_length": 5}):
        with pytest.raises(Refused, match=r"permits\.fee_stands"):
            edit_permit(desk.project, EVERYTHING, uid, fields)
    assert desk.permit(uid) == before
    enter_receipt(desk.project, COUNTER, uid, Receipt("RC-3", renewal=True), desk.now)


def test_after_an_upheld_appeal_the_application_is_decided_within_30_days(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    desk.step(uid, "accept")
    desk.check(uid)
    desk.step(uid, "propose")
    desk.step(uid, "refuse", reason="ระยะร่น")
    desk.step(uid, "appeal")
    desk.now = at(date(2026, 3, 2))
    desk.step(uid, "appeal_upheld", reason="คำวินิจฉัยที่ 3/2569")

    due = upheld_due(desk.permit(uid), desk.book)
    assert due is not None
    assert due.day == date(2026, 4, 1)
    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 3, 31)) == []
        (late,) = late_permits(reading, COUNTER, desk.book, date(2026, 4, 8))
    assert (late.due, list(late.notices)) == (date(2026, 4, 1), [date(2026, 4, 1), date(2026, 4, 8)])

    desk.step(uid, "sign")
    assert upheld_due(desk.permit(uid), desk.book) is None
