"""Zones, blocks and lots get their codes: `01A001`, and `01A001/001` for what was split off later."""

import numpy as np
import shapely
from sample_data.make.curves import Points
from sample_data.make.ground import Lot
from sample_data.make.streets import Streets
from shapely.geometry.base import BaseGeometry

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_BLOCKS = 22


def zone_blocks(streets: Streets, used: set[int], middle: tuple[float, float]) -> dict[int, tuple[str, str]]:
    """For each face that has lots: its zone (`01`…, from the middle outwards) and its letter in it."""
    quarter_of = _quarters(streets)
    groups: dict[int, list[int]] = {}
    for face in sorted(used):
        groups.setdefault(quarter_of[face], []).append(face)
    zones = _evened(list(groups.values()), streets)
    zones.sort(key=lambda zone: float(np.hypot(*(_middle(zone, streets) - middle))))
    codes = {}
    for number, zone in enumerate(zones, 1):
        rows = sorted(zone, key=lambda f: _serpentine(streets.faces[f].centroid.x, streets.faces[f].centroid.y, 260))
        codes.update({face: (f"{number:02d}", LETTERS[i]) for i, face in enumerate(rows)})
    return codes


def _quarters(streets: Streets) -> list[int]:
    tree = shapely.STRtree(streets.quarters)
    points = [face.representative_point() for face in streets.faces]
    found = [tree.query(point, predicate="within") for point in points]
    return [int(hit[0]) if len(hit) else 0 for hit in found]


def _middle(faces: list[int], streets: Streets) -> Points:
    middle: Points = shapely.get_coordinates([streets.faces[f].centroid for f in faces]).mean(axis=0)
    return middle


def _evened(groups: list[list[int]], streets: Streets) -> list[list[int]]:
    """Groups of 5 to 22 blocks: small ones join the nearest that has room, big ones are parted along their length."""
    small = [g for g in groups if len(g) < 5]
    zones = [g for g in groups if len(g) >= 5]
    for group in small:
        place = _middle(group, streets)
        zones.sort(key=lambda z: float(np.hypot(*(_middle(z, streets) - place))))
        roomy = next((z for z in zones[:4] if len(z) + len(group) <= MOST_BLOCKS), zones[0])
        roomy += group
    parted = []
    for zone in zones:
        xy = shapely.get_coordinates([streets.faces[f].centroid for f in zone])
        axis = int(np.ptp(xy[:, 1]) > np.ptp(xy[:, 0]))
        order = [zone[i] for i in np.argsort(xy[:, axis], kind="stable")]
        parted += [list(part) for part in np.array_split(np.array(order), -(-len(order) // MOST_BLOCKS))]
    return [[int(f) for f in part] for part in parted]


def _serpentine(x: float, y: float, step: float) -> tuple[float, float]:
    row = -(y // step)
    return row, x if int(row) % 2 == 0 else -x


def number_lots(lots: list[Lot], zones: dict[int, tuple[str, str]], rng: np.random.Generator) -> list[str]:
    """A code for every lot: round its block from the north-west; now and then a neighbour is a split-off part."""
    codes = [""] * len(lots)
    blocks: dict[int, list[int]] = {}
    for i, lot in enumerate(lots):
        blocks.setdefault(lot.block, []).append(i)
    for block, members in blocks.items():
        centre = shapely.get_coordinates([lots[i].shape.centroid for i in members])
        angle = np.arctan2(*(centre - centre.mean(axis=0)).T[::-1])
        order = [members[i] for i in np.argsort((-angle + 0.75 * np.pi) % (2 * np.pi), kind="stable")]
        for i, code in zip(order, _numbers("".join(zones[block]), order, lots, rng), strict=True):
            codes[i] = code
    return codes


def _numbers(start: str, order: list[int], lots: list[Lot], rng: np.random.Generator) -> list[str]:
    codes: list[str] = []
    lot, part = 0, 0
    for place, i in enumerate(order):
        neighbour = place > 0 and _touch(lots[i].shape, lots[order[place - 1]].shape)
        if neighbour and part < 3 and rng.random() < (0.045 if part == 0 else 0.4):
            part += 1
            codes.append(f"{start}{lot:03d}/{part:03d}")
            continue
        lot, part = lot + 1, 0
        codes.append(f"{start}{lot:03d}")
    return codes


def _touch(one: BaseGeometry, other: BaseGeometry) -> bool:
    return bool(one.intersection(other).length > 3)


def zone_shapes(streets: Streets, zones: dict[int, tuple[str, str]]) -> dict[str, BaseGeometry]:
    """The outline of each zone: its blocks to the middle of their roads."""
    parts: dict[str, list[BaseGeometry]] = {}
    for face, (zone, _) in zones.items():
        parts.setdefault(zone, []).append(streets.faces[face])
    return {zone: shapely.union_all(shapes, grid_size=0.001) for zone, shapes in sorted(parts.items())}
