"""Open311 GeoReport v2: what a request says, and how its states and ours mean one another.

A plain server knows `open` and `closed`; the finer states are those that FixMyStreet speaks on the wire.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.petition_book import PetitionBook
from ltaxgis.domain.petition_rows import PetitionRow
from ltaxgis.domain.petition_states import (
    ACCEPTED,
    ASSIGNED,
    CANCELLED,
    CLOSED,
    FORWARDED,
    IN_PROGRESS,
    MERGED,
    NEW,
    ON_HOLD,
    REJECTED,
    REOPENED,
    RESOLVED,
)  # fmt: skip
from ltaxgis.domain.public import PublicCase

OPEN, SHUT = "open", "closed"
_TO: dict[str, tuple[str, str]] = {
    NEW: (OPEN, ""), ACCEPTED: (OPEN, ""), ASSIGNED: (OPEN, "ACTION_SCHEDULED"), IN_PROGRESS: (OPEN, "IN_PROGRESS"),
    ON_HOLD: (OPEN, ""), REOPENED: (OPEN, "REOPEN"), RESOLVED: (SHUT, "FIXED"), CLOSED: (SHUT, "FIXED"),
    REJECTED: (SHUT, "NO_FURTHER_ACTION"), FORWARDED: (SHUT, "INTERNAL_REFERRAL"), MERGED: (SHUT, "DUPLICATE"),
    CANCELLED: (SHUT, "CANCELLED"),
}  # fmt: skip
_FROM: dict[str, str] = {
    "OPEN": NEW, "FOR_TRIAGE": NEW, "INVESTIGATING": ACCEPTED, "ACTION_SCHEDULED": ASSIGNED,
    "IN_PROGRESS": IN_PROGRESS, "REOPEN": REOPENED, "FIXED": CLOSED, "CLOSED": CLOSED, "DUPLICATE": MERGED,
    "NOT_COUNCILS_RESPONSIBILITY": REJECTED, "NO_FURTHER_ACTION": REJECTED, "INTERNAL_REFERRAL": FORWARDED,
    "CANCELLED": CANCELLED,
}  # fmt: skip
_REJECTED_AS = {"NOT_COUNCILS_RESPONSIBILITY": "not_ours"}


@dataclass(frozen=True, slots=True)
class Service:
    """A service of `services.json`."""

    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False
    type: str = "batch"
    keywords: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A request of `requests.json`; dates are ISO 8601 in CE with an offset. `line` is where it stood in its file.
    `extended` are the attributes beyond the standard, by name."""

    service_request_id: str = ""
    status: str = OPEN
    status_notes: str = ""
    service_name: str = ""
    service_code: str = ""
    description: str = ""
    agency_responsible: str = ""
    service_notice: str = ""
    requested_datetime: str = ""
    updated_datetime: str = ""
    expected_datetime: str = ""
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    lat: str = ""
    long: str = ""
    media_url: str = ""
    extended_status: str = ""
    extended: dict[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


def to_wire(state: str, reject: str = "") -> tuple[str, str]:
    """Status and extended status of one of our states; `reject` is what the refusal's reason is called there."""
    status, extended = _TO[state]
    return status, (reject or extended) if state == REJECTED else extended


def from_wire(status: str, extended: str = "", notice: str = "") -> str:
    """Our state of what a request says of itself, empty where nobody knows it. One that waits says so in its notice;
    a plain server closes with nothing but `closed`."""
    said = [text.strip().upper().replace(" ", "_").replace("-", "_") for text in (extended, status)]
    state = next((_FROM[text] for text in said if text in _FROM), "")
    if said[1] == "CLOSED" and state not in ("", *_SHUT_STATES):
        return CLOSED
    return ON_HOLD if state in (NEW, ACCEPTED) and notice.strip() else state


_SHUT_STATES = frozenset(state for state, (status, _) in _TO.items() if status == SHUT)


def service_of(code: str, known: PetitionBook, language: str = "th") -> Service:
    category = known.categories[code]
    return Service(
        category.open311, category.name(language), category.name("en" if language == "th" else "th"), False, "batch",
        tuple(category.keywords), category.group,
    )  # fmt: skip


def request_of(public: PublicCase, known: PetitionBook, division: str, language: str = "th") -> ServiceRequest:
    """A petition as other systems are told it; `division` is its name in words."""
    category = known.categories[public.category]
    reject = known.rejects.get(public.reject_code)
    status, extended = to_wire(public.state, reject.open311 if reject is not None else "")
    more = {
        "state": public.state, "kind": public.kind, "until": public.until.isoformat() if public.until else "",
        "reject_code": public.reject_code, "duplicate_of": public.merged_into,
        "stars": str(public.stars) if public.stars else "", "reopened": str(public.reopened) if public.reopened else "",
    }  # fmt: skip
    return ServiceRequest(
        service_request_id=public.number, status=status, status_notes=public.answer,
        service_name=category.name(language), service_code=category.open311, description=public.about,
        agency_responsible=public.agency or division, service_notice=public.waiting,
        requested_datetime=_iso(public.received_at), updated_datetime=_iso(public.updated_at),
        expected_datetime=f"{public.due.isoformat()}T16:30:00+07:00" if public.due else "",
        lat=repr(public.place[0]) if public.place else "", long=repr(public.place[1]) if public.place else "",
        extended_status=extended, extended={name: text for name, text in more.items() if text},
    )  # fmt: skip


def row_of(request: ServiceRequest) -> PetitionRow:
    """The request as any file's row. What it says beyond the standard counts where it does not contradict its
    status."""
    more = request.extended
    state = from_wire(
        request.status, request.extended_status or more.get("extended_status", ""), request.service_notice
    )
    ours = more.get("state", "")
    if ours in _TO and to_wire(ours)[0] == request.status.strip().lower():
        state = ours
    known_as = request.extended_status.strip().upper()
    return PetitionRow(
        line=request.line, external_id=request.service_request_id, kind=more.get("kind", ""),
        category=request.service_code or request.service_name, text=request.description, state=state,
        state_text=request.extended_status or request.status, received=request.requested_datetime,
        updated=request.updated_datetime, due=request.expected_datetime, north=request.lat, east=request.long,
        place_text=request.address, notice=request.service_notice, until=more.get("until", ""),
        answer=request.status_notes, agency=request.agency_responsible if state == FORWARDED else "",
        reject_code=more.get("reject_code", "") or _rejected_as(state, known_as),
        merged_into=more.get("duplicate_of", ""), stars=more.get("stars", ""), reopened=more.get("reopened", ""),
        media=request.media_url, channel="file",
    )  # fmt: skip


def _rejected_as(state: str, known_as: str) -> str:
    return _REJECTED_AS.get(known_as, "too_little") if state == REJECTED else ""


def _iso(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")
