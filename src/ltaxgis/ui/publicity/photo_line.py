"""A photo of a publication: whether it is used, what those on it agreed to, what it shows, how it stands straight."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.publicity import CONSENTS, PhotoMark
from ltaxgis.services.publicity_photos import Marked, Photo
from ltaxgis.ui.cases.paper_view import small_picture
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import icon_button, label, row

_THUMB = 64
_MOST_DEGREES, _STEP_DEGREES = 15.0, 0.5


class PhotoLine(QWidget):
    """`marked` what somebody says of it; `moved` by how many places it goes among the pictures."""

    marked = Signal(object)
    moved = Signal(int)

    def __init__(self, office: Office, photo: Photo, preview: bytes, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent)
        words = office.words
        mark = photo.mark or PhotoMark(uid=photo.attachment.uid, case_uid=photo.attachment.case_uid,
                                       attachment_uid=photo.attachment.uid)  # fmt: skip
        icon = small_picture(office.icons, photo.attachment.media, preview, _THUMB, self.devicePixelRatioF())
        self._upright = icon.pixmap(QSize(_THUMB, _THUMB))
        self.picture = QLabel(self)
        self.picture.setFixedSize(_THUMB, _THUMB)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picked = QCheckBox(words("publicity.picked"), self)
        self.picked.setChecked(mark.place > 0)
        self.consent = QComboBox(self)
        for code in CONSENTS:
            self.consent.addItem(words(f"publicity.consent.{code or 'none'}"), code)
        self.consent.setCurrentIndex(max(0, self.consent.findData(mark.consent)))
        self.alt, self.caption = QLineEdit(mark.alt, self), QLineEdit(mark.caption, self)
        self.turned = QDoubleSpinBox(self)
        self.turned.setRange(-_MOST_DEGREES, _MOST_DEGREES)
        self.turned.setSingleStep(_STEP_DEGREES)
        self.turned.setDecimals(1)
        self.turned.setSuffix("°")
        self.turned.setValue(mark.turned)
        self._lay_out(office, photo, mark.place > 0)
        self._name(office)
        self._listen()
        self._turn(mark.turned)
        for field in (self.consent, self.alt, self.caption, self.turned):
            field.setEnabled(may_write)
        self.picked.setEnabled(may_write and photo.may_leave)

    # inside

    def _lay_out(self, office: Office, photo: Photo, picked: bool) -> None:
        words = office.words
        self.up, self.down = (self._way(office, way, by) for way, by in (("up", -1), ("down", 1)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        beside = QVBoxLayout()
        beside.setSpacing(GAP_1)
        beside.addLayout(row(self.picked, self.consent))
        beside.addLayout(row(label(words("publicity.turned"), "small", self), self.turned, None, self.up, self.down))
        head = row(self.picture)
        head.addLayout(beside, 1)
        whole.addWidget(label(photo.attachment.name, "small", self, wrap=True))
        whole.addLayout(head)
        whole.addWidget(self.alt)
        whole.addWidget(self.caption)
        for button in (self.up, self.down):
            button.setVisible(picked)

    def _way(self, office: Office, way: str, by: int) -> QWidget:
        said = office.words(f"publicity.photo_{way}")
        return icon_button(office.icons, f"chevron-{way}", said, partial(self.moved.emit, by), self)

    def _name(self, office: Office) -> None:
        words = office.words
        for name in ("consent", "alt", "caption", "turned"):
            getattr(self, name).setAccessibleName(words(f"publicity.{name}"))
        for name in ("alt", "caption"):
            getattr(self, name).setPlaceholderText(words(f"publicity.{name}"))

    def _listen(self) -> None:
        self.consent.activated.connect(lambda _index: self._tell(Marked(consent=str(self.consent.currentData()))))
        self.alt.editingFinished.connect(lambda: self._tell(Marked(alt=self.alt.text().strip())))
        self.caption.editingFinished.connect(lambda: self._tell(Marked(caption=self.caption.text().strip())))
        self.turned.valueChanged.connect(self._turn)
        self.turned.editingFinished.connect(lambda: self._tell(Marked(turned=self.turned.value())))

    def _tell(self, told: Marked) -> None:
        self.marked.emit(told)

    def _turn(self, degrees: float) -> None:
        """The small picture as it would stand; its corners are cut off only where it leaves."""
        turned = self._upright.transformed(QTransform().rotate(degrees), Qt.TransformationMode.SmoothTransformation)
        self.picture.setPixmap(turned)
