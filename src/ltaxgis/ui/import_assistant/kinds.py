"""What the tables of an import are called here, and which kind of fields their columns can mean."""

FIELD_KINDS = {
    "register": "land",
    "owners": "owner",
    "land_owners": "land_owner",
    "uses": "use",
    "buildings": "building",
    "building_uses": "building_use",
    "signs": "sign",
    "parcels": "parcel",
}
