"""The six-sheet workbook as an office keeps it: BE years, labels, title lines, a merged heading, a total."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from sample_data.make.names import AMPHOE, MUNICIPALITY, PROVINCE, TAMBON
from sample_data.make.register import Register, Row

MADE = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)
Column = tuple[str, str | Callable[[Row], object]]
Places = dict[tuple[str, int], tuple[str, int]]
"""For a table and the id of its row: the sheet and the line where it stands."""

ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "": ""}


def _be_year(row: Row) -> int:
    return int(row["year"]) + (0 if row.get("other_era") else 543)


def _be_date(row: Row) -> str:
    day: date = row["put_up"]
    return f"{day.day:02d}/{day.month:02d}/{day.year + (0 if row.get('other_era') else 543)}"


def _wa(field: str, part: int) -> Callable[[Row], object]:
    """Rai, ngan or square wa of an area in tenths of a square wa."""

    def cell(row: Row) -> object:
        tenths = row[field]
        if tenths is None:
            return None
        return (tenths // 4000, tenths % 4000 // 1000, tenths % 1000 / 10)[part]

    return cell


def _value(row: Row) -> object:
    return round(row["area"] * row["price"] / 10, 2) if row["area"] is not None else None


def _const(text: str) -> Callable[[Row], object]:
    return lambda row: text


OWNER: list[Column] = [
    ("ลำดับ", "#"),
    ("เลขบัตรประชาชน", "number"),
    ("ประเภทบุคคล", "kind"),
    ("คำนำหน้า", "prefix"),
    ("ชื่อ", "first"),
    ("นามสกุล", "last"),
    ("สัญชาติ", "nationality"),
    ("เลขที่บ้าน", "house"),
    ("หมู่ที่", "moo"),
    ("ซอย", "soi"),
    ("ถนน", "road"),
    ("ตำบล", "tambon"),
    ("อำเภอ", "amphoe"),
    ("จังหวัด", "province"),
    ("รหัสไปรษณีย์", "postcode"),
    ("โทรศัพท์", "phone"),
    ("สถานะบุคคล", "status"),
    ("บ้านเลขที่ปัจจุบัน", "now_house"),
    ("หมู่ที่ปัจจุบัน", "now_moo"),
    ("ซอยปัจจุบัน", "now_soi"),
    ("ถนนปัจจุบัน", "now_road"),
    ("ตำบลปัจจุบัน", "now_tambon"),
    ("อำเภอปัจจุบัน", "now_amphoe"),
    ("จังหวัดปัจจุบัน", "now_province"),
    ("รหัสไปรษณีย์ปัจจุบัน", "now_postcode"),
    ("", "-"),
    ("อีเมล", "email"),
    ("ที่อยู่เพื่อส่งจดหมาย", "send_to"),
]
LAND: list[Column] = [
    ("ลำดับ", "#"),
    ("เลขบัตรเจ้าของที่ดิน", "owners"),
    ("รหัสแปลงที่ดิน", "code"),
    ("ประเภทเอกสาร", "title"),
    ("เลขที่เอกสาร", "title_no"),
    ("หน้าสำรวจ", "survey"),
    ("เล่มที่", "volume"),
    ("ระวาง", "sheet1"),
    ("แผนที่ระวางภูมิประเทศ", lambda r: ROMAN[r["sheet2"]]),
    ("ระวางUTM", "sheet3"),
    ("มาตราส่วน", "scale"),
    ("เลขที่ดิน", "land_no"),
    ("หมู่ที่", "moo"),
    ("ไร่", _wa("area", 0)),
    ("งาน", _wa("area", 1)),
    ("ตร.วา", _wa("area", 2)),
    ("ตำบล", _const(TAMBON)),
    ("อำเภอ", _const(AMPHOE)),
    ("จังหวัด", _const(PROVINCE)),
    ("รวมราคาประเมินที่ดิน (บาท)", _value),
    ("ประเภทการใช้ประโยชน์", "use"),
    ("ผู้ทำประโยชน์", "used_by"),
    ("การเกษตรที่ทำ", "crop"),
    ("Path รูปที่ดิน", "-"),
    ("รหัสกลุ่มที่ดิน", "-"),
    ("แผ่นที่ระวางUTM", "sheet4"),
    ("หน้าที่", "page"),
    ("ถนน", "road"),
    ("ซอย", "soi"),
    ("รวมเนื้อที่ทั้งหมด (ตร.ว.)", lambda r: None if r["area"] is None else r["area"] / 10),
    ("ราคาต่อตร.วา", "price"),
    ("หมายเหตุ", "note"),
    ("หมายเหตุเจ้าหน้าที่", "officer_note"),
]
USE: list[Column] = [
    ("เลขบัตรเจ้าของที่ดิน", "owners"),
    ("รหัสแปลงที่ดิน", "code"),
    ("ประเภทการใช้ประโยชน์", "use"),
    ("ไร่", _wa("area", 0)),
    ("งาน", _wa("area", 1)),
    ("ตร.วา", _wa("area", 2)),
    ("ผู้ทำประโยชน์", "used_by"),
    ("ใช้โดย", "user_name"),
    ("เลขบัตรผู้ทำประโยชน์", "user_number"),
    ("การเกษตรที่ทำ", "crop"),
    ("Path รูปที่ดิน", "-"),
    ("หมายเหตุ", "-"),
]
BUILDING: list[Column] = [
    ("ลำดับ", "#"),
    ("เลขบัตรเจ้าของที่ดิน", "owners"),
    ("เลขบัตรเจ้าของสิ่งปลูกสร้าง", "building_owner"),
    ("รหัสแปลงที่ดิน", "parcel"),
    ("รหัสสิ่งปลูกสร้าง", "code"),
    ("รหัสอาคาร", "-"),
    ("เลขที่บ้าน", "house"),
    ("หมู่ที่", "moo"),
    ("ซอย", "soi"),
    ("ถนน", "road"),
    ("ประเภทอาคาร", "type"),
    ("โครงสร้าง", "structure"),
    ("จำนวนชั้น", "floors"),
    ("กว้าง(ม.)", "width"),
    ("ยาว(ม.)", "length"),
    ("เนื้อที่ที่ดิน", "land_area"),
    ("ปีที่สร้าง", _be_year),
    ("ประเภทการใช้งาน", "use"),
    ("พื้นที่พาณิชย์", "trade_area"),
    ("สัดส่วนกรรมสิทธิ์", "-"),
    ("Path รูปภาพ", "-"),
    ("หมู่บ้าน/ชุมชน", "village"),
    ("ขนาดพื้นที่ทั้งอาคาร(ตร.ม.)", "floor_area"),
    ("อายุสิ่งปลูกสร้าง (ปี)", "age"),
    ("ราคาประเมินต่อตร.ม.", "price"),
    ("ราคาประเมินทุนทรัพย์", "cost"),
    ("หักค่าเสื่อม", "worn"),
    ("คงเหลือราคาประเมิน", lambda r: r["cost"] - r["worn"]),
    ("หมายเหตุ", "note"),
    ("หมายเหตุเจ้าหน้าที่", "-"),
]
BUILDING_USE: list[Column] = [
    ("เลขบัตรเจ้าของสิ่งปลูกสร้าง", "owner"),
    ("รหัสสิ่งปลูกสร้าง", "code"),
    ("ประเภทการใช้งาน", "use"),
    ("เต็มพื้นที่ทุกชั้น (Y)", _const("Y")),
    ("ชั้นที่", "-"),
    ("กว้าง(ม.)", "width"),
    ("ยาว(ม.)", "length"),
    ("พื้นที่รวม(ตร.ม.)", "area"),
    ("ขนาดพื้นที่คงเหลือ(ตร.ม.)", lambda r: 0),
    ("ลักษณะการใช้", "-"),
    ("หมายเหตุ", "-"),
]
SIGN: list[Column] = [
    ("รหัสป้าย", "code"),
    ("เลขบัตรเจ้าของป้าย", "owner"),
    ("ชื่อสถานประกอบการค้า/กิจการ", "business"),
    ("วันที่ติดตั้งป้าย", _be_date),
    ("บ้านเลขที่", "house"),
    ("หมู่", "moo"),
    ("ตรอก/ซอย", "soi"),
    ("ถนน", "road"),
    ("ชุมชน", "-"),
    ("อำเภอ", _const(AMPHOE)),
    ("ตำบล", _const(TAMBON)),
    ("ป้ายแสดง", "kind"),
    ("ประเภทป้าย", "class"),
    ("กว้าง (ซม.)", "width"),
    ("ยาว (ซม.)", "height"),
    ("จำนวนด้าน", "sides"),
    ("ข้อความภายในป้าย", "words"),
    ("งวดที่ติดตั้งป้าย", "quarter"),
    ("จังหวัด", _const(PROVINCE)),
    ("รหัสไปรษณีย์", _const("00110")),
    ("โทรศัพท์", "phone"),
    ("Path รูปภาพ", "-"),
    ("รหัสแปลงที่ดิน", "parcel"),
    ("เนื้อที่ป้าย (ตร.ซม.)", "area"),
    ("จำนวนหน่วย", "units"),
    ("อัตราภาษีป้าย", "rate"),
    ("รวมเงินภาษี (บาท)", "tax"),
    ("หมายเหตุ", "-"),
    ("หมายเหตุเจ้าหน้าที่", "-"),
]
SHEETS: dict[str, tuple[str, list[Column]]] = {
    "owner": ("1_เจ้าของทรัพย์สิน", OWNER),
    "land": ("2_ที่ดิน", LAND),
    "use": ("2_ที่ดิน_ใช้ประโยชน์", USE),
    "building": ("3_สิ่งปลูกสร้าง", BUILDING),
    "building_use": ("3_สิ่งปลูกสร้าง_ใช้ประโยชน์", BUILDING_USE),
    "sign": ("ป้าย", SIGN),
}
GROUPS = {"building": ("ขนาดอาคาร", "กว้าง(ม.)", "ยาว(ม.)"), "sign": ("ขนาดป้าย", "กว้าง (ซม.)", "ยาว (ซม.)")}
"""Sheets with a line above the headings that has one merged cell over two columns."""


def heading_of(table: str, field: str) -> str:
    """The heading under which a field stands; areas under ตร.วา."""
    special = {("building", "year"): "ปีที่สร้าง", ("sign", "put_up"): "วันที่ติดตั้งป้าย", ("land", "area"): "ตร.วา"}
    if (table, field) in special:
        return special[table, field]
    return next((heading for heading, source in SHEETS[table][1] if source == field), "")


def write_workbook(register: Register, path: Path, as_of: str) -> Places:
    """Writes the workbook; answers where each row stands."""
    book = Workbook()
    book.remove(book.worksheets[0])
    places: Places = {}
    for table, (name, columns) in SHEETS.items():
        sheet = book.create_sheet(name)
        first = _write_head(sheet, table, columns, as_of)
        rows = register.tables()[table]
        for line, row in enumerate(rows, first):
            sheet.append([_cell(row, source, line - first + 1) for _, source in columns])
            places[table, row["id"]] = (name, line)
        if table == "land":
            _write_total(sheet, columns, rows)
            places["total", 0] = (name, first + len(rows))
    _save(book, path)
    return places


def _write_head(sheet: Worksheet, table: str, columns: list[Column], as_of: str) -> int:
    """Writes what stands above the rows; answers the line of the first row."""
    headings = [heading for heading, _ in columns]
    if table == "land":
        sheet.append([f"ทะเบียนที่ดิน {MUNICIPALITY} อำเภอ{AMPHOE} จังหวัด{PROVINCE}"])
        sheet.append([f"ข้อมูล ณ วันที่ {as_of}"])
        sheet["A1"].font = Font(bold=True, size=14)
    if table in GROUPS:
        title, left, right = GROUPS[table]
        first, last = headings.index(left) + 1, headings.index(right) + 1
        sheet.cell(1, first, title).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=last)
    sheet.append(headings)
    line = {"land": 3, "building": 2, "sign": 2}.get(table, 1)
    for cell in sheet[line]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{line + 1}"
    return line + 1


def _cell(row: Row, source: str | Callable[[Row], object], number: int) -> object:
    if callable(source):
        return source(row)
    if source in ("#", "-"):
        return number if source == "#" else None
    if source == "code" and "typed_code" in row:
        return row["typed_code"]
    value = row.get(f"workbook:{source}", row.get(f"all:{source}", row.get(source)))
    return None if value == "" else value


def _write_total(sheet: Worksheet, columns: list[Column], rows: list[Row]) -> None:
    line: list[object] = [None] * len(columns)
    headings = [heading for heading, _ in columns]
    line[0] = "รวม"
    line[headings.index("รวมเนื้อที่ทั้งหมด (ตร.ว.)")] = sum(row["area"] or 0 for row in rows) / 10
    line[headings.index("รวมราคาประเมินที่ดิน (บาท)")] = round(
        sum((row["area"] or 0) * (row["price"] or 0) for row in rows) / 10, 2
    )
    sheet.append(line)


def _save(book: Workbook, path: Path) -> None:
    """Saves so that the same contents give the same bytes: fixed times, members in order."""
    book.properties.creator, book.properties.created = MUNICIPALITY, MADE.replace(tzinfo=None)
    raw = io.BytesIO()
    book.save(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as loose, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as fixed:
        for name in sorted(loose.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = loose.read(name)
            if name == "docProps/core.xml":
                end = data.index(b"</dcterms:modified>")
                start = data.rindex(b">", 0, end) + 1
                data = data[:start] + f"{MADE:%Y-%m-%dT%H:%M:%SZ}".encode() + data[end:]
            entry = zipfile.ZipInfo(name, (2026, 1, 15, 8, 30, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            fixed.writestr(entry, data)
