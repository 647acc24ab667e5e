"""What is true now, as views that QGIS and other programs show as layers."""

FEATURE_LAYERS = {
    "buildings": "buildings_map",
    "signs": "signs_map",
    "roads": "roads_map",
    "water": "water_map",
    "blocks": "blocks_map",
    "zones": "zones_map",
    "boundary": "boundary_map",
    "prices": "prices_map",
}

NOW = "recorded_to IS NULL AND valid_to IS NULL"


def _spatial_view(name: str, table: str, columns: str, where: str) -> list[str]:
    return [
        f'CREATE VIEW "{name}" AS SELECT id AS ROWID, id, {columns}, shape FROM "{table}" WHERE {where}',
        "INSERT INTO views_geometry_columns "
        "(view_name, view_geometry, view_rowid, f_table_name, f_geometry_column, read_only) "
        f"VALUES ('{name}', 'shape', 'rowid', '{table}', 'shape', 1)",
    ]


VIEWS: dict[str, list[str]] = {
    "parcels_map": _spatial_view(
        "parcels_map", "parcels",
        "uid, code, title_kind, title_no, sheet_1, sheet_2, sheet_3, sheet_4, scale, land_no, land_type, area_m2", NOW,
    ),
    # what only some may see is for nobody who opens the file with another program
    "cases_map": _spatial_view(
        "cases_map", "cases", "uid, number, desk, kind, category, state, received_at, due, closed_on",
        "recorded_to IS NULL AND visible_to = ''",
    ),
    **{
        view: _spatial_view(view, "features", "uid, label, rest", f"layer = '{layer}' AND {NOW}")
        for layer, view in FEATURE_LAYERS.items()
    },
}  # fmt: skip
"""By the view's name: what makes it, and what tells other programs of it."""
