"""Map sheets: paper, a true scale, the frame of the map on the page, and how many sheets an extent takes.

Lengths on paper are millimetres from the upper left corner of the page, on the ground metres of the project CRS.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.errors import Refused

SCALES = (500, 1000, 1500, 2000, 2500, 4000, 5000, 10_000, 25_000)
Extent = tuple[float, float, float, float]


class Paper(StrEnum):
    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


# short and long side in mm (ISO 216)
SIZES = {
    Paper.A4: (210, 297),
    Paper.A3: (297, 420),
    Paper.A2: (420, 594),
    Paper.A1: (594, 841),
    Paper.A0: (841, 1189),
}
# how much larger furniture and type are than on A4: a wall map is read from farther away
_GROWTH = {Paper.A4: 1.0, Paper.A3: 1.15, Paper.A2: 1.4, Paper.A1: 1.7, Paper.A0: 2.1}
# on A4, in mm
_MARGIN, _FIGURES, _TITLE, _PANEL, _STRIP, _SIGNERS, _FOOT = 8.0, 4.6, 17.0, 68.0, 49.0, 20.0, 6.0


def page_size(paper: Paper, orientation: Orientation) -> tuple[float, float]:
    """Width and height in mm."""
    short, long = SIZES[paper]
    return (short, long) if orientation is Orientation.PORTRAIT else (long, short)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page in mm, `x`, `y` its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Where things stand on a page: `map` inside the neat line, `border` around it and the grid figures; `title`,
    `panel` and `foot` are empty boxes where the orientation has none. `growth` multiplies every type size."""

    width: float
    height: float
    map: Box
    border: Box
    title: Box
    panel: Box
    signers: Box
    foot: Box
    growth: float


def lay_out(paper: Paper, orientation: Orientation, signers: int = 3) -> PageLayout:
    """Portrait: title above, a strip and the signatures below. Landscape: one column at the right for everything."""
    width, height = page_size(paper, orientation)
    k = _GROWTH[paper]
    margin, foot_height = _MARGIN * min(k, 1.6), _FOOT * k
    left, top, inner_width = margin, margin, width - 2 * margin
    foot = Box(left, height - margin - foot_height + 2 * k, inner_width, foot_height - 2 * k)
    bottom = height - margin - foot_height
    if orientation is Orientation.LANDSCAPE:
        column = _PANEL * k
        border = Box(left, top, inner_width - column - 2 * k, bottom - top)
        panel = Box(left + inner_width - column, top, column, bottom - top)
        return PageLayout(width, height, _inside(border, k), border, _NONE, panel, _NONE, foot, k)
    rows = ceil(signers / 3)
    signing = Box(left, bottom - rows * _SIGNERS * k, inner_width, rows * _SIGNERS * k)
    panel = Box(left, signing.y - _STRIP * k, inner_width, _STRIP * k)
    title = Box(left, top, inner_width, _TITLE * k)
    border = Box(left, top + title.height, inner_width, panel.y - 2 * k - top - title.height)
    return PageLayout(width, height, _inside(border, k), border, title, panel, signing, foot, k)


_NONE = Box(0, 0, 0, 0)


def _inside(border: Box, k: float) -> Box:
    gap = _FIGURES * k
    return Box(border.x + gap, border.y + gap, border.width - 2 * gap, border.height - 2 * gap)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet's piece of ground: `west`, `south` are its lower left corner. `row` (from the north) and `column` (from
    the west) count from 0 in a set of `rows` × `columns`; `number` counts the sheets of the set from 1 to `count`."""

    paper: Paper
    orientation: Orientation
    scale: int
    west: float
    south: float
    layout: PageLayout
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    number: int = 1
    count: int = 1
    cells: tuple[tuple[int, int], ...] = ((0, 0),)

    @property
    def extent(self) -> Extent:
        """West, south, east, north."""
        return (
            self.west,
            self.south,
            self.west + self.layout.map.width * self.scale / 1000,
            self.south + self.layout.map.height * self.scale / 1000,
        )

    def on_paper(self, e: float, n: float) -> tuple[float, float]:
        """Where a point of the ground stands on the page, mm from its upper left corner."""
        mm = 1000 / self.scale
        box = self.layout.map
        return box.x + (e - self.west) * mm, box.y + box.height - (n - self.south) * mm


def sheets_for(
    extent: Extent, scale: int, paper: Paper, orientation: Orientation,
    *, signers: int = 3, overlap_mm: float = 0.0, most: int = 10_000,
) -> list[Frame]:  # fmt: skip
    """As few equal sheets as show the whole extent, in reading order, the set centred over it.

    Raises `Refused` for a scale over 1:100, an extent without numbers, and where more than `most` were needed.
    """
    west, south, east, north = extent
    if scale < 100:
        raise Refused("sheet.scale", scale=scale)
    if not (east >= west and north >= south):
        raise Refused("sheet.nothing_to_print")
    layout = lay_out(paper, orientation, signers)
    metres = scale / 1000
    wide, high = layout.map.width * metres, layout.map.height * metres
    step_e, step_n = wide - overlap_mm * metres, high - overlap_mm * metres
    columns = max(1, ceil(round((east - west - wide) / step_e, 9)) + 1)
    rows = max(1, ceil(round((north - south - high) / step_n, 9)) + 1)
    if rows * columns > most:
        raise Refused("sheet.too_many", count=rows * columns, limit=most)
    left = (west + east) / 2 - ((columns - 1) * step_e + wide) / 2
    bottom = (south + north) / 2 - ((rows - 1) * step_n + high) / 2
    cells = tuple((row, column) for row in range(rows) for column in range(columns))
    return [
        Frame(
            paper, orientation, scale,
            left + column * step_e, bottom + (rows - 1 - row) * step_n,
            layout, row, column, rows, columns, number, len(cells), cells,
        )
        for number, (row, column) in enumerate(cells, 1)
    ]  # fmt: skip


def occupied(frames: Sequence[Frame], shapes: NDArray[np.object_]) -> list[Frame]:
    """The frames that some shape touches, numbered anew; the others stay out of the index too."""
    tree = shapely.STRtree(shapes)
    grounds = [shapely.box(*frame.extent) for frame in frames]
    kept = sorted(set(tree.query(grounds, predicate="intersects")[0].tolist()))
    cells = tuple((frames[i].row, frames[i].column) for i in kept)
    return [replace(frames[i], number=number, count=len(kept), cells=cells) for number, i in enumerate(kept, 1)]


def best_scale(extent: Extent, paper: Paper, orientation: Orientation, signers: int = 3) -> int:
    """The largest usual scale at which the extent fits on one sheet; the smallest usual one where none does."""
    box = lay_out(paper, orientation, signers).map
    needed = max((extent[2] - extent[0]) / box.width, (extent[3] - extent[1]) / box.height) * 1000
    return next((scale for scale in SCALES if scale >= round(needed, 6)), SCALES[-1])
