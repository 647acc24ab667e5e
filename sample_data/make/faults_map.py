"""Faults in the parcel layer: wrong and missing codes, broken, overlapping, sliver-thin, gaping and absent shapes."""

from itertools import pairwise

import numpy as np
import shapely
import shapely.affinity
from sample_data.make.curves import Points
from sample_data.make.fault_key import Feature, Planted
from sample_data.make.faults_register import Deck, drop_plot
from sample_data.make.plots import Plot
from sample_data.make.register import BUSINESS
from sample_data.make.sheets import Sheet
from shapely import LineString, Point, Polygon

Edge = tuple[tuple[float, float], tuple[float, float]]
SHIFT = (1.21, -0.886)
"""How far the old block was drawn from its place: 1.5 m."""


def move_old_block(planted: Planted, town_plots: list[Plot]) -> set[str]:
    """One old block of the middle is drawn 1.5 m off; it touches nothing there. Answers the codes in it."""
    tree = shapely.STRtree([f.plot.shape for f in planted.features])
    sizes: dict[str, list[Plot]] = {}
    for plot in town_plots:
        sizes.setdefault(plot.block, []).append(plot)
    for block, plots in sorted(sizes.items()):
        codes = {plot.code for plot in plots}
        moved = shapely.affinity.translate(shapely.union_all([p.shape for p in plots]), *SHIFT)
        near = {planted.features[i].plot.code for i in tree.query(moved, predicate="dwithin", distance=0.8)}
        if (
            14 <= len(plots) <= 40
            and min(p.town for p in plots) > 0.6
            and near <= codes
            and not any(p.site_name for p in plots)
        ):
            for feature in planted.features:
                if feature.plot.code in codes and feature.shape is not None:
                    feature.shape = shapely.affinity.translate(feature.shape, *SHIFT)
                    feature.shape = shapely.transform(feature.shape, lambda xy: np.round(xy, 3))
            planted.moved_block = block
            return codes
    raise ValueError("no block can be moved")


def plant_in_map(planted: Planted, deck: Deck) -> None:
    """Plants every fault that lives in the parcel layer."""
    features = {feature.plot.code: feature for feature in planted.features}
    homes = deck.deal(4, lambda p: p.use == "home" and "/" not in p.code and p.code.count("0") > 0)
    for plot in homes:
        feature = features[plot.code]
        feature.code = (
            plot.code[:-3] + plot.code[-3:].replace("0", "O", 1)
            if "0" in plot.code[-3:]
            else plot.code.replace("0", "O", 1)
        )
        planted.add("parcel", feature.number, "PARCEL_COD", "code_letter_o", "code.letter_for_digit", plot.code)
    for plot in deck.deal(4, lambda p: p.use in ("home", "field")):
        drop_plot(planted, plot.code)
        features[plot.code].code = None
        planted.add(
            "parcel", features[plot.code].number, "PARCEL_COD", "code_missing", "join.parcel_without_code", plot.code
        )
    for plot in deck.deal(3, lambda p: p.use in ("home", "vacant")):
        features[plot.code].shape = None
        planted.add("parcel", features[plot.code].number, "", "null_geometry", "shape.missing", plot.code)
        row = next(row for row in planted.register.lands if row["code"] == plot.code)
        planted.add("land", row["id"], "code", "row_of_null_geometry", "join.row_without_parcel", plot.code)
    _same_code_twice(planted, deck, features)
    _spoil_edges(planted, deck, features)


def _same_code_twice(planted: Planted, deck: Deck, features: dict[str, Feature]) -> None:
    """Five lots that were split on paper only: both halves carry the old code, the register knows one row."""

    def fits(plot: Plot) -> bool:
        other = features.get(_next_code(plot.code))
        return plot.use in ("home", "vacant") and other is not None and other.plot.use in ("home", "vacant")

    done = 0
    while done < 5:
        plot = deck.deal(1, fits)[0]
        other = features[_next_code(plot.code)]
        if not _take(deck, other.plot):
            continue
        done += 1
        drop_plot(planted, other.plot.code)
        other.code = plot.code
        meant = f"{plot.code}, {other.plot.code}"
        planted.add("parcel", other.number, "PARCEL_COD", "code_on_two_parcels", "join.code_on_two_parcels", meant)


def _next_code(code: str) -> str:
    return f"{code[:3]}{int(code[3:6]) + 1:03d}"


def _spoil_edges(planted: Planted, deck: Deck, features: dict[str, Feature]) -> None:
    shapes = [feature.plot.shape for feature in planted.features]
    tree = shapely.STRtree(shapes)

    def roomy(plot: Plot) -> bool:
        return plot.town > 0.25 and plot.drawn_wa > 150 and plot.use in ("home", "shop", "vacant")

    todo = ["shape.overlap"] * 4 + ["shape.gap"] * 4
    while todo:
        plot = deck.deal(1, roomy)[0]
        neighbour, edge = _long_neighbour(plot, planted.features, tree)
        if edge is None or not roomy(neighbour.plot) or not _take(deck, neighbour.plot):
            continue
        _push_edge(planted, features[plot.code], neighbour, edge, todo.pop())
    for plot in deck.deal(200, roomy):
        kinds = [fault.kind for fault in planted.faults]
        crossing, sliver = kinds.count("self_crossing") < 3, kinds.count("sliver") < 3
        free = _free_edge(plot.shape, tree)
        if free is None or not (crossing or sliver):
            continue
        if crossing:
            _cross_itself(planted, features[plot.code], free)
        elif "/" not in plot.code and f"{plot.code}/001" not in features:
            _cut_sliver(planted, features[plot.code], free)


def _take(deck: Deck, plot: Plot) -> bool:
    try:
        return bool(deck.deal(1, lambda p: p is plot))
    except ValueError:
        return False


def _long_neighbour(plot: Plot, features: list[Feature], tree: shapely.STRtree) -> tuple[Feature, Edge | None]:
    """The neighbour with the longest straight edge in common, if that has at least 15 m."""
    best: tuple[Feature, Edge | None] = (features[0], None)
    longest = 15.0
    for i in tree.query(plot.shape, predicate="touches"):
        other = {frozenset(edge) for edge in _edges(features[i].plot.shape)}
        for a, b in _edges(plot.shape):
            if frozenset((a, b)) in other and np.hypot(b[0] - a[0], b[1] - a[1]) > longest:
                longest, best = float(np.hypot(b[0] - a[0], b[1] - a[1])), (features[i], (a, b))
    return best


def _edges(shape: Polygon) -> list[Edge]:
    return list(pairwise([(x, y) for x, y in shape.exterior.coords]))


def _push_edge(planted: Planted, one: Feature, other: Feature, edge: Edge, finding: str) -> None:
    """The first's edge runs 0.9 m into the second (overlap), or stays 0.35 m short of it (gap), between two vertices
    that both have."""
    a, b = np.array(edge[0]), np.array(edge[1])
    first, last = a + (b - a) * 0.2, a + (b - a) * 0.8
    step = _inward(one.plot.shape, edge) * (-0.9 if finding == "shape.overlap" else 0.35)
    one.shape = _with_points(one.plot.shape, edge, [first, first + step, last + step, last])
    other.shape = _with_points(other.plot.shape, edge, [first, last])
    kind = finding.removeprefix("shape.")
    planted.add("parcel", one.number, "", kind, finding, f"{one.plot.code} + {other.plot.code}")


def _with_points(shape: Polygon, edge: Edge, points: list[Points]) -> Polygon:
    """The shape with points put in between the ends of one of its edges, in the order of its ring."""
    ring: list[tuple[float, float]] = []
    for a, b in _edges(shape):
        ring.append(a)
        if (a, b) == edge:
            ring += [(x, y) for x, y in np.round(points, 3)]
        elif (b, a) == edge:
            ring += [(x, y) for x, y in np.round(points[::-1], 3)]
    return Polygon(ring)


def _free_edge(shape: Polygon, tree: shapely.STRtree) -> Edge | None:
    """An edge of 7 to 30 m that no other plot touches, in the direction of the ring."""
    for a, b in _edges(shape):
        near = LineString([a, b]).buffer(0.3)
        if 7 < np.hypot(b[0] - a[0], b[1] - a[1]) < 30 and len(tree.query(near, predicate="intersects")) == 1:
            return a, b
    return None


def _inward(shape: Polygon, edge: Edge) -> Points:
    """The unit vector from an edge into its shape."""
    a, b = np.array(edge[0]), np.array(edge[1])
    aside: Points = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a))
    return aside if shape.contains(Point((a + b) / 2 + aside * 0.3)) else -aside


def _cross_itself(planted: Planted, feature: Feature, edge: Edge) -> None:
    """A loop the size of a room inside a road edge: two points were typed in the wrong order."""
    a, b = np.array(edge[0]), np.array(edge[1])
    inward = _inward(feature.plot.shape, edge) * 0.8
    feature.shape = _with_points(feature.plot.shape, edge, [a + (b - a) * 0.6 + inward, a + (b - a) * 0.3 + inward])
    planted.add("parcel", feature.number, "", "self_crossing", "shape.invalid", feature.plot.code)


def _cut_sliver(planted: Planted, feature: Feature, edge: Edge) -> None:
    """A strip of 25 cm for widening the road, with a code, a title and a row of its own."""
    a, b = np.array(edge[0]), np.array(edge[1])
    inward = _inward(feature.plot.shape, edge) * 0.25
    corners = [a + (b - a) * 0.1, a + (b - a) * 0.1 + inward, a + (b - a) * 0.9 + inward, a + (b - a) * 0.9]
    strip = Polygon(np.round(corners, 3))
    rest = _with_points(feature.plot.shape, edge, corners)
    code = f"{feature.plot.code}/001"
    row = dict(next(row for row in planted.register.lands if row["code"] == feature.plot.code))
    municipality = next(r["number"] for r in planted.register.owners if r["first"] == "เทศบาลตำบลท่าแสงคำ")
    row |= {
        "code": code,
        "id": max(r["id"] for r in planted.register.lands) + 1,
        "area": max(1, round(strip.area / 4 * 10)),
        "owners": municipality,
        "title_no": str(80_000 + feature.number),
        "land_no": str(600 + feature.number % 99),
        "use": BUSINESS,
        "note": "แบ่งเพื่อขยายถนน",
        "taxed": False,
    }
    planted.register.lands.append(row)
    planted.register.uses.append(
        {
            "owners": municipality,
            "code": code,
            "use": BUSINESS,
            "area": row["area"],
            "used_by": "ใช้เอง",
            "crop": "",
            "user_name": "",
            "user_number": "",
            "price": row["price"],
            "id": max(r["id"] for r in planted.register.uses) + 1,
        }
    )
    feature.shape = rest
    plot = feature.plot
    sheet = Sheet(plot.sheet.parts, plot.sheet.scale)
    new = Plot(
        code,
        strip,
        plot.town,
        plot.frontage,
        plot.moo,
        plot.title,
        row["title_no"],
        sheet,
        row["land_no"] if plot.land_no else "",
        row["area"],
        plot.street,
        plot.price,
        "shop",
    )
    planted.features.append(Feature(len(planted.features) + 1, new, code, new.shape))
    planted.add("parcel", len(planted.features), "", "sliver", "shape.sliver", code)
