"""Streets and blocks: the land between the through roads, cut again and again by streets that bend with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from sample_data.make.curves import Points, arc
from sample_data.make.skeleton import CENTRE, ESTATES, SHOP_ROWS, Skeleton, Way
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

HAMLETS = [(2830, 2420, 330), (860, 3160, 230), (720, 1330, 210), (2990, 3330, 210), (2540, 860, 230), (1420, 640, 220)]


def townness(x: float, y: float) -> float:
    """How much of a town there is at a place: 1 in the old market, under 0.1 among the fields."""
    old = np.exp(-((np.hypot((x - CENTRE[0]) / 1.0, (y - CENTRE[1]) / 1.15) / 640) ** 2))
    hamlets = [0.62 * np.exp(-((np.hypot(x - hx, y - hy) / (reach * 1.35)) ** 2)) for hx, hy, reach in HAMLETS]
    return float(max(old, *hamlets))


def in_estate(x: float, y: float) -> bool:
    """Whether a place lies in one of the housing estates."""
    return any(np.hypot(x - ex, y - ey) < reach for ex, ey, reach in ESTATES)


def in_shop_row(x: float, y: float) -> bool:
    """Whether a place lies among the rows of shophouses round the market and the bridge."""
    return any(np.hypot(x - sx, y - sy) < reach for sx, sy, reach in SHOP_ROWS)


@dataclass(slots=True)
class Streets:
    """`faces` are the blocks to the middle of their roads, `land` what roads and water have left of them (`face_of`
    says of which); `ways` all roads and ditches with widths, `quarters` the land between the through roads."""

    faces: list[Polygon]
    land: list[Polygon]
    face_of: list[int]
    ways: list[Way]
    quarters: list[Polygon]


def lay_streets(frame: Skeleton, rng: np.random.Generator) -> Streets:
    """Streets from the big ones down, then the blocks between them."""
    main = [
        frame.border.exterior,
        frame.river.exterior,
        *(way.line for way in frame.roads),
        *(w.line for w in frame.canals),
    ]
    dry = frame.border.difference(frame.river.buffer(-0.5))
    quarters = [f for f in _faces(main) if dry.contains(f.representative_point())]
    quarters.sort(key=lambda f: (round(f.centroid.y, 1), round(f.centroid.x, 1)))
    minor: list[Way] = []
    for quarter in quarters:
        _cut_quarter(quarter, minor, rng)
    ways = [*frame.roads, *frame.canals, *minor]
    faces = [f for f in _faces([*main, *(w.line for w in minor)]) if dry.contains(f.representative_point())]
    faces.sort(key=lambda f: (round(f.centroid.y, 1), round(f.centroid.x, 1)))
    alleys = _dead_ends(faces, frame, rng)
    ways += alleys
    taken = shapely.union_all([frame.river.buffer(2.5), *(_strip(way) for way in ways)])
    land, face_of = [], []
    for number, face in enumerate(faces):
        grounds = _ground(face, taken)
        land += grounds
        face_of += [number] * len(grounds)
    return Streets(faces, land, face_of, ways, quarters)


def _faces(lines: Sequence[BaseGeometry]) -> list[Polygon]:
    noded = shapely.union_all(lines, grid_size=0.001)
    return [face for face in shapely.polygonize([noded]).geoms if isinstance(face, Polygon)]


def _strip(way: Way) -> BaseGeometry:
    return way.line.buffer(way.width / 2, cap_style="flat", join_style="mitre", mitre_limit=2)


def _ground(face: Polygon, taken: BaseGeometry) -> list[Polygon]:
    """The pieces of the face that nothing has taken, corners cut off, necks under 3 m gone; strips too narrow for a
    row of lots stay verge."""
    left: BaseGeometry = face.difference(taken)
    left = left.buffer(-1.6, join_style="mitre").buffer(1.6, join_style="bevel")
    left = left.buffer(1.2, join_style="bevel").buffer(-1.2, join_style="mitre", mitre_limit=2).simplify(0.22)
    pieces = [Polygon(p.exterior) for p in getattr(left, "geoms", [left]) if isinstance(p, Polygon)]
    return [p for p in pieces if p.area > 1100 and not p.buffer(-7).is_empty]


def block_size(town: float, rng: np.random.Generator) -> float:
    """The area at which a block is left alone, m²."""
    return float(
        np.exp(np.interp(town, [0.0, 0.12, 0.35, 0.7, 1.0], np.log([230e3, 130e3, 42e3, 17e3, 12e3])))
        * rng.lognormal(0, 0.28)
    )


def _cut_quarter(area: BaseGeometry, minor: list[Way], rng: np.random.Generator) -> None:
    todo = [p for p in getattr(area, "geoms", [area]) if isinstance(p, Polygon) and p.area > 1500]
    while todo:
        piece = todo.pop()
        town = townness(piece.centroid.x, piece.centroid.y)
        limit = 7000 if in_estate(piece.centroid.x, piece.centroid.y) else block_size(town, rng)
        if piece.area < limit:
            continue
        cut = _street_through(piece, rng)
        if cut is None:
            continue
        minor.append(_name_way(cut, town, rng))
        parts = [p for p in _faces([piece.boundary, cut]) if piece.contains(p.representative_point())]
        todo += [p for p in parts if p.area > 1500]


def _street_through(piece: Polygon, rng: np.random.Generator) -> LineString | None:
    """A bent street across the piece, about square to its longer side; None where no good one was found."""
    best: tuple[float, LineString] | None = None
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(piece))[:4]
    sides = [box[1] - box[0], box[2] - box[1]]
    long_side = sides[0] if np.hypot(*sides[0]) >= np.hypot(*sides[1]) else sides[1]
    middle = shapely.get_coordinates(piece.centroid)[0]
    unit = long_side / np.hypot(*long_side)
    reach = float(np.hypot(*sides[0]) + np.hypot(*sides[1]))
    for _ in range(7):
        turn = rng.normal(0, 0.16) + np.pi / 2
        across = np.array(
            [unit[0] * np.cos(turn) - unit[1] * np.sin(turn), unit[0] * np.sin(turn) + unit[1] * np.cos(turn)]
        )
        at = middle + unit * rng.normal(0, 0.09) * np.hypot(*long_side)
        line = arc(at - across * reach / 2, at + across * reach / 2, rng.normal(0, 0.035))
        inside = _longest(line.intersection(piece))
        if inside is None:
            continue
        inside = _reaching(inside)
        parts = [p.area for p in _faces([piece.boundary, inside]) if piece.contains(p.representative_point())]
        if len(parts) < 2:
            continue
        parts.sort()
        score = inside.length / np.sqrt(piece.area) + 2.2 * (1 - 2 * parts[-2] / piece.area) + rng.uniform(0, 0.25)
        if best is None or score < best[0]:
            best = (score, inside)
    return best[1] if best else None


def _reaching(line: LineString) -> LineString:
    """The line drawn 5 cm out at both ends, so that noding never misses what it ends on."""
    xy = shapely.get_coordinates(line)
    first, last = xy[0] - xy[1], xy[-1] - xy[-2]
    return LineString(
        np.vstack([xy[0] + first / np.hypot(*first) * 0.05, xy[1:-1], xy[-1] + last / np.hypot(*last) * 0.05])
    )


def _longest(shape: BaseGeometry) -> LineString | None:
    lines = [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, LineString) and g.length > 20]
    return max(lines, key=lambda g: g.length) if lines else None


def _name_way(line: LineString, town: float, rng: np.random.Generator) -> Way:
    if town < 0.16 and rng.random() < 0.28:
        return Way("", float(rng.uniform(3.4, 5.5)), line, "ditch")
    width = float(np.round(rng.choice([4.5, 5, 6, 6, 7, 8]) + (1.5 if town > 0.5 and rng.random() < 0.3 else 0), 1))
    surface = str(rng.choice(["คอนกรีต", "คอนกรีต", "ลาดยาง"] if town > 0.2 else ["ลูกรัง", "หินคลุก", "ดิน", "คอนกรีต"]))
    return Way("", width, line, "road", surface)


def _dead_ends(faces: list[Polygon], frame: Skeleton, rng: np.random.Generator) -> list[Way]:
    """Blind alleys into the bigger blocks of the town, one or two each."""
    alleys: list[Way] = []
    for face in faces:
        ground = face.difference(frame.river.buffer(10))
        town = townness(face.centroid.x, face.centroid.y)
        if town < 0.16 or ground.area < 9500 or not isinstance(ground, Polygon):
            continue
        tries = [rng.random() < 0.72 for _ in range(1 if ground.area < 26000 else 2)]
        lines = [line for wanted in tries if wanted and (line := _alley(face, ground, rng))]
        alleys += [Way("", float(rng.choice([3.5, 4, 4, 4.5, 5])), line, "alley", "คอนกรีต") for line in lines]
    return alleys


def _alley(face: Polygon, ground: Polygon, rng: np.random.Generator) -> LineString | None:
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(ground))[:4]
    sides = sorted((box[1] - box[0], box[2] - box[1]), key=lambda v: float(np.hypot(*v)))
    long_unit, depth = sides[1] / np.hypot(*sides[1]), float(np.hypot(*sides[0]))
    centre = shapely.get_coordinates(ground.centroid)[0] + long_unit * np.hypot(*sides[1]) * rng.uniform(-0.3, 0.3)
    inward: Points = sides[0] / depth * rng.choice([-1.0, 1.0])
    start = centre - inward * depth
    end = centre + inward * depth * rng.uniform(-0.02, 0.22) + long_unit * rng.normal(0, 4)
    line = arc(start, end, rng.normal(0, 0.03), 9)
    inside = _longest(line.intersection(face))
    if inside is None or inside.length > 0.92 * line.length or inside.length < 24:
        return None
    far = shapely.Point(inside.coords[-1])
    near_end = ground.boundary.distance(shapely.Point(inside.coords[0])) < 30
    left = ground.buffer(-4).difference(inside.buffer(5))
    return inside if near_end and ground.boundary.distance(far) > 13 and isinstance(left, Polygon) else None


def name_streets(streets: Streets) -> None:
    """Gives every nameless street and alley a soi number of the through road it is nearest to."""
    named = [way for way in streets.ways if way.name and way.kind == "road"]
    tree = shapely.STRtree([way.line for way in named])
    count: dict[str, int] = {}
    for place, way in enumerate(streets.ways):
        if way.name or way.kind == "ditch":
            continue
        parent = named[int(tree.nearest(way.line))].name.removeprefix("ถนน")
        count[parent] = count.get(parent, 0) + 1
        streets.ways[place] = Way(f"ซอย{parent} {count[parent]}", way.width, way.line, way.kind, way.surface)
