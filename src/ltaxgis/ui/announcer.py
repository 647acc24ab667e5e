"""What happened, told to everybody in the window who wants to know."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ltaxgis.domain.ids import Uid


class Announcer(QObject):
    """`selected` carries uids of parcels and who says so; `changed` the uids a stored act touched; `opened` the
    project or None; `asked_about` one uid that somebody wants to see in full, `asked_here` all that
    lies at a place; `wanted_rows` parcels whose rows alone
    the sheet is to show; `wanted_case` the uid of a case that is to be opened, `wanted_cases` a desk and the uids of
    those of its cases that its list is to show, `wanted_case_at` a place (E, N) at which a new one is to begin;
    `wanted_outline` the case whose building is to be drawn on the map; `wanted_letter` a case that is to be answered by
    letter, and what it is called; `wanted_picture` a publication, the code of a size, the file's
    ending, and whether a picture of one's own is framed; `wanted_album` a publication whose photos are wanted as files;
    `wanted_area` a publication, what is to be done with its area (`see`, `draw`, `parcels`, `drop`), and the area;
    `wanted_office` a part of the office's book that is to be seen;
    `wanted_stamps` a letter, one of its scans and its name;
    `said` a sentence and its tone."""

    opened = Signal(object)
    changed = Signal(object)
    selected = Signal(list, str)
    asked_about = Signal(str)
    asked_here = Signal(list)
    wanted_on_map = Signal(list)
    wanted_rows = Signal(list)
    wanted_desk = Signal(str)
    wanted_case = Signal(str)
    wanted_cases = Signal(str, list)
    wanted_case_at = Signal(float, float)
    wanted_outline = Signal(str)
    wanted_letter = Signal(str, str)
    wanted_picture = Signal(str, str, str, bool)
    wanted_album = Signal(str)
    wanted_area = Signal(str, str, object)
    wanted_stamps = Signal(str, str, str)
    wanted_office = Signal(str)
    said = Signal(str, str)
    privacy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection: list[Uid] = []
        self.hides_people = False
        self._may_see_people = True

    def select(self, uids: Sequence[Uid], origin: str) -> None:
        """One selection for map and table; whoever said it does not answer it."""
        if list(uids) != self.selection:
            self.selection = list(uids)
            self.selected.emit(self.selection, origin)

    def hide_people(self, hidden: bool) -> None:
        """Who may not see people's names sees none, whatever he asks for."""
        self.hides_people = hidden or not self._may_see_people
        self.privacy.emit(self.hides_people)

    def let_see_people(self, allowed: bool) -> None:
        """For the role of whoever works now; names that a person had hidden come back with the next one."""
        if allowed != self._may_see_people:
            self._may_see_people = allowed
            self.hide_people(not allowed)
