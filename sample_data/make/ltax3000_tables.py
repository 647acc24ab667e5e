"""The columns of the LTAX3000 v3 tables that we write: names and MySQL types, the first the primary key."""

_OWNER = """
owner_id int(11) | pop_id varchar(13) | owner_type int(2) | title text | first_name text | last_name text
codept4 varchar(20) | location text | address text | moo varchar(10) | soi text | road text | tambon_id char(6)
amphoe_id char(4) | province_id char(2) | zip_code char(5) | telephone varchar(50) | community text
"""
_LAND = """
land_id int(11) | annual int(4) | parcel_code varchar(20) | owner_id int(11) | ldoc_type int(2) | dn text | lb text
lp text | rw text | ln text | sn text
rwa text | apn text | app text | sc text | moo varchar(10) | soi text | road text
tambon_id char(6) | rai int(11) | yawn int(11) | wa decimal(10,1) | reduce_rai int(11) | reduce_yawn int(11)
reduce_wa decimal(10,1) | notes longtext | co_owner longtext | flag int(1)
ref_parcel_code varchar(20) | tax_status int(1)
"""
_USE = """
lu_id int(11) | land_id int(11) | lut_id int(2) | use_rai int(11) | use_yawn int(11) | use_wa decimal(10,1)
native_owner int(1) | hirer text | meanprice decimal(12,2) | reduce_rai int(11) | reduce_yawn int(11)
reduce_wa decimal(10,1) | lu_notes longtext
"""
_BUILDING = """
bid int(11) | b_code varchar(20) | annual int(4) | owner_id int(11) | land_id int(11) | parcel_code varchar(20)
house_code varchar(11) | bt_id varchar(8) | bm_id int(2) | b_st text | usage_id int(2) | village text | bname text
baddress text | bmoo varchar(10) | bsoi text | broad text | tambon_id char(6) | bfloor int(3) | broom int(3)
bwidth decimal(10,2) | blength decimal(10,2) | bcomplete_date date | bprice decimal(14,2) | notes longtext | flag int(1)
"""
_BUILDING_USE = """
bu_id int(11) | bid int(11) | usage_id int(2) | room_no text | floor_no int(3) | u_width decimal(10,2)
u_length decimal(10,2) | usagearea decimal(12,2)
"""
_SIGN = """
s_id int(11) | s_code varchar(20) | annual int(4) | owner_id int(11) | land_id int(11) | parcel_code varchar(20)
b_code varchar(20) | s_name text | setup_date date | address text | moo varchar(10) | soi text | road text
tambon_id char(6) | nearby text | sign_type_id int(2) | sw int(11) | sl int(11) | area int(11) | no_side int(2)
s_desc longtext | tax decimal(12,2) | note longtext | flag int(1)
"""


def fields(text: str) -> list[tuple[str, str]]:
    """`name type | name type`, over lines, as pairs of a name and a MySQL column type."""
    parts = [part.strip().split(" ", 1) for line in text.strip().splitlines() for part in line.split("|")]
    long = {"text": "varchar(255)", "longtext": "text"}
    pairs = [(name, long.get(kind, kind)) for name, kind in parts]
    return [(name, f"{kind} {'DEFAULT NULL' if place else 'NOT NULL'}") for place, (name, kind) in enumerate(pairs)]


TABLE_NAMES = {
    "owner": "owner",
    "land": "land",
    "use": "lu",
    "building": "building",
    "building_use": "bu",
    "sign": "sign_board",
}
COLUMNS = {
    "owner": fields(_OWNER),
    "land": fields(_LAND),
    "use": fields(_USE),
    "building": fields(_BUILDING),
    "building_use": fields(_BUILDING_USE),
    "sign": fields(_SIGN),
}
