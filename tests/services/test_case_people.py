"""People in cases: one record over desks and register, their numbers where private numbers are and nowhere else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import (
    CHIEF,
    COUNTER,
    DESK,
    NUMBER,
    OTHER_NUMBER,
    PHONE,
    TODAY,
    VIEWER,
    Counter,
    a_person,
)
from tests.private import leaks, numbers_of

from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.domain.cases import CaseParty, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_file import case_file
from ltaxgis.services.case_people import REVEALED, see_number
from ltaxgis.services.case_steps import comment, edit_case, minute
from ltaxgis.services.check_data import check_data
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.owner_doubles import decline_double, double_groups, doubles_of, merge_owners
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject

TITLES = shipped_titles(find_resources())
REVENUE = Actor("มานี จัดเก็บ", "เจ้าพนักงานจัดเก็บรายได้", ("revenue",))


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def owners(project: SqlProject) -> list[Owner]:
    with project.reading() as reading:
        return reading.get(Owner, reading.columns(Owner, ("kind",)).uids)


def person_of(desk: Counter, uid: Uid) -> Owner:
    with desk.project.reading() as reading:
        return case_file(reading, CHIEF, DESK, uid, TODAY).people[0][1]


def a_citizen(desk: Counter) -> Owner:
    """With a case, and with both numbers."""
    return person_of(desk, desk.case(people=[a_person(number=NUMBER, phone=PHONE)]).uid)


def test_the_same_number_is_the_same_citizen_at_every_desk(desk: Counter) -> None:
    first = a_citizen(desk)
    again = desk.case(people=[a_person(number="1-0000-00000-00-9", last="ใจงาม")])  # married since

    assert person_of(desk, again.uid).uid == first.uid
    assert len(owners(desk.project)) == 1


def test_the_same_name_and_telephone_are_the_same_citizen(desk: Counter) -> None:
    first = a_citizen(desk)
    desk.receive(people=[a_person(phone="089-123-4567")])
    desk.receive(people=[a_person(first="สมชาย", phone=PHONE)])  # her husband

    assert len(owners(desk.project)) == 2
    with desk.project.reading() as reading:
        assert len(reading.having(CaseParty, "owner_uid", [first.uid])) == 2


def test_a_number_typed_for_somebody_of_another_name_makes_no_one_person_of_two(desk: Counter) -> None:
    a_citizen(desk)
    desk.receive(people=[a_person(first="ประเสริฐ", number=NUMBER)])
    check_data(desk.project, REVENUE, silent)

    assert len(owners(desk.project)) == 2
    with desk.project.reading() as reading:
        assert len(double_groups(reading, TITLES)) == 1


def test_what_a_citizen_tells_today_is_kept_with_him(desk: Counter) -> None:
    known = person_of(desk, desk.case(people=[a_person(phone=PHONE)]).uid)
    desk.receive(people=[PersonDraft("petitioner", uid=known.uid, number=NUMBER)])
    desk.receive(people=[a_person(number=NUMBER, phone="0800000001", email="somying@example.org")])

    (now,) = owners(desk.project)
    assert (now.uid, now.number_masked, now.phone_masked, now.email) == (
        known.uid, "x-xxxx-xxxx0-00-9", "xxx-xxx-0001", "somying@example.org",
    )  # fmt: skip


def test_an_owner_of_the_register_comes_to_the_counter(desk: Counter) -> None:
    owner = Owner(uid=new_uid(), kind="person", first_name="สมหญิง", last_name="ใจดี")
    with desk.project.work(REVENUE, "register.edit") as work:
        work.apply(ChangeSet("register.edit", (Change(None, owner),)))
        work.commit()
    case = desk.case(people=[PersonDraft("petitioner", uid=owner.uid, phone=PHONE)])

    assert person_of(desk, case.uid).uid == owner.uid
    assert len(owners(desk.project)) == 1


def test_a_citizen_and_an_owner_with_one_name_are_proposed_as_doubles(desk: Counter) -> None:
    owner = Owner(uid=new_uid(), kind="person", prefix="นาง", first_name="สมหญิง", last_name="ใจดี", house_no="12/3",
                  moo="4")  # fmt: skip
    with desk.project.work(REVENUE, "register.edit") as work:
        work.apply(ChangeSet("register.edit", (Change(None, owner),)))
        work.commit()
    desk.receive(people=[a_person()])
    check_data(desk.project, REVENUE, silent)

    with desk.project.reading() as reading:
        (group,) = double_groups(reading, TITLES)
    assert owner.uid in {one.uid for one in group.owners}


def test_a_case_tells_who_of_its_people_is_like_another_record(desk: Counter) -> None:
    like = Owner(uid=new_uid(), kind="person", prefix="นาง", first_name="สมหญิง", last_name="ใจดี", house_no="12/3",
                 moo="4")  # fmt: skip
    other = Owner(uid=new_uid(), kind="person", first_name="สมหญิง", last_name="รักสงบ")
    with desk.project.work(REVENUE, "register.edit") as work:
        work.apply(ChangeSet("register.edit", (Change(None, like), Change(None, other))))
        work.commit()
    person = person_of(desk, desk.receive(people=[a_person()]).case.uid)
    with desk.project.reading() as reading:
        (group,) = doubles_of(reading, [person], TITLES)
        assert {one.uid for one in group.owners} == {person.uid, like.uid}
        assert doubles_of(reading, [other], TITLES) == []

    decline_double(desk.project, REVENUE, group.cluster.uids)

    with desk.project.reading() as reading:
        assert doubles_of(reading, [person], TITLES) == []


def test_who_is_merged_stays_in_the_cases_and_one_undo_takes_it_back(desk: Counter) -> None:
    kept = person_of(desk, desk.case(people=[a_person()]).uid)
    case = desk.case(people=[a_person(first="สมหญิงค์"), PersonDraft("petitioner", uid=kept.uid)])
    other_case = desk.case(people=[PersonDraft("agent", uid=person_of(desk, case.uid).uid)])
    gone = person_of(desk, other_case.uid)

    merged = merge_owners(desk.project, REVENUE, kept.uid, [gone.uid])

    with desk.project.reading() as reading:
        people = [case_file(reading, CHIEF, DESK, uid, TODAY).people for uid in (case.uid, other_case.uid)]
    assert [[(party.role, owner.uid) for party, owner in each] for each in people] == [
        [("petitioner", kept.uid)], [("agent", kept.uid)],
    ]  # fmt: skip
    picked = desk.case(people=[PersonDraft("petitioner", uid=gone.uid)])
    assert person_of(desk, picked.uid).uid == kept.uid
    take_back(desk.project, REVENUE, merged.number)
    assert person_of(desk, other_case.uid).uid == gone.uid


def test_a_number_that_cannot_be_one_is_refused_masked(desk: Counter) -> None:
    with pytest.raises(Refused) as refused:
        desk.receive(people=[a_person(number="1000000000018")])

    assert refused.value.code == "person.bad_number"
    assert "10000000" not in str(refused.value.facts["number"])
    assert owners(desk.project) == []


def test_no_private_number_stands_anywhere_but_in_its_table(desk: Counter) -> None:
    """Typed into every text that a case has."""
    told = f"โทร {PHONE} บัตร {OTHER_NUMBER}"
    case = desk.case(f"เรื่องของ {NUMBER}", details=told, place_text=f"บ้านป้า {PHONE}",
                     people=[a_person(number=NUMBER, phone=PHONE)])  # fmt: skip
    desk.step(case.uid, "start", text=told)
    desk.step(case.uid, "wait", reason=told, until=date(2026, 2, 1))
    comment(desk.project, COUNTER, case.uid, told, desk.now)
    minute(desk.project, COUNTER, case.uid, StepTold(text=told, reason=told), desk.now)
    edit_case(desk.project, COUNTER, case.uid, {"title": told, "folder_at": told, "details": told}, reason=told)
    see_number(desk.project, COUNTER, owners(desk.project)[0].uid, "phone", TODAY, told)

    numbers = numbers_of(desk.project.path)
    assert {NUMBER, OTHER_NUMBER, PHONE} <= numbers
    assert leaks(desk.project.path, numbers) == {}
    with desk.project.reading() as reading:
        assert reading.search(PHONE) == []
        keys = desk.stored(case.uid).text_keys.split(",")
        assert {reading.number(int(key)) for key in keys} == {NUMBER, OTHER_NUMBER, PHONE}


def test_a_number_seen_is_one_line_a_person_and_day(desk: Counter) -> None:
    citizen = a_citizen(desk)
    for which, day in (("number", TODAY), ("phone", TODAY), ("number", TODAY), ("number", date(2026, 1, 6))):
        see_number(desk.project, REVENUE, citizen.uid, which, day)
    see_number(desk.project, CHIEF, citizen.uid, "number", TODAY)

    with desk.project.reading() as reading:
        seen = [line.actor for line in reading.journal() if line.action == REVEALED]
    assert sorted(seen) == sorted([REVENUE.name, REVENUE.name, CHIEF.name])


def test_who_does_not_work_with_numbers_says_why_he_looks(desk: Counter) -> None:
    citizen = a_citizen(desk)

    assert see_number(desk.project, REVENUE, citizen.uid, "number", TODAY) == NUMBER
    with pytest.raises(Refused, match=r"person\.needs_reason"):
        see_number(desk.project, COUNTER, citizen.uid, "phone", TODAY)
    assert see_number(desk.project, COUNTER, citizen.uid, "phone", TODAY, "โทรนัดตรวจ") == PHONE
    with pytest.raises(Refused, match=r"role\.may_not"):
        see_number(desk.project, VIEWER, citizen.uid, "phone", TODAY, "อยากรู้")
    with desk.project.reading() as reading:
        assert "โทรนัดตรวจ" in reading.journal(1)[0].reason


def test_who_has_no_number_shows_none_and_is_no_line(desk: Counter) -> None:
    nobody = person_of(desk, desk.case(people=[a_person()]).uid)

    assert see_number(desk.project, REVENUE, nobody.uid, "phone", TODAY) == ""
    with desk.project.reading() as reading:
        assert [line for line in reading.journal() if line.action == REVEALED] == []
