"""A findings workbook mended in Excel comes back: a register of a few lines, imported, marked, mended, taken."""

import zlib
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from tests.builders import CLERK, a_parcel
from tests.services.excel_office import MALEE, NEW, SHEETS, SOMCHAI, Office, in_excel

from ltaxgis.app.excel_round_trip import send_findings, take_diff
from ltaxgis.domain.changes import Change
from ltaxgis.domain.errors import Conflict, Refused
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import UseRow
from ltaxgis.services.edit_register import take_back
from ltaxgis.words import Words

OWNERS, LAND, USES = SHEETS
VALUE, CODE, USE = "รวมราคาประเมินที่ดิน (บาท)", "รหัสแปลงที่ดิน", "ประเภทการใช้ประโยชน์"


def test_only_rows_with_findings_stand_in_the_workbook(office: Office) -> None:
    book = load_workbook(office.import_file())
    names = [row[4].value for row in book[OWNERS].iter_rows(min_row=2)]
    assert "ปรีชา" in [row[5].value for row in book[OWNERS].iter_rows(min_row=2)], names
    assert book[OWNERS].max_row == 2


def test_mended_cells_become_values_and_their_findings_are_gone(office: Office) -> None:
    path = office.import_file()
    assert {"cell.not_a_number", "code.letter_for_digit", "cell.area_part_range", "cell.unknown_code"} <= office.codes()
    in_excel(path, {(LAND, "101", VALUE): "100,000", (LAND, "102", CODE): "01A002", (LAND, "102", "งาน"): "1",
                    (LAND, "103", USE): "ว่างเปล่า", (LAND, "๑๐๔", "เลขที่เอกสาร"): "104"})  # fmt: skip
    diff = office.back(path)
    assert diff.refused == ()
    assert len(diff.taken) == 5
    take_diff(office.project, CLERK, diff)
    rows = office.rows()
    assert rows["101"].value == 100_000_00
    assert (rows["102"].code, rows["102"].code_read, rows["102"].area) == ("01A002", "01A002", 12_000)
    assert rows["103"].use_kind == rows["101"].use_kind
    assert (
        not {"cell.not_a_number", "code.letter_for_digit", "cell.area_part_range", "cell.unknown_code"} & office.codes()
    )


def test_taking_a_workbook_is_one_act_that_can_be_undone(office: Office) -> None:
    path = in_excel(office.import_file(), {(LAND, "101", VALUE): "5", (LAND, "102", CODE): "01A002"})
    applied = take_diff(office.project, CLERK, office.back(path))
    with office.project.work(CLERK, "undo") as work:
        work.undo(applied.number)
        work.commit()
    assert office.rows()["101"].value is None
    assert office.rows()["102"].code_read == "O1A002"


def test_a_use_finds_its_land_when_its_code_is_mended(office: Office) -> None:
    path = office.import_file()
    assert "use.row_without_land" in office.codes()
    diff = office.back(in_excel(path, {(USES, "01B003", CODE): "01A003"}))
    take_diff(office.project, CLERK, diff)
    with office.project.reading() as reading:
        uses = reading.get(UseRow, reading.columns(UseRow, ()).uids)
    assert [use.land_uid for use in uses if use.code == "01A003"] == [office.rows()["103"].uid]
    assert "use.row_without_land" not in office.codes()


def test_a_masked_number_is_mended_by_typing_all_its_digits(office: Office) -> None:
    path = in_excel(office.import_file(), {(OWNERS, "ปรีชา", "เลขบัตรประชาชน"): f" {NEW[:1]}-{NEW[1:]}"})
    diff = office.back(path)
    assert NEW not in repr(diff.changes) + repr(diff.taken)
    take_diff(office.project, CLERK, diff)
    with office.project.reading() as reading:
        owners = reading.get(Owner, reading.columns(Owner, ()).uids)
        owner = next(owner for owner in owners if owner.first_name == "ปรีชา")
        assert owner.number_key is not None
        assert reading.number(owner.number_key) == NEW
    assert owner.number_masked.endswith(f"{NEW[10:12]}-{NEW[12]}")
    assert "person.number_check_digit" not in office.codes()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("x-xxxx-xxxx9-99-9", "returned.masked"), (NEW[:12], "person.number_length"),
     (NEW[:12] + str((int(NEW[12]) + 1) % 10), "person.number_check_digit")],
)  # fmt: skip
def test_a_number_that_cannot_be_one_is_refused(office: Office, typed: str, code: str) -> None:
    diff = office.back(in_excel(office.import_file(), {(OWNERS, "ปรีชา", "เลขบัตรประชาชน"): typed}))
    assert [refused.code for refused in diff.refused] == [code]
    assert diff.taken == ()
    assert NEW[:12] not in repr(diff.refused)


def test_a_row_goes_to_the_owner_whose_number_is_typed(office: Office) -> None:
    diff = office.back(in_excel(office.import_file(), {(LAND, "101", "เลขบัตรเจ้าของที่ดิน"): MALEE}))
    take_diff(office.project, CLERK, diff)
    assert owners_of(office, "101") == ["มาลี"]


def test_an_owner_mended_in_the_same_workbook_can_own_a_row(office: Office) -> None:
    path = in_excel(office.import_file(), {
        (OWNERS, "ปรีชา", "เลขบัตรประชาชน"): NEW, (LAND, "103", "เลขบัตรเจ้าของที่ดิน"): NEW,
    })  # fmt: skip
    diff = office.back(path)
    assert diff.refused == ()
    take_diff(office.project, CLERK, diff)
    assert owners_of(office, "103") == ["ปรีชา"]


def owners_of(office: Office, title_no: str) -> list[str]:
    with office.project.reading() as reading:
        held = reading.get(Ownership, reading.columns(Ownership, ()).uids)
        mine = [one.owner_uid for one in held if one.subject_uid == office.rows()[title_no].uid]
        return [owner.first_name for owner in reading.get(Owner, mine)]


def test_a_reference_of_the_old_system_is_not_changed_here(office: Office) -> None:
    path = in_excel(office.import_file(columns={"ref": "ลำดับ"}), {(LAND, "101", "ลำดับ"): "9"})
    assert [refused.code for refused in office.back(path).refused] == ["returned.reference"]


def test_all_rows_stand_in_the_workbook_by_choice(office: Office) -> None:
    book = load_workbook(office.import_file(rows="all"))
    assert [row[5].value for row in book[OWNERS].iter_rows(min_row=2)] == ["สมชาย", "มาลี", "ปรีชา"]


def test_a_number_typed_as_a_number_is_as_good_as_a_text(office: Office) -> None:
    take_diff(office.project, CLERK, office.back(in_excel(office.import_file(), {(LAND, "101", VALUE): 12.5})))
    assert office.rows()["101"].value == 12_50


def test_what_has_no_place_in_the_project_is_refused_with_its_reason(office: Office, words: Words) -> None:
    path = in_excel(office.import_file(), {
        (LAND, "101", "ของสำนักงาน"): "ฮ", (LAND, "101", "ลำดับ"): "9", (LAND, "102", VALUE): "แพง",
        (LAND, "103", "เลขบัตรเจ้าของที่ดิน"): NEW, (LAND, "103", CODE): "", (LAND, "๑๐๔", VALUE): "=1/0",
    })  # fmt: skip
    diff = office.back(path)
    told = {(refused.cell.heading, refused.code) for refused in diff.refused}
    assert told == {
        ("ของสำนักงาน", "returned.no_field"), ("ลำดับ", "returned.no_field"), (VALUE, "cell.not_a_number"),
        ("เลขบัตรเจ้าของที่ดิน", "returned.owner_unknown"), (CODE, "code.missing"),
        (VALUE, "cell.formula_without_result"),
    }  # fmt: skip
    assert all(words.knows(refused.code) for refused in diff.refused)
    assert diff.taken == ()
    assert diff.changes.changes == ()
    with pytest.raises(Refused, match=r"returned.nothing"):
        take_diff(office.project, CLERK, diff)


def test_a_cell_that_was_corrected_in_the_project_meanwhile_is_a_conflict(office: Office) -> None:
    path = office.import_file()
    row = office.rows()["101"]
    office.apply(Change(row, replace(row, value=7_00)))
    diff = office.back(in_excel(path, {(LAND, "101", VALUE): "100", (LAND, "101", "หมายเหตุ"): "ดูแล้ว"}))
    assert [(refused.cell.heading, refused.code) for refused in diff.refused] == [(VALUE, "returned.conflict")]
    take_diff(office.project, CLERK, diff)
    assert (office.rows()["101"].value, office.rows()["101"].note) == (7_00, "ดูแล้ว")


def test_rows_of_a_trial_import_are_found_once_the_file_is_in_the_project(office: Office) -> None:
    path = in_excel(office.import_file(dry_run=True), {(LAND, "101", VALUE): "9"})
    kept = path.read_bytes()
    assert {refused.code for refused in office.back(path).rows_refused} == {"returned.row_unknown"}
    office.import_file()
    path.write_bytes(kept)
    take_diff(office.project, CLERK, office.back(path))
    assert office.rows()["101"].value == 9_00


def test_the_workbook_can_be_written_later_from_the_project(office: Office) -> None:
    path = in_excel(office.import_file(), {(LAND, "102", CODE): "01A002", (LAND, "102", "งาน"): "1"})
    take_diff(office.project, CLERK, office.back(path))
    later = office.folder / "ภายหลัง.xlsx"
    send_findings(office.project, CLERK, later, office.words, office.lists)
    sheet = load_workbook(later)[LAND]
    assert [cell.value for cell in sheet[1]][1:] == SHEETS[LAND][0]
    notes = {row[5].value: row[3].comment.text for row in sheet.iter_rows(min_row=2) if row[3].comment}
    assert "O1A002" not in notes["102"]
    assert notes.keys() == {"101", "102", "103", "๑๐๔"}
    assert office.back(later).is_empty
    take_diff(office.project, CLERK, office.back(in_excel(later, {(LAND, "101", VALUE): "8"})))
    assert office.rows()["101"].value == 8_00
    assert SOMCHAI.encode() not in zlib.decompress(kept(office))


def kept(office: Office) -> bytes:
    with office.project.reading() as reading:
        content = reading.own_file("findings/rows")
    assert content is not None
    return content


def test_a_diff_is_not_taken_over_a_change_made_after_it(office: Office) -> None:
    diff = office.back(in_excel(office.import_file(), {(LAND, "101", VALUE): "100"}))
    row = office.rows()["101"]
    office.apply(Change(row, replace(row, note="เปลี่ยนก่อน")))
    with pytest.raises(Conflict):
        take_diff(office.project, CLERK, diff)
    assert office.rows()["101"].value is None


def test_who_may_not_edit_the_register_may_not_take_a_workbook(office: Office) -> None:
    diff = office.back(in_excel(office.import_file(), {(LAND, "101", VALUE): "100"}))
    with pytest.raises(Refused, match=r"role.may_not"):
        take_diff(office.project, Actor("ผู้ดู", roles=("viewer",)), diff)


def test_text_that_looks_like_a_formula_stays_text(office: Office) -> None:
    sheet = load_workbook(office.import_file())[LAND]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    assert cell.number_format == "@"


def test_a_row_whose_code_is_mended_in_excel_stands_on_its_parcel_at_once(office: Office) -> None:
    path = in_excel(office.import_file(), {(LAND, "102", CODE): "01A777"})
    parcel = a_parcel("01A777")
    office.keep(parcel)
    applied = take_diff(office.project, CLERK, office.back(path))
    assert links(office) == [(office.rows()["102"].uid, parcel.uid)]
    take_back(office.project, CLERK, applied.number)
    assert links(office) == []


def links(office: Office) -> list[tuple[str, str]]:
    with office.project.reading() as reading:
        found = reading.columns(Link, ("row_uid", "parcel_uid"))
        return list(zip(found["row_uid"], found["parcel_uid"], strict=True))
