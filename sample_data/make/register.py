"""The register as it ought to be, one dictionary a row, from which both copies are written.

Areas of land are whole tenths of a square wa, money whole baht, lengths of buildings metres, of signs centimetres,
years and dates of the common era.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from sample_data.make.holdings import Holdings
from sample_data.make.names import SHOP_FIRST, SHOP_LAST
from sample_data.make.people import Person
from sample_data.make.plots import Plot

Row = dict[str, Any]

FARMING, HOME, OTHER_HOME = "1-เกษตรกรรม", "2-(1) ที่อยู่อาศัย หลังหลัก และหลังอื่นๆ อยู่บนพื้นที่เดียวกัน", "2-(3) ที่อยู่อาศัย หลังอื่นๆ"
BUSINESS, VACANT, MIXED = "3-อื่นๆ", "4-ทิ้งไว้ว่างเปล่า/รกร้าง", "5-ใช้ประโยชน์หลายประเภท"
USES = {"field": FARMING, "orchard": FARMING, "home": HOME, "shop": BUSINESS, "vacant": VACANT, "mixed": MIXED}
CROPS = {"field": ("ปลูกข้าว", "ปลูกข้าว", "ข้าวโพด", "ไม้ล้มลุกอื่นๆ", "อ้อย"), "orchard": ("ไม้ยืนต้นอื่นๆ", "ไม้ยืนต้นอื่นๆ", "ยางพารา")}
# Treasury code: usual floors, width and length in metres, made-up price a m², structure
HOUSES = {
    "101": (1, 7, 9, 6300, "ไม้"),
    "102": (1, 7, 9, 6900, "ไม้"),
    "103": (1, 8, 10, 7400, "ตึก"),
    "104": (2, 7, 9, 6700, "ไม้"),
    "105": (2, 8, 10, 7900, "ตึก"),
    "106": (2, 8, 10, 7100, "ครึ่งตึกครึ่งไม้"),
    "202": (2, 5, 11, 7700, "ตึก"),
}
SHOPS = {
    "301": (1, 4, 10, 5200, "ไม้"),
    "303": (2, 4, 11, 5900, "ครึ่งตึกครึ่งไม้"),
    "402": (2, 4, 12, 7600, "ตึก"),
    "404": (3, 4, 12, 7800, "ตึก"),
    "510": (1, 9, 12, 6900, "ตึก"),
    "501": (1, 12, 20, 5600, "ตึก"),
    "518": (1, 9, 14, 5100, "ตึก"),
}
PUBLIC = {"market": "515", "office": "509/1", "school": "505", "clinic": "508", "temple": "110", "condominium": "520/2"}


@dataclass(slots=True)
class Register:
    """The tables. Every row has an `id` that nothing else in its table has."""

    owners: list[Row] = field(default_factory=list)
    lands: list[Row] = field(default_factory=list)
    uses: list[Row] = field(default_factory=list)
    buildings: list[Row] = field(default_factory=list)
    building_uses: list[Row] = field(default_factory=list)
    signs: list[Row] = field(default_factory=list)

    def tables(self) -> dict[str, list[Row]]:
        return {
            "owner": self.owners,
            "land": self.lands,
            "use": self.uses,
            "building": self.buildings,
            "building_use": self.building_uses,
            "sign": self.signs,
        }


def write_up(plots: list[Plot], holdings: Holdings, rng: np.random.Generator) -> Register:
    """The register of all plots."""
    register = Register(owners=[owner_row(person) for person in holdings.people])
    for plot in plots:
        owners = holdings.owners[plot.code]
        register.lands.append(_land_row(plot, owners, rng))
        register.uses += _use_rows(plot, owners, register.lands[-1], holdings, rng)
        if plot.code in holdings.houses:
            _build(register, plot, owners, holdings.houses[plot.code], rng)
        if plot.use == "condominium":
            register.lands += [unit_row(plot, person, n) for n, person in enumerate(holdings.units, 1)]
    for rows in register.tables().values():
        for number, row in enumerate(rows, 1):
            row["id"] = number
    return register


def owner_row(person: Person) -> Row:
    keys = ("house", "moo", "soi", "road", "tambon", "amphoe", "province", "postcode")
    row: Row = {
        "number": person.number,
        "kind": person.kind,
        "prefix": person.prefix,
        "first": person.first,
        "last": person.last,
    }
    row |= dict(zip(keys, person.address, strict=True))
    row |= dict(zip((f"now_{key}" for key in keys), person.now or [""] * 8, strict=True))
    natural = person.kind == "บุคคลธรรมดา"
    row |= {"nationality": "ไทย" if natural else "", "phone": person.phone, "pt4": person.pt4, "email": ""}
    row["status"] = ("มีชีวิต" if person.alive else "ถึงแก่กรรม") if natural else ""
    row["send_to"] = "ที่อยู่ปัจจุบัน" if person.now else "ที่อยู่ตามบัตร"
    return row


def _land_row(plot: Plot, owners: list[Person], rng: np.random.Generator) -> Row:
    serial = int(plot.title_no)
    rented = plot.use in ("shop", "field") and rng.random() < 0.14
    crop = str(rng.choice(CROPS[plot.use])) if plot.use in CROPS else ""
    deed = plot.title in ("โฉนด", "โฉนดตราจอง")
    soi, road = (plot.street, "") if plot.street.startswith("ซอย") else ("", plot.street)
    return {
        "owners": ";".join(person.number for person in owners),
        "code": plot.code,
        "title": plot.title,
        "title_no": plot.title_no,
        "survey": str(serial % 4111 + 17) if deed else "",
        "volume": str(serial // 100 + 1) if deed else "",
        "page": str(serial % 100 + 1) if deed else "",
        **{f"sheet{i}": part for i, part in enumerate(plot.sheet.parts, 1)},
        "scale": plot.sheet.scale,
        "land_no": plot.land_no,
        "moo": str(plot.moo),
        "area": plot.area,
        "price": plot.price,
        "use": USES.get(plot.use, BUSINESS),
        "used_by": "ให้เช่า" if rented else "ใช้เอง",
        "crop": crop,
        "soi": soi,
        "road": road,
        "note": plot.site_name,
        "taxed": plot.use not in ("temple", "public", "office", "school", "clinic"),
    }


def unit_row(plot: Plot, person: Person, number: int) -> Row:
    """A condominium unit: a row of its own on the parcel of the building, without land of its own."""
    floor = (number - 1) // 8 + 1
    size = (28.5, 32.25, 35.0, 45.5)[number % 4]
    return {
        "owners": person.number,
        "code": plot.code,
        "title": "อื่นๆ",
        "title_no": f"อ.ช.2 77/{number}",
        "survey": "",
        "volume": "",
        "page": "",
        **{f"sheet{i}": part for i, part in enumerate(plot.sheet.parts, 1)},
        "scale": plot.sheet.scale,
        "land_no": plot.land_no,
        "moo": str(plot.moo),
        "area": None,
        "price": None,
        "use": HOME if number % 3 else OTHER_HOME,
        "used_by": "ใช้เอง" if number % 3 else "ให้เช่า",
        "crop": "",
        "soi": "",
        "road": "",
        "note": f"ห้องชุด 77/{number} ชั้น {floor} เนื้อที่ {size} ตร.ม. {plot.site_name}",
        "taxed": True,
        "unit": number,
    }


def _use_rows(plot: Plot, owners: list[Person], land: Row, holdings: Holdings, rng: np.random.Generator) -> list[Row]:
    if plot.use == "vacant" and rng.random() < 0.35:
        return []
    parts = [(land["use"], plot.area)]
    if plot.use == "mixed":
        trade = int(plot.area * rng.uniform(0.2, 0.5))
        parts = [(HOME, plot.area - trade), (BUSINESS, trade)]
    elif plot.use == "field" and plot.area > 9000 and rng.random() < 0.18:
        yard = int(rng.integers(300, 1200))
        parts = [(FARMING, plot.area - yard), (VACANT, yard)]
    rows = []
    for use, area in parts:
        row = {
            "owners": land["owners"],
            "code": plot.code,
            "use": use,
            "area": area,
            "used_by": land["used_by"],
            "crop": land["crop"] if use == FARMING else "",
            "user_name": "",
            "user_number": "",
            "price": plot.price,
        }
        if land["used_by"] == "ให้เช่า":
            tenant = next(
                p for p in holdings.people[int(rng.integers(60, len(holdings.people) - 60)) :] if p.kind == "บุคคลธรรมดา"
            )
            row["user_name"], row["user_number"] = tenant.name, tenant.number
        rows.append(row)
    return rows


def _build(register: Register, plot: Plot, owners: list[Person], house: str, rng: np.random.Generator) -> None:
    """The buildings of a plot, their uses, and the signs on them."""
    wanted = (
        1
        + int(plot.use == "shop" and plot.area > 900 and rng.random() < 0.3)
        + int(plot.use in ("school", "temple")) * 3
    )
    soi, road = (plot.street, "") if plot.street.startswith("ซอย") else ("", plot.street)
    for number in range(1, wanted + 1):
        kind, floors, width, length, price, structure = _building_kind(plot, rng)
        year = int(rng.integers(1968, 2024))
        age = 2026 - year
        total = round(width * length * floors, 2)
        trade = plot.use in ("shop", "market", "office", "school", "clinic")
        use = "ประกอบการอย่างเดียว" if trade else "อยู่อาศัย+ประกอบการ" if plot.use == "mixed" else "อยู่อาศัย"
        cost, worn = round(total * price), min(0.76, age * 0.01 if structure == "ตึก" else age * 0.02)
        row = {
            "owners": ";".join(p.number for p in owners),
            "building_owner": owners[0].number,
            "parcel": plot.code,
            "code": f"{plot.code}-B{number:03d}",
            "house": house if number == 1 else f"{house}/{number}",
            "moo": str(plot.moo),
            "soi": soi,
            "road": road,
            "type": kind,
            "structure": structure,
            "floors": floors,
            "width": width,
            "length": length,
            "land_area": round(min(plot.area / 10, width * length / 4 * 1.3), 1),
            "year": year,
            "age": age,
            "use": use,
            "trade_area": round(total * 0.35, 2) if plot.use == "mixed" else total if trade else 0,
            "village": "",
            "floor_area": total,
            "price": price,
            "cost": cost,
            "worn": round(cost * worn),
            "note": plot.site_name,
        }
        register.buildings.append(row)
        register.building_uses.append(
            {
                "owner": owners[0].number,
                "code": row["code"],
                "use": use,
                "width": width,
                "length": length,
                "area": total,
            }
        )
        if number == 1 and plot.use in ("shop", "mixed", "market", "clinic") and rng.random() < 0.55:
            _hang_sign(register, plot, row, owners[0], rng)


def _building_kind(plot: Plot, rng: np.random.Generator) -> tuple[str, int, float, float, int, str]:
    if plot.use in PUBLIC:
        size = min(0.5 * np.sqrt(plot.shape.area), 34.0)
        floors = {"condominium": 7, "school": 2}.get(plot.use, 1)
        return PUBLIC[plot.use], floors, round(size * 0.55, 1), round(size, 1), 8200, "ตึก"
    kinds = SHOPS if plot.use == "shop" else HOUSES
    kind = str(rng.choice(list(kinds)))
    floors, width, length, price, structure = kinds[kind]
    fit = min(1.15, 0.8 * np.sqrt(plot.shape.area / (width * length)))
    stretch = fit * float(rng.uniform(0.85, 1.0))
    return kind, floors, round(width * stretch * 2) / 2, round(length * stretch * 2) / 2, price, structure


def _hang_sign(register: Register, plot: Plot, building: Row, owner: Person, rng: np.random.Generator) -> None:
    name = f"{rng.choice(SHOP_FIRST)}{rng.choice(SHOP_LAST)}" if owner.kind == "บุคคลธรรมดา" else owner.name
    for number in range(1, 2 + int(rng.random() < 0.2)):
        kind = str(rng.choice(["1(ข)", "1(ข)", "2(ข)", "3(ข)", "1(ก)"]))
        rate = {"1(ก)": 10, "1(ข)": 5, "2(ข)": 26, "3(ข)": 50}[kind]
        width, height = int(rng.integers(8, 60)) * 10, int(rng.integers(5, 26)) * 10
        sides = 1 + int(rng.random() < 0.15)
        units = -(-width * height * sides // 500)
        put_up = date(2012, 1, 2) + timedelta(days=int(rng.integers(0, 5100)))
        words = name if kind in ("1(ก)", "1(ข)") else f"{name} OPEN"
        register.signs.append(
            {
                "code": f"{plot.code}-P{number:03d}",
                "parcel": plot.code,
                "building": building["code"],
                "owner": owner.number,
                "business": name,
                "put_up": put_up,
                "house": building["house"],
                "moo": building["moo"],
                "soi": building["soi"],
                "road": building["road"],
                "kind": "ตามกฎหมายทะเบียนพาณิชย์" if rng.random() < 0.4 else "โฆษณาทั่วไป",
                "class": kind,
                "width": width,
                "height": height,
                "sides": sides,
                "words": words,
                "quarter": "",
                "area": width * height * sides,
                "units": units,
                "rate": rate,
                "tax": max(200, units * rate),
                "phone": owner.phone,
            }
        )
