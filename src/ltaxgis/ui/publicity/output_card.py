"""What becomes of one text: words for LINE and Facebook, a script for the loudspeakers, pictures, a page."""

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.publicity_desk import picture_sizes, print_sizes
from ltaxgis.ports.stores import Project
from ltaxgis.services.made_texts import MadeTexts, made_texts
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, label, row

_TEXT_HEIGHT = 96


class OutputCard(ActingCard):
    """Texts go to the clipboard, a picture is made and shown by the window."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.becomes"), parent)
        words = office.words
        self.texts: MadeTexts | None = None
        self.shown = QPlainTextEdit(self)
        self.shown.setReadOnly(True)
        self.shown.setProperty("kind", "long")
        self.shown.setFixedHeight(_TEXT_HEIGHT)
        self.shown.setAccessibleName(words("publicity.becomes"))
        self.shown.hide()
        self.told = label("", "quiet", self, wrap=True)
        self.told.hide()
        self.ways = {
            name: button(words(f"publicity.copy.{name}"), partial(self.copy, name), "", self)
            for name in ("line", "facebook", "spoken")
        }
        self.body.addLayout(row(*self.ways.values(), None))
        self.body.addWidget(self.shown)
        self.body.addWidget(self.told)
        self.sizes = _sizes(seen.book, office, self)
        self.body.addWidget(self.sizes)
        ways = (("make_picture", False), ("own_picture", True))
        self.body.addLayout(row(*(
            button(words(f"publicity.{name}"), partial(self.make_picture, own), "", self) for name, own in ways
        ), None))  # fmt: skip

    def copy(self, name: str) -> None:
        """The words are on the clipboard, and below to be read over."""
        uid, actor, book = self.seen.file.case.uid, self.seen.actor, self.seen.book
        words, now = self.office.words, self.office.services.cases.now()

        def look(project: Project) -> MadeTexts:
            with project.reading() as reading:
                return made_texts(reading, actor, book, project.settings, words, uid, now)

        self.office.look(look, partial(self._show, name))

    def make_picture(self, own: bool = False) -> None:
        size = str(self.sizes.currentData())
        ending = "pdf" if size in print_sizes(self.seen.book) else "png"
        self.office.announcer.wanted_picture.emit(self.seen.file.case.uid, size, ending, own)

    # inside

    def _show(self, name: str, made: MadeTexts) -> None:
        words, text = self.office.words, made.of(name)
        QGuiApplication.clipboard().setText(text)
        self.shown.setPlainText(text)
        self.shown.show()
        told = words("publicity.copied", count=len(text))
        if name == "spoken":
            told = words("publicity.reads", minutes=made.seconds // 60, seconds=made.seconds % 60)
        self.told.setText(told)
        self.told.show()
        self.office.announcer.said.emit(words("publicity.on_clipboard"), "good")


def _sizes(book: OfficeBook, office: Office, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for code, one in picture_sizes(book).items():
        box.addItem(f"{one.name(office.words.language)}  {one.width} × {one.height}", code)
    for code, paper in print_sizes(book).items():
        name, wide, high = paper.name(office.words.language), f"{paper.wide:g}", f"{paper.high:g}"
        box.addItem(office.words("publicity.print_size", name=name, wide=wide, high=high), code)
    box.setAccessibleName(office.words("publicity.size"))
    return box


def output_card(office: Office, seen: SeenCase, parent: QWidget) -> OutputCard | None:
    return OutputCard(office, seen, parent) if publication_of(seen) is not None else None
