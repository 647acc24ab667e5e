"""The month of publicity: events, what goes out and ends, deadlines, readings, what is taken down, days off."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ltaxgis.domain.broadcasts import times_of
from ltaxgis.domain.cases import Case, local_day, may_see
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import BOARD, Broadcast, Posting, Publication
from ltaxgis.domain.publicity_states import WITHDRAWN
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Reading

HAPPENS, GOES_OUT, ENDS, DEADLINE, READ, TAKE_DOWN, HOLIDAY = (
    "happens", "goes_out", "ends", "deadline", "read", "take_down", "holiday",
)  # fmt: skip
KINDS = (HOLIDAY, HAPPENS, GOES_OUT, DEADLINE, READ, TAKE_DOWN, ENDS)
"""In the order in which they stand within a day."""
_LONGEST = 62


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day: `at` None where the whole day is meant. `uid` is the case, empty for a holiday; `count` how
    often on this day."""

    day: date
    kind: str
    title: str
    at: datetime | None = None
    uid: str = ""
    number: str = ""
    product: str = ""
    state: str = ""
    place: str = ""
    count: int = 1


def month_of(reading: Reading, actor: Actor, book: OfficeBook, year: int, month: int) -> list[Entry]:
    """All of a month (CE), by day, then by kind and time. What was withdrawn is left out; what lasts several days
    stands on each."""
    ask_leave(actor, "cases.work")
    first = date(year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    return entries_between(reading, actor, book, first, last)


def entries_between(reading: Reading, actor: Actor, book: OfficeBook, first: date, last: date) -> list[Entry]:
    """As `month_of`, from one day to another, both included."""
    cases = _cases(reading, actor)
    found = [Entry(day, HOLIDAY, name) for day, name in book.days.holidays.items()]
    for publication in reading.get(Publication, reading.columns(Publication, ()).uids):
        if (case := cases.get(publication.case_uid)) is not None:
            found += _of_publication(case, publication, first, last)
    found += _read(reading, cases, first, last)
    found += _taken_down(reading, cases)
    within = [one for one in found if first <= one.day <= last]
    return sorted(within, key=_order)


def _order(one: Entry) -> tuple[date, int, str, str]:
    return one.day, KINDS.index(one.kind), "" if one.at is None else one.at.astimezone(UTC).isoformat(), one.number


def _cases(reading: Reading, actor: Actor) -> dict[Uid, Case]:
    columns = reading.columns(Publication, ("case_uid",))
    cases = reading.get(Case, columns["case_uid"])
    return {one.uid: one for one in cases if one.state != WITHDRAWN and may_see(one, actor)}


def _of_publication(case: Case, one: Publication, first: date, last: date) -> Iterator[Entry]:
    if one.starts is not None:
        start, end = local_day(one.starts), local_day(one.ends or one.starts)
        for day in _days(max(start, first), min(end, last)):
            yield _entry(case, HAPPENS, day, one.starts if day == start else None)
    for kind, at in ((GOES_OUT, one.publish_from), (ENDS, one.publish_to), (DEADLINE, one.deadline)):
        if at is not None:
            yield _entry(case, kind, local_day(at), at)


def _read(reading: Reading, cases: dict[Uid, Case], first: date, last: date) -> Iterator[Entry]:
    for one in reading.get(Broadcast, reading.columns(Broadcast, ()).uids):
        if (case := cases.get(one.case_uid)) is None:
            continue
        for day in _days(max(one.first, first), min(one.last, last)):
            if count := len(times_of(one, day)):
                yield _entry(case, READ, day, None, count)


def _taken_down(reading: Reading, cases: dict[Uid, Case]) -> Iterator[Entry]:
    for one in reading.get(Posting, reading.columns(Posting, ()).uids):
        case = cases.get(one.case_uid)
        if case is not None and one.channel == BOARD and one.last is not None and one.down_on is None:
            yield Entry(one.last, TAKE_DOWN, case.title, None, case.uid, case.number, case.kind, case.state, one.place)


def _entry(case: Case, kind: str, day: date, at: datetime | None, count: int = 1) -> Entry:
    return Entry(day, kind, case.title, at, case.uid, case.number, case.kind, case.state, case.place_text, count)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range(min((last - first).days + 1, _LONGEST)):
        yield first + timedelta(days=n)
