"""Traffy Fondue's open data: what a ticket says, and what its states are here."""

from collections.abc import Mapping
from typing import Any

from ltaxgis.domain.petition_rows import PetitionRow, split_pair
from ltaxgis.domain.petition_states import CANCELLED, CLOSED, FORWARDED, IN_PROGRESS, NEW, REJECTED, REOPENED

STATES = {
    "รอรับเรื่อง": NEW, "start": NEW, "รับเรื่อง": NEW, "กำลังดำเนินการ": IN_PROGRESS, "inprogress": IN_PROGRESS,
    "in progress": IN_PROGRESS, "ติดตาม": IN_PROGRESS, "follow": IN_PROGRESS, "เสร็จสิ้น": CLOSED, "finish": CLOSED,
    "ส่งต่อ": FORWARDED, "forward": FORWARDED, "ไม่เกี่ยวข้อง": REJECTED, "irrelevant": REJECTED, "ปฏิเสธ": REJECTED,
    "ยกเลิก": CANCELLED, "cancel": CANCELLED, "เปิดใหม่": REOPENED, "reopen": REOPENED,
}  # fmt: skip
HEADINGS = frozenset({"ticket_id", "coords", "timestamp", "state"})
_TYPES = ("problem_type_abdul", "problem_type_fondue", "type", "problem_type")
_TEXTS = ("description", "comment")
_MEDIA = ("photo_url", "photo", "image")
_ORGANISATIONS = ("org", "organization", "organization_action")


def row_of(ticket: Mapping[str, Any], line: int) -> PetitionRow:
    """A ticket as any file's row; its coordinates are longitude before latitude."""
    said = _said(ticket, "state").strip()
    state = next((ours for name, ours in STATES.items() if said.lower().startswith(name)), "")
    east, north = _coordinates(ticket)
    organisation = _first(ticket, _ORGANISATIONS)
    return PetitionRow(
        line=line, external_id=_said(ticket, "ticket_id"), category=_first(ticket, _TYPES),
        text=_first(ticket, _TEXTS), state=state, state_text=said, received=_said(ticket, "timestamp"),
        updated=_said(ticket, "last_activity"), north=north, east=east, place_text=_said(ticket, "address"),
        agency=organisation if state == FORWARDED else "", reject_code="not_ours" if state == REJECTED else "",
        stars=_said(ticket, "star"), reopened=_said(ticket, "count_reopen"), media=_first(ticket, _MEDIA),
        channel="file",
    )  # fmt: skip


def _coordinates(ticket: Mapping[str, Any]) -> tuple[str, str]:
    told = ticket.get("coords") or ticket.get("coordinates")
    if isinstance(told, list | tuple):
        return (str(told[0]), str(told[1])) if len(told) == 2 else ("", "")
    return split_pair(str(told or ""))


def _first(ticket: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _said(ticket, name))), "")


def _said(ticket: Mapping[str, Any], name: str) -> str:
    """A cell as text; several kinds of one ticket with `|` between them, as `{น้ำท่วม,ถนน}` says them too."""
    told = ticket.get(name)
    if isinstance(told, list | tuple):
        return "|".join(str(one) for one in told if one)
    text = str(told).strip() if isinstance(told, str | int | float) else ""
    return text.strip("{}").replace(",", "|") if text.startswith("{") and text.endswith("}") else text
