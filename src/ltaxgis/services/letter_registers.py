"""The books of correspondence as people read them: lines with the columns of the regulation, on screen and in Excel."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.correspondence_desk import (
    CIRCULAR_SERIES,
    DIVISION_SERIES,
    IN_SERIES,
    LETTERS_IN,
    LETTERS_OUT,
    OUT_SERIES,
    PAGE,
    SECRET_IN_SERIES,
    SECRET_OUT_SERIES,
    SEPARATE,
    secret_apart,
)
from ltaxgis.domain.numbering import RESERVED, VOID
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.letters import RegisterLine, RegisterPage, RegisterQuery, RoutedLine
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.case_workbook import CaseNames

PIECE = 5_000
OWN_SERIES = ("order", "announcement", "statement", "news", "certificate")
COLUMNS = ("number", "their_number", "dated", "sender", "addressee", "subject", "action", "remark")
_WIDTHS = {"number": 14.0, "their_number": 20.0, "dated": 12.0, "sender": 30.0, "addressee": 30.0, "subject": 52.0,
           "action": 34.0, "remark": 28.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of a book in words, `day` over it where the day changes. `of` is what it was made from."""

    day: date | None
    number: str
    their_number: str
    dated: str
    sender: str
    addressee: str
    subject: str
    action: str
    remark: str
    of: RegisterLine

    def cells(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in COLUMNS)


def books(office: OfficeBook) -> list[tuple[str, str]]:
    """The books that an office keeps, as (series, division): in, out, circulars where they count on their own, each
    division's own, and those of orders and the like."""
    separate = office.tables.get(PAGE, {}).get("circular_sequence", SEPARATE) == SEPARATE
    secret = [SECRET_IN_SERIES, SECRET_OUT_SERIES] if secret_apart(office) else []
    kept = [IN_SERIES, OUT_SERIES, *([CIRCULAR_SERIES] if separate else []), *secret, *OWN_SERIES]
    named = [(name, "") for name in kept if name in office.series]
    own = [(DIVISION_SERIES, code) for code in office.divisions] if DIVISION_SERIES in office.series else []
    return [*named, *own]


def main_books(office: OfficeBook, direction: str) -> list[str]:
    """The series that make the register in (`in`) or out (`out`)."""
    if direction == "in":
        return [IN_SERIES]
    return [name for name, _ in books(office) if name in (OUT_SERIES, CIRCULAR_SERIES)]


def register(reading: Reading, actor: Actor, query: RegisterQuery) -> RegisterPage:
    """A page of a book, as this person may see it."""
    ask_leave(actor, "cases.work")
    return reading.letter_register(replace(query, viewer=actor.name))


def whole_book(reading: Reading, actor: Actor, query: RegisterQuery) -> Iterator[RegisterLine]:
    """All lines of a book, page by page."""
    offset = 0
    while lines := register(reading, actor, replace(query, limit=PIECE, offset=offset)).lines:
        yield from lines
        offset += len(lines)


def book_lines(lines: Iterable[RegisterLine], names: CaseNames) -> Iterator[BookLine]:
    """The lines in words."""
    for one in lines:
        yield BookLine(
            day=one.day, number=str(one.number), their_number=_paper_number(one),
            dated=_day(one.dated or (one.day if _is_ours(one) else None), names),
            sender=one.sender or _own_division(one, names), addressee=_to(one, names),
            subject=_subject(one, names), action=_action(one, names), remark=_remark(one, names), of=one,
        )  # fmt: skip


def register_sheet(
    reading: Reading, actor: Actor, query: RegisterQuery, names: CaseNames, title: str
) -> WorkSheet:  # fmt: skip
    """The whole book in its columns; before the first line of a day stands the day, as in the book."""
    words = names.words
    headings = tuple(SheetColumn(words(f"letter_book.column.{one}"), _WIDTHS[one]) for one in COLUMNS)
    return WorkSheet(title, headings, _rows(book_lines(whole_book(reading, actor, query), names), names))


def _rows(lines: Iterable[BookLine], names: CaseNames) -> Iterator[SheetRow]:
    day: date | None = None
    for line in lines:
        if line.day is not None and line.day != day:
            day = line.day
            head: list[CellValue] = [names.words("letter_book.day", day=_day(day, names))]
            yield SheetRow([*head, *([None] * (len(COLUMNS) - 1))])
        yield SheetRow(list(line.cells()))


def _day(day: date | None, names: CaseNames) -> str:
    return "" if day is None else short_date(day, names.words.language)


def _is_ours(one: RegisterLine) -> bool:
    return one.series not in (IN_SERIES, DIVISION_SERIES)


def _paper_number(one: RegisterLine) -> str:
    """What stands on the paper: the sender's number of one that came, our own of one that goes out."""
    return one.text if _is_ours(one) else one.their_number


def _own_division(one: RegisterLine, names: CaseNames) -> str:
    return names.division(one.division) if one.desk == LETTERS_OUT.name and one.division else ""


def _to(one: RegisterLine, names: CaseNames) -> str:
    if one.receivers > 1:
        return names.words("letter_book.others", name=one.addressee, count=one.receivers - 1)
    return one.addressee


def _subject(one: RegisterLine, names: CaseNames) -> str:
    if one.hidden:
        return names.words("letter_book.hidden")
    if one.case_uid is not None and one.desk not in (LETTERS_IN.name, LETTERS_OUT.name):
        return f"{names.kind(one.desk, one.kind)}: {one.subject}"
    return one.subject


def _action(one: RegisterLine, names: CaseNames) -> str:
    if one.state == VOID:
        return names.words("number.state.void")
    if one.state == RESERVED:
        return names.words("number.state.reserved")
    if one.hidden:
        return ""
    told = [one.action] if one.action else []
    told += [_routed(step, names) for step in one.routed]
    if not told and one.case_uid is not None:
        where = [names.division(one.division)] if one.division else []
        told = [*where, names.state(one.desk, one.case_state)]
    return "; ".join(told)


def _routed(step: RoutedLine, names: CaseNames) -> str:
    words = names.words
    to = step.person or names.division(step.division)
    told = f"{to} {words(f'purpose.{step.purpose}')}"
    if step.returned:
        return f"{told} ({words('minute.back')})"
    return f"{told} ({words('letter_book.own_number', number=step.number)})" if step.number else told


def _remark(one: RegisterLine, names: CaseNames) -> str:
    urgency = names.words(f"urgency.{one.urgency}") if one.urgency and one.case_uid is not None else ""
    reason = one.reason if one.state in (VOID, RESERVED) else ""
    return "; ".join(filter(None, (urgency, one.remark, reason)))
