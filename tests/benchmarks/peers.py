"""The usual recipes for the same jobs, measured in the same run."""

import tempfile
import time
from pathlib import Path


def join_recipe(folder: Path) -> float:
    """pandas over openpyxl, a merge in geopandas, a GeoPackage out."""
    import geopandas
    import pandas

    start = time.perf_counter()
    register = pandas.read_excel(folder / "register.xlsx", engine="openpyxl", dtype=str)
    parcels = geopandas.read_file(folder / "parcels.shp")
    joined = parcels.merge(register, left_on="PARCEL_COD", right_on="รหัสแปลงที่ดิน", how="left")
    with tempfile.TemporaryDirectory() as out:
        joined.to_file(Path(out) / "joined.gpkg", driver="GPKG")
    return round(time.perf_counter() - start, 2)
