"""Letters that many cases are owed, numbered and sent in one act."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.permits import COUNTER, REVENUE, Desk, a_person

from ltaxgis.domain.cases import CaseLink
from ltaxgis.domain.correspondence import REGISTERED_POST, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.services.case_work_lists import letters_owed, owing_notice
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.letter_notices import Notice, SentNotices, send_notices
from ltaxgis.services.permit_lists import EXPIRY_LETTER, LATE_NOTICE

ABOUT = "แจ้งเหตุแห่งความล่าช้า"


@pytest.fixture
def late(office_folder: Path) -> Iterator[tuple[Desk, list[Uid]]]:
    """A desk on the day on which two of its applications are ten days late."""
    project = a_project(office_folder)
    desk = Desk(project)
    uids = [desk.receive(people=people).received.case.uid for people in ([a_person()], [a_person()])]
    desk.now += timedelta(days=55)
    yield desk, uids
    project.close()


def send(desk: Desk, uids: list[Uid], event: str = LATE_NOTICE) -> SentNotices:
    notices = [Notice(uid, ABOUT, "จึงเรียนมาเพื่อโปรดทราบ") for uid in uids]
    return send_notices(desk.project, COUNTER, desk.book, notices, event, desk.now)


def owing(desk: Desk) -> list[Uid]:
    with desk.project.reading() as reading:
        return list(owing_notice(reading, COUNTER, desk.book, desk.now.date()))


def test_each_letter_has_a_number_of_its_own_a_receiver_and_its_case(late: tuple[Desk, list[Uid]]) -> None:
    desk, uids = late
    sent = send(desk, uids)
    assert sorted(sent.numbers) == sorted(uids)
    assert len(set(sent.numbers.values())) == 2
    with desk.project.reading() as reading:
        letters = reading.case_page(CaseQuery(desk="letters_out")).lines
        receivers = reading.having(Recipient, "case_uid", [one.uid for one in letters])
        links = reading.having(CaseLink, "target_uid", uids)
    assert {(one.number, one.title, one.state) for one in letters} == {
        (number, ABOUT, "sent") for number in sent.numbers.values()
    }
    assert {(one.name, one.way) for one in receivers} == {("นางมานี ขออนุญาต", REGISTERED_POST)}
    assert {one.how for one in links} == {"answers"}


def test_who_was_written_to_is_owed_no_letter_before_the_seventh_day(late: tuple[Desk, list[Uid]]) -> None:
    desk, uids = late
    assert sorted(owing(desk)) == sorted(uids)  # two letters each: on the day and seven days later
    send(desk, uids[:1])
    assert owing(desk) == uids[1:]
    desk.now += timedelta(days=7)
    assert sorted(owing(desk)) == sorted(uids)


def test_numbers_that_were_given_are_not_taken_back(late: tuple[Desk, list[Uid]]) -> None:
    desk, uids = late
    sent = send(desk, uids)
    with pytest.raises(Refused, match=r"undo\.number_given"):
        take_back(desk.project, REVENUE, sent.applied.number)


def test_nothing_goes_out_where_one_case_has_nobody_to_write_to(late: tuple[Desk, list[Uid]]) -> None:
    desk, uids = late
    nobodys = desk.receive(people=[]).received.case.uid
    with pytest.raises(Refused, match=r"paper\.nobody"):
        send(desk, [*uids, nobodys])
    with pytest.raises(Refused, match=r"paper\.none"):
        send(desk, [])
    assert sorted(owing(desk)) == sorted(uids)


def test_a_letter_about_the_end_of_a_licence_goes_once(late: tuple[Desk, list[Uid]]) -> None:
    desk, uids = late
    send(desk, uids[:1], EXPIRY_LETTER)
    with desk.project.reading() as reading:
        assert letters_owed(reading, "expiry", uids) == uids[1:]
        assert letters_owed(reading, "late_notice", uids) == uids
