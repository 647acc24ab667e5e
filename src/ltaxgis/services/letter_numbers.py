"""Numbers of letters that go out: one in a single call, one for a draft, reserved, dated back, void."""

from dataclasses import replace
from datetime import date, datetime

from ltaxgis.domain.cases import Case, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import EXTERNAL, Letter
from ltaxgis.domain.correspondence_desk import DIVISION_SERIES, IN_SERIES, LETTERS_OUT, PAGE, out_series
from ltaxgis.domain.desks import Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import RESERVED, USED, VOID, GivenNumber
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_numbers import ask_past_day, give_number, series_of
from ltaxgis.services.case_steps import step_in, the_case
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.services.letter_steps import letter_facts
from ltaxgis.services.letters import LetterDraft, draft_letter_in

NUMBER, RESERVE, VOIDED = "case.number", "number.reserve", "case.void"


def quick_number(
    project: Project, actor: Actor, book: OfficeBook, draft: LetterDraft, now: datetime, *,
    dated: date | None = None, reason: str = "", reserved: Uid | None = None,
) -> Received:  # fmt: skip
    """A letter that goes out has its number, and may say nothing else yet: who telephones for one is served in a
    second. Refused as `number_letter` and `draft_letter`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, NUMBER, mask_numbers_in(reason)) as work:
        case = draft_letter_in(work, actor, book, draft, now).case
        after = number_in(work, actor, book, case.uid, now, dated=dated, reason=reason, reserved=reserved)
        work.commit()
        return Received(after, "", (after.number,))


def number_letter(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime, *, dated: date | None = None,
    reason: str = "", reserved: Uid | None = None,
) -> Applied:  # fmt: skip
    """A draft, or a signed letter, has the next number of its series, or one that was reserved for it. `dated` before
    today asks for a `reason` (`number.needs_why`) and must be a working day of the same year (`number.past_day`).
    Refused as the step `number`; `letter.needs_signature` where the office signs first; `number.not_reserved`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, NUMBER, mask_numbers_in(reason)) as work:
        number_in(work, actor, book, uid, now, dated=dated, reason=reason, reserved=reserved)
        return work.commit()


def number_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, now: datetime, *, dated: date | None = None,
    reason: str = "", reserved: Uid | None = None,
) -> Case:  # fmt: skip
    """As `number_letter`, inside a work that goes on; answers the case after it."""
    case = the_case(work, actor, uid)
    letter = letter_of(work, case)
    if not book.tables.get(PAGE, {}).get("number_first", True) and letter.signed_on is None:
        raise Refused("letter.needs_signature")
    told = StepTold(reason=reason)
    step_in(work, actor, book, LETTERS_OUT, uid, "number", told, now, letter_facts(work, case, letter))
    given = _given(work, book, case, letter, local_day(now), dated, reason, reserved)
    case = the_case(work, actor, uid)
    after = replace(case, number=given.text)
    numbered = replace(letter, dated=letter.dated or given.dated, numbered_on=given.dated)
    work.apply(ChangeSet(NUMBER, (Change(case, after), Change(letter, numbered))))
    return the_case(work, actor, uid)


def reserve_letter_number(
    project: Project, actor: Actor, book: OfficeBook, division: str, today: date, *, document: str = EXTERNAL,
    circular: bool = False, day: date | None = None, reason: str = "",
) -> GivenNumber:  # fmt: skip
    """The next number of what a division sends is kept for a letter that comes later, dated `day` or today. Refused:
    `number.needs_why` without a reason, `number.past_day`."""
    ask_leave(actor, "cases.work")
    if not reason.strip():
        raise Refused("number.needs_why")
    series = out_series(book, document, circular, division)
    if day is not None and day != today:
        ask_past_day(book, series, day, today)
    with project.work(actor, RESERVE, mask_numbers_in(reason)) as work:
        given = give_number(work, series, day or today, division, reason=reason, dated=day or today)
        work.commit()
        return given


def reserved_numbers(reading: Reading, book: OfficeBook, division: str, document: str, circular: bool, year: int
) -> list[GivenNumber]:  # fmt: skip
    """Numbers of a BE year that wait for a letter of this kind, the lowest first."""
    series = out_series(book, document, circular, division)
    kept = [
        one for one in reading.having(GivenNumber, "state", [RESERVED]) if (one.series, one.year) == (series.name, year)
    ]
    return sorted(kept, key=lambda one: one.number)


def enter_in_register(project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime) -> str:
    """A petition or an application whose paper is a letter too has its number of the register in, and is entered
    nowhere else. Refused: `letter.numbered_already`, `letter.in_register` where it is a letter itself."""
    ask_leave(actor, "cases.work")
    with project.work(actor, NUMBER) as work:
        case = the_case(work, actor, uid)
        if case.register_number:
            raise Refused("letter.numbered_already")
        if work.having(Letter, "case_uid", [uid]):
            raise Refused("letter.in_register", number=case.number)
        given = give_number(work, series_of(book, IN_SERIES), local_day(now), "", uid)
        work.apply(ChangeSet(NUMBER, (Change(case, replace(case, register_number=given.text)),)))
        work.commit()
        return given.text


def void_letter(project: Project, actor: Actor, book: OfficeBook, uid: Uid, reason: str, now: datetime) -> Applied:
    """The letter's number is void with its reason, and stays in the register; nobody gets it again. Refused as the
    step `void`, and `role.may_not`."""
    ask_leave(actor, "numbers.void")
    with project.work(actor, VOIDED, mask_numbers_in(reason)) as work:
        case = the_case(work, actor, uid)
        facts = letter_facts(work, case, letter_of(work, case))
        step_in(work, actor, book, LETTERS_OUT, uid, "void", StepTold(reason=reason), now, facts)
        # its own number: divisions that took in a copy of it keep theirs
        mine = [one for one in work.having(GivenNumber, "case_uid", [uid]) if one.series != DIVISION_SERIES]
        given = [one for one in mine if one.state == USED]
        changed = [Change(one, replace(one, state=VOID, reason=mask_numbers_in(reason))) for one in given]
        work.apply(ChangeSet(VOIDED, tuple(changed)))
        return work.commit()


def _given(
    work: Work, book: OfficeBook, case: Case, letter: Letter, today: date, dated: date | None, reason: str,
    reserved: Uid | None,
) -> GivenNumber:  # fmt: skip
    series = out_series(book, letter.document, letter.circular, case.division, case.secrecy)
    if reserved is not None:
        kept = next(iter(work.get(GivenNumber, [reserved])), None)
        if kept is None or kept.state != RESERVED or kept.series != series.name:
            raise Refused("number.not_reserved", number=kept.text if kept is not None else "")
        # the prefix is the division's that sends it, whoever had it reserved
        text = series.text(kept.number, kept.year, case.division)
        used = replace(kept, state=USED, case_uid=case.uid, text=text)
        work.apply(ChangeSet(NUMBER, (Change(kept, used),)))
        return used
    if dated is not None and dated != today:
        ask_past_day(book, series, dated, today)
        if not reason.strip():
            raise Refused("number.needs_why")
    return give_number(work, series, dated or today, case.division, case.uid, reason, dated)
