"""Permits as open data: the names of BLDS, every permit counted, no person anywhere."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from tests.builders import a_project
from tests.contents import TABLES
from tests.permits import COUNTER, EVERYTHING, NUMBER, PHONE, REVENUE, Desk, a_person
from tests.private import leaks, numbers_of

from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.permit_states import PERMIT_TABLE
from ltaxgis.formats.sheet_writers import write_table
from ltaxgis.services.case_steps import notice_sent
from ltaxgis.services.export_permits import blds_table, feature_collection, office_table
from ltaxgis.services.permit_building import to_building
from ltaxgis.services.permit_visits import Found, plan_visit, record_visit, visits_due
from ltaxgis.services.permits import edit_permit
from ltaxgis.words import Words


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    made = Desk(project)
    made.build_street()
    yield made
    project.close()


def test_a_permit_leaves_under_the_names_of_blds(desk: Desk, words: Words) -> None:
    desk.issued(cost=120_000_000)

    with desk.project.reading() as reading:
        table = blds_table(reading, desk.project.settings, desk.book, words)

    row = dict(zip(table.headers, table.rows[0], strict=True))
    assert (row["PermitNum"], row["StatusCurrent"], row["StatusCurrentMapped"]) == (
        "BP-2569-00001", "active", "Inspection Phase",
    )  # fmt: skip
    assert (row["AppliedDate"], row["IssuedDate"], row["ExpiresDate"]) == ("2026-01-05", "2026-01-05", "2027-01-04")
    assert (row["OriginalAddress1"], row["PIN"], row["HousingUnits"]) == ("1 หมู่ 3 ถนนริมคลอง", "01A001", 1)
    assert (row["EstProjectCost"], row["TotalSqM"], row["TotalSqFt"]) == (1_200_000, 80, 861.1)
    assert isinstance(row["Latitude"], float)
    assert isinstance(row["Longitude"], float)
    # 500 010, 2 000 009 in zone 47
    assert row["Latitude"] == pytest.approx(18.0886, abs=1e-3)
    assert row["Longitude"] == pytest.approx(99.0001, abs=1e-4)


def test_every_case_is_counted_and_one_for_named_people_stays(desk: Desk, words: Words) -> None:
    desk.receive()
    hidden = desk.file(desk.receive(footprint=None, plots=0).received.case.uid).case
    with desk.project.work(EVERYTHING, "test") as work:
        work.apply(ChangeSet("test", (Change(hidden, replace(hidden, visible_to="ก")),)))
        work.commit()

    with desk.project.reading() as reading:
        table = blds_table(reading, desk.project.settings, desk.book, words)

    assert table.counts() == {"read": 2, "stored": 1, "rejected": 0, "skipped": 1}


def test_geojson_has_the_outline_in_degrees_or_no_place(desk: Desk, words: Words) -> None:
    desk.receive()
    desk.receive(footprint=None, plots=0)

    with desk.project.reading() as reading:
        told = feature_collection(blds_table(reading, desk.project.settings, desk.book, words))

    first, second = json.loads(json.dumps(told))["features"]
    outline = shapely.geometry.shape(first["geometry"])
    assert outline.geom_type == "Polygon"
    assert outline.centroid.x == pytest.approx(99.0001, abs=1e-4)
    assert second["geometry"] is None
    assert first["properties"]["PermitNum"] == "BP-2569-00001"


def test_every_state_has_its_word_in_the_open_world(desk: Desk, words: Words) -> None:
    case = desk.receive().received.case
    for state in PERMIT_TABLE.states:
        with desk.project.work(EVERYTHING, "test") as work:
            stored = desk.file(case.uid).case
            work.apply(ChangeSet("test", (Change(stored, replace(stored, state=state)),)))
            with_state = blds_table(work, desk.project.settings, desk.book, words)
        row = dict(zip(with_state.headers, with_state.rows[0], strict=True))
        assert row["StatusCurrent"] == state
        assert row["StatusCurrentMapped"]


def test_the_offices_own_table_is_in_its_words(desk: Desk, words: Words) -> None:
    desk.issued()

    with desk.project.reading() as reading:
        table = office_table(reading, desk.project.settings, desk.book, words)

    row = dict(zip(table.headers, table.rows[0], strict=True))
    assert (row["เลขที่คำขอ"], row["ขั้น"], row["การใช้อาคาร"]) == ("BP-2569-00001", "อยู่ระหว่างก่อสร้าง", "บ้านเดี่ยว")


def test_neither_names_nor_numbers_stand_in_exports_journal_or_index(desk: Desk, words: Words, tmp_path: Path) -> None:
    people = [a_person(number=NUMBER, phone=PHONE), a_person("engineer", number="1000000000017", licence_no="ภย.1")]
    uid = desk.issued(people=people, materials=f"สอบถาม {PHONE}")
    edit_permit(desk.project, COUNTER, uid, {"conditions": f"ติดต่อ {NUMBER}"}, reason="แก้เงื่อนไข")
    plan_visit(desk.project, COUNTER, uid, date(2026, 2, 1), "วิชัย", desk.now, f"นัด {PHONE}")
    with desk.project.reading() as reading:
        ((visit, _),) = visits_due(reading, date(2026, 2, 1))
    record_visit(desk.project, COUNTER, visit.uid, date(2026, 2, 1), Found("differs", f"เจ้าของ {NUMBER}"), desk.now)
    notice_sent(desk.project, COUNTER, uid, "late_notice", StepTold(text=f"แจ้ง {PHONE}"), desk.now)
    desk.step(uid, "complete", text=f"โทร {PHONE}")
    to_building(desk.project, REVENUE, desk.book, uid)

    with desk.project.reading() as reading:
        blds = blds_table(reading, desk.project.settings, desk.book, words)
        own = office_table(reading, desk.project.settings, desk.book, words)
    for number, table in enumerate((blds, own)):
        write_table(tmp_path / f"{number}.csv", "ก", table.headers, table.rows)
        text = (tmp_path / f"{number}.csv").read_text(encoding="utf-8-sig")
        text += json.dumps(feature_collection(table), ensure_ascii=False)
        assert not [what for what in (NUMBER, PHONE, "มานี", "ขออนุญาต ", "ภย.1") if what in text]
    path = desk.project.path
    assert NUMBER in numbers_of(path)
    assert leaks(path, numbers_of(path)) == {}
    assert {"permits", "permit_visits", "permit_checks", "case_steps"} <= set(TABLES)
