"""The usual recipe for the same job, in the same run and a process of its own: `peers FOLDER` prints its seconds as a
JSON object."""

import json
import sys
import tempfile
import time
from pathlib import Path

import geopandas
import pandas


def join_recipe(folder: Path) -> float:
    """pandas over openpyxl, a merge in geopandas, a GeoPackage out."""
    start = time.perf_counter()
    register = pandas.read_excel(folder / "register.xlsx", engine="openpyxl", dtype=str)
    parcels = geopandas.read_file(folder / "parcels.shp")
    joined = parcels.merge(register, left_on="PARCEL_COD", right_on="รหัสแปลงที่ดิน", how="left")
    with tempfile.TemporaryDirectory() as out:
        joined.to_file(Path(out) / "joined.gpkg", driver="GPKG")
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    print(json.dumps({"join": join_recipe(Path(sys.argv[1]))}))
