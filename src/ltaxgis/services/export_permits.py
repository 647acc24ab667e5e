"""Permits as open data: names of BLDS (Building & Land Development Specification), no person and no free text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.permit_desk import PERMITS, BuildingUse, WorkKind, building_uses, work_kinds
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Reading
from ltaxgis.services.permit_lists import parcels_of
from ltaxgis.words import Words

WGS84 = 4326
SQFT_A_M2 = 10.763910
_MAPPED = {
    "Application Accepted": ("submitted", "incomplete", "resubmitted", "accepted"),
    "In Review": ("screening", "inspection", "plan_check", "amendment_ordered", "amended", "proposed", "signed",
                  "fee_due", "appealed"),
    "Permit Issued": ("issued", "not_collected", "notified"),
    "Inspection Phase": ("active", "renewal_requested", "renewed", "stopped", "correct_ordered", "remove_ordered",
                         "objection", "corrected"),
    "Permit Finaled": ("completed", "house_number", "closed"),
    "Permit Cancelled": ("lapsed", "expired", "refused", "returned", "withdrawn", "revoked"),
}  # fmt: skip
_STATUS = {state: mapped for mapped, states in _MAPPED.items() for state in states}
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class OpenPermit:
    """A permit with where it is; `address` comes from the register, never from what somebody typed."""

    case: Case
    permit: Permit
    parcels: Sequence[Parcel]
    address: str
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class PermitTable:
    """Rows as they leave; `shapes` beside them in WGS 84. Read = stored + rejected + skipped: a case for named people
    only is skipped."""

    headers: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    shapes: list[BaseGeometry | None]
    read: int
    skipped: int

    def counts(self) -> dict[str, int]:
        return {"read": self.read, "stored": len(self.rows), "rejected": 0, "skipped": self.skipped}


def blds_table(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, words: Words, only: Sequence[Uid] | None = None
) -> PermitTable:
    """All permits, or only these, under the names of BLDS, the oldest first."""
    found, read, skipped = _open_permits(reading, settings, words, only)
    columns = _blds_columns(settings, book, words)
    rows = [tuple(column(one) for column in columns.values()) for one in found]
    return PermitTable(tuple(columns), rows, [one.shape for one in found], read, skipped)


def office_table(
    reading: Reading, settings: ProjectSettings, book: OfficeBook, words: Words, only: Sequence[Uid] | None = None
) -> PermitTable:
    """The same permits as a table of the office's own, in its language."""
    found, read, skipped = _open_permits(reading, settings, words, only)
    columns = _office_columns(book, words)
    headers = tuple(words(f"permits.column.{name}") for name in columns)
    rows = [tuple(column(one) for column in columns.values()) for one in found]
    return PermitTable(headers, rows, [one.shape for one in found], read, skipped)


def feature_collection(table: PermitTable) -> dict[str, Any]:
    """GeoJSON (RFC 7946) of a table: outlines where they were told, else points, else no geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shape) if shape is not None else None,
            "properties": dict(zip(table.headers, row, strict=True)),
        }
        for row, shape in zip(table.rows, table.shapes, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _open_permits(
    reading: Reading, settings: ProjectSettings, words: Words, only: Sequence[Uid] | None
) -> tuple[list[OpenPermit], int, int]:
    known = reading.having(Case, "desk", [PERMITS.name]) if only is None else reading.get(Case, only)
    cases = [one for one in known if one.desk == PERMITS.name]
    open_cases = [one for one in cases if not one.visible_to]
    uids = [one.uid for one in open_cases]
    permits = {one.case_uid: one for one in reading.having(Permit, "case_uid", uids)}
    parcels = parcels_of(reading, uids)
    addresses = _addresses(reading, {one.uid for some in parcels.values() for one in some}, words)
    kept = [one for one in open_cases if one.uid in permits]
    shapes = _on_earth([permits[one.uid].footprint or one.shape for one in kept], settings)
    found = [
        OpenPermit(one, permits[one.uid], parcels.get(one.uid, ()),
                   next((addresses[p.uid] for p in parcels.get(one.uid, ()) if p.uid in addresses), ""), shape)
        for one, shape in zip(kept, shapes, strict=True)
    ]  # fmt: skip
    return found, len(cases), len(cases) - len(kept)


def _addresses(reading: Reading, parcels: set[Uid], words: Words) -> dict[Uid, str]:
    """Of each parcel, what its first land row says of house, moo, soi and road."""
    links = reading.having(Link, "parcel_uid", sorted(parcels))
    rows = {one.uid: one for one in reading.get(LandRow, [link.row_uid for link in links])}
    found: dict[Uid, str] = {}
    for link in links:
        if link.row_uid in rows and link.parcel_uid not in found:
            row = rows[link.row_uid]
            parts = (row.house_no, words("permits.moo", moo=row.moo) if row.moo else "", row.soi, row.road)
            found[link.parcel_uid] = " ".join(part for part in parts if part)
    return found


def _on_earth(shapes: Sequence[BaseGeometry | None], settings: ProjectSettings) -> Iterator[BaseGeometry | None]:
    """Longitude first, to a centimetre."""
    way = transformer(settings.crs, WGS84, settings.datum_shift)
    moved, _ = way.shapes(np.array([*shapes, None], dtype=object)[:-1])
    for shape in moved:
        yield None if shape is None else shapely.transform(shape, lambda xy: np.round(xy, 7))


def _blds_columns(
    settings: ProjectSettings, book: OfficeBook, words: Words
) -> Mapping[str, Callable[[OpenPermit], Value]]:
    kinds, uses, language = work_kinds(book), building_uses(book), words.language

    def described(one: OpenPermit) -> str:
        return words("permits.description", work=named(kinds, one.permit.work), use=named(uses, one.permit.use),
                     storeys=one.permit.storeys)  # fmt: skip

    def named(known: Mapping[str, WorkKind] | Mapping[str, BuildingUse], code: str) -> str:
        return known[code].name(language) if code in known else code

    return {
        "PermitNum": lambda one: one.case.number,
        "Description": described,
        "PermitClass": lambda one: named(uses, one.permit.use),
        "PermitClassMapped": lambda one: _class(_dwelling(one, uses)),
        "WorkClass": lambda one: named(kinds, one.permit.work),
        "WorkClassMapped": lambda one: "New" if one.permit.work == "build" else "Existing",
        "PermitType": lambda one: one.permit.work,
        "PermitTypeMapped": lambda one: "Demolition" if one.permit.work == "demolish" else "Building",
        "PermitTypeDesc": lambda one: kinds[one.permit.work].blds if one.permit.work in kinds else "",
        "StatusCurrent": lambda one: one.case.state,
        "StatusCurrentMapped": lambda one: _STATUS.get(one.case.state, "In Review"),
        "AppliedDate": lambda one: local_day(one.case.received_at).isoformat(),
        "IssuedDate": lambda one: _day(one.permit.issued_on),
        "ExpiresDate": lambda one: _day(one.permit.valid_to),
        "CompletedDate": lambda one: _day(one.permit.completed_on),
        "LicenceNum": lambda one: one.permit.licence_no,
        "OriginalAddress1": lambda one: one.address,
        "OriginalCity": lambda one: settings.name,
        "PIN": lambda one: ";".join(parcel.code for parcel in one.parcels),
        "HousingUnits": lambda one: one.permit.units if _dwelling(one, uses) else 0,
        "TotalSqFt": lambda one: None if one.permit.area is None else round(one.permit.area / 100 * SQFT_A_M2, 1),
        "TotalSqM": lambda one: _hundredths(one.permit.area),
        "Storeys": lambda one: one.permit.storeys,
        "EstProjectCost": lambda one: _hundredths(one.permit.cost),
        "Fee": lambda one: _hundredths(one.permit.fee),
        "Latitude": lambda one: _middle(one.shape, 1),
        "Longitude": lambda one: _middle(one.shape, 0),
        "Publisher": lambda one: settings.name,
    }


def _office_columns(book: OfficeBook, words: Words) -> Mapping[str, Callable[[OpenPermit], Value]]:
    kinds, uses, language = work_kinds(book), building_uses(book), words.language
    return {
        "number": lambda one: one.case.number,
        "register_number": lambda one: one.case.register_number,
        "work": lambda one: kinds[one.permit.work].name(language) if one.permit.work in kinds else one.permit.work,
        "use": lambda one: uses[one.permit.use].name(language) if one.permit.use in uses else one.permit.use,
        "state": lambda one: words(f"permits.state.{one.case.state}"),
        "storeys": lambda one: one.permit.storeys,
        "area": lambda one: _hundredths(one.permit.area),
        "received": lambda one: local_day(one.case.received_at).isoformat(),
        "due": lambda one: _day(one.case.due),
        "licence_no": lambda one: one.permit.licence_no,
        "issued": lambda one: _day(one.permit.issued_on),
        "valid_to": lambda one: _day(one.permit.valid_to),
        "completed": lambda one: _day(one.permit.completed_on),
        "fee": lambda one: _hundredths(one.permit.fee),
        "parcels": lambda one: ";".join(parcel.code for parcel in one.parcels),
        "address": lambda one: one.address,
    }


def _class(dwelling: bool) -> str:
    return "Residential" if dwelling else "Non-Residential"


def _dwelling(one: OpenPermit, uses: Mapping[str, BuildingUse]) -> bool:
    return bool(one.permit.use in uses and uses[one.permit.use].dwelling)


def _hundredths(value: int | None) -> float | None:
    """Square metres or baht."""
    return None if value is None else value / 100


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _middle(shape: BaseGeometry | None, axis: int) -> float | None:
    return None if shape is None else round(shape.representative_point().coords[0][axis], 7)
