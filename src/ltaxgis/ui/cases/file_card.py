"""The file itself: its numbers, and where the paper folder lies."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import division_told, moment_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import Card, label, row


class FileCard(Card):
    """`moved` carries where the folder lies now."""

    moved = Signal(str)

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office.words("cases.file"), parent)
        self._seen = seen
        self._told_at = seen.file.case.folder_at
        words, case = office.words, seen.file.case
        facts = (
            ("number", case.number),
            ("register_number", case.register_number),
            ("received_at", moment_told(case.received_at, words.language)),
            ("channel", words(f"case.channel.{case.channel}")),
            ("division", division_told(seen.book, case.division, words.language) or words("case.no_division")),
            ("assignee", case.assignee or words("case.unassigned")),
            ("external_id", " ".join(part for part in (case.external_system, case.external_id) if part)),
            ("visible_to", case.visible_to.replace("|", ", ")),
        )
        for name, value in facts:
            if value:
                told = label(value, "", self, wrap=True)
                line = row(label(words(f"field.case.{name}"), "quiet", self), told)
                line.setStretch(0, 2)
                line.setStretch(1, 3)
                self.body.addLayout(line)
        self.folder = self._folder_field(office, [*seen.book.chain, case.assignee])
        line = row(label(words("field.case.folder_at"), "quiet", self), self.folder)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self.body.addLayout(line)

    def _folder_field(self, office: Office, places: list[str]) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        at = self._seen.file.case.folder_at
        box.addItems(list(dict.fromkeys(["", *places, at])))
        box.setCurrentText(at)
        box.setAccessibleName(office.words("field.case.folder_at"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        project = office.project
        box.setEnabled(project is not None and project.writable)
        line = box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._move)
        box.activated.connect(lambda _index: self._move())
        return box

    def _move(self) -> None:
        """Once a change, though both Enter and leaving the field end it."""
        at = self.folder.currentText().strip()
        if at != self._told_at:
            self._told_at = at
            self.moved.emit(at)
