"""Names on the map without overlap: the largest things first, what has no room is dropped. Labels are data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.styles import LayerStyle
from ltaxgis.render.label_anchors import Anchors
from ltaxgis.render.view import View

CELL = 3.0  # logical pixels: the grain of what is taken
EDGE_TOLERANCE = 1.08  # a name may come this near to its parcel's edges, and a hair over
LEAST_ROOM = 1.4  # half the width that any name needs, in font sizes
GAP = 1.5


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
    inside_only: bool


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
    for number, x, y, half_wide, half_high in _candidates(named, view):
        whole = named.texts[number]
        for text in dict.fromkeys((whole, whole.partition("\n")[0])):
            width, height = measure(text, named.style.label_size)
            fits = width <= 2 * half_wide * EDGE_TOLERANCE and height <= 2 * half_high * EDGE_TOLERANCE
            angle = float(named.anchors.angles[number])
            if fits and taken.take(covered(x, y, width + GAP, height, angle)):
                east, north = view.to_world(x, y)
                style = named.style
                labels.append(
                    Label(
                        text,
                        east,
                        north,
                        angle,
                        style.label_size,
                        width,
                        height,
                        style.name,
                        style.label_colour,
                        halo=not named.inside_only,
                    )  # fmt: skip
                )
                break
    return labels


def _candidates(named: Named, view: View) -> Iterator[tuple[int, float, float, float, float]]:
    """Number, x, y, half the room in width and height (logical pixels) of what may fit, the greatest first."""
    places = view.screen_places(named.anchors.places + named.origin)
    half_wide, half_high = named.anchors.half_width / view.metres, named.anchors.half_height / view.metres
    size = named.style.label_size
    if not named.inside_only:
        # names of areas may run over their edge: a zone is not a box that must hold its name
        half_wide, half_high = np.maximum(half_wide, 4 * size), np.maximum(half_high, size)
    with np.errstate(invalid="ignore"):
        seen = ((places > 0) & (places < (view.width, view.height))).all(axis=1)
    seen &= (half_wide > LEAST_ROOM * size / 2) & (half_high * 2 * EDGE_TOLERANCE > size)
    numbers = np.flatnonzero(seen)
    numbers = numbers[np.argsort(-named.ranks[numbers], kind="stable")]
    for number in numbers.tolist():
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
