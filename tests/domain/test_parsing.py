"""From columns of text to columns of values."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.register_samples import a_number, a_table, cells_of, shipped_lists

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS, KINDS
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.parsing import Layout, Parsed, PrivateNumber, parse_columns
from ltaxgis.domain.tables import Cell, SourceTable

LISTS = shipped_lists()


def only_row(table: SourceTable, row: int) -> SourceTable:
    return SourceTable(
        table.source, table.name, table.headers, tuple([column[row]] for column in table.columns), [table.lines[row]]
    )


def parse(
    columns: Mapping[str, Sequence[Cell]],
    kind: str = "land",
    *,
    system: str = "",
    codes: str = "ltax",
    unknown: str = "",
) -> Parsed:
    """Columns named by their source fields; `unknown` is a heading without a field."""
    mapping = {index: name for index, name in enumerate(columns) if name != unknown}
    return parse_columns(a_table(columns), mapping, Layout(kind, system, codes), LISTS)


def codes_of(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_land_row_comes_out_typed() -> None:
    parsed = parse(
        {
            "code": ["01a001"], "title_kind": ["โฉนด"], "title_no": ["๑๒๓"], "rai": ["1"], "ngan": ["2"],
            "wa": ["50.5"], "value": ["1,234.50"], "price": ["฿500"], "use_kind": ["1"], "year": ["2569"],
            "note": ["ค\u0e4d\u0e32"], "unit_area": ["60.5"], "moo": [None], "soi": ["-"],
        },
        system="ltax_online",
    )  # fmt: skip

    assert {name: column[0] for name, column in parsed.columns.items()} == {
        "code": "01A001", "code_read": "01a001", "title_kind": "deed", "title_no": "123", "area": 65050,
        "value": 123450, "price": 50000, "use_kind": "agriculture", "year": 2569, "note": "คำ", "unit_area": 6050,
        "moo": "", "soi": "",
    }  # fmt: skip
    assert sorted(codes_of(parsed.findings)) == ["cell.sara_am", "cell.thai_digits", "code.not_canonical"]


def test_a_finding_says_where_it_stands_what_was_read_and_what_was_understood() -> None:
    table = a_table({"รหัสแปลง": ["01A001", "O1A002"], "ไร่": ["1", "x"]}, name="2_ที่ดิน", first_line=5)

    parsed = parse_columns(table, {0: "code", 1: "rai"}, Layout("land"), LISTS)

    code, number = parsed.findings
    assert (code.code, code.value, code.understood) == ("code.letter_for_digit", "O1A002", "01A002")
    assert (number.code, number.value) == ("cell.not_a_number", "x")
    assert (number.place.source, number.place.sheet) == ("ทะเบียน.xlsx", "2_ที่ดิน")
    assert (number.place.row, number.place.column, number.place.field) == (6, "ไร่", "land.rai")
    assert number.place.subject == "01A002"


def test_a_finding_about_an_owner_names_the_owner() -> None:
    parsed = parse({"prefix": ["นาย"], "first_name": ["สมชาย"], "last_name": ["ใจดี"], "number": ["123"]}, "owner")

    assert [finding.place.subject for finding in parsed.findings] == ["นายสมชาย ใจดี"]


def test_an_unreadable_or_missing_code_leaves_the_row_with_what_was_read() -> None:
    parsed = parse({"code": ["???", None, "  "], "title_no": ["1", "2", "3"]})

    assert parsed.columns["code"] == ["", "", ""]
    assert parsed.columns["code_read"] == ["???", "", "  "]
    assert codes_of(parsed.findings) == ["code.unreadable", "code.missing", "code.missing"]


def test_a_land_layout_without_a_code_column_is_not_blamed_for_missing_codes() -> None:
    assert parse({"title_no": ["1"]}).findings == []


def test_a_building_code_in_the_land_is_pointed_out() -> None:
    assert codes_of(parse({"code": ["01A001-B001"]}).findings) == ["code.not_in_pattern"]
    assert parse({"code": ["01A001-B001"]}, "building").findings == []


def test_codes_of_no_pattern_are_taken_as_they_are() -> None:
    parsed = parse({"code": ["91216000AB0037"]}, codes="free")

    assert parsed.columns["code"] == ["91216000AB0037"]
    assert parsed.findings == []


# areas


@pytest.mark.parametrize(
    "columns",
    [
        {"rai": ["1"], "ngan": ["2"], "wa": ["50.5"]},
        {"area_text": ["1-2-50.5"]},
        {"area_wa_total": ["650.5"]},
        {"area_m2": ["2602"]},
        {"rai": [None], "ngan": [None], "wa": [None], "area_m2": ["2602"]},
    ],
)
def test_an_area_is_the_same_from_whatever_columns_it_comes(columns: dict[str, Sequence[Cell]]) -> None:
    assert parse(columns).columns["area"] == [65050]


def test_a_missing_part_of_an_area_is_nothing_and_a_row_without_any_has_no_area() -> None:
    parsed = parse({"rai": ["1", None, None], "ngan": [None, None, None], "wa": ["50", None, "7"]})

    assert parsed.columns["area"] == [45000, None, 700]


def test_parts_out_of_range_are_told_and_counted() -> None:
    parsed = parse({"ngan": ["4", "3"], "wa": ["100", "99.99"]})

    assert codes_of(parsed.findings) == ["cell.area_part_range"] * 2
    assert parsed.columns["area"] == [50000, 39999]


def test_areas_of_one_row_that_contradict_each_other_are_told() -> None:
    parsed = parse({"code": ["01A001", "01A002"], "rai": ["1", "1"], "area_wa_total": ["400", "401"]})

    (finding,) = parsed.findings
    assert (finding.code, finding.place.subject) == ("row.areas_differ", "01A002")
    assert (finding.understood, finding.value) == ("1-0-0.0", "1-0-1.0")
    assert parsed.columns["area"] == [40000, 40000]


def test_negative_areas_are_no_areas() -> None:
    parsed = parse({"rai": ["-1"]})

    assert parsed.columns["area"] == [None]
    assert parsed.rest == [{"rai": "-1"}]


@pytest.mark.parametrize("text", [a_number(1), "1" * 40, "0107544000108", "1" * 30 + "-0-0"])
@pytest.mark.parametrize("name", ["rai", "value", "area_m2", "area_text", "unit_area"])
def test_a_number_that_no_town_has_is_no_measure(name: str, text: str) -> None:
    parsed = parse({name: [text]})

    assert codes_of(parsed.findings) == ["cell.not_a_number"]
    assert all(column == [None] for column in parsed.columns.values())


# sheets, codes in parts


@pytest.mark.parametrize(
    "columns",
    [
        {"sheet": ["5136 IV 6420-03 (1:1000)"]},
        {"sheet_1": ["5136 IV 6420-03 (1:1000)"]},
        {"sheet_1": ["5136"], "sheet_2": ["IV"], "sheet_3": ["6420"], "sheet_4": ["3"], "scale": ["1:1,000"]},
        {"sheet": ["5136 IV 6420"], "sheet_4": ["03"], "scale": ["1000"]},
    ],
)
def test_a_map_sheet_has_five_parts_from_whatever_columns_it_comes(columns: dict[str, Sequence[Cell]]) -> None:
    parsed = parse(columns, "parcel")

    parts = ["sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale"]
    assert [parsed.columns[part] for part in parts] == [["5136"], ["4"], ["6420"], ["03"], ["1000"]]


def test_a_sheet_that_cannot_be_read_is_kept_and_told() -> None:
    parsed = parse({"sheet": ["ดูในสารบบ"]})

    assert codes_of(parsed.findings) == ["cell.not_a_sheet"]
    assert parsed.rest == [{"sheet": "ดูในสารบบ"}]


def test_a_code_is_put_together_from_zone_block_and_lot() -> None:
    parsed = parse({"zone": ["1"], "block": ["A"], "lot": ["7"]}, "parcel")

    assert parsed.columns["code"] == ["01A007"]
    assert parsed.columns["code_read"] == ["1A7"]


def test_a_building_stands_on_the_parcel_of_its_code() -> None:
    assert parse({"code": ["01A001-B001"]}, "building").columns["parcel_code"] == ["01A001"]
    own = parse({"code": ["01A001-B001"], "parcel_code": ["01A009"]}, "building")
    assert own.columns["parcel_code"] == ["01A009"]


# lists, dates, units


def test_a_number_means_a_code_only_under_its_system() -> None:
    cells: dict[str, Sequence[Cell]] = {"structure": ["1"]}

    assert parse(cells, "building", system="ltax_online").columns["structure"] == ["wood"]
    assert parse(cells, "building", system="ltax3000").columns["structure"] == ["masonry"]
    unknown = parse(cells, "building")
    assert unknown.columns["structure"] == ["1"]
    assert codes_of(unknown.findings) == ["cell.unknown_code"]


def test_findings_suggest_what_would_mend_them() -> None:
    parsed = parse(
        {"code": ["01a001"], "use_kind": ["เกษตรกรรรม"], "area_text": ["1-4-0"], "title_no": ["๑๒"], "crop": ["กัญชา"]}
    )

    assert {finding.code: finding.suggestion for finding in parsed.findings if finding.place.field != "land.crop"} == {
        "code.not_canonical": "01A001", "cell.unknown_code": "เกษตรกรรม", "cell.area_part_range": "2-0-0.0",
        "cell.thai_digits": "12",
    }  # fmt: skip
    assert [finding.suggestion for finding in parsed.findings if finding.place.field == "land.crop"] == [""]


def test_dates_of_the_fewer_in_a_column_of_both_eras_are_told() -> None:
    parsed = parse({"put_up": ["15/01/2569", "16/01/2569", "17/01/2026", "18/1/69"]}, "sign")

    assert parsed.columns["put_up"] == [date(2026, 1, 15), date(2026, 1, 16), date(2026, 1, 17), date(2026, 1, 18)]
    assert [(finding.code, finding.place.row) for finding in parsed.findings] == [
        ("cell.date_era", 4),
        ("cell.date_era_guessed", 5),
    ]


def test_years_of_the_fewer_in_a_column_of_both_eras_are_told() -> None:
    parsed = parse({"built_year": ["2560", "2561", "2017", "2560-05-01"]}, "building")

    assert parsed.columns["built_year"] == [2017, 2018, 2017, 2017]
    (finding,) = parsed.findings
    assert (finding.code, finding.value, finding.understood) == ("cell.date_era", "2017", "2560")


def test_lengths_and_areas_of_buildings_and_signs_have_their_units() -> None:
    building = parse(
        {"width": ["4.5"], "floor_area": ["60.25"], "land_area": ["50"], "built_year": ["2560"]}, "building"
    )
    sign = parse(
        {"width": ["300"], "height": ["150"], "area": ["45000"], "quarter": ["งวดที่ 2"], "tax": ["2340"]}, "sign"
    )

    assert {name: column[0] for name, column in building.columns.items()} == {
        "width": 450, "floor_area": 6025, "land_area": 20000, "built_year": 2017,
    }  # fmt: skip
    assert {name: column[0] for name, column in sign.columns.items()} == {
        "width": 300, "height": 150, "area": 45000, "quarter": 2, "tax": 234000,
    }  # fmt: skip


def test_half_a_floor_is_not_a_number_of_floors() -> None:
    parsed = parse({"floors": ["2.5"]}, "building")

    assert parsed.columns["floors"] == [None]
    assert codes_of(parsed.findings) == ["cell.not_a_number"]


# people and their numbers


def test_numbers_of_owners_go_aside_as_digits_and_findings_show_them_masked() -> None:
    good, bad = a_number(7), a_number(8)[:-1] + str((int(a_number(8)[-1]) + 1) % 10)

    parsed = parse({"owner_number": [f"{good};{bad}", "12345", None]})

    assert parsed.side["owner_number"] == [f"{good};{bad}", "12345", ""]
    assert "owner_number" not in parsed.columns
    assert codes_of(parsed.findings) == ["person.number_check_digit", "person.number_length"]
    assert bad not in str(parsed.findings)
    assert parsed.rest == [{}, {}, {}]


def test_the_zero_that_a_spreadsheet_took_from_a_company_is_put_back_and_told() -> None:
    parsed = parse({"number": ["107544000108"]}, "owner")

    assert parsed.side["number"] == ["0107544000108"]
    assert codes_of(parsed.findings) == ["person.number_length"]


def test_telephones_go_aside_as_digits() -> None:
    parsed = parse({"phone": ["081-234-5678, ๐๕๓ ๑๒๓๔๕๖"]}, "owner")

    assert parsed.side["phone"] == ["0812345678;053123456"]


def test_a_number_in_a_note_is_masked_and_handed_over_apart() -> None:
    number = a_number(3)

    parsed = parse({"note": [f"บัตร {number}"]})

    assert number not in str((parsed.columns, parsed.rest, parsed.findings))
    assert parsed.private == [PrivateNumber(0, "note", number)]
    assert codes_of(parsed.findings) == ["person.number_in_text"]


def test_a_column_without_a_field_is_kept_and_the_numbers_in_it_masked() -> None:
    number = a_number(4)
    table = a_table({"รหัส": ["01A001", "01A002"], "อื่น": [number, None], "โทรศัพท์บ้าน": ["053123456", None]})

    parsed = parse_columns(table, {0: "code"}, Layout("land"), LISTS)

    assert parsed.rest == [
        {"อื่น": f"x-xxxx-xxxx{number[9]}-{number[10:12]}-{number[12]}", "โทรศัพท์บ้าน": "xx-xxx-3456"},
        {},
    ]
    assert parsed.private == [PrivateNumber(0, "อื่น", number), PrivateNumber(0, "โทรศัพท์บ้าน", "053123456")]


def test_an_owners_name_in_one_cell_is_kept_whole_for_who_knows_the_titles() -> None:
    assert parse({"name": ["นายสมชาย  ใจดี"]}, "owner").columns["first_name"] == ["นายสมชาย ใจดี"]
    assert parse({"owner_name": ["นายสมชาย ใจดี"]}).side["owner_name"] == ["นายสมชาย ใจดี"]


# what is kept, what is refused


def test_cells_that_were_not_understood_as_they_stood_are_kept_as_read() -> None:
    table = a_table({"ไร่": ["1", "๒", "สาม"], "": ["ก", None, None], "ไร่ ": ["x", None, None]})

    parsed = parse_columns(table, {0: "rai"}, Layout("land"), LISTS)

    assert parsed.rest == [{"[2]": "ก", "ไร่ ": "x"}, {"ไร่": "๒"}, {"ไร่": "สาม"}]


def test_two_columns_for_one_field_and_unknown_fields_are_refused() -> None:
    table = a_table({"a": ["1"], "b": ["2"]})

    with pytest.raises(Refused) as twice:
        parse_columns(table, {0: "rai", 1: "rai"}, Layout("land"), LISTS)
    with pytest.raises(Refused) as unknown:
        parse_columns(table, {0: "nonsense"}, Layout("land"), LISTS)

    assert (twice.value.code, unknown.value.code) == ("register.field_twice", "register.field_unknown")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reads_a_table_of_all_its_fields_without_a_stop(kind: str) -> None:
    columns = {name: cells_of(source, LISTS) for name, source in FIELDS[kind].items()}

    parsed = parse(columns, kind)

    assert {len(column) for column in (*parsed.columns.values(), *parsed.side.values())} == {40}
    assert not [finding for finding in parsed.findings if finding.severity == "stops"]


CELLS = st.none() | st.sampled_from(
    ["", " ", "-", "1", "2.5", "๓", "1-2-50", "1,000", "x", "01A001", "O1A1", "โฉนด", "15/1/2569", "15/1/69",
     "2026-01-15", "IV", "5136 IV 6420", a_number(1), a_number(2) + ";" + a_number(1), "0812345678",
     "น\u0e4d\u0e32\u200b", "'=1+1", "\x07"]
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, dict[str, list[Cell]]]:
    kind = draw(st.sampled_from([kind for kind in KINDS if kind != "land_owner"]))
    names = draw(st.lists(st.sampled_from(sorted(FIELDS[kind])), min_size=1, max_size=6, unique=True))
    rows = draw(st.integers(1, 6))
    cells = st.lists(CELLS, min_size=rows, max_size=rows)
    return kind, {name: draw(cells) for name in [*names, "ไม่มีช่อง"]}


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from(["ltax", "free"]), st.sampled_from(["", "ltax_online", "ltax3000"]))
def test_a_table_reads_as_its_rows_do_one_by_one(
    kind_and_columns: tuple[str, dict[str, list[Cell]]], codes: str, system: str
) -> None:
    kind, columns = kind_and_columns
    table = a_table({**columns})
    mapping = {index: name for index, name in enumerate(columns) if name != "ไม่มีช่อง"}
    layout = Layout(kind, system, codes)

    whole = parse_columns(table, mapping, layout, LISTS)
    rows = [parse_columns(only_row(table, row), mapping, layout, LISTS) for row in range(len(table))]

    for row, one in enumerate(rows):
        assert {name: column[row] for name, column in whole.columns.items()} == {
            n: c[0] for n, c in one.columns.items()
        }
        assert {name: column[row] for name, column in whole.side.items()} == {n: c[0] for n, c in one.side.items()}
        assert whole.rest[row] == one.rest[0]
        found = [finding for finding in whole.findings if finding.place.row == table.lines[row]]
        assert [finding for finding in found if finding.code != "cell.date_era"] == one.findings
        assert [n.number for n in whole.private if n.index == row] == [n.number for n in one.private]


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from(["", "ltax_online"]))
def test_a_persons_number_is_nowhere_but_aside_whatever_column_it_stood_in(
    kind_and_columns: tuple[str, dict[str, list[Cell]]], system: str
) -> None:
    kind, columns = kind_and_columns
    mapping = {index: name for index, name in enumerate(columns) if name != "ไม่มีช่อง"}

    parsed = parse_columns(a_table({**columns}), mapping, Layout(kind, system), LISTS)

    told = str((parsed.columns, parsed.rest, parsed.findings))
    assert a_number(1) not in told
    assert a_number(2) not in told
