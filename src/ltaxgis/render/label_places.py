"""Names on the map without overlap: the largest things first, what has no room is dropped. Labels are data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.styles import LayerStyle
from ltaxgis.render.label_anchors import Anchors
from ltaxgis.render.view import View

CELL = 3.0  # logical pixels: the grain of what is taken
EDGE_TOLERANCE = 1.05  # a name may come this near to its parcel's edges, and a hair over
LEAST_ROOM = 1.4  # half the width that any name needs, in font sizes
GAP = 1.5
CORNER_PART = 0.9  # of a name's box must lie inside its parcel: the corners of a box carry no ink


@dataclass(frozen=True, slots=True)
class Label:
    """A text (lines by line breaks) centred on a place in project CRS metres; `angle` in degrees against the clock;
    `size`, `width`, `height` in the view's logical pixels."""

    text: str
    east: float
    north: float
    angle: float
    size: float
    width: float
    height: float
    layer: str
    colour: str
    halo: bool = False


class Measure(Protocol):
    """The width and height of a text of one or more lines, in the view's logical pixels."""

    def __call__(self, text: str, size: float) -> tuple[float, float]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """The things of a layer that may get a name: `texts`, `anchors` and `ranks` (the greatest first) in the order
    of its records."""

    style: LayerStyle
    texts: Sequence[str]
    anchors: Anchors
    origin: tuple[float, float]
    ranks: NDArray[np.float64]
    shapes: NDArray[np.object_] | None = None

    @property
    def inside_only(self) -> bool:
        """Names of parcels stay inside them; those of zones and roads may run over."""
        return self.shapes is not None


class Taken:
    """Which cells of the picture carry a name already."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = np.zeros((int(height / CELL) + 2, int(width / CELL) + 2), bool)
        self.width, self.height = width, height

    def take(self, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
        """Takes all boxes (left, top, right, bottom) or, where one is taken or outside the picture, none."""
        spans = []
        for left, top, right, bottom in boxes:
            if left < 0 or top < 0 or right > self.width or bottom > self.height:
                return False
            span = (slice(int(top / CELL), int(bottom / CELL) + 1), slice(int(left / CELL), int(right / CELL) + 1))
            if self.cells[span].any():
                return False
            spans.append(span)
        for span in spans:
            self.cells[span] = True
        return True

    def cover(self, x: float, y: float, half: float) -> None:
        """No name comes where something else stands already, `half` as wide as it is; outside the picture nothing."""
        rows = slice(max(int((y - half) / CELL), 0), max(int((y + half) / CELL) + 1, 0))
        self.cells[rows, max(int((x - half) / CELL), 0) : max(int((x + half) / CELL) + 1, 0)] = True


def place_labels(named: Named, view: View, measure: Measure, taken: Taken) -> list[Label]:
    """The labels of one layer that find room; `taken` knows them afterwards. A text of several lines that does not
    fit is tried with its first line alone."""
    labels = []
    style = named.style
    for one in _fitting(named, view, measure):
        angle = float(named.anchors.angles[one.number])
        if taken.take(covered(one.x, one.y, one.width + GAP, one.height, angle)):
            east, north = view.to_world(one.x, one.y)
            labels.append(
                Label(
                    text=one.text,
                    east=east,
                    north=north,
                    angle=angle,
                    size=style.label_size,
                    width=one.width,
                    height=one.height,
                    layer=style.name,
                    colour=style.label_colour,
                    halo=not named.inside_only,
                )
            )
    return labels


_Room = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    text: str
    x: float
    y: float
    width: float
    height: float


def _fitting(named: Named, view: View, measure: Measure) -> list[_Candidate]:
    """What has room in its own shape, the greatest first: with all its lines, else with the first."""
    rooms = list(_candidates(named, view))
    found: dict[int, _Candidate] = {}
    for whole in (True, False):
        candidates = _measured(rooms, named, measure, whole=whole)
        for candidate, fits in zip(candidates, _inside(candidates, named, view), strict=True):
            if fits:
                found.setdefault(candidate.number, candidate)
    return sorted(found.values(), key=lambda candidate: -named.ranks[candidate.number])


def _measured(rooms: list[_Room], named: Named, measure: Measure, *, whole: bool) -> list[_Candidate]:
    found = []
    size = named.style.label_size
    for number, x, y, half_wide, half_high in rooms:
        text = named.texts[number]
        if not whole:
            first, more, _ = text.partition("\n")
            if not more:
                continue
            text = first
        width, height = measure(text, size)
        if width <= 2 * half_wide * EDGE_TOLERANCE and height <= 2 * half_high * EDGE_TOLERANCE:
            found.append(_Candidate(number, text, x, y, width, height))
    return found


def _inside(candidates: list[_Candidate], named: Named, view: View) -> list[bool]:
    """Whether each name, a little less than its box, lies inside its shape; turned parcels have other corners."""
    if named.shapes is None or not candidates:
        return [True] * len(candidates)
    rows = np.array([(one.x, one.y, one.width * CORNER_PART / 2, one.height * CORNER_PART / 2) for one in candidates])
    low, high = rows[:, :2] - rows[:, 2:], rows[:, :2] + rows[:, 2:]
    east, north = view.to_world(0.0, 0.0)
    boxes = shapely.box(
        east + low[:, 0] * view.metres,
        north - high[:, 1] * view.metres,
        east + high[:, 0] * view.metres,
        north - low[:, 1] * view.metres,
    )
    covered_by: list[bool] = shapely.covers(named.shapes[[one.number for one in candidates]], boxes).tolist()
    return covered_by


def _candidates(named: Named, view: View) -> Iterator[_Room]:
    """What may fit: number, x, y, half the room in width and height in logical pixels."""
    anchors, origin = named.anchors, named.origin
    low_e, low_n, high_e, high_n = view.box
    east, north = anchors.places[:, 0], anchors.places[:, 1]
    with np.errstate(invalid="ignore"):
        seen = (east > low_e - origin[0]) & (east < high_e - origin[0])
        seen &= (north > low_n - origin[1]) & (north < high_n - origin[1])
    numbers = np.flatnonzero(seen)
    half_wide, half_high = anchors.half_width[numbers] / view.metres, anchors.half_height[numbers] / view.metres
    size = named.style.label_size
    if not named.inside_only and not anchors.along_lines:
        # names of areas may run over their edge: a zone is not a box that must hold its name
        half_wide, half_high = np.maximum(half_wide, 4 * size), np.maximum(half_high, size)
    fits = (half_wide > LEAST_ROOM * size / 2) & (half_high * 2 * EDGE_TOLERANCE > size)
    numbers, half_wide, half_high = numbers[fits], half_wide[fits], half_high[fits]
    places = view.screen_places(anchors.places[numbers] + origin)
    rows = zip(numbers.tolist(), places.tolist(), half_wide.tolist(), half_high.tolist(), strict=True)
    for number, (x, y), wide, high in rows:
        if named.texts[number]:
            yield number, x, y, wide, high


def covered(x: float, y: float, width: float, height: float, angle: float) -> list[tuple[float, float, float, float]]:
    """Boxes that cover a text centred on x, y; a turned one is covered by a row of squares."""
    if abs(angle) < 0.5:
        return [(x - width / 2, y - height / 2, x + width / 2, y + height / 2)]
    steps = max(1, round(width / height))
    along = width / steps
    across = (height * abs(cos(radians(angle))) + along * abs(sin(radians(angle)))) / 2
    beside = (along * abs(cos(radians(angle))) + height * abs(sin(radians(angle)))) / 2
    boxes = []
    for step in range(steps):
        shift = (step + 0.5) * along - width / 2
        centre_x, centre_y = x + shift * cos(radians(angle)), y - shift * sin(radians(angle))
        boxes.append((centre_x - beside, centre_y - across, centre_x + beside, centre_y + across))
    return boxes
