"""Who works here: asked once, in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from ltaxgis.domain.users import ROLES, User, hide_pin
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import Card, button, label
from ltaxgis.words import Words

_PLACE = "person"


def known_user(preferences: Preferences) -> User | None:
    """The person who worked here last."""
    kept = preferences.get(_PLACE)
    if not kept:
        return None
    return User(kept["name"], kept["position"], tuple(kept["roles"]), kept.get("pin", ""))


def remember_user(preferences: Preferences, user: User) -> None:
    preferences.set(_PLACE, {"name": user.name, "position": user.position, "roles": list(user.roles), "pin": user.pin})


class PersonCard(Card):
    """`told` carries a User. One person may hold all roles, and does by default."""

    told = Signal(object)

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(words("person.title"), parent)
        self.body.addWidget(label(words("person.why"), "quiet", self, wrap=True))
        self.name = self._field(words("person.name"))
        self.position = self._field(words("person.position"))
        self.pin = self._field(words("person.pin"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText(words("person.pin_hint"))
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_2 * 2)
        form.setVerticalSpacing(GAP_2)
        for text, field in (("name", self.name), ("position", self.position), ("pin", self.pin)):
            form.addRow(label(words(f"person.{text}"), "", self), field)
        self.roles = {role: QCheckBox(words(f"role.{role}"), self) for role in ROLES}
        grid = QGridLayout()
        for number, box in enumerate(self.roles.values()):
            box.setChecked(True)
            grid.addWidget(box, number // 2, number % 2)
        form.addRow(label(words("person.roles"), "", self), grid)
        self.body.addLayout(form)
        self.go = button(words("person.go"), self._tell, "primary", self)
        self.go.setEnabled(False)
        self.body.addWidget(self.go)
        self.name.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(self.position.setFocus)
        self.position.returnPressed.connect(self._tell)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        return field

    def _tell(self) -> None:
        if self.name.text().strip():
            roles = tuple(role for role, box in self.roles.items() if box.isChecked())
            pin = hide_pin(self.pin.text())
            self.told.emit(User(self.name.text().strip(), self.position.text().strip(), roles or ("viewer",), pin))
