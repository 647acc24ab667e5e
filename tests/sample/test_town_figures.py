"""The town looks like a real place: its figures lie in the bounds that real layers gave."""

from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Polygon

PARCELS = "shapefile/parcels.shp"
REAL = ("fr_cadastre/cadastre-91216-parcelles.json", "fr_cadastre/cadastre-75118-parcelles.json",
        "melbourne/Property Boundaries.shp", "linz_nz/parcels.shp")  # fmt: skip


@pytest.fixture(scope="module")
def parcels(sample: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(sample / PARCELS, encoding="CP874")


@pytest.fixture(scope="module")
def shapes(parcels: gpd.GeoDataFrame) -> list[Polygon]:
    return [shape for shape in parcels.geometry if isinstance(shape, Polygon) and shape.is_valid]


def corners(shapes: list[Polygon]) -> np.ndarray:
    return np.array([len(shape.exterior.coords) - 1 for shape in shapes])


def test_there_are_at_least_three_thousand_parcels_in_utm_47_north(parcels: gpd.GeoDataFrame) -> None:
    assert len(parcels) >= 3000
    assert parcels.crs is not None
    assert parcels.crs.to_epsg() == 32647
    west, south, east, north = parcels.to_crs(4326).total_bounds
    assert 97.3 < west < east < 102
    assert 5.5 < south < north < 20.5


def test_corners_are_as_many_as_real_parcels_have(shapes: list[Polygon]) -> None:
    count = corners(shapes)

    assert (count == 4).mean() < 0.35
    assert 6 <= np.median(count) <= 9
    assert np.percentile(count, 95) > 14


def test_areas_are_log_normal_over_three_orders(shapes: list[Polygon]) -> None:
    logs = np.sort(np.log10([shape.area for shape in shapes]))
    middle = (logs - logs.mean()) / logs.std()
    normal = np.searchsorted(np.sort(np.random.default_rng(1).normal(size=200_000)), middle) / 200_000

    assert logs[-1] - logs[0] > 3
    assert np.percentile(logs, 99.5) - np.percentile(logs, 0.5) > 2.9
    assert abs((middle**3).mean()) < 0.5
    assert np.abs(normal - np.arange(len(logs)) / len(logs)).max() < 0.08


def test_blocks_hold_four_to_sixty_parcels_at_no_common_angle(sample: Path, parcels: gpd.GeoDataFrame) -> None:
    held = Counter(zip(parcels["ZONE_ID"], parcels["BLOCK_ID"], strict=True))
    blocks = gpd.read_file(sample / "shapefile" / "blocks.shp", encoding="CP874")
    sides = np.diff(
        shapely.get_coordinates(shapely.minimum_rotated_rectangle(blocks.geometry)).reshape(-1, 5, 2), axis=1
    )
    angles = np.degrees(np.arctan2(sides[:, 0, 1], sides[:, 0, 0])) % 90

    assert min(held.values()) >= 4
    assert max(held.values()) <= 60 + 1  # a planted strip for widening the road may come on top
    assert np.histogram(angles, bins=18, range=(0, 90))[0].max() < 0.25 * len(angles)


def test_nine_parcels_of_ten_lie_on_a_road(sample: Path, parcels: gpd.GeoDataFrame) -> None:
    roads = gpd.read_file(sample / "shapefile" / "roads.shp", encoding="CP874")
    ground = shapely.union_all(shapely.buffer(roads.geometry.to_numpy(), roads["WIDTH"].to_numpy() / 2 + 1.6))
    shapely.prepare(ground)
    drawn = [shape for shape in parcels.geometry if isinstance(shape, Polygon)]

    fronts = np.array([shape.exterior.intersection(ground).length > 1 for shape in drawn])

    assert 0.90 <= fronts.mean() < 0.99


def test_neighbours_share_their_vertices(shapes: list[Polygon]) -> None:
    xy = shapely.get_coordinates(shapes)
    owner = np.repeat(np.arange(len(shapes)), [shapely.get_num_coordinates(shape) for shape in shapes])
    tree = shapely.STRtree(shapes)
    point, other = tree.query(shapely.points(xy), predicate="dwithin", distance=0.05)
    near = np.unique(point[owner[point] != other])
    _, number, count = np.unique(np.round(xy, 3), axis=0, return_inverse=True, return_counts=True)
    first = np.zeros(len(xy), bool)
    first[np.cumsum([0, *[shapely.get_num_coordinates(shape) for shape in shapes[:-1]]])] = True
    closing = np.isin(number.ravel(), np.unique(number.ravel()[first]))

    alone = [i for i in near if count[number.ravel()[i]] < 2 + closing[i]]

    assert len(alone) < 0.005 * len(near)


def test_parcels_follow_the_bends_of_the_river(sample: Path, shapes: list[Polygon]) -> None:
    water = gpd.read_file(sample / "shapefile" / "water.shp", encoding="CP874")
    river = water[water["KIND"] == "แม่น้ำ"].geometry.iloc[0].buffer(6)

    banks = [shape.exterior.intersection(river) for shape in shapes if shape.intersects(river)]
    bent = [bank for bank in banks if shapely.get_num_coordinates(bank) >= 4]

    assert len(banks) > 60
    assert len(bent) > 0.4 * len(banks)


def test_one_parcel_carries_forty_stacked_units(sample: Path) -> None:
    units = gpd.read_file(sample / "town.gpkg", layer="units")

    assert len(units) == 40
    assert len({shape.wkb for shape in units.geometry}) == 1
    assert units["PARCEL_COD"].nunique() == 1


@pytest.mark.real_data
def test_the_figures_lie_among_those_of_real_layers(real_data: Path, shapes: list[Polygon]) -> None:
    four, spread, high = [], [], []
    for name in REAL:
        layer = gpd.read_file(real_data / name)
        layer = layer.to_crs(2154) if layer.crs is not None and layer.crs.is_geographic else layer
        real = [piece for shape in layer.geometry if shape is not None for piece in getattr(shape, "geoms", [shape])]
        count = corners(real)
        four.append((count == 4).mean())
        high.append(np.percentile(count, 95))
        spread.append(np.log10([shape.area for shape in real if shape.area > 0]).std())

    count, logs = corners(shapes), np.log10([shape.area for shape in shapes])

    assert (count == 4).mean() < max(four)
    assert min(high) <= np.percentile(count, 95) <= max(high)
    assert 0.8 * min(spread) < logs.std() < 1.25 * max(spread)
