"""Signs that are taxed."""

from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Record):
    """Lengths in whole cm, area in cm², money in satang. `sign_class` is a code of its list (`1ก` … `3ข`)."""

    land_uid: Uid | None = None
    code: str = ""
    code_read: str = ""
    parcel_code: str = ""
    building_code: str = ""
    business: str = ""
    put_up: date | None = None
    house_no: str = ""
    moo: str = ""
    soi: str = ""
    road: str = ""
    community: str = ""
    tambon: str = ""
    amphoe: str = ""
    province: str = ""
    postcode: str = ""
    phone_key: int | None = None
    phone_masked: str = ""
    sign_kind: str = ""
    sign_class: str = ""
    width: int | None = None
    height: int | None = None
    sides: int | None = None
    words: str = ""
    quarter: int | None = None
    area: int | None = None
    units: int | None = None
    rate: int | None = None
    tax: int | None = None
    year: int | None = None
    nearby: str = ""
    holder: str = ""
    picture: str = ""
    note: str = ""
    officer_note: str = ""
