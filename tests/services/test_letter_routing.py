"""Letters on their way through the office: minutes in order, divisions with their own numbers, who has it now."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_project
from tests.letters import CHIEF, COUNTER, ENGINEER, Registry

from ltaxgis.domain.cases import MINUTE, StepTold
from ltaxgis.domain.correspondence import COPY, FOR_ACTION, FOR_INFORMATION, FOR_OPINION, PURPOSES
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.services.letter_routing import (
    AGREE,
    CONSIDER,
    Holder,
    RouteTo,
    command,
    inbox,
    propose,
    receive_routing,
    route,
    routing_done,
    send_back,
    who_has_it,
    write_minute,
)


@pytest.fixture
def registry(office_folder: Path) -> Iterator[Registry]:
    project = a_project(office_folder)
    yield Registry(project)
    project.close()


def routed(registry: Registry, *to: RouteTo) -> Uid:
    uid = registry.receive().case.uid
    route(registry.project, registry.actor, registry.book, uid, to, registry.now)
    return uid


def holders(registry: Registry, uid: Uid) -> list[Holder]:
    with registry.project.reading() as reading:
        return who_has_it(reading, registry.actor, uid)


def test_minutes_stand_below_each_other_with_their_writers_also_those_from_paper(registry: Registry) -> None:
    uid = registry.receive().case.uid
    project, book = registry.project, registry.book

    propose(project, COUNTER, book, uid, "ปลัดเทศบาล", StepTold(text="เห็นควรมอบกองช่าง"), registry.now)
    registry.on(2026, 1, 5, hour=14)
    told = StepTold(text="มอบกองช่าง", who=CHIEF.name, position=CHIEF.position, on_paper=True)
    command(project, COUNTER, book, uid, told, registry.now, [RouteTo("engineering")])

    minutes = [one for one in registry.steps(uid) if one.kind == MINUTE]
    assert [(one.event, one.text, one.who, one.on_paper) for one in minutes] == [
        ("consider", "เห็นควรมอบกองช่าง", COUNTER.name, False), ("assign", "มอบกองช่าง", CHIEF.name, True),
    ]  # fmt: skip
    case = registry.case(uid)
    assert (case.state, case.division, case.folder_at) == ("assigned", "engineering", "ปลัดเทศบาล")


def test_a_division_takes_a_letter_in_with_its_own_number(registry: Registry) -> None:
    first, second = routed(registry, RouteTo("engineering")), routed(registry, RouteTo("engineering"))
    numbers = []
    for uid in (first, second):
        routing = registry.routings(uid)[0]
        received = receive_routing(registry.project, ENGINEER, registry.book, routing.uid, registry.now)
        numbers.append(received.number)

    assert numbers == ["1/2569", "2/2569"]
    assert registry.routings(first)[0].received_by == ENGINEER.name
    assert registry.case(first).state == "taken"
    with pytest.raises(Refused, match="received_already"):
        receive_routing(registry.project, ENGINEER, registry.book, registry.routings(first)[0].uid, registry.now)


def test_who_has_it_now_is_told_by_who_has_not_done(registry: Registry) -> None:
    uid = routed(registry, RouteTo("finance", purpose=FOR_INFORMATION), RouteTo("engineering", ENGINEER.name))

    before = holders(registry, uid)
    action, information = (next(one for one in registry.routings(uid) if one.purpose == purpose)
                           for purpose in (FOR_ACTION, FOR_INFORMATION))  # fmt: skip
    routing_done(registry.project, registry.actor, registry.book, information.uid, StepTold(), registry.now)
    told = StepTold(text="ส่งข้อมูลแล้ว")
    routing_done(registry.project, ENGINEER, registry.book, action.uid, told, registry.now)

    assert [(one.division, one.person) for one in before] == [("engineering", ENGINEER.name), ("finance", "")]
    assert registry.case(uid).state == "reported"
    assert [(one.division, one.received) for one in holders(registry, uid)] == [("engineering", False)]


def test_a_letter_is_not_closed_while_somebody_has_to_act(registry: Registry) -> None:
    uid = routed(registry, RouteTo("engineering"), RouteTo("finance"), RouteTo("health", purpose=COPY))
    one, other, _ = registry.routings(uid)
    routing_done(registry.project, registry.actor, registry.book, one.uid, StepTold(text="ทำแล้ว"), registry.now)
    with pytest.raises(Refused) as refusal:
        registry.step(uid, "close")

    routing_done(registry.project, registry.actor, registry.book, other.uid, StepTold(text="ทำแล้ว"), registry.now)

    assert refusal.value.code == "letter.still_open"
    assert registry.step(uid, "close").closed_on == registry.today


def test_a_letter_sent_back_with_a_reason_waits_at_the_registry_again(registry: Registry) -> None:
    uid = routed(registry, RouteTo("engineering"))

    send_back(registry.project, ENGINEER, registry.routings(uid)[0].uid, "ไม่ใช่งานของกองช่าง", registry.now)

    assert registry.routings(uid)[0].returned == "ไม่ใช่งานของกองช่าง"
    assert holders(registry, uid) == [Holder()]
    route(registry.project, COUNTER, registry.book, uid, [RouteTo("finance")], registry.now)
    assert registry.case(uid).division == "finance"


def test_what_waits_stands_in_the_inbox_of_its_division_the_most_urgent_first(registry: Registry) -> None:
    slow = routed(registry, RouteTo("engineering"))
    fast = registry.receive(urgency=3, subject="ด่วน").case.uid
    route(registry.project, COUNTER, registry.book, fast, [RouteTo("engineering")], registry.now)
    routed(registry, RouteTo("finance"))

    def waiting(**asked: object) -> list[Uid]:
        with registry.project.reading() as reading:
            return [one.case_uid for one in inbox(reading, ENGINEER, ["engineering"], **asked).lines]  # type: ignore[arg-type]

    assert waiting() == [fast, slow]
    receive_routing(registry.project, ENGINEER, registry.book, registry.routings(slow)[0].uid, registry.now)
    assert waiting(received=False) == [fast]
    assert waiting(late_on=date(2026, 1, 6)) == [fast]


def test_a_secret_letter_goes_to_named_people_only_and_stands_in_no_other_inbox(registry: Registry) -> None:
    uid = registry.receive(secrecy=1, named=[CHIEF.name]).case.uid
    with pytest.raises(Refused) as refusal:
        route(registry.project, COUNTER, registry.book, uid, [RouteTo("engineering", ENGINEER.name)], registry.now)

    route(registry.project, COUNTER, registry.book, uid, [RouteTo("clerk", CHIEF.name)], registry.now)

    assert refusal.value.code == "routing.not_named"
    with registry.project.reading() as reading:
        assert inbox(reading, ENGINEER, ["clerk"]).total == 0
        assert inbox(reading, CHIEF, mine=True).total == 1


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ([], "routing.nobody"),
        ([RouteTo()], "routing.nobody"),
        ([RouteTo("moon")], "routing.no_division"),
        ([RouteTo("finance", purpose="fun")], "routing.no_purpose"),
        ([RouteTo("finance"), RouteTo("finance")], "routing.twice"),
    ],
)
def test_a_letter_goes_to_nobody_unknown(registry: Registry, to: list[RouteTo], code: str) -> None:
    uid = registry.receive().case.uid

    with pytest.raises(Refused) as refusal:
        route(registry.project, COUNTER, registry.book, uid, to, registry.now)

    assert refusal.value.code == code
    assert registry.routings(uid) == []


def test_a_minute_of_tomorrow_is_refused(registry: Registry) -> None:
    uid = registry.receive().case.uid
    told = StepTold(text="เห็นชอบ", at=datetime(2026, 1, 7, tzinfo=UTC))

    with pytest.raises(Refused) as refusal:
        write_minute(registry.project, CHIEF, uid, AGREE, told, registry.now)
    with pytest.raises(Refused) as unknown:
        write_minute(registry.project, CHIEF, uid, "sing", StepTold(text="ก"), registry.now)

    assert (refusal.value.code, unknown.value.code) == ("case.bad_moment", "minute.no_action")


def test_proposing_asks_for_nothing_but_who(registry: Registry) -> None:
    uid = registry.receive().case.uid

    propose(registry.project, COUNTER, registry.book, uid, "", StepTold(), registry.now, CONSIDER)

    assert registry.case(uid).state == "proposed"


DIVISIONS = ("engineering", "finance", "health", "water")
ROUTES = st.lists(
    st.builds(RouteTo, division=st.sampled_from(DIVISIONS), purpose=st.sampled_from(PURPOSES)),
    min_size=1, max_size=6, unique_by=lambda one: (one.division, one.purpose),
)  # fmt: skip


@settings(max_examples=12)
@given(to=ROUTES, order=st.randoms(use_true_random=False))
def test_law_a_letter_is_reported_exactly_when_all_who_had_to_act_have(
    tmp_path_factory: pytest.TempPathFactory, to: list[RouteTo], order: object
) -> None:
    project = a_project(tmp_path_factory.mktemp("ทต"))
    registry = Registry(project)
    uid = routed(registry, *to)
    assert [(one.division, one.purpose) for one in registry.routings(uid)] == [
        (one.division, one.purpose) for one in to
    ]
    waiting = registry.routings(uid)
    order.shuffle(waiting)  # type: ignore[attr-defined]

    for routing in waiting:
        routing_done(project, COUNTER, registry.book, routing.uid, StepTold(text="ทราบ"), registry.now)
        acting = [one for one in registry.routings(uid) if one.purpose == FOR_ACTION]
        reported = bool(acting) and all(one.done_on is not None for one in acting)
        assert (registry.case(uid).state == "reported") == reported
    project.close()


def test_an_opinion_asked_does_not_take_the_letter_away(registry: Registry) -> None:
    uid = routed(registry, RouteTo("engineering"))
    route(registry.project, COUNTER, registry.book, uid, [RouteTo("finance", purpose=FOR_OPINION)], registry.now)

    assert registry.case(uid).division == "engineering"
    assert [one.division for one in holders(registry, uid)] == ["engineering", "finance"]
