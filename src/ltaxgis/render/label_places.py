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
    found: dict[int, _Candidate] = {}
    for whole in (True, False):
        candidates = _measured(named, view, measure, whole=whole)
        for candidate, fits in zip(candidates, _inside(candidates, named, view), strict=True):
            if fits:
                found.setdefault(candidate.number, candidate)
    return sorted(found.values(), key=lambda candidate: -named.ranks[candidate.number])


def _measured(named: Named, view: View, measure: Measure, *, whole: bool) -> list[_Candidate]:
    found = []
    for number, x, y, half_wide, half_high in _candidates(named, view):
        text = named.texts[number] if whole else named.texts[number].partition("\n")[0]
        if not whole and text == named.texts[number]:
            continue
        width, height = measure(text, named.style.label_size)
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


def _candidates(named: Named, view: View) -> Iterator[tuple[int, float, float, float, float]]:
    """Number, x, y, half the room in width and height (logical pixels) of what may fit."""
    places = view.screen_places(named.anchors.places + named.origin)
    half_wide, half_high = named.anchors.half_width / view.metres, named.anchors.half_height / view.metres
    size = named.style.label_size
    if not named.inside_only and not named.anchors.along_lines:
        # names of areas may run over their edge: a zone is not a box that must hold its name
        half_wide, half_high = np.maximum(half_wide, 4 * size), np.maximum(half_high, size)
    with np.errstate(invalid="ignore"):
        seen = ((places > 0) & (places < (view.width, view.height))).all(axis=1)
    seen &= (half_wide > LEAST_ROOM * size / 2) & (half_high * 2 * EDGE_TOLERANCE > size)
    for number in np.flatnonzero(seen).tolist():
        if named.texts[number]:
            x, y = places[number].tolist()
            yield number, x, y, float(half_wide[number]), float(half_high[number])


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
