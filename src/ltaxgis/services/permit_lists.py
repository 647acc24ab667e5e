"""Lists of the permits' desk: what is late and owes a letter, what runs out, what was built and never reported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ltaxgis.domain.cases import Case, CaseLink, CaseStep, may_see
from ltaxgis.domain.clocks import late_notices
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permit_desk import PERMITS, page
from ltaxgis.domain.permit_states import NOTIFIED, UNDER_WAY, WITHOUT_CLOCK
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.permit_steps import own_due

LATE_NOTICE, EXPIRY_LETTER = "late_notice", "expiry_letter"
MOST = 100_000
_LIVING = frozenset({*UNDER_WAY, *NOTIFIED, *WITHOUT_CLOCK})
_BUILT = frozenset({*UNDER_WAY, "renewal_requested", "expired", *NOTIFIED, "closed"})


@dataclass(frozen=True, slots=True)
class LatePermit:
    """An application past its day. `notices` are the days on which a letter was owed, `sent` how many went out;
    `amended`: it is the term after amended plans that ran out."""

    case: Case
    due: date
    notices: Sequence[date]
    sent: int
    amended: bool = False

    @property
    def owed(self) -> int:
        return max(len(self.notices) - self.sent, 0)


@dataclass(frozen=True, slots=True)
class EndingPermit:
    """A licence that ends, or has ended without anybody saying so. `left` days, negative when over; `told`: a letter
    went out."""

    case: Case
    permit: Permit
    left: int
    told: bool


@dataclass(frozen=True, slots=True)
class UnreportedPermit:
    """A licence that is over whose building was never reported, with where to walk."""

    case: Case
    permit: Permit
    parcels: Sequence[Parcel]


def late_permits(reading: Reading, actor: Actor, book: OfficeBook, today: date) -> list[LatePermit]:
    """Applications whose day has come, the longest past first, with the letters that the law wants every seven days.
    Of a notice that has its receipt the office owes nothing more: its day ends the office's own time to object."""
    told = page(book).get("late_notice", {})
    every, after = int(told.get("every", 7)), int(told.get("after", 0))
    over = today + timedelta(days=1 - after)
    asked = CaseQuery(desk=PERMITS.name, open=True, late_on=over, viewer=actor.name, limit=MOST)
    still = PERMITS.table.paused.union(NOTIFIED)
    uids = [line.uid for line in reading.case_page(asked).lines if line.state not in still]
    late = {case.uid: (case, case.due, False) for case in reading.get(Case, uids) if case.due is not None}
    for case, permit in _amended(reading, actor):
        due = own_due(permit, book)
        if case.closed_on is None and case.uid not in late and due is not None and due.day < over:
            late[case.uid] = (case, due.day, True)
    sent = _sent(reading, list(late), LATE_NOTICE)
    found = [
        LatePermit(case, due, late_notices(due, today, every, after), sent.get(case.uid, 0), amended)
        for case, due, amended in late.values()
    ]
    return sorted(found, key=lambda one: (one.due, one.case.number))


def expiring(reading: Reading, actor: Actor, today: date, within: int = 60) -> list[EndingPermit]:
    """Licences under way that end within so many days or have ended, the first to end first."""
    last = today + timedelta(days=within)
    ending = [
        (case, permit, permit.valid_to)
        for case, permit in _ending(reading, actor, last)
        if case.state in _LIVING and permit.valid_to is not None
    ]
    sent = _sent(reading, [case.uid for case, _, _ in ending], EXPIRY_LETTER)
    found = [EndingPermit(case, permit, (ends - today).days, bool(sent.get(case.uid))) for case, permit, ends in ending]
    return sorted(found, key=lambda one: (one.left, one.case.number))


def unreported(reading: Reading, actor: Actor, today: date) -> list[UnreportedPermit]:
    """Licences that are over while no building of the register came of them, in the order of their parcels: a list
    to walk by."""
    over = [
        (case, permit)
        for case, permit in _ending(reading, actor, today - timedelta(days=1))
        if case.state in _BUILT and permit.completed_on is None and not permit.building_uid
        and permit.work not in ("demolish", "change_use")
    ]  # fmt: skip
    parcels = parcels_of(reading, [case.uid for case, _ in over])
    found = [UnreportedPermit(case, permit, parcels.get(case.uid, [])) for case, permit in over]
    return sorted(found, key=lambda one: ([parcel.code for parcel in one.parcels], one.case.number))


def parcels_of(reading: Reading, case_uids: Sequence[Uid]) -> dict[Uid, list[Parcel]]:
    """The parcels on which each case stands."""
    links = [one for one in reading.having(CaseLink, "case_uid", case_uids) if one.kind == "parcel"]
    parcels = {one.uid: one for one in reading.get(Parcel, dict.fromkeys(one.target_uid for one in links))}
    found: dict[Uid, list[Parcel]] = {}
    for link in links:
        if link.target_uid in parcels:
            found.setdefault(link.case_uid, []).append(parcels[link.target_uid])
    return found


def _ending(reading: Reading, actor: Actor, last: date) -> Iterator[tuple[Case, Permit]]:
    """Those with a licence up to a day."""
    columns = reading.columns(Permit, ("valid_to",))
    ends = zip(columns.uids, columns["valid_to"], strict=True)
    yield from _permits(reading, actor, [uid for uid, day in ends if day is not None and day <= last])


def _amended(reading: Reading, actor: Actor) -> Iterator[tuple[Case, Permit]]:
    """Those whose plans were amended, or whose appeal was upheld."""
    columns = reading.columns(Permit, ("amended_on", "upheld_on"))
    days = zip(columns.uids, columns["amended_on"], columns["upheld_on"], strict=True)
    yield from _permits(reading, actor, [uid for uid, *begun in days if any(begun)])


def _permits(reading: Reading, actor: Actor, uids: Sequence[Uid]) -> Iterator[tuple[Case, Permit]]:
    """Permits that a person may see, with their cases."""
    permits = reading.get(Permit, uids)
    cases = {one.uid: one for one in reading.get(Case, [permit.case_uid for permit in permits])}
    for permit in permits:
        case = cases.get(permit.case_uid)
        if case is not None and may_see(case, actor):
            yield case, permit


def _sent(reading: Reading, uids: Sequence[Uid], event: str) -> Mapping[Uid, int]:
    counted: dict[Uid, int] = {}
    for step in reading.having(CaseStep, "case_uid", uids):
        if step.event == event:
            counted[step.case_uid] = counted.get(step.case_uid, 0) + 1
    return counted
