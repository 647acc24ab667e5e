"""Petitions about one thing become one, and are parted again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.petitions import COUNTER, SURVEYOR, Desk, a_lamp, a_person

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.services.petition_merging import merge_petitions, petitioners, split_petition


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def three(desk: Desk) -> list[Uid]:
    names = ("สมชาย", "สมหญิง", "มานะ")
    return [desk.receive(a_lamp(person=a_person(name))).case.uid for name in names]


def merge(desk: Desk, *uids: Uid, into: Uid) -> None:
    merge_petitions(desk.project, COUNTER, desk.book, uids, into, desk.now, "เสาเดียวกัน")


def names(desk: Desk, uid: Uid) -> list[str]:
    with desk.project.reading() as reading:
        return [owner.first_name if owner else "–" for _, owner in petitioners(reading, COUNTER, uid)]


def test_all_petitioners_are_kept_answered_and_closed_with_the_main_one(desk: Desk) -> None:
    main, second, third = three(desk)

    merge(desk, second, third, into=main)
    assert [desk.case(uid).state for uid in (main, second, third)] == ["new", "merged", "merged"]
    assert names(desk, main) == ["สมชาย", "สมหญิง", "มานะ"]

    desk.wait(1)
    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")
    for uid in (second, third):
        assert desk.petition(uid).answered_on == date(2026, 2, 3)
        last = desk.steps(uid)[-1]
        assert (last.text, last.public) == ("เปลี่ยนหลอดแล้ว", True)

    desk.step(main, "close")
    assert [desk.case(uid).state for uid in (main, second, third)] == ["closed"] * 3
    desk.step(main, "reopen", reason="ดับอีก")
    assert [desk.case(uid).state for uid in (main, second, third)] == ["reopened", "merged", "merged"]


def test_one_that_is_split_goes_its_own_way(desk: Desk) -> None:
    main, second, _ = three(desk)
    merge(desk, second, into=main)

    split_petition(desk.project, COUNTER, desk.book, second, desk.now)
    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")

    assert desk.case(second).state == "accepted"
    assert desk.case(second).closed_on is None
    assert desk.petition(second).answered_on is None
    assert names(desk, main) == ["สมชาย"]


def test_what_was_merged_before_goes_along(desk: Desk) -> None:
    main, second, third = three(desk)
    merge(desk, third, into=second)
    merge(desk, second, into=main)

    assert names(desk, main) == ["สมชาย", "สมหญิง", "มานะ"]
    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")
    desk.step(main, "close")
    assert desk.case(third).state == "closed"


def test_what_was_merged_before_parts_with_its_own_and_is_answered_with_it(desk: Desk) -> None:
    main, second, third = three(desk)
    merge(desk, third, into=second)
    merge(desk, second, into=main)

    split_petition(desk.project, COUNTER, desk.book, second, desk.now)
    assert names(desk, main) == ["สมชาย"]
    assert names(desk, second) == ["สมหญิง", "มานะ"]
    assert [desk.case(uid).state for uid in (main, second, third)] == ["new", "accepted", "merged"]

    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")
    assert desk.petition(third).answered_on is None
    desk.photo(second)
    desk.step(second, "resolve", "ย้ายเสาแล้ว")
    desk.step(second, "close")
    assert desk.case(third).state == "closed"
    assert next(one.text for one in desk.steps(third) if one.public) == "ย้ายเสาแล้ว"


def test_the_first_of_a_chain_that_is_split_leaves_the_others_together(desk: Desk) -> None:
    main, second, third = three(desk)
    merge(desk, third, into=second)
    merge(desk, second, into=main)

    split_petition(desk.project, COUNTER, desk.book, third, desk.now)

    assert (names(desk, main), names(desk, third)) == (["สมชาย", "สมหญิง"], ["มานะ"])


def test_the_middle_of_a_chain_that_is_reopened_alone_takes_its_own_along(desk: Desk) -> None:
    main, second, third = three(desk)
    merge(desk, third, into=second)
    merge(desk, second, into=main)
    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")
    desk.step(main, "close")

    desk.step(second, "reopen", reason="เสาของฉันยังดับ")

    assert [desk.case(uid).state for uid in (main, second, third)] == ["closed", "reopened", "merged"]
    assert names(desk, second) == ["สมหญิง", "มานะ"]


def test_a_hidden_petitioner_is_counted_but_not_named(desk: Desk) -> None:
    main, second, _ = three(desk)
    hidden = desk.receive(a_lamp(person=a_person("ลับ"), hide_from_assignee=True)).case.uid
    merge(desk, second, hidden, into=main)

    with desk.project.reading() as reading:
        seen = [owner.first_name if owner else "–" for _, owner in petitioners(reading, SURVEYOR, main)]
    assert seen == ["สมชาย", "สมหญิง", "–"]


def test_some_cannot_be_merged(desk: Desk) -> None:
    main, second, third = three(desk)
    staff = desk.receive(a_lamp(kind="staff", category="staff", named=("ก",))).case.uid
    merge(desk, second, into=main)
    desk.step(third, "cancel")

    for uids, into, code in (
        ([main], main, "petition.not_with_itself"),
        ([main], second, "petition.not_with_merged"),
        ([main], third, "petition.not_with_closed"),
        ([staff], main, "petition.restricted_apart"),
        ([third], main, "case.no_such_step"),
    ):
        with pytest.raises(Refused) as why:
            merge_petitions(desk.project, COUNTER, desk.book, uids, into, desk.now)
        assert why.value.code == code
    assert names(desk, main) == ["สมชาย", "สมหญิง"]


def test_a_main_petition_is_not_cancelled_while_others_wait_for_its_answer(desk: Desk) -> None:
    main, second, _ = three(desk)
    merge(desk, second, into=main)

    with pytest.raises(Refused) as why:
        desk.step(main, "cancel")
    assert (why.value.code, why.value.facts) == ("petition.others_wait", {"count": 1})

    split_petition(desk.project, COUNTER, desk.book, second, desk.now)
    assert desk.step(main, "cancel").state == "cancelled"


def test_one_that_is_reopened_alone_goes_its_own_way(desk: Desk) -> None:
    main, second, _ = three(desk)
    merge(desk, second, into=main)
    desk.photo(main)
    desk.step(main, "resolve", "เปลี่ยนหลอดแล้ว")
    desk.step(main, "close")

    desk.step(second, "reopen", reason="เสาของฉันยังดับ")

    assert [desk.case(uid).state for uid in (main, second)] == ["closed", "reopened"]
    assert names(desk, main) == ["สมชาย"]


def test_merging_goes_by_its_own_way_only(desk: Desk) -> None:
    main, *_ = three(desk)

    with pytest.raises(Refused) as why:
        desk.step(main, "merge")

    assert why.value.code == "petition.not_by_step"
