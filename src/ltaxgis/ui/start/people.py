"""The people of this computer: one of them is chosen, with a PIN where there is one, or another is added."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ROLES, User, ask_leave, may, pin_fits, with_pin, without
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import sentence
from ltaxgis.ui.start.person import PersonCard, everybody, keep_people, sign_in
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, retone, row
from ltaxgis.words import Words

_WIDTH = 460


class PeopleCard(Card):
    """`told` carries the User who works from now on; `another_wanted` asks for a new one."""

    told = Signal(object)
    another_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office.words("people.title"), parent)
        self._office = office
        self._chosen: User | None = None
        words = office.words
        self.new_pin = NewPin(words, self)
        self.new_pin.told.connect(self._change_pin)
        self.said = label("", "", self, wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(GAP_1)
        self.asked = QFrame(self)
        self.pin = QLineEdit(self.asked)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(words("person.pin"))
        self.pin.returnPressed.connect(self.try_pin)
        self.whose = label("", "", self.asked, wrap=True)
        self.wrong = label(words("people.wrong_pin"), "wrong", self.asked, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        line.addWidget(self.pin, 1)
        line.addWidget(button(words("people.enter"), self.try_pin, "primary", self.asked))
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, GAP_1, 0, 0)
        column.setSpacing(GAP_1)
        column.addWidget(self.whose)
        column.addLayout(line)
        column.addWidget(self.wrong)
        self.another = button(words("people.another"), self.another_wanted.emit, "link", self)
        self.refused = label("", "quiet", self, wrap=True)
        self.body.addLayout(self.list)
        self.body.addWidget(self.asked)
        self.body.addWidget(self.new_pin)
        self.body.addWidget(self.said)
        self.body.addWidget(self.another)
        self.body.addWidget(self.refused)

    def begin(self) -> None:
        """Who is known here now; adding people is for administrators."""
        clear(self.list)
        words, actor = self._office.words, self._office.actor
        for user in everybody(self._office.preferences):
            if user.active or (actor is not None and may(actor, "settings")):
                self.list.addWidget(self._line(user))
        self.new_pin.hide()
        self._say("")
        self.asked.hide()
        allowed = actor is not None and may(actor, "settings")
        self.another.setVisible(allowed)
        self.refused.setVisible(actor is not None and not allowed)
        self.refused.setText(words("people.who_adds", role=words("role.administrator")))

    def choose(self, user: User) -> None:
        """At once without a PIN; else it is asked for."""
        self._chosen = user
        if not user.pin:
            self._enter()
            return
        self.whose.setText(self._office.words("people.pin_of", name=user.name))
        self.pin.clear()
        self.wrong.hide()
        self.asked.show()
        self.pin.setFocus()

    def try_pin(self) -> None:
        if self._chosen is not None and pin_fits(self._chosen, self.pin.text()):
            self._enter()
        else:
            self.wrong.show()
            self.pin.selectAll()

    def remove(self, user: User) -> None:
        """Works here no more; can be taken back at once."""
        self._keep(lambda actor: without(everybody(self._office.preferences), user.name, actor), "people.removed", user)

    def bring_back(self, user: User) -> None:
        def active(actor: Actor) -> list[User]:
            ask_leave(actor, "settings")
            return self._with(replace(user, active=True))

        self._keep(active, "people.back", user)

    def ask_new_pin(self, user: User) -> None:
        actor = self._office.actor
        self.asked.hide()
        self.new_pin.begin(user, asks_old=actor is not None and actor.name == user.name and bool(user.pin))

    def _change_pin(self, user: User, old: str, new: str) -> None:
        code = "people.pin_changed" if new else "people.pin_gone"
        self._keep(lambda actor: self._with(with_pin(user, actor, old, new)), code, user)

    def _keep(self, change: Callable[[Actor], list[User]], code: str, user: User) -> None:
        """Who is known here is another; what came of it is said under the list."""
        words, actor = self._office.words, self._office.actor
        if actor is None:
            return
        try:
            keep_people(self._office.preferences, change(actor))
        except Refused as refused:
            self._say(sentence(words, refused), "wrong")
        else:
            self.begin()
            self._say(words(code, name=user.name), "good")

    def _with(self, changed: User) -> list[User]:
        return [changed if each.name == changed.name else each for each in everybody(self._office.preferences)]

    def _say(self, text: str, tone: str = "quiet") -> None:
        self.said.setText(text)
        retone(self.said, "tone", tone)
        self.said.setVisible(bool(text))

    def _line(self, user: User) -> QWidget:
        """A person: who takes over at a click, and what can be changed."""
        words, actor = self._office.words, self._office.actor
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, GAP_1)
        column.setSpacing(0)
        roles = words("people.all_roles") if set(user.roles) == set(ROLES) else self._roles(user)
        name = button(user.name, partial(self.choose, user), "", whole)
        name.setToolTip(roles)
        name.setEnabled(user.active)
        column.addWidget(name)
        told = " · ".join(part for part in (user.position, roles if user.active else words("people.inactive")) if part)
        links: list[QWidget] = []
        administers, own = actor is not None and may(actor, "settings"), actor is not None and actor.name == user.name
        if user.active and (administers or own):
            links.append(button(words("people.change_pin"), partial(self.ask_new_pin, user), "link", whole))
        if administers and not own:
            call = partial(self.remove if user.active else self.bring_back, user)
            links.append(button(words("people.remove" if user.active else "people.bring_back"), call, "link", whole))
        column.addLayout(row(label(told, "small", whole), None, *links))
        return whole

    def _enter(self) -> None:
        assert self._chosen is not None
        sign_in(self._office, self._chosen)
        self.told.emit(self._chosen)

    def _roles(self, user: User) -> str:
        return ", ".join(self._office.words(f"role.{role}") for role in user.roles)


class NewPin(QFrame):
    """Another PIN is typed twice, the old one before where there is one. `told` carries the user, the old, the new."""

    told = Signal(object, str, str)

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._user: User | None = None
        self.whose = label("", "", self, wrap=True)
        self.old, self.new, self.twice = (self._field(name) for name in ("old_pin", "new_pin", "new_pin_twice"))
        self.wrong = label(words("people.pins_differ"), "wrong", self, wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, GAP_1, 0, 0)
        whole.setSpacing(GAP_1)
        for widget in (self.whose, self.old, self.new, self.twice, self.wrong):
            whole.addWidget(widget)
        keep = button(words("people.keep_pin"), self.tell, "primary", self)
        whole.addLayout(row(None, button(words("people.no_change"), self.hide, "", self), keep))
        self.hide()

    def begin(self, user: User, *, asks_old: bool) -> None:
        self._user = user
        self.whose.setText(self._words("people.new_pin_of", name=user.name))
        for field in (self.old, self.new, self.twice):
            field.clear()
        self.old.setVisible(asks_old)
        self.wrong.hide()
        self.show()
        (self.old if asks_old else self.new).setFocus()

    def tell(self) -> None:
        self.wrong.setVisible(self.new.text() != self.twice.text())
        if self._user is not None and self.new.text() == self.twice.text():
            self.told.emit(self._user, self.old.text(), self.new.text())

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(self._words(f"people.{name}"))
        field.setPlaceholderText(self._words(f"people.{name}"))
        field.returnPressed.connect(self.tell)
        return field


class PeoplePopup(QFrame):
    """Under the button that shows who works: somebody else takes over, or is added. `told` carries the User."""

    told = Signal(object)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._office = office
        self.setProperty("surface", "plain")
        self.setMinimumWidth(_WIDTH)
        self.people = PeopleCard(office, self)
        self.person = PersonCard(office.words, office.icons, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        whole.addWidget(self.people)
        whole.addWidget(self.person)
        self.people.told.connect(self._tell)
        self.people.another_wanted.connect(self._ask_another)
        self.person.told.connect(self._added)

    def begin(self, under: QWidget) -> None:
        self.people.begin()
        self.people.show()
        self.person.hide()
        self.adjustSize()
        self.move(under.mapToGlobal(QPoint(under.width() - self.width(), under.height())))
        self.show()

    def _ask_another(self) -> None:
        right = self.geometry().right()
        self.people.hide()
        self.person.show()
        self.adjustSize()
        self.move(right - self.width(), self.y())
        self.person.name.setFocus()

    def _added(self, user: User) -> None:
        sign_in(self._office, user)
        self._tell(user)

    def _tell(self, user: User) -> None:
        self.hide()
        self.told.emit(user)
