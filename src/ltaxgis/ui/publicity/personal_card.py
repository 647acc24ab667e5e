"""Personal data in a text, pointed out before it is published, and somebody's word that it may be read."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ltaxgis.ports.stores import Project
from ltaxgis.services.personal_data import PersonalFind
from ltaxgis.services.publicity import confirm_personal, personal_in
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, label, row


class PersonalCard(ActingCard):
    """The text is looked through in the background; the card is not seen where nothing is in it."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.personal"), parent)
        self.why = QLineEdit(self)
        self.hide()
        uid, actor, book = seen.file.case.uid, seen.actor, seen.book

        def look(project: Project) -> list[PersonalFind]:
            with project.reading() as reading:
                return personal_in(reading, actor, book, uid)

        office.look(look, self._show)

    def confirm(self) -> None:
        """It was looked at and may be read by everybody, for this reason."""
        why, uid, book = self.why.text().strip(), self.seen.file.case.uid, self.seen.book
        now = self.office.services.cases.now()
        if not why:
            self.why.setFocus()
            return
        self.act(lambda project, actor: confirm_personal(project, actor, book, uid, why, now),
                 self.office.words("publicity.personal_confirm"))  # fmt: skip

    def _show(self, found: list[PersonalFind]) -> None:
        words, hidden = self.office.words, self.office.announcer.hides_people
        once = {(one.kind, one.shown): one for one in found}
        for one in once.values():
            shown = "•••" if hidden else one.shown
            text = f"{shown} · {words(f'personal.{one.kind}')} · {words(f'publicity.ask.{one.field}')}"
            self.body.addWidget(label(text, "quiet" if one.seen else "wrong", self, wrap=True))
        if any(not one.seen for one in found) and self.may_write:
            self.why.setPlaceholderText(words("publicity.personal_why"))
            self.why.setAccessibleName(words("publicity.personal_why"))
            self.why.returnPressed.connect(self.confirm)
            self.body.addLayout(row(self.why, button(words("publicity.personal_confirm"), self.confirm, "", self)))
        else:
            self.why.hide()
        self.setVisible(bool(found))


def personal_card(office: Office, seen: SeenCase, parent: QWidget) -> PersonalCard | None:
    return PersonalCard(office, seen, parent) if publication_of(seen) is not None else None
