"""What papers say of the office, told in fields, with a letter beside them as it looks now."""

from collections.abc import Callable, Mapping
from datetime import datetime

import tomli_w
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.letterhead import Letterhead, letterhead_of, letterhead_table
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.office_book import as_shipped, keep_page
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, column, label, row, scrolling
from ltaxgis.ui.widgets.tables import dress_table

PAGE = "letters"
Store = Callable[[Project, Actor], Applied]
_LINES = ("phone", "email", "website", "qr_prefix", "signer", "position", "text_pt")
_ADDRESS_HIGH, _PREFIXES_HIGH = 68, 150
_SAMPLE_WIDE, _SAMPLE_DPI = 300, 72.0


class LetterheadView(QWidget):
    """`stored` carries the act after the page was kept or given back."""

    stored = Signal(object)

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self._book: OfficeBook | None = None
        words = office.words
        self.address = QPlainTextEdit(self)
        self.address.setTabChangesFocus(True)
        self.address.setProperty("kind", "long")
        self.address.setFixedHeight(_ADDRESS_HIGH)
        self.address.setAccessibleName(words("letterhead.address"))
        self.lines = {name: self._line(name) for name in _LINES}
        self.thai_digits = QCheckBox(words("letterhead.thai_digits"), self)
        self.prefixes = QStandardItemModel(0, 2, self)
        self.table = dress_table(QTableView(self), self.prefixes, (250,))
        self.table.setAccessibleName(words("letterhead.prefixes"))
        self.table.setFixedHeight(_PREFIXES_HIGH)
        self.sample = QLabel(self)
        self.sample.setFixedWidth(_SAMPLE_WIDE)
        self.sample.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sample.setAccessibleName(words("letterhead.sample"))
        self.shipped_button = button(words("office.as_shipped"), self.back_to_shipped, "link", self)
        self.keep_button = button(words("office.keep"), self.keep, "primary", self)
        self._lay_out()

    def show_book(self, book: OfficeBook, _now: datetime) -> None:
        self._book = book
        told, actor = letterhead_of(book.tables.get(PAGE, {})), self._office.actor
        writes = actor is not None and may(actor, "settings")
        self.address.setPlainText("\n".join(told.address))
        for name, field in self.lines.items():
            field.setText(getattr(told, name))
            field.setReadOnly(not writes)
        self.address.setReadOnly(not writes)
        self.thai_digits.setChecked(told.thai_digits)
        self.thai_digits.setEnabled(writes)
        self._show_prefixes(book, told.prefixes)
        triggers = QAbstractItemView.EditTrigger
        wanted = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.table.setEditTriggers(wanted if writes else triggers.NoEditTriggers)
        for one in (self.shipped_button, self.keep_button):
            one.setEnabled(writes)
        self.show_sample()

    def told(self) -> Letterhead:
        """What stands in the fields."""
        items = ((self.prefixes.item(line, 0), self.prefixes.item(line, 1)) for line in range(self.prefixes.rowCount()))
        return Letterhead(
            address=tuple(self.address.toPlainText().splitlines()),
            thai_digits=self.thai_digits.isChecked(),
            prefixes={str(name.data(Qt.ItemDataRole.UserRole)): prefix.text() for name, prefix in items},
            **{name: field.text() for name, field in self.lines.items()},
        )

    def keep(self) -> None:
        """Papers say this from now on."""
        if self._book is None:
            return
        try:
            text = tomli_w.dumps(letterhead_table(self._book.tables.get(PAGE, {}), self.told()))
        except Refused as refused:
            self._errors.show_failure(refused)
            return
        shipped = self._office.services.office_texts
        self._store(lambda project, actor: keep_page(project, actor, shipped, PAGE, text))

    def back_to_shipped(self) -> None:
        self._store(lambda project, actor: as_shipped(project, actor, PAGE))

    def show_sample(self) -> None:
        """A letter as it looks now, set anew in the background."""
        office, actor = self._office, self._office.actor
        if actor is None:
            return

        def work(project: Project) -> bytes:
            pdf = office.services.case_papers.sample(project, actor)
            return office.services.pages.png(pdf, 0, _SAMPLE_DPI)

        office.look(work, self._show_sample)

    # inside

    def _show_sample(self, png: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        self.sample.setPixmap(picture.scaledToWidth(_SAMPLE_WIDE, Qt.TransformationMode.SmoothTransformation))

    def _show_prefixes(self, book: OfficeBook, prefixes: Mapping[str, str]) -> None:
        words = self._office.words
        self.prefixes.clear()
        self.prefixes.setHorizontalHeaderLabels([words("letterhead.division"), words("letterhead.prefix")])
        for code, division in book.divisions.items():
            name, prefix = QStandardItem(division.name(words.language)), QStandardItem(prefixes.get(code, ""))
            name.setData(code, Qt.ItemDataRole.UserRole)
            name.setEditable(False)
            self.prefixes.appendRow([name, prefix])
        self.table.setColumnWidth(0, 250)

    def _store(self, work: Store) -> None:
        self._errors.hide()
        project, actor = self._office.project, self._office.actor
        if project is not None and actor is not None:
            self._office.tasks.change(
                "work.office", lambda _progress: work(project, actor), self.stored.emit, self._errors.show_failure
            )

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setAccessibleName(self._office.words(f"letterhead.{name}"))
        made.setToolTip(self._office.words(f"letterhead.{name}.tip") if name in ("qr_prefix", "text_pt") else "")
        return made

    def _lay_out(self) -> None:
        words = self._office.words
        inner = QWidget(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_3)
        grid.setVerticalSpacing(GAP_2)
        grid.addLayout(column(label(words("letterhead.address"), "small", inner), self.address, gap=0), 0, 0, 1, 2)
        for place, (name, field) in enumerate(self.lines.items()):
            told = column(label(words(f"letterhead.{name}"), "small", inner), field, gap=0)
            grid.addLayout(told, 1 + place // 2, place % 2)
        grid.addWidget(self.thai_digits, 1 + len(self.lines) // 2, 1, Qt.AlignmentFlag.AlignBottom)
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, GAP_3, 0)
        body.setSpacing(GAP_2)
        body.addLayout(grid)
        body.addWidget(label(words("letterhead.prefixes"), "small", inner))
        body.addWidget(self.table)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("office.about.letterhead"), "quiet", self, wrap=True))
        middle = row(scrolling(inner, self), self.sample, gap=GAP_3)
        middle.setStretch(0, 1)
        whole.addLayout(middle, 1)
        whole.addLayout(row(None, self.shipped_button, self.keep_button, gap=GAP_2))
