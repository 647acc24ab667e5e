"""Where the header stands, and what becomes of lines that carry no row."""

from collections.abc import Sequence

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.formats.tables import Merge, column_letters, grid_of_rows, lay_out
from ltaxgis.ports.readers import ReadChoice

HEADER: list[Cell] = ["รหัสแปลงที่ดิน", "ประเภทเอกสาร", "ไร่", "งาน", "ตร.วา"]
ROWS: list[list[Cell]] = [[f"01A{number:03d}", "โฉนด", str(number), "1", "50.5"] for number in range(1, 9)]


def laid_out(rows: Sequence[Sequence[Cell]], *merges: Merge, header_line: int | None = None) -> SourceTable:
    grid = grid_of_rows("ทะเบียน.xlsx", "2_ที่ดิน", rows)
    grid.merges.extend(merges)
    table = lay_out(grid, ReadChoice(header_line=header_line))
    assert isinstance(table, SourceTable)
    return table


def said(findings: Sequence[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row) for finding in findings]


def test_a_header_on_the_first_line_is_found() -> None:
    table = laid_out([HEADER, *ROWS])
    assert table.headers == tuple(HEADER)
    assert table.columns[0][0] == "01A001"
    assert list(table.lines) == list(range(2, 10))
    assert said(table.skipped) == []


def test_a_header_under_titles_and_a_blank_line_is_found() -> None:
    title: list[Cell] = ["ทะเบียนที่ดิน เทศบาลตำบลตัวอย่าง"]
    table = laid_out([title, ["ข้อมูล ณ วันที่ 15 มกราคม 2569"], [], HEADER, *ROWS], Merge(1, 0, 1, 4))
    assert table.headers == tuple(HEADER)
    assert said(table.skipped) == [("line.title", 1), ("line.title", 2), ("line.blank", 3)]
    assert len(table) == 8
    assert table.facts["header_line"] == 4


def test_a_table_of_words_only_still_has_its_first_line_as_header() -> None:
    names: list[list[Cell]] = [["สมชาย", "ใจดี", "เหนือ"], ["สมหญิง", "ใจงาม", "ใต้"], ["ประสิทธิ์", "มั่นคง", "เหนือ"]]
    assert laid_out([["ชื่อ", "นามสกุล", "หมู่บ้าน"], *names]).headers == ("ชื่อ", "นามสกุล", "หมู่บ้าน")


def test_a_header_on_two_lines_is_read_as_groups() -> None:
    top: list[Cell] = ["รหัสแปลง", "เนื้อที่", None, None, "ที่ตั้ง", None, "ที่อยู่เจ้าของ", None]
    sub: list[Cell] = [None, "ไร่", "งาน", "วา", "หมู่", "ตำบล", "หมู่", "จังหวัด"]
    rows: list[list[Cell]] = [[f"01A{n:03d}", "1", "2", "3", "4", "ในเมือง", "5", "แพร่"] for n in range(5)]
    # a group's name is added only where it tells twins apart
    expected = ("รหัสแปลง", "ไร่", "งาน", "วา", "ที่ตั้ง หมู่", "ตำบล", "ที่อยู่เจ้าของ หมู่", "จังหวัด")
    assert laid_out([top, sub, *rows]).headers == expected
    spans = [Merge(2, 1, 2, 3), Merge(2, 4, 2, 5), Merge(2, 6, 2, 7), Merge(2, 0, 3, 0)]
    merged = laid_out([["ทะเบียน"], top, sub, *rows], *spans)
    assert merged.headers == expected
    assert merged.facts["header_lines"] == (2, 3)
    parts = merged.facts["header_parts"]
    assert isinstance(parts, dict)
    assert (parts[0], parts[1], parts[7]) == (("รหัสแปลง", ""), ("เนื้อที่", "ไร่"), ("ที่อยู่เจ้าของ", "จังหวัด"))
    assert "file.header_merged" in [finding.code for finding in merged.findings]


def test_a_merged_group_above_a_whole_header_belongs_to_it() -> None:
    group: list[Cell] = [None, None, "เนื้อที่"]
    table = laid_out([group, HEADER, *ROWS], Merge(1, 2, 1, 4))
    assert table.headers == tuple(HEADER)
    assert (said(table.skipped), said(table.findings)) == ([], [("file.header_merged", 1)])
    titled = laid_out([["ทะเบียนที่ดิน"], HEADER, *ROWS], Merge(1, 0, 1, 2))
    assert titled.headers == tuple(HEADER)
    assert said(titled.skipped) == [("line.title", 1)]


def test_a_merged_header_cell_names_all_its_columns() -> None:
    header: list[Cell] = ["รหัสแปลง", "ระวาง", None, "ไร่"]
    rows: list[list[Cell]] = [["01A001", "4746 I", "9876", "3"], ["01A002", "4746 II", "9877", "4"]]
    table = laid_out([header, *rows], Merge(1, 1, 1, 2))
    assert table.headers == ("รหัสแปลง", "ระวาง", "ระวาง (2)", "ไร่")
    assert len(table) == 2
    assert said(table.findings) == [("file.header_merged", 1)]


def test_a_person_may_point_at_the_header() -> None:
    table = laid_out([HEADER, *ROWS], header_line=3)
    assert table.headers[0] == "01A002"
    assert said(table.skipped) == [("line.title", 1), ("line.title", 2)]
    without = laid_out([HEADER, *ROWS], header_line=0)
    assert len(without) == 9


def test_without_a_header_columns_are_named_by_letter_and_no_row_is_lost() -> None:
    table = laid_out(ROWS)
    assert table.headers == ("ช่อง A", "ช่อง B", "ช่อง C", "ช่อง D", "ช่อง E")
    assert len(table) == len(ROWS)
    assert said(table.findings) == [("file.header_not_found", None)]


def test_total_lines_are_left_out_but_people_named_ruam_stay() -> None:
    people: list[list[Cell]] = [["รวมพร", "โฉนด", "1", "2", "3"], ["รวม", "โฉนด", "1", "2", "3"]]
    totals: list[list[Cell]] = [["รวมทั้งสิ้น", None, "36"], [None, "รวม 8 แปลง"], ["Total:", None, None, None, "404"]]
    table = laid_out([HEADER, *ROWS, *people, *totals])
    assert said(table.skipped) == [("line.total", 12), ("line.total", 13), ("line.total", 14)]
    assert len(table) == 10


def test_a_repeated_header_is_left_out() -> None:
    table = laid_out([HEADER, *ROWS[:3], HEADER, *ROWS[3:]])
    assert said(table.skipped) == [("line.header_again", 5)]
    assert len(table) == 8


def test_blank_lines_between_rows_are_listed_and_those_behind_are_not() -> None:
    table = laid_out([HEADER, *ROWS[:3], [], [None, ""], *ROWS[3:], [], [], []])
    assert said(table.skipped) == [("line.blank", 5), ("line.blank", 6)]


def test_very_many_blank_lines_are_counted_in_one_finding() -> None:
    table = laid_out([HEADER, *ROWS, *[[]] * 50_000, ["01A999", "โฉนด", "1", "1", "1"]])
    assert len(table.skipped) == 1001
    assert table.skipped[-1].facts == (("lines", 49_000), ("last", 50_009))


def test_doubled_headings_are_numbered_and_nameless_columns_are_kept() -> None:
    header: list[Cell] = ["ซอย", "ถนน", "ซอย", None, "ว่าง"]
    table = laid_out([header, ["1", "ก", "2", "ข", None, "ง"], ["3", "ก", "4", "ข", None]])
    assert table.headers == ("ซอย", "ถนน", "ซอย (2)", "ช่อง D", "ว่าง", "ช่องเกิน 1")
    assert table.columns[5] == ["ง", None]
    assert said(table.findings) == [("file.column_empty", None), ("file.extra_cells", 2)]


def test_line_values_never_show_a_whole_identity_number() -> None:
    table = laid_out([["เจ้าของ 1103700123456 และ 1-1037-00123-45-6"], HEADER, *ROWS])
    assert "0012345" not in table.skipped[0].value
    assert "00123-45" not in table.skipped[0].value


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
