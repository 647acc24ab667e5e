"""Who is away and who stands in: told once, and new cases go to the substitute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import Absence, local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.absences import absences, add_absence, remove_absence, working_names
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, column, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField
from ltaxgis.ui.widgets.tables import dress_table, fill_table

COLUMNS = ("name", "first", "last", "substitute")
_WIDTHS = (240, 130, 130, 240)
_SHARES = (3, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class _Told:
    absences: Sequence[Absence]
    names: Sequence[str]


class AbsencesView(QWidget):
    """`stored` carries the act and the words for it after an absence was told or taken away."""

    stored = Signal(object, str)

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self.told: Sequence[Absence] = ()
        self._today: date = local_day(office.services.cases.now())
        words = office.words
        heads = [*(words(f"field.absence.{name}") for name in COLUMNS), words("absence.column.now")]
        self.model = QStandardItemModel(0, len(heads), self)
        self.model.setHorizontalHeaderLabels(heads)
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.none = label(words("absence.none"), "quiet", self)
        self.name, self.substitute = self._person("name"), self._person("substitute")
        self.first, self.last = ThaiDateField(words, self), ThaiDateField(words, self)
        self.add_button = button(words("absence.add"), self.add, "primary", self)
        self.remove_button = button(words("absence.remove"), self.remove, "", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("absence.about"), "quiet", self, wrap=True))
        whole.addWidget(self.none)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, self.remove_button, gap=GAP_2))
        asked = row(*self._asked(), gap=GAP_3)
        for place, share in enumerate(_SHARES):
            asked.setStretch(place, share)
        asked.addLayout(column(label(" ", "small", self), self.add_button, label(" ", "small", self), gap=0))
        whole.addLayout(asked)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())

    def show_book(self, _book: OfficeBook, now: datetime) -> None:
        """Those who are away today or will be."""
        self._today = local_day(now)
        self.first.set_value(self._today) if self.first.value is None else None
        self.reload()

    def reload(self) -> None:
        def look(project: Project) -> _Told:
            with project.reading() as reading:
                return _read(reading, self._today, self._office.actor)

        self._office.look(look, self._show)

    def add(self) -> None:
        """What the line says; the first day alone is one day."""
        first = self.first.value
        last = self.last.value if self.last.line.text().strip() else first
        name, substitute = self.name.currentText(), self.substitute.currentText()
        if not isinstance(first, date) or not isinstance(last, date):
            field = self.last if isinstance(first, date) else self.first
            field.setFocus()
            self._office.announcer.said.emit(self._office.words("absence.no_day"), "attention")
            return
        done = self._office.words("absence.added", name=name.strip(), substitute=substitute.strip())
        self._act(lambda project, actor: add_absence(project, actor, name, substitute, first, last), done)

    def remove(self) -> None:
        """The chosen line is gone; it can be taken back."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.told):
            one = self.told[place]
            done = self._office.words("absence.removed", name=one.name)
            self._act(lambda project, actor: remove_absence(project, actor, one.uid), done)

    # inside

    def _person(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(self._office.words(f"field.absence.{name}"))
        return box

    def _asked(self) -> Sequence[QWidget]:
        made = []
        for name, field in zip(COLUMNS, (self.name, self.first, self.last, self.substitute), strict=True):
            whole = QWidget(self)
            under = [] if isinstance(field, ThaiDateField) else [label(" ", "small", whole)]
            text = label(self._office.words(f"field.absence.{name}"), "small", whole)
            if isinstance(field, ThaiDateField):
                field.line.setAccessibleName(text.text())
            inner = column(text, field, *under, gap=0)
            inner.setContentsMargins(0, 0, 0, 0)
            whole.setLayout(inner)
            made.append(whole)
        return made

    def _act(self, work: Callable[[Project, Actor], Applied], done: str) -> None:
        self._errors.hide()
        project, actor = self._office.project, self._office.actor
        if project is None or actor is None:
            return

        def stored(applied: Applied) -> None:
            for box in (self.name, self.substitute):
                box.setCurrentText("")
            self.last.set_value(None)
            self.stored.emit(applied, done)
            self.reload()

        self._office.tasks.change(
            "work.office", lambda _progress: work(project, actor), stored, self._errors.show_failure
        )

    def _show(self, told: _Told) -> None:
        self.told = told.absences
        for box in (self.name, self.substitute):
            typed = box.currentText()
            box.clear()
            box.addItems(list(told.names))
            box.setCurrentText(typed)
        fill_table(self.model, [self._line(one) for one in told.absences])
        self.none.setVisible(not told.absences)
        self._allow()

    def _line(self, one: Absence) -> Sequence[str]:
        words = self._office.words
        days = [short_date(day, words.language) for day in (one.first, one.last)]
        away = "absence.away" if one.first <= self._today else "absence.coming"
        return one.name, *days, one.substitute, words(away)

    def _allow(self) -> None:
        project, actor = self._office.project, self._office.actor
        writes = project is not None and project.writable and actor is not None and may(actor, "cases.work")
        self.add_button.setEnabled(writes)
        self.remove_button.setEnabled(writes and self.table.currentIndex().isValid())


def _read(reading: Reading, today: date, actor: Actor | None) -> _Told:
    viewer = actor.name if actor is not None else ""
    return _Told(absences(reading, today), working_names(reading, today, viewer))
