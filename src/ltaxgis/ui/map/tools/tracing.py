"""Tools that take place after place: select by a drawn surface, measure a distance, measure an area."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from math import hypot

from ltaxgis.domain.measures import area_from_m2, area_text
from ltaxgis.ui.map.tools.tool import Band, Pointer, Tool

Place = tuple[float, float]


class _Tracing(Tool):
    """Clicks set places; a double click or Enter ends, Backspace takes the last one back."""

    cursor = "cross"
    least = 2

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []
        self.at: Place | None = None
        self.ended = False

    @property
    def hint(self) -> str:
        step = "begin" if not self.places or self.ended else "more" if len(self.places) < self.least else "end"
        return f"hint.{self.code}.{step}"

    def press(self, pointer: Pointer) -> None:
        if self.ended:
            self.cancel()
        place = (pointer.east, pointer.north)
        if not self.places or self.places[-1] != place:
            self.places.append(place)
        self._changed()

    def move(self, pointer: Pointer) -> None:
        if self.places and not self.ended:
            self.at = (pointer.east, pointer.north)
            self._changed()

    def double(self, pointer: Pointer) -> bool:
        self._end(pointer)
        return True

    def confirm(self) -> None:
        self._end(Pointer(0, 0, 0, 0))

    def step_back(self) -> None:
        if self.places and not self.ended:
            self.places.pop()
            self._changed()

    def cancel(self) -> bool:
        begun = bool(self.places)
        self.places, self.at, self.ended = [], None, False
        return begun

    def _end(self, pointer: Pointer) -> None:
        if len(self.places) >= self.least:
            self.at, self.ended = None, True
            self.complete(pointer)
        self._changed()

    def complete(self, pointer: Pointer) -> None:
        """All places are there."""

    def traced(self) -> tuple[Place, ...]:
        """The places set, and the one under the pointer."""
        return (*self.places, self.at) if self.at is not None else tuple(self.places)


class SelectSurface(_Tracing):
    """Selects what lies within or touches a drawn surface."""

    code = "surface"
    least = 3

    def complete(self, pointer: Pointer) -> None:
        if self.desk is not None:
            self.desk.select_within(tuple(self.places), pointer.mode)
        self.cancel()

    def band(self) -> Band:
        return Band(self.traced(), closed=True)


class TraceCases(_Tracing):
    """The corners of a surface go to whoever waits for them."""

    code = "case_shape"
    least = 3

    def __init__(self, traced: Callable[[tuple[Place, ...]], None]) -> None:
        super().__init__()
        self._traced = traced

    def complete(self, pointer: Pointer) -> None:
        self._traced(tuple(self.places))

    def band(self) -> Band:
        return Band(self.traced(), closed=True)


class TraceArea(TraceCases):
    """The corners of the area that a text is about, with its size."""

    code = "text_area"

    def band(self) -> Band:
        return sized_band(self.traced())


class MeasureDistance(_Tracing):
    """Shows the length of each leg and of all."""

    code = "distance"

    def band(self) -> Band:
        places = self.traced()
        if len(places) < 2:
            return Band(places)
        legs = [(a, b, hypot(b[0] - a[0], b[1] - a[1])) for a, b in pairwise(places)]
        total = (*places[-1], f"Σ {length_text(sum(leg for _, _, leg in legs))}")
        if len(legs) == 1:
            return Band(places, texts=(total,))
        texts = ((((a[0] + b[0]) / 2), (a[1] + b[1]) / 2, length_text(leg)) for a, b, leg in legs)
        return Band(places, texts=(*texts, total))


class MeasureArea(_Tracing):
    """Shows the area in square metres and in rai-ngan-wa."""

    code = "area"
    least = 3

    def band(self) -> Band:
        return sized_band(self.traced())


def sized_band(places: tuple[Place, ...]) -> Band:
    """A ring with its size written in it."""
    if len(places) < 3:
        return Band(places)
    east = sum(place[0] for place in places) / len(places)
    north = sum(place[1] for place in places) / len(places)
    return Band(places, closed=True, texts=((east, north, surface_text(surface_of(places))),))


def surface_of(places: tuple[Place, ...]) -> float:
    """Square metres of the ring through places, whichever way it runs."""
    east, north = places[0]
    twice = sum(
        (a[0] - east) * (b[1] - north) - (b[0] - east) * (a[1] - north)
        for a, b in zip(places, (*places[1:], places[0]), strict=True)
    )
    return abs(twice) / 2


def length_text(metres: float) -> str:
    return f"{metres / 1000:,.3f} km" if metres >= 10_000 else f"{metres:,.2f} m"


def surface_text(square_metres: float) -> str:
    """Square metres over rai-ngan-wa, in figures that need no language."""
    return f"{square_metres:,.1f} m²\n{area_text(area_from_m2(Decimal(square_metres)))}"
