"""Lists of the permits' desk: what is late and owes a letter, what runs out, what was built and never reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ltaxgis.domain.cases import Case, CaseLink, may_see
from ltaxgis.domain.clocks import late_notices
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permit_desk import PERMITS, page
from ltaxgis.domain.permit_states import NOTIFIED, UNDER_WAY, WITHOUT_CLOCK
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.permits import EndingQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.permit_steps import own_due

LATE_NOTICE, EXPIRY_LETTER = "late_notice", "expiry_letter"
EVENT_OF = {"late_notice": LATE_NOTICE, "expiry": EXPIRY_LETTER}
"""Under which event a case remembers that a letter of a kind went out."""
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


def late_permits(
    reading: Reading, actor: Actor, book: OfficeBook, today: date, limit: int = MOST, offset: int = 0
) -> list[LatePermit]:
    """Applications whose day has come, the longest past first, with the letters that the law wants every seven days: a
    page of them. Of a notice that has its receipt the office owes nothing more: its day ends the office's own time to
    object."""
    told = page(book).get("late_notice", {})
    every, after = int(told.get("every", 7)), int(told.get("after", 0))
    over, last = today + timedelta(days=1 - after), offset + limit
    still = PERMITS.table.paused.union(NOTIFIED)
    running = tuple(sorted(set(PERMITS.table.states) - still))
    asked = CaseQuery(
        desk=PERMITS.name, open=True, states=running, late_on=over, viewer=actor.name, order="due_number", limit=last
    )
    cases = reading.get(Case, reading.case_uids(asked))
    late = [(case, case.due, False) for case in cases if case.due is not None]
    late += _amended_late(reading, actor, book, over)
    page_of = sorted(late, key=lambda one: (one[1], one[0].number))[offset:last]
    sent = reading.count_steps([case.uid for case, _, _ in page_of], LATE_NOTICE)
    return [
        LatePermit(case, due, late_notices(due, today, every, after), sent.get(case.uid, 0), amended)
        for case, due, amended in page_of
    ]


def _amended_late(reading: Reading, actor: Actor, book: OfficeBook, over: date) -> Iterator[tuple[Case, date, bool]]:
    """Those whose own day after amended plans has come, while that of the application has not."""
    still = PERMITS.table.paused.union(NOTIFIED)
    for case, permit in _amended(reading, actor):
        due = own_due(permit, book)
        told = case.due is not None and case.due < over and not case.paused and case.state not in still
        if case.closed_on is None and not told and due is not None and due.day < over:
            yield case, due.day, True


def expiring(
    reading: Reading, actor: Actor, today: date, within: int = 60, limit: int = MOST, offset: int = 0
) -> list[EndingPermit]:
    """Licences under way that end within so many days or have ended, the first to end first: a page of them."""
    asked = EndingQuery(today + timedelta(days=within), tuple(sorted(_LIVING)), False, actor.name, limit, offset)
    ending = _permits(reading, reading.ending_permits(asked))
    sent = reading.count_steps([case.uid for case, _ in ending], EXPIRY_LETTER)
    return [
        EndingPermit(case, permit, (permit.valid_to - today).days, case.uid in sent)
        for case, permit in ending if permit.valid_to is not None
    ]  # fmt: skip


def unreported(
    reading: Reading, actor: Actor, today: date, limit: int = MOST, offset: int = 0
) -> list[UnreportedPermit]:
    """Licences that are over while no building of the register came of them, in the order of their parcels: a list
    to walk by, or a page of it."""
    asked = EndingQuery(today - timedelta(days=1), tuple(sorted(_BUILT)), True, actor.name, limit, offset)
    over = _permits(reading, reading.ending_permits(asked))
    parcels = parcels_of(reading, [case.uid for case, _ in over])
    return [UnreportedPermit(case, permit, parcels.get(case.uid, [])) for case, permit in over]


def parcels_of(reading: Reading, case_uids: Sequence[Uid]) -> dict[Uid, list[Parcel]]:
    """The parcels on which each case stands."""
    links = [one for one in reading.having(CaseLink, "case_uid", case_uids) if one.kind == "parcel"]
    parcels = {one.uid: one for one in reading.get(Parcel, dict.fromkeys(one.target_uid for one in links))}
    found: dict[Uid, list[Parcel]] = {}
    for link in links:
        if link.target_uid in parcels:
            found.setdefault(link.case_uid, []).append(parcels[link.target_uid])
    return found


def _amended(reading: Reading, actor: Actor) -> Iterator[tuple[Case, Permit]]:
    """Those whose plans were amended, or whose appeal was upheld, that a person may see."""
    columns = reading.columns(Permit, ("case_uid", "amended_on", "upheld_on"))
    days = zip(columns.uids, columns["case_uid"], columns["amended_on"], columns["upheld_on"], strict=True)
    both = _permits(reading, [(uid, case_uid) for uid, case_uid, *begun in days if any(begun)])
    return ((case, permit) for case, permit in both if may_see(case, actor))


def _permits(reading: Reading, uids: Sequence[tuple[Uid, Uid]]) -> list[tuple[Case, Permit]]:
    """Cases with their permits."""
    permits = reading.get(Permit, [permit for permit, _ in uids])
    cases = {one.uid: one for one in reading.get(Case, [case for _, case in uids])}
    return [(cases[permit.case_uid], permit) for permit in permits if permit.case_uid in cases]
