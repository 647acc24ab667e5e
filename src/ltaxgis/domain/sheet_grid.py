"""The UTM grid and the scale bar of a printed sheet."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import shapely

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLayer
from ltaxgis.domain.sheets import Frame

# the least distance of grid ticks, and the arms of a cross, on A4
_GRID_MM, _ARM_MM = 50.0, 2.0
_POWERS = (1, 10, 100, 1000, 10_000, 100_000)


def grid_step(scale: int, growth: float = 1.0) -> int:
    """Metres between grid ticks: 1, 2 or 5 times a power of ten, at least 5 cm apart on A4 and more on larger paper."""
    least = _GRID_MM * min(growth, 2.0) * scale / 1000
    steps = sorted(times * power for power in _POWERS for times in (1, 2, 5))
    return next(step for step in steps if step >= least)


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line's crossing with the neat line: mm along it from the left or the top, and its figure in metres."""

    at: float
    figure: int


def grid_ticks(frame: Frame) -> tuple[tuple[Tick, ...], tuple[Tick, ...]]:
    """Ticks of the eastings (along the top and bottom) and of the northings (along the sides)."""
    step = grid_step(frame.scale, frame.layout.growth)
    west, south, east, north = frame.extent
    mm = 1000 / frame.scale
    eastings = tuple(Tick((e - west) * mm, e) for e in range(ceil(west / step) * step, floor(east) + 1, step))
    northings = tuple(Tick((north - n) * mm, n) for n in range(ceil(south / step) * step, floor(north) + 1, step))
    return eastings, northings


def scale_bar(scale: int, room_mm: float) -> tuple[int, int]:
    """Metres of one part and the number of parts of the longest bar that fits into the room."""
    parts = [
        (times * power, count) for power in _POWERS for times in (1, 2, 5) for count in (4, 5, 3)
    ]  # fmt: skip
    fitting = [(part * count * 1000 / scale, -abs(count - 4), part, count) for part, count in parts]
    _, _, part, count = max(bar for bar in fitting if bar[0] <= room_mm)
    return part, count


def grid_crosses(frame: Frame, name: str) -> SheetLayer:
    """A small cross where two grid lines meet, as a layer of its own."""
    eastings, northings = grid_ticks(frame)
    arm = _ARM_MM * frame.layout.growth * frame.scale / 1000
    crosses = [
        shapely.MultiLineString([[(e - arm, n), (e + arm, n)], [(e, n - arm), (e, n + arm)]])
        for e in (tick.figure for tick in eastings)
        for n in (tick.figure for tick in northings)
    ]
    look = SheetClass(line="#000000", line_mm=0.1 * frame.layout.growth)
    return SheetLayer(name, np.array(crosses, object), np.zeros(len(crosses), np.int64), (look,))
