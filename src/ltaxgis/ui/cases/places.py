"""What a place that was typed means: a parcel by its code, a house by its number, or nothing that is known."""

import re
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.codes import read_code
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.thai.keyboard import code_from_keys
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ports.stores import Reading
from ltaxgis.services.petition_places import place_of_house

MOST = 6
_CODE_WITHIN = re.compile(
    r"(?<![0-9A-Z])\d{2}[A-Z]{1,2}\d{3,4}(?:/\d{3}(?:/\d{2}(?:/\d)?)?)?(?![0-9A-Z])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """A parcel, or a point of the map where `parcel` is None; `title` how it is known, `detail` what else is told."""

    title: str
    detail: str
    parcel: Uid | None
    point: BaseGeometry | None


def places_of(reading: Reading, text: str) -> list[PlaceOffer]:
    """The places that a text may mean, the likeliest first; a parcel's code means that parcel alone,
    with words around it too (`ใกล้แปลง 19D004`)."""
    code = read_code(code_from_keys(text.strip())).canonical or _code_within(text)
    parcels = reading.having(Parcel, "code", [code]) if code else []
    if parcels:
        return [PlaceOffer(one.code, "", one.uid, _inside(one)) for one in parcels[:MOST]]
    found: list[PlaceOffer] = []
    for house in place_of_house(reading, text):
        told = " ".join(part for part in (house.house_no, house.moo, house.road) if part)
        found.append(PlaceOffer(house.parcel_code, told, house.parcel_uid, house.point))
    return found[:MOST]


def _code_within(text: str) -> str:
    found = _CODE_WITHIN.search(to_arabic(text))
    return read_code(found[0].upper()).canonical if found is not None else ""


def _inside(parcel: Parcel) -> BaseGeometry | None:
    return parcel.shape.representative_point() if parcel.shape is not None else None
