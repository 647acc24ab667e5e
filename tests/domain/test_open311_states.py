"""How Open311's states and ours mean one another (office.md 7.2)."""

import pytest

from ltaxgis.domain.open311 import ServiceRequest, from_wire, row_of, to_wire
from ltaxgis.domain.petition_states import PETITION_STATES


@pytest.mark.parametrize(
    ("state", "wire"),
    [
        ("new", ("open", "")), ("accepted", ("open", "")), ("assigned", ("open", "ACTION_SCHEDULED")),
        ("in_progress", ("open", "IN_PROGRESS")), ("on_hold", ("open", "")), ("resolved", ("closed", "FIXED")),
        ("closed", ("closed", "FIXED")), ("rejected", ("closed", "NO_FURTHER_ACTION")),
        ("forwarded", ("closed", "INTERNAL_REFERRAL")), ("merged", ("closed", "DUPLICATE")),
        ("cancelled", ("closed", "CANCELLED")), ("reopened", ("open", "REOPEN")),
    ],
)  # fmt: skip
def test_each_state_is_told_as_the_mapping_says(state: str, wire: tuple[str, str]) -> None:
    assert to_wire(state) == wire


def test_every_state_has_its_place_on_the_wire() -> None:
    assert {to_wire(state)[0] for state in PETITION_STATES.states} == {"open", "closed"}
    assert to_wire("rejected", "NOT_COUNCILS_RESPONSIBILITY") == ("closed", "NOT_COUNCILS_RESPONSIBILITY")


@pytest.mark.parametrize(
    ("status", "extended", "notice", "state"),
    [
        ("open", "", "", "new"), ("open", "", "รอวัสดุ", "on_hold"), ("closed", "", "", "closed"),
        ("IN_PROGRESS", "", "", "in_progress"), ("open", "in progress", "", "in_progress"),
        ("closed", "NOT_COUNCILS_RESPONSIBILITY", "", "rejected"), ("CLOSED", "IN_PROGRESS", "", "closed"),
        ("investigating", "", "", "accepted"), ("ปิด", "", "", ""),
    ],
)  # fmt: skip
def test_what_others_say_is_understood(status: str, extended: str, notice: str, state: str) -> None:
    assert from_wire(status, extended, notice) == state


def test_our_own_state_counts_where_it_does_not_contradict_the_status() -> None:
    told = {"state": "accepted"}

    assert row_of(ServiceRequest(status="open", extended=told)).state == "accepted"
    assert row_of(ServiceRequest(status="closed", extended=told)).state == "closed"
    assert (
        row_of(ServiceRequest(status="closed", extended_status="NOT_COUNCILS_RESPONSIBILITY")).reject_code == "not_ours"
    )
