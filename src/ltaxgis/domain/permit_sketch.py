"""The sketch of a map report: plot, building, roads and water at a round scale, with what was measured."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.papers.permit_report import Dimension, Point, Sketch, SketchLine, SketchText
from ltaxgis.domain.permit_checks.site import Road, Site

SCALES = (100, 200, 250, 500, 750, 1000, 1500, 2000, 2500, 5000, 10000)
MARGIN_M = 4.0
_LEAST_DIMENSION_M = 0.05
_LEAST_WALL_MM = 12.0
_LEAST_LABEL_MM = 24.0
_IN_WALL_MM = 2.6
_LEAST_NAME_MM = 20.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What a check measured: its line, or the area that is too much, with the text that stands beside it."""

    check: str
    shape: BaseGeometry | None
    text: str


@dataclass(frozen=True, slots=True)
class SketchWords:
    """Texts of the sketch; `scale` is filled with `scale`, `metres` with `length`, `road` with `name` and `width`."""

    north: str
    scale: str
    metres: str
    road: str
    building: str


@dataclass(frozen=True, slots=True)
class _View:
    west: float
    north: float
    scale: int
    width: float
    height: float

    def at(self, e: float, n: float) -> Point:
        """Millimetres from the upper left corner."""
        across, down = (e - self.west) * 1000 / self.scale, (self.north - n) * 1000 / self.scale
        return round(float(across), 2), round(float(down), 2)

    @property
    def box(self) -> shapely.Polygon:
        metres = self.scale / 1000
        return shapely.box(self.west, self.north - self.height * metres, self.west + self.width * metres, self.north)

    def mm(self, metres: float) -> float:
        return metres * 1000 / self.scale


def sketch_of(site: Site, measured: Sequence[Measured], words: SketchWords, width: float, height: float) -> Sketch:
    """The surroundings clipped to a frame of so many millimetres, north up."""
    view = _view(site, measured, width, height)
    lines = [*_ground_lines(site, view)]
    lines += [one for line in measured if line.shape is not None and line.shape.area > 0
              for one in _outlines("measured", line.shape, view)]  # fmt: skip
    texts = [*_wall_texts(site, words, view), *_road_texts(site, words, view)]
    if min(view.mm(side) for side in _sides_of(site)) >= _LEAST_LABEL_MM:
        middle = site.planned.footprint.representative_point()
        texts.append(SketchText(text=words.building, at=view.at(middle.x, middle.y), bold=True))
    return Sketch(
        width=width, height=height, lines=tuple(lines), dimensions=tuple(_dimensions(measured, view)),
        texts=tuple(texts), north=words.north, scale=words.scale.format(scale=f"{view.scale:,}"),
    )  # fmt: skip


def _view(site: Site, measured: Sequence[Measured], width: float, height: float) -> _View:
    """Building, plot and what was measured in the middle, at the largest round scale at which they fit."""
    shown = [site.planned.footprint, site.plot, *(one.shape for one in measured if one.shape is not None)]
    west, south, east, north = shapely.union_all(shown).buffer(MARGIN_M).bounds
    fits = (one for one in SCALES
            if (east - west) * 1000 / one <= width and (north - south) * 1000 / one <= height)  # fmt: skip
    scale = next(fits, SCALES[-1])
    metres = scale / 1000
    return _View(
        (east + west) / 2 - width * metres / 2, (north + south) / 2 + height * metres / 2, scale, width, height
    )


def _ground_lines(site: Site, view: _View) -> Iterator[SketchLine]:
    for neighbour in site.neighbours:
        yield from _outlines("neighbour", neighbour.shape, view)
    for water in site.waters:
        yield from _outlines("water", water.area, view)
    for road in site.roads:
        yield from _outlines("road", road.shape, view)
    for parcel in site.land:
        yield from _outlines("parcel", parcel, view)
    yield from _outlines("building", site.planned.footprint, view)


def _outlines(kind: str, shape: BaseGeometry, view: _View) -> Iterator[SketchLine]:
    """The part of a shape within the frame; what the frame cuts stays open."""
    if shape.area > 0 and view.box.contains(shape):
        for ring in shapely.get_rings(shapely.get_parts(shape)):
            yield _line(kind, ring, view, closed=True)
        return
    outline = shape.boundary if shape.area > 0 else shape
    for part in shapely.get_parts(shapely.line_merge(outline.intersection(view.box))):
        if isinstance(part, LineString) and part.length > 0:
            yield _line(kind, part, view, closed=False)


def _line(kind: str, line: BaseGeometry, view: _View, *, closed: bool) -> SketchLine:
    points = tuple(view.at(e, n) for e, n in shapely.get_coordinates(line))
    return SketchLine(kind=kind, points=points[:-1] if closed else points, closed=closed)


def _dimensions(measured: Sequence[Measured], view: _View) -> Iterator[Dimension]:
    """Each line once, with all checks that measured it."""
    told: dict[tuple[Point, Point], list[Measured]] = {}
    for one in measured:
        if isinstance(one.shape, LineString) and one.shape.length >= _LEAST_DIMENSION_M:
            (e1, n1), *_, (e2, n2) = shapely.get_coordinates(one.shape)
            told.setdefault((view.at(e1, n1), view.at(e2, n2)), []).append(one)
    for (first, last), ones in told.items():
        checks = ", ".join(one.check for one in ones)
        yield Dimension(first=first, last=last, text=f"{checks}: {ones[0].text}")


def _wall_texts(site: Site, words: SketchWords, view: _View) -> Iterator[SketchText]:
    """The length of each wall that is long enough to write it, inside the building along it."""
    turn = -1.0 if site.planned.footprint.exterior.is_ccw else 1.0
    for wall in site.walls:
        if view.mm(wall.length) < _LEAST_WALL_MM:
            continue
        (e1, n1), (e2, n2) = shapely.get_coordinates(wall)
        inward = turn * _IN_WALL_MM * view.scale / 1000 / wall.length
        middle = ((e1 + e2) / 2 + inward * (n2 - n1), (n1 + n2) / 2 - inward * (e2 - e1))
        text = words.metres.format(length=f"{wall.length:.2f}")
        yield SketchText(text=text, at=view.at(*middle), angle=_upright(e2 - e1, n2 - n1), halo=False)


def _sides_of(site: Site) -> tuple[float, float]:
    """Breadth and height of the building on the page, in metres."""
    west, south, east, north = site.planned.footprint.bounds
    return east - west, north - south


def _road_texts(site: Site, words: SketchWords, view: _View) -> Iterator[SketchText]:
    """The name and width of each road along its longest piece in the frame."""
    for road in site.roads:
        seen = [one for one in shapely.get_parts(road.shape.intersection(view.box)) if isinstance(one, LineString)]
        longest = max(seen, key=lambda one: one.length, default=None)
        if longest is None or view.mm(longest.length) < _LEAST_NAME_MM:
            continue
        middle, on = (longest.interpolate(share, normalized=True) for share in (0.3, 0.32))
        angle = _upright(on.x - middle.x, on.y - middle.y)
        yield SketchText(text=_named(road, words), at=view.at(middle.x, middle.y), angle=angle)


def _named(road: Road, words: SketchWords) -> str:
    return words.road.format(name=road.name or "–", width="?" if road.width is None else f"{road.width:g}")


def _upright(de: float, dn: float) -> float:
    """Degrees counter-clockwise, so that the text never stands on its head."""
    angle = math.degrees(math.atan2(dn, de))
    return angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
