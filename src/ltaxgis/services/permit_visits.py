"""Visits to the site of a permit: planned, done with what was found, and the next one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ltaxgis.domain.cases import EVENT, Case, CaseStep, StepTold
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.permits import PermitVisit
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_people import hide_numbers
from ltaxgis.services.case_steps import made_step, the_case

RESULTS = ("as_planned", "differs", "not_started", "finished", "nobody_there")


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit found: `result` one of RESULTS, `photos` uids of attachments, `points` (E, N, what is there) in
    the project CRS, `next_on` the next visit."""

    result: str
    text: str = ""
    next_on: date | None = None
    photos: Sequence[Uid] = ()
    points: Sequence[tuple[float, float, str]] = ()


def plan_visit(
    project: Project, actor: Actor, uid: Uid, planned_on: date, inspector: str, now: datetime, text: str = ""
) -> Applied:
    """A visit stands in the plan of an inspector."""
    with project.work(actor, "case.visit_planned") as work:
        case = the_case(work, actor, uid)
        told, _ = hide_numbers(work, text)
        visit = PermitVisit(uid=new_uid(), case_uid=uid, planned_on=planned_on, inspector=inspector, text=told)
        step = _step(work, actor, case, "visit_planned", StepTold(text=told, until=planned_on, who=""), now)
        work.apply(ChangeSet("case.visit_planned", (Change(None, visit), Change(None, step))))
        return work.commit()


def record_visit(project: Project, actor: Actor, visit_uid: Uid, done_on: date, found: Found, now: datetime) -> Applied:
    """A visit was made; where another one is due it stands in the plan at once. Refused: `permits.no_visit`,
    `permits.visit_result` for a result that is none of RESULTS."""
    ask_leave(actor, "cases.work")
    if found.result not in RESULTS:
        raise Refused("permits.visit_result", result=found.result)
    with project.work(actor, "case.visit_done") as work:
        before = next(iter(work.get(PermitVisit, [visit_uid])), None)
        if before is None:
            raise Refused("permits.no_visit")
        case = the_case(work, actor, before.case_uid)
        text, _ = hide_numbers(work, found.text)
        points = [{"e": e, "n": n, "text": hide_numbers(work, what)[0]} for e, n, what in found.points]
        after = replace(
            before, done_on=done_on, result=found.result, text=text, next_on=found.next_on,
            inspector=before.inspector or actor.name, photos=",".join(found.photos),
            points=json.dumps(points, ensure_ascii=False),
        )  # fmt: skip
        changes = [Change(before, after)]
        if found.next_on is not None:
            following = PermitVisit(
                uid=new_uid(), case_uid=case.uid, planned_on=found.next_on, inspector=after.inspector
            )
            changes.append(Change(None, following))
        step = _step(work, actor, case, "visit_done", StepTold(text=text, until=found.next_on), now)
        work.apply(ChangeSet("case.visit_done", (*changes, Change(None, step))))
        return work.commit()


def visits_due(reading: Reading, until: date, inspector: str = "") -> list[tuple[PermitVisit, Case]]:
    """Visits that were planned up to a day and not made yet, the earliest first."""
    columns = reading.columns(PermitVisit, ("planned_on", "done_on", "inspector"))
    rows = zip(columns.uids, columns["planned_on"], columns["done_on"], columns["inspector"], strict=True)
    wanted = [uid for uid, planned, done, who in rows
              if done is None and planned <= until and inspector in ("", who)]  # fmt: skip
    visits = reading.get(PermitVisit, wanted)
    cases = {one.uid: one for one in reading.get(Case, {visit.case_uid for visit in visits})}
    found = [(visit, cases[visit.case_uid]) for visit in visits if visit.case_uid in cases]
    return sorted(found, key=lambda one: (one[0].planned_on, one[1].number))


def _step(work: Work, actor: Actor, case: Case, event: str, told: StepTold, now: datetime) -> CaseStep:
    return made_step(work, actor, case.uid, EVENT, told, now, event=event, state=case.state)
