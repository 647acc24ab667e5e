"""Where petitions are: at a house number, within a drawn shape, along a road."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, may_see
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ports.stores import Reading

ROAD_BUFFER_M = 20.0
_HOUSE = re.compile(r"(?<![\d/])(\d{1,4}(?:\s*/\s*\d{1,4})?(?:-\d{1,4})?)(?![\d/])")
_MOO = re.compile(r"(?:หมู่\s*ที่|หมู่บ้านที่|หมู่|ม\.|moo)\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HousePlace:
    """A house of the register: on which parcel, and where. `point` is None where its parcel is not drawn."""

    house_no: str
    moo: str
    road: str
    parcel_uid: Uid
    parcel_code: str
    point: BaseGeometry | None


def place_of_house(reading: Reading, text: str) -> list[HousePlace]:
    """The houses that a text as `เลขที่ 12/3 หมู่ 4` means, by parcel code; several where the moo is not told."""
    house, moo = read_house(text)
    if not house:
        return []
    found: dict[Uid, tuple[str, str, str]] = {}
    for building in reading.having(Building, "house_no", [house]):
        if building.land_uid is not None:
            found.setdefault(building.land_uid, (building.house_no, building.moo, building.road))
    for row in reading.having(LandRow, "house_no", [house]):
        found.setdefault(row.uid, (row.house_no, row.moo, row.road))
    rows = {uid: told for uid, told in found.items() if not moo or to_arabic(told[1]).strip() in ("", moo)}
    places = list(_on_parcels(reading, rows))
    exact = [one for one in places if moo and one.moo]
    return sorted(exact or places, key=lambda one: one.parcel_code)


def read_house(text: str) -> tuple[str, str]:
    """House number and moo of a text, both empty where none is told."""
    arabic = to_arabic(text)
    moo = _MOO.search(arabic)
    house = _HOUSE.search(_MOO.sub(" ", arabic))
    return (re.sub(r"\s", "", house[1]) if house else ""), (moo[1].lstrip("0") if moo else "")


def petitions_within(reading: Reading, actor: Actor, book: OfficeBook, shape: BaseGeometry) -> list[Case]:
    """The petitions that lie in a shape (project CRS), the newest first; those that are never drawn are left out."""
    known = petition_book(book)
    shapely.prepare(shape)
    near = reading.get(Case, reading.near(Case, shape.bounds))
    inside = [
        one for one in near
        if one.desk == PETITIONS.name and may_see(one, actor) and known.on_map(one.kind, one.category)
        and one.shape is not None and shapely.intersects(shape, one.shape)
    ]  # fmt: skip
    return sorted(inside, key=lambda one: one.received_at, reverse=True)


def petitions_along(
    reading: Reading, actor: Actor, book: OfficeBook, road: str, metres: float = ROAD_BUFFER_M
) -> list[Case]:
    """The petitions within so many metres of a road of the map, by its name; none where no road is called so."""
    drawn = reading.having(Feature, "label", [road])
    lines = [one.shape for one in drawn if one.layer == "roads" and one.shape is not None]
    return petitions_within(reading, actor, book, shapely.union_all(lines).buffer(metres)) if lines else []


def _on_parcels(reading: Reading, rows: dict[Uid, tuple[str, str, str]]) -> Iterable[HousePlace]:
    """Each parcel on which one of the rows stands, once."""
    links = reading.having(Link, "row_uid", rows)
    parcels = {one.uid: one for one in reading.get(Parcel, dict.fromkeys(one.parcel_uid for one in links))}
    seen: set[Uid] = set()
    for link in links:
        parcel = parcels.get(link.parcel_uid)
        if parcel is not None and parcel.uid not in seen:
            seen.add(parcel.uid)
            point = parcel.shape.representative_point() if parcel.shape is not None else None
            yield HousePlace(*rows[link.row_uid], parcel.uid, parcel.code, point)
