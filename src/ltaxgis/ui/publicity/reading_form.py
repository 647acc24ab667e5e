"""What is read over the loudspeakers, on which days of the week, at which hours, from when to when."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ltaxgis.services.broadcasts import BroadcastDraft
from ltaxgis.services.made_texts import MadeTexts
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import label, row
from ltaxgis.ui.widgets.fields import ThaiDateField

_TIMES = "06:00,17:00"
_SCRIPT_HEIGHT = 150


class ReadingForm(QWidget):
    """Begins with the words that the program made of the text, every day of the week, today."""

    def __init__(self, office: Office, made: MadeTexts, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        words = office.words
        self._today = today
        self.script = QPlainTextEdit(made.spoken, self)
        self.script.setTabChangesFocus(True)
        self.script.setProperty("kind", "long")
        self.script.setFixedHeight(_SCRIPT_HEIGHT)
        self.weekdays = [QCheckBox(words(f"publicity.weekday.{day}"), self) for day in range(1, 8)]
        for day in self.weekdays:
            day.setChecked(True)
        self.times = QLineEdit(_TIMES, self)
        self.first, self.last = ThaiDateField(words, self), ThaiDateField(words, self)
        self.first.set_value(today)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        told = words("publicity.reads_in", minutes=made.seconds // 60, seconds=made.seconds % 60)
        for widget in (label(words("publicity.ask.script"), "small", self), self.script, label(told, "quiet", self)):
            whole.addWidget(widget)
        whole.addLayout(row(*self.weekdays[:4], None))
        whole.addLayout(row(*self.weekdays[4:], None))
        for name, field in (("times", self.times), ("first", self.first), ("last", self.last)):
            asked = words(f"publicity.ask.{name}")
            whole.addWidget(label(asked, "small", self))
            whole.addWidget(field)
            (field.line if isinstance(field, ThaiDateField) else field).setAccessibleName(asked)
        self.script.setAccessibleName(words("publicity.ask.script"))

    @property
    def draft(self) -> BroadcastDraft:
        """A single day where no last one is told."""
        first = self.first.value if isinstance(self.first.value, date) else self._today
        return BroadcastDraft(
            script=self.script.toPlainText().strip(), first=first,
            last=self.last.value if isinstance(self.last.value, date) else first,
            days=",".join(str(number) for number, day in enumerate(self.weekdays, 1) if day.isChecked()),
            times=self.times.text().strip(),
        )  # fmt: skip
