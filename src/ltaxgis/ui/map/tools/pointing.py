"""Tools that point: move the map and select, select by a box, ask what is here, pick a parcel for a row."""

from collections.abc import Callable

from ltaxgis.ui.map.tools.tool import Band, Pointer, Tool, far_apart


class _Dragging(Tool):
    def __init__(self) -> None:
        super().__init__()
        self.pressed: Pointer | None = None
        self.at: Pointer | None = None

    def press(self, pointer: Pointer) -> None:
        self.pressed = self.at = pointer

    def cancel(self) -> bool:
        begun = self.dragging
        self.pressed = self.at = None
        return begun

    @property
    def dragging(self) -> bool:
        return self.pressed is not None and self.at is not None and far_apart(self.pressed, self.at)

    def release(self, pointer: Pointer) -> None:
        if self.pressed is None:
            return
        if self.dragging or far_apart(self.pressed, pointer):
            self.dragged(self.pressed, pointer)
        else:
            self.clicked(pointer)
        self.pressed = self.at = None
        self._changed()

    def dragged(self, start: Pointer, end: Pointer) -> None: ...

    def clicked(self, pointer: Pointer) -> None: ...


class Hand(_Dragging):
    """A drag moves the map, a click selects."""

    code = "hand"

    def move(self, pointer: Pointer) -> None:
        if self.pressed is None or self.at is None or self.desk is None:
            return
        if self.dragging or far_apart(self.pressed, pointer):
            self.desk.pan(pointer.x - self.at.x, pointer.y - self.at.y)
            self.at = pointer

    def clicked(self, pointer: Pointer) -> None:
        if self.desk is not None:
            self.desk.select_at(pointer.east, pointer.north, pointer.mode)


class SelectBox(_Dragging):
    """A drag selects what its box touches, a click what lies under it."""

    code = "box"
    cursor = "cross"

    def move(self, pointer: Pointer) -> None:
        if self.pressed is not None:
            self.at = pointer
            self._changed()

    def dragged(self, start: Pointer, end: Pointer) -> None:
        if self.desk is not None:
            self.desk.select_within(_corners(start, end), end.mode)

    def clicked(self, pointer: Pointer) -> None:
        if self.desk is not None:
            self.desk.select_at(pointer.east, pointer.north, pointer.mode)

    def band(self) -> Band:
        if self.pressed is None or self.at is None or not self.dragging:
            return Band()
        return Band(_corners(self.pressed, self.at), closed=True)


class Identify(_Dragging):
    """A click asks what is here, in all layers."""

    code = "identify"
    cursor = "ask"

    def clicked(self, pointer: Pointer) -> None:
        if self.desk is not None:
            self.desk.identify_at(pointer.east, pointer.north)


class PickParcel(_Dragging):
    """A click gives the parcel to whoever waits for one: joining by hand."""

    code = "pick"
    cursor = "point"

    def clicked(self, pointer: Pointer) -> None:
        if self.desk is not None:
            self.desk.pick_at(pointer.east, pointer.north)


class PickPlace(_Dragging):
    """A click gives the place to whoever waits for one; `placed` is called with E and N."""

    code = "place"
    cursor = "point"

    def __init__(self, placed: Callable[[float, float], None]) -> None:
        super().__init__()
        self._placed = placed

    def clicked(self, pointer: Pointer) -> None:
        self._placed(pointer.east, pointer.north)


class PickRoad(PickPlace):
    """A click points at a road."""

    code = "road"


class HandOver(Hand):
    """The hand, with a part of the town outlined under it until it is put away."""

    def __init__(self, ring: tuple[tuple[float, float], ...]) -> None:
        super().__init__()
        self._ring = ring

    def band(self) -> Band:
        return Band(self._ring, closed=True, handles=False)


def _corners(one: Pointer, other: Pointer) -> tuple[tuple[float, float], ...]:
    return ((one.east, one.north), (other.east, one.north), (other.east, other.north), (one.east, other.north))
