"""Cases in the project in memory, and the desks of cases as scenes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from shapely import Point
from tests.ui.fakes import NOW, FakeProject

from ltaxgis.domain.cases import COMMENT, EVENT, MINUTE, Case, CaseLink, CaseParty, CaseStep, local_day
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permits import Permit, PermitCheck, PermitPaper, PermitVisit
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.records import Record
from ltaxgis.ui.cases.desk import CasesDesk
from ltaxgis.ui.main_window import MainWindow

LONG = "ไฟทางหน้าบ้านดับ 3 ดวง ตั้งแต่ปากซอยริมน้ำ 3 ถึงหน้าวัดประชาราษฎร์บำรุง กลางคืนมืดมาก เด็กนักเรียนเดินกลับบ้านไม่เห็นทาง"
TODAY: date = local_day(NOW)
Scene = Callable[[MainWindow], None]


def with_cases(project: FakeProject) -> FakeProject:
    """Forty petitions and eight applications, some late, one with all that a case may have."""
    for record in [*_petitions(project), *_permits(project)]:
        project.records[type(record)][record.uid] = record
    return project


def _petitions(project: FakeProject) -> list[Record]:
    states = ("new", "accepted", "assigned", "in_progress", "on_hold", "resolved")
    categories = ("light", "road.surface", "drain", "waste", "noise", "tree")
    owners = project.get(Owner, project.records[Owner])
    parcels = project.get(Parcel, project.records[Parcel])
    made: list[Record] = []
    for number, uids in enumerate(_uids(40, 6)):
        state = states[number % 6]
        at = NOW - timedelta(days=number)
        case = Case(
            uid=uids[0], version=1, desk="petitions", kind="service", category=categories[number % 6],
            number=f"PT69-{number + 1:06}-K", title=LONG if number % 3 == 0 else "ถนนเป็นหลุมหน้าตลาด", details=LONG,
            state=state, channel="walkin", division="engineering",
            assignee="กัลยา ศรีสุวรรณ" if number % 2 else "", received_at=at, starts_on=local_day(at),
            due=TODAY + timedelta(days=12 - number), due_raw=TODAY + timedelta(days=12 - number),
            closed_on=TODAY if state == "resolved" else None, place_text="หน้าบ้านเลขที่ 47/50 หมู่ที่ 12 ซอยริมน้ำ 3",
            shape=Point(8.0 * number, 4.0),
            outside=number == 3, folder_at="ปลัดเทศบาล" if number == 3 else "",
        )  # fmt: skip
        owner = replace(owners[number], number_masked="x-xxxx-xxxx0-00-9", phone_masked="xxx-xxx-4567", number_key=1)
        made += [
            case, owner, Petition(uid=uids[1], version=1, case_uid=case.uid),
            CaseParty(uid=uids[2], version=1, case_uid=case.uid, owner_uid=owner.uid, role="petitioner"),
            CaseLink(uid=uids[3], version=1, case_uid=case.uid, kind="parcel", target_uid=parcels[number].uid),
            *_steps(case, uids[4:]),
        ]  # fmt: skip
    return made


def _steps(case: Case, uids: Sequence[Uid]) -> list[Record]:
    who, position = "กัลยา ศรีสุวรรณ", "นักวิชาการจัดเก็บรายได้"
    received = CaseStep(
        uid=uids[0], version=1, case_uid=case.uid, kind=EVENT, event="receive", state="new",
        at=case.received_at, who=who, position=position,
    )  # fmt: skip
    minute = CaseStep(
        uid=uids[1], version=1, case_uid=case.uid, kind=MINUTE if case.outside else COMMENT,
        at=case.received_at + timedelta(hours=5), who="วีระ มั่นคง", position="ปลัดเทศบาล", on_paper=case.outside,
        text="ทราบ ให้กองช่างเข้าดำเนินการโดยด่วน แล้วรายงานผลให้ทราบภายในสัปดาห์นี้",
    )  # fmt: skip
    return [received, minute]


def _permits(project: FakeProject) -> list[Record]:
    states = ("submitted", "incomplete", "accepted", "plan_check", "fee_due", "active")
    owners = project.get(Owner, project.records[Owner])
    made: list[Record] = []
    for number, uids in enumerate(_uids(8, 12)):
        at = NOW - timedelta(days=9 * number)
        case = Case(
            uid=uids[0], version=1, desk="permits", kind=("build", "alter", "notify")[number % 3],
            number=f"BP-2569-{number + 1:05}", register_number=f"{number + 20}/2569", title="บ้านพักอาศัย 2 ชั้น",
            state=states[number % 6], division="engineering", received_at=at, starts_on=local_day(at),
            due=local_day(at) + timedelta(days=45), due_raw=local_day(at) + timedelta(days=44),
            closed_on=TODAY if states[number % 6] == "active" else None,
        )  # fmt: skip
        made += [
            case,
            Permit(uid=uids[1], version=1, case_uid=case.uid, storeys=2, height=750, area=12_050, materials="คสล."),
            CaseParty(uid=uids[2], version=1, case_uid=case.uid, owner_uid=owners[50 + number].uid, role="applicant"),
            CaseStep(uid=uids[3], version=1, case_uid=case.uid, kind=EVENT, event="receive", state="submitted", at=at,
                     who="กัลยา ศรีสุวรรณ"),
            *(PermitPaper(uid=uids[4 + place], version=1, case_uid=case.uid, code=code,
                          came_on=TODAY if place else None)
              for place, code in enumerate(("request", "title_copy", "plans"))),
            *(PermitCheck(uid=uids[7 + place], version=1, case_uid=case.uid, check=f"C{place + 1}", verdict=verdict,
                          measured=2.41, required=2.0)
              for place, verdict in enumerate(("pass", "fail", "survey", "not_applicable"))),
            PermitVisit(uid=uids[11], version=1, case_uid=case.uid, planned_on=TODAY, inspector="สมศักดิ์ ช่างดี"),
        ]  # fmt: skip
    return made


def _uids(count: int, each: int) -> list[list[Uid]]:
    return [new_uids(each) for _ in range(count)]


def _opened(window: MainWindow, name: str, row: int) -> CasesDesk:
    window.show_desk(name)
    desk = window.petitions if name == "petitions" else window.permits
    desk.cases.select(row)
    return desk


def _ask(window: MainWindow) -> None:
    window.office.preferences.set("cases.reasons", {"hold": ["รออะไหล่", "รองบประมาณปี 2570"]})
    page = _opened(window, "petitions", 3).page
    assert page.seen is not None
    page.want_event(next(one for one in page.seen.events if one.event == "hold"))


def _intake(window: MainWindow) -> None:
    window.begin_case("petitions")
    form = window.intake.form
    form.text.setPlainText(LONG)
    form.place.setText("01A004")
    form.name.setText("สมชาย")
    form.number.setText("1000000000018")
    form._name_typed()


CASE_SCENES: dict[str, Scene] = {
    "petitions": lambda window: window.show_desk("petitions"),
    "petition": lambda window: (_opened(window, "petitions", 3), None)[1],
    "petition_whole": lambda window: _opened(window, "petitions", 3).show_whole(True),
    "petition_ask": _ask,
    "petition_intake": _intake,
    "permits": lambda window: (_opened(window, "permits", 2), None)[1],
    "permit_whole": lambda window: _opened(window, "permits", 2).show_whole(True),
    "permit_intake": lambda window: window.begin_case("permits"),
    "empty_petitions": lambda window: window.show_desk("petitions"),
    "empty_permits": lambda window: window.show_desk("permits"),
}
