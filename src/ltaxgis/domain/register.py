"""The property register's rows about land: a title, its area, its use; and the uses within it."""

from dataclasses import dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LandRow(Record):
    """A register row: land or a condominium unit.

    `code` is canonical or empty, `code_read` as it stood. `area` in hundredths of a square wa, `value` and
    `price` (of a square wa) in satang, `unit_area` in hundredths of m². `sheet_*` are the five parts of the map
    sheet with `scale`; quadrant (`sheet_2`) is 1-4. `*_kind` are codes of their lists, else the text as read.
    """

    code: str = ""
    code_read: str = ""
    title_kind: str = ""
    title_no: str = ""
    volume: str = ""
    page: str = ""
    survey_page: str = ""
    sheet_1: str = ""
    sheet_2: str = ""
    sheet_3: str = ""
    sheet_4: str = ""
    scale: str = ""
    air_sheet: str = ""
    air_no: str = ""
    air_page: str = ""
    land_no: str = ""
    unit_no: str = ""
    condominium: str = ""
    unit_area: int | None = None
    house_no: str = ""
    moo: str = ""
    village: str = ""
    soi: str = ""
    road: str = ""
    tambon: str = ""
    amphoe: str = ""
    province: str = ""
    community: str = ""
    area: int | None = None
    value: int | None = None
    price: int | None = None
    use_kind: str = ""
    used_by: str = ""
    crop: str = ""
    group_code: str = ""
    year: int | None = None
    former_code: str = ""
    picture: str = ""
    note: str = ""
    officer_note: str = ""
    flag: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow(Record):
    """A use of part of a land row; `land_uid` None where no row with its code was found. `area` as in LandRow."""

    land_uid: Uid | None = None
    code: str = ""
    code_read: str = ""
    use_kind: str = ""
    area: int | None = None
    used_by: str = ""
    user_name: str = ""
    user_number_key: int | None = None
    user_number_masked: str = ""
    crop: str = ""
    price: int | None = None
    picture: str = ""
    note: str = ""
