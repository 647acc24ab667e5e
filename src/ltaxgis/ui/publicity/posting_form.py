"""Where something hangs or stands, from when to when, who put it there, and a picture of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import PICTURES, Attachment
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.publicity import BOARD, CHANNELS, VINYL, Posting
from ltaxgis.domain.publicity_desk import page
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.ui.widgets.fields import ThaiDateField

_HANGS = frozenset({BOARD, VINYL})
_SHORTEST = 8
"""Letters that a box has room for at least."""


class PostingForm(QWidget):
    """Begins with a board, today and whoever works now, or with a posting that is to be noted otherwise."""

    def __init__(self, office: Office, seen: SeenCase, before: Posting | None, parent: QWidget) -> None:
        super().__init__(parent)
        words = office.words
        self._before = before or Posting(
            uid=Uid(""), case_uid=seen.file.case.uid, channel=BOARD, first=seen.today, by=seen.actor.name
        )
        self.channel, self.place, self.photo = QComboBox(self), QComboBox(self), QComboBox(self)
        self.first, self.last = ThaiDateField(words, self), ThaiDateField(words, self)
        self.by, self.link = QLineEdit(self._before.by, self), QLineEdit(self._before.link, self)
        for code in CHANNELS:
            self.channel.addItem(words(f"publicity.channel.{code}"), code)
        self.place.setEditable(True)
        self.place.addItems([str(one) for one in page(seen.book).get("boards", ())])
        self._offer_photos(words("publicity.no_photo"), seen.file.attachments)
        for box in (self.channel, self.place, self.photo):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORTEST)
        self._lay_out(office)
        self._fill()
        self.channel.currentIndexChanged.connect(lambda _index: self._show_fitting())

    @property
    def posting(self) -> Posting:
        """As it stands in the form; what it does not ask for is as it was."""
        first, last = self.first.value, self.last.value
        return replace(
            self._before, channel=str(self.channel.currentData()), place=self.place.currentText().strip(),
            first=first if isinstance(first, date) else self._before.first,
            last=last if isinstance(last, date) else None, by=self.by.text().strip(), link=self.link.text().strip(),
            photo_uid=str(self.photo.currentData()),
        )  # fmt: skip

    # inside

    def _offer_photos(self, none: str, attachments: Sequence[Attachment]) -> None:
        self.photo.addItem(none, "")
        for one in attachments:
            if one.media in PICTURES:
                self.photo.addItem(one.name, one.uid)

    def _lay_out(self, office: Office) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        self._labels = {}
        for name in ("channel", "place", "first", "last", "by", "photo", "link"):
            asked, field = office.words(f"publicity.posting.{name}"), getattr(self, name)
            self._labels[name] = label(asked, "small", self)
            (field.line if isinstance(field, ThaiDateField) else field).setAccessibleName(asked)
            whole.addWidget(self._labels[name])
            whole.addWidget(field)

    def _fill(self) -> None:
        one = self._before
        self.channel.setCurrentIndex(max(0, self.channel.findData(one.channel)))
        if one.uid:
            self.place.setCurrentText(one.place)
        self.first.set_value(one.first)
        self.last.set_value(one.last)
        self.photo.setCurrentIndex(max(0, self.photo.findData(one.photo_uid)))
        self._show_fitting()

    def _show_fitting(self) -> None:
        """What hangs has no address of the web."""
        hangs = self.channel.currentData() in _HANGS
        for widget in (self._labels["link"], self.link):
            widget.setHidden(hangs)
