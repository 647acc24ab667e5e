"""Where a letter is kept: its file, until when, who has borrowed it, and why it must not be destroyed."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.correspondence import Letter, Loan
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.retention import retentions
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_filing import FolderLine, file_letter, folders, give_back, hold, lend
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.letters.letter_card import letter_of_case
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row


class FilingCard(ActingCard):
    """The files of the plan are read when the card is drawn, the newest year first."""

    def __init__(self, office: Office, seen: SeenCase, letter: Letter, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("letters.filing"), parent)
        self.letter = letter
        words = office.words
        self.where = label("", "", self, wrap=True)
        self.where.hide()
        self.body.addWidget(self.where)
        self.folder = QComboBox(self)
        self.folder.setAccessibleName(words("letters.folder"))
        self.folder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.folder.setMinimumContentsLength(10)
        self.borrower, self.why = QLineEdit(self), QLineEdit(self)
        self._tell_keeping()
        self._file_line()
        self._loan_line()
        self._hold_line()
        office.look(_folders, self._show_folders)

    def file(self) -> None:
        """The letter lies in the chosen file."""
        folder, uid = self.folder.currentData(), self.seen.file.case.uid
        if folder:
            book, now = self.seen.book, self.office.services.cases.now()
            self.act(lambda project, actor: file_letter(project, actor, book, uid, Uid(folder), now),
                     self.office.words("letters.file_it"))  # fmt: skip

    def lend_it(self) -> None:
        name, uid, today = self.borrower.text().strip(), self.seen.file.case.uid, self.seen.today
        if not name:
            self.borrower.setFocus()
            return
        book = self.seen.book
        self.act(lambda project, actor: lend(project, actor, book, uid, name, "", "", today),
                 self.office.words("letters.lend"))  # fmt: skip

    # inside

    def _tell_keeping(self) -> None:
        words, letter = self.office.words, self.letter
        if letter.filed_on is None:
            return
        kind = retentions(self.seen.book).get(letter.retention)
        if kind is not None:
            self.body.addWidget(label(kind.name(words.language), "quiet", self, wrap=True))
        if letter.keep_until is not None:
            self.body.addWidget(label(words("letters.keep_until", day=letter.keep_until), "", self, wrap=True))
        if letter.archived_on is not None:
            self.body.addWidget(label(words("letters.archived", day=letter.archived_on), "good", self, wrap=True))

    def _file_line(self) -> None:
        open_to_file = any(one.event == "file" for one in self.seen.desk.table.events(
            self.seen.file.case.state, self.seen.actor))  # fmt: skip
        self.folder.setVisible(self.may_write and open_to_file)
        if self.may_write and open_to_file:
            go = button(self.office.words("letters.file_it"), self.file, "", self)
            line = row(self.folder, go)
            line.setStretch(0, 1)
            self.body.addLayout(line)

    def _loan_line(self) -> None:
        words = self.office.words
        loans = [one for one in self.seen.file.of_desk.get(Loan, ()) if isinstance(one, Loan)]
        out = next((one for one in loans if one.returned_on is None), None)
        self.borrower.setVisible(False)
        if out is not None:
            late = out.due < self.seen.today
            text = words("letters.lent_to", name=out.borrower, day=short_date(out.due, words.language))
            self.body.addWidget(label(text, "wrong" if late else "attention", self, wrap=True))
            if self.may_write:
                today, back = self.seen.today, out.uid
                self.body.addLayout(row(button(words("letters.give_back"), lambda: self.act(
                    lambda project, actor: give_back(project, actor, back, "", today), words("letters.give_back")),
                    "", self), None))  # fmt: skip
        elif self.may_write and self.letter.filed_on is not None:
            self.borrower.setVisible(True)
            self.borrower.setPlaceholderText(words("letters.borrower"))
            self.borrower.setAccessibleName(words("letters.borrower"))
            self.borrower.returnPressed.connect(self.lend_it)
            self.body.addLayout(row(self.borrower, button(words("letters.lend"), self.lend_it, "", self)))

    def _hold_line(self) -> None:
        words, letter, uid = self.office.words, self.letter, self.seen.file.case.uid
        self.why.setVisible(False)
        if letter.held:
            self.body.addWidget(label(words("letters.held_because", reason=letter.held), "attention", self, wrap=True))
            if self.may_write:
                self.body.addLayout(row(button(words("letters.release"), lambda: self.act(
                    lambda project, actor: hold(project, actor, uid, ""), words("letters.release")), "link", self),
                    None))  # fmt: skip
        elif self.may_write and letter.filed_on is not None:
            self.why.setVisible(True)
            self.why.setPlaceholderText(words("letters.hold_why"))
            self.why.setAccessibleName(words("letters.hold_why"))
            self.why.returnPressed.connect(self._hold)
            self.body.addLayout(row(self.why, button(words("letters.hold"), self._hold, "", self)))

    def _hold(self) -> None:
        reason, uid = self.why.text().strip(), self.seen.file.case.uid
        if not reason:
            self.why.setFocus()
            return
        self.act(lambda project, actor: hold(project, actor, uid, reason), self.office.words("letters.hold"))

    def _show_folders(self, lines: list[FolderLine]) -> None:
        words = self.office.words
        for line in lines:
            folder = line.folder
            text = f"{folder.code} {folder.title} {folder.year}"
            if folder.uid == self.letter.folder_uid:
                place = " · ".join(part for part in (folder.box, folder.shelf) if part)
                self.where.setText(words("letters.lies_in", folder=text) + (f" · {place}" if place else ""))
                self.where.show()
            if not folder.closed:
                self.folder.addItem(text, folder.uid)
        if not lines:
            self.folder.setEnabled(False)
            self.folder.addItem(words("letters.no_folders"), "")


def _folders(project: Project) -> list[FolderLine]:
    with project.reading() as reading:
        return folders(reading)


def filing_card(office: Office, seen: SeenCase, parent: QWidget) -> FilingCard | None:
    letter = letter_of_case(seen)
    return FilingCard(office, seen, letter, parent) if letter is not None else None
