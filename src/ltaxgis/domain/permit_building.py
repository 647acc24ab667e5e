"""From a permit to a building of the tax register, and what differs between the two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import shapely

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_desk import BuildingUse
from ltaxgis.domain.permits import Permit
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.thai.calendar import BE_OFFSET

NO_BUILDING = frozenset({"demolish"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which permit and register say different things; None where one says nothing. Lengths in cm, areas
    in hundredths of a square metre."""

    field: str
    permit: object
    building: object


def tax_year(completed: date) -> int:
    """The BE year in which a building first counts: what stands on 1 January."""
    return completed.year + BE_OFFSET + 1


def register_use(use: BuildingUse) -> str:
    """The register's code for a use of permits: its own list is shorter."""
    if use.code == "shop_house":
        return "living_trade"
    return "living" if use.dwelling else "other" if use.code in ("fence", "other") else "trade"


def as_building(permit: Permit, use: BuildingUse, before: Building, completed: date) -> Building:
    """The building as it was permitted and finished; what a permit does not know stays as it was."""
    width, length = _sides(permit)
    return replace(
        before,
        house_no=permit.house_no or before.house_no,
        floors=permit.storeys,
        rooms=permit.units if permit.units > 1 else before.rooms,
        width=width if width is not None else before.width,
        length=length if length is not None else before.length,
        floor_area=permit.area if permit.area is not None else before.floor_area,
        built_year=before.built_year or completed.year,
        use_kind=register_use(use),
        year=tax_year(completed),
    )


def new_building(uid: Uid, row: LandRow, parcel_code: str, taken: Sequence[str]) -> Building:
    """A building that stands on a land row, at its address, with the next free code of its parcel."""
    code = next_code(parcel_code, taken)
    return Building(
        uid=uid, land_uid=row.uid, code=code, code_read=code, parcel_code=parcel_code, moo=row.moo, soi=row.soi,
        road=row.road, village=row.village, tambon=row.tambon,
    )  # fmt: skip


def next_code(parcel_code: str, taken: Sequence[str]) -> str:
    if not parcel_code:
        return ""
    numbers = [int(code.rpartition("-B")[2]) for code in taken
               if code.startswith(f"{parcel_code}-B") and code.rpartition("-B")[2].isdigit()]  # fmt: skip
    return f"{parcel_code}-B{max(numbers, default=0) + 1:03d}"


def compare(permit: Permit, use: BuildingUse, building: Building) -> list[Difference]:
    """Where the building of the register is not the one that was permitted."""
    width, length = _sides(permit)
    pairs = [
        ("floors", permit.storeys, building.floors),
        ("floor_area", permit.area, building.floor_area),
        ("width", width, building.width),
        ("length", length, building.length),
        ("use_kind", register_use(use), building.use_kind),
        ("house_no", permit.house_no or building.house_no, building.house_no),
    ]
    return [Difference(name, told, stands) for name, told, stands in pairs if told is not None and told != stands]


def _sides(permit: Permit) -> tuple[int | None, int | None]:
    """Width and length of the outline in cm: the sides of the smallest rectangle around it, the shorter first."""
    if permit.footprint is None:
        return None, None
    corners = shapely.get_coordinates(shapely.oriented_envelope(permit.footprint))
    sides = sorted(shapely.LineString(corners[n : n + 2]).length for n in range(2))
    return round(sides[0] * 100), round(sides[1] * 100)
