"""Filing letters: into files of the plan, on loan, on hold, to the National Archives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ltaxgis.domain.cases import Case, StepTold, local_day, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import Folder, Letter, Loan, Routing
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.letter_states import DESTROYED
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.retention import archive_year, keep_until, loan_due, retentions
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import step_in, the_case

FOLDER, FILE, LEND, GIVE_BACK, HOLD = "case.folder_of_plan", "case.file", "case.lend", "case.give_back", "case.hold"
ARCHIVE = "case.archive"
_DESKS = {desk.name: desk for desk in (LETTERS_IN, LETTERS_OUT)}


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A file of the plan and how many letters lie in it."""

    folder: Folder
    count: int


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan and the letter that is lent; `late` days over its day, 0 where it is not."""

    loan: Loan
    case: Case
    late: int


def desk_of(case: Case) -> Desk:
    """Refused (`letter.not_a_letter`) for a case of another desk."""
    if case.desk not in _DESKS:
        raise Refused("letter.not_a_letter", number=case.number)
    return _DESKS[case.desk]


def letter_of(reading: Reading, case: Case) -> Letter:
    """Refused (`letter.not_a_letter`) where the case is none."""
    found = reading.having(Letter, "case_uid", [case.uid])
    if not found:
        raise Refused("letter.not_a_letter", number=case.number)
    return found[0]


def folders(reading: Reading, year: int | None = None) -> list[FolderLine]:
    """The files of a BE year or of all, by code, with what lies in them."""
    told = reading.get(Folder, reading.columns(Folder, ("code",)).uids)
    held = [uid for uid in reading.columns(Letter, ("folder_uid",))["folder_uid"] if uid]
    counts: dict[str, int] = {}
    for uid in held:
        counts[uid] = counts.get(uid, 0) + 1
    shown = [one for one in told if year is None or one.year == year]
    return [FolderLine(one, counts.get(one.uid, 0)) for one in sorted(shown, key=lambda one: (-one.year, one.code))]


def keep_folder(project: Project, actor: Actor, book: OfficeBook, folder: Folder) -> Applied:
    """A file of the plan is new or says something else. Refused: `folder.needs_code`, `folder.twice` where its year
    has the code already, `folder.no_retention`."""
    ask_leave(actor, "cases.work")
    if not folder.code.strip() or not folder.title.strip():
        raise Refused("folder.needs_code")
    if folder.retention not in retentions(book):
        raise Refused("folder.no_retention", name=folder.retention)
    with project.work(actor, FOLDER) as work:
        before = next(iter(work.get(Folder, [folder.uid])), None)
        others = (line.folder for line in folders(work, folder.year) if line.folder.uid != folder.uid)
        if any(one.code == folder.code and one.division == folder.division for one in others):
            raise Refused("folder.twice", number=folder.code, year=folder.year)
        after = folder if before is None else replace(folder, version=before.version)
        work.apply(ChangeSet(FOLDER, (Change(before, after),)))
        return work.commit()


def file_letter(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, folder_uid: Uid, now: datetime, retention: str = ""
) -> Applied:
    """The letter lies in its file, and its time of keeping runs from the year in which the matter ended. Refused as
    the step `file`, and: `folder.gone`, `folder.closed`."""
    with project.work(actor, FILE) as work:
        case = the_case(work, actor, uid)
        folder = next(iter(work.get(Folder, [folder_uid])), None)
        if folder is None:
            raise Refused("folder.gone")
        if folder.closed:
            raise Refused("folder.closed", number=folder.code, year=folder.year)
        facts = {**filing_facts(work, case), "folder": folder.uid}
        after = step_in(work, actor, book, desk_of(case), uid, "file", StepTold(), now, facts)
        letter, kind = letter_of(work, after), retention or folder.retention
        until = keep_until(after.closed_on or local_day(now), retentions(book).get(kind))
        filed = replace(
            letter, folder_uid=folder.uid, filed_on=local_day(now), retention=kind, keep_until=until
        )  # fmt: skip
        work.apply(ChangeSet(FILE, (Change(letter, filed),)))
        return work.commit()


def filing_facts(reading: Reading, case: Case) -> dict[str, object]:
    """What the guards of both tables ask about filing and destroying."""
    letter = letter_of(reading, case)
    routings = reading.having(Routing, "case_uid", [case.uid])
    return {
        "number": case.number,
        "folder": letter.folder_uid,
        "held": letter.held,
        "on_loan": open_loan(reading, case.uid) is not None,
        "open_routings": sum(one.purpose == "action" and one.done_on is None and not one.returned for one in routings),
    }


def hold(project: Project, actor: Actor, uid: Uid, reason: str) -> Applied:
    """The letter must not be destroyed for this reason; an empty one lets it go again."""
    with project.work(actor, HOLD, reason) as work:
        case = the_case(work, actor, uid)
        letter = letter_of(work, case)
        work.apply(ChangeSet(HOLD, (Change(letter, replace(letter, held=reason.strip())),)))
        return work.commit()


def open_loan(reading: Reading, uid: Uid) -> Loan | None:
    loans = reading.having(Loan, "case_uid", [uid])
    return next((one for one in loans if one.returned_on is None), None)


def lend(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, borrower: str, position: str, division: str,
    today: date, due: date | None = None,
) -> Applied:  # fmt: skip
    """The letter is lent, to come back after the office's usual days where nothing else is agreed. Refused:
    `loan.needs_borrower`, `loan.lent_already`, `loan.destroyed`, `loan.due_past`."""
    if not borrower.strip():
        raise Refused("loan.needs_borrower")
    if due is not None and due < today:
        raise Refused("loan.due_past", day=due)
    with project.work(actor, LEND) as work:
        case = the_case(work, actor, uid)
        desk_of(case)
        if case.state == DESTROYED:
            raise Refused("loan.destroyed", number=case.number)
        if (there := open_loan(work, uid)) is not None:
            raise Refused("loan.lent_already", name=there.borrower, day=there.lent_on)
        lent = Loan(
            uid=new_uid(), case_uid=uid, borrower=borrower.strip(), position=position.strip(), division=division,
            lent_by=actor.name, lent_on=today, due=due or loan_due(today, book),
        )  # fmt: skip
        work.apply(ChangeSet(LEND, (Change(None, lent),)))
        return work.commit()


def give_back(project: Project, actor: Actor, loan_uid: Uid, by: str, today: date) -> Applied:
    """The paper is back. Refused (`loan.gone`) where it is not lent."""
    ask_leave(actor, "cases.work")
    with project.work(actor, GIVE_BACK) as work:
        lent = next(iter(work.get(Loan, [loan_uid])), None)
        if lent is None or lent.returned_on is not None:
            raise Refused("loan.gone")
        the_case(work, actor, lent.case_uid)
        back = replace(lent, returned_on=today, returned_by=by.strip() or lent.borrower, taken_back_by=actor.name)
        work.apply(ChangeSet(GIVE_BACK, (Change(lent, back),)))
        return work.commit()


def loans(reading: Reading, actor: Actor, today: date) -> list[LoanLine]:
    """What is lent just now, the longest overdue first; letters that this person may not see are left out."""
    columns = reading.columns(Loan, ("returned_on",))
    out = [uid for uid, back in zip(columns.uids, columns["returned_on"], strict=True) if back is None]
    told = reading.get(Loan, out)
    seen = {one.uid: one for one in visible(reading, actor, [one.case_uid for one in told])}
    lines = [LoanLine(one, seen[one.case_uid], max(0, (today - one.due).days)) for one in told if one.case_uid in seen]
    return sorted(lines, key=lambda line: (line.loan.due, line.loan.uid))


def due_for_archives(reading: Reading, actor: Actor, book: OfficeBook, year: int) -> list[tuple[Case, Letter]]:
    """Letters that reach the archives' age in a BE year (form 21), the oldest first: to be handed over by the end of
    January of the next."""
    oldest = archive_year(book, year)
    columns = reading.columns(Letter, ("case_uid", "archived_on", "filed_on"))
    open_ones = [
        case for case, gone, filed in zip(columns["case_uid"], columns["archived_on"], columns["filed_on"], strict=True)
        if gone is None and filed is not None
    ]  # fmt: skip
    cases = [
        one for one in visible(reading, actor, open_ones)
        if one.state != DESTROYED and local_day(one.received_at).year + BE_OFFSET <= oldest
    ]  # fmt: skip
    letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", [one.uid for one in cases])}
    return sorted(((one, letters[one.uid]) for one in cases), key=lambda pair: (pair[0].received_at, pair[0].uid))


def filed_in(reading: Reading, actor: Actor, year: int, division: str = "") -> list[Case]:
    """Letters that were filed in a BE year, of one division or of all, in the order of their filing (forms 19, 20)."""
    columns = reading.columns(Letter, ("case_uid", "filed_on"))
    filed = {
        case: day for case, day in zip(columns["case_uid"], map(_as_day, columns["filed_on"]), strict=True)
        if day is not None and day.year + BE_OFFSET == year
    }  # fmt: skip
    cases = [one for one in visible(reading, actor, list(filed)) if division in ("", one.division)]
    return sorted(cases, key=lambda one: (filed[one.uid], one.uid))


def _as_day(told: object) -> date | None:
    return told if told is None or isinstance(told, date) else date.fromisoformat(str(told))


def hand_over(project: Project, actor: Actor, uids: Sequence[Uid], day: date) -> Applied:
    """The National Archives took these letters on a day."""
    with project.work(actor, ARCHIVE) as work:
        changed = []
        for uid in uids:
            letter = letter_of(work, the_case(work, actor, uid))
            changed.append(Change(letter, replace(letter, archived_on=day)))
        work.apply(ChangeSet(ARCHIVE, tuple(changed)))
        return work.commit()


def visible(reading: Reading | Work, actor: Actor, uids: Sequence[Uid]) -> list[Case]:
    """Those of the cases that this person may see."""
    return [one for one in reading.get(Case, dict.fromkeys(uids)) if may_see(one, actor)]
