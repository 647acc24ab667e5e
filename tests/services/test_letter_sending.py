"""Letters that went out: receivers, answers that they came, who has to be asked, what is answered by them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, PREFIX, Registry

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.correspondence import ECMS, EMAIL, HAND, POST, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.services.letter_replies import reply_came
from ltaxgis.services.letter_routing import RouteTo, route
from ltaxgis.services.letter_sending import (
    acknowledge,
    add_recipients,
    awaiting,
    chase,
    chase_list,
    delivery_book,
    edit_recipient,
    hand_over,
    reject,
    remove_recipient,
    send_letter,
)


@pytest.fixture
def registry(office_folder: Path) -> Iterator[Registry]:
    project = a_project(office_folder)
    yield Registry(project)
    project.close()


def somebody(name: str = "อำเภอเมือง", way: str = POST) -> Recipient:
    return Recipient(uid=new_uid(), case_uid=Uid(""), name=name, way=way, email="a@example.go.th")


def sent(registry: Registry, *people: Recipient, **told: Any) -> Case:
    case = registry.quick(recipients=people or (somebody(way=EMAIL),), **told)
    send_letter(registry.project, registry.actor, registry.book, case.uid, registry.now)
    return registry.case(case.uid)


def test_a_letter_by_mail_awaits_its_answer_and_one_by_post_does_not(registry: Registry) -> None:
    case = sent(registry, somebody("ก", EMAIL), somebody("ข", POST))

    first, second = registry.recipients(case.uid)
    assert (case.state, first.awaited, second.awaited) == ("sent", True, False)
    assert first.sent_at == second.sent_at == registry.now


def test_the_last_answer_awaited_ends_it_with_the_receivers_number(registry: Registry) -> None:
    case = sent(registry, somebody("ก", EMAIL), somebody("ข", ECMS))
    first, second = registry.recipients(case.uid)
    states = []
    for one, number in ((first, "441"), (second, "12/2569")):
        acknowledge(registry.project, COUNTER, registry.book, one.uid, registry.now, number)
        states.append(registry.case(case.uid).state)

    assert states == ["sent", "answered"]
    assert [one.their_number for one in registry.recipients(case.uid)] == ["441", "12/2569"]


def test_a_rejected_letter_is_sent_again_to_who_rejected_it(registry: Registry) -> None:
    case = sent(registry, somebody("ก", EMAIL), somebody("ข", EMAIL))
    first, second = registry.recipients(case.uid)
    acknowledge(registry.project, COUNTER, registry.book, second.uid, registry.now)

    reject(registry.project, COUNTER, registry.book, first.uid, "เปิดแฟ้มไม่ได้", registry.now)
    rejected = registry.case(case.uid).state
    registry.now += timedelta(hours=3)
    send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now)

    again, kept = registry.recipients(case.uid)
    assert (rejected, registry.case(case.uid).state) == ("rejected", "sent")
    assert (again.sent_at, again.rejected) == (registry.now, "")
    assert kept.acknowledged_at is not None


@pytest.mark.parametrize(("urgency", "hours", "listed"), [(0, 23, 0), (0, 24, 1), (3, 1, 0), (3, 2, 1)])
def test_who_has_not_answered_is_asked_by_the_hours_of_its_urgency(
    registry: Registry, urgency: int, hours: int, listed: int
) -> None:
    sent(registry, urgency=urgency)

    with registry.project.reading() as reading:
        lines = chase_list(reading, COUNTER, registry.book, registry.now + timedelta(hours=hours))

    assert len(lines) == listed


def test_who_was_asked_today_is_not_asked_again_before_tomorrow(registry: Registry) -> None:
    case = sent(registry)
    registry.now += timedelta(hours=25)
    uid = registry.recipients(case.uid)[0].uid

    chase(registry.project, COUNTER, registry.book, [uid], registry.now)

    with registry.project.reading() as reading:
        assert chase_list(reading, COUNTER, registry.book, registry.now + timedelta(hours=1)) == []
        assert len(chase_list(reading, COUNTER, registry.book, registry.now + timedelta(hours=25))) == 1
    assert registry.recipients(case.uid)[0].chased == 1


def test_a_letter_handed_over_is_signed_for_and_stands_in_the_delivery_book(registry: Registry) -> None:
    case = sent(registry, somebody("อำเภอเมือง", HAND), somebody("ไปรษณีย์", POST))
    uid = registry.recipients(case.uid)[0].uid

    hand_over(registry.project, COUNTER, registry.book, uid, "สมปอง", registry.now)

    with registry.project.reading() as reading:
        lines = delivery_book(reading, COUNTER, registry.today)
        both = delivery_book(reading, COUNTER, registry.today, (HAND, POST))
    assert [(one.number, one.addressee, one.handed_to) for one in lines] == [(f"{PREFIX}/1", "อำเภอเมือง", "สมปอง")]
    assert len(both) == 2


def test_answering_closes_the_letter_that_was_answered(registry: Registry) -> None:
    asked = registry.receive().case
    route(registry.project, COUNTER, registry.book, asked.uid, [RouteTo("clerk")], registry.now)

    reply = sent(registry, answers=asked.uid)

    closed = registry.case(asked.uid)
    assert (closed.state, closed.closed_on) == ("closed", registry.today)
    assert registry.routings(asked.uid)[0].told == reply.number


def test_an_answer_of_one_division_leaves_open_what_another_has_to_do(registry: Registry) -> None:
    asked = registry.receive().case
    to = [RouteTo("clerk"), RouteTo("engineering")]
    route(registry.project, COUNTER, registry.book, asked.uid, to, registry.now)

    sent(registry, answers=asked.uid)

    assert [one.done_on is not None for one in registry.routings(asked.uid)] == [True, False]
    assert registry.case(asked.uid).closed_on is None


def test_three_hundred_receivers_are_sent_one_letter(registry: Registry) -> None:
    case = sent(registry, *(somebody(f"หมู่ที่ {n}") for n in range(300)), circular=True)

    people = registry.recipients(case.uid)
    assert len(people) == 300
    assert all(one.sent_at == registry.now for one in people)
    assert len(registry.given("letter_circular")) == 1


@pytest.mark.parametrize(
    ("told", "people", "code"),
    [({"subject": ""}, [somebody()], "letter.needs_subject"), ({}, [], "letter.needs_recipient")],
)
def test_a_letter_without_subject_or_receiver_is_not_sent(
    registry: Registry, told: dict[str, Any], people: list[Recipient], code: str
) -> None:
    case = registry.quick(recipients=people, **told)

    with pytest.raises(Refused) as refusal:
        send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now)

    assert refusal.value.code == code
    assert registry.case(case.uid).state == "numbered"


def test_receivers_are_added_changed_and_taken_out_until_they_were_sent_it(registry: Registry) -> None:
    case = registry.quick()
    add_recipients(registry.project, COUNTER, case.uid, [somebody("ก"), somebody("ข")])
    first, second = registry.recipients(case.uid)

    edit_recipient(registry.project, COUNTER, first.uid, {"tracking": "RX123456789TH", "name": "ค"})
    remove_recipient(registry.project, COUNTER, second.uid)
    send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now)

    [kept] = registry.recipients(case.uid)
    assert (kept.name, kept.tracking) == ("ค", "RX123456789TH")
    with pytest.raises(Refused, match=r"recipient\.sent"):
        remove_recipient(registry.project, COUNTER, kept.uid)
    with pytest.raises(Refused, match=r"case\.fixed_field"):
        edit_recipient(registry.project, COUNTER, kept.uid, {"acknowledged_at": registry.now})


@pytest.mark.parametrize(
    ("person", "code"), [(somebody(" "), "recipient.no_name"), (somebody(way="pigeon"), "recipient.no_way")]
)
def test_a_receiver_nobody_can_reach_is_refused(registry: Registry, person: Recipient, code: str) -> None:
    case = registry.quick()

    with pytest.raises(Refused) as refusal:
        add_recipients(registry.project, COUNTER, case.uid, [person])

    assert refusal.value.code == code


def test_who_was_not_sent_it_cannot_have_answered(registry: Registry) -> None:
    case = registry.quick(recipients=[somebody()])

    with pytest.raises(Refused, match="not_sent"):
        acknowledge(registry.project, COUNTER, registry.book, registry.recipients(case.uid)[0].uid, registry.now)


def test_a_secret_letter_is_chased_by_those_who_may_see_it(registry: Registry) -> None:
    sent(registry, secrecy=1, named=[CHIEF.name])
    later = registry.now + timedelta(hours=30)

    with registry.project.reading() as reading:
        assert chase_list(reading, ENGINEER, registry.book, later) == []
        assert len(chase_list(reading, CHIEF, registry.book, later)) == 1


def test_a_signature_on_paper_comes_after_the_number_and_the_letter_goes(registry: Registry) -> None:
    case = registry.quick(recipients=[somebody()])
    registry.step(case.uid, "sign", who=CHIEF.name, position=CHIEF.position, on_paper=True)

    send_letter(registry.project, COUNTER, registry.book, case.uid, registry.now, StepTold(text="ส่งแล้ว"))

    letter = registry.letter(case.uid)
    assert (letter.signer, letter.signed_on, registry.case(case.uid).state) == (CHIEF.name, registry.today, "sent")


def awaits(registry: Registry, case: Case, until: date) -> None:
    registry.step(case.uid, "await_reply", until=until)


def replies(registry: Registry) -> list[tuple[date | None, bool]]:
    with registry.project.reading() as reading:
        lines = awaiting(reading, COUNTER, registry.book, registry.now)
    return [(one.reply_by, one.late) for one in lines if one.reply_by is not None]


def test_a_reply_by_a_day_is_chased_when_the_day_is_over_also_after_the_letter_came_there(registry: Registry) -> None:
    case = sent(registry)
    awaits(registry, case, date(2026, 1, 9))
    acknowledge(registry.project, COUNTER, registry.book, registry.recipients(case.uid)[0].uid, registry.now)

    assert replies(registry.on(2026, 1, 9)) == [(date(2026, 1, 9), False)]
    assert replies(registry.on(2026, 1, 10)) == [(date(2026, 1, 9), True)]
    chase(registry.project, COUNTER, registry.book, [registry.recipients(case.uid)[0].uid], registry.now)
    awaits(registry, case, date(2026, 1, 16))
    assert replies(registry) == [(date(2026, 1, 16), False)]


def test_a_reply_is_awaited_until_a_letter_answers_or_somebody_says_so(registry: Registry) -> None:
    first, second = sent(registry), sent(registry)
    for case in (first, second):
        awaits(registry, case, date(2026, 1, 9))
    registry.draft(answers=first.uid)  # a reminder of our own is no reply
    assert len(replies(registry)) == 2

    registry.now += timedelta(hours=1)
    registry.receive(answers=first.uid)
    reply_came(registry.project, COUNTER, registry.book, second.uid, registry.now)

    assert replies(registry) == []


def test_a_letter_to_more_than_one_letter_can_go_to_is_not_begun(registry: Registry) -> None:
    with pytest.raises(Refused, match=r"recipient\.too_many"):
        registry.draft(recipients=[somebody(f"ผู้รับ {n}") for n in range(2_001)])
