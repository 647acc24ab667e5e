"""Files as they should not be, each written in a folder by one function."""

import json
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from tests.town import LAND_HEADERS, LAND_SHEET, csv_file, land_rows, layer_file, plots, square

MakeFile = Callable[[Path], Path]


def missing(folder: Path) -> Path:
    return folder / "ไม่มี.xlsx"


def a_folder(folder: Path) -> Path:
    path = folder / "โฟลเดอร์.xlsx"
    path.mkdir()
    return path


def empty(folder: Path) -> Path:
    path = folder / "ว่าง.xlsx"
    path.touch()
    return path


def empty_shp(folder: Path) -> Path:
    return empty(folder).rename(folder / "ว่าง.shp")


def empty_csv(folder: Path) -> Path:
    path = folder / "ว่าง.csv"
    path.touch()
    return path


def text_named_xlsx(folder: Path) -> Path:
    return csv_file(folder, plots(3)).rename(folder / "ข้อความ.xlsx")


def with_password(folder: Path) -> Path:
    path = folder / "ลับ.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    path.write_bytes(head + "EncryptionInfo\0EncryptedPackage".encode("utf-16-le") + b"\0" * 2000)
    return path


def one_column(folder: Path) -> Path:
    path = folder / "คอลัมน์เดียว.csv"
    path.write_text("สี\nแดง\nเขียว\n", encoding="utf-8")
    return path


def half_shp(folder: Path) -> Path:
    path = shapefile(folder)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def points(folder: Path) -> Path:
    shapes = [(f"01A{i:03}", {"type": "Point", "coordinates": [500_000 + i, 2_000_000]}) for i in range(1, 6)]
    return layer_file(folder / "จุด.geojson", shapes)


def cut_dump(folder: Path) -> Path:
    path = folder / "ltax3000.sql"
    columns = "`PIN` varchar(13), `FNAME` varchar(50), `LNAME` varchar(50)"
    rows = ",".join(f"('{i:013}','ชื่อ{i}','สกุล{i}')" for i in range(200))
    path.write_text(f"CREATE TABLE `owner` ({columns});\nINSERT INTO `owner` VALUES {rows};\n"[:-900], encoding="utf-8")
    return path


def far_cell(folder: Path) -> Path:
    """One cell in the last column of the last row."""
    sheet = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return workbook(folder / "ไกล.xlsx", sheet)


def degrees_called_metres(folder: Path) -> Path:
    town = []
    for i in range(5):
        e, n = 100.5 + i * 0.001, 18.7
        ring = [[e, n], [e + 0.0005, n], [e + 0.0005, n + 0.0005], [e, n + 0.0005], [e, n]]
        town.append((f"01A{i + 1:03}", {"type": "Polygon", "coordinates": [ring]}))
    return layer_file(folder / "องศา.geojson", town, crs="32647")


def two_hundred_columns(folder: Path) -> Path:
    more = [f"อื่น {i}" for i in range(200 - len(LAND_HEADERS))]
    rows = [(*row, *(f"ค่า{i}" for i in range(len(more)))) for row in land_rows(plots(20))]
    return sheet_of(folder / "สองร้อยคอลัมน์.xlsx", [(*LAND_HEADERS, *more), *rows])


def million_empty_rows(folder: Path) -> Path:
    lines = [LAND_HEADERS, *land_rows(plots(5))]
    told = "".join(
        f'<row r="{i}">{"".join(cell(value) for value in row)}</row>' for i, row in enumerate(lines, start=1)
    )
    empty_rows = "".join(f'<row r="{i}"/>' for i in range(len(lines) + 1, 1_000_001))
    return workbook(folder / "ล้านแถว.xlsx", told + empty_rows)


def formulas_and_errors(folder: Path) -> Path:
    rows: list[list[object]] = [list(row) for row in land_rows(plots(4))]
    rows[0][8], rows[1][11], rows[2][4] = "=1+1", "#N/A", '=HYPERLINK("http://example.invalid","5")'
    return sheet_of(folder / "สูตร.xlsx", [LAND_HEADERS, *rows])


def mixed_encodings(folder: Path) -> Path:
    path = csv_file(folder, plots(40), "ปน.csv", "utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    halves = [line.encode("utf-8" if i % 2 else "cp874") for i, line in enumerate(lines)]
    path.write_bytes(b"\r\n".join(halves))
    return path


def huge_dbf(folder: Path) -> Path:
    """A header that claims two gigabytes over three rows."""
    path = folder / "ที่ดิน.dbf"
    fields = [("PARCEL_COD", 12), ("DEED_NO", 12)]
    size = 1 + sum(width for _, width in fields)
    head = struct.pack("<BBBBIHHBB18x", 3, 126, 1, 31, (2 << 30) // size, 33 + 32 * len(fields), size, 0, 0)
    for name, width in fields:
        head += name.encode().ljust(11, b"\0") + b"C" + struct.pack("<4xBB14x", width, 0)
    body = b"".join(b" " + f"01A{i:03}".encode().ljust(12) + str(i).encode().ljust(12) for i in range(1, 4))
    path.write_bytes(head + b"\r" + body)
    return path


ODD_CODES = (
    '01A"01',
    "01A'02",
    "01A\t03",
    "01A\n04",
    '=HYPERLINK("http://x.invalid","01A005")',
    "+1+1",
    "@SUM(1)",
    "-2",
)


def odd_codes(folder: Path) -> Path:
    rows = [(*row[:2], code, *row[3:]) for row, code in zip(land_rows(plots(8)), ODD_CODES, strict=True)]
    path = sheet_of(folder / "รหัสแปลก.xlsx", [LAND_HEADERS, *rows])
    book = load_workbook(path)
    for written in book.worksheets[0]["C"]:
        written.data_type = "s"
    book.save(path)
    return path


REFUSED: dict[str, tuple[str, MakeFile]] = {
    "missing": ("--register", missing), "a folder": ("--register", a_folder), "empty": ("--register", empty),
    "empty csv": ("--register", empty_csv), "text named xlsx": ("--register", text_named_xlsx),
    "password": ("--register", with_password), "one column": ("--register", one_column),
    "cut dump": ("--register", cut_dump), "far cell": ("--register", far_cell),
    "missing layer": ("--parcels", lambda folder: folder / "ไม่มี.shp"), "half shp": ("--parcels", half_shp),
    "points": ("--parcels", points), "degrees as metres": ("--parcels", degrees_called_metres),
    "dbf of 2 GB": ("--register", huge_dbf), "empty layer": ("--parcels", empty_shp),
}  # fmt: skip
TAKEN: dict[str, tuple[str, MakeFile, int]] = {
    "200 columns": ("--register", two_hundred_columns, 20),
    "a million empty rows": ("--register", million_empty_rows, 5),
    "formulas and errors": ("--register", formulas_and_errors, 4), "mixed": ("--register", mixed_encodings, 40),
    "odd codes": ("--register", odd_codes, len(ODD_CODES)),
}  # fmt: skip


def sheet_of(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = LAND_SHEET
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def cell(value: object) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def workbook(path: Path, rows: str) -> Path:
    """The least that is a workbook, around the XML of rows."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    space = "http://schemas.openxmlformats.org"
    kinds = f"{space}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
        'PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}/spreadsheetml/2006/main" xmlns:r="{kinds}"><sheets>'
        f'<sheet name="{LAND_SHEET}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship '
        f'Id="r1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}/spreadsheetml/2006/main"><sheetData>{rows}'
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, head + part)
    return path


def shapefile(folder: Path, count: int = 20) -> Path:
    """A layer of squares, written by hand: header, records, index, one column of codes."""
    path = folder / "แปลง.shp"
    records, index, offset = b"", b"", 50
    for i in range(count):
        shape: object = square(i)
        assert isinstance(shape, dict)
        ring = json.loads(json.dumps(shape["coordinates"]))[0][::-1]
        es, ns = [p[0] for p in ring], [p[1] for p in ring]
        body = struct.pack("<i4d2ii", 5, min(es), min(ns), max(es), max(ns), 1, len(ring), 0)
        body += b"".join(struct.pack("<2d", *point) for point in ring)
        records += struct.pack(">2i", i + 1, len(body) // 2) + body
        index += struct.pack(">2i", offset, len(body) // 2)
        offset += 4 + len(body) // 2
    box = struct.pack("<8d", 500_000, 2_000_000, 501_000, 2_001_000, 0, 0, 0, 0)
    for name, body in ((path, records), (path.with_suffix(".shx"), index)):
        length = (100 + len(body)) // 2
        name.write_bytes(struct.pack(">7i", 9994, 0, 0, 0, 0, 0, length) + struct.pack("<2i", 1000, 5) + box + body)
    head = struct.pack("<BBBBIHHBB18x", 3, 126, 1, 31, count, 65, 13, 0, 0)
    head += b"PARCEL_COD\0" + b"C" + struct.pack("<4xBB14x", 12, 0) + b"\r"
    rows = b"".join(b" " + f"01A{i + 1:03}".encode().ljust(12) for i in range(count))
    path.with_suffix(".dbf").write_bytes(head + rows)
    path.with_suffix(".prj").write_text(UTM, encoding="utf-8")
    return path


UTM = (
    'PROJCS["WGS_1984_UTM_Zone_47N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
    '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",99.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
