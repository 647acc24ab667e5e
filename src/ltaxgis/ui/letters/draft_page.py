"""Drafting a letter: a text of the office filled from what the project knows, then written on by a person."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.correspondence import EXTERNAL, POST, Recipient
from ltaxgis.domain.desks import Received
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_drafts import DraftAbout, draft_of
from ltaxgis.services.letter_texts import letter_texts
from ltaxgis.services.letters import LetterDraft, draft_letter
from ltaxgis.services.stationery import Stationery
from ltaxgis.ui.letters.letter_form import LetterForm, SeenTexts
from ltaxgis.ui.letters.telling import degrees, documents
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.words import load_words

_LINES = ("subject", "addressee")
_LIST_WIDTH = 280


class DraftPage(LetterForm):
    """`received` names the desk whose lists changed; `case_wanted` carries a case's uid and its desk; `paper_wanted`
    uid, desk and kind of a paper; `texts_wanted`: the texts themselves are to be kept."""

    received = Signal(str)
    case_wanted = Signal(str, str)
    paper_wanted = Signal(str, str, str)
    texts_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, _LINES, _LIST_WIDTH, parent)
        self._about = DraftAbout()
        self._draft = LetterDraft()
        self._text = ""
        words = office.words
        self.search = QLineEdit(self)
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(words("letters.find_text"))
        self.search.setAccessibleName(words("letters.find_text"))
        self.search.textChanged.connect(lambda _text: self._show_texts())
        self.about = label("", "quiet", self, wrap=True)
        self.division, self.urgency = QComboBox(self), QComboBox(self)
        self.save = button(f"{words('letters.keep_draft')}  F2", self.keep, "primary", self)
        self._lay_out()
        for keys in ("F2", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.keep)

    def begin(self, about: str = "", told: str = "", text: str = "", addressee: str = "") -> None:
        """An empty draft, or one that answers a case (its uid); `told` says which. `text` is the code of the text that
        it is begun from."""
        case, self._text = Uid(about) if about else None, text
        self._about, self._draft = DraftAbout(case=case), LetterDraft(answers=case)
        self.about.setText(self._office.words("letters.answers_case", what=told) if told else "")
        self.about.setVisible(bool(told))
        self.write(replace(self._draft, addressee=addressee))
        services = self._office.services.cases

        def look(project: Project) -> SeenTexts:
            book = services.book(project)
            with project.reading() as reading:
                return SeenTexts(book, letter_texts(reading, book))

        self._office.look(look, self._begin)

    def choose(self) -> None:
        """The chosen text stands in the form, filled as far as the project knows."""
        code, seen, actor = self.chosen, self._seen, self._office.actor
        if not code or seen is None or actor is None:
            return
        today = local_day(self._office.services.cases.now())
        about = replace(
            self._about, addressee=self.lines["addressee"].text().strip(), division=str(self.division.currentData())
        )

        def look(project: Project) -> LetterDraft:
            words = load_words(self._office.resources.words, "th")  # letters are in Thai, whoever writes them
            paper = Stationery(project.settings, seen.book, words, today)
            with project.reading() as reading:
                return draft_of(reading, actor, paper, code, about)

        self._office.look(look, self._fill)

    def keep(self) -> None:
        """The draft is stored and opened at its desk."""
        seen = self._seen
        if seen is None:
            return
        if not self.lines["subject"].text().strip():
            self.lines["subject"].setFocus()
            self._office.announcer.said.emit(self._office.words("letters.needs.subject"), "attention")
            return
        book, now, draft = seen.book, self._office.services.cases.now(), self._told()

        def work(project: Project, actor: Actor) -> Received:
            return draft_letter(project, actor, book, draft, now)

        self._office.act("work.edit", work, self._kept)

    # inside

    def _told(self) -> LetterDraft:
        written = self.written()
        name = written["addressee"]
        people = (Recipient(uid=Uid(""), case_uid=Uid(""), name=name, way=POST),) if name else ()
        return replace(
            self._draft,
            **written,  # type: ignore[arg-type]  # texts, by names of texts
            document=str(self.document.currentData() or EXTERNAL),
            division=str(self.division.currentData() or ""),
            urgency=int(self.urgency.currentData() or 0),
            recipients=people,
        )

    def _begin(self, seen: SeenTexts) -> None:
        language = self._office.words.language
        self._seen = seen
        choices = (
            (self.division, [(code, one.name(language)) for code, one in seen.book.divisions.items()]),
            (self.document, list(documents(seen.book, language).items())),
            (self.urgency, [(str(level), name) for level, name in degrees(seen.book, language)]),
        )
        for box, rows in choices:
            box.clear()
            for code, text in rows:
                box.addItem(text, code)
        self.search.clear()
        self._show_texts()
        self.texts.setFocus()
        codes = [self.texts.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.texts.count())]
        if self._text in codes:
            self.texts.setCurrentRow(codes.index(self._text))

    def _show_texts(self) -> None:
        seen, language = self._seen, self._office.words.language
        if seen is None:
            return
        asked = self.search.text().strip()
        kinds = documents(seen.book, language)
        self.texts.blockSignals(True)
        self.texts.clear()
        for text in seen.texts.values():
            name = text.name(language)
            if asked and asked not in name and asked not in text.body:
                continue
            self.add_text(text.code, name, f"{kinds.get(text.document, text.document)}\n{text.body[:300]}")
        self.texts.setCurrentRow(-1)
        self.texts.blockSignals(False)

    def _fill(self, draft: LetterDraft) -> None:
        self._draft = draft
        self.write(draft)
        self.document.setCurrentIndex(max(0, self.document.findData(draft.document)))
        if draft.division:
            self.division.setCurrentIndex(max(0, self.division.findData(draft.division)))
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(str(draft.urgency))))

    def _kept(self, received: Received) -> None:
        self._office.announcer.said.emit(self._office.words("letters.draft_kept"), "good")
        self.received.emit("letters_out")
        self.case_wanted.emit(received.case.uid, "letters_out")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.texts, 1)
        left.addWidget(button(self._office.words("letters.keep_texts"), self.texts_wanted.emit, "link", self))
        self.search.setFixedWidth(_LIST_WIDTH)
        fields: dict[str, QWidget] = {
            "document": self.document, "division": self.division, "urgency": self.urgency, **self.lines, **self.long,
        }  # fmt: skip
        asked = [(f"letters.ask.{name}", field) for name, field in fields.items()]
        self.stand("letters_out.begin", left, self.about, asked, row(None, self.save))
