"""What happens to a case after it was taken in: steps of its desk, remarks, chiefs' minutes, moves of the folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ltaxgis.domain.cases import (
    COMMENT,
    EVENT,
    MINUTE,
    NOTICE,
    Absence,
    Case,
    CaseStep,
    StepTold,
    local_day,
    may_see,
    pauses_of,
    standing_in,
)
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.clocks import ClockRule, Due, ask_extension, due_on
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_people import TEXTS, both_keys, hide_numbers

EXTEND = "extend"
_FIXED = frozenset({
    "uid", "version", "desk", "kind", "received_at", "starts_on", "number", "register_number", "state", "due",
    "due_raw", "paused", "closed_on", "pin", "text_keys",
})  # fmt: skip
"""Fields of a case that no edit changes."""


def take_step(
    project: Project, actor: Actor, book: OfficeBook, desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    facts: Mapping[str, object] | None = None, also: Sequence[Change] = (),
) -> Applied:  # fmt: skip
    """The case takes a step of its desk's table; `facts` are what the guards ask about, `also` what changes with it.
    Refused as `StateTable.step`, and where the person may not see the case."""
    with project.work(actor, f"case.{event}", told.reason) as work:
        step_in(work, actor, book, desk, uid, event, told, now, facts, also)
        return work.commit()


def step_in(
    work: Work, actor: Actor, book: OfficeBook, desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    facts: Mapping[str, object] | None = None, also: Sequence[Change] = (),
) -> Case:  # fmt: skip
    """As `take_step`, inside a work that goes on; answers the case after it."""
    case = the_case(work, actor, uid)
    ask_moment(case, told.at, now)
    asked = {"text": told.text, "reason": told.reason, "until": told.until, "agency": told.agency,
             "today": local_day(told.at or now), **(facts or {})}  # fmt: skip
    taken = desk.table.step(case.state, event, actor, asked)
    before = work.having(CaseStep, "case_uid", [uid])
    if event == EXTEND:
        _ask_extension(case, before, book, desk, local_day(told.at or now))
    state = desk.table.after(case.state, taken)
    step = made_step(work, actor, case.uid, EVENT, told, now, event=event, state=state)
    after = replace(
        case,
        state=state,
        division=told.division or case.division,
        assignee=_assignee(work, told.assignee or case.assignee, local_day(now)),
        closed_on=(case.closed_on or local_day(step.at)) if state in desk.table.final else None,
    )
    after = with_clock(after, [*before, step], book, desk, local_day(now))
    changed = (Change(case, after), Change(None, step), *also)
    work.apply(ChangeSet(f"case.{event}", changed))
    return after


def with_clock(case: Case, steps: Sequence[CaseStep], book: OfficeBook, desk: Desk, today: date) -> Case:
    """The case with its due day, as its pauses and extensions have it. Days on which it was closed do not count: one
    that is opened again has what was left of its time."""
    rule = desk.rule(case, book)
    paused = case.state in desk.table.paused
    if case.due is not None and case.due_raw is None:
        return replace(case, paused=paused)  # a day that a person told is counted from nothing
    if rule is None:
        return replace(case, due=None, due_raw=None, paused=paused)
    due = _due(case, rule, steps, book, desk, case.closed_on or today)
    return replace(case, due=due.day, due_raw=due.raw, paused=paused)


def _due(case: Case, rule: ClockRule, steps: Sequence[CaseStep], book: OfficeBook, desk: Desk, today: date) -> Due:
    pauses = pauses_of(steps, desk.table.paused | desk.table.final)
    return due_on(case.starts_on, rule, book.days, today, pauses, times_extended(steps))


def times_extended(steps: Sequence[CaseStep]) -> int:
    return sum(one.kind == EVENT and one.event == EXTEND for one in steps)


def comment(project: Project, actor: Actor, uid: Uid, text: str, now: datetime) -> Applied:
    """A remark among colleagues; citizens never see it. Refused (`case.needs_text`) where it says nothing."""
    return _add(project, actor, uid, COMMENT, StepTold(text=text), now)


def minute(project: Project, actor: Actor, uid: Uid, told: StepTold, now: datetime) -> Applied:
    """A chief's minute (เกษียน), written here or copied from the paper with its writer and day."""
    return _add(project, actor, uid, MINUTE, told, now)


def notice_sent(project: Project, actor: Actor, uid: Uid, event: str, told: StepTold, now: datetime) -> Applied:
    """A letter that the law demands went out (`late_notice`, `papers_asked`, …)."""
    return _add(project, actor, uid, NOTICE, told, now, event)


def move_folder(project: Project, actor: Actor, uid: Uid, to: str) -> Applied:
    """The paper folder lies with somebody else."""
    return edit_case(project, actor, uid, {"folder_at": to}, "case.folder")


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what a case that goes to another category gets its division and its clock."""

    desk: Desk
    book: OfficeBook
    now: datetime


def edit_case(
    project: Project, actor: Actor, uid: Uid, fields: Mapping[str, object], action: str = "case.edit",
    reason: str = "", sorting: Sorting | None = None,
) -> Applied:  # fmt: skip
    """Fields of the case say something else; its number, state and clock go other ways. With another category come its
    division, where the case lay with the old one's, and its clock. Refused: `case.fixed_field`, `case.named_only` where
    cases of the new category are for named people only."""
    ask_leave(actor, "cases.work")
    if fixed := sorted(_FIXED.intersection(fields)):
        raise Refused("case.fixed_field", name=fixed[0])
    with project.work(actor, action, reason) as work:
        case = the_case(work, actor, uid)
        told, keys = dict(fields), case.text_keys
        for name in TEXTS:
            if name in told:
                told[name], found = hide_numbers(work, str(told[name]))
                keys = both_keys(keys, found)
        masked = {name: mask_numbers_in(value) if isinstance(value, str) else value for name, value in told.items()}
        after = replace(case, **{**masked, "text_keys": keys})  # type: ignore[arg-type]
        if sorting is not None and after.category != case.category:
            after = _sorted_anew(work, case, after, sorting)
        work.apply(ChangeSet(action, (Change(case, after),)))
        return work.commit()


def _sorted_anew(reading: Reading, before: Case, after: Case, by: Sorting) -> Case:
    was, now = (by.desk.place(one.kind, one.category, by.book) for one in (before, after))
    if now.get("named_only") and not after.visible_to:
        raise Refused("case.named_only")
    if after.division == was.get("division"):
        after = replace(after, division=str(now.get("division", after.division)))
    steps = reading.having(CaseStep, "case_uid", [before.uid])
    return with_clock(after, steps, by.book, by.desk, local_day(by.now))


def the_case(reading: Reading, actor: Actor, uid: Uid) -> Case:
    """Refused where there is none (`case.gone`), or the person may not see it (`case.not_for_you`)."""
    ask_leave(actor, "cases.work")
    case = next(iter(reading.get(Case, [uid])), None)
    if case is None:
        raise Refused("case.gone")
    if not may_see(case, actor):
        raise Refused("case.not_for_you", name=actor.name)
    return case


def made_step(
    work: Work, actor: Actor, uid: Uid, kind: str, told: StepTold, now: datetime, *, event: str = "", state: str = ""
) -> CaseStep:
    text, keys = hide_numbers(work, told.text)
    reason, more = hide_numbers(work, told.reason)
    return CaseStep(
        uid=new_uid(), case_uid=uid, kind=kind, event=event, state=state, at=told.at or now.astimezone(UTC),
        who=mask_numbers_in(told.who) or actor.name,
        position=mask_numbers_in(told.position) or ("" if told.who else actor.position), text=text,
        reason=reason, until=told.until, on_paper=told.on_paper, public=told.public, text_keys=both_keys(keys, more),
    )  # fmt: skip


def _ask_extension(case: Case, steps: Sequence[CaseStep], book: OfficeBook, desk: Desk, today: date) -> None:
    rule = desk.rule(case, book)
    if rule is None:
        raise Refused("clock.none")
    # as of today: the stored day of a clock that stands still is as old as its pause
    ask_extension(rule, _due(case, rule, steps, book, desk, today), today, times_extended(steps))


def ask_moment(case: Case, at: datetime | None, now: datetime) -> None:
    """Refused (`case.bad_moment`) where something happened before the case came in, or will happen."""
    if at is not None and not local_day(case.received_at) <= local_day(at) <= local_day(now):
        raise Refused("case.bad_moment", day=local_day(at))


def _add(
    project: Project, actor: Actor, uid: Uid, kind: str, told: StepTold, now: datetime, event: str = ""
) -> Applied:
    if not (told.text.strip() or event):
        raise Refused("case.needs_text")
    with project.work(actor, f"case.{kind}", told.reason) as work:
        case = the_case(work, actor, uid)
        ask_moment(case, told.at, now)
        step = made_step(work, actor, uid, kind, told, now, event=event, state=case.state)
        work.apply(ChangeSet(f"case.{kind}", (Change(None, step),)))
        return work.commit()


def _assignee(reading: Reading, name: str, day: date) -> str:
    if not name:
        return ""
    columns = reading.columns(Absence)
    return standing_in(name, day, reading.get(Absence, columns.uids))
