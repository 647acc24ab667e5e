"""A small town in files, as a municipality hands them over: a workbook and a parcel layer that agree."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook

SIDE = 40
"""Metres; a parcel of 40 by 40 is one rai."""
WEST, SOUTH, WIDE = 500_000, 2_000_000, 20

OWNER_SHEET, LAND_SHEET = "เจ้าของทรัพย์สิน", "ที่ดิน"
OWNER_HEADERS = ("ลำดับ", "เลขบัตรประชาชน", "ประเภทบุคคล", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขที่บ้าน", "โทรศัพท์")
LAND_HEADERS = ("ลำดับ", "เลขบัตรเจ้าของที่ดิน", "รหัสแปลงที่ดิน", "ประเภทเอกสาร", "เลขที่เอกสาร", "หน้าสำรวจ", "เลขที่ดิน", "หมู่ที่",
                "ไร่", "งาน", "ตร.วา", "รวมราคาประเมินที่ดิน (บาท)", "หมายเหตุ")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plot:
    """A row of the register and its parcel. `rai` is what the title says; the drawn area is always one rai."""

    code: str
    title_no: str
    owner: int
    rai: int = 1
    value: int = 400_000
    note: str = ""


def plots(count: int) -> list[Plot]:
    """Plots one after another; every third belongs to the same owner as the one before."""
    return [Plot(_code(i), str(10_000 + i), owner=i - (i % 3 == 2)) for i in range(count)]


def _code(index: int) -> str:
    block, lot = divmod(index, 900)
    return f"01{'ABCDEFGH'[block]}{lot + 1:03}"


def number_of(owner: int) -> str:
    """An identity number that passes its check digit; 0000 is no province that anybody was ever registered in."""
    body = f"10000{owner:07}"
    weighed = sum(int(digit) * weight for digit, weight in zip(body, range(13, 1, -1), strict=True))
    return body + str((11 - weighed % 11) % 10)


def phone_of(owner: int) -> str:
    return f"089{owner:07}"


def register_file(folder: Path, town: Iterable[Plot], name: str = "ทะเบียนทรัพย์สิน.xlsx") -> Path:
    """The workbook: a sheet of owners and a sheet of land."""
    town = list(town)
    book = Workbook()
    _fill(book.create_sheet(OWNER_SHEET), OWNER_HEADERS, owner_rows(town))
    _fill(book.create_sheet(LAND_SHEET), LAND_HEADERS, land_rows(town))
    book.remove(book.worksheets[0])
    path = folder / name
    book.save(path)
    return path


def owner_rows(town: Sequence[Plot]) -> list[tuple[object, ...]]:
    owners = sorted({plot.owner for plot in town})
    return [
        (i, number_of(owner), "บุคคลธรรมดา", "นาย", f"สมชาย{owner}", f"ใจดี{owner}", f"{owner}/1", phone_of(owner))
        for i, owner in enumerate(owners, start=1)
    ]


def land_rows(town: Sequence[Plot]) -> list[tuple[object, ...]]:
    return [
        (i, number_of(plot.owner), plot.code, "โฉนดที่ดิน", plot.title_no, "1", str(i), "1", plot.rai, 0, 0, plot.value,
         plot.note)
        for i, plot in enumerate(town, start=1)
    ]  # fmt: skip


def _fill(sheet: object, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    for row in (headers, *rows):
        sheet.append(list(row))  # type: ignore[attr-defined]


def csv_file(folder: Path, town: Sequence[Plot], name: str = "ที่ดิน.csv", encoding: str = "utf-8-sig") -> Path:
    """The sheet of land alone, as CSV."""
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([LAND_HEADERS, *land_rows(town)])
    return path


def parcel_file(folder: Path, town: Iterable[Plot], name: str = "แปลงที่ดิน.geojson", crs: str = "32647") -> Path:
    """The layer: squares side by side in rows of twenty."""
    return layer_file(folder / name, [(plot.code, square(i)) for i, plot in enumerate(town)], crs)


def layer_file(path: Path, shapes: Iterable[tuple[str, object]], crs: str = "32647") -> Path:
    features = [{"type": "Feature", "properties": {"PARCEL_COD": code}, "geometry": shape} for code, shape in shapes]
    layer: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if crs:
        layer["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
    return path


def square(index: int) -> dict[str, object]:
    row, column = divmod(index, WIDE)
    e, n = WEST + SIDE * column, SOUTH + SIDE * row
    ring = [[e, n], [e + SIDE, n], [e + SIDE, n + SIDE], [e, n + SIDE], [e, n]]
    return {"type": "Polygon", "coordinates": [ring]}


def with_changes(town: Sequence[Plot], changes: dict[str, dict[str, object]]) -> list[Plot]:
    """The town a month later: fields of some plots changed."""
    return [replace(plot, **changes.get(plot.code, {})) for plot in town]  # type: ignore[arg-type]
