"""The checklist of a permit: what the case needs, and what came."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ltaxgis.domain.permit_papers import paper_kinds
from ltaxgis.domain.permits import PermitPaper
from ltaxgis.services.permits import papers_came
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label

_TICK = 28  # the box and its distance to the text


class _PaperBox(QCheckBox):
    """A name longer than the card ends in dots; the tip says it whole."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _TICK
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))


class ChecklistCard(ActingCard):
    """A tick says that a paper came today; a second click takes it back."""

    def __init__(self, office: Office, seen: SeenCase, papers: list[PermitPaper], parent: QWidget) -> None:
        words = office.words
        came = sum(one.came_on is not None for one in papers if one.needed)
        needed = sum(one.needed for one in papers)
        super().__init__(office, seen, words("permits.papers", came=came, needed=needed), parent)
        kinds = paper_kinds(seen.book)
        self.boxes: dict[str, QCheckBox] = {}
        for paper in papers:
            if not paper.needed:
                continue
            kind = kinds.get(paper.code)
            text = kind.name(words.language) if kind is not None else paper.code
            box = _PaperBox(text, self)
            box.setChecked(paper.came_on is not None)
            box.setEnabled(self.may_write)
            box.clicked.connect(self._ticker(paper.code))
            self.boxes[paper.code] = box
            self.body.addWidget(box)
        if any(kinds[code].confirmed is False for code in self.boxes if code in kinds):
            self.body.addWidget(label(words("case.unconfirmed"), "small", self))
        missing = [code for code, box in self.boxes.items() if not box.isChecked()]
        if len(missing) > 1 and self.may_write:
            self.body.addWidget(button(words("permits.all_came"), lambda: self._all_came(missing), "link", self))

    def _all_came(self, codes: list[str]) -> None:
        self._keep(dict.fromkeys(codes, self.seen.today))

    def _ticker(self, code: str) -> Callable[[bool], None]:
        return lambda ticked: self._keep({code: self.seen.today if ticked else None})

    def _keep(self, came: dict[str, date | None]) -> None:
        uid = self.seen.file.case.uid
        self.act(lambda project, actor: papers_came(project, actor, uid, came), self.office.words("permits.paper_came"))


def checklist_card(office: Office, seen: SeenCase, parent: QWidget) -> ChecklistCard | None:
    papers = [one for one in seen.file.of_desk.get(PermitPaper, ()) if isinstance(one, PermitPaper)]
    return ChecklistCard(office, seen, papers, parent) if papers else None
