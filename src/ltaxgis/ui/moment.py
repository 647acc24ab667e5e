"""What a window shows at a moment, so that another window, in other colours or words, can go on from there."""

from dataclasses import dataclass
from pathlib import Path

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import Project
from ltaxgis.ui.register.views import View


@dataclass(frozen=True, slots=True)
class Moment:
    """`place` is where the map was, as the map itself says it; `sheet` the filters and order of the sheet; `done` the
    acts that can be undone, with the number of those that were not undone."""

    path: Path
    project: Project
    desk: str
    place: object
    sheet: View
    selection: tuple[Uid, ...]
    done: tuple[tuple[str, int], ...]
    standing: int
    hides_people: bool
