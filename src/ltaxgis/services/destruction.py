"""The yearly list of papers to be destroyed (form 25): surveyed, marked by a committee, shown to the National Archives,
approved, carried out. Each step asks for the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ltaxgis.domain.cases import EVENT, Case, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import Destruction, DestructionLine, Letter, Loan
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.letter_states import FILED
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.retention import (
    AGREED,
    DESTROY,
    EXTEND,
    KEEPS,
    archives_agree,
    ask_committee,
    ask_marked,
    committee_of,
    is_due,
    survey_of,
)
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import made_step
from ltaxgis.services.letter_filing import desk_of, visible

SURVEY, MARK, COMMITTEE = "case.survey", "case.mark_line", "case.committee"
TO_ARCHIVES, ANSWER, APPROVE, CARRY_OUT = (
    "case.to_archives",
    "case.archives_answer",
    "case.approve_list",
    "case.destroy",
)


@dataclass(frozen=True, slots=True)
class DestructionFile:
    """A list with its lines in their order, each with its letter; `agreed` whether the archives stand against it no
    more on the day that was asked about."""

    list: Destruction
    lines: Sequence[tuple[DestructionLine, Case, Letter]]
    agreed: bool


def surveyed(reading: Reading, actor: Actor, day: date) -> list[tuple[Case, Letter]]:
    """The letters whose time is over: filed, not held, not lent, not with the archives, on no list that still runs."""
    columns = reading.columns(Letter, ("case_uid", "keep_until", "held", "archived_on", "filed_on"))
    rows = zip(*(columns[name] for name in ("case_uid", "keep_until", "held", "archived_on", "filed_on")), strict=True)
    over = [case for case, until, held, gone, filed in rows
            if filed is not None and not held and gone is None and is_due(until, day)]  # fmt: skip
    taken = _on_lists(reading) | _lent(reading)
    cases = [one for one in visible(reading, actor, over) if one.state == FILED and one.uid not in taken]
    letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", [one.uid for one in cases])}
    return sorted(((one, letters[one.uid]) for one in cases), key=lambda pair: (pair[1].keep_until, pair[0].uid))


def make_list(project: Project, actor: Actor, day: date, division: str = "") -> Applied:
    """This year's list stands, of all that is due; a division makes its own. Refused: `destruction.nothing_due`,
    `destruction.made_already`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, SURVEY) as work:
        year = survey_of(day)
        if any(one.year == year and one.division == division for one in destructions(work)):
            raise Refused("destruction.made_already", year=year)
        due = [pair for pair in surveyed(work, actor, day) if not division or pair[0].division == division]
        if not due:
            raise Refused("destruction.nothing_due", year=year)
        made = Destruction(uid=new_uid(), year=year, surveyed_on=day, division=division)
        lines = [
            DestructionLine(uid=new_uid(), destruction_uid=made.uid, case_uid=case.uid, place=place)
            for place, (case, _) in enumerate(due, 1)
        ]
        work.apply(ChangeSet(SURVEY, tuple(Change(None, one) for one in (made, *lines))))
        return work.commit()


def destructions(reading: Reading) -> list[Destruction]:
    """All lists, the newest first."""
    told = reading.get(Destruction, reading.columns(Destruction, ("year",)).uids)
    return sorted(told, key=lambda one: (-one.year, one.division, one.uid))


def destruction_file(reading: Reading, actor: Actor, book: OfficeBook, uid: Uid, today: date) -> DestructionFile:
    """One list whole, without letters that this person may not see. Refused (`destruction.gone`)."""
    told = _the_list(reading, uid)
    lines = sorted(reading.having(DestructionLine, "destruction_uid", [uid]), key=lambda one: one.place)
    cases = {one.uid: one for one in visible(reading, actor, [one.case_uid for one in lines])}
    letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", list(cases))}
    seen = [(one, cases[one.case_uid], letters[one.case_uid]) for one in lines if one.case_uid in cases]
    return DestructionFile(told, seen, archives_agree(told.sent_on, told.answer, today, book))


def name_committee(project: Project, actor: Actor, uid: Uid, people: Sequence[tuple[str, str]]) -> Applied:
    """Who looks at the list: a chairman first, and two more at least. Refused: `destruction.committee_too_small`,
    `destruction.twice_in_committee`, `destruction.approved_already`."""
    ask_committee(people)
    text = "\n".join(f"{name}|{position}" for name, position in people)
    return _change(project, actor, COMMITTEE, uid, {"committee": text})


def mark_lines(
    project: Project, actor: Actor, uids: Sequence[Uid], mark: str, until: date | None = None, note: str = ""
) -> Applied:
    """The committee says what becomes of lines: `destroy`, or `extend` until a day. Refused:
    `destruction.unknown_mark`, `destruction.needs_until`, `destruction.approved_already`."""
    ask_leave(actor, "cases.work")
    if mark not in ("", DESTROY, EXTEND):
        raise Refused("destruction.unknown_mark", mark=mark)
    if mark == EXTEND and until is None:
        raise Refused("destruction.needs_until")
    with project.work(actor, MARK, note) as work:
        lines = work.get(DestructionLine, uids)
        for told in {one.destruction_uid for one in lines}:
            _ask_open(_the_list(work, told))
        kept_until = until if mark == EXTEND else None
        changed = [Change(one, replace(one, mark=mark, until=kept_until, note=note)) for one in lines]
        work.apply(ChangeSet(MARK, tuple(changed)))
        return work.commit()


def send_to_archives(project: Project, actor: Actor, uid: Uid, day: date) -> Applied:
    """The list, marked by its committee, went to the National Archives. Refused as `ask_committee`, and:
    `destruction.unmarked`."""
    ask_leave(actor, "cases.work")
    with project.reading() as reading:
        ask_committee(committee_of(_the_list(reading, uid).committee))
        ask_marked(reading.having(DestructionLine, "destruction_uid", [uid]))
    return _change(project, actor, TO_ARCHIVES, uid, {"sent_on": day})


def archives_answered(project: Project, actor: Actor, uid: Uid, answer: str, day: date) -> Applied:
    """What the National Archives said. Refused: `destruction.not_sent`, `destruction.unknown_answer`."""
    if answer not in (AGREED, KEEPS):
        raise Refused("destruction.unknown_answer", answer=answer)
    with project.reading() as reading:
        sent = _the_list(reading, uid).sent_on
    if sent is None or day < sent:
        raise Refused("destruction.not_sent")
    return _change(project, actor, ANSWER, uid, {"answer": answer, "answered_on": day})


def approve_list(project: Project, actor: Actor, book: OfficeBook, uid: Uid, by: str, day: date) -> Applied:
    """The chief approves what the committee marked. Refused: `destruction.archives_open` before the archives agreed,
    by word or by silence, and as `send_to_archives`."""
    ask_leave(actor, "numbers.void")
    with project.reading() as reading:
        told = _the_list(reading, uid)
        ask_committee(committee_of(told.committee))
        ask_marked(reading.having(DestructionLine, "destruction_uid", [uid]))
    if not archives_agree(told.sent_on, told.answer, day, book):
        raise Refused("destruction.archives_open")
    return _change(project, actor, APPROVE, uid, {"approved_on": day, "approved_by": by.strip() or actor.name})


def carry_out(project: Project, actor: Actor, uid: Uid, how: str, now: datetime) -> Applied:
    """What was marked is destroyed, what was extended is kept on; the lines in the register stay. Refused:
    `destruction.not_approved`, `destruction.done_already`, and as the step `destroy` where a letter was lent or held
    meanwhile, naming it."""
    ask_leave(actor, "numbers.void")
    with project.work(actor, CARRY_OUT, how) as work:
        told = _the_list(work, uid)
        if told.approved_on is None:
            raise Refused("destruction.not_approved")
        if told.destroyed_on is not None:
            raise Refused("destruction.done_already", day=told.destroyed_on)
        changed = [Change(told, replace(told, destroyed_on=local_day(now), how=how.strip()))]
        changed += _lines_carried_out(work, actor, uid, now)
        work.apply(ChangeSet(CARRY_OUT, tuple(changed)))
        return work.commit()


def _lines_carried_out(work: Work, actor: Actor, uid: Uid, now: datetime) -> list[Change]:
    lines = work.having(DestructionLine, "destruction_uid", [uid])
    cases = {one.uid: one for one in work.get(Case, [one.case_uid for one in lines])}
    letters = {one.case_uid: one for one in work.having(Letter, "case_uid", list(cases))}
    lent, changed = _lent(work), []
    for line in lines:
        case, letter = cases[line.case_uid], letters[line.case_uid]
        if line.mark == EXTEND:
            changed.append(Change(letter, replace(letter, keep_until=line.until)))
            continue
        facts = {"on_loan": case.uid in lent, "held": letter.held, "destruction_approved": True, "number": case.number}
        taken = desk_of(case).table.step(case.state, "destroy", actor, facts)
        step = made_step(work, actor, case.uid, EVENT, StepTold(), now, event="destroy", state=taken.target)
        changed += [Change(case, replace(case, state=taken.target)), Change(None, step)]
    return changed


def _change(project: Project, actor: Actor, action: str, uid: Uid, fields: Mapping[str, object]) -> Applied:
    ask_leave(actor, "cases.work")
    with project.work(actor, action) as work:
        told = _the_list(work, uid)
        _ask_open(told)
        work.apply(ChangeSet(action, (Change(told, replace(told, **fields)),)))  # type: ignore[arg-type]
        return work.commit()


def _the_list(reading: Reading, uid: Uid) -> Destruction:
    found = reading.get(Destruction, [uid])
    if not found:
        raise Refused("destruction.gone")
    return found[0]


def _ask_open(told: Destruction) -> None:
    if told.approved_on is not None:
        raise Refused("destruction.approved_already", day=told.approved_on)


def _on_lists(reading: Reading) -> set[str]:
    """The letters of lists that are not carried out yet."""
    running = [one.uid for one in destructions(reading) if one.destroyed_on is None]
    return {one.case_uid for one in reading.having(DestructionLine, "destruction_uid", running)} if running else set()


def _lent(reading: Reading) -> set[str]:
    columns = reading.columns(Loan, ("case_uid", "returned_on"))
    pairs = zip(columns["case_uid"], columns["returned_on"], strict=True)
    return {case for case, back in pairs if back is None}
