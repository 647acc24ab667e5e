"""Books of correspondence on paper: registers in and out (forms 13 and 14), delivery book (16), lists of what is filed
(19, 20, 21), the borrowing card (24)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.correspondence import IN, OUT, Folder, Letter, Loan, Recipient
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import RESERVED, VOID
from ltaxgis.domain.papers.book import Book, BookDay, BookRow
from ltaxgis.domain.papers.case_list import ListColumn
from ltaxgis.domain.papers.paper import Fact, FormMark, Signature
from ltaxgis.domain.retention import retentions
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, MONTHS_EN, brief_date
from ltaxgis.ports.letters import RegisterLine
from ltaxgis.services.letter_filing import LoanLine
from ltaxgis.services.stationery import Stationery

FORMS = {IN: "13", OUT: "14"}
PIECE = 500
"""Lines that are set at once; a piece ends with a day where it can."""
_REGISTER = (
    ("number", 1.5),
    ("dated", 1.15),
    ("from", 2.0),
    ("to", 2.0),
    ("subject", 3.7),
    ("action", 2.2),
    ("remark", 1.3),
)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter on a list of what is handed over, filed or sent."""

    case: Case
    letter: Letter
    folder: Folder | None = None
    recipients: Sequence[Recipient] = field(default_factory=tuple)


def register_book(
    paper: Stationery, direction: str, lines: Sequence[RegisterLine], division: str = "", *, secret: bool = False
) -> Book:
    """The register as the book looks: the columns of its form in their order, a heading for each day. A void number
    keeps its line with the reason, a reserved one too. `secret`: the book of secret letters (ทขล. 1 or 2)."""
    paper = paper.letters()
    own = f"{direction}_number"
    columns = ((own, 0.8), *_REGISTER)
    days = tuple(
        BookDay(heading=_day_heading(paper, day), rows=tuple(_register_row(paper, direction, one) for one in these))
        for day, these in groupby(lines, key=lambda one: one.day)
    )
    heading = paper.say(f"book.{direction}")
    if division:
        heading = paper.say("book.of_division", heading=heading, division=paper.division(division))
    made = _book(paper, heading, FORMS[direction], _columns(paper, columns, narrow=(own,)), days)
    if not secret:
        return made
    told = paper.say(f"book.secret_{direction}")
    return replace(made, title=told, heading=told, form=FormMark(number=paper.say(f"book.secret_form_{direction}")))


def in_pieces(lines: Sequence[RegisterLine], most: int = PIECE) -> Iterator[Sequence[RegisterLine]]:
    """The lines in their order, at most so many at once; a day is kept whole where it fits."""
    first = 0
    while first < len(lines):
        last = min(first + most, len(lines))
        ends = last
        while last < len(lines) and ends > first and lines[ends].day == lines[ends - 1].day:
            ends -= 1
        last = ends if first < ends < last else last
        yield lines[first:last]
        first = last


def goes_on(book: Book, page: int) -> Book:
    """The same book whose first page is this one of it."""
    return replace(book, first_page=page)


def delivery_book(paper: Stationery, lines: Sequence[LetterLine], day: date) -> Book:
    """The messenger's book (form 16) of a day: a line for each recipient, room for who takes it to sign."""
    paper = paper.letters()
    columns = (("register_number", 1.4), ("from", 1.7), ("to", 2.4), ("subject", 3.0), ("unit", 1.6), ("taker", 1.7),
               ("taken", 1.3), ("remark", 1.1))  # fmt: skip
    rows = tuple(
        _row(paper, (
            one.case.number, one.letter.sender or paper.division(one.case.division),
            _to(to) or one.letter.addressee, one.case.title, to.agency if to is not None else "",
            to.handed_to if to is not None else "",
            _short_moment(paper, to.acknowledged_at) if to is not None else "",
            to.tracking if to is not None else "",
        ))
        for one in lines for to in (one.recipients or (None,))
    )  # fmt: skip
    made = _book(paper, paper.say("book.delivery"), "16", _columns(paper, columns),
                 (BookDay(heading=_day_heading(paper, day), rows=rows),))  # fmt: skip
    return replace(made, blank_rows=4)


def transfer_list(paper: Stationery, lines: Sequence[LetterLine], division: str = "") -> Book:
    """What a division hands over to be kept (บัญชีหนังสือส่งเก็บ, form 19)."""
    paper = paper.letters()
    columns = (("place", 0.75), ("number", 1.5), ("dated", 1.2), ("subject", 4.4), ("keep", 1.8), ("remark", 1.4))
    rows = _numbered(paper, lines, lambda one: (
        paper.figures(_number(one)), _short(paper, one.letter.dated), one.case.title, _kept(paper, one), "",
    ))  # fmt: skip
    facts = ((paper.say("book.from"), paper.division(division) or paper.settings.name),)
    return _book(
        paper, paper.say("book.transfer"), "19", _columns(paper, columns, narrow=("place",)), rows, facts, _hands(paper)
    )


def kept_register(paper: Stationery, lines: Sequence[LetterLine], year: int) -> Book:
    """What the registry keeps (ทะเบียนหนังสือเก็บ, form 20) of a BE year."""
    paper = paper.letters()
    columns = (("place", 0.75), ("received_on", 1.2), ("kept_number", 1.1), ("number", 1.5), ("subject", 4.0),
               ("folder", 1.2), ("keep", 1.7), ("remark", 1.3))  # fmt: skip
    rows = _numbered(paper, lines, lambda one: (
        _short(paper, one.letter.filed_on), "", paper.figures(_number(one)), one.case.title, _folder(paper, one),
        _kept(paper, one), "",
    ))  # fmt: skip
    facts = ((paper.say("book.year"), paper.figures(str(year))),)
    return _book(paper, paper.say("book.kept"), "20", _columns(paper, columns, narrow=("place",)), rows, facts)


def archive_list(paper: Stationery, lines: Sequence[LetterLine], year: int) -> Book:
    """What goes to the National Archives after 20 years (form 21), papers of a BE year."""
    paper = paper.letters()
    columns = (("place", 0.75), ("folder", 1.2), ("number", 1.6), ("dated", 1.3), ("register_number", 1.3),
               ("subject", 4.4), ("remark", 1.5))  # fmt: skip
    rows = _numbered(paper, lines, lambda one: (
        _folder(paper, one), paper.figures(_number(one)), _short(paper, one.letter.dated),
        paper.figures(one.case.number if one.letter.direction == IN else ""), one.case.title, "",
    ))  # fmt: skip
    facts = ((paper.say("book.year"), paper.figures(str(year))), (paper.say("book.from"), paper.settings.name))
    return _book(
        paper, paper.say("book.archive"), "21", _columns(paper, columns, narrow=("place",)), rows, facts, _hands(paper)
    )


def loans_list(paper: Stationery, lent: Sequence[LoanLine], letters: Mapping[Uid, Letter]) -> Book:
    """What is lent today, in the order of its days; no form of the regulation. `letters` are the lent ones by case."""
    paper = paper.letters()
    columns = (("place", 0.75), ("number", 1.5), ("subject", 3.6), ("borrower", 2.5), ("lender", 1.6), ("lent", 1.25),
               ("due", 1.25), ("remark", 1.9))  # fmt: skip
    rows = tuple(
        _row(paper, (
            str(place), _number(LetterLine(one.case, letters[one.case.uid])), one.case.title,
            _borrower(paper, one.loan), one.loan.lent_by, _short(paper, one.loan.lent_on),
            _short(paper, one.loan.due), paper.say("book.days_late", count=str(one.late)) if one.late else "",
        ))
        for place, one in enumerate(lent, 1)
    )  # fmt: skip
    facts = ((paper.say("book.on_day"), paper.day(paper.today)),)
    made = _book(paper, paper.say("book.lent"), "", _columns(paper, columns, narrow=("place",)),
                 (BookDay(rows=rows),), facts)  # fmt: skip
    return replace(made, form=FormMark())


def loan_card(paper: Stationery, case: Case, letter: Letter, loans: Sequence[Loan]) -> Book:
    """The borrowing card of a letter (บัตรยืมหนังสือ, form 24): its loans so far, and room for the next."""
    paper = paper.letters()
    columns = (("item", 2.6), ("borrower", 2.0), ("lender", 1.5), ("lent", 1.2), ("due", 1.2), ("returner", 1.5),
               ("returned", 1.2))  # fmt: skip
    rows = tuple(
        _row(paper, (
            f"{_number(LetterLine(case, letter))} {case.title}".strip(),
            _borrower(paper, one), one.lent_by,
            _short(paper, one.lent_on), _short(paper, one.due), one.returned_by, _short(paper, one.returned_on),
        ))
        for one in sorted(loans, key=lambda one: one.lent_on)
    )  # fmt: skip
    made = _book(paper, paper.say("book.loan"), "24", _columns(paper, columns), (BookDay(rows=rows),))
    return replace(made, small=True, blank_rows=max(1, 6 - len(rows)), title=f"{made.title} {case.number}".strip())


def _borrower(paper: Stationery, one: Loan) -> str:
    return " ".join(filter(None, (one.borrower, one.position, paper.division(one.division))))


def _register_row(paper: Stationery, direction: str, one: RegisterLine) -> BookRow:
    """Of a letter that came the sender's number stands under ที่, of one that goes out its own."""
    number = one.their_number if direction == IN else one.text
    to = one.addressee
    if one.receivers > 1:
        to = paper.say("letter_book.others", name=to, count=paper.figures(str(one.receivers - 1)))
    told = (number, _short(paper, one.dated or (one.day if direction == OUT else None)), one.sender, to,
            one.subject if not one.hidden else paper.say("book.hidden"))  # fmt: skip
    void = one.state == VOID
    remark = [one.remark]
    if one.circular:
        remark.append(paper.say("book.circular"))
    if void or one.state == RESERVED:
        remark.append(paper.say(f"book.{'void' if void else 'reserved'}", reason=one.reason))
    shown = [paper.figures(cell) for cell in (str(one.number), *told, _action(paper, one))]
    return BookRow(cells=(*shown, paper.figures(", ".join(filter(None, remark)))), struck=void)


def _action(paper: Stationery, one: RegisterLine) -> str:
    """What was written there, else where the letter went."""
    if one.action:
        return one.action
    went = (
        paper.say(
            "book.routed", whom=to.person or paper.division(to.division), day=_short(paper, local_day(to.sent_at))
        )
        for to in one.routed
    )
    return ", ".join(went) or paper.division(one.division)


def _book(
    paper: Stationery, heading: str, form: str, columns: tuple[ListColumn, ...], days: tuple[BookDay, ...],
    facts: tuple[Fact, ...] = (), signatures: tuple[Signature, ...] = (),
) -> Book:  # fmt: skip
    return Book(
        head=paper.head(), title=heading, made_on=paper.today, language=paper.words.language,
        thai_digits=paper.thai_digits, form=FormMark(number=paper.say("book.form", number=form)), heading=heading,
        facts=facts, columns=columns, days=days, empty=paper.say("book.empty"),
        sheet_mark=paper.say("book.sheet", page="{page}"), signatures=signatures,
    )  # fmt: skip


def _columns(
    paper: Stationery, columns: Iterable[tuple[str, float]], narrow: Sequence[str] = ()
) -> tuple[ListColumn, ...]:
    return tuple(
        ListColumn(label=paper.say(f"book.column.{name}"), share=share, numbers=name in narrow)
        for name, share in columns
    )


def _row(paper: Stationery, cells: Iterable[str]) -> BookRow:
    return BookRow(cells=tuple(map(paper.figures, cells)))


def _numbered(
    paper: Stationery, lines: Sequence[LetterLine], told: Callable[[LetterLine], tuple[str, ...]]
) -> tuple[BookDay, ...]:
    return (BookDay(rows=tuple(
        _row(paper, (str(place), *told(one))) for place, one in enumerate(lines, 1)
    )),)  # fmt: skip


def _day_heading(paper: Stationery, day: date | None) -> str:
    if day is None:
        return ""
    thai = paper.words.language == "th"
    month, era = (MONTHS, BE_OFFSET) if thai else (MONTHS_EN, 0)
    return paper.say("book.day", day=str(day.day), month=month[day.month - 1], year=str(day.year + era))


def _short(paper: Stationery, day: date | None) -> str:
    """`๑๕ ม.ค. ๖๙`: columns of a book are narrow."""
    return paper.figures(brief_date(day, paper.words.language)) if day is not None else ""


def _short_moment(paper: Stationery, at: datetime | None) -> str:
    return paper.figures(f"{_short(paper, local_day(at))} {at.astimezone(BANGKOK):%H.%M}") if at is not None else ""


def _number(one: LetterLine) -> str:
    """What stands on the letter: the sender's number, or ours."""
    return one.letter.their_number if one.letter.direction == IN else one.case.number


def _to(to: Recipient | None) -> str:
    return to.name if to is not None else ""


def _kept(paper: Stationery, one: LetterLine) -> str:
    until = one.letter.keep_until
    if until is not None:
        return _short(paper, until)
    known: Mapping[str, object] = retentions(paper.book)
    return (
        retentions(paper.book)[one.letter.retention].name(paper.words.language) if one.letter.retention in known else ""
    )


def _folder(paper: Stationery, one: LetterLine) -> str:
    return paper.figures(f"{one.folder.code}/{one.folder.year}") if one.folder is not None else ""


def _hands(paper: Stationery) -> tuple[Signature, ...]:
    return tuple(paper.signature(position=paper.say(f"book.{who}"), dated=True) for who in ("handed", "taken"))
