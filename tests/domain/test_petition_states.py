"""How a petition may go, and what each step asks."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.petition_states import PETITION_STATES as TABLE
from ltaxgis.domain.project import Actor

ALL = Actor("สมศรี ทดสอบ", "", ("clerk", "approver", "administrator"))
ENOUGH: dict[str, object] = {
    "text": "ซ่อมแล้ว", "reason": "อยู่นอกเขต", "until": "2026-03-01", "agency": "กฟภ.", "division": "engineering",
    "photo_after": True, "done": "ซ่อมแล้ว", "approver": True, "reject_code": "not_ours", "public": True,
    "reopened": 0, "reopen_most": 3, "into": "2", "stars": 5,
}  # fmt: skip


def refusal(state: str, event: str, facts: Mapping[str, object], actor: Actor = ALL) -> str:
    with pytest.raises(Refused) as refused:
        TABLE.step(state, event, actor, facts)
    return refused.value.code


def without(*names: str, **more: object) -> dict[str, object]:
    return {**{name: value for name, value in ENOUGH.items() if name not in names}, **more}


def test_a_lamp_changed_in_the_morning_is_done_in_one_step() -> None:
    taken = TABLE.step("new", "resolve", ALL, {"text": "เปลี่ยนหลอดแล้ว", "photo_asked": False})

    assert taken.target == "resolved"


def test_the_usual_way_leads_from_the_counter_to_the_end() -> None:
    state = TABLE.initial
    for event in ("accept", "assign", "start", "hold", "resume", "resolve", "reopen", "assign", "resolve", "close"):
        state = TABLE.after(state, TABLE.step(state, event, ALL, ENOUGH))

    assert state == "closed"


@pytest.mark.parametrize(
    ("state", "event", "facts", "code"),
    [
        ("in_progress", "resolve", without("text"), "case.needs_text"),
        ("in_progress", "resolve", without("photo_after", photo_asked=True), "petition.needs_photo"),
        ("resolved", "close", without("done", "text"), "petition.needs_done"),
        ("resolved", "close", without("photo_after", photo_asked=True), "petition.needs_photo"),
        ("resolved", "close", without("approver", restricted=True), "petition.staff_approver"),
        ("forwarded", "close", without("text"), "case.needs_text"),
        ("new", "reject", without("reason"), "case.needs_reason"),
        ("new", "reject", without("reject_code"), "petition.needs_reject_code"),
        ("in_progress", "hold", without("reason"), "case.needs_reason"),
        ("in_progress", "hold", without("until"), "case.needs_until"),
        ("in_progress", "hold", without("public"), "petition.hold_is_public"),
        ("closed", "reopen", without("reason"), "case.needs_reason"),
        ("closed", "reopen", without(reopened=3), "petition.reopened_too_often"),
        ("new", "forward", without("agency"), "case.needs_agency"),
        ("new", "assign", without("division"), "case.needs_division"),
        ("new", "merge", without("into"), "case.needs_into"),
        ("resolved", "rate", without(stars=6), "petition.needs_stars"),
        ("resolved", "rate", without(rated=True), "petition.rated_already"),
        ("closed", "start", ENOUGH, "case.no_such_step"),
        ("rejected", "reopen", ENOUGH, "case.no_such_step"),
        ("in_progress", "close", ENOUGH, "case.no_such_step"),
        ("in_progress", "reject", ENOUGH, "case.no_such_step"),
    ],
)
def test_each_guard_says_why_not(state: str, event: str, facts: dict[str, object], code: str) -> None:
    assert refusal(state, event, facts) == code


def test_a_surveyor_resolves_what_only_the_counter_forwards() -> None:
    surveyor = Actor("วิชัย ช่าง", "", ("survey",))

    assert TABLE.step("assigned", "resolve", surveyor, ENOUGH).target == "resolved"
    assert refusal("assigned", "forward", ENOUGH, surveyor) == "role.may_not"


def test_a_viewer_takes_no_step_at_all() -> None:
    assert [TABLE.events(state, Actor("ก", "", ("viewer",))) for state in TABLE.states] == [[]] * len(TABLE.states)


def test_every_state_is_reached_and_only_known_ones_are() -> None:
    steps = list(TABLE.diagram())

    assert {after for _, _, after in steps} | {TABLE.initial} == set(TABLE.states)
    assert TABLE.final <= set(TABLE.states)


TOLD = sorted({*ENOUGH} - {"reopened", "reopen_most"})
"""What may be left untold; a count and a setting are always there."""


@given(st.lists(st.tuples(st.sampled_from([one.event for one in TABLE.transitions]), st.dictionaries(
    st.sampled_from(TOLD), st.just(None), max_size=4)), max_size=30))  # fmt: skip
def test_nothing_closes_without_the_photo_and_the_deed(path: list[tuple[str, dict[str, object]]]) -> None:
    state, resolved_with_photo = TABLE.initial, False
    for event, missing in path:
        facts = {**ENOUGH, "photo_asked": True, "restricted": True, **missing}
        try:
            taken = TABLE.step(state, event, ALL, facts)
        except Refused:
            continue
        was, state = state, TABLE.after(state, taken)
        if state == "resolved" and was != state:
            resolved_with_photo = bool(facts["photo_after"] and facts["text"])
        if event == "close" and was == "resolved":
            assert resolved_with_photo
            assert facts["approver"]
