"""The texts that letters are begun from: the program's and the town's own, made, changed, retired."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import EXTERNAL
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.letter_fields import FIELDS
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_texts import LetterText, all_letter_texts, drop_letter_text, keep_letter_text
from ltaxgis.ui.letters.letter_form import LetterForm, SeenTexts
from ltaxgis.ui.letters.telling import documents
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row

_LINES = ("th", "en", "to", "subject")
_LIST_WIDTH = 320


class TextsPage(LetterForm):
    """`changed` when the texts are others than before."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, _LINES, _LIST_WIDTH, parent)
        self._chosen = ""
        words = office.words
        self.said = label("", "quiet", self, wrap=True)
        self.field = QPushButton(words("letter_text.put_field"), self)
        self.field.setMenu(self._fields())
        self.add = button(words("letter_text.add"), self.begin_new, "", self)
        self.save = button(words("letter_text.keep"), self.keep, "primary", self)
        self.retire = button(words("letter_text.retire"), self.turn, "", self)
        self.drop = button(words("letter_text.drop"), self.take_away, "quiet", self)
        self._lay_out()

    def begin(self) -> None:
        """The texts as they are now, the one that was looked at before chosen again."""
        services = self._office.services.cases

        def look(project: Project) -> SeenTexts:
            book = services.book(project)
            with project.reading() as reading:
                return SeenTexts(book, all_letter_texts(reading, book))

        self._office.look(look, self._show)

    def begin_new(self) -> None:
        """An empty form; its text has no name yet."""
        self.texts.setCurrentRow(-1)
        self._fill(LetterText(code="", th="", document=EXTERNAL, own=True))
        self.lines["th"].setFocus()

    def choose(self) -> None:
        if self.chosen and self._seen is not None:
            self._fill(self._seen.texts[self.chosen])

    def keep(self) -> None:
        """The town's own text says what the form says. Kept by a person it is confirmed."""
        code = self._chosen or f"own_{new_uid()}".replace("-", "_")
        told = replace(self._told(code), confirmed=True)
        self._store("letter_text.kept", lambda project, actor: keep_letter_text(project, actor, told), code)

    def turn(self) -> None:
        """No draft is begun from it any more; or again."""
        seen = self._seen
        if seen is None or not self._chosen:
            return
        before = seen.texts[self._chosen]
        after = replace(before, retired=not before.retired)
        said = "letter_text.retired" if after.retired else "letter_text.in_use"
        self._store(said, lambda project, actor: keep_letter_text(project, actor, after), self._chosen)

    def take_away(self) -> None:
        """The town's own is gone; the program's of the same code holds again."""
        code = self._chosen
        if code:
            self._store("letter_text.dropped", lambda project, actor: drop_letter_text(project, actor, code), code)

    # inside

    def _store(self, said: str, work: Callable[[Project, Actor], Applied], code: str) -> None:
        def stored(_applied: Applied) -> None:
            self._chosen = code
            self._office.announcer.said.emit(self._office.words(said), "good")
            self.changed.emit()
            self.begin()

        self._office.act("work.edit", work, stored)

    def _told(self, code: str) -> LetterText:
        before = self._seen.texts.get(code) if self._seen is not None else None
        base = before or LetterText(code=code, th="", document=EXTERNAL, own=True)
        written = self.written()
        return replace(base, document=str(self.document.currentData()), **written)  # type: ignore[arg-type]  # texts

    def _show(self, seen: SeenTexts) -> None:
        words, language = self._office.words, self._office.words.language
        if self.document.count() == 0:
            for code, name in documents(seen.book, language).items():
                self.document.addItem(name, code)
        self._seen = seen
        chosen = self._chosen
        self.texts.blockSignals(True)
        self.texts.clear()
        for one in seen.texts.values():
            mark = _mark(one)
            self.add_text(one.code, f"{one.name(language)} · {words(mark)}" if mark else one.name(language))
        codes = list(seen.texts)
        self.texts.setCurrentRow(codes.index(chosen) if chosen in codes else 0)
        self.texts.blockSignals(False)
        self.choose()

    def _fill(self, text: LetterText) -> None:
        self._chosen = text.code
        words = self._office.words
        self.write(text)
        self.document.setCurrentIndex(max(0, self.document.findData(text.document)))
        self.said.setText(words(f"letter_text.whose.{_whose(text)}"))
        project, actor = self._office.project, self._office.actor
        allowed = project is not None and project.writable and actor is not None and may(actor, "settings")
        self.retire.setText(words("letter_text.use_again" if text.retired else "letter_text.retire"))
        self.retire.setEnabled(allowed and bool(text.code))
        self.drop.setEnabled(allowed and text.own and bool(text.code))
        for made in (self.save, self.add):
            made.setEnabled(allowed)

    def _fields(self) -> QMenu:
        menu = QMenu(self)
        for name in FIELDS:
            menu.addAction(f"{{{name}}}", partial(self._put, name))
        return menu

    def _put(self, name: str) -> None:
        """The field stands where the text is written."""
        self.long["body"].insertPlainText(f"{{{name}}}")
        self.long["body"].setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.texts, 1)
        left.addWidget(self.add)
        lines = self.lines
        fields: list[tuple[str, QWidget]] = [
            ("letter_text.th", lines["th"]), ("letter_text.en", lines["en"]), ("letters.ask.document", self.document),
            ("letters.ask.addressee", lines["to"]), ("letters.ask.subject", lines["subject"]),
            *((f"letters.ask.{name}", field) for name, field in self.long.items()),
        ]  # fmt: skip
        foot = row(self.field, None, self.drop, self.retire, self.save)
        self.stand("letters.keep_texts", left, self.said, fields, foot)


def _whose(text: LetterText) -> str:
    if text.retired:
        return "retired"
    if text.own:
        return "own"
    return "program" if text.confirmed else "unsure"


def _mark(text: LetterText) -> str:
    """The word behind a name in the list; the program's confirmed ones have none."""
    return "" if _whose(text) == "program" else f"letter_text.mark.{_whose(text)}"
