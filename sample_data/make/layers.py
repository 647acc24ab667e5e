"""The map layers, as a contractor hands them over: shapefiles in CP874 that do not say so, and one GeoPackage."""

import sqlite3
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from sample_data.make.codes import zone_shapes
from sample_data.make.fault_key import Planted
from sample_data.make.footprints import footprints, sign_points, unit_shapes
from sample_data.make.holdings import Holdings
from sample_data.make.names import MUNICIPALITY
from sample_data.make.plots import Plot, street_price
from sample_data.make.skeleton import CORNER, Skeleton
from sample_data.make.streets import Streets, townness
from shapely.geometry.base import BaseGeometry

CRS = "EPSG:32647"
Layers = dict[str, gpd.GeoDataFrame]


def build_layers(
    frame: Skeleton,
    streets: Streets,
    zones: dict[int, tuple[str, str]],
    plots: list[Plot],
    planted: Planted,
    holdings: Holdings,
) -> Layers:
    """All layers by name; the parcels carry the planted faults, the rest is as it should be."""
    border, river = _on_map(frame.border), _on_map(frame.river.intersection(frame.border))
    roads = _roads(frame, streets)
    water = _water(streets, river, border)
    feature_shapes = [f.shape.buffer(0) for f in planted.features if f.shape is not None]
    filled = shapely.union_all([*feature_shapes, *(f.plot.shape for f in planted.features if f.shape is None)])
    zone_layer = _zones(streets, zones)
    return {
        "parcels": _parcels(planted, holdings),
        "blocks": _blocks(streets, zones, plots),
        "zones": zone_layer,
        "buildings": _buildings(planted, plots),
        "signs": _frame(sign_points(planted.register.signs, plots)),
        "units": _frame(unit_shapes(plots)),
        "roads": roads,
        "road_areas": _road_areas(border, river, filled, water, zone_layer),
        "water": water,
        "prices": _prices(roads, streets),
        "boundary": _frame([{"NAME": MUNICIPALITY, "AREA_SQKM": round(border.area / 1e6, 3), "geometry": border}]),
    }


def _on_map(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: np.round(xy + CORNER, 3))


def _frame(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)


def rai_ngan_wa(tenths: int) -> str:
    """`1-2-50.5` for an area in tenths of a square wa."""
    return f"{tenths // 4000}-{tenths % 4000 // 1000}-{tenths % 1000 / 10:.1f}"


def _parcels(planted: Planted, holdings: Holdings) -> gpd.GeoDataFrame:
    rows: list[dict[str, object]] = []
    for feature in planted.features:
        plot, sheet = feature.plot, feature.plot.sheet
        owners = holdings.owners.get(plot.code, [holdings.bodies["เทศบาลตำบลท่าแสงคำ"]])
        drawn = round((feature.shape or plot.shape).area / 4 * 10)
        rows.append(
            {
                "PARCEL_COD": feature.code,
                "LOT": plot.code[3:],
                "ZONE_ID": plot.code[:2],
                "BLOCK_ID": plot.code[2],
                "PARCEL_NO": plot.land_no or None,
                "Moo": str(plot.moo),
                "Name": owners[0].name + (" และคณะ" if len(owners) > 1 else ""),
                "RAI-NGAN-W": rai_ngan_wa(drawn),
                "land_type": plot.title,
                **{f"UTMMAP{i}": part or None for i, part in enumerate(sheet.parts, 1)},
                "UTMSCALE": sheet.scale or None,
                "LAND_NO": plot.land_no or None,
                "geometry": feature.shape,
            }
        )
    return _frame(rows)


def _blocks(streets: Streets, zones: dict[int, tuple[str, str]], plots: list[Plot]) -> gpd.GeoDataFrame:
    count = Counter(plot.block for plot in plots)
    rows: list[dict[str, object]] = [
        {
            "BLOCK_COD": zone + letter,
            "ZONE_ID": zone,
            "BLOCK_ID": letter,
            "PARCELS": count[zone + letter],
            "geometry": _on_map(streets.faces[face]),
        }
        for face, (zone, letter) in sorted(zones.items(), key=lambda item: item[1])
    ]
    return _frame(rows)


def _zones(streets: Streets, zones: dict[int, tuple[str, str]]) -> gpd.GeoDataFrame:
    return _frame(
        [
            {"ZONE_ID": zone, "BLOCKS": sum(z == zone for z, _ in zones.values()), "geometry": _on_map(shape)}
            for zone, shape in zone_shapes(streets, zones).items()
        ]
    )


def _buildings(planted: Planted, plots: list[Plot]) -> gpd.GeoDataFrame:
    return _frame(footprints(planted.register.buildings, plots))


def _roads(frame: Skeleton, streets: Streets) -> gpd.GeoDataFrame:
    kinds = {"road": "ถนน", "alley": "ซอยตัน"}
    rows: list[dict[str, object]] = []
    for way in streets.ways:
        line = way.line.intersection(frame.border)
        if way.kind not in kinds or line.is_empty:
            continue
        kind = "ซอย" if way.name.startswith("ซอย") and way.kind == "road" else kinds[way.kind]
        rows.append(
            {
                "ROAD_NO": len(rows) + 1,
                "NAME": way.name,
                "WIDTH": way.width,
                "KIND": kind,
                "SURFACE": way.surface,
                "geometry": _on_map(line),
            }
        )
    return _frame(rows)


def _water(streets: Streets, river: BaseGeometry, border: BaseGeometry) -> gpd.GeoDataFrame:
    rows: list[dict[str, object]] = [{"NAME": "แม่น้ำแสงคำ", "KIND": "แม่น้ำ", "WIDTH": 47.0, "geometry": river}]
    for way in streets.ways:
        if way.kind not in ("canal", "ditch"):
            continue
        strip = _on_map(way.line.buffer(way.width / 2 - 0.4, cap_style="flat")).intersection(border).difference(river)
        pieces = [p for p in getattr(strip, "geoms", [strip]) if p.area > 5]
        if pieces:
            kind = "คลอง" if way.kind == "canal" else "ลำเหมือง"
            rows.append(
                {
                    "NAME": way.name or None,
                    "KIND": kind,
                    "WIDTH": round(way.width, 1),
                    "geometry": shapely.MultiPolygon(pieces),
                }
            )
    return _frame(rows)


def _road_areas(
    border: BaseGeometry, river: BaseGeometry, filled: BaseGeometry, water: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """All ground that is neither parcel nor water, zone by zone: roads with their verges."""
    left: BaseGeometry = (
        border.difference(shapely.union_all([filled, *water.geometry])).buffer(-0.3).buffer(0.3, join_style="mitre")
    )
    left = left.difference(filled)
    rows: list[dict[str, object]] = []
    rest: BaseGeometry = left
    for zone, shape in zip(zones["ZONE_ID"], zones.geometry, strict=True):
        part = left.intersection(shape)
        rest = rest.difference(shape)
        rows.append({"ZONE_ID": zone, "KIND": "ทางสาธารณประโยชน์", "geometry": _areas(part)})
    rows.append({"ZONE_ID": None, "KIND": "ที่ชายแนวเขต", "geometry": _areas(rest)})
    return _frame([row for row in rows if not row["geometry"].is_empty])  # type: ignore[attr-defined]


def _areas(shape: BaseGeometry) -> shapely.MultiPolygon:
    pieces = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon" and p.area > 0.5]
    return shapely.transform(shapely.MultiPolygon(pieces), lambda xy: np.round(xy, 3))


def _prices(roads: gpd.GeoDataFrame, streets: Streets) -> gpd.GeoDataFrame:
    """Prices by street: what a square wa costs within 40 m of it."""
    by_name = {way.name: way for way in streets.ways if way.name}
    rows: list[dict[str, object]] = []
    for name, line in zip(roads["NAME"], roads.geometry, strict=True):
        middle = shapely.get_coordinates(line.interpolate(0.5, normalized=True))[0] - CORNER
        price = street_price(by_name[name], townness(*middle))
        rows.append({"STREET_NO": len(rows) + 1, "STREET": name, "DEPTH_M": 40, "PRICE_WA": price, "geometry": line})
    return _frame(rows)


def write_shapefiles(layers: Layers, folder: Path) -> None:
    """CP874 without .cpg, code page byte 0, as old programs leave them; the date in the head is fixed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in layers.items():
        path = folder / f"{name}.shp"
        pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding="CP874", layer_options={"RESIZE": "YES"})
        path.with_suffix(".cpg").unlink(missing_ok=True)
        with path.with_suffix(".dbf").open("r+b") as table:
            table.seek(1)
            table.write(bytes((126, 1, 15)))
            table.seek(29)
            table.write(b"\0")


def write_geopackage(layers: Layers, path: Path) -> None:
    """All layers in one file of version 1.3, which older programs read; its time stamps are fixed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    for name, frame in layers.items():
        pyogrio.write_dataframe(
            frame,
            path,
            layer=name,
            driver="GPKG",
            append=path.exists(),
            dataset_options={"VERSION": "1.3"} if not path.exists() else None,
            layer_options={"SPATIAL_INDEX": "YES" if name in ("parcels", "buildings") else "NO"},
            promote_to_multi=name not in ("signs", "roads", "prices"),
        )
    with sqlite3.connect(path) as file:
        file.execute("UPDATE gpkg_contents SET last_change = '2026-01-15T08:30:00.000Z'")
    file.execute("VACUUM")
    file.close()
