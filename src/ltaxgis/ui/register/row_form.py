"""One row as a form with proper fields."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.register import LandRow
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, button, label, scrolling
from ltaxgis.ui.widgets.fields import (
    AreaField,
    CodeField,
    FiguresField,
    KeyField,
    MoneyField,
    TextField,
    UnderstoodField,
)

_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("title", (("code", "key"), ("title_kind", "title_kind"), ("title_no", "figures"), ("land_no", "figures"),
               ("survey_page", "figures"), ("volume", "figures"), ("page", "figures"), ("unit_no", "text"))),
    ("measure", (("area", "area"), ("price", "money"), ("value", "money"), ("use_kind", "land_use"),
                 ("used_by", "used_by"), ("crop", "crop"))),
    ("place", (("house_no", "figures"), ("moo", "figures"), ("village", "text"), ("soi", "text"), ("road", "text"),
               ("tambon", "text"), ("amphoe", "text"), ("community", "text"))),
    ("note", (("memo", "text"), ("note", "text"), ("officer_note", "text"))),
)  # fmt: skip
_COLUMNS = 4
_FIELDS = {"key": KeyField, "area": AreaField, "money": MoneyField, "text": TextField, "figures": FiguresField}
Field = UnderstoodField | CodeField


class RowForm(QWidget):
    """`edited` carries the row before and after; `closed` in either case."""

    edited = Signal(object, object)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._row: LandRow | None = None
        self.setObjectName("page")
        self.fields: dict[str, Field] = {}
        words = office.words
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(GAP_4, GAP_3, GAP_4, GAP_3)
        column.setSpacing(GAP_3)
        self.title = label("", "title", inner)
        column.addWidget(self.title)
        for name, fields in _GROUPS:
            column.addWidget(self._group(words(f"form.{name}"), fields, inner))
        column.addStretch(1)
        self.keep = button(words("form.keep"), self._keep, "primary", self)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_4, GAP_2, GAP_4, GAP_2)
        foot.setSpacing(GAP_2)
        foot.addStretch(1)
        foot.addWidget(button(words("form.back"), self.closed.emit, "", self))
        foot.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolling(inner, self), 1)
        whole.addLayout(foot)

    def begin(self, uid: Uid) -> None:
        project = self._office.project
        if project is None:
            return

        def look() -> list[LandRow]:
            with project.reading() as reading:
                return reading.get(LandRow, [uid])

        self._office.tasks.query(look, self._show)

    def _show(self, rows: list[LandRow]) -> None:
        if not rows:
            self.closed.emit()
            return
        self._row = rows[0]
        self.title.setText(self._office.words("form.heading", code=rows[0].code or rows[0].code_read))
        for name, field in self.fields.items():
            field.set_value(getattr(self._row, name))
        project = self._office.project
        self.keep.setEnabled(project is not None and project.writable)
        next(iter(self.fields.values())).setFocus()

    def _keep(self) -> None:
        row = self._row
        if row is None:
            return
        wrong = next((field for field in self.fields.values() if not field.acceptable), None)
        if wrong is not None:
            wrong.setFocus()
            return
        values: dict[str, Any] = {name: self._value(name, field) for name, field in self.fields.items()}
        self.edited.emit(row, replace(row, **values))
        self.closed.emit()

    def _value(self, name: str, field: Field) -> object:
        value = field.value
        # texts are never None, figures are None where nothing is known
        return "" if value is None and isinstance(getattr(LandRow(uid=Uid("")), name), str) else value

    def _group(self, title: str, fields: tuple[tuple[str, str], ...], parent: QWidget) -> Card:
        card = Card(title, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_4)
        grid.setVerticalSpacing(GAP_2)
        for number, (name, kind) in enumerate(fields):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            field = self._field(kind, card)
            caption = label(self._office.words(f"column.{name}"), "quiet", card)
            caption.setBuddy(field)
            field.setAccessibleName(caption.text())
            if isinstance(field, UnderstoodField):
                field.line.setAccessibleName(caption.text())
            cell.addWidget(caption)
            cell.addWidget(field)
            cell.addStretch(1)
            grid.addLayout(cell, number // _COLUMNS, number % _COLUMNS)
            self.fields[name] = field
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        card.body.addLayout(grid)
        return card

    def _field(self, kind: str, parent: QWidget) -> Field:
        words = self._office.words
        made = _FIELDS.get(kind)
        return made(words, parent) if made is not None else CodeField(self._office.code_list(kind), parent)
