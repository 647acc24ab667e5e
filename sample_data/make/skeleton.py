"""What was there before the plots: border, river, canals and through roads, set by hand in metres from a corner.

The town has no real place; its corner is put on the map where the grid sheet names are easy to check.
"""

from dataclasses import dataclass, field

import numpy as np
import shapely
from sample_data.make.curves import ribbon, through, wander
from shapely import LineString, Polygon

CORNER = (531_212.0, 1_987_377.0)
CENTRE = (1880.0, 2330.0)

BORDER = [
    (230, 330), (1180, 215), (1770, 130), (2380, 270), (3300, 190), (3560, 560), (3900, 700), (3730, 1500),
    (3960, 2250), (3850, 2960), (3640, 3280), (3790, 4020), (3220, 4330), (2520, 4150), (1720, 4390),
    (1040, 4250), (520, 4210), (170, 3540), (310, 2890), (50, 2170), (160, 1100),
]  # fmt: skip
RIVER = [
    (2690, 4640), (2520, 4260), (2480, 3960), (2740, 3640), (2660, 3330), (2330, 3120), (2080, 2860), (2120, 2560),
    (2330, 2330), (2300, 2040), (1980, 1830), (1760, 1600), (1900, 1270), (1700, 1010), (1470, 790), (1640, 450),
    (1560, 120), (1400, -160),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A lot that was there before the others: where, how big (m²) and what it is."""

    kind: str
    name: str
    place: tuple[float, float]
    area: float


SITES = (
    Site("temple", "วัดกลางเวียงแสงคำ", (1425, 2590), 8200),
    Site("temple", "วัดห้วยแก้วฟ้า", (815, 3215), 7600),
    Site("temple", "วัดดอยเพชรคำ", (2895, 2610), 6900),
    Site("temple", "วัดทุ่งลำดวน", (700, 1390), 6400),
    Site("market", "ตลาดสดเทศบาลท่าแสงคำ", (1975, 2450), 4600),
    Site("office", "สำนักงานเทศบาลตำบลท่าแสงคำ", (1690, 2160), 4300),
    Site("school", "โรงเรียนบ้านท่าแสงคำ", (1165, 2560), 13500),
    Site("school", "โรงเรียนทุ่งตะวันออกวิทยา", (2700, 830), 11800),
    Site("clinic", "โรงพยาบาลส่งเสริมสุขภาพตำบลท่าแสงคำ", (2900, 2290), 3100),
    Site("condominium", "อาคารชุดริมธารเรสซิเดนซ์", (2440, 2210), 3900),
    Site("state", "ที่ราชพัสดุแปลงสถานีเกษตร", (1730, 2800), 5600),
    Site("state", "ที่ราชพัสดุแปลงบ้านพักข้าราชการ", (2040, 2010), 5200),
    Site("public", "ทุ่งเลี้ยงสัตว์สาธารณประโยชน์", (3330, 2960), 43000),
    Site("public", "ป่าช้าสาธารณประโยชน์", (600, 1830), 9800),
    Site("public", "หนองน้ำสาธารณประโยชน์หนองบัวแดง", (1680, 3690), 30500),
)
ESTATES = ((3190, 2215, 130), (1010, 2790, 120))
SHOP_ROWS = ((1960, 2385, 62), (1830, 2265, 58), (1900, 2180, 45), (2790, 2445, 60))


@dataclass(frozen=True, slots=True)
class Way:
    """A centre line with the name it has on the map, its whole width in metres and what it is made of."""

    name: str
    width: float
    line: LineString
    kind: str
    surface: str = ""


THROUGH_ROADS: list[tuple[str, float, str, list[tuple[float, float]]]] = [
    ("ถนนมิตรธารา", 26, "ลาดยาง",
     [(-120, 2040), (420, 2150), (900, 2260), (1420, 2200), (1900, 2300), (2330, 2335), (2760, 2430), (3240, 2390),
      (3660, 2500), (4200, 2440)]),
    ("ถนนริมธาร", 11, "คอนกรีต",
     [(2190, 4560), (2230, 4190), (2240, 3880), (2440, 3620), (2380, 3400), (2110, 3230), (1890, 2960), (1880, 2640),
      (1990, 2310), (1960, 2090), (1720, 1930), (1540, 1640), (1630, 1290), (1450, 1080), (1230, 800), (1370, 440),
      (1300, 100), (1210, -160)]),
    ("ถนนสายทุ่งตะวันออก", 12, "ลาดยาง",
     [(2760, 2430), (2810, 2080), (2600, 1740), (2480, 1330), (2620, 900), (2430, 480), (2480, -60)]),
    ("ถนนดอยเพชรคำ", 12, "ลาดยาง",
     [(2760, 2430), (2990, 2760), (2960, 3180), (3190, 3560), (3130, 3960), (3280, 4480)]),
    ("ถนนห้วยแก้วฟ้า", 10, "ลาดยาง",
     [(900, 2260), (760, 2640), (860, 3120), (1060, 3480), (980, 3880), (1080, 4460)]),
    ("ถนนสวนลำดวน", 9, "ลาดยาง",
     [(900, 2260), (820, 1900), (600, 1520), (720, 1060), (640, 620), (760, 60)]),
    ("ถนนสะพานใหม่", 14, "คอนกรีต",
     [(1060, 3480), (1450, 3330), (1800, 3330), (2110, 3230), (2360, 3150), (2640, 3120), (2960, 3180)]),
    ("ถนนหลังเขื่อน", 8, "คอนกรีต",
     [(600, 1520), (980, 1560), (1260, 1490), (1540, 1640)]),
    ("ถนนอ้อมเมือง", 16, "ลาดยาง",
     [(2600, 1740), (2980, 1690), (3330, 1800), (3520, 2130), (3660, 2500), (3480, 2900), (3370, 3260), (3190, 3560)]),
    ("ถนนนาหลวง", 8, "หินคลุก", [(2620, 900), (3020, 960), (3420, 880), (3900, 1010)]),
    ("ถนนวัดกลางเวียง", 9, "คอนกรีต",
     [(1240, 2225), (1270, 2480), (1350, 2760), (1560, 2950), (1890, 2960)]),
    ("ถนนโรงสี", 9, "คอนกรีต", [(1240, 2225), (1220, 2000), (1330, 1780), (1540, 1640)]),
]  # fmt: skip

CANALS: list[tuple[str, float, list[tuple[float, float]]]] = [
    ("คลองส่งน้ำสายใหญ่ฝั่งขวา", 12,
     [(690, 4520), (640, 4080), (470, 3620), (560, 3100), (430, 2600), (520, 2160), (400, 1700), (460, 1180),
      (330, 760), (430, 60)]),
    ("เหมืองคำ", 7, [(2660, 3330), (2800, 2980), (2560, 2700), (2590, 2390), (2450, 2060), (2210, 1600), (2180, 1160),
                     (2010, 700), (2080, 20)]),
    ("คลองระบายทุ่งตะวันออก", 9,
     [(3560, 4420), (3440, 3900), (3640, 3300), (3760, 2800), (3620, 2180), (3240, 1480), (3260, 1150), (3010, 620),
      (3060, 40)]),
]  # fmt: skip


@dataclass(slots=True)
class Skeleton:
    """The hand-set frame: `border` encloses all, `river` is its water, the rest are lines with widths."""

    border: Polygon
    river: Polygon
    river_line: LineString
    roads: list[Way] = field(default_factory=list)
    canals: list[Way] = field(default_factory=list)


def build_skeleton(rng: np.random.Generator) -> Skeleton:
    """The frame of the town, the same for the same generator."""
    ring = wander(LineString([*BORDER, BORDER[0]]).segmentize(28), 9, 410, rng)
    river_line = wander(through(RIVER, 11), 14, 330, rng)
    count = len(river_line.coords)
    slow = np.interp(np.arange(count), np.linspace(0, count, 26), rng.normal(0, 5.0, 26))
    river = ribbon(river_line, 47 + slow + rng.normal(0, 0.9, count))
    roads = [
        Way(name, width, wander(through(points, 13), 3 + 60 / width, 300, rng), "road", surface)
        for name, width, surface, points in THROUGH_ROADS
    ]
    canals = [Way(name, width, wander(through(points, 14), 9, 240, rng), "canal") for name, width, points in CANALS]
    border = Polygon(shapely.get_coordinates(ring))
    return Skeleton(border, river.buffer(0), river_line, roads, canals)
