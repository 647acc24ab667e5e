"""Visits, what is late, what runs out, what was built and never reported, and the register's new building."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.permits import CHIEF, COUNTER, EVERYTHING, NUMBER, PHONE, REVENUE, SURVEYOR, Desk, a_person, at

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Ownership
from ltaxgis.domain.permits import PermitVisit
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.services.case_file import cases_on
from ltaxgis.services.case_steps import notice_sent
from ltaxgis.services.edit_register import edit_register, take_back
from ltaxgis.services.permit_building import compare_with_register, to_building
from ltaxgis.services.permit_lists import EXPIRY_LETTER, LATE_NOTICE, expiring, late_permits, unreported
from ltaxgis.services.permit_visits import Found, plan_visit, record_visit, visits_due


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


def finished(desk: Desk) -> Uid:
    uid = desk.issued()
    desk.step(uid, "complete", COUNTER)
    return uid


# visits


def test_a_visit_is_planned_made_and_followed_by_the_next(desk: Desk) -> None:
    uid = desk.issued()
    plan_visit(desk.project, SURVEYOR, uid, date(2026, 2, 1), "วิชัย ช่าง", desk.now, "ตรวจฐานราก")
    with desk.project.reading() as reading:
        ((visit, case),) = visits_due(reading, date(2026, 2, 1))
        assert visits_due(reading, date(2026, 1, 31)) == []
    assert (visit.inspector, case.uid) == ("วิชัย ช่าง", uid)

    found = Found(
        "differs", f"เสาเยื้อง โทร {PHONE}", date(2026, 2, 15), [Uid("p1")], [(500_010.0, 2_000_005.0, "เสาต้นที่ 3")]
    )
    record_visit(desk.project, SURVEYOR, visit.uid, date(2026, 2, 2), found, desk.now)

    with desk.project.reading() as reading:
        made = next(iter(reading.get(PermitVisit, [visit.uid])))
        ((following, _),) = visits_due(reading, date(2026, 2, 28))
    assert (made.result, made.next_on, made.photos) == ("differs", date(2026, 2, 15), "p1")
    assert PHONE not in made.text
    assert "เสาต้นที่ 3" in made.points
    assert (following.planned_on, following.done_on) == (date(2026, 2, 15), None)
    assert [one.event for one in desk.file(uid).steps][-2:] == ["visit_planned", "visit_done"]
    assert desk.state(uid) == "active"


def test_a_visit_has_a_result_that_the_office_knows(desk: Desk) -> None:
    uid = desk.issued()
    plan_visit(desk.project, SURVEYOR, uid, date(2026, 2, 1), "", desk.now)
    with desk.project.reading() as reading:
        ((visit, _),) = visits_due(reading, date(2026, 2, 1))

    with pytest.raises(Refused, match=r"permits\.visit_result"):
        record_visit(desk.project, SURVEYOR, visit.uid, date(2026, 2, 1), Found("ดี"), desk.now)
    with pytest.raises(Refused, match=r"permits\.no_visit"):
        record_visit(desk.project, SURVEYOR, Uid("none"), date(2026, 2, 1), Found("as_planned"), desk.now)


# lists


def test_a_late_application_owes_a_letter_every_seven_days(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 2, 18)) == []
        (today,) = late_permits(reading, COUNTER, desk.book, date(2026, 2, 19))
        (late,) = late_permits(reading, COUNTER, desk.book, date(2026, 3, 1))
    assert today.notices == [date(2026, 2, 19)]
    assert late.notices == [date(2026, 2, 19), date(2026, 2, 26)]
    assert late.owed == 2
    notice_sent(desk.project, COUNTER, uid, LATE_NOTICE, StepTold(text="รอผลรังวัด"), at(date(2026, 3, 1)))
    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 3, 1))[0].owed == 1


def test_who_waits_for_papers_is_not_late(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.step(uid, "ask_papers", text="ขาดโฉนด", until=date(2026, 1, 20))

    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 6, 1)) == []


def test_amended_plans_are_late_after_their_own_30_days(desk: Desk) -> None:
    uid = desk.receive().received.case.uid
    desk.bring_papers(uid)
    for event in ("accept", "check_plan", "order_amend", "amended"):
        desk.step(uid, event, text="แก้ระยะร่น")

    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 2, 3)) == []
        (late,) = late_permits(reading, COUNTER, desk.book, date(2026, 2, 4))
    assert (late.amended, late.due) == (True, date(2026, 2, 4))


def test_licences_that_end_are_told_until_a_letter_went_out(desk: Desk) -> None:
    uid = desk.issued()

    with desk.project.reading() as reading:
        assert expiring(reading, COUNTER, date(2026, 6, 1)) == []
        (ending,) = expiring(reading, COUNTER, date(2026, 12, 1))
    assert (ending.left, ending.told, ending.permit.licence_no) == (34, False, "1/2569")
    notice_sent(desk.project, COUNTER, uid, EXPIRY_LETTER, StepTold(), at(date(2026, 12, 1)))
    with desk.project.reading() as reading:
        assert expiring(reading, COUNTER, date(2026, 12, 2))[0].told
        assert expiring(reading, COUNTER, date(2027, 2, 1))[0].left == -28
    desk.now = at(date(2027, 1, 5))
    desk.step(uid, "expire")
    with desk.project.reading() as reading:
        assert expiring(reading, COUNTER, date(2027, 2, 1)) == []


def test_what_was_never_reported_is_walked_by_in_the_order_of_its_parcels(desk: Desk) -> None:
    first, second = desk.issued(), desk.issued()
    reported = finished(desk)
    after = date(2027, 1, 5)
    desk.now = at(after)
    desk.step(first, "expire")

    with desk.project.reading() as reading:
        assert unreported(reading, COUNTER, date(2027, 1, 4)) == []
        walk = unreported(reading, COUNTER, after)
    assert [one.case.uid for one in walk] == [first, second]
    assert reported not in [one.case.uid for one in walk]
    assert [parcel.code for parcel in walk[0].parcels] == ["01A001"]
    # found on the walk: what has ended may still be reported as finished
    desk.step(first, "complete", COUNTER)
    to_building(desk.project, REVENUE, desk.book, first)
    with desk.project.reading() as reading:
        assert [one.case.uid for one in unreported(reading, COUNTER, after)] == [second]


def test_lists_of_permits_are_cut_into_pages(desk: Desk) -> None:
    amended, *late = [desk.receive().received.case.uid for _ in range(3)]
    desk.bring_papers(amended)
    for event in ("accept", "check_plan", "order_amend", "amended"):
        desk.step(amended, event, text="แก้ระยะร่น")
    licences = [desk.issued() for _ in range(3)]
    when = date(2027, 1, 5)

    with desk.project.reading() as reading:
        pages = [late_permits(reading, COUNTER, desk.book, date(2026, 3, 1), limit=2, offset=start) for start in (0, 2)]
        ending = [expiring(reading, COUNTER, when, limit=2, offset=start) for start in (0, 2, 4)]
        walk = [unreported(reading, COUNTER, when, limit=1, offset=start) for start in range(3)]

    assert [[one.case.uid for one in part] for part in pages] == [[amended, late[0]], [late[1]]]
    assert [one.case.uid for part in ending for one in part] == licences
    assert [len(part) for part in ending] == [2, 1, 0]
    assert [one.case.uid for part in walk for one in part] == licences


# the register


def test_a_finished_house_stands_in_the_register_for_the_next_year(desk: Desk) -> None:
    uid = finished(desk)
    desk.step(uid, "house_number", COUNTER, text="12/3")

    told = to_building(desk.project, REVENUE, desk.book, uid)

    building = told.building
    assert (building.land_uid, building.code, building.parcel_code) == (desk.rows[0], "01A001-B001", "01A001")
    assert (building.year, building.built_year, building.floors, building.floor_area) == (2570, 2026, 1, 8000)
    assert (building.width, building.length, building.use_kind, building.house_no) == (800, 1000, "living", "12/3")
    assert (building.moo, building.road) == ("3", "ถนนริมคลอง")
    assert (told.was, list(told.differences)) == (None, [])
    with desk.project.reading() as reading:
        (held,) = reading.having(Ownership, "subject_uid", [building.uid])
        assert reading.get(Building, [building.uid])[0].code == "01A001-B001"
        assert [one.uid for one in cases_on(reading, REVENUE, building.uid)] == [uid]
        assert compare_with_register(reading, REVENUE, desk.book, uid) == []
    assert held.owner_uid == desk.file(uid).people[0][1].uid


def test_a_second_click_changes_nothing_and_a_later_difference_is_told(desk: Desk) -> None:
    uid = finished(desk)
    first = to_building(desk.project, REVENUE, desk.book, uid).building
    again = to_building(desk.project, REVENUE, desk.book, uid)
    assert again.building.uid == first.uid
    with desk.project.reading() as reading:
        stored = reading.get(Building, [first.uid])[0]
        assert reading.count(Building) == 1
    measured = replace(stored, floor_area=9500, floors=2)
    edit_register(desk.project, REVENUE, ChangeSet("register.edit", (Change(stored, measured),)))

    with desk.project.reading() as reading:
        told = compare_with_register(reading, REVENUE, desk.book, uid)
    assert {one.field: (one.permit, one.building) for one in told} == {"floor_area": (8000, 9500), "floors": (1, 2)}
    assert {one.field for one in to_building(desk.project, REVENUE, desk.book, uid).differences} == {
        "floor_area", "floors",
    }  # fmt: skip


def test_who_may_not_edit_the_register_does_not_take_its_building_back(desk: Desk) -> None:
    uid = finished(desk)
    to_building(desk.project, REVENUE, desk.book, uid)
    with desk.project.reading() as reading:
        line = reading.journal()[0]

    with pytest.raises(Refused, match=r"role\.may_not"):
        take_back(desk.project, COUNTER, line.number)
    take_back(desk.project, REVENUE, line.number)
    with desk.project.reading() as reading:
        assert reading.count(Building) == 0
    assert desk.permit(uid).building_uid == ""


def test_a_second_building_of_a_parcel_has_the_next_code(desk: Desk) -> None:
    to_building(desk.project, REVENUE, desk.book, finished(desk))

    assert to_building(desk.project, REVENUE, desk.book, finished(desk)).building.code == "01A001-B002"


def test_what_cannot_go_into_the_register_says_why(desk: Desk) -> None:
    def refused(uid: Uid) -> str:
        with pytest.raises(Refused) as why:
            to_building(desk.project, REVENUE, desk.book, uid)
        return why.value.code

    assert refused(desk.issued()) == "permits.not_completed"
    assert refused(desk.issued(kind="demolish")) == "permits.no_building"
    nowhere = desk.receive(plots=0, footprint=None).received.case.uid
    desk.bring_papers(nowhere)
    assert refused(nowhere) == "permits.not_completed"
    with pytest.raises(Refused, match=r"role\.may_not"):
        to_building(desk.project, SURVEYOR, desk.book, finished(desk))


def test_a_case_for_named_people_only_stands_in_no_list_of_others(desk: Desk) -> None:
    uid = desk.issued(people=[a_person(number=NUMBER)])
    case = desk.file(uid).case
    with desk.project.work(EVERYTHING, "test") as work:
        work.apply(ChangeSet("test", (Change(case, replace(case, visible_to=EVERYTHING.name)),)))
        work.commit()

    with desk.project.reading() as reading:
        assert expiring(reading, CHIEF, date(2026, 12, 20)) == []
        assert len(expiring(reading, EVERYTHING, date(2026, 12, 20))) == 1


def test_a_notice_with_its_receipt_is_owed_no_letter_when_the_time_to_object_is_over(desk: Desk) -> None:
    uid = desk.receive(kind="notify").received.case.uid
    desk.bring_papers(uid)
    with desk.project.reading() as reading:
        assert [one.case.uid for one in late_permits(reading, COUNTER, desk.book, date(2026, 1, 12))] == [uid]
    desk.check(uid)
    desk.pay(uid)
    desk.step(uid, "give_receipt")

    with desk.project.reading() as reading:
        assert late_permits(reading, COUNTER, desk.book, date(2026, 9, 1)) == []
        asked = CaseQuery(desk="permits", open=True, late_on=date(2026, 9, 1), viewer=COUNTER.name)
        assert not reading.case_page(asked).lines
