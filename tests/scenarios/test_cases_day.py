"""Two citizens' ways through the office, from the counter to the end: a lamp that is out, and a house to be built."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.paper_files import photo
from tests.permits import CHIEF as MAYOR
from tests.permits import REVENUE, at
from tests.permits import SURVEYOR as ENGINEER
from tests.permits import Desk as PermitDesk
from tests.permits import a_person as an_applicant
from tests.petitions import COUNTER, SURVEYOR, Desk, a_lamp, a_person
from tests.private import leaks

from ltaxgis.domain.attachments import PHOTO_AFTER, PaperLimits
from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.public import PublicCase
from ltaxgis.formats.paper_looks import look_at_paper
from ltaxgis.services.attachments import Taken, attach
from ltaxgis.services.case_file import case_file, cases_on
from ltaxgis.services.look_up import look_up, published
from ltaxgis.services.permit_building import to_building
from ltaxgis.services.permit_lists import expiring, late_permits, unreported
from ltaxgis.services.permits import compute_fee, papers_came
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject

NUMBER, PHONE = "1000000000009", "0891234567"


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    made = a_project(office_folder)
    yield made
    made.close()


def test_a_lamp_from_the_counter_to_its_stars(project: SqlProject, office_folder: Path) -> None:
    desk = Desk(project)
    citizen = a_person("สมหญิง", "เดินทาง", phone=PHONE, number=NUMBER)
    told = desk.receive(a_lamp(person=citizen, with_pin=True))
    uid = told.case.uid

    desk.step(uid, "accept")
    desk.step(uid, "assign", division="engineering", assignee=SURVEYOR.name)
    desk.step(uid, "start", actor=SURVEYOR)
    # five working days after Monday, 2 February; two of them pass before the clock stands still
    assert desk.case(uid).due == date(2026, 2, 9)
    desk.now = at(date(2026, 2, 4))
    desk.step(uid, "hold", actor=SURVEYOR, reason="materials", until=date(2026, 2, 16), public=True)
    waiting = look(desk, told.case.number, told.pin)
    assert waiting is not None
    assert (waiting.waiting, waiting.until) == ("รอวัสดุหรืออุปกรณ์", date(2026, 2, 16))

    desk.now = at(date(2026, 2, 16))
    desk.step(uid, "resume", actor=SURVEYOR)
    assert desk.case(uid).due == date(2026, 2, 19)  # eight working days of waiting later
    with pytest.raises(Refused, match=r"petition\.needs_photo"):
        desk.step(uid, "resolve", "เปลี่ยนหลอดแล้ว 2 ต้น", actor=SURVEYOR)
    bring_photo(desk, uid, office_folder)
    desk.step(uid, "resolve", "เปลี่ยนหลอดแล้ว 2 ต้น", actor=SURVEYOR)
    desk.step(uid, "close")
    desk.step(uid, "rate", "ขอบคุณ", stars=5)

    answered = look(desk, told.case.number, told.pin)
    assert answered is not None
    assert (answered.state, answered.answer, answered.stars) == ("closed", "เปลี่ยนหลอดแล้ว 2 ต้น", 5)
    assert look(desk, told.case.number, "000000" if told.pin != "000000" else "111111") is None
    with project.reading() as reading:
        file = case_file(reading, COUNTER, PETITIONS, uid, date(2026, 3, 1), (Petition,))
        everything = repr([published(reading, project.settings, desk.book), answered])
    assert [step.event for step in file.steps] == [
        "receive", "accept", "assign", "start", "hold", "resume", "resolve", "close", "rate",
    ]  # fmt: skip
    assert (file.clock.left, list(file.clock.notices)) == (3, [])
    assert not re.search(f"สมหญิง|เดินทาง|{PHONE}|{NUMBER}", everything)
    assert leaks(project.path, {NUMBER, PHONE}) == {}


def look(desk: Desk, number: str, pin: str) -> PublicCase | None:
    with desk.project.reading() as reading:
        return look_up(reading, desk.project.settings, desk.book, number, pin)


def bring_photo(desk: Desk, uid: Uid, folder: Path) -> None:
    path = folder / "หลังซ่อม (1).jpg"
    path.write_bytes(photo())
    limits = PaperLimits()
    seen = Taken(look_at_paper(path, limits, folder / "แกะ"), kind=PHOTO_AFTER)
    attach(desk.project, SURVEYOR, FolderBeside(desk.project.path), limits, uid, [seen])


def test_a_house_from_its_application_to_the_tax_register(project: SqlProject) -> None:
    desk = PermitDesk(project)
    desk.build_street()
    told = desk.receive(people=[an_applicant(number=NUMBER, phone=PHONE)], neighbour_consents=True)
    uid = told.received.case.uid
    assert told.received.case.due == date(2026, 2, 19)

    # papers are asked for once, and the clock waits for a week
    with pytest.raises(Refused, match=r"permits\.papers_missing"):
        desk.step(uid, "accept", COUNTER)
    desk.step(uid, "ask_papers", COUNTER, text="D03 สำเนาโฉนดหน้าหลัง", until=date(2026, 1, 20))
    desk.now = at(date(2026, 1, 12))
    desk.bring_papers(uid)
    desk.step(uid, "papers_came", COUNTER)
    with pytest.raises(Refused, match=r"case\.no_such_step"):
        desk.step(uid, "ask_papers", COUNTER, text="D04", until=date(2026, 1, 30))
    desk.step(uid, "accept", COUNTER)
    assert desk.file(uid).case.due == date(2026, 2, 26)

    # 5 m of land around a house of 10 by 8 m, on a road of 6 m; nobody may propose what no map has checked
    with pytest.raises(Refused, match=r"permits\.no_map_report"):
        desk.step(uid, "propose", ENGINEER)
    verdicts = desk.check(uid)
    assert {name: verdicts[name] for name in ("C1", "C2", "C6", "C8", "C10", "C13")} == {
        "C1": "pass", "C2": "not_applicable", "C6": "pass", "C8": "pass", "C10": "pass", "C13": "pass",
    }  # fmt: skip
    desk.now = at(date(2026, 2, 25))
    desk.step(uid, "extend", ENGINEER, reason="รอผลตรวจสอบผังเมือง")
    assert desk.file(uid).case.due_raw == date(2026, 4, 12)
    desk.step(uid, "propose", ENGINEER)

    # the mayor signs on paper; 80 m² at half a baht and a licence of 200
    desk.step(uid, "sign", COUNTER, on_paper=True, who=MAYOR.name, position=MAYOR.position)
    desk.step(uid, "ask_fee", COUNTER)
    assert compute_fee(project, COUNTER, desk.book, uid, desk.now).total == 24_000
    with pytest.raises(Refused, match=r"permits\.no_receipt"):
        desk.step(uid, "issue", COUNTER)
    desk.pay(uid, amount=24_000)
    desk.step(uid, "issue", COUNTER)
    desk.step(uid, "collect", COUNTER)
    licence = desk.permit(uid)
    assert (licence.licence_no, licence.issued_on, licence.valid_to) == (
        "1/2569", date(2026, 2, 25), date(2027, 2, 24),
    )  # fmt: skip

    # finished and in the register for the year after, once, and the parcel tells of all of it
    desk.now = at(date(2026, 9, 1))
    desk.step(uid, "complete", COUNTER)
    desk.step(uid, "house_number", COUNTER, text="1/5")
    first = to_building(project, REVENUE, desk.book, uid)
    again = to_building(project, REVENUE, desk.book, uid)
    with project.reading() as reading:
        (home,) = reading.get(Building, [first.building.uid])
        on_parcel = cases_on(reading, COUNTER, desk.plots[0])
        (applicant,) = reading.having(CaseParty, "case_uid", [uid])
        assert [one.uid for one in cases_on(reading, COUNTER, applicant.owner_uid)] == [uid]
    assert (home.house_no, home.floor_area, home.floors, home.year) == ("1/5", 8000, 1, 2570)
    assert again.building.uid == first.building.uid
    assert [one.uid for one in on_parcel] == [uid]
    assert leaks(project.path, {NUMBER, PHONE}) == {}


def test_a_house_that_nobody_finished_runs_out_and_is_walked_to(project: SqlProject) -> None:
    desk = PermitDesk(project)
    desk.build_street()
    uid = desk.issued()
    slow = desk.receive(people=[an_applicant()]).received.case.uid
    papers_came(project, COUNTER, slow, {})

    with project.reading() as reading:
        soon = expiring(reading, COUNTER, date(2026, 12, 1), within=60)
        walk = unreported(reading, COUNTER, date(2027, 1, 5))
        late = late_permits(reading, COUNTER, desk.book, date(2026, 3, 6))
    assert [(one.case.uid, one.left) for one in soon] == [(uid, 34)]
    assert [(one.case.uid, [parcel.code for parcel in one.parcels]) for one in walk] == [(uid, ["01A001"])]
    # due on Thursday, 19 February: letters on the day and a week and two weeks later
    assert [(one.case.uid, list(one.notices), one.owed) for one in late] == [
        (slow, [date(2026, 2, 19), date(2026, 2, 26), date(2026, 3, 5)], 3)
    ]

    with pytest.raises(Refused, match=r"permits\.still_valid"):
        desk.step(uid, "expire", COUNTER)
    desk.now = at(date(2027, 1, 5))
    desk.step(uid, "expire", COUNTER)
    with pytest.raises(Refused, match=r"case\.no_such_step"):
        desk.step(uid, "ask_renewal", COUNTER)
    with project.reading() as reading:
        assert reading.get(Case, [uid])[0].state == "expired"
        assert [one.case.uid for one in unreported(reading, COUNTER, date(2027, 1, 5))] == [uid]
    desk.step(uid, "complete", COUNTER, text="พบว่าสร้างเสร็จแล้ว")
    with project.reading() as reading:
        assert unreported(reading, COUNTER, date(2027, 1, 5)) == []
