"""A tool that draws a building's outline on its plot, moves and turns it."""

from collections.abc import Callable
from math import dist

from shapely import Point, Polygon

from ltaxgis.domain.permit_drawing import Place, Plot, bearing, corners_of, moved, outline_of, squared, turned
from ltaxgis.ui.map.tools.tool import Band, Pointer, Tool
from ltaxgis.ui.map.tools.tracing import length_text

REACH_PIXELS = 10.0
_BESIDE, _ABOVE, _TO_EDGE = (32.0, 15.0), 21.0, 0.5
"""Pixels by which a length stands beside its side, and a text above the place it is put at."""
_STEP = 15.0
"""A turn with Shift held goes by so many degrees."""


class DrawOutline(Tool):
    """Clicks set corners, held by the plot's corners and lines; with Shift the walls stand at right angles. Enter, a
    double click or a click on the first corner ends. Of an outline that stands, a corner can be dragged, or all of it
    (with Ctrl it turns). `changed` is called with the outline whenever a person changed it, None while there is none.
    """

    code = "outline"
    cursor = "cross"

    def __init__(self, plot: Plot, shape: Polygon | None, changed: Callable[[Polygon | None], None]) -> None:
        super().__init__()
        self.plot, self.shape, self._changed_to = plot, shape, changed
        self.places: list[Place] = []
        self.at: Place | None = None
        self._held: Polygon | None = None
        self._from: Place | None = None
        self._corner: int | None = None

    @property
    def hint(self) -> str:
        if self.shape is not None:
            return "hint.outline.stands"
        step = "begin" if not self.places else "more" if len(self.places) < 3 else "end"
        return f"hint.outline.{step}"

    def show(self, shape: Polygon | None) -> None:
        """The outline was typed, or is to be drawn anew."""
        self.places, self.at, self.shape, self._from = [], None, shape, None
        self._changed()

    # what the pointer does

    def press(self, pointer: Pointer) -> None:
        if self.shape is not None:
            self._take_hold(self.shape, (pointer.east, pointer.north))
            return
        place = self._placed(pointer)
        if len(self.places) > 2 and dist(place, self.places[0]) <= self._reach:
            self.confirm()
        elif place not in self.places:
            self.places.append(place)
            self.at = None
        self._changed()

    def move(self, pointer: Pointer) -> None:
        if self._from is not None and self._held is not None:
            self._drag(pointer, self._held, self._from)
        elif self.shape is None:
            self.at = self._placed(pointer)
        self._changed()

    def release(self, pointer: Pointer) -> None:
        if self._from is not None and self._held is not self.shape:
            self._changed_to(self.shape)
        self._from = self._held = self._corner = None

    def double(self, pointer: Pointer) -> bool:
        self.confirm()
        return True

    def confirm(self) -> None:
        made = outline_of(self.places)
        if self.shape is None and made is not None:
            self.show(made)
            self._changed_to(made)

    def step_back(self) -> None:
        if self.places:
            self.places.pop()
            self._changed()

    def cancel(self) -> bool:
        if self._from is not None:
            self.shape = self._held
            self._from = self._held = self._corner = None
            return True
        begun = bool(self.places)
        self.places, self.at = [], None
        return begun

    # what is seen

    def band(self) -> Band:
        metres = self._reach / REACH_PIXELS
        if self.shape is not None:
            ways = self.plot.distances(self.shape)
            texts = [(*_on(_along(way.start, way.end, _TO_EDGE), metres), length_text(way.metres)) for way in ways]
            corners = corners_of(self.shape)
            return Band(
                tuple(corners), closed=True, texts=(*texts, *_sides(corners, metres, closed=True)),
                lines=tuple((way.start, way.end) for way in ways),
            )  # fmt: skip
        traced = [*self.places, self.at] if self.at is not None else self.places
        return Band(tuple(traced), closed=True, texts=_sides(traced, metres, closed=len(traced) > 2))

    # inside

    @property
    def _reach(self) -> float:
        return REACH_PIXELS * self.desk.view.metres if self.desk is not None else 0.0

    def _placed(self, pointer: Pointer) -> Place:
        """Where a click puts a corner: held by the first corner, the plot, or at a right angle."""
        place, reach = (pointer.east, pointer.north), self._reach
        if not pointer.shift or not self.places:
            return self.plot.snap(place, reach, self.places[:1]).place
        return squared(self.places, place, self.plot.bearing_near(self.places[0]), reach)

    def _take_hold(self, shape: Polygon, place: Place) -> None:
        corners = corners_of(shape)
        nearest = min(range(len(corners)), key=lambda one: dist(corners[one], place))
        if dist(corners[nearest], place) <= self._reach:
            self._corner = nearest
        elif not shape.covers(Point(place)):
            return
        self._held, self._from = shape, place

    def _drag(self, pointer: Pointer, held: Polygon, start: Place) -> None:
        place = (pointer.east, pointer.north)
        if pointer.control:
            middle = (held.centroid.x, held.centroid.y)
            degrees = bearing(middle, place) - bearing(middle, start)
            self.shape = turned(held, round(degrees / _STEP) * _STEP if pointer.shift else degrees)
        elif self._corner is not None:
            corners = corners_of(held)
            corners[self._corner] = self.plot.snap(place, self._reach).place
            made = outline_of(corners)
            if made is not None and len(corners_of(made)) == len(corners):
                self.shape = made
        else:
            self.shape = self._moved(held, place[0] - start[0], place[1] - start[1])

    def _moved(self, held: Polygon, east: float, north: float) -> Polygon:
        """Moved; the corner that comes nearest to the plot's corners or lines is held by them."""
        made, best = moved(held, east, north), self._reach
        pull = (0.0, 0.0)
        for corner in corners_of(made):
            held_by = self.plot.snap(corner, best)
            if held_by.to and dist(held_by.place, corner) < best:
                best = dist(held_by.place, corner)
                pull = (held_by.place[0] - corner[0], held_by.place[1] - corner[1])
        return moved(made, *pull)


def _sides(places: list[Place], metres: float, *, closed: bool) -> tuple[tuple[float, float, str], ...]:
    """The length of each side beside it, outside the outline; a pixel is so many metres."""
    ends = [*places[1:], *(places[:1] if closed else [])]
    inside = Polygon(places) if len(places) > 2 else None
    told = []
    for start, end in zip(places, ends, strict=False):
        length = dist(start, end)
        if length <= 0:
            continue
        east, north = (start[1] - end[1]) / length, (end[0] - start[0]) / length
        middle, one = _along(start, end, 0.5), (east * _BESIDE[0] * metres, north * _BESIDE[1] * metres)
        if inside is not None and Point(middle[0] + east * 0.01, middle[1] + north * 0.01).within(inside):
            one = (-one[0], -one[1])
        told.append((*_on((middle[0] + one[0], middle[1] + one[1]), metres), length_text(length)))
    return tuple(told)


def _along(one: Place, other: Place, share: float) -> Place:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _on(place: Place, metres: float) -> Place:
    """Where a text is put that is to stand on a place and not above it."""
    return place[0], place[1] - _ABOVE * metres
