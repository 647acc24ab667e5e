"""Two years of building permits of the sample town: granted, extended, refused and appealed, some of them late."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import atan2, degrees
from typing import Any

import shapely
from shapely import Polygon, affinity

from ltaxgis.domain.cases import Case, CaseStep, StepTold
from ltaxgis.domain.clocks import late_notices
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_states import NOTICE
from ltaxgis.domain.permits import Permit, PermitPaper, PermitVisit
from ltaxgis.services.case_steps import notice_sent
from ltaxgis.services.permit_lists import LATE_NOTICE
from ltaxgis.services.permit_map import run_checks
from ltaxgis.services.permit_steps import step_permit
from ltaxgis.services.permit_visits import Found, plan_visit, record_visit
from ltaxgis.services.permits import (
    PermitDraft,
    Receipt,
    a_floor,
    a_permit,
    compute_fee,
    enter_receipt,
    papers_came,
    permit_of,
    receive_permit,
)
from ltaxgis.services.sample_stories import Site, Stage, Story

_KINDS = ("build", "build", "build", "build", "build", "build", "alter", "demolish", NOTICE)
_SMALLEST_PLOT_M2 = 150.0
_M2, _CM = 100, 100


def permit_stories(stage: Stage, first: date, count: int) -> list[tuple[datetime, Story]]:
    """So many applications, spread over the days from `first` on."""
    days = (stage.until.date() - first).days
    plots = [site for site in stage.sites if site.shape.area > _SMALLEST_PLOT_M2]
    told = sorted(first + timedelta(days=stage.random.randint(0, days)) for _ in range(count))
    return [(stage.office_hour(day), _story(stage, plots, number)) for number, day in enumerate(told)]


def _story(stage: Stage, plots: Sequence[Site], number: int) -> Story:
    """An application from the counter to its end; which way it goes is the number's business."""
    kind = _KINDS[number % len(_KINDS)]
    uid = _receive(stage, stage.pick(plots), kind, storeys=1 + number % 2)
    yield stage.soon()
    if number % 6 == 2:
        until = stage.now.date() + timedelta(days=15)
        _take(stage, uid, "ask_papers", text=stage.texts["permits"]["papers"], until=until)
        yield stage.later(3, 12)
        _take(stage, uid, "papers_came")
    _all_papers(stage, uid)
    run_checks(stage.project, stage.of("engineering"), stage.book, uid, stage.now)
    if kind == NOTICE:
        yield from _notified(stage, uid)
        return
    _take(stage, uid, "accept")
    yield stage.later(1, 4)
    if number % 17 == 9:
        _take(stage, uid, "withdraw")
        return
    yield from _worked_on(stage, uid, number)
    if number % 16 == 5:
        yield from _refused(stage, uid, appealed=number % 32 == 5)
        if number % 32 != 5:
            return
    yield from _granted(stage, uid, number)


def _notified(stage: Stage, uid: Uid) -> Story:
    _pay(stage, uid)
    _take(stage, uid, "give_receipt")
    yield stage.later(125, 140)
    _take(stage, uid, "close_notice")


def _worked_on(stage: Stage, uid: Uid, number: int) -> Story:
    words, engineer = stage.texts["permits"], stage.of("engineering")
    _take(stage, uid, "screen", by="engineering", assignee=engineer.name)
    plan_visit(stage.project, engineer, uid, stage.now.date() + timedelta(days=4), engineer.name, stage.now)
    yield stage.later(4, 7)
    _visited(stage, uid)
    _take(stage, uid, "inspect", by="engineering")
    yield stage.later(2, 6)
    _take(stage, uid, "check_plan", by="engineering")
    if number % 9 == 4:
        _take(stage, uid, "order_amend", by="engineering", text=words["amend"])
        yield stage.later(8, 14)
        _take(stage, uid, "amended")
        yield stage.later(1, 2)
        _take(stage, uid, "check_plan", by="engineering")
    if number % 7 == 3:
        _take(stage, uid, "extend", by="engineering", reason=words["extend"])
        yield stage.later(20, 45)
    if number % 11 == 6:
        yield from _late(stage, uid, behind=2 if number % 3 == 0 else 0)
    else:
        yield stage.later(2, 8)
    _take(stage, uid, "propose", by="engineering")
    yield stage.later(1, 4)


def _late(stage: Stage, uid: Uid, *, behind: int) -> Story:
    """Weeks in which nothing is proposed; the applicant is told of it every seven days, but for the newest so many
    letters with which the office is `behind`."""
    for _ in range(stage.random.randint(7, 11)):
        yield stage.office_hour(stage.now.date() + timedelta(days=7))
        with stage.project.reading() as reading:
            (case,) = reading.get(Case, [uid])
            sent = sum(one.event == LATE_NOTICE for one in reading.having(CaseStep, "case_uid", [uid]))
        owed = late_notices(case.due, stage.now.date()) if case.due is not None else []
        text = stage.texts["permits"]["late_notice"]
        for _day in owed[sent : len(owed) - behind]:
            notice_sent(stage.project, stage.of("engineering"), uid, LATE_NOTICE, StepTold(text=text), stage.now)


def _refused(stage: Stage, uid: Uid, *, appealed: bool) -> Story:
    words = stage.texts["permits"]
    _take(stage, uid, "refuse", by="legal", reason=words["refuse"])
    if appealed:
        yield stage.later(12, 25)
        _take(stage, uid, "appeal")
        yield stage.later(30, 55)
        _take(stage, uid, "appeal_upheld", by="legal", reason=words["appeal"])
        yield stage.later(2, 5)


def _granted(stage: Stage, uid: Uid, number: int) -> Story:
    _take(stage, uid, "sign", by="legal")
    _take(stage, uid, "ask_fee")
    yield stage.later(1, 12)
    _pay(stage, uid)
    _take(stage, uid, "issue")
    yield stage.later(0, 9)
    _take(stage, uid, "collect")
    if number % 5 == 2:  # nobody told that it was built
        return
    yield stage.later(90, 300)
    _take(stage, uid, "complete")
    yield stage.later(5, 30)
    _take(stage, uid, "house_number", text=f"{stage.random.randint(1, 400)}/{stage.random.randint(1, 60)}")


def _receive(stage: Stage, site: Site, kind: str, *, storeys: int) -> Uid:
    footprint = _footprint(site, stage)
    floor = round(footprint.area * _M2)
    permit = a_permit(
        work=kind, storeys=storeys, height=(350 * storeys) + _CM, footprint=footprint,
        materials=stage.texts["permits"]["materials"], accuracy_m=1.0,
        drawings=json.dumps(stage.texts["permits"]["drawings"], ensure_ascii=False),
    )  # fmt: skip
    titles = stage.texts["permits"]["titles"]
    draft = CaseDraft(
        kind=kind, title=titles.get(kind, titles["build"])[storeys - 1], links=(("parcel", site.uid),), with_pin=False,
        place_text=stage.texts["places"][0].format(code=site.code),
        people=(PersonDraft("applicant", stage.pick(stage.people)), PersonDraft("owner", stage.pick(stage.people))),
    )  # fmt: skip
    asked = PermitDraft(permit, [a_floor(one + 1, floor) for one in range(storeys)])
    return receive_permit(stage.project, stage.counter, stage.book, draft, asked, stage.now).received.case.uid


def _footprint(site: Site, stage: Stage) -> Polygon:
    """A house that stands along its plot, some metres from the boundary where there is room."""
    plot = site.shape
    (e0, n0), (e1, n1), *_ = shapely.get_coordinates(shapely.oriented_envelope(plot))
    inner = shapely.buffer(plot, -min(4.0, plot.area**0.5 / 4))
    centre = (plot if inner.is_empty else inner).representative_point()
    wide, deep = stage.random.uniform(6.0, 9.0), stage.random.uniform(6.0, 8.0)
    house = shapely.box(centre.x - wide / 2, centre.y - deep / 2, centre.x + wide / 2, centre.y + deep / 2)
    return Polygon(affinity.rotate(house, degrees(atan2(n1 - n0, e1 - e0)), origin=centre))


def _visited(stage: Stage, uid: Uid) -> None:
    with stage.project.reading() as reading:
        (visit,) = reading.having(PermitVisit, "case_uid", [uid])
    found = Found("as_planned", stage.texts["permits"]["visit"])
    record_visit(stage.project, stage.of("engineering"), visit.uid, stage.now.date(), found, stage.now)


def _all_papers(stage: Stage, uid: Uid) -> None:
    with stage.project.reading() as reading:
        came = {one.code: stage.now.date() for one in reading.having(PermitPaper, "case_uid", [uid]) if one.needed}
    papers_came(stage.project, stage.counter, uid, came)


def _pay(stage: Stage, uid: Uid) -> None:
    compute_fee(stage.project, stage.counter, stage.book, uid, stage.now)
    with stage.project.reading() as reading:
        permit: Permit = permit_of(reading, uid)
    number = f"RCPT{stage.random.randint(1, 99)}/{stage.random.randint(1000, 9999)}"
    receipt = Receipt(number, stage.now.date(), permit.fee if permit.fee is not None else 20_00)
    enter_receipt(stage.project, stage.counter, uid, receipt, stage.now)


def _take(stage: Stage, uid: Uid, event: str, by: str = "", **told: Any) -> None:
    actor = stage.of(by) if by else stage.of("engineering") if event == "screen" else stage.counter
    step_permit(stage.project, actor, stage.book, uid, event, StepTold(**told), stage.now)
