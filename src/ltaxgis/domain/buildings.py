"""Buildings of the register and the uses of their floors."""

from dataclasses import dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Building(Record):
    """Lengths in cm, areas in hundredths of m², money in satang; `built_year` is CE. `type_kind` is the Treasury's
    code (text: it may hold a stroke)."""

    land_uid: Uid | None = None
    code: str = ""
    code_read: str = ""
    parcel_code: str = ""
    name: str = ""
    house_no: str = ""
    house_code: str = ""
    moo: str = ""
    soi: str = ""
    road: str = ""
    village: str = ""
    tambon: str = ""
    type_kind: str = ""
    structure: str = ""
    floors: int | None = None
    rooms: int | None = None
    width: int | None = None
    length: int | None = None
    land_area: int | None = None
    floor_area: int | None = None
    trade_area: int | None = None
    built_year: int | None = None
    age: int | None = None
    use_kind: str = ""
    share_text: str = ""
    price: int | None = None
    value: int | None = None
    depreciation: int | None = None
    net_value: int | None = None
    year: int | None = None
    picture: str = ""
    note: str = ""
    officer_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingUse(Record):
    """A use of a floor or room of a building; units as in Building."""

    building_uid: Uid | None = None
    code: str = ""
    use_kind: str = ""
    whole_floors: str = ""
    floor: str = ""
    room: str = ""
    width: int | None = None
    length: int | None = None
    area: int | None = None
    area_left: int | None = None
    manner: str = ""
    note: str = ""
