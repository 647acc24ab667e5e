"""A map tool is an object without a widget: it is told what the pointer does and tells the desk what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ltaxgis.render.view import View

CLICK_PIXELS = 4.0


class Mode(StrEnum):
    """What a new selection does to the old one."""

    REPLACE = "replace"
    ADD = "add"
    TOGGLE = "toggle"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in logical pixels and metres, and what is held."""

    x: float
    y: float
    east: float
    north: float
    shift: bool = False
    control: bool = False

    @property
    def mode(self) -> Mode:
        return Mode.TOGGLE if self.control else Mode.ADD if self.shift else Mode.REPLACE


@dataclass(frozen=True, slots=True)
class Band:
    """A rubber band: places in metres, joined; `closed` to a surface; `texts` stand beside places; `lines` are dashed
    ways from place to place. `handles`: each place has a dot."""

    places: tuple[tuple[float, float], ...] = ()
    closed: bool = False
    texts: tuple[tuple[float, float, str], ...] = ()
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...] = ()
    handles: bool = True


class Desk(Protocol):
    """What a tool may ask of the canvas."""

    @property
    def view(self) -> View: ...

    def pan(self, x: float, y: float) -> None: ...

    def select_at(self, east: float, north: float, mode: Mode) -> None: ...

    def select_within(self, ring: Sequence[tuple[float, float]], mode: Mode) -> None: ...

    def clear_selection(self) -> None: ...

    def identify_at(self, east: float, north: float) -> None: ...

    def pick_at(self, east: float, north: float) -> None: ...

    def say(self, code: str) -> None: ...

    def refresh(self) -> None: ...


class Tool:
    """Does nothing but cancel. `code` names it; words know `tool.<code>` and its hints `hint.<code>…`."""

    code = ""
    cursor = "arrow"

    def __init__(self) -> None:
        self.desk: Desk | None = None

    @property
    def hint(self) -> str:
        """The code of the line that says what the next click does."""
        return f"hint.{self.code}"

    def start(self, desk: Desk) -> None:
        self.desk = desk
        desk.say(self.hint)

    def finish(self) -> None:
        """The tool is put away."""
        self.cancel()
        self.desk = None

    def cancel(self) -> bool:
        """What was begun is dropped; False where nothing had been begun."""
        return False

    def escape(self) -> None:
        """One step back: what was begun, else the selection."""
        if not self.cancel() and self.desk is not None:
            self.desk.clear_selection()
        self._changed()

    def press(self, pointer: Pointer) -> None: ...

    def move(self, pointer: Pointer) -> None: ...

    def release(self, pointer: Pointer) -> None: ...

    def double(self, pointer: Pointer) -> bool:
        """True where the tool used the double click itself."""
        return False

    def confirm(self) -> None:
        """Enter was pressed."""

    def step_back(self) -> None:
        """Backspace was pressed."""

    def band(self) -> Band:
        return Band()

    def _changed(self) -> None:
        if self.desk is not None:
            self.desk.say(self.hint)
            self.desk.refresh()


def far_apart(one: Pointer, other: Pointer) -> bool:
    """Whether a press and a release were a drag and no click."""
    return max(abs(one.x - other.x), abs(one.y - other.y)) > CLICK_PIXELS
