"""Who works here: asked once, in place."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from ltaxgis.domain.users import ROLES, User, hide_pin, may
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.office import Office
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import Card, button, label
from ltaxgis.words import Words

_PLACE, _PEOPLE, _SIGNED_IN = "person", "people", "signed_in"


def known_user(preferences: Preferences) -> User | None:
    """The person who worked here last; None where that person has a PIN that was not given since the program began."""
    kept = preferences.get(_PLACE)
    if not kept:
        return None
    user = _user(kept)
    return user if not user.pin or preferences.held(_SIGNED_IN) == user.name else None


def known_people(preferences: Preferences) -> list[User]:
    """All who work at this computer, whoever worked last first."""
    return [user for user in everybody(preferences) if user.active]


def everybody(preferences: Preferences) -> list[User]:
    """Those who work here no more too."""
    last = preferences.get(_PLACE)
    people = {str(kept["name"]): _user(kept) for kept in [*([last] if last else []), *preferences.get(_PEOPLE, [])]}
    return list(people.values())


def keep_people(preferences: Preferences, people: Sequence[User]) -> None:
    """These are known here from now on; whoever worked last stays the one who did."""
    preferences.set(_PEOPLE, [_kept(each) for each in people])
    last = preferences.get(_PLACE)
    same = next((each for each in people if last and each.name == last["name"]), None)
    if same is not None:
        preferences.set(_PLACE, _kept(same))


def remember_user(preferences: Preferences, user: User) -> None:
    """The person works here now, and is known next time; the same name again replaces."""
    others = [each for each in everybody(preferences) if each.name != user.name]
    preferences.set(_PEOPLE, [_kept(each) for each in [user, *others]])
    preferences.set(_PLACE, _kept(user))
    preferences.hold(_SIGNED_IN, user.name)


def sign_in(office: Office, user: User) -> None:
    """This person works from now on: the journal's *who*, and whose role counts."""
    remember_user(office.preferences, user)
    office.actor = user.actor
    show_as_allowed(office)


def show_as_allowed(office: Office) -> None:
    """People's names are seen by those who may; by nobody while one is asked who he is."""
    nobody_known = not known_people(office.preferences)
    allowed = nobody_known if office.actor is None else may(office.actor, "people.see")
    office.announcer.let_see_people(allowed)


def _user(kept: dict[str, Any]) -> User:
    return User(kept["name"], kept["position"], tuple(kept["roles"]), kept.get("pin", ""), kept.get("active", True))


def _kept(user: User) -> dict[str, Any]:
    return {**asdict(user), "roles": list(user.roles)}


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
