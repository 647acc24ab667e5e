"""The same register as LTAX3000 keeps it: CE dates, numbered lists, as CSV in CP874 and as a MySQL dump."""

import csv
import gzip
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from sample_data.make.ltax3000_tables import COLUMNS, TABLE_NAMES, fields
from sample_data.make.names import MUNICIPALITY, PROVINCE
from sample_data.make.register import BUSINESS, FARMING, HOME, MIXED, OTHER_HOME, VACANT, Register, Row
from sample_data.make.workbook import ROMAN

ENCODING = "cp874"
TITLES = {
    "โฉนด": 1,
    "น.ส.3ก": 2,
    "น.ส.3": 3,
    "ส.ค.1": 5,
    "ส.ป.ก.4-01": 6,
    "โฉนดตราจอง": 9,
    "น.ส.ล.": 10,
    "ที่ราชพัสดุ": 12,
    "อื่นๆ": 99,
}
KINDS = {"บุคคลธรรมดา": 1, "นิติบุคคล": 2, "รัฐวิสาหกิจ": 3, "ราชการ": 4, "สมาคม": 5, "มูลนิธิ": 6, "วัด/ศาสนา": 7}
LAND_USES = {HOME: 1, OTHER_HOME: 2, BUSINESS: 4, VACANT: 9, MIXED: 99}
MATERIALS = {"ตึก": 1, "ไม้": 2, "ครึ่งตึกครึ่งไม้": 3}
BUILDING_USES = {"อยู่อาศัย": 0}
"""Of the numbers of LTAX3000 only those that the program can know; other uses stay empty."""
SIGN_CLASSES = {"1(ข)": 1, "2(ข)": 2, "3(ข)": 3, "1(ก)": 5, "2(ก)": 6, "3(ก)": 7}
YEAR = 2569
Cells = list[object]


class Keys:
    """Finds the number that LTAX3000 gives an owner or a land row."""

    def __init__(self, register: Register) -> None:
        self._owners = {row["number"]: row for row in register.owners}
        self._lands: dict[str, int] = {}
        for row in register.lands:
            self._lands.setdefault(row["code"], row["id"])
        self._buildings: dict[str, int] = {row["code"]: row["id"] for row in register.buildings}

    def owner(self, numbers: str) -> int:
        return int(self._owners[numbers.split(";")[0]]["id"])

    def others(self, numbers: str) -> str:
        """The co-owners by name, as LTAX3000 keeps them in one field."""
        rows = [self._owners[number] for number in numbers.split(";")[1:]]
        return ", ".join(f"{row['prefix']}{row['first']} {row['last']}".strip() for row in rows)

    def land(self, code: str) -> int:
        return self._lands[code]

    def building(self, code: str) -> int:
        return self._buildings[code]


def _typed(row: Row, field: str) -> object:
    return row.get(f"all:{field}", row.get(field)) or ""


def _parts(tenths: int | None) -> Cells:
    if tenths is None:
        return [None, None, None]
    return [tenths // 4000, tenths % 4000 // 1000, Decimal(tenths % 1000) / 10]


def _owner(keys: Keys, row: Row) -> Cells:
    inside = "ในเขต" if row["province"] == PROVINCE and row["tambon"] == "ท่าแสงคำ" else "นอกเขต"
    return [
        row["id"],
        row["number"],
        KINDS[row["kind"]],
        row["prefix"],
        _typed(row, "first"),
        _typed(row, "last"),
        row["pt4"],
        inside,
        row["house"],
        row["moo"],
        row["soi"],
        row["road"],
        "000101",
        "0001",
        "00",
        row["postcode"],
        row["phone"],
        None,
    ]


def _land(keys: Keys, row: Row) -> Cells:
    photo = row["title"] == "น.ส.3ก"
    series = f"{row['sheet1']} {ROMAN[row['sheet2']]}" if row["sheet1"] else ""
    sheet = f"{series} {row['sheet3']}-{row['sheet4']}" if series and not photo else ""
    return [
        row["id"],
        YEAR,
        row.get("typed_code", row["code"]),
        keys.owner(row["owners"]),
        TITLES[row["title"]],
        row["title_no"],
        row["volume"],
        row["page"],
        sheet,
        row["land_no"],
        row["survey"],
        series if photo else "",
        row["sheet4"] if photo else "",
        "",
        row["scale"],
        row["moo"],
        row["soi"],
        row["road"],
        "000101",
        *_parts(row["area"]),
        0,
        0,
        Decimal("0.0"),
        row["note"],
        keys.others(row["owners"]),
        0,
        None,
        0 if row["taxed"] else 1,
    ]


def _use(keys: Keys, row: Row) -> Cells:
    kind = LAND_USES.get(row["use"], 99)
    if row["use"] == FARMING:
        kind = 8 if row["crop"] in ("ไม้ยืนต้นอื่นๆ", "ยางพารา") else 7
    rented = int(row["used_by"] == "ให้เช่า")
    return [
        row["id"],
        keys.land(row["code"]),
        kind,
        *_parts(row["area"]),
        rented,
        row["user_name"],
        row["price"],
        0,
        0,
        Decimal("0.0"),
        "",
    ]


def _building(keys: Keys, row: Row) -> Cells:
    done = date(row["year"], 1 + row["id"] % 12, 1 + row["id"] % 28)
    finished = f"{done.year + (543 if row.get('other_era') else 0)}-{done.month:02d}-{done.day:02d}"
    return [
        row["id"],
        row["code"],
        YEAR,
        keys.owner(row["building_owner"]),
        keys.land(row["parcel"]),
        row["parcel"],
        "",
        row["type"],
        MATERIALS[row["structure"]],
        "ถาวร",
        BUILDING_USES.get(row["use"]),
        row["village"],
        row["note"],
        _typed(row, "house"),
        row["moo"],
        row["soi"],
        row["road"],
        "000101",
        row["floors"],
        1,
        Decimal(str(row["width"])),
        Decimal(str(row["length"])),
        finished,
        row["cost"],
        None,
        0,
    ]


def _building_use(keys: Keys, row: Row) -> Cells:
    return [
        row["id"],
        keys.building(row["code"]),
        BUILDING_USES.get(row["use"]),
        "",
        1,
        Decimal(str(row["width"])),
        Decimal(str(row["length"])),
        Decimal(str(row["area"])),
    ]


def _sign(keys: Keys, row: Row) -> Cells:
    day: date = row["put_up"]
    put_up = f"{day.year + (543 if row.get('other_era') else 0)}-{day.month:02d}-{day.day:02d}"
    return [
        row["id"],
        row["code"],
        YEAR,
        keys.owner(row["owner"]),
        keys.land(row["parcel"]),
        row["parcel"],
        row["building"],
        row["business"],
        put_up,
        row["house"],
        row["moo"],
        row["soi"],
        row["road"],
        "000101",
        "",
        SIGN_CLASSES[row["class"]],
        row["width"],
        row["height"],
        row["area"],
        row["sides"],
        row["words"],
        row["tax"],
        "",
        0,
    ]


CELLS: dict[str, Callable[[Keys, Row], Cells]] = {
    "owner": _owner,
    "land": _land,
    "use": _use,
    "building": _building,
    "building_use": _building_use,
    "sign": _sign,
}
COLUMN_OF = {
    ("owner", "number"): "pop_id",
    ("owner", "first"): "first_name",
    ("owner", "last"): "last_name",
    ("land", "code"): "parcel_code",
    ("land", "area"): "wa",
    ("building", "house"): "baddress",
    ("building", "year"): "bcomplete_date",
    ("sign", "put_up"): "setup_date",
}
LISTS: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    "b_mat": ("bm_id int(2) | bm_name text", [(1, "ตึก"), (2, "ไม้"), (3, "ตึกครึ่งไม้")]),
    "lt_config": (
        "c_name varchar(64) | c_value text",
        [
            ("VERSION", "301"),
            ("municipality", MUNICIPALITY),
            ("map_projection", "4326"),
            ("map_extent", "86|5|117|21"),
            ("current_year", str(YEAR)),
            ("picture_path", "C:\\LTAX3000\\pic"),
            ("remark", "ทดสอบ 'ใบแทน'\nบรรทัดที่สอง"),
        ],
    ),
}


def write_csv(register: Register, folder: Path) -> None:
    """One file a table, CP874, comma, header line, CRLF, as exported by a MySQL front end."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = Keys(register)
    for table, name in TABLE_NAMES.items():
        with (folder / f"{name}.csv").open("w", encoding=ENCODING, newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([column for column, _ in COLUMNS[table]])
            writer.writerows(
                ["" if cell is None else cell for cell in CELLS[table](keys, row)] for row in register.tables()[table]
            )


def write_dump(register: Register, path: Path) -> None:
    """The tables as `mysqldump` writes them, UTF-8, gzipped without a time stamp."""
    keys = Keys(register)
    lines = [
        "-- MySQL dump 10.13  Distrib 5.1.73, for Win32 (ia32)",
        "--",
        "-- Host: localhost    Database: ltax3000",
        "-- " + "-" * 54,
        "-- Server version\t5.1.73-community",
        "",
        "/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;",
        "/*!40101 SET NAMES utf8 */;",
        "/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;",
        "",
    ]
    for name, (columns, rows) in LISTS.items():
        lines += _table_lines(name, fields(columns), [list(row) for row in rows])
    for table, name in TABLE_NAMES.items():
        lines += _table_lines(name, COLUMNS[table], [CELLS[table](keys, row) for row in register.tables()[table]])
    lines += ["/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;", "", "-- Dump completed on 2026-01-15  8:30:00", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("\n".join(lines).encode("utf-8"))


def _table_lines(name: str, columns: list[tuple[str, str]], rows: list[Cells]) -> list[str]:
    body = [f"  `{column}` {kind}," for column, kind in columns]
    lines = [
        "--",
        f"-- Table structure for table `{name}`",
        "--",
        "",
        f"DROP TABLE IF EXISTS `{name}`;",
        f"CREATE TABLE `{name}` (",
        *body,
        f"  PRIMARY KEY (`{columns[0][0]}`)",
        ") ENGINE=MyISAM DEFAULT CHARSET=utf8;",
        "",
        "--",
        f"-- Dumping data for table `{name}`",
        "--",
        "",
        f"LOCK TABLES `{name}` WRITE;",
        f"/*!40000 ALTER TABLE `{name}` DISABLE KEYS */;",
    ]
    for start in range(0, len(rows), 250):
        values = ",".join(f"({','.join(_quoted(cell) for cell in row)})" for row in rows[start : start + 250])
        lines.append(f"INSERT INTO `{name}` VALUES {values};")
    return [*lines, f"/*!40000 ALTER TABLE `{name}` ENABLE KEYS */;", "UNLOCK TABLES;", ""]


def _quoted(cell: object) -> str:
    if cell is None:
        return "NULL"
    if isinstance(cell, (int, float, Decimal)):
        return str(cell)
    text = str(cell).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{text}'"
