"""What a column of a foreign table can mean, for each kind of record: the source fields and their types of value.

A field goes to a field of the record (`target`), is part of one that several columns make together (rai, ngan, wa),
or goes aside, because the value belongs to another table: owners, private numbers, references between tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ValueType(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    NUMBER_TEXT = "number_text"  # text whose Thai digits become Arabic
    CODE = "code"
    WHOLE = "whole"
    METRES = "metres"  # to whole cm
    CENTIMETRES = "centimetres"  # whole cm
    CM2 = "cm2"  # whole cm²
    M2 = "m2"  # to hundredths of m²
    WA_TO_M2 = "wa_to_m2"  # square wa or rai-ngan-wa, to hundredths of m²
    MONEY = "money"  # to satang
    DATE = "date"
    YEAR_BE = "year_be"
    YEAR_CE = "year_ce"
    LIST = "list"
    QUARTER = "quarter"
    IDENTITY = "identity"
    PHONE = "phone"
    NAME = "name"  # prefix, first and last name in one cell
    # parts of an area, each in hundredths of a square wa
    RAI = "rai"
    NGAN = "ngan"
    WA = "wa"
    WA_TOTAL = "wa_total"
    AREA_TEXT = "area_text"
    AREA_M2 = "area_m2"
    # parts of a map sheet
    SHEET = "sheet"
    FOUR_DIGITS = "four_digits"
    QUADRANT = "quadrant"
    SUB_SHEET = "sub_sheet"
    SCALE = "scale"


class Goes(StrEnum):
    """Where a field's values go: a field of the record, a part of one, or aside."""

    RECORD = "record"
    PART = "part"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class SourceField:
    """`target` is the record's field; `list` the code list of a LIST."""

    kind: str
    name: str
    type: ValueType
    goes: Goes = Goes.RECORD
    list: str = ""

    @property
    def key(self) -> str:
        """`land.title_no`: as findings name it; its words are `field.land.title_no`."""
        return f"{self.kind}.{self.name}"

    @property
    def private(self) -> bool:
        return self.type in (ValueType.IDENTITY, ValueType.PHONE)


_NUMBERED = frozenset(
    {"title_no", "volume", "page", "survey_page", "air_no", "air_page", "land_no", "unit_no", "house_no", "moo",
     "postcode", "house_code", "now_house_no", "now_moo", "now_postcode", "zone", "block", "lot", "floor", "room"}
)  # fmt: skip
_ADDRESS = "house_no moo soi road tambon amphoe province"
_AREA = {"rai": "rai", "ngan": "ngan", "wa": "wa", "area_text": "area_text", "area_wa_total": "wa_total",
         "area_m2": "area_m2"}  # fmt: skip
_SHEET = {"sheet": "sheet", "sheet_1": "four_digits", "sheet_2": "quadrant", "sheet_3": "four_digits",
          "sheet_4": "sub_sheet", "scale": "scale"}  # fmt: skip
_OWNER_SIDE = {"owner_number": "identity", "owner_ref": "text", "owner_prefix": "list:prefix",
               "owner_first_name": "text", "owner_last_name": "text", "owner_name": "name",
               "co_owners": "text"}  # fmt: skip

# kind: (texts of the record, other fields of the record, parts, side fields); `list:` names the code list
_TABLE: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str], Mapping[str, str]]] = {
    "owner": (
        f"first_name last_name nationality {_ADDRESS} postcode now_house_no now_moo now_soi now_road now_tambon "
        "now_amphoe now_province now_postcode email pt4_code community note",
        {"kind": "list:owner_kind", "prefix": "list:prefix", "status": "list:person_status", "send_to": "list:send_to"},
        {"name": "name"},
        {"ref": "text", "number": "identity", "phone": "phone", "mobile": "phone", "fax": "phone"},
    ),
    "land": (
        f"title_no volume page survey_page air_sheet air_no air_page land_no unit_no condominium {_ADDRESS} village "
        "community group_code former_code picture note officer_note flag memo",
        {"code": "code", "title_kind": "list:title_kind", "unit_area": "m2", "value": "money", "price": "money",
         "use_kind": "list:land_use", "used_by": "list:used_by", "crop": "list:crop", "year": "year_be"},
        {**_AREA, **_SHEET, "zone": "text", "block": "text", "lot": "text"},
        {"ref": "text", **_OWNER_SIDE},
    ),
    "use": (
        "user_name picture note",
        {"code": "code", "use_kind": "list:land_use", "used_by": "list:used_by", "crop": "list:crop", "price": "money"},
        _AREA,
        {"land_ref": "text", "owner_number": "identity", "user_number": "identity", "year": "year_be"},
    ),
    "building": (
        "name house_no house_code moo soi road village tambon share_text picture note officer_note",
        {"code": "code", "parcel_code": "code", "type_kind": "list:building_type", "structure": "list:structure",
         "floors": "whole", "rooms": "whole", "width": "metres", "length": "metres", "land_area": "wa_to_m2",
         "floor_area": "m2", "trade_area": "m2", "built_year": "year_ce", "age": "whole",
         "use_kind": "list:building_use", "price": "money", "value": "money", "depreciation": "money",
         "net_value": "money", "year": "year_be"},
        {},
        {"ref": "text", "land_ref": "text", **_OWNER_SIDE, "land_owner_number": "identity"},
    ),
    "building_use": (
        "whole_floors floor room manner note",
        {"code": "code", "use_kind": "list:building_use", "width": "metres", "length": "metres", "area": "m2",
         "area_left": "m2"},
        {},
        {"building_ref": "text", "owner_number": "identity"},
    ),
    "sign": (
        f"business {_ADDRESS} community postcode words nearby holder picture note officer_note",
        {"code": "code", "parcel_code": "code", "building_code": "code", "put_up": "date",
         "sign_kind": "list:sign_kind", "sign_class": "list:sign_class", "width": "centimetres",
         "height": "centimetres", "sides": "whole", "quarter": "quarter", "area": "cm2", "units": "whole",
         "rate": "money", "tax": "money", "year": "year_be"},
        {},
        {"ref": "text", "land_ref": "text", "phone": "phone", **_OWNER_SIDE},
    ),
    "parcel": (
        "title_no land_no amphoe land_type",
        {"code": "code", "title_kind": "list:title_kind"},
        {**_SHEET, "zone": "text", "block": "text", "lot": "text"},
        {"owner_name": "name"},
    ),
    # LTAX3000 v4 keeps who owns what in a table of its own
    "land_owner": ("", {}, {}, {"land_ref": "text", "owner_ref": "text"}),
}  # fmt: skip

KINDS = tuple(_TABLE)


def _build(kind: str) -> Iterator[SourceField]:
    texts, others, parts, side = _TABLE[kind]
    for name in texts.split():
        yield SourceField(kind, name, ValueType.NUMBER_TEXT if name in _NUMBERED else ValueType.TEXT)
    for goes, group in ((Goes.RECORD, others), (Goes.PART, parts), (Goes.SIDE, side)):
        for name, spelled in group.items():
            value_type, _, code_list = spelled.partition(":")
            yield SourceField(kind, name, ValueType(value_type), goes, code_list)


FIELDS: Mapping[str, Mapping[str, SourceField]] = {
    kind: {field.name: field for field in _build(kind)} for kind in KINDS
}
