"""Petitions out of other systems' files: what is taken, what is not and why, and that it leaves as it came."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.builders import a_project
from tests.petitions import CHIEF, COUNTER, VIEWER, Desk, a_lamp, a_person, build_street
from tests.private import leaks, numbers_of

from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.domain.cases import Case, CaseLink, CaseParty
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.public import PublicCase
from ltaxgis.formats.open311 import write_requests
from ltaxgis.formats.petition_files import read_petitions
from ltaxgis.formats.places_writer import write_places
from ltaxgis.formats.sheet_writers import write_table
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.export_petitions import as_open311, as_places, as_table
from ltaxgis.services.import_petitions import PetitionImport, import_petitions
from ltaxgis.services.look_up import published
from ltaxgis.services.petition_merging import merge_petitions, petitioners
from ltaxgis.services.progress import silent
from ltaxgis.words import load_words

RESOURCES = find_resources()
TITLES = shipped_titles(RESOURCES)
WORDS = [load_words(RESOURCES.words, language) for language in ("th", "en")]
PHONE, NUMBER = "0891234567", "1000000000009"
HEADER = "เลขที่คำร้อง,วันที่รับ,ชื่อ-สกุล,โทรศัพท์,เลขประจำตัวประชาชน,ประเภท,รายละเอียด,พิกัด E,พิกัด N,สถานะ"


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


@pytest.fixture
def other(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder, "อีกเทศบาล.ltax")
    yield Desk(project)
    project.close()


def bring(desk: Desk, path: Path, system: str = "") -> PetitionImport:
    file = read_petitions(path, system, desk.book.tables["petition_columns"])
    done = import_petitions(desk.project, COUNTER, desk.book, file, TITLES, WORDS, desk.now, silent)
    assert done.read == done.stored + done.rejected + done.skipped
    return done


def table(folder: Path, *rows: str, name: str = "คำร้อง (ม.ค.).csv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8-sig")
    return path


def codes(done: PetitionImport) -> dict[str, int]:
    return dict(Counter(one.code for one in done.findings if one.code.startswith("petition_row")))


def cases(desk: Desk) -> list[Case]:
    with desk.project.reading() as reading:
        return reading.get(Case, reading.columns(Case, ("number",)).uids)


def listed(desk: Desk) -> list[PublicCase]:
    with desk.project.reading() as reading:
        return published(reading, desk.project.settings, desk.book)


def test_a_table_of_the_office_is_taken_row_by_row(desk: Desk, tmp_path: Path) -> None:
    build_street(desk)
    path = table(
        tmp_path,
        f"1/69,12/1/2569,นายสมชาย ใจดี,{PHONE},{NUMBER},ไฟฟ้าส่องสว่างสาธารณะ,ไฟทางดับ,500010,2000010,กำลังดำเนินการ",
        "2/69,๑๓ ม.ค. ๒๕๖๙,นางสาวมานี มีนา,,,ขยะ,ขยะล้นถัง,500030,2000010,",
    )
    done = bring(desk, path)

    assert (done.read, done.stored, done.needs_a_look) == (2, 2, False)
    first, second = cases(desk)
    assert (first.category, first.state, first.starts_on) == ("light", "in_progress", date(2026, 1, 12))
    assert (second.category, second.state, second.channel) == ("waste", "new", "file")
    with desk.project.reading() as reading:
        (party,) = reading.having(CaseParty, "case_uid", [first.uid])
        (owner,) = reading.get(Owner, [party.owner_uid])
        assert (owner.prefix, owner.first_name, owner.last_name) == ("นาย", "สมชาย", "ใจดี")
        assert owner.phone_key is not None
        assert reading.number(owner.phone_key) == PHONE
        assert len(reading.having(CaseLink, "case_uid", [first.uid])) == 1


def test_each_bad_row_is_told_with_line_and_reason_and_the_others_are_taken(desk: Desk, tmp_path: Path) -> None:
    build_street(desk)
    path = table(
        tmp_path,
        "1,31/2/2569,,,,ไฟ,ไฟดับ,,,",
        "2,12/1/2599,,,,ไฟ,ไฟดับ,,,",
        "3,12/1/2569,ก,,1000000000008,ไฟ,ไฟดับ,,,",
        f"4,12/1/2569,{'ก' * 4_000},,,ไฟ,ไฟดับ,,,",
        "5,12/1/2569,,,,,,,,",
        "6,12/1/2569,,,,ไฟ,ไฟดับนอกเขต,600000,2000010,",
        "7,12/1/2569,,,,ไฟ,ไฟดับที่ไหนไม่รู้,abc,def,",
        "8,12/1/2569,,,,มนุษย์ต่างดาว,จานบินตก,2000010,500010,หายไปแล้ว",
    )
    done = bring(desk, path)

    assert (done.read, done.stored, done.rejected, done.skipped) == (8, 3, 5, 0)
    assert codes(done) == {
        "petition_row.bad_date": 2, "petition_row.bad_number": 1, "petition_row.too_long": 1,
        "petition_row.nothing_told": 1, "petition_row.outside": 1, "petition_row.place_unreadable": 1,
        "petition_row.category_unknown": 1, "petition_row.state_unknown": 1, "petition_row.place_swapped": 1,
    }  # fmt: skip
    lines = {one.code: one.place.row for one in done.findings if one.place.source == path.name}
    assert lines["petition_row.too_long"] == 5
    assert lines["petition_row.outside"] == 7
    assert [one.outside for one in cases(desk)] == [True, False, False]
    assert "1000000000008" not in repr(done.findings)


@pytest.mark.parametrize(
    ("said", "state"),
    [("เสร็จสิ้น", "closed"), ("แล้วเสร็จ", "closed"), ("รอดำเนินการ", "new"), ("อยู่ระหว่างดำเนินการ", "in_progress"),
     ("Forwarded", "forwarded"), ("ยุติเรื่อง", "closed"), ("in_progress", "in_progress"), ("ดำเนินการแล้ว", "resolved")],
)  # fmt: skip
def test_states_are_read_as_offices_write_them(desk: Desk, tmp_path: Path, said: str, state: str) -> None:
    done = bring(desk, table(tmp_path, f"1/69,12/1/2569,,,,ไฟ,ไฟดับ,,,{said}"))

    assert codes(done) == {}
    assert [one.state for one in cases(desk)] == [state]


def test_what_comes_in_twice_is_seen(desk: Desk, tmp_path: Path) -> None:
    one = "1/69,12/1/2569,ก ข,,,ไฟ,ไฟดับ,,,"
    unnumbered = ",12/1/2569,ก ข,,,ไฟ,ไฟดับหน้าตลาด,,,"
    done = bring(desk, table(tmp_path, one, one, unnumbered, unnumbered, ",12/1/2569,ค ง,,,ไฟ,ไฟดับหน้าตลาด,,,"))

    assert (done.stored, done.skipped) == (3, 2)
    again = bring(desk, table(tmp_path, one, unnumbered, "2/69,14/1/2569,,,,ไฟ,ดับอีก,,,", name="ก.พ..csv"))
    assert (again.stored, again.skipped) == (1, 2)
    assert [one.place.row for one in again.findings if one.code == "petition_row.twice"] == [2, 3]


def test_a_workbook_is_read_like_a_table(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Request ID", "Received", "Category", "Description", "Latitude", "Longitude"])
    sheet.append(["A-1", datetime(2026, 1, 12), "Street light", "Lamp is out", 18.09, 99.0])
    sheet.append(["A-2", "12/13/2026", "Waste", "Bin is full", 18.09, 99.0])
    path = tmp_path / "petitions (1).xlsx"
    book.save(path)

    done = bring(desk, path)

    assert (done.stored, done.rejected) == (1, 1)
    (case,) = cases(desk)
    assert (case.category, case.starts_on, case.shape is not None) == ("light", date(2026, 1, 12), True)


def test_a_house_number_gives_the_place(desk: Desk, tmp_path: Path) -> None:
    parcels = build_street(desk)
    path = table(tmp_path, "1,บ้านเลขที่ 2/1 หมู่ 2,ไฟดับ", header="เลขที่คำร้อง,สถานที่,รายละเอียด")
    bring(desk, path)

    (case,) = cases(desk)
    with desk.project.reading() as reading:
        assert [one.target_uid for one in reading.having(CaseLink, "case_uid", [case.uid])] == [parcels[1]]


def test_tickets_of_traffy_come_with_state_time_and_stars(desk: Desk, tmp_path: Path) -> None:
    ticket = {
        "ticket_id": "2026-ABC", "description": f"น้ำท่วม โทร {PHONE}", "coords": ["99.0001", "18.0885"],
        "timestamp": "2026-01-05 03:12:11.123456+00", "state": "เสร็จสิ้น", "problem_type_abdul": ["น้ำท่วม"],
        "star": 5, "count_reopen": 1, "org": ["เทศบาล"], "photo_url": "file:///../../etc/passwd",
    }  # fmt: skip
    path = tmp_path / "traffy.json"
    path.write_text(json.dumps({"status": True, "total": 2, "results": [ticket, {**ticket}]}), encoding="utf-8")

    done = bring(desk, path)

    assert (done.stored, done.skipped) == (1, 1)
    (case,) = cases(desk)
    assert (case.category, case.state, case.external_id) == ("drain", "closed", "2026-ABC")
    assert case.received_at == datetime(2026, 1, 5, 3, 12, 11, 123456, tzinfo=UTC)
    assert case.closed_on == date(2026, 1, 5)
    petition = desk.petition(case.uid)
    assert (petition.stars, petition.reopened) == (5, 1)


def test_traffys_own_csv_is_known_by_its_headings(desk: Desk, tmp_path: Path) -> None:
    path = table(
        tmp_path, '2026-X,"{ถนน,น้ำท่วม}",ถนนพัง,"99.0001,18.0885",2026-01-05 03:12:11.1+00,กำลังดำเนินการ',
        header="ticket_id,type,comment,coords,timestamp,state",
    )  # fmt: skip
    done = bring(desk, path)

    assert done.stored == 1
    (case,) = cases(desk)
    assert (case.external_system, case.category, case.state) == ("traffy", "road.surface", "in_progress")


def many(desk: Desk) -> None:
    """A petition in every state, one of each flag, and some that never leave."""
    build_street(desk)
    uids = [desk.receive(a_lamp(text=f"ไฟดับเสาที่ {n}", person=a_person(phone=PHONE))).case.uid for n in range(13)]
    for uid in uids:
        desk.photo(uid)
    desk.wait(1)
    desk.step(uids[1], "accept")
    desk.step(uids[2], "assign")
    desk.step(uids[3], "start")
    desk.step(uids[4], "hold", reason="materials", until=date(2026, 4, 1))
    desk.step(uids[5], "resolve", "เปลี่ยนหลอดแล้ว")
    desk.step(uids[6], "resolve", "เปลี่ยนโคมแล้ว")
    desk.step(uids[6], "rate", stars=4)
    desk.step(uids[6], "close")
    desk.step(uids[7], "resolve", "ต่อสายแล้ว")
    desk.step(uids[7], "reopen", reason="ดับอีก")
    desk.step(uids[8], "reject", reason="not_ours")
    desk.step(uids[9], "forward", agency="การไฟฟ้าส่วนภูมิภาค")
    merge_petitions(desk.project, COUNTER, desk.book, [uids[10]], uids[0], desk.now)
    desk.step(uids[11], "cancel")
    desk.step(uids[12], "reject", reason="twice")
    desk.receive(a_lamp(kind="nuisance", category="noise", text=f"นายดำ บ้านเลขที่ 9/9 เผาขยะ โทร {PHONE}"))
    desk.receive(a_lamp(kind="staff", category="staff", named=(CHIEF.name,), text="เรียกรับเงิน"))
    desk.receive(a_lamp(kind="general", category="tax", text="ขอผ่อนภาษี"))


def told(public: PublicCase) -> PublicCase:
    """What has to be the same after the way through a file: not its number here, nor the moments of our own steps."""
    state = "closed" if public.state == "resolved" else public.state
    moment = public.received_at.replace(microsecond=0)
    return replace(
        public, number="", steps=(), received_at=moment, updated_at=moment, due=None, merged_into="", state=state
    )  # fmt: skip


@pytest.mark.parametrize("name", ["o.json", "o.xml", "o.csv", "o.xlsx"])
def test_what_goes_out_comes_in_as_the_same(desk: Desk, other: Desk, tmp_path: Path, name: str) -> None:
    many(desk)
    path = tmp_path / name
    with desk.project.reading() as reading:
        if path.suffix in (".json", ".xml"):
            write_requests(path, as_open311(reading, desk.project.settings, desk.book, WORDS[0])[0])
        else:
            gone = as_table(reading, desk.project.settings, desk.book, WORDS[0])
            write_table(path, "คำร้อง", gone.headers, gone.rows)
    other.now = desk.now

    done = bring(other, path)

    assert (done.stored, done.rejected, done.skipped) == (14, 0, 0)
    before = [told(one) for one in listed(desk)]
    after = [told(one) for one in listed(other)]
    assert after == before
    assert bring(other, path).skipped == 14
    if path.suffix in (".json", ".xml"):
        assert [one.merged_into for one in listed(other)][10] == listed(other)[0].number
        assert [one.reject_code for one in listed(other)][8] == "not_ours"


def test_no_private_number_and_no_name_is_in_the_bytes_of_what_leaves(desk: Desk, tmp_path: Path) -> None:
    many(desk)
    settings, book, words = desk.project.settings, desk.book, WORDS[0]
    with desk.project.reading() as reading:
        requests, _ = as_open311(reading, settings, book, words)
        for name in ("o.json", "o.xml"):
            write_requests(tmp_path / name, requests)
        gone = as_table(reading, settings, book, words)
        write_table(tmp_path / "o.csv", "คำร้อง", gone.headers, gone.rows)
        write_places(tmp_path / "o.geojson", as_places(reading, settings, book, words))

    for path in tmp_path.glob("o.*"):
        content = path.read_text(encoding="utf-8-sig")
        for private in (PHONE, "4567", "สมชาย", "ใจดี", "9/9", "99/9", "นายดำ", "เรียกรับเงิน", "ขอผ่อนภาษี", CHIEF.name):
            assert private not in content, (path.name, private)


def test_no_private_number_is_in_the_journal_the_index_or_any_table_but_its_own(desk: Desk, tmp_path: Path) -> None:
    path = table(
        tmp_path, f"{PHONE},12/1/2569,สมชาย {PHONE},{PHONE},{NUMBER},ไฟ {PHONE},ไฟดับ {NUMBER} {PHONE},,,{PHONE}",
        name=f"คำร้อง {PHONE}.csv",
    )  # fmt: skip
    done = bring(desk, path)
    desk.receive(a_lamp(text=f"โทร {PHONE}", place_text=f"ข้าง {NUMBER}", person=a_person(number=NUMBER, phone=PHONE)))

    assert done.stored == 1
    assert PHONE not in repr(done.findings).replace(path.stem, "")
    assert numbers_of(desk.project.path) >= {PHONE, NUMBER}
    assert leaks(desk.project.path, numbers_of(desk.project.path)) == {}


def test_places_for_web_maps_are_rounded_and_longitude_first(desk: Desk) -> None:
    many(desk)
    with desk.project.reading() as reading:
        told = as_places(reading, desk.project.settings, desk.book, WORDS[1])

    features = told["features"]
    assert isinstance(features, list)
    assert len(features) == 14
    longitude, latitude = features[0]["geometry"]["coordinates"]
    assert (longitude, latitude) == (99.0001, 18.0888)
    assert features[4]["properties"]["waiting"] == "Waiting for materials"


def test_a_merged_one_whose_main_one_never_came_was_told_already(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    path.write_text(
        json.dumps([{"service_request_id": "9", "status": "closed", "extended_status": "DUPLICATE", "description": "ก",
                     "service_code": "light", "requested_datetime": "2026-01-05T10:00:00+07:00"}]),
        encoding="utf-8",
    )  # fmt: skip
    bring(desk, path)

    (case,) = cases(desk)
    assert case.state == "rejected"
    assert desk.petition(case.uid).reject_code == "twice"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("o.json", b'[{"service_request_id": "1", "status": "op', "open311.damaged"),
        ("o.xml", b"<service_requests><request><status>open</st", "open311.damaged"),
        ("o.xml", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><service_requests/>', "open311.forbidden"),
        ("t.json", b'{"results": "no"}', "petition_file.other"),
        ("t.csv", "ก,ข\n1,2\n".encode(), "petition_file.no_columns"),
        ("t.zip", b"PK\x05\x06" + bytes(18), "file.zip_without_register"),
        ("t.pdf", b"%PDF-1.7 ...", "file.other_kind"),
    ],
)
def test_a_file_that_cannot_be_read_stores_nothing(
    desk: Desk, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Refused) as refused:
        bring(desk, path, "traffy" if name.startswith("t.j") else "")

    assert refused.value.code == code
    assert WORDS[0].knows(code)
    assert cases(desk) == []


def test_a_zip_bomb_is_not_unpacked_and_names_are_never_paths(desk: Desk, tmp_path: Path) -> None:
    bomb, up = tmp_path / "bomb.zip", tmp_path / "up.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package, package.open("คำร้อง.csv", "w") as stream:
        for _ in range(128):
            stream.write(bytes(1 << 20))
    with zipfile.ZipFile(up, "w") as package:
        package.writestr("../../บน.csv", "เลขที่คำร้อง,รายละเอียด\n1,ไฟดับ\n")

    with pytest.raises(Refused) as refused:
        bring(desk, bomb)
    assert refused.value.code == "file.zip_too_large"
    assert cases(desk) == []

    assert bring(desk, up).stored == 1
    assert not list(tmp_path.parent.glob("บน.csv"))
    assert not list(tmp_path.glob("*.csv"))


def test_a_viewer_brings_nothing_in(desk: Desk, tmp_path: Path) -> None:
    file = read_petitions(table(tmp_path, "1,,,,,ไฟ,ไฟดับ,,,"), "", desk.book.tables["petition_columns"])

    with pytest.raises(Refused) as refused:
        import_petitions(desk.project, VIEWER, desk.book, file, TITLES, WORDS, desk.now, silent)

    assert refused.value.code == "role.may_not"


def test_a_file_of_complaints_about_officials_is_for_who_read_it(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, "ร้องเรียนเจ้าหน้าที่,เรียกรับเงิน,ก ข", header="ชนิดเรื่อง,รายละเอียด,ผู้ร้อง")
    bring(desk, path)

    (case,) = cases(desk)
    assert (case.kind, case.visible_to, case.division) == ("staff", COUNTER.name, "legal")
    assert listed(desk) == []
    with desk.project.reading() as reading:
        assert len(petitioners(reading, COUNTER, case.uid)) == 1
        assert reading.count(Petition) == 1


def test_a_dry_run_tells_the_same_and_stores_nothing(desk: Desk, tmp_path: Path) -> None:
    build_street(desk)
    path = table(tmp_path, f"1,12/1/2569,นายสมชาย ใจดี,{PHONE},,ไฟ,ไฟดับ,500010,2000010,", "2,31/2/2569,,,,ไฟ,ไฟดับ,,,")
    file = read_petitions(path, "", desk.book.tables["petition_columns"])
    backups: list[str] = []

    would = import_petitions(
        desk.project, COUNTER, desk.book, file, TITLES, WORDS, desk.now, silent, dry_run=True,
        before_storing=lambda: backups.append("ก่อน"),
    )  # fmt: skip

    assert (cases(desk), backups, would.applied) == ([], [], None)
    assert PHONE not in numbers_of(desk.project.path)
    done = bring(desk, path)
    assert (would.as_json(), codes(would)) == (done.as_json(), codes(done))
