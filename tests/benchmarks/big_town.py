"""A made-up town of any size for measuring: parcels with nine vertices, a register of 25 columns."""

from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from openpyxl import Workbook

SIZE = 100_000
HEADERS = (
    "ลำดับ", "เลขบัตรเจ้าของที่ดิน", "รหัสแปลงที่ดิน", "ประเภทเอกสาร", "เลขที่เอกสาร", "หน้าสำรวจ", "เล่มที่", "ระวาง", "ระวางUTM",
    "มาตราส่วน", "เลขที่ดิน", "หมู่ที่", "ไร่", "งาน", "ตร.วา", "ตำบล", "อำเภอ", "จังหวัด", "รวมราคาประเมินที่ดิน (บาท)",
    "ประเภทการใช้ประโยชน์", "ผู้ทำประโยชน์", "ถนน", "ซอย", "ราคาต่อตร.วา", "หมายเหตุ",
)  # fmt: skip
USES = ("1-เกษตรกรรม", "2-(3) ที่อยู่อาศัย หลังอื่นๆ", "3-อื่นๆ", "4-ทิ้งไว้ว่างเปล่า/รกร้าง")
ROADS = ("ริมน้ำ", "เทศบาล 1", "เทศบาล 2", "ประชาอุทิศ", "สุขสวัสดิ์", "")


def codes(count: int = SIZE) -> list[str]:
    """`01A001` …: zones of 26 blocks of 999 lots."""
    return [f"{i // (26 * 999) + 1:02}{chr(65 + i // 999 % 26)}{i % 999 + 1:03}" for i in range(count)]


def shapes(count: int = SIZE) -> NDArray[np.object_]:
    """A coverage: a bent grid, its nodes moved, each edge with a vertex more, nine vertices a ring."""
    wide = int(np.ceil(np.sqrt(count)))
    random = np.random.default_rng(9)
    across, up = np.meshgrid(np.arange(2 * wide + 1), np.arange(2 * wide + 1), indexing="ij")
    e = 480_000 + across * 10.0 + random.uniform(-2.5, 2.5, across.shape) + 40 * np.sin(up / 60)
    n = 1_900_000 + up * 10.0 + random.uniform(-2.5, 2.5, up.shape) + 40 * np.sin(across / 60)
    i, j = np.divmod(np.arange(count), wide)
    steps = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0))
    ring = np.stack([np.stack([e[2 * i + a, 2 * j + b], n[2 * i + a, 2 * j + b]], axis=1) for a, b in steps], axis=1)
    return np.asarray(shapely.polygons(ring), dtype=object)


def write_parcels(path: Path, count: int = SIZE) -> None:
    found = shapes(count)
    data = [np.array(codes(count), dtype=object), np.arange(1, count + 1)]
    pyogrio.raw.write(
        path, shapely.to_wkb(found), data, ["PARCEL_COD", "PARCEL_NO"], geometry_type="Polygon", crs="EPSG:32647",
        driver="ESRI Shapefile", encoding="UTF-8",
    )  # fmt: skip


def write_register(path: Path, count: int = SIZE) -> None:
    """Areas agree with the shapes; one row in fifty has no parcel."""
    areas = np.rint(shapely.area(shapes(count)) * 25).astype(int)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("2_ที่ดิน")
    sheet.append(HEADERS)
    for i, (code, area) in enumerate(zip(codes(count), areas.tolist(), strict=True)):
        sheet.append(_row(i, code if i % 50 else f"99Z{i % 999 + 1:03}", area))
    book.save(path)


def _row(i: int, code: str, area: int) -> tuple[object, ...]:
    rai, rest = divmod(area, 40_000)
    ngan, wa = divmod(rest, 10_000)
    price = 500 + i % 40 * 250
    return (
        i + 1, identity_number(i % 60_000), code, "โฉนด", str(10_000 + i), str(i % 9_000), str(i % 300),
        "", "5136 I 6420-03",
        1000, i % 900 + 1, i % 12 + 1, rai, ngan, wa / 100, "ในเมือง", "เมืองตัวอย่าง", "ตัวอย่าง",
        price * area / 100,
        USES[i % 4], "ใช้เอง", ROADS[i % 6], f"ซอย {i % 40}", price, "" if i % 9 else "ตรวจสอบแล้ว",
    )  # fmt: skip


def identity_number(i: int) -> str:
    """Passes the check digit, and names no province: nobody has it."""
    first = f"30000{i:07}"
    check = (11 - sum(int(digit) * (13 - place) for place, digit in enumerate(first)) % 11) % 10
    return f"{first}{check}"
