"""Giving numbers: the next one, one that was reserved, one that becomes void."""

from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.cases import Case, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.numbering import RESERVED, USED, VOID, GivenNumber, Series, new_number
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work


def series_of(book: OfficeBook, name: str) -> Series:
    """Refused (`number.no_series`) where the office's book has none of this name."""
    if name not in book.series:
        raise Refused("number.no_series", name=name)
    return book.series[name]


def give_number(
    work: Work, series: Series, day: date, division: str = "", case_uid: str = "", reason: str = "",
    dated: date | None = None,
) -> GivenNumber:  # fmt: skip
    """The next number of its series, for a case or to be reserved; it is part of the work that asked for it."""
    year = series.year(day)
    last = work.last_number(series.name, division if series.per_division else "", year)
    told = mask_numbers_in(reason)
    given = replace(new_number(series, last + 1, year, new_uid(), division, case_uid, dated or day), reason=told)
    work.apply(ChangeSet("number.give", (Change(None, given),)))
    return given


def ask_past_day(book: OfficeBook, series: Series, day: date, today: date) -> None:
    """Refused (`number.past_day`) where a number of today cannot be dated back to this day."""
    if day > today or series.year(day) != series.year(today) or not book.days.is_working(day):
        raise Refused("number.past_day", day=day)


def use_reserved(work: Work, text: str, series: str, case_uid: Uid) -> GivenNumber:
    """A reserved number belongs to a case. Refused (`number.not_reserved`) where it is not free."""
    free = [one for one in work.having(GivenNumber, "text", [text]) if one.series == series and one.state == RESERVED]
    if not free:
        raise Refused("number.not_reserved", number=text)
    used = replace(free[0], state=USED, case_uid=case_uid)
    work.apply(ChangeSet("number.use", (Change(free[0], used),)))
    return used


def reserve_number(
    project: Project, actor: Actor, book: OfficeBook, series: str, day: date, division: str = "", reason: str = "",
    today: date | None = None,
) -> GivenNumber:  # fmt: skip
    """A number is kept for a case that comes later, dated `day`. Refused (`number.past_day`) where that is neither
    `today` nor a working day before it in the same year of the series (office practice)."""
    ask_leave(actor, "cases.work")
    if today is not None and day != today:
        ask_past_day(book, series_of(book, series), day, today)
    with project.work(actor, "number.reserve", reason) as work:
        given = give_number(work, series_of(book, series), day, division, reason=reason, dated=day)
        work.commit()
        return given


def reserved_in(reading: Reading, series: str) -> list[GivenNumber]:
    """The numbers of a series that wait for a case, the newest first."""
    kept = [one for one in reading.having(GivenNumber, "state", [RESERVED]) if one.series == series]
    return sorted(kept, key=lambda one: (-one.year, -one.number))


def void_number(project: Project, actor: Actor, uid: Uid, reason: str) -> Applied:
    """A number is void and stays in its series with the reason. Refused: `number.needs_reason`, `number.in_use`."""
    ask_leave(actor, "numbers.void")
    if not reason.strip():
        raise Refused("number.needs_reason")
    with project.work(actor, "number.void", reason) as work:
        given = next(iter(work.get(GivenNumber, [uid])), None)
        if given is None or given.state != RESERVED:
            raise Refused("number.in_use", number=given.text if given else "")
        void = replace(given, state=VOID, reason=mask_numbers_in(reason))
        work.apply(ChangeSet("number.void", (Change(given, void),)))
        return work.commit()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A given number and the case that has it, None where none has."""

    given: GivenNumber
    case: Case | None


def numbers_of(reading: Reading, actor: Actor, series: str, year: int) -> list[NumberLine]:
    """All numbers of a series in a BE year, the newest first: none is missing. Cases that this person may not see are
    left out of their lines."""
    given = [one for one in reading.having(GivenNumber, "series", [series]) if one.year == year]
    cases = {one.uid: one for one in reading.get(Case, [Uid(one.case_uid) for one in given if one.case_uid])}
    seen = {uid: case for uid, case in cases.items() if may_see(case, actor)}
    lines = [NumberLine(one, seen.get(Uid(one.case_uid))) for one in given]
    return sorted(lines, key=lambda line: (line.given.division, -line.given.number))
